"""Who a mention stands for: naming speakers from within the article."""

from wortlaut.actors.speakers import name_speakers

__all__ = ["name_speakers"]
