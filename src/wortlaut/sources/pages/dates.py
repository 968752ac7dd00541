"""When an article was published and changed, with the zone where the page gives one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from wortlaut.sources.pages.linked import Linked, clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_GERMAN = re.compile(
    r"(\d{1,2})\.\s?(\d{1,2}|[A-Za-zä]{3,9})\.?\s?(\d{4})(?:\D{1,12}(\d{1,2})[:.](\d{2}))?"
)
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_PUBLISHED = (
    *("article:published_time", "datepublished", "og:published_time", "date", "dc.date"),
    *("dcterms.created", "dc.date.issued", "dcterms.issued", "dcterms.date", "pubdate"),
    *("publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "article.published", "article_date_original", "created"),
)
_MODIFIED = (
    *("article:modified_time", "datemodified", "og:updated_time", "last-modified"),
    *("dcterms.modified", "dc.date.modified", "article.updated", "revised", "lastmod"),
)
EARLIEST, LATEST = 1980, 2100


def iso(value: object) -> str | None:
    """A date as ISO 8601, time and zone kept where they are given; None for what is no date.

    >>> iso("2024-04-26T20:44:00+0200"), iso("26.04.2024, 20:44 Uhr"), iso("morgen")
    ('2024-04-26T20:44:00+02:00', '2024-04-26T20:44:00', None)
    """
    text = clean(value)
    if not text:
        return None
    match = _ISO.match(text)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        return _built((year, month, day), (hour, minute, second), zone)
    match = _GERMAN.search(text)
    if match:
        day, month, year, hour, minute = match.groups()
        if not month.isdigit():
            names = [i for i, m in enumerate(_MONTHS, 1) if month.lower().startswith(m)]
            if not names:
                return None
            month = str(names[0])
        return _built((year, month, day), (hour, minute, None), None)
    return None


def _built(
    date: tuple[str, str, str], time: tuple[str | None, str | None, str | None], zone: str | None
) -> str | None:
    year, month, day = map(int, date)
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        if time[0] is None or time[1] is None:
            return datetime(year, month, day).date().isoformat()
        moment = datetime(year, month, day, int(time[0]), int(time[1]), int(time[2] or 0))
    except ValueError:
        return None
    if zone is None:
        return moment.isoformat()
    if zone in ("Z", "UTC", "GMT"):
        return moment.isoformat() + "+00:00"
    return moment.isoformat() + (zone if ":" in zone else f"{zone[:3]}:{zone[3:]}")


def published(linked: Linked, tree: HtmlElement, url: str | None) -> str | None:
    """When it was published: JSON-LD, meta, ``time`` elements, and htmldate as last resort."""
    stated = [
        *_linked(linked, "datePublished", "dateCreated", "uploadDate"),
        *_meta(linked, _PUBLISHED),
        *_times(tree, "published"),
    ]
    return _best(stated) or _guessed(tree, url)


def modified(linked: Linked, tree: HtmlElement) -> str | None:
    """When it was last changed, where the page says so."""
    stated = [*_linked(linked, "dateModified"), *_meta(linked, _MODIFIED)]
    return _best([*stated, *_times(tree, "modified")])


def _best(stated: list[str]) -> str | None:
    """The first; one of the same day that has a time, or the same time with a zone, is fuller."""
    if not stated:
        return None
    first = stated[0]
    if len(first) == 10:
        first = next((s for s in stated if s.startswith(first) and len(s) > 10), first)
    if len(first) == 19:
        first = next((s for s in stated if s.startswith(first[:16]) and len(s) > 19), first)
    return first


def _linked(linked: Linked, *keys: str) -> list[str]:
    return [d for d in (iso(linked.article.get(key)) for key in keys) if d]


def _meta(linked: Linked, names: tuple[str, ...]) -> list[str]:
    return [d for name in names for d in (iso(v) for v in linked.meta.get(name, [])[:1]) if d]


def _times(tree: HtmlElement, which: str) -> list[str]:
    """``time`` elements that say by name what they are, or stand beside the headline."""
    found: list[str] = []
    others: list[str] = []
    for element in tree.iter("time"):
        date = iso(element.get("datetime")) or iso(element.text_content())
        if not date:
            continue
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        changed = re.search(r"modif|updat|aktualis|change", named)
        if which == "modified":
            if changed:
                found.append(date)
        elif not changed:
            said = "pubdate" in element.attrib or re.search(r"publi|datecreated|entry-date", named)
            (found if said else others).append(date)
    return [*found, *others[:1]] if which == "published" else found


def _guessed(tree: HtmlElement, url: str | None) -> str | None:
    from copy import deepcopy

    from htmldate import find_date

    guess = find_date(deepcopy(tree), original_date=True, extensive_search=False, url=url)
    return iso(guess)
