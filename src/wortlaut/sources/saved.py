"""Pages saved as HTML, with what browsers note at their beginning: the address, and when.

``<!-- saved from url=(0042)https://… -->`` is written by Chrome, Edge and Internet Explorer,
``Page saved with SingleFile url: … saved date: …`` by SingleFile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from wortlaut.records import Article, Provenance
from wortlaut.sources import page
from wortlaut.sources.moments import utc
from wortlaut.sources.provenance import reader
from wortlaut.sources.raw import Raw, peek_text

SUFFIXES = page.SUFFIXES
_ORIGIN = re.compile(
    r"<!--\s*(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s+url:\s*)"
    r"(https?://[^\s<>\"]{1,2000})(?:\s+saved date:\s*([^\n<>]{10,80}))?"
)
_JAVASCRIPT = re.compile(r"\w{3} (\w{3} \d{2} \d{4} [\d:]{8} )GMT([+-]\d{4})")


def recognises(head: str) -> bool:
    """What ``page`` recognises."""
    return page.recognises(head)


def read(raw: Raw) -> Iterator[Article]:
    """One article. Raises what ``read_page`` raises."""
    url, captured = origin(peek_text(raw.head))
    article = page.read_page(raw.content(), raw.source, url=url)
    provenance = Provenance(
        container=raw.source,
        url=url,
        captured=captured,
        digest=raw.digest,
        reader=reader("trafilatura"),
    )
    yield replace(article, provenance=provenance)


def origin(head: str) -> tuple[str | None, str | None]:
    """Address and time (UTC) that a browser noted at the beginning of a page."""
    found = _ORIGIN.search(head[:20_000])
    if found is None:
        return None, None
    stated = _JAVASCRIPT.match(found[2] or "")
    moment = f"{stated[1][4:6]} {stated[1][:3]} {stated[1][7:]}{stated[2]}" if stated else None
    return found[1], utc(moment)
