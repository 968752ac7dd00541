"""Reading the actors of a corpus: listing, finding one by what a person types, share of voice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.identity import UNKNOWN, plain
from wortlaut.corpus.query import Condition, Group, Node, Not, parse_query
from wortlaut.corpus.rows import storable
from wortlaut.corpus.stems import fold, stem
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.records import ACTOR_KINDS, ActorKind, Gender

By = Literal["party", "gender", "country", "kind", "actor"]
BY: tuple[By, ...] = ("party", "gender", "country", "kind", "actor")
#: From an actor to the statements that it takes part in.
NAMED = "actor AS x JOIN form AS f ON f.actor = x.key JOIN naming AS n ON n.form = f.number"
_CANDIDATES = 5
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.IGNORECASE)
_ORDER = "spoken DESC, behalf DESC, key"


@dataclass(frozen=True, slots=True)
class CorpusActor:
    """An actor across the articles of a corpus.

    ``statements`` counts those that it made, alone or with others, ``on_behalf`` those that
    others made for it, ``articles`` the articles of both. ``article`` is the id of its only
    article where it cannot be told in others (a bare surname). ``names`` are all its names in
    articles, the commonest first; ``keys`` all that it goes by.
    """

    key: str
    name: str | None
    kind: ActorKind
    wikidata: str | None
    gender: Gender | None
    party: str | None
    country: str | None
    statements: int
    on_behalf: int
    articles: int
    article: str | None
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name or self.key

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"names": list(self.names), "keys": list(self.keys)}


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in a statement. ``part`` is speaker, member (of joint speakers), on_behalf_of."""

    part: str
    key: str
    name: str | None
    kind: ActorKind
    wikidata: str | None
    gender: Gender | None
    party: str | None
    country: str | None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Voice:
    """How many statements one party, gender, country, kind or actor makes.

    ``value`` is "unknown" for those of whom it is not known. ``share`` is of all statements.
    """

    value: str
    name: str
    statements: int
    share: float

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"share": round(self.share, 4)}


# --------------------------------------------------------------------------------- listing


def list_actors(
    connection: Connection,
    query: str | None,
    kind: str | None,
    limit: int | None,
    offset: int,
    articles: Mapping[str, int] | None = None,
) -> list[CorpusActor]:
    """Actors by how many statements they made; see ``Corpus.actors``.

    ``articles`` are how many each has, by key, where that is known.
    """
    for name, value in (("limit", limit), ("offset", offset)):
        if value is not None and not 0 <= value < 2**63:
            raise UsageError(f"{name} is {value}; give a number from 0 up")
    conditions: list[Condition] = []
    if kind is not None:
        conditions.append(Condition("x.kind = ?", (one_of(kind, ACTOR_KINDS, "kind"),)))
    node = parse_query(query)
    if node:
        found = names_condition(node)
        key = (query or "").strip()
        conditions.append(Condition(f"({found.sql} OR x.key = ?)", (*found.values, key)))
    elif (query or "").strip():
        return []
    where = " AND ".join(c.sql for c in conditions) or "1"
    rows = connection.rows(
        f"SELECT * FROM actor AS x WHERE {where} ORDER BY {_ORDER} LIMIT ? OFFSET ?",
        (*(v for c in conditions for v in c.values), -1 if limit is None else limit, offset),
    )
    known = articles or {}
    return [_actor(connection, row, articles=known.get(row["key"])) for row in rows]


def one_of(value: str, allowed: Sequence[str], name: str) -> str:
    """``value`` in lower case; ``UsageError`` where it is none of those."""
    found = value.strip().lower()
    if found not in allowed:
        raise UsageError(f"{name} {value!r} is unknown; one of {', '.join(allowed)}")
    return found


def names_condition(node: Node) -> Condition:
    """A query as a condition on the names of an actor (alias ``x``)."""
    if isinstance(node, Not):
        child = names_condition(node.child)
        return Condition(f"NOT {child.sql}", child.values)
    if isinstance(node, Group):
        children = [names_condition(child) for child in node.children]
        sql = f" {node.operator} ".join(child.sql for child in children)
        return Condition(f"({sql})", tuple(v for child in children for v in child.values))
    if node.prefix:
        head = f" {fold(node.words[0])}"
        return Condition("instr(' ' || x.stems || ' ' || x.forms, ?) > 0", (head,))
    words = " ".join(stem(word) for word in node.words)
    return Condition("instr(' ' || x.stems || ' ', ?) > 0", (f" {words} ",))


def _actor(
    connection: Connection, row: Row, *, whole: bool = False, articles: int | None = None
) -> CorpusActor:
    if articles is None:
        articles = connection.value(
            "SELECT count(DISTINCT s.article) FROM form AS f JOIN naming AS n ON n.form = f.number "
            "JOIN statement AS s ON s.number = n.statement WHERE f.actor = ?",
            (row["key"],),
        )
    names: list[Row] = []
    keys: list[Row] = []
    if whole:
        names = connection.rows(
            "SELECT name FROM form WHERE actor = ? AND name IS NOT NULL GROUP BY name "
            "ORDER BY sum(spoken + behalf) DESC, name",
            (row["key"],),
        )
        keys = connection.rows(
            "SELECT DISTINCT identity FROM form WHERE actor = ?1 AND identity != ?1 "
            "ORDER BY identity",
            (row["key"],),
        )
    return CorpusActor(
        row["key"],
        row["name"],
        row["kind"],
        row["wikidata"],
        row["gender"],
        row["party"],
        row["country"],
        row["spoken"],
        row["behalf"],
        articles,
        row["article"],
        tuple(r[0] for r in names),
        (row["key"], *(r[0] for r in keys)) if whole else (),
    )


# --------------------------------------------------------------------------------- finding


def one_actor(connection: Connection, wanted: str) -> CorpusActor:
    """The actor that ``wanted`` means, with all its names; see ``find_actor``."""
    return _actor(connection, find_actor(connection, wanted), whole=True)


def find_actor(connection: Connection, wanted: str) -> Row:
    """The row of the actor with this key, Wikidata id or name.

    An earlier key of an actor that was merged finds what it was merged into. Raises
    ``CorpusError`` where there is none, ``UsageError`` where there are several.
    """
    text = storable(wanted.strip())
    if not text:
        raise UsageError("an empty key names no actor; give a key, a Wikidata id or a name")
    key = text.upper() if _WIKIDATA.fullmatch(text) else text
    for sql in (
        "SELECT * FROM actor WHERE key = ?",
        "SELECT * FROM actor WHERE wikidata = ?",
        "SELECT * FROM actor WHERE key IN (SELECT actor FROM form WHERE identity = ?)",
        "SELECT * FROM actor WHERE key >= ?1 AND key < ?1 || char(1114111) AND instr(key, '@')"
        if "@" in text
        else "",
    ):
        found = connection.rows(sql, (key,)) if sql else []
        if found:
            return _only(found, text)
    words = plain(text)
    if words:
        found = connection.rows(
            "SELECT * FROM actor WHERE plain = ?1 UNION SELECT * FROM actor "
            f"WHERE key IN (SELECT actor FROM form WHERE plain = ?1) ORDER BY {_ORDER}",
            (words,),
        )
        if found:
            return _only(found, text)
    raise NotFoundError(
        f"there is no actor {text!r} in {connection.path}{_like(connection, text)}; "
        "`wortlaut actors` lists them with their keys"
    )


def _only(found: Sequence[Row], text: str) -> Row:
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{text!r} may be several actors: {_listed(found)}; give the key of one")


def _like(connection: Connection, text: str) -> str:
    try:
        node = parse_query(" OR ".join(plain(text).split()))
    except UsageError:  # too many words
        return ""
    if node is None:
        return ""
    condition = names_condition(node)
    found = connection.rows(
        f"SELECT * FROM actor AS x WHERE {condition.sql} ORDER BY {_ORDER} LIMIT {_CANDIDATES + 1}",
        condition.values,
    )
    return f"; like it are {_listed(found)}" if found else ""


def _listed(found: Sequence[Row]) -> str:
    shown = []
    for row in found[:_CANDIDATES]:
        count = row["spoken"] + row["behalf"]
        statements = f"{count} statement" + ("" if count == 1 else "s")
        named = row["name"] or "nobody named"
        shown.append(f"{row['key']} ({named}, {row['kind']}, {statements})")
    return ", ".join(shown + (["…"] if len(found) > _CANDIDATES else []))


def participants(connection: Connection, statements: Sequence[int]) -> dict[int, list[Participant]]:
    """Who takes part in the statements with these numbers, by number."""
    rows = connection.rows(
        "SELECT n.statement, n.part, x.key, x.name, x.kind, x.wikidata, x.gender, x.party, "
        "x.country FROM naming AS n JOIN form AS f ON f.number = n.form "
        "JOIN actor AS x ON x.key = f.actor "
        f"WHERE n.statement IN ({', '.join('?' * len(statements))}) "
        "ORDER BY n.statement, n.part = 'on_behalf_of', n.place",
        statements,
    )
    found: dict[int, list[Participant]] = {}
    for statement, *row in rows:
        found.setdefault(statement, []).append(Participant(*row))
    return found


# --------------------------------------------------------------------------- share of voice


def count_voices(connection: Connection, by: str, where: str, values: Sequence[str]) -> list[Voice]:
    """Statements by a fact of those who speak; see ``Corpus.voices``.

    ``where`` narrows the articles (alias ``a``). A statement of several speakers counts once
    for each value that they have.
    """
    column = "key" if by == "actor" else one_of(by, BY, "by")
    where = f"{where} AND NOT s.hidden" if where else "NOT s.hidden"
    articles = f"JOIN article AS a ON a.number = s.article WHERE {where}"
    total = connection.value(f"SELECT count(*) FROM statement AS s {articles}", values)
    scope = f"AND n.statement IN (SELECT s.number FROM statement AS s {articles})"
    rows = connection.rows(
        f"SELECT coalesce(x.{column}, '{UNKNOWN}') AS value, count(DISTINCT n.statement) AS made, "
        f"max(x.name) AS name FROM {NAMED} WHERE n.part != 'on_behalf_of' {scope} "
        "GROUP BY 1 ORDER BY made DESC, value",
        values,
    )
    voices = [
        Voice(
            row["value"],
            row["name"] if by == "actor" and row["name"] else row["value"],
            row["made"],
            row["made"] / total,
        )
        for row in rows
    ]
    if all(voice.value != UNKNOWN for voice in voices):
        voices.append(Voice(UNKNOWN, UNKNOWN, 0, 0.0))
    return voices
