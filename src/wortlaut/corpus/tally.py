"""Counting on the columns: facets, shares of voice, timelines, companions, outlets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.columns import Bools, Columns, Ints
from wortlaut.corpus.counts import (
    Companion,
    FacetName,
    OutletCount,
    Share,
    ShareBy,
)
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.selection import Selection
from wortlaut.records import ACTOR_KINDS, GENDERS, STATEMENT_TYPES

_DIRECT, _INDIRECT = STATEMENT_TYPES.index("direct"), STATEMENT_TYPES.index("indirect")
#: A table of values by articles is quicker than sorting, up to so many cells.
_TABLE = 4_000_000
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One value for each of ``row``, which is sorted; a row has several where several speak.

    ``code`` is -1 where there is no value. ``several`` marks what may be there twice.
    """

    row: Ints
    code: Ints
    several: Bools | None
    labels: Sequence[str]

    def once(self) -> tuple[Ints, Ints]:
        """Rows and codes, no pair twice, without those that have no value."""
        there = self.code >= 0
        row, code = self.row[there], self.code[there]
        if self.several is None or not self.several.any():
            return row, code
        several = self.several[there]
        size = len(self.labels)
        pairs = np.unique(row[several].astype(np.int64) * size + code[several])
        return (
            np.concatenate([row[~several], (pairs // size).astype(np.int32)]),
            np.concatenate([code[~several], (pairs % size).astype(np.int32)]),
        )


def column_of(selection: Selection, name: ShareBy) -> Column:
    """The values that the selected rows have."""
    columns = selection.columns
    rows = selection.rows()
    if name in ("outlet", "type"):
        row = np.flatnonzero(rows).astype(np.int32)
        if name == "outlet":
            return Column(row, columns.outlet[row], None, columns.outlets)
        return Column(row, columns.type[row], None, STATEMENT_TYPES)
    chosen = np.flatnonzero(selection.pairs(rows))
    row, actor = columns.speaking.row[chosen], columns.speaking.actor[chosen]
    code, labels = facts_of(columns, name)
    return Column(row, code[actor], columns.speaking.joint[chosen], labels)


def facts_of(columns: Columns, name: FacetName) -> tuple[Ints, Sequence[str]]:
    """The code of each actor for one fact, and the labels of the codes."""
    actors = columns.actors
    if name == "party":
        return actors.party, columns.parties
    if name == "gender":
        return actors.gender, GENDERS
    if name == "country":
        return actors.country, columns.countries
    if name == "kind":
        return actors.kind, ACTOR_KINDS
    everyone = np.arange(len(actors), dtype=np.int32)
    if name == "unknown":
        return np.where(everyone == columns.unknown, 0, -1).astype(np.int32), [UNKNOWN]
    return everyone, actors.keys


def most(counts: Counts, limit: int | None) -> Counts:
    """The codes that were counted, the most frequent first, then in the order of codes."""
    found = np.flatnonzero(counts)
    order = -counts[found].astype(np.int64) * len(counts) + found  # no two are the same
    if limit is not None and limit < len(found):
        some = np.argpartition(order, limit)[:limit]
        found, order = found[some], order[some]
    return found[np.argsort(order)]


def distinct(sorted_values: Ints) -> int:
    """How many different values there are in a sorted column."""
    if not len(sorted_values):
        return 0
    return 1 + int(np.count_nonzero(sorted_values[1:] != sorted_values[:-1]))


# ----------------------------------------------------------------------------------- shares


def shares(
    selection: Selection,
    by: ShareBy,
    limit: int | None,
    values: Collection[str] | None = None,
) -> list[Share]:
    """Share of voice in a selection; see ``Corpus.shares``."""
    columns = selection.columns
    total = int(selection.rows().sum())
    column = known_or_not(column_of(selection, by))
    row, code = column.once()
    last = len(column.labels) - 1
    group = np.full(len(STATEMENT_TYPES), 2)
    group[_DIRECT], group[_INDIRECT] = 0, 1
    kinds = np.bincount(
        code.astype(np.int64) * 3 + group[columns.type[row]], minlength=(last + 1) * 3
    ).reshape(-1, 3)
    statements = kinds.sum(1)
    if values is not None:
        asked = {*values, column.labels[last]}
        statements = np.where([label in asked for label in column.labels], statements, 0)
    shown = most(statements, limit)
    if last not in shown:
        shown = np.append(shown, last)
    articles = _articles(columns, row, code, shown)
    names = columns.actors.names if by == "actor" else column.labels
    # As lists: numbers of numpy, taken out one by one, would take most of the time.
    rows = (shown, statements[shown], articles, *kinds[shown].T)
    return [
        Share(
            column.labels[i],
            (names[i] if i < last else None) or column.labels[i],
            *(count, within, direct, indirect, other),
            count / total if total else 0.0,
        )
        for i, count, within, direct, indirect, other in zip(
            *(row.tolist() for row in rows), strict=True
        )
    ]


def _articles(columns: Columns, row: Ints, code: Ints, wanted: NDArray[Any]) -> Counts:
    """In how many articles each of the wanted codes occurs."""
    place = np.full(int(max(code.max(initial=0), wanted.max(initial=0))) + 1, -1, np.int64)
    place[wanted] = np.arange(len(wanted))
    of = place[code]
    seen = of >= 0
    cells = of[seen] * len(columns.articles.ids) + columns.article[row[seen]]
    size = len(wanted) * len(columns.articles.ids)
    if size <= _TABLE:
        table = np.zeros(size, bool)
        table[cells] = True
        counts: Counts = table.reshape(len(wanted), len(columns.articles.ids)).sum(1)
        return counts
    cells = np.unique(cells) // len(columns.articles.ids)
    return np.bincount(cells, minlength=len(wanted))


def known_or_not(column: Column) -> Column:
    """The column with "unknown" as its last value, for all that have none."""
    size = len(column.labels)
    code = np.where(column.code < 0, size, column.code)
    if UNKNOWN in column.labels:
        code = np.where(column.code == column.labels.index(UNKNOWN), size, code)
    return Column(column.row, code.astype(np.int32), column.several, [*column.labels, UNKNOWN])


# ------------------------------------------------------------------------ companions, outlets


def together(selection: Selection, actor: int, limit: int | None) -> list[Companion]:
    """Who takes part in the articles of an actor; see ``Corpus.together``."""
    columns = selection.columns
    pairs = columns.taking_part
    rows = selection.rows()
    own = rows[pairs.row] & (pairs.actor == actor)
    shared = np.zeros(len(columns.articles.ids), bool)
    shared[columns.article[pairs.row[own]]] = True
    theirs = (rows & shared[columns.article])[pairs.row]
    theirs &= (pairs.actor != actor) & (pairs.actor != columns.unknown)
    row, code = pairs.row[theirs], pairs.actor[theirs]
    codes, place = np.unique(code, return_inverse=True)
    statements = np.bincount(place, minlength=len(codes))
    articles = _articles(columns, row, code, codes)
    order = np.lexsort((codes, -statements, -articles))[:limit]
    return [_companion(columns, int(codes[i]), int(articles[i]), int(statements[i])) for i in order]


def _companion(columns: Columns, code: int, articles: int, statements: int) -> Companion:
    actors = columns.actors
    gender, party, country = actors.gender[code], actors.party[code], actors.country[code]
    return Companion(
        actors.keys[code],
        actors.names[code],
        ACTOR_KINDS[actors.kind[code]],
        actors.wikidata[code],
        GENDERS[gender] if gender >= 0 else None,
        columns.parties[party] if party >= 0 else None,
        columns.countries[country] if country >= 0 else None,
        articles,
        statements,
    )


def outlets(columns: Columns) -> list[OutletCount]:
    """All outlets, those with most statements first; see ``Corpus.outlets``."""
    articles = columns.articles
    size = len(columns.outlets) + 1  # the last one: no outlet
    of_article = np.where(articles.outlet < 0, size - 1, articles.outlet)
    counted = articles.latest
    how_many = np.bincount(of_article[counted], minlength=size)
    statements = np.bincount(of_article[columns.article[columns.latest]], minlength=size)
    order = np.lexsort((np.arange(size), -how_many, -statements))
    found = []
    for i in order[how_many[order] > 0].tolist():
        days = articles.day[counted & (of_article == i) & (articles.date > 0)]
        found.append(
            OutletCount(
                columns.outlets[i] if i < size - 1 else None,
                int(how_many[i]),
                int(statements[i]),
                str(days[-1]) if len(days) else None,
                str(days[0]) if len(days) else None,
            )
        )
    return found
