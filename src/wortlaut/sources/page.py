"""Saved web pages: their article with its structure, and what a citation of it needs.

trafilatura finds the main text, JSON-LD, meta elements and the page's own markup say the rest
(``wortlaut.sources.pages``). Scripts are never run.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from wortlaut.errors import SourceError
from wortlaut.records import Article
from wortlaut.sources.pages import tree
from wortlaut.sources.pages.assemble import assemble
from wortlaut.sources.raw import MAX_ARTICLE_BYTES, Raw, decode, refuse_binary, too_large

SUFFIXES = (".html", ".htm", ".xhtml")

_START = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1)[\s>]",
    re.IGNORECASE,
)
_OUTER = re.compile(r"<(?:html|body|article)[\s>]", re.I)
_INNER = re.compile(r"<(?:p|div|br|h1)[\s/>]", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)

_TWICE = re.compile("Ã[\u0080-\u00bf\u0152-\u0192\u2013-\u2122]|â€[\u0080-\u00ff\u0152-\u2122]")
_UMLAUT = re.compile("[äöüßÄÖÜ]")
#: So many characters encoded twice, and no umlaut that is not, show a page encoded twice.
MENDED = 3


def recognises(head: str) -> bool:
    """Starts like a page, or has a body with paragraphs somewhere in its first stretch."""
    if _START.match(head):
        return True
    outer = _OUTER.search(head)
    return outer is not None and _INNER.search(head, outer.end()) is not None


def read(raw: Raw) -> Iterator[Article]:
    """One article. Raises what ``read_page`` raises."""
    yield read_page(raw.content(), raw.source)


def read_page(
    data: bytes, source: str, *, charset: str | None = None, url: str | None = None
) -> Article:
    """The article of a page as it was fetched or saved.

    ``charset`` is what the server declared, if anything did; it is believed only as far as the
    bytes agree. ``url`` is where the page was fetched: it resolves relative addresses, and is
    the article's where the page names none. Raises ``SourceError``: ``no_text``, ``too_deep``,
    ``too_large``, ``binary`` or ``encoding``.
    """
    return article(decode_page(data, source, charset=charset), source, url=url)


def article(markup: str, source: str, *, url: str | None = None) -> Article:
    """The article of decoded markup: headline, lead and blocks parted by one empty line each.

    ``Article.blocks`` says what each block is; navigation, teasers in boxes of their own and
    comments are left out. Raises ``SourceError``: ``no_text``, ``too_deep``, ``too_large``.
    """
    markup = tree.trimmed(markup)
    full, too_deep = tree.parse(markup)
    plain_markup = tree.without_formatting(markup)
    plain = tree.plain_tree(plain_markup)
    if too_deep:  # nested formatting alone: the page without it has all there is
        full, _ = tree.parse(plain_markup)
    read_article = assemble(full, plain, source=source, url=url)
    if read_article is None:
        raise SourceError(
            "no article text found in this page; save it again with its text, or give the text",
            code="no_text",
        )
    return read_article


def decode_page(data: bytes, source: str, *, charset: str | None = None) -> str:
    """Decode a page: byte order mark or UTF-8, then what the page states, then the server.

    Text that was encoded as UTF-8 twice ("Ã¼" for "ü" throughout) is put right.
    """
    data = unpacked(data)
    refuse_binary(data)
    stated = _CHARSET.search(data[:4096])
    names = [stated[1].decode("ascii") if stated else None, charset]
    if b"\0" not in data and not _is_utf8(data):
        for name in names:
            text = _decoded(data, name)
            if text is not None:
                return text
    return _mended(decode(data, source))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, name: str | None) -> str | None:
    name = (name or "").strip().lower()
    if not name:
        return None
    try:  # browsers read Latin-1 and ASCII as Windows-1252
        latin = name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}
        return data.decode("cp1252" if latin else name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _mended(text: str) -> str:
    """UTF-8 read as Windows-1252 and written as UTF-8 again: undone where all of it agrees."""
    if len(_TWICE.findall(text)) < MENDED or _UMLAUT.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def unpacked(data: bytes) -> bytes:
    """``data``, or what is in it where it is gzip; ``SourceError`` (too_large, damaged) else."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        inner = zlib.decompressobj(wbits=31)
        plain = inner.decompress(data, MAX_ARTICLE_BYTES + 1)
    except zlib.error as error:
        reason = "looks like gzip, but is damaged; fetch or save the page again"
        raise SourceError(reason, code="damaged") from error
    if not plain:
        raise SourceError("gzip with nothing in it; fetch or save the page again", code="damaged")
    if len(plain) > MAX_ARTICLE_BYTES:
        raise too_large()
    return plain
