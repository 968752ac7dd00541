"""All that can be counted of a corpus, as columns in memory: small whole numbers and their labels.

A row is a statement that is not hidden. Rows stand in order of time, newest first (what has no
date comes last), exactly as ``Corpus.search`` with ``order="time"`` gives them. Columns never
change once they are made, so that threads may share them.
"""

from __future__ import annotations

import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.connection import Connection
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.records import ACTOR_KINDS, GENDERS, STATEMENT_TYPES

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]
NEWEST_FIRST = "a.day IS NULL, a.day DESC, a.published DESC, a.id"
_KEPT_SEARCHES = 128
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles, newest first.

    ``place_of`` is by number, -1 for none; ``outlet`` a code of ``Columns.outlets``, -1 without
    one, ``month`` one of ``Columns.months``. ``day`` is NaT and ``date`` (as a number: 20241128) 0
    for those without a date. ``copied`` are those that carry the report of another one.
    """

    number: NDArray[np.int64]
    place_of: Ints
    ids: tuple[str, ...]
    published: tuple[str | None, ...]
    outlet: Ints
    day: Days
    date: Ints
    month: Ints
    latest: Bools
    copied: Bools


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors, those with most statements first; codes of labels, -1 where not known."""

    keys: tuple[str, ...]
    names: tuple[str | None, ...]
    wikidata: tuple[str | None, ...]
    kind: Ints
    gender: Ints
    party: Ints
    country: Ints
    code: dict[str, int]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who takes part in which row: sorted by row, nobody twice in one.

    ``joint`` marks those of rows with several, ``first`` the first one of each row.
    """

    row: Ints
    actor: Ints
    joint: Bools
    first: Bools


@dataclass(slots=True)
class Columns:
    """The columns of a corpus at one moment."""

    number: NDArray[np.int64]
    article: Ints  # place in articles
    type: Ints  # place in STATEMENT_TYPES
    articles: Articles
    outlets: tuple[str, ...]
    months: tuple[str, ...]
    parties: tuple[str, ...]
    countries: tuple[str, ...]
    actors: Actors
    speaking: Pairs
    taking_part: Pairs  # also those on whose behalf others speak
    row_of: Ints  # by number of statement, -1 for none
    position: Ints  # of the statement in its article
    # of the article of each row
    outlet: Ints = field(init=False)
    month: Ints = field(init=False)
    date: Ints = field(init=False)
    latest: Bools = field(init=False)
    copied: Bools = field(init=False)
    _found: OrderedDict[Hashable, Any] = field(init=False, default_factory=OrderedDict)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.outlet = self.articles.outlet[self.article]
        self.month = self.articles.month[self.article]
        self.date = self.articles.date[self.article]
        self.latest = self.articles.latest[self.article]
        self.copied = self.articles.copied[self.article]

    def __len__(self) -> int:
        return len(self.number)

    @property
    def unknown(self) -> int:
        """The code of those whom nobody can name, -1 where there are none."""
        return self.actors.code.get(UNKNOWN, -1)

    @property
    def articles_by_actor(self) -> Mapping[str, int]:
        """In how many articles each actor takes part, by key."""
        return self.remembered("articles by actor", self._count_articles)

    def _count_articles(self) -> Mapping[str, int]:
        pairs, size = self.taking_part, max(len(self.articles.ids), 1)
        found = np.unique(pairs.actor.astype(np.int64) * size + self.article[pairs.row])
        counts = np.bincount(found // size, minlength=len(self.actors))
        return dict(zip(self.actors.keys, counts.tolist(), strict=True))

    def rows_of(self, statements: NDArray[np.int64]) -> Bools:
        """Which rows are these statements, by number; others are hidden, or came later."""
        return _marked(statements, self.row_of, len(self.number))

    def articles_of(self, articles: NDArray[np.int64]) -> Bools:
        """Which articles are these, by number."""
        return _marked(articles, self.articles.place_of, len(self.articles.ids))

    def knows(self, key: Hashable) -> bool:
        """Whether ``remembered`` has it already."""
        return key in self._found

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gives; the last few are kept, since a page asks for the same again."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                kept: _T = self._found[key]
                return kept
        made = make()
        with self._lock:
            self._found[key] = made
            while len(self._found) > _KEPT_SEARCHES:
                self._found.popitem(last=False)
        return made


def _marked(numbers: NDArray[np.int64], place_of: Ints, size: int) -> Bools:
    mask = np.zeros(size, bool)
    places = place_of[numbers[numbers < len(place_of)]]
    mask[places[places >= 0]] = True
    return mask


def folded(label: str) -> str:
    """A label as filters compare it: outlets and parties are the same in any case."""
    return label.strip().casefold()


def load(connection: Connection) -> Columns:
    """The columns of a corpus as it is now; reads all of one state."""
    with connection.snapshot():
        articles, outlets, months = _load_articles(connection)
        number, article, kind, position = _load_statements(connection, articles.place_of)
        actors, parties, countries = _load_actors(connection)
        row_of = _places_of(number)
        speaking, taking_part = _load_pairs(connection, row_of, actors)
    return Columns(
        number,
        article,
        kind,
        articles,
        outlets,
        months,
        parties,
        countries,
        actors,
        speaking,
        taking_part,
        row_of,
        position,
    )


def _load_articles(
    connection: Connection,
) -> tuple[Articles, tuple[str, ...], tuple[str, ...]]:
    numbers, ids, published, names, days, latest, copied = _table(
        connection,
        "a.number, a.id, a.published, a.outlet, a.day, a.latest, "
        "a.copy_of IS NOT NULL AND a.copy_of != a.number",
        "article AS a",
        NEWEST_FIRST,
    )
    number = np.array(numbers, np.int64)
    outlets, outlet = _coded(names, folded)
    months, month = _coded((day and day[:7] for day in days), str)
    codes: dict[str | None, tuple[Any, int]] = {
        day: (day or "NaT", int(day.replace("-", "")) if day else 0) for day in set(days)
    }
    return (
        Articles(
            number,
            _places_of(number),
            ids,
            published,
            outlet,
            np.array([codes[day][0] for day in days], "datetime64[D]"),
            np.array([codes[day][1] for day in days], np.int32),
            month,
            np.array(latest, bool),
            np.array(copied, bool),
        ),
        outlets,
        months,
    )


def _load_statements(
    connection: Connection, place_of: Ints
) -> tuple[NDArray[np.int64], Ints, Ints, Ints]:
    """Numbers, articles, types and positions of the statements, in order of time."""
    codes = " ".join(f"WHEN '{name}' THEN {i}" for i, name in enumerate(STATEMENT_TYPES))
    found = _whole_numbers(
        connection,
        ("number", "article", "position", f"CASE type {codes} END"),
        "statement WHERE NOT hidden",
    )
    article = place_of[found[:, 1]]
    position, kind = found[:, 2].astype(np.int32), found[:, 3].astype(np.int32)
    order = np.lexsort((position, article))
    return found[order, 0], article[order], kind[order], position[order]


def _load_actors(connection: Connection) -> tuple[Actors, tuple[str, ...], tuple[str, ...]]:
    keys, names, ids, kinds, genders, of_party, of_country = _table(
        connection,
        "key, name, wikidata, kind, gender, party, country",
        "actor",
        "spoken DESC, behalf DESC, key",
    )
    parties, party = _coded(of_party, folded)
    countries, country = _coded(of_country, str)
    actors = Actors(
        keys,
        names,
        ids,
        _places(kinds, ACTOR_KINDS),
        _places(genders, GENDERS),
        party,
        country,
        {key: code for code, key in enumerate(keys)},
    )
    return actors, parties, countries


def _load_pairs(connection: Connection, row_of: Ints, actors: Actors) -> tuple[Pairs, Pairs]:
    forms, keys = _table(connection, "number, actor", "form WHERE actor IS NOT NULL", "number")
    actor_of = np.full(max(forms, default=0) + 1, -1, np.int32)
    actor_of[list(forms)] = [actors.code[key] for key in keys]
    found = _whole_numbers(connection, ("statement", "form", "part != 'on_behalf_of'"), "naming")
    row = row_of[found[:, 0]]
    actor = actor_of[found[:, 1]]
    seen = (row >= 0) & (actor >= 0)
    spoken = seen & (found[:, 2] == 1)
    return _pairs(row[spoken], actor[spoken]), _pairs(row[seen], actor[seen])


def _pairs(row: Ints, actor: Ints) -> Pairs:
    order = np.lexsort((actor, row))
    row, actor = row[order], actor[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (actor[1:] != actor[:-1])
    row, actor = row[new], actor[new]
    first = np.ones(len(row), bool)
    first[1:] = row[1:] != row[:-1]
    joint = ~first
    joint[:-1] |= joint[1:]
    return Pairs(row, actor, joint, first)


def _table(
    connection: Connection, columns: str, table: str, order: str
) -> tuple[tuple[Any, ...], ...]:
    """Columns of a table in an order, read in one step of SQLite.

    Row by row, every other thread of a busy server would come between two rows.
    """
    text = connection.value(
        f"SELECT json_group_array(json(found)) FROM (SELECT json_array(row_number() OVER "
        f"(ORDER BY {order}), {columns}) AS found FROM {table})"
    )
    rows = sorted(json.loads(text))  # by their number: an aggregate promises no order
    if not rows:
        return ((),) * (columns.count(",") + 1)
    return tuple(zip(*rows, strict=True))[1:]


def _whole_numbers(connection: Connection, columns: Sequence[str], table: str) -> NDArray[np.int64]:
    """Columns of whole numbers: one long text that SQLite writes and numpy reads.

    Ten times as fast as rows of Python objects, and other threads can run meanwhile.
    """
    one = " || ',' || ".join(f"({column})" for column in columns)
    text = connection.value(f"SELECT group_concat({one}) FROM {table}") or ""
    return np.fromstring(text, np.int64, sep=",").reshape(-1, len(columns))


def _places_of(numbers: NDArray[np.int64]) -> Ints:
    """Where each number stands, by number; -1 for those that are not there."""
    places = np.full(int(numbers.max(initial=0)) + 1, -1, np.int32)
    places[numbers] = np.arange(len(numbers), dtype=np.int32)
    return places


def _coded(
    labels: Iterable[str | None], same: Callable[[str], str]
) -> tuple[tuple[str, ...], Ints]:
    """Labels by the alphabet, each in its commonest spelling, and codes; -1 for None."""
    column = tuple(labels)
    spelled: dict[str, Counter[str]] = {}
    for label, count in Counter(column).items():
        if label is not None:
            spelled.setdefault(same(label), Counter())[label] += count
    ordered = sorted(spelled)
    names = tuple(
        min(spelled[key], key=lambda label: (-spelled[key][label], _capitals(label), label))
        for key in ordered
    )
    place = {key: code for code, key in enumerate(ordered)}
    codes = {label: -1 if label is None else place[same(label)] for label in set(column)}
    return names, np.array([codes[label] for label in column], np.int32)


def _capitals(label: str) -> int:
    return sum(c.isupper() for c in label)


def _places(labels: Iterable[str | None], table: Sequence[str]) -> Ints:
    place: dict[str | None, int] = {label: code for code, label in enumerate(table)}
    return np.array([place.get(label, -1) for label in labels], np.int32)
