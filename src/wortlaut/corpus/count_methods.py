"""The part of ``Corpus`` that counts: facets, share of voice, timelines, outlets.

All of it is counted on columns in memory (``wortlaut.corpus.columns``), which all corpora of one
file share within a process. They are loaded when something is counted for the first time (half a
second for 100,000 statements), and again when the file has changed. From then on searches are
made on them as well.

How far they may be behind is said where a corpus is opened: ``max_age=0`` is never. With
``max_age=2`` what others wrote comes in about two seconds later, or, while others write without a
pause, ten times as long after it as loading takes; it is loaded in the background, and who asks
need not wait. What is written through a corpus with ``max_age=0`` is seen by all corpora of the
process at once, so that a person sees what they have corrected; what is written through one with
another ``max_age`` (a long ingest beside a server's readers) is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from wortlaut.corpus.actors import find_actor, one_of
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.counts import (
    PERIODS,
    SHARE_BY,
    Companion,
    Facets,
    OutletCount,
    Period,
    Share,
    ShareBy,
    Timeline,
)
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.search import Day, Filters
from wortlaut.corpus.shared import Keeper
from wortlaut.errors import UsageError

if TYPE_CHECKING:
    from wortlaut.corpus.columns import Columns
    from wortlaut.corpus.selection import Selection

_T = TypeVar("_T")


class CountMethods:
    """Mixed into ``Corpus``. Query and filters are those of ``Corpus.search``."""

    _db: Connection
    _keeper: Keeper
    _max_age: float

    def facets(
        self,
        query: str | None = None,
        *,
        speaker: str | None = None,
        type: str | Sequence[str] | None = None,
        outlet: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        actor: str | None = None,
        party: str | None = None,
        gender: str | None = None,
        country: str | None = None,
        kind: str | None = None,
        unknown: bool = False,
        once: bool = False,
        all_versions: bool = False,
        limit: int | None = 20,
    ) -> Facets:
        """How many statements a search finds, and what each filter could narrow it to.

        The count of a value is what the search would find with that value as its filter: a facet
        leaves its own filter aside (months and years both ``since`` and ``until``) and keeps to
        all the others. ``limit`` is for each facet but months and years; values that are chosen
        are listed beyond it.

        >>> [(v.label, v.count) for v in corpus.facets("Haushalt").outlet]  # doctest: +SKIP
        [('Nordblick', 120), ('Halmstedter Bote', 97)]
        """
        from wortlaut.corpus.faceting import facets

        facts = (actor, party, gender, country, kind, unknown, once, all_versions)
        filters = Filters(speaker, type, outlet, since, until, *facts)
        most = _limit(limit)
        return self._counted(
            ("facets", most), query, filters, lambda found: facets(found, filters, most)
        )

    def shares(
        self,
        by: ShareBy = "party",
        query: str | None = None,
        *,
        limit: int | None = None,
        values: Collection[str] | None = None,
        **filters: Any,
    ) -> list[Share]:
        """Share of voice: statements by party, gender, country, kind or actor of who speaks, or
        by outlet or type; the most frequent first.

        There is a row "unknown" in any case: nobody is named, or the fact is not known of who is.
        ``values`` are those that are wanted, where not all are: the others get no row.
        A statement of several speakers counts once for each value that they have; with
        ``party``, ``gender``, ``country``, ``kind`` or ``unknown`` only those speakers count
        whom these filters mean. ``filters`` are those of ``search``.

        >>> [(s.label, s.statements, s.direct) for s in corpus.shares("party")]  # doctest: +SKIP
        [('SPD', 120, 41), ('CDU', 97, 30), ('unknown', 80, 2)]
        """
        from wortlaut.corpus.tally import shares

        wanted, most = _one(by, SHARE_BY, "by"), _limit(limit)
        chosen = None if values is None else frozenset(values)
        if most is None and chosen is None:  # thousands of rows, perhaps: not to be kept
            return shares(self._select(query, _filters(filters)), wanted, None, None)
        found = self._counted(
            ("shares", wanted, most, chosen),
            query,
            _filters(filters),
            lambda selection: tuple(shares(selection, wanted, most, chosen)),
        )
        return list(found)

    def timeline(
        self,
        by: Period = "month",
        query: str | None = None,
        *,
        split: ShareBy | None = None,
        limit: int | None = 8,
        **filters: Any,
    ) -> Timeline:
        """Statements by day, week (ISO 8601), month or year, oldest first.

        Periods without any are listed between the first and the last one. ``split`` counts them
        by the values of ``shares`` as well: the ``limit`` most frequent, then "rest" and
        "unknown" where there are such. ``filters`` are those of ``search``.

        >>> [(p.period, p.statements) for p in corpus.timeline(actor="Q4242")]  # doctest: +SKIP
        [('2024-10', 12), ('2024-11', 7)]
        """
        from wortlaut.corpus.timelines import timeline

        period = _one(by, PERIODS, "by")
        part = None if split is None else _one(split, SHARE_BY, "split")
        return timeline(self._select(query, _filters(filters)), period, part, _limit(limit))

    def together(self, actor: str, *, limit: int | None = 20, **filters: Any) -> list[Companion]:
        """Who is quoted in the same articles as an actor, most shared articles first.

        Those whom nobody can name are left out. ``filters`` are those of ``search``: they narrow
        the statements of both. Raises ``NotFoundError`` where there is no such actor.
        """
        from wortlaut.corpus.tally import together

        key = find_actor(self._db, actor)["key"]
        if key == UNKNOWN:
            raise UsageError(f"those whom nobody can name ({UNKNOWN}) are no actor; name one")
        selection = self._select(None, _filters(filters))
        code = selection.columns.actors.code.get(key)
        return [] if code is None else together(selection, code, _limit(limit))

    def outlets(self) -> list[OutletCount]:
        """The outlets with their articles, statements, first and last day; most statements first.

        Names that differ in upper and lower case only are one outlet. Articles without an outlet
        are a row whose ``outlet`` is None. Versions of a page are one article.
        """
        from wortlaut.corpus.tally import outlets

        return outlets(self._columns())

    def load(self) -> None:
        """Load the columns now, so that the first who asks need not wait."""
        self._columns()

    def written_elsewhere(self) -> None:
        """Say that another process has written: whatever is counted next is up to date."""
        self._keeper.written()

    def _counted(
        self,
        what: Hashable,
        query: str | None,
        filters: Filters,
        count: Callable[[Selection], _T],
    ) -> _T:
        """What ``count`` makes of a selection; kept with the columns that it was counted on."""
        from wortlaut.corpus.selection import select

        columns = self._columns()
        types = (filters.type,) if isinstance(filters.type, str) else tuple(filters.type or ())
        key = (what, query, replace(filters, type=types))
        return columns.remembered(key, lambda: count(select(self._db, columns, query, filters)))

    def _columns(self) -> Columns:
        return self._keeper.columns(self._max_age)

    def _at_hand(self) -> Columns | None:
        """The columns where they were loaded before: then searches are quicker on them."""
        return self._keeper.at_hand(self._max_age)

    def _select(self, query: str | None, filters: Filters) -> Selection:
        from wortlaut.corpus.selection import select

        return select(self._db, self._columns(), query, filters)


def _filters(given: dict[str, Any]) -> Filters:
    unknown = set(given) - set(Filters.__slots__)
    if unknown:
        raise TypeError(
            f"{min(unknown)!r} is no filter of a search; one of {', '.join(Filters.__slots__)}"
        )
    return Filters(**given)


def _one(value: str, allowed: tuple[Any, ...], name: str) -> Any:
    return one_of(value, allowed, name)


def _limit(limit: int | None) -> int | None:
    if limit is not None and not 0 <= limit < 2**63:
        raise UsageError(f"limit is {limit}; give a number from 0 up")
    return limit
