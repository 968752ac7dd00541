"""Counting on the columns: facets, shares of voice, timelines, companions, outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.columns import Actors, Bools, Columns, Ints
from wortlaut.corpus.counts import (
    FACETS,
    Companion,
    Facet,
    FacetName,
    Facets,
    FacetValue,
    OutletCount,
    Share,
    ShareBy,
)
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.search import Filters, types_of
from wortlaut.corpus.selection import Selection
from wortlaut.records import ACTOR_KINDS, GENDERS, STATEMENT_TYPES

_DIRECT, _INDIRECT = STATEMENT_TYPES.index("direct"), STATEMENT_TYPES.index("indirect")
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


def column_of(selection: Selection, name: FacetName, *, without: bool = False) -> Column:
    """The values that the selected rows have; ``without`` leaves the filter of their own out."""
    columns = selection.columns
    left = name if without else None
    rows = selection.rows(left)
    if name in ("outlet", "type", "month", "year"):
        row = np.flatnonzero(rows).astype(np.int32)
        code, labels = _of_rows(columns, name, row)
        return Column(row, code, None, labels)
    chosen = selection.pairs(rows, left)
    row, actor = columns.speaking.row[chosen], columns.speaking.actor[chosen]
    code, labels = _of_actors(columns, name)
    return Column(row, code[actor], columns.speaking.joint[chosen], labels)


def _of_rows(columns: Columns, name: FacetName, row: Ints) -> tuple[Ints, Sequence[str]]:
    if name == "outlet":
        return columns.outlet[row], columns.outlets
    if name == "type":
        return columns.type[row], STATEMENT_TYPES
    date = columns.date[row] // (100 if name == "month" else 10_000)
    values, code = np.unique(date, return_inverse=True)
    labels = [f"{v // 100:04}-{v % 100:02}" if name == "month" else f"{v:04}" for v in values]
    if len(values) and values[0] == 0:  # those without a date
        return (code - 1).astype(np.int32), labels[1:]
    return code.astype(np.int32), labels


def _of_actors(columns: Columns, name: FacetName) -> tuple[Ints, Sequence[str]]:
    actors = columns.actors
    if name == "party":
        return actors.party, columns.parties
    if name == "gender":
        return actors.gender, GENDERS
    if name == "country":
        return actors.country, columns.countries
    if name == "kind":
        return actors.kind, ACTOR_KINDS
    everyone = np.arange(len(actors.rows), dtype=np.int32)
    if name == "unknown":
        return np.where(everyone == columns.unknown, 0, -1).astype(np.int32), [UNKNOWN]
    return everyone, [row[0] for row in actors.rows]


# ----------------------------------------------------------------------------------- facets


def facets(selection: Selection, filters: Filters, limit: int | None) -> Facets:
    """All facets of a selection; see ``Corpus.facets``."""
    rows = selection.rows()
    found = {name: _facet(selection, filters, name, limit) for name in FACETS}
    return Facets(int(rows.sum()), _distinct(selection.columns.article[rows]), **found)


def _facet(selection: Selection, filters: Filters, name: FacetName, limit: int | None) -> Facet:
    columns = selection.columns
    if name == "actor":  # as the filter: also those on whose behalf others speak
        rows = selection.rows(name)
        pairs = columns.taking_part
        chosen = rows[pairs.row]
        labels: Sequence[str] = [row[0] for row in columns.actors.rows]
        column = Column(pairs.row[chosen], pairs.actor[chosen], None, labels)
    else:
        rows = selection.rows(name)
        column = column_of(selection, name, without=True)
    row, code = column.once()
    counts = np.bincount(code, minlength=len(column.labels))
    chosen_codes = _chosen(selection, filters, name, column.labels)
    in_order = name in ("month", "year")
    shown = np.flatnonzero(counts) if in_order else _most(counts, limit)
    extra = sorted(chosen_codes - set(shown.tolist()))
    values = tuple(
        FacetValue(
            column.labels[i],
            _label(columns.actors, i, column.labels) if name == "actor" else column.labels[i],
            int(counts[i]),
            i in chosen_codes,
        )
        for i in [*shown.tolist(), *extra]
    )
    seen = np.zeros(len(columns), bool)
    seen[row] = True
    distinct = int(np.count_nonzero(counts))
    return Facet(name, values, distinct, int(rows.sum()) - int(seen.sum()))


def _most(counts: Counts, limit: int | None) -> Counts:
    """The codes that were counted, the most frequent first, then in the order of codes."""
    found = np.flatnonzero(counts)
    order = np.argsort(-counts[found], kind="stable")
    return found[order][:limit]


def _chosen(
    selection: Selection, filters: Filters, name: FacetName, labels: Sequence[str]
) -> set[int]:
    """The codes of the values that a filter asks for."""
    if name == "type":
        return {STATEMENT_TYPES.index(t) for t in types_of(filters.type)}
    if name == "outlet" and filters.outlet is not None:
        mask = selection.masks["outlet"]
        return set(np.unique(selection.columns.outlet[mask]).tolist())
    if name == "actor":
        return set() if selection.actor is None else {selection.actor}
    if name == "unknown":
        return {0} if filters.unknown else set()
    if name in selection.facts:
        code, _ = _of_actors(selection.columns, name)
        return set(np.unique(code[selection.facts[name]]).tolist())
    return set()


def _label(actors: Actors, code: int, labels: Sequence[str]) -> str:
    return actors.name(code) or labels[code]


def _distinct(sorted_values: Ints) -> int:
    """How many different values there are in a sorted column."""
    if not len(sorted_values):
        return 0
    return 1 + int(np.count_nonzero(sorted_values[1:] != sorted_values[:-1]))


# ----------------------------------------------------------------------------------- shares


def shares(selection: Selection, by: ShareBy, limit: int | None) -> list[Share]:
    """Share of voice in a selection; see ``Corpus.shares``."""
    columns = selection.columns
    rows = selection.rows()
    total = int(rows.sum())
    column = known_or_not(column_of(selection, by))
    row, code = column.once()
    size = len(column.labels)
    group = np.full(len(STATEMENT_TYPES), 2)
    group[_DIRECT], group[_INDIRECT] = 0, 1
    kinds = np.bincount(
        code.astype(np.int64) * 3 + group[columns.type[row]], minlength=size * 3
    ).reshape(size, 3)
    statements = kinds.sum(1)
    pairs = np.unique(code.astype(np.int64) * len(columns.articles.ids) + columns.article[row])
    articles = np.bincount(pairs // max(len(columns.articles.ids), 1), minlength=size)
    shown = _most(statements, limit).tolist()
    if size - 1 not in shown:
        shown.append(size - 1)
    return [
        Share(
            column.labels[i],
            _label(columns.actors, i, column.labels)
            if by == "actor" and i < size - 1
            else column.labels[i],
            int(statements[i]),
            int(articles[i]),
            int(kinds[i, 0]),
            int(kinds[i, 1]),
            int(kinds[i, 2]),
            int(statements[i]) / total if total else 0.0,
        )
        for i in shown
    ]


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
    columns, actors = selection.columns, selection.columns.actors
    pairs = columns.taking_part
    rows = selection.rows()
    own = rows[pairs.row] & (pairs.actor == actor)
    shared = np.zeros(len(columns.articles.ids), bool)
    shared[columns.article[pairs.row[own]]] = True
    theirs = (rows & shared[columns.article])[pairs.row]
    theirs &= (pairs.actor != actor) & (pairs.actor != columns.unknown)
    row, code = pairs.row[theirs], pairs.actor[theirs]
    statements = np.bincount(code, minlength=len(actors.rows))
    found = np.unique(code.astype(np.int64) * len(shared) + columns.article[row])
    articles = np.bincount(found // max(len(shared), 1), minlength=len(actors.rows))
    codes = np.flatnonzero(articles)
    order = np.lexsort((codes, -statements[codes], -articles[codes]))
    return [
        _companion(columns, i, int(articles[i]), int(statements[i]))
        for i in codes[order][:limit].tolist()
    ]


def _companion(columns: Columns, code: int, articles: int, statements: int) -> Companion:
    actors = columns.actors
    key, name, wikidata = actors.rows[code]
    gender, party, country = actors.gender[code], actors.party[code], actors.country[code]
    return Companion(
        key,
        name,
        ACTOR_KINDS[actors.kind[code]],
        wikidata,
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
