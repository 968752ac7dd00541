"""Who said what in German-language news, down to the character."""
