"""Which rows of the columns a search selects: the same that its SQL finds, quicker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wortlaut.corpus.actors import find_actor, one_of
from wortlaut.corpus.columns import Articles, Bools, Columns, folded
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.counts import FacetName
from wortlaut.corpus.matching import (
    articles_with,
    rows_by_speaker,
    rows_of_actors,
    rows_with,
)
from wortlaut.corpus.search import (
    Filters,
    country_code,
    day_text,
    read_query,
    read_speaker,
    types_of,
)
from wortlaut.records import ACTOR_KINDS, GENDERS, STATEMENT_TYPES

#: The filters that each facet leaves aside, where they are not of the same name.
_OWN: dict[FacetName, tuple[str, ...]] = {
    "month": ("since", "until"),
    "year": ("since", "until"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a query and filters select; every part can be left out to count what it hides.

    ``masks`` say which rows a filter leaves, ``facts`` which actors. ``actor`` is the code of the
    one that a filter names.
    """

    columns: Columns
    masks: dict[str, Bools]
    facts: dict[FacetName, Bools]
    actor: int | None = None

    def rows(self, without: FacetName | None = None) -> Bools:
        """Which rows are selected, but for the filter of one facet."""
        left = _OWN.get(without, (without,)) if without else ()
        found = np.ones(len(self.columns), bool)
        for name, mask in self.masks.items():
            if name not in left:
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

    def narrows(self, name: FacetName) -> bool:
        """Whether there is a filter that the facet leaves aside."""
        own = _OWN.get(name, (name,))
        return name in self.facts or any(mask in own for mask in self.masks)

    def _actors(self, without: FacetName | None) -> Bools | None:
        facts = [mask for name, mask in self.facts.items() if name != without]
        return np.logical_and.reduce(facts) if facts else None


#: What no row has: -1 are those without a value.
NO_CODE = -2


def code_of(labels: Sequence[str], wanted: str) -> int:
    """The code of an outlet or party, in any case; ``NO_CODE`` where there is none."""
    key = folded(wanted)
    return next((code for code, label in enumerate(labels) if folded(label) == key), NO_CODE)


def select(
    connection: Connection, columns: Columns, query: str | None, filters: Filters
) -> Selection:
    """The rows that a query and filters select. Raises ``UsageError`` as ``Corpus.search``."""
    masks: dict[str, Bools] = {}
    actor = None
    node, nothing = read_query(query)
    speaker = read_speaker(filters.speaker)
    if nothing:
        masks["query"] = np.zeros(len(columns), bool)
    if node:
        masks["query"] = columns.remembered(
            ("rows", node), lambda: rows_with(connection, columns, node)
        )
    if speaker:
        masks["speaker"] = columns.remembered(
            ("speaker", speaker), lambda: rows_by_speaker(connection, columns, speaker)
        )
    elif filters.speaker is not None:
        wikidata = filters.speaker.strip().upper()
        codes = [i for i, known in enumerate(columns.actors.wikidata) if known == wikidata]
        masks["speaker"] = rows_of_actors(columns, columns.taking_part, codes)
    if filters.actor is not None:
        actor = columns.actors.code.get(find_actor(connection, filters.actor)["key"])
        codes = [] if actor is None else [actor]
        masks["actor"] = rows_of_actors(columns, columns.taking_part, codes)
    types = types_of(filters.type)
    if types:
        wanted = np.array([name in types for name in STATEMENT_TYPES])
        masks["type"] = wanted[columns.type]
    masks |= _article_masks(columns, columns, filters)
    return Selection(columns, masks, _facts(columns, filters), actor)


def select_articles(
    connection: Connection, columns: Columns, query: str | None, filters: Filters
) -> Bools:
    """The articles that a query and filters select, as ``Corpus.articles``."""
    found = np.ones(len(columns.articles.ids), bool)
    node, nothing = read_query(query)
    if nothing:
        found[:] = False
    if node:
        found &= columns.remembered(
            ("articles", node), lambda: articles_with(connection, columns, node)
        )
    for mask in _article_masks(columns, columns.articles, filters).values():
        found &= mask
    return found


def _article_masks(
    columns: Columns, where: Columns | Articles, filters: Filters
) -> dict[str, Bools]:
    """What narrows articles, for each of them or for each row."""
    masks: dict[str, Bools] = {}
    if not filters.all_versions:
        masks["versions"] = where.latest
    if filters.once:
        masks["once"] = ~where.copied
    if filters.outlet is not None:
        masks["outlet"] = where.outlet == code_of(columns.outlets, filters.outlet)
    if filters.since is not None:
        # As text, a month comes before its days: "2024-11" < "2024-11-01".
        first = int((day_text(filters.since, "since") + "-00-00")[:10].replace("-", ""))
        masks["since"] = (where.date >= first) & (where.date > 0)
    if filters.until is not None:
        last = int((day_text(filters.until, "until") + "-99-99")[:10].replace("-", ""))
        masks["until"] = (where.date <= last) & (where.date > 0)
    return masks


def _facts(columns: Columns, filters: Filters) -> dict[FacetName, Bools]:
    actors = columns.actors
    found: dict[FacetName, Bools] = {}
    if filters.party is not None:
        found["party"] = actors.party == code_of(columns.parties, filters.party)
    if filters.gender is not None:
        gender = one_of(filters.gender, GENDERS, "gender")
        found["gender"] = actors.gender == GENDERS.index(gender)
    if filters.country is not None:
        country = country_code(filters.country)
        found["country"] = actors.country == (
            columns.countries.index(country) if country in columns.countries else NO_CODE
        )
    if filters.kind is not None:
        kind = one_of(filters.kind, ACTOR_KINDS, "kind")
        found["kind"] = actors.kind == ACTOR_KINDS.index(kind)
    if filters.unknown:
        found["unknown"] = np.arange(len(actors)) == columns.unknown
    return found
