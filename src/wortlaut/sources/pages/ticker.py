"""Live tickers: entries with a time each, one beside the other in one element, or in JSON-LD."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wortlaut.sources.pages.dates import iso
from wortlaut.sources.pages.linked import Linked, clean
from wortlaut.sources.pages.pieces import Piece

#: A ticker has at least this many entries with a time of their own …
ENTRIES = 3
#: … which hold at least this share of the article's text.
SHARE = 0.4
#: So far above a time the element of its entry is looked for.
LEVELS = 7

_TIME = re.compile(
    r"(?:(?:\w+, )?\d{1,2}\.\s?(?:\d{1,2}\.|\w+)(?:\s?\d{4}|\s?\d{2})?,?[ |–-]*)?"
    r"(?:um )?(?:[01]?\d|2[0-3])[.:][0-5]\d(?: ?Uhr| ?h)?(?=$|[\s:|–-])|\+\+\+ ?\d{1,2}[.:]\d{2}"
)
_SPACE_LINE = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its blocks of text, the first with the time, and the piece it begins with."""

    texts: tuple[str, ...]
    first: int = -1


def entries_of(pieces: Sequence[Piece], core: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each entry in page order; [] where the page is no ticker.

    ``core`` is what the extraction takes for the article: the entries must hold much of it.
    """
    timed = [p for p in pieces if _has_time(p)]
    if len(timed) < ENTRIES:
        return []
    children: dict[Any, set[Any]] = defaultdict(set)
    for piece in timed:
        element = piece.element
        for _ in range(LEVELS):
            parent = element.getparent()
            if parent is None or element.tag in ("body", "main"):
                break
            children[parent].add(element)
            element = parent
    homes = [h for h, found in children.items() if len(found) >= ENTRIES]
    total = sum(len(p.text) for p in core)
    best: list[list[Piece]] = []
    for home in homes:
        groups = _groups(pieces, home, children[home])
        inside = {p.index for group in groups for p in group}
        share = sum(len(p.text) for p in core if p.index in inside)
        if len(groups) >= ENTRIES and share >= SHARE * max(1, total) and len(groups) > len(best):
            best = groups
    return best


def _has_time(piece: Piece) -> bool:
    if _TIME.match(piece.text):
        return True
    return any(e.tag == "time" for e in piece.element.iter("time"))


def _groups(pieces: Sequence[Piece], home: Any, entries: set[Any]) -> list[list[Piece]]:
    """The pieces below each entry element; one element a paragraph is no ticker."""
    groups: dict[Any, list[Piece]] = {}
    for piece in pieces:
        element = piece.element
        while element is not None and element.getparent() is not home:
            element = element.getparent()
        if element is not None and element in entries:
            groups.setdefault(element, []).append(piece)
    found = list(groups.values())
    tags = {e.tag for e in groups}
    long = [g for g in found if sum(len(p.text) for p in g) >= 40]
    if len(tags) > 1 or len(long) < len(found) * 0.7:
        return []
    return long


def entry_of(group: Sequence[Piece]) -> Entry:
    """The text of an entry: its time first, as the page shows it, else from ``datetime``."""
    texts = [p.text for p in group]
    if not _TIME.match(texts[0]):
        at = next((i for i, t in enumerate(texts) if len(t) < 40 and _TIME.match(t)), None)
        time = texts.pop(at) if at is not None else _stated_time(group)
        if time:
            texts.insert(0, time)
    return Entry(tuple(texts), group[0].index)


def _stated_time(group: Sequence[Piece]) -> str | None:
    for piece in group:
        for element in piece.element.iter("time"):
            found = clock(element.get("datetime"))
            if found:
                return found
    return None


def clock(value: object) -> str | None:
    """The time of day of an ISO date, in German time where it is given in UTC.

    >>> clock("2024-05-03T14:24:00Z"), clock("2024-05-03T14:24:00+02:00"), clock("2024-05-03")
    ('16:24 Uhr', '14:24 Uhr', None)
    """
    date = iso(value)
    if not date or len(date) < 16:
        return None
    moment = datetime.fromisoformat(date)
    if moment.tzinfo is not None and moment.utcoffset() == UTC.utcoffset(None):
        try:
            moment = moment.astimezone(ZoneInfo("Europe/Berlin"))
        except ZoneInfoNotFoundError:
            return None
    return f"{moment:%H:%M} Uhr"


def linked_entries(linked: Linked) -> list[Entry]:
    """The updates of a ``LiveBlogPosting``, in the order of the page."""
    found = []
    for update in linked.resolved(linked.article.get("liveBlogUpdate")):
        texts = [clock(update.get("datePublished")), clean(update.get("headline"))]
        body = update.get("articleBody")
        texts += [clean(part) for part in _paragraphs(body if isinstance(body, str) else "")]
        kept = tuple(t for t in texts if t)
        if len(kept) > 1:
            found.append(Entry(kept))
    return found


def _paragraphs(body: str) -> Iterator[str]:
    yield from (part for part in _SPACE_LINE.split(body) if part.strip())
