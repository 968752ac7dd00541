"""Which rows of the columns a search selects: the same that its SQL finds, quicker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.actors import find_actor, one_of
from wortlaut.corpus.columns import Bools, Columns, Pairs, folded
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.counts import FacetName
from wortlaut.corpus.search import (
    Filters,
    country_code,
    day_text,
    matching_statements,
    speaking_statements,
    types_of,
)
from wortlaut.records import ACTOR_KINDS, GENDERS, STATEMENT_TYPES

#: These filters are about who speaks: all of them have to hold of the same speaker.
_OF_SPEAKERS: tuple[FacetName, ...] = ("party", "gender", "country", "kind", "unknown")
_TIME: tuple[FacetName, ...] = ("month", "year")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a query and filters select; every part can be left out to count what it hides.

    ``masks`` say which rows a filter leaves, ``facts`` which actors. ``scores`` are those of the
    rows that the query found, lower is better, None where nothing is ranked. ``actor`` is the
    code of the actor that a filter names.
    """

    columns: Columns
    masks: dict[str, Bools]
    facts: dict[FacetName, Bools]
    scores: NDArray[np.float64] | None
    actor: int | None = None

    def rows(self, without: FacetName | None = None) -> Bools:
        """Which rows are selected, but for the filter of one facet."""
        left = "time" if without in _TIME else without
        found = np.ones(len(self.columns), bool)
        for name, mask in self.masks.items():
            if name != left:
                found &= mask
        actors = self._actors(without)
        if actors is not None:
            pairs = self.columns.speaking
            spoken = np.zeros(len(found), bool)
            spoken[pairs.row[actors[pairs.actor]]] = True
            found &= spoken
        return found

    def pairs(self, rows: Bools, without: FacetName | None = None) -> Bools:
        """Which of those who speak in these rows the filters select."""
        pairs = self.columns.speaking
        found = rows[pairs.row]
        actors = self._actors(without)
        return found if actors is None else found & actors[pairs.actor]

    def _actors(self, without: FacetName | None) -> Bools | None:
        facts = [mask for name, mask in self.facts.items() if name != without]
        return np.logical_and.reduce(facts) if facts else None


def select(
    connection: Connection, columns: Columns, query: str | None, filters: Filters
) -> Selection:
    """The rows that a query and filters select. Raises ``UsageError`` as ``Corpus.search``."""
    masks: dict[str, Bools] = {}
    scores = actor = None
    if (query or "").strip():
        found = columns.remembered(
            ("query", query), lambda: _matching(connection, columns, query or "")
        )
        masks["query"], scores = found
    if filters.speaker is not None:
        speaker = filters.speaker
        masks["speaker"] = columns.remembered(
            ("speaker", speaker),
            lambda: _among(columns, speaking_statements(connection, speaker)),
        )
    if filters.actor is not None:
        actor = columns.actors.code.get(find_actor(connection, filters.actor)["key"])
        masks["actor"] = _with_actor(columns, columns.taking_part, actor)
    types = types_of(filters.type)
    if types:
        codes = np.array([STATEMENT_TYPES.index(name) for name in types])
        masks["type"] = np.isin(columns.type, codes)
    if not filters.all_versions:
        masks["versions"] = columns.latest
    if filters.once:
        masks["once"] = ~columns.copied
    if filters.outlet is not None:
        masks["outlet"] = columns.outlet == _code(columns.outlets, folded(filters.outlet))
    time = _time(columns, filters)
    if time is not None:
        masks["time"] = time
    return Selection(columns, masks, _facts(columns, filters), scores, actor)


def _matching(
    connection: Connection, columns: Columns, query: str
) -> tuple[Bools, NDArray[np.float64] | None]:
    numbers, scores = matching_statements(connection, query)
    mask = _among(columns, numbers)
    if scores is None:
        return mask, None
    known = _known(columns, numbers)
    by_row = np.zeros(len(columns))
    by_row[columns.row_of[np.array(numbers, np.int64)[known]]] = np.array(scores)[known]
    return mask, by_row


def _known(columns: Columns, numbers: Sequence[int]) -> Bools:
    """Which statements have a row: others are hidden, or came after the columns were loaded."""
    wanted = np.array(numbers, np.int64)
    known = wanted < len(columns.row_of)
    known[known] = columns.row_of[wanted[known]] >= 0
    return known


def _among(columns: Columns, numbers: Sequence[int]) -> Bools:
    mask = np.zeros(len(columns), bool)
    wanted = np.array(numbers, np.int64)
    mask[columns.row_of[wanted[_known(columns, numbers)]]] = True
    return mask


def _with_actor(columns: Columns, pairs: Pairs, code: int | None) -> Bools:
    mask = np.zeros(len(columns), bool)
    if code is not None:
        mask[pairs.row[pairs.actor == code]] = True
    return mask


def _code(labels: Sequence[str], wanted: str) -> int:
    """The code of a label; one that no row has where there is no such label."""
    return next((code for code, label in enumerate(labels) if folded(label) == wanted), -2)


def _time(columns: Columns, filters: Filters) -> Bools | None:
    mask = None
    if filters.since is not None:
        # As text, a month comes before its days: "2024-11" < "2024-11-01".
        first = int((day_text(filters.since, "since") + "-00-00")[:10].replace("-", ""))
        mask = (columns.date >= first) & (columns.date > 0)
    if filters.until is not None:
        last = int((day_text(filters.until, "until") + "-99-99")[:10].replace("-", ""))
        until = (columns.date <= last) & (columns.date > 0)
        mask = until if mask is None else mask & until
    return mask


def _facts(columns: Columns, filters: Filters) -> dict[FacetName, Bools]:
    actors = columns.actors
    found: dict[FacetName, Bools] = {}
    if filters.party is not None:
        found["party"] = actors.party == _code(columns.parties, folded(filters.party))
    if filters.gender is not None:
        gender = one_of(filters.gender, GENDERS, "gender")
        found["gender"] = actors.gender == GENDERS.index(gender)
    if filters.country is not None:
        country = country_code(filters.country)
        found["country"] = actors.country == (
            columns.countries.index(country) if country in columns.countries else -2
        )
    if filters.kind is not None:
        kind = one_of(filters.kind, ACTOR_KINDS, "kind")
        found["kind"] = actors.kind == ACTOR_KINDS.index(kind)
    if filters.unknown:
        found["unknown"] = np.arange(len(actors.rows)) == columns.unknown
    return found
