"""Pages saved as one file by a browser (``.mhtml``, ``.mht``) or a mail program (``.eml``).

A MIME message with the page and what it shows as parts (RFC 2557); the standard library's mail
parser takes it apart. Pictures and scripts in it are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from email.utils import parsedate_to_datetime

from wortlaut.errors import SourceError
from wortlaut.records import Article, Provenance
from wortlaut.sources import page
from wortlaut.sources.moments import utc
from wortlaut.sources.provenance import reader, sha256
from wortlaut.sources.raw import Raw

SUFFIXES = (".mhtml", ".mht", ".eml")
MAX_PARTS = 10_000
_PAGES = ("text/html", "application/xhtml+xml")
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MIME = re.compile(r"^MIME-Version:", re.I | re.M)
_KIND = re.compile(r"^Content-Type:\s*(?:multipart/|text/html)", re.I | re.M)


def recognises(head: str) -> bool:
    """Begins with the header of a MIME message that has parts, or a page."""
    header = _HEADER.match(head.replace("\r\n", "\n")[:20_000].lstrip("\n"))
    return bool(header and _MIME.search(header[0]) and _KIND.search(header[0]))


def read(raw: Raw) -> Iterator[Article]:
    """One article. Raises ``SourceError``: ``no_text`` without a page in it, ``damaged``, and
    those of ``read_page``."""
    data = raw.content()
    message = _parsed(data)
    if any(isinstance(d, CloseBoundaryNotFoundDefect) for d in message.defects):
        raise SourceError("breaks off in the middle; save the page again", code="damaged")
    part, address = _page(message)
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        raise SourceError("its page is empty; save it again", code="empty")
    charset = part.get_content_charset()
    article = page.read_page(payload, raw.source, charset=charset, url=address)
    provenance = Provenance(
        container=raw.source,
        url=address,
        captured=_captured(message),
        digest=sha256(payload),
        reader=reader("trafilatura"),
    )
    yield replace(article, provenance=provenance)


def _parsed(data: bytes) -> Message:
    from email import message_from_bytes

    if data.lower().count(b"\n--") > 2 * MAX_PARTS:
        raise SourceError(f"a MIME message of more than {MAX_PARTS} parts", code="too_large")
    try:
        return message_from_bytes(data.lstrip(b"\r\n"))
    except RecursionError as error:
        raise SourceError(
            "a MIME message nested too deeply; save the page again", code="too_deep"
        ) from error


def _page(message: Message) -> tuple[Message, str | None]:
    """The part that is the page, and its address: the one named as the start, else the first."""
    start = (message.get_param("start") or "") if message.is_multipart() else ""
    snapshot = _address(message.get("Snapshot-Content-Location"))
    pages = [p for p in message.walk() if p.get_content_type() in _PAGES]
    if not pages:
        raise SourceError(
            "a MIME message without a page (text/html) in it; save the page itself", code="no_text"
        )
    for part in pages:
        if start and str(part.get("Content-ID") or "").strip() == str(start).strip():
            return part, _address(part.get("Content-Location")) or snapshot
    for part in pages:
        if snapshot and _address(part.get("Content-Location")) == snapshot:
            return part, snapshot
    return pages[0], _address(pages[0].get("Content-Location")) or snapshot


def _address(value: object) -> str | None:
    text = "".join(str(value or "").split())
    return text if text.startswith(("https://", "http://")) else None


def _captured(message: Message) -> str | None:
    """When it was saved, by the Date in its header."""
    try:
        return utc(parsedate_to_datetime(str(message.get("Date") or "")).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
