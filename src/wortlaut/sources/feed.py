"""RSS, Atom and JSON Feed: which pages a feed names, and what it says about them.

feedparser reads the XML kinds. Nothing is fetched here; see ``web``.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources.entries import (
    Entry,
    Listing,
    check_xml,
    iso,
    names,
    read_offline,
    text_of,
)
from wortlaut.sources.raw import Raw, decode

SUFFIXES = (".rss", ".atom")

PROLOG = r"\s*+(?:<\?[^>]*+>\s*+|<!--(?:[^-]|-(?!->))*+-->\s*+|<!DOCTYPE[^>\[]*+>\s*+)*+"
"""What may stand before the first element of an XML document."""
_XML = re.compile(PROLOG + r"<(?:rss|rdf:RDF|(?:\w+:)?feed)(?=[\s>])", re.I)
_JSON = re.compile(r'\s*\{[^{}\[\]]*"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/')
_JSON_LATE = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')


def recognises(head: str) -> bool:
    """Starts with the root of RSS, RDF or Atom, or is an object with the version of JSON Feed."""
    if head.lstrip().startswith("{"):
        return bool(_JSON.match(head)) or bool(_JSON_LATE.search(head))
    return bool(_XML.match(head))


def read(raw: Raw) -> Iterator[Article | Failure]:
    """The articles that a saved feed carries in full; its other entries are one ``Failure``."""
    yield from read_offline(listing(raw.content()), raw.source)


def listing(data: bytes, base: str = "") -> Listing:
    """The entries of a feed in its order; ``base`` is its URL.

    Raises ``SourceError``: ``too_large``, ``entities``, ``json``, ``feed`` for what is broken
    beyond reading.
    """
    check_xml(data, "feed")
    if data.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        return Listing("feed", tuple(_json_entries(data, base)))
    return Listing("feed", tuple(_xml_entries(data, base)))


def _xml_entries(data: bytes, base: str) -> Iterator[Entry]:
    import feedparser

    # Cleaning and resolving links within the content is left to the page reader: a 30th of the
    # time, and one way of doing it.
    # As a stream: bytes would be tried as the name of a file first.
    parsed = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-location": base} if base else {},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries and parsed.bozo and not parsed.get("version"):
        reason = " ".join(str(parsed.get("bozo_exception", "")).split())[:120]
        raise SourceError(f"a feed that cannot be read ({reason}); give single pages", code="feed")
    outlet = _outlet(parsed.feed)
    for item in parsed.entries:
        link = item.get("feedburner_origlink") or item.get("link")
        contents = [c.get("value") or "" for c in item.get("content", ())]
        contents.append(item.get("summary") or "")
        yield Entry(
            url=_url(link, base),
            title=text_of(item.get("title")),
            published=iso(item.get("published")) or _utc(item.get("published_parsed")),
            modified=iso(item.get("updated")) if "updated" in item.keys() else None,  # noqa: SIM118
            authors=names(a.get("name") for a in item.get("authors", ())),
            outlet=text_of(item.get("source", {}).get("title")) or outlet,
            content=max(contents, key=len) or None,
        )


def _outlet(channel: Mapping[str, Any]) -> str | None:
    """The publisher, where the feed names one: its title is often that of a section."""
    return text_of(channel.get("publisher"))


def _utc(parsed: Any) -> str | None:
    if parsed is None:
        return None
    try:
        return datetime(*parsed[:6]).replace(tzinfo=UTC).isoformat()
    except (TypeError, ValueError):
        return None


def _json_entries(data: bytes, base: str) -> Iterator[Entry]:
    try:
        feed = json.loads(decode(data, base))
    except (ValueError, RecursionError) as error:
        raise SourceError("a JSON Feed that is no valid JSON; try again", code="json") from error
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        raise SourceError('a JSON Feed without "items"; give single pages', code="feed")
    common = _json_authors(feed)
    for item in items:
        if not isinstance(item, Mapping):
            continue
        url = _text(item, "url") or _text(item, "external_url")
        if url is None and (_text(item, "id") or "").startswith(("http://", "https://")):
            url = _text(item, "id")
        plain = _text(item, "content_text")
        paragraphs = re.split(r"\n\s*\n", plain or "")
        yield Entry(
            url=_url(url, base),
            title=text_of(_text(item, "title")),
            published=iso(_text(item, "date_published")),
            modified=iso(_text(item, "date_modified")),
            authors=_json_authors(item) or common,
            content=_text(item, "content_html")
            or ("".join(f"<p>{html.escape(p)}</p>" for p in paragraphs) if plain else None),
        )


def _json_authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    found = item.get("authors")
    people = found if isinstance(found, list) else [item.get("author")]
    return names(_text(p, "name") for p in people if isinstance(p, Mapping))


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _url(link: str | None, base: str) -> str | None:
    if not link or not link.strip():
        return None
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()  # fetching it says what is wrong
