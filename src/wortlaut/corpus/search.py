"""Searching a corpus: one function behind the command line, the API and the web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from wortlaut.corpus.actors import NAMED, find_actor, names_condition, one_of
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.cursors import Cursor
from wortlaut.corpus.hits import Hit as Hit
from wortlaut.corpus.hits import SearchResult as SearchResult
from wortlaut.corpus.hits import read_hits
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.query import Condition, Group, Node, Not, compile_query, parse_query
from wortlaut.corpus.rows import article_of
from wortlaut.errors import UsageError
from wortlaut.records import ACTOR_KINDS, GENDERS, STATEMENT_TYPES, Article
from wortlaut.records.article import digest

Order = Literal["relevance", "time"]
ORDERS: tuple[Order, ...] = ("relevance", "time")
Day = str | date
# A word found in the quote says most about a statement, one in its frame least. Set by hand.
STATEMENT_RANK = "bm25(statement_index, 5.0, 2.0, 1.0, 5.0, 2.0, 1.0)"
ARTICLE_RANK = "bm25(article_index, 5.0, 1.0, 5.0, 1.0)"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search besides its words; see ``Corpus.search``."""

    speaker: str | None = None
    type: str | Sequence[str] | None = None
    outlet: str | None = None
    since: Day | None = None
    until: Day | None = None
    actor: str | None = None
    party: str | None = None
    gender: str | None = None
    country: str | None = None
    kind: str | None = None
    unknown: bool = False
    once: bool = False
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the hits, in which order."""

    limit: int | None = 50
    offset: int = 0
    order: Order = "relevance"

    def __post_init__(self) -> None:
        if self.order not in ORDERS:
            raise UsageError(f"order {self.order!r} is unknown; one of {', '.join(ORDERS)}")
        for name, value in (("limit", self.limit), ("offset", self.offset)):
            if value is not None and not 0 <= value < 2**63:
                raise UsageError(f"{name} is {value}; give a number from 0 up")

    @property
    def sql(self) -> str:
        return f"LIMIT {-1 if self.limit is None else self.limit} OFFSET {self.offset}"


def search_key(query: str | None, filters: Filters, order: Order) -> str:
    """Tells searches apart: the cursor of one is none of another."""
    types = types_of(filters.type)
    return digest("search", query or "", repr(replace(filters, type=types)), order)


@dataclass(slots=True)
class _Select:
    """An SQL query in the making."""

    joins: str
    conditions: list[Condition] = field(default_factory=list)
    rank: str = "0.0"
    ranked: bool = False

    def where(self, sql: str, *values: str) -> None:
        self.conditions.append(Condition(sql, values))

    @property
    def sql(self) -> str:
        conditions = " AND ".join(c.sql for c in self.conditions)
        return f"FROM {self.joins}" + (f" WHERE {conditions}" if conditions else "")

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for c in self.conditions for value in c.values)


def search_statements(
    connection: Connection, query: str | None, filters: Filters, page: Page
) -> SearchResult:
    """The statements that ``query`` and ``filters`` select; see ``Corpus.search``."""
    node, nothing = read_query(query)
    speaker = read_speaker(filters.speaker)
    if nothing:
        return SearchResult((), 0, page.offset)
    select = _Select("statement AS s JOIN article AS a ON a.number = s.article")
    if node:
        match, others = compile_query(node, "statement")
        _rank_by(select, match, "statement", "s", STATEMENT_RANK)
        select.conditions += others
    _filter_speaker(select, filters.speaker, speaker)
    _filter_actor(connection, select, filters)
    _filter_type(select, filters.type)
    select.where("NOT s.hidden")
    _filter_article(connection, select, filters)
    with connection.snapshot():
        total = connection.value(f"SELECT count(*) {select.sql}", select.values)
        found = connection.rows(
            f"SELECT s.number, {select.rank} AS score, a.day, a.published, a.id, "
            f"s.id AS statement, s.position {select.sql} "
            f"ORDER BY {_order(select, page)}, a.id, s.position {page.sql}",
            select.values,
        )
        hits = read_hits(connection, [(row[0], row[1]) for row in found], node, speaker)
    following = None
    if found and page.offset + len(found) < total:
        key, last = search_key(query, filters, page.order), found[-1]
        place = (last["day"], last["published"], last["id"])
        own = (last["statement"], last["position"], last["score"])
        following = Cursor(key, *place, *own).text()
    return SearchResult(tuple(hits), total, page.offset, following)


def search_articles(
    connection: Connection, query: str | None, filters: Filters, page: Page
) -> list[Article]:
    """The articles that ``query`` and ``filters`` select; see ``Corpus.articles``."""
    node, nothing = read_query(query)
    if nothing:
        return []
    select = _Select("article AS a")
    if node:
        match, others = compile_query(node, "article")
        _rank_by(select, match, "article", "a", ARTICLE_RANK)
        select.conditions += others
    _filter_article(connection, select, filters)
    rows = connection.rows(
        f"SELECT a.*, {select.rank} AS score {select.sql} "
        f"ORDER BY {_order(select, page)}, a.id {page.sql}",
        select.values,
    )
    return [article_of(row) for row in rows]


def read_query(query: str | None) -> tuple[Node | None, bool]:
    """The tree of a query, and whether it asks for something that no text can have ("?!")."""
    node = parse_query(query)
    return node, node is None and bool((query or "").strip())


def read_speaker(speaker: str | None) -> Node | None:
    """The tree of the filter ``speaker``; None where it is a Wikidata id, or there is none."""
    if speaker is None or _WIKIDATA.fullmatch(speaker.strip()):
        return None
    node = parse_query(speaker, field="speaker")
    if node is None:
        raise UsageError(f"speaker {speaker!r} has no word to look for; give a name")
    return node


def _rank_by(select: _Select, match: str | None, index: str, alias: str, rank: str) -> None:
    if match:
        select.joins = f"{index}_index JOIN {select.joins}"
        select.where(f"{index}_index MATCH ?", match)
        select.where(f"{alias}.number = {index}_index.rowid")
        select.rank, select.ranked = rank, True


def _order(select: _Select, page: Page) -> str:
    """Best or newest first; what has no date comes last."""
    newest = "a.day IS NULL, a.day DESC, a.published DESC"
    return f"score, {newest}" if select.ranked and page.order == "relevance" else newest


def _filter_speaker(select: _Select, speaker: str | None, node: Node | None) -> None:
    if node:
        select.conditions.append(_speaker_condition(node))
    elif speaker is not None:
        wikidata = speaker.strip().upper()
        select.where(
            f"s.number IN (SELECT n.statement FROM {NAMED} WHERE x.wikidata = ?)", wikidata
        )


def _speaker_condition(node: Node) -> Condition:
    """Words in names and mentions as the article has them, or in any name of the actor."""
    if isinstance(node, Not):
        child = _speaker_condition(node.child)
        return Condition(f"NOT {child.sql}", child.values)
    if isinstance(node, Group):
        children = [_speaker_condition(child) for child in node.children]
        sql = f" {node.operator} ".join(child.sql for child in children)
        return Condition(f"({sql})", tuple(v for child in children for v in child.values))
    match, others = compile_query(node, "statement")
    if node.field != "speaker" or match is None:  # "title:Gipfel", of all things
        found = "s.number IN (SELECT rowid FROM statement_index WHERE statement_index MATCH ?)"
        return Condition(found, (match,)) if match else others[0]
    actor = names_condition(node)
    sql = (
        "s.number IN (SELECT rowid FROM statement_index WHERE statement_index MATCH ? "
        f"UNION SELECT n.statement FROM {NAMED} WHERE {actor.sql})"
    )
    return Condition(sql, (match, *actor.values))


def _filter_actor(connection: Connection, select: _Select, filters: Filters) -> None:
    """``actor`` in any part, also as the one on whose behalf others speak; facts of speakers."""
    if filters.actor is not None:
        row = find_actor(connection, filters.actor)
        select.where(f"s.number IN (SELECT n.statement FROM {NAMED} WHERE x.key = ?)", row["key"])
    facts: list[Condition] = []
    if filters.party is not None:
        wanted = filters.party.strip().casefold()
        rows = connection.rows("SELECT DISTINCT party FROM actor WHERE party IS NOT NULL")
        parties = [row[0] for row in rows if row[0].strip().casefold() == wanted]
        facts.append(Condition(f"x.party IN ({', '.join('?' * len(parties))})", tuple(parties)))
    if filters.gender is not None:
        facts.append(Condition("x.gender = ?", (one_of(filters.gender, GENDERS, "gender"),)))
    if filters.country is not None:
        facts.append(Condition("x.country = ?", (country_code(filters.country),)))
    if filters.kind is not None:
        facts.append(Condition("x.kind = ?", (one_of(filters.kind, ACTOR_KINDS, "kind"),)))
    if filters.unknown:
        facts.append(Condition("x.key = ?", (UNKNOWN,)))
    if facts:
        where = " AND ".join(fact.sql for fact in facts)
        values = [value for fact in facts for value in fact.values]
        speaking = "n.part != 'on_behalf_of'"
        select.where(
            f"s.number IN (SELECT n.statement FROM {NAMED} WHERE {speaking} AND {where})", *values
        )


def country_code(value: str) -> str:
    """A country as actors have it. Raises ``UsageError`` for what is no code of one."""
    found = value.strip().upper()
    if len(found) != 2 or not (found.isascii() and found.isalpha()):
        raise UsageError(f"country is {value!r}; give its two letters (ISO 3166-1), as in DE")
    return found


def types_of(types: str | Sequence[str] | None) -> list[str]:
    """Statement types, one or several. Raises ``UsageError`` for what is none."""
    wanted = [types] if isinstance(types, str) else list(types or ())
    for value in wanted:
        if value not in STATEMENT_TYPES:
            raise UsageError(f"type {value!r} is unknown; one of {', '.join(STATEMENT_TYPES)}")
    return wanted


def _filter_type(select: _Select, types: str | Sequence[str] | None) -> None:
    wanted = types_of(types)
    if wanted:
        select.where(f"s.type IN ({', '.join('?' * len(wanted))})", *wanted)


def _filter_article(connection: Connection, select: _Select, filters: Filters) -> None:
    if not filters.all_versions:
        select.where("a.latest")
    if filters.once:
        select.where("(a.copy_of IS NULL OR a.copy_of = a.number)")
    if filters.outlet is not None:
        # Few outlets, many articles: upper and lower case of all letters are compared here.
        key = filters.outlet.strip().casefold()
        rows = connection.rows("SELECT DISTINCT outlet FROM article WHERE outlet IS NOT NULL")
        outlets = [row[0] for row in rows if row[0].strip().casefold() == key]
        select.where(f"a.outlet IN ({', '.join('?' * len(outlets))})", *outlets)
    if filters.since is not None:
        select.where("a.day >= ?", day_text(filters.since, "since"))
    if filters.until is not None:
        # "2024" and "2024-11" go to the end of the year or month.
        select.where("a.day <= ?", (day_text(filters.until, "until") + "-99-99")[:10])


def article_condition(connection: Connection, filters: Filters) -> tuple[str, tuple[str, ...]]:
    """What narrows articles (alias ``a``), and its values; empty where nothing does."""
    select = _Select("article AS a")
    _filter_article(connection, select, filters)
    return " AND ".join(c.sql for c in select.conditions), select.values


def day_text(value: Day, name: str) -> str:
    """A day, month or year as text. Raises ``UsageError`` for what is none."""
    text = str(value) if not isinstance(value, date) else date.isoformat(value)[:10]
    text = text.strip()
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError as error:
        raise UsageError(
            f"{name} is {str(value)!r}; give a day, month or year: 2024-11-28, 2024-11, 2024"
        ) from error
    return text
