"""One JSON object, in whatever shape a crawler wrote it, as an ``Article``.

Our own shapes (flat, and a line of ``analyze`` output), news-please, fundus, trafilatura, IPTC
ninjs, and what others call by similar names; ``docs/reference/articles.md`` lists them. A text
is kept as it is, character by character; one that is given as markup or in parts is put together
with the title first and one empty line between blocks, as a page is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from wortlaut.errors import RecordError, SourceError
from wortlaut.records import Article, Block, Provenance, Span
from wortlaut.sources import fragment, ninjs, page
from wortlaut.sources.moments import utc
from wortlaut.sources.provenance import proven, reader, sha256
from wortlaut.sources.raw import blank
from wortlaut.sources.values import (
    EXPECTED,
    Fields,
    kind_of,
    language_code,
    moment_of,
    names_of,
    storable,
    text_of,
)

# Under these names stands plain text, kept as it is; under the others there may be markup.
_PLAIN = ("text", "maintext", "plaintext", "raw_text")
_TEXTS = (
    *("text", "maintext", "body", "content", "plaintext", "article_text", "articleBody"),
    *("full_text", "fulltext", "content_html", "content_text", "raw_text"),
)
_TITLES = ("title", "headline", "title_page", "title_rss", "name")
_URLS = ("url", "link", "canonical_url", "source_url", "requested_url")
_OUTLETS = (
    *("outlet", "source_domain", "sitename", "site_name", "publisher", "newspaper"),
    *("hostname", "domain", "publication"),
)
_AUTHORS = ("authors", "author", "byline", "creator")
PUBLISHED = (
    *("published", "date_publish", "publishing_date", "date_published", "datePublished"),
    *("published_at", "publishedAt", "publish_date", "pub_date", "pubDate", "date"),
)
MODIFIED = (
    *("modified", "date_modify", "date_modified", "dateModified", "updated_at", "updated"),
    *("last_modified",),
)
_CAPTURED = ("date_download", "crawl_date", "crawled_at", "fetched_at", "date_crawled")
KEYS = frozenset((*_TEXTS, *ninjs.KEYS, "article", "html", "_source"))
"""An object with none of these has no article in it."""


def article(data: Fields, source: str, *, line: bytes = b"", record: str | None = None) -> Article:
    """The article of one object. ``line`` is what it was written as, ``record`` its name there.

    ``source`` counts where it is given, and ``id`` beside "text". Unknown keys are ignored.
    Raises ``SourceError``: ``empty``, ``no_text``, ``withdrawn``, or ``record`` for a missing
    or ill-typed value.
    """
    fields = data.get("article", data.get("_source", data))
    if not isinstance(fields, Mapping):
        raise SourceError(f'"article" is {kind_of(fields)}; {EXPECTED}', code="record")
    made = ninjs.article if ninjs.recognises(fields) else _article
    found = made(fields, source)
    if "article" in data:  # our own output comes back as it was written
        return found
    html = fields.get("html")
    crawl = html if isinstance(html, Mapping) else fields
    provenance = Provenance(
        container=source,
        url=found.url,
        record=record,
        captured=next((c for c in (utc(crawl.get(k)) for k in _CAPTURED) if c), None),
        digest=sha256(line) if line else None,
        reader=reader(),
    )
    return proven(found, provenance)


def _article(fields: Fields, source: str) -> Article:
    url = _url(fields)
    title = text_of(fields, *_TITLES)
    base = _body(fields, source, title, url)
    outlet = _outlet(fields)
    keywords = _listed(fields, "keywords", "tags", "topics", "categories")
    return replace(
        base,
        source=_own_source(fields) or source,
        title=title or base.title,
        url=url or base.url,
        outlet=outlet or base.outlet,
        authors=_authors(fields) or base.authors,
        published=moment_of(fields, PUBLISHED, source) or base.published,
        modified=moment_of(fields, MODIFIED, source) or base.modified,
        language=language_code(text_of(fields, "language", "lang", "locale")) or base.language,
        kicker=_soft(fields, "kicker") or base.kicker,
        subtitle=_soft(fields, "subtitle") or base.subtitle,
        section=_section(fields) or base.section,
        keywords=keywords or base.keywords,
        paywall=_paywall(fields) if base.paywall is None else base.paywall,
        provenance=_provenance(fields),
        id=(text_of(fields, "id", numbers=True) or "") if "text" in fields else "",
    )


def _body(fields: Fields, source: str, title: str | None, url: str | None) -> Article:
    """An article that has its text, and what a page of it says."""
    there = False
    for key in _TEXTS:
        value = fields.get(key)
        if value is None or value == {} or value == []:
            continue
        there = True
        text, blocks = _text(value, key, title)
        if not blank(text):
            own = _own_blocks(fields, text) if key == "text" else ()
            return Article(source=source, text=text, blocks=blocks or own)
    html = fields.get("html")
    markup = html.get("content") if isinstance(html, Mapping) else html
    if isinstance(markup, str) and not blank(markup):
        return page.article(storable(markup), source, url=url)
    if there:
        raise SourceError('empty: no words in "text"', code="empty")
    raise SourceError(f'no "text"; {EXPECTED}', code="record")


def _text(value: Any, key: str, title: str | None) -> tuple[str, tuple[Block, ...]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("rendered"), str):
            return fragment.joined(fragment.parts_of(storable(value["rendered"])), title)
        if "sections" in value or "summary" in value:
            return fragment.joined(_sections(value), title)
    elif isinstance(value, list) and all(isinstance(v, str) for v in value):
        return fragment.joined(((storable(v), "paragraph") for v in value), title)
    elif isinstance(value, str):
        if key not in _PLAIN and fragment.is_markup(value):
            return fragment.joined(fragment.parts_of(storable(value)), title)
        return storable(value), ()
    raise SourceError(f'"{key}" is {kind_of(value)}; it should be a text', code="record")


def _sections(body: Fields) -> list[fragment.Part]:
    """The body of a fundus article: a summary, then sections with a headline and paragraphs."""
    parts: list[fragment.Part] = [(t, "paragraph") for t in _texts(body.get("summary"))]
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, Mapping):
            parts += [(t, "heading") for t in _texts(section.get("headline"))]
            parts += [(t, "paragraph") for t in _texts(section.get("paragraphs"))]
    return parts


def _texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [storable(i) for i in items if isinstance(i, str)]


def _url(fields: Fields) -> str | None:
    url = text_of(fields, *_URLS)
    html = fields.get("html")
    if not url and isinstance(html, Mapping):
        url = text_of(html, "responded_url", "requested_url")
    stated = fields.get("source")
    if not url and isinstance(stated, str) and stated.startswith(("https://", "http://")):
        url = storable(stated)
    return url


def _own_source(fields: Fields) -> str | None:
    return None if isinstance(fields.get("source"), Mapping) else text_of(fields, "source")


def _outlet(fields: Fields) -> str | None:
    stated = text_of(fields, *_OUTLETS)
    place = fields.get("source")
    if not stated and isinstance(place, Mapping):
        stated = text_of(place, "name", "title", "domain")
    html = fields.get("html")
    crawl = html.get("source_info") if isinstance(html, Mapping) else None
    if not stated and isinstance(crawl, Mapping):
        stated = text_of(crawl, "publisher", "newspaper")
    return stated


def _authors(fields: Fields) -> tuple[str, ...]:
    names = names_of(fields, *_AUTHORS)
    return tuple(n.strip() for name in names for n in name.split(";") if n.strip())


def _soft(fields: Fields, key: str) -> str | None:
    value = fields.get(key)
    return storable(value) if isinstance(value, str) and value.strip() else None


def _listed(fields: Fields, *keys: str) -> tuple[str, ...]:
    """Keywords: texts, or a text with commas; anything else is passed over."""
    for key in keys:
        value = fields.get(key)
        items = value.replace(";", ",").split(",") if isinstance(value, str) else value
        if isinstance(items, list):
            named = [i.get("name") if isinstance(i, Mapping) else i for i in items]
            found = [storable(n.strip()) for n in named if isinstance(n, str) and n.strip()]
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _section(fields: Fields) -> str | None:
    for key in ("section", "articleSection", "category"):
        found = _soft(fields, key)
        if found:
            return found
    return None


def _paywall(fields: Fields) -> bool | None:
    for key, means in (("paywall", True), ("free_access", False), ("isAccessibleForFree", False)):
        value = fields.get(key)
        if isinstance(value, bool):
            return value if means else not value
    return None


def _own_blocks(fields: Fields, text: str) -> tuple[Block, ...]:
    """The blocks of our own output; their offsets must lie in the text."""
    value = fields.get("blocks") or []
    try:
        blocks = tuple(
            Block(b["kind"], Span(int(b["span"][0]), int(b["span"][1])), b.get("speaker"))
            for b in value
        )
        if any(b.span.end > len(text) for b in blocks):
            raise RecordError("one reaches past the end of the text")
    except (RecordError, KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise SourceError(f'"blocks" cannot be read: {error}', code="record") from error
    return blocks


def _provenance(fields: Fields) -> Provenance | None:
    value = fields.get("provenance")
    if not isinstance(value, Mapping):
        return None
    known = {f.name: text_of(value, f.name) for f in fields_of(Provenance)}
    return Provenance(**known) if any(known.values()) else None
