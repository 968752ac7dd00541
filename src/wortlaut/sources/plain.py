"""Plain text: the file's content is the article's text, so offsets can be checked against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wortlaut.errors import SourceError
from wortlaut.records import Article
from wortlaut.sources.raw import Raw, blank

SUFFIXES = (".txt", ".text")

# A headline is short and does not end like a sentence; German press headlines have at most
# about 120 characters. "?" and "!" end headlines as well ("Kommt die Maut?").
MAX_HEADLINE = 150
_SENTENCE_ENDS = (".", "…", ",", ";", ":")
_CLOSING = "\"'“”‘’«»‹›)] "


def recognises(head: str) -> bool:
    """Any text will do: this is the kind of last resort."""
    return True


def read(raw: Raw) -> Iterator[Article]:
    """One article: UTF-8 (or what ``decode`` tells), BOM dropped, CRLF to LF, else unchanged."""
    yield article(raw.text(), raw.source)


def article(text: str, source: str) -> Article:
    """The article of a decoded text. Raises ``SourceError`` (empty) where there are no words."""
    text = text.replace("\r\n", "\n")
    if blank(text):
        raise SourceError("empty: no words in it", code="empty")
    return Article(source=source, text=text, title=headline(text))


def headline(text: str) -> str | None:
    """The first block, if it looks like a headline: one short line that is no sentence."""
    stripped = text.strip()
    first, _, rest = stripped.partition("\n")
    has_blocks = re.search(r"\n[ \t]*\n", stripped) is not None
    if not rest or (has_blocks and rest.split("\n", 1)[0].strip()):
        return None
    line = first.strip()
    if len(line) > MAX_HEADLINE or blank(line) or line.rstrip(_CLOSING).endswith(_SENTENCE_ENDS):
        return None
    return line
