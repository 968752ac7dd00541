"""Which of the pages that feeds and sitemaps name are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from wortlaut.errors import UsageError
from wortlaut.fetch.address import redact
from wortlaut.records import Failure
from wortlaut.sources.entries import DAY, Entry, Listing

STAGE = "fetch"
MOST_PAGES = 1_000
"""Pages of one feed or sitemap that are fetched where no limit is given."""
MOST_MAPS = 100
"""Sitemaps that are followed from one index; a news site has a few, an archive thousands."""
_DEPTH = 3

Load = Callable[[Entry], Listing | Failure | None]
"""The listing behind the entry of an index; None where it has been there before."""


@dataclass(frozen=True, slots=True)
class Choice:
    """At most ``limit`` entries of each feed or sitemap, and none dated before ``since``
    (``2024``, ``2024-11`` or ``2024-11-28``). Raises ``UsageError`` for anything else."""

    since: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.since is not None and not DAY.fullmatch(self.since):
            raise UsageError(
                f"since is {self.since!r}; give a day, month or year: 2024-11-28, 2024-11, 2024"
            )
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit is {self.limit}; give a whole number from 1 up")

    def too_old(self, date: str | None) -> bool:
        """Whether a date is known and before ``since``."""
        return bool(self.since and date and date[: len(self.since)] < self.since[: len(date)])


@dataclass(frozen=True, slots=True)
class Planned:
    """What a dry run says of a page or file: whether it would be fetched or read, and why not."""

    url: str
    action: Literal["fetch", "read", "skip"]
    why: str = ""
    entry: Entry | None = None


def select(
    source: str, listing: Listing, choice: Choice, load: Load
) -> Iterator[Planned | Failure]:
    """Every entry of a feed or sitemap, wanted or not; further sitemaps are followed."""
    yield from _Selection(choice, load).of(source, listing, 1)


class _Selection:
    """One input: what is left of its limit."""

    def __init__(self, choice: Choice, load: Load) -> None:
        self._choice = choice
        self._load = load
        self._left = MOST_PAGES if choice.limit is None else choice.limit
        self._over = False

    def of(self, source: str, listing: Listing, depth: int) -> Iterator[Planned | Failure]:
        was_over = self._over
        for entry in listing.entries:
            yield self._one(source, entry)
        if self._over and not was_over and self._choice.limit is None:
            yield _failure(
                source,
                "limit",
                f"names more than {MOST_PAGES:,} pages, of which the first {MOST_PAGES:,} are "
                "fetched; use --limit or --since to say which you want",
            )
        yield from self._further(source, listing, depth)

    def _one(self, source: str, entry: Entry) -> Planned | Failure:
        if not entry.url:
            reason = f"an entry without a link ({entry.title or 'no title'}) cannot be fetched"
            return _failure(source, "no_link", reason)
        url = redact(entry.url)
        if self._choice.too_old(entry.date):
            return Planned(url, "skip", f"of {entry.date}, before {self._choice.since}", entry)
        if self._left == 0:
            self._over = True
            return Planned(url, "skip", "past the limit", entry)
        self._left -= 1
        return Planned(url, "fetch", "", entry)

    def _further(self, source: str, listing: Listing, depth: int) -> Iterator[Planned | Failure]:
        followed = 0
        for named in listing.maps:
            if self._over or self._left == 0 or self._choice.too_old(named.modified):
                continue
            if followed == MOST_MAPS or depth == _DEPTH:
                reason = (
                    f"names {len(listing.maps)} further sitemaps, of which {followed} are "
                    "followed; give those that you want"
                )
                yield _failure(source, "limit", reason)
                return
            followed += 1
            found = self._load(named)
            if isinstance(found, Failure):
                yield found
            elif found is not None:
                yield from self.of(named.url or source, found, depth + 1)


def _failure(source: str, code: str, message: str) -> Failure:
    return Failure(redact(source), STAGE, code, message)
