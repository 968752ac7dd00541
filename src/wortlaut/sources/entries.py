"""What feeds and sitemaps have in common: entries that name pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources.fragment import joined, parts_of
from wortlaut.sources.moments import moment
from wortlaut.sources.raw import blank

MAX_BYTES = 10_000_000
"""Largest feed or sitemap; a feed of a news site has some 100 kB, a news sitemap 1 MB."""
FULL_TEXT = 500
"""Characters from which on the content of a feed entry counts as its article. A teaser has 100
to 300; what is longer and breaks off shows it at its end."""

_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_BREAKS_OFF = re.compile(
    r"(?:\.\.\.|…|\[\s*(?:…|\.\.\.)\s*\]|(?:weiterlesen|weiter lesen|mehr lesen|read more)\W*)$",
    re.I,
)
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:und|and)\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed or sitemap names, and what it says about it.

    ``published`` is ISO 8601, with a zone where one is given; ``content`` is markup.
    """

    url: str | None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    content: str | None = None

    @property
    def date(self) -> str | None:
        return self.published or self.modified


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed or sitemap: its entries in order; ``maps`` are further sitemaps that it names."""

    what: Literal["feed", "sitemap"]
    entries: tuple[Entry, ...] = ()
    maps: tuple[Entry, ...] = ()


def check_xml(data: bytes, what: str) -> None:
    """Refuse what is too large and what defines entities, which feeds and sitemaps never need.

    Raises ``SourceError``: ``too_large``, ``entities``.
    """
    if len(data) > MAX_BYTES:
        reason = f"a {what} of more than {MAX_BYTES // 1_000_000} MB; give single pages"
        raise SourceError(reason, code="too_large")
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise SourceError(
            f"a {what} that defines entities of its own, which can blow up without limit; "
            "give single pages",
            code="entities",
        )


def text_of(markup: str | None) -> str | None:
    """A title without tags and double blanks; None where nothing is left."""
    plain = html.unescape(_TAG.sub(" ", markup or ""))
    return _SPACE.sub(" ", plain).strip() or None


def iso(stated: str | None) -> str | None:
    """A date as ISO 8601, as exact as it is stated; None for what is no date.

    >>> iso("Thu, 28 Nov 2024 09:30:00 +0100"), iso("2024-11")
    ('2024-11-28T09:30:00+01:00', '2024-11')
    """
    value = (stated or "").strip()
    return value if DAY.fullmatch(value) else moment(value)


def names(stated: Iterable[str | None]) -> tuple[str, ...]:
    """Single names of authors: "Anna Kolb, Jan Torberg" are two."""
    found = (name.strip() for value in stated for name in _NAMES.split(text_of(value) or ""))
    return tuple(dict.fromkeys(n for n in found if n and "@" not in n))


def has_full_text(entry: Entry) -> bool:
    """Whether the entry carries its article and not a teaser only."""
    text = text_of(entry.content) or ""
    return len(text) >= FULL_TEXT and not _BREAKS_OFF.search(text)


def article_of(entry: Entry, source: str) -> Article:
    """The article of an entry's own content, all of it. Raises ``SourceError`` (no_text)."""
    text, blocks = joined(parts_of(entry.content or ""), entry.title)
    if blank(text):
        raise SourceError("an entry without text", code="no_text")
    article = Article(source=source, text=text, title=entry.title, blocks=blocks)
    return completed(article, entry)


def read_offline(listing: Listing, source: str) -> Iterator[Article | Failure]:
    """What a saved feed or sitemap holds by itself; what it only names is one ``Failure``."""
    left = len(listing.maps)
    for entry in listing.entries:
        if not has_full_text(entry):
            left += 1
            continue
        try:
            yield article_of(entry, source)
        except SourceError as error:
            yield Failure(entry.url or source, "source", error.code, str(error))
    if left:
        count = f"{left} entries are links" if left > 1 else "one entry is a link"
        yield Failure(
            source,
            "source",
            "not_fetched",
            f"a saved {listing.what}, of which {count} without the text; "
            "use --follow to fetch what it names",
        )
    elif not listing.entries:
        yield Failure(source, "source", "empty", f"a {listing.what} without entries")


def completed(article: Article, entry: Entry) -> Article:
    """The article with what its feed or sitemap says, where the page does not say it.

    A day alone gives way to the same day with its time. The id follows the content.
    """
    changes: dict[str, Any] = {}
    for name in ("title", "outlet", "url"):
        if getattr(article, name) is None and getattr(entry, name) is not None:
            changes[name] = getattr(entry, name)
    if not article.authors and entry.authors:
        changes["authors"] = entry.authors
    for name in ("published", "modified"):
        ours, theirs = getattr(article, name), getattr(entry, name)
        if theirs and (ours is None or (len(ours) < len(theirs) and theirs.startswith(ours))):
            changes[name] = theirs
    return replace(article, id="", **changes) if changes else article
