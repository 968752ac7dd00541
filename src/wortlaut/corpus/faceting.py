"""Facets: what a search could be narrowed to, with counts, on the columns.

Most statements have one speaker. Those are counted by actor once, and by what is known of the
actors from that; only statements of several speakers are looked at value by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.columns import Bools, Columns, Ints
from wortlaut.corpus.counts import FACETS, Facet, FacetName, Facets, FacetValue
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.search import Filters, types_of
from wortlaut.corpus.selection import NO_CODE, Selection, code_of
from wortlaut.corpus.tally import distinct, facts_of, most
from wortlaut.records import STATEMENT_TYPES

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What all facets with the same rows share.

    ``alone`` counts the statements of one speaker by actor; ``joint_row`` and ``joint_actor`` are
    those who speak together.
    """

    mask: Bools
    rows: NDArray[np.int64]
    alone: Counts
    joint_row: Ints
    joint_actor: Ints


def facets(selection: Selection, filters: Filters, limit: int | None) -> Facets:
    """All facets of a selection; see ``Corpus.facets``."""
    columns = selection.columns
    everything = _count(selection, None)
    found: dict[FacetName, Facet] = {}
    for name in FACETS:
        counted = _count(selection, name) if selection.narrows(name) else everything
        labels, counts, missing = _values(columns, counted, name)
        chosen = _chosen(selection, filters, name)
        shown = np.flatnonzero(counts) if name in ("month", "year") else most(counts, limit)
        codes = shown.tolist()
        codes += sorted(chosen - set(codes))
        names = columns.actors.names if name == "actor" else labels
        values = tuple(
            FacetValue(labels[i], names[i] or labels[i], int(counts[i]), i in chosen) for i in codes
        )
        found[name] = Facet(name, values, int(np.count_nonzero(counts)), missing)
    rows = everything.rows
    return Facets(len(rows), distinct(columns.article[rows]), **found)


def _count(selection: Selection, without: FacetName | None) -> _Counted:
    columns, pairs = selection.columns, selection.columns.speaking
    mask = selection.rows(without)
    chosen = selection.pairs(mask, without)
    alone = np.bincount(pairs.actor[chosen & ~pairs.joint], minlength=len(columns.actors))
    joint = np.flatnonzero(chosen & pairs.joint)
    return _Counted(mask, np.flatnonzero(mask), alone, pairs.row[joint], pairs.actor[joint])


def _values(
    columns: Columns, counted: _Counted, name: FacetName
) -> tuple[Sequence[str], Counts, int]:
    """Labels, how many statements each has, and how many have none."""
    if name == "actor":  # as the filter: also those on whose behalf others speak
        pairs = columns.taking_part
        chosen = counted.mask[pairs.row]
        counts = np.bincount(pairs.actor[chosen], minlength=len(columns.actors))
        return columns.actors.keys, counts, len(counted.rows) - int((chosen & pairs.first).sum())
    if name == "outlet":
        return _of_rows(columns.outlet[counted.rows], columns.outlets)
    if name == "type":
        return _of_rows(columns.type[counted.rows], STATEMENT_TYPES)
    if name == "month":
        return _of_rows(columns.month[counted.rows], columns.months)
    if name == "year":
        months, counts, missing = _of_rows(columns.month[counted.rows], columns.months)
        return (*_years(months, counts), missing)
    code, labels = facts_of(columns, name)
    counts = np.bincount(code + 1, counted.alone, len(labels) + 1).astype(np.int64)[1:]
    seen = int(counts.sum())
    there = code[counted.joint_actor] >= 0
    row, value = counted.joint_row[there], code[counted.joint_actor[there]]
    if len(row):
        size = len(labels)
        both = np.unique(row.astype(np.int64) * size + value) % size
        counts += np.bincount(both, minlength=size)
        seen += distinct(row)
    return labels, counts, len(counted.rows) - seen


def _of_rows(codes: Ints, labels: Sequence[str]) -> tuple[Sequence[str], Counts, int]:
    counts = np.bincount(codes + 1, minlength=len(labels) + 1)
    return labels, counts[1:], int(counts[0])


def _years(months: Sequence[str], counts: Counts) -> tuple[Sequence[str], Counts]:
    years = sorted({month[:4] for month in months})
    place = np.array([years.index(month[:4]) for month in months], np.int64)
    return years, np.bincount(place, counts, len(years)).astype(np.int64)


def _chosen(selection: Selection, filters: Filters, name: FacetName) -> set[int]:
    """The codes of the values that a filter asks for."""
    if name == "type":
        return {STATEMENT_TYPES.index(t) for t in types_of(filters.type)}
    if name == "outlet" and filters.outlet is not None:
        return {code_of(selection.columns.outlets, filters.outlet)} - {NO_CODE}
    if name == "actor":
        return set() if selection.actor is None else {selection.actor}
    if name == "unknown":
        return {0} if filters.unknown and UNKNOWN in selection.columns.actors.code else set()
    if name in selection.facts:
        code, _ = facts_of(selection.columns, name)
        return set(np.unique(code[selection.facts[name]]).tolist())
    return set()
