"""Searching a corpus: one function behind the command line, the API and the web page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from wortlaut.corpus.actors import (
    NAMED,
    Participant,
    find_actor,
    names_condition,
    one_of,
    participants,
)
from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.context import context_of, find_words
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.namings import SPEAKING
from wortlaut.corpus.query import (
    Condition,
    Group,
    Node,
    Not,
    compile_query,
    parse_query,
    terms_of,
)
from wortlaut.corpus.rows import article_of, statement_of
from wortlaut.errors import UsageError
from wortlaut.records import (
    ACTOR_KINDS,
    GENDERS,
    STATEMENT_TYPES,
    Article,
    Span,
    Statement,
    statement_row,
)

Order = Literal["relevance", "time"]
ORDERS: tuple[Order, ...] = ("relevance", "time")
Day = str | date
# A word found in the quote says most about a statement, one in its frame least. Set by hand.
_STATEMENT_RANK = "bm25(statement_index, 5.0, 2.0, 1.0, 5.0, 2.0, 1.0)"
_ARTICLE_RANK = "bm25(article_index, 5.0, 1.0, 5.0, 1.0)"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, in its article.

    ``context`` is the stretch of the article from the sentence before the statement to the one
    after; ``matches`` are the words of the query within it. Both are code points into
    ``article.text``. ``score`` is 0 where nothing was ranked, else higher is better. ``actors``
    are who takes part in the statement as the corpus knows them, across articles and with the
    corrections; ``statement`` is what the analysis said.
    """

    statement: Statement
    article: Article
    context: Span
    matches: tuple[Span, ...] = ()
    score: float = 0.0
    actors: tuple[Participant, ...] = ()

    @property
    def speakers(self) -> tuple[Participant, ...]:
        """Who speaks: one, or the joint speakers."""
        return tuple(actor for actor in self.actors if actor.part in SPEAKING)

    @property
    def text(self) -> str:
        """The words of the context."""
        return self.context.cut(self.article.text)

    @property
    def before(self) -> str:
        """What stands between the start of the context and the statement."""
        return self.article.text[self.context.start : self.statement.spans[0].start]

    @property
    def after(self) -> str:
        """What stands between the statement and the end of the context."""
        return self.article.text[self.statement.spans[-1].end : self.context.end]

    def __str__(self) -> str:
        return str(self.statement)

    def to_dict(self) -> dict[str, Any]:
        """The hit without the article's text."""
        article = self.article.to_dict()
        del article["text"]
        return {
            "article": article,
            "statement": self.statement.to_dict(),
            "context": {"text": self.text, "spans": [[self.context.start, self.context.end]]},
            "matches": [[m.start, m.end] for m in self.matches],
            "score": round(self.score, 4),
            "actors": [actor.to_dict() for actor in self.actors],
        }

    def to_row(self) -> dict[str, Any]:
        """One flat row: that of the statement with its actor as the corpus knows it, and context.

        ``actor`` is the key; joint speakers have several, with semicolons between.
        """
        row = statement_row(self.article, self.statement)
        speakers = self.speakers
        if len(speakers) == 1 and speakers[0].key != UNKNOWN:
            known = speakers[0]
            row |= {"speaker": known.name} | {
                f"speaker_{fact}": getattr(known, fact)
                for fact in ("kind", "wikidata", "gender", "party", "country")
            }
        for actor in self.actors:
            if actor.part == "on_behalf_of":
                row["on_behalf_of"] = actor.name
        keys = ";".join(actor.key for actor in speakers) or None
        return row | {"actor": keys, "context": self.text}


@dataclass(frozen=True, slots=True)
class SearchResult(Sequence[Hit]):
    """The hits of one page, and how many there are in all (``total``)."""

    hits: tuple[Hit, ...]
    total: int
    offset: int = 0

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __getitem__(self, index: Any) -> Any:
        return self.hits[index]

    def to_dict(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "offset": self.offset,
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row a hit, ready for ``pandas.DataFrame(result.to_rows())``."""
        return [hit.to_row() for hit in self.hits]


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
    node, nothing = _parse(query)
    speaker = _parse_speaker(filters.speaker)
    if nothing:
        return SearchResult((), 0, page.offset)
    select = _Select("statement AS s JOIN article AS a ON a.number = s.article")
    if node:
        match, others = compile_query(node, "statement")
        _rank_by(select, match, "statement", "s", _STATEMENT_RANK)
        select.conditions += others
    _filter_speaker(select, filters.speaker, speaker)
    _filter_actor(connection, select, filters)
    _filter_type(select, filters.type)
    select.where("NOT s.hidden")
    _filter_article(connection, select, filters)
    with connection.snapshot():
        total = connection.value(f"SELECT count(*) {select.sql}", select.values)
        found = connection.rows(
            f"SELECT s.number, {select.rank} AS score {select.sql} "
            f"ORDER BY {_order(select, page)}, a.id, s.position {page.sql}",
            select.values,
        )
        wanted = [t for tree in (node, speaker) if tree for t in terms_of(tree, wanted=True)]
        hits = [_hit(connection, row, wanted) for row in found]
    return SearchResult(tuple(hits), total, page.offset)


def matching_statements(connection: Connection, query: str) -> tuple[list[int], list[float] | None]:
    """Numbers of the statements with the words of a query, and their ranks (lower is better)."""
    node, _ = _parse(query)
    if node is None:
        return [], None
    select = _Select("statement AS s")
    match, others = compile_query(node, "statement")
    if match and not others:  # the index says it all
        rows = connection.rows(
            f"SELECT rowid, {_STATEMENT_RANK} FROM statement_index WHERE statement_index MATCH ?",
            (match,),
        )
        return [row[0] for row in rows], [row[1] for row in rows]
    _rank_by(select, match, "statement", "s", _STATEMENT_RANK)
    select.conditions += others
    rows = connection.rows(f"SELECT s.number, {select.rank} {select.sql}", select.values)
    return [row[0] for row in rows], [row[1] for row in rows] if select.ranked else None


def speaking_statements(connection: Connection, speaker: str) -> list[int]:
    """Numbers of the statements that the filter ``speaker`` leaves."""
    select = _Select("statement AS s")
    _filter_speaker(select, speaker, _parse_speaker(speaker))
    return [row[0] for row in connection.rows(f"SELECT s.number {select.sql}", select.values)]


def search_articles(
    connection: Connection, query: str | None, filters: Filters, page: Page
) -> list[Article]:
    """The articles that ``query`` and ``filters`` select; see ``Corpus.articles``."""
    node, nothing = _parse(query)
    if nothing:
        return []
    select = _Select("article AS a")
    if node:
        match, others = compile_query(node, "article")
        _rank_by(select, match, "article", "a", _ARTICLE_RANK)
        select.conditions += others
    _filter_article(connection, select, filters)
    rows = connection.rows(
        f"SELECT a.*, {select.rank} AS score {select.sql} "
        f"ORDER BY {_order(select, page)}, a.id {page.sql}",
        select.values,
    )
    return [article_of(row) for row in rows]


def _parse(query: str | None) -> tuple[Node | None, bool]:
    """The tree of a query, and whether it asks for something that no text can have ("?!")."""
    node = parse_query(query)
    return node, node is None and bool((query or "").strip())


def _parse_speaker(speaker: str | None) -> Node | None:
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


def _hit(connection: Connection, found: Row, wanted: Sequence[Any]) -> Hit:
    row = connection.rows("SELECT * FROM statement WHERE number = ?", (found["number"],))[0]
    article = article_of(
        connection.rows("SELECT * FROM article WHERE number = ?", (row["article"],))[0]
    )
    statement = statement_of(row, article.id)
    context = context_of(article.text, statement)
    matches = find_words(article.text, context, wanted)
    actors = participants(connection, found["number"])
    return Hit(statement, article, context, matches, 0.0 - float(found["score"]), actors)
