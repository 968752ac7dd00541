"""Sitemaps, news sitemaps and sitemap indexes, after sitemaps.org: which pages they name.

Nothing is fetched here; see ``web``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources.entries import Entry, Listing, check_xml, iso, read_offline, text_of
from wortlaut.sources.feed import PROLOG
from wortlaut.sources.raw import Raw

SUFFIXES: tuple[str, ...] = ()  # .xml says too little; a sitemap that is given is recognised
_ROOT = re.compile(PROLOG + r"<(?:\w+:)?(?:urlset|sitemapindex)(?=[\s>])")


def recognises(head: str) -> bool:
    """Starts with the root of a sitemap or of an index of them."""
    return bool(_ROOT.match(head))


def read(raw: Raw) -> Iterator[Article | Failure]:
    """One ``Failure``: a saved sitemap holds no article, only where they are."""
    yield from read_offline(listing(raw.content()), raw.source)


def listing(data: bytes, base: str = "") -> Listing:
    """The pages (or, of an index, the sitemaps) in order; ``base`` is the sitemap's URL.

    A sitemap that breaks off gives what stands before the break. Raises ``SourceError``:
    ``too_large``, ``entities``, ``sitemap``.
    """
    from lxml import etree

    check_xml(data, "sitemap")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"a sitemap that cannot be read ({error})", code="sitemap") from error
    if root is None:
        raise SourceError("a sitemap that cannot be read: no element in it", code="sitemap")
    entries: list[Entry] = []
    maps: list[Entry] = []
    for element in root:
        if not isinstance(element.tag, str):
            continue
        found = {_name(child.tag): (child.text or "").strip() for child in _inner(element)}
        if not found.get("loc"):
            continue
        entry = Entry(
            url=_joined(base, found["loc"]),
            title=text_of(found.get("news:title")),
            published=iso(found.get("news:publication_date")),
            modified=iso(found.get("lastmod")),
            outlet=text_of(found.get("news:name")),
        )
        (maps if _name(element.tag) == "sitemap" else entries).append(entry)
    return Listing("sitemap", tuple(entries), tuple(maps))


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        return location  # fetching it says what is wrong


def _inner(element: Any) -> Iterator[Any]:
    return (child for child in element.iterdescendants() if isinstance(child.tag, str))


def _name(tag: str) -> str:
    """``loc``, and ``news:title`` for the names of the news extension (images have a title)."""
    space, _, name = tag.rpartition("}")
    if "sitemap-news" in space:
        return f"news:{name}"
    return name if not space or "/sitemap/" in space else tag
