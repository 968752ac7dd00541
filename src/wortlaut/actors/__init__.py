"""Who a mention stands for: naming speakers from within the article."""

from wortlaut.actors.resolve import name_speakers

__all__ = ["name_speakers"]
