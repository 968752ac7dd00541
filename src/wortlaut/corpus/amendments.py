"""Corrections of statements: what a person said of one, and what comes of it.

The table ``statement`` holds the statements that count. Where people corrected some of an article,
the machine's own answer is kept beside it (``machine_answer``), and the statements that count are
made from both by ``amended``: a pure function, applied anew whenever a correction is made or taken
back, or another model has read the article. So nothing depends on the order of undoing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from wortlaut.corpus.index import forget_statements, index_statements
from wortlaut.corpus.namings import SAME_WORDS, forget_namings, write_namings
from wortlaut.corpus.repeats import hide_statements
from wortlaut.corpus.rows import STATEMENT_COLUMNS, statement_of, statement_values
from wortlaut.errors import RecordError, UsageError
from wortlaut.records import (
    Actor,
    ActorKind,
    Excerpt,
    Gender,
    Medium,
    Span,
    Speaker,
    Statement,
    StatementType,
)

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection, Row

ACTIONS = ("change", "delete", "add")
"""The corrections of statements; those of actors are merge, split and rename."""
BY_HAND = "correction"
"""``resolved_by`` of a speaker that a person named."""


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """Who a person says speaks: a name and what is known of it, or nobody (no name).

    ``spans`` is the mention in the text, empty where the text names nobody.
    """

    name: str | None = None
    kind: ActorKind = "unknown"
    wikidata: str | None = None
    gender: Gender | None = None
    party: str | None = None
    country: str | None = None
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The speaker as it is kept with the correction."""
        return {
            "name": self.name,
            "kind": self.kind,
            "wikidata": self.wikidata,
            "gender": self.gender,
            "party": self.party,
            "country": self.country,
            "spans": [[s.start, s.end] for s in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction as it is applied: ``statement`` and ``spans`` say which one is meant.

    ``changes`` holds the new type, medium, spans, speaker and roles, as JSON values; what is not
    in it stays.
    """

    number: int
    action: str
    statement: str
    spans: Sequence[Sequence[int]]
    changes: Mapping[str, Any]


def amended(
    article_id: str, text: str, machine: Sequence[Statement], amendments: Sequence[Amendment]
) -> tuple[list[Statement], dict[int, str | None]]:
    """The statements that count, and for each amendment that applied the id that came of it.

    The id is None where the statement was deleted. An amendment that finds its statement no
    more, or would make one that is there already, is left out.
    """
    found = list(machine)
    applied: dict[int, str | None] = {}
    for amendment in amendments:
        if amendment.action == "add":
            base = Statement(article_id, "direct", "-", (Span(0, 1),), medium="speech")
            new = _changed(text, base, amendment.changes)
            if all(s.id != new.id for s in found):
                found = _nested([*found, new], new.id, outer=True)
                applied[amendment.number] = new.id
            continue
        old = match(found, amendment.statement, amendment.spans)
        if old is None:
            continue
        if amendment.action == "delete":
            found = _without(found, old)
            applied[amendment.number] = None
            continue
        new = _changed(text, old, amendment.changes)
        if new.id != old.id and any(s.id == new.id for s in found):
            continue
        found = [new if s.id == old.id else s for s in found]
        if new.id != old.id:
            found = [replace(s, nested_in=new.id) if s.nested_in == old.id else s for s in found]
        if new.spans != old.spans:
            found = _nested(found, new.id, outer=False)
        applied[amendment.number] = new.id
    if any(a.action == "add" and a.number in applied for a in amendments):
        found.sort(key=lambda s: (s.spans[0].start, -s.spans[-1].end, s.id))
    return found, applied


def match(
    statements: Sequence[Statement], statement_id: str, spans: Sequence[Sequence[int]]
) -> Statement | None:
    """The statement with this id, else the one that shares most of its words with ``spans``."""
    best, most = None, 0.0
    wanted = {i for start, end in spans for i in range(start, end)}
    for statement in statements:
        if statement.id == statement_id:
            return statement
        own = {i for span in statement.spans for i in range(span.start, span.end)}
        shared = len(wanted & own) / len(wanted | own)
        if shared >= SAME_WORDS and shared > most:
            best, most = statement, shared
    return best


def _changed(text: str, old: Statement, changes: Mapping[str, Any]) -> Statement:
    spans = _spans(changes["spans"]) if "spans" in changes else old.spans

    def role(name: str) -> Excerpt | None:
        if name not in changes:
            kept: Excerpt | None = getattr(old, name)
            return kept
        return Excerpt.cut(text, changes[name]) if changes[name] else None

    return replace(
        old,
        type=cast("StatementType", changes.get("type", old.type)),
        medium=cast("Medium", changes.get("medium", old.medium)),
        text=" ".join(span.cut(text) for span in spans),
        spans=spans,
        speaker=_speaker(text, changes["speaker"]) if "speaker" in changes else old.speaker,
        cue=role("cue"),
        frame=role("frame"),
        addressee=role("addressee"),
        confidence=1.0,
        id="",
    )


def _speaker(text: str, said: Mapping[str, Any]) -> Speaker:
    mention = Excerpt.cut(text, said["spans"]) if said["spans"] else None
    facts = {k: said[k] for k in ("kind", "wikidata", "gender", "party", "country")}
    if said["name"] is None:
        return Speaker(mention)
    return Speaker(mention, Actor(said["name"], **facts), BY_HAND, 1.0)


def _without(statements: list[Statement], gone: Statement) -> list[Statement]:
    """Without one statement; those nested in it go to the one around it."""
    return [
        replace(s, nested_in=gone.nested_in) if s.nested_in == gone.id else s
        for s in statements
        if s.id != gone.id
    ]


def _nested(statements: list[Statement], new_id: str, *, outer: bool) -> list[Statement]:
    """Nest a statement with new spans in the smallest one around it.

    With ``outer`` those that were nested in nothing and lie within it are nested in it.
    """
    new = next(s for s in statements if s.id == new_id)
    own = _characters(new)
    around = [
        s
        for s in statements
        if s.id != new.id and own < _extent(s) and not _is_below(statements, s, new.id)
    ]
    parent = min(around, key=lambda s: len(_extent(s)), default=None)
    result = []
    for statement in statements:
        if statement.id == new.id:
            statement = replace(statement, nested_in=parent.id if parent else None)
        elif (
            outer
            and statement.nested_in == (parent.id if parent else None)
            and (parent is None or statement.id != parent.id)
            and _characters(statement) < _extent(new)
        ):
            statement = replace(statement, nested_in=new.id)
        result.append(statement)
    return result


def _is_below(statements: Sequence[Statement], statement: Statement, above: str) -> bool:
    """Whether a statement is nested, at any depth, in the one with the id ``above``."""
    parents = {s.id: s.nested_in for s in statements}
    seen = set()
    at = statement.nested_in
    while at is not None and at not in seen:
        if at == above:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _characters(statement: Statement) -> set[int]:
    return {i for span in statement.spans for i in range(span.start, span.end)}


def _extent(statement: Statement) -> set[int]:
    return set(range(statement.spans[0].start, statement.spans[-1].end))


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


# ------------------------------------------------------------------------------ checking


def checked_spans(text: str, spans: Sequence[Span | Sequence[int]], what: str) -> list[list[int]]:
    """Spans in order, without white space at their ends; ``UsageError`` where they do not fit."""
    found = []
    for span in spans:
        start, end = (span.start, span.end) if isinstance(span, Span) else (span[0], span[1])
        if not 0 <= start < end <= len(text):
            raise UsageError(
                f"the {what} at {start}–{end} does not lie in the text, which has {len(text)} "
                "characters; give offsets with 0 <= start < end"
            )
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if not any(c.isalnum() for c in words):
            raise UsageError(f"the {what} at {start}–{end} has no words; give a stretch with words")
        found.append([start, end])
    found.sort()
    if any(after[0] < before[1] for before, after in pairwise(found)):
        raise UsageError(f"the stretches of the {what} overlap; give each word once")
    return found


# ------------------------------------------------------------------------------ the tables


def statements_of(connection: Connection, number: int, article_id: str) -> list[Statement]:
    """The statements that count of the article with this number, hidden ones included."""
    rows = connection.rows("SELECT * FROM statement WHERE article = ? ORDER BY position", (number,))
    return [statement_of(row, article_id) for row in rows]


def machine_answer(connection: Connection, number: int, article_id: str) -> list[Statement]:
    """The statements as the machine found them."""
    kept = connection.value("SELECT statements FROM machine_answer WHERE article = ?", (number,))
    if kept is None:
        return statements_of(connection, number, article_id)
    empty = dict.fromkeys(STATEMENT_COLUMNS)
    return [statement_of(cast("Row", empty | row), article_id) for row in json.loads(kept)]


def live_amendments(connection: Connection, article_id: str) -> list[Amendment]:
    """The corrections of an article's statements that were not taken back, the first one first."""
    marks = ", ".join("?" * len(ACTIONS))
    rows = connection.rows(
        f"SELECT * FROM correction WHERE article = ? AND action IN ({marks}) AND undone IS NULL "
        "ORDER BY number",
        (article_id, *ACTIONS),
    )
    return [
        Amendment(
            row["number"],
            row["action"],
            row["statement"] or "",
            json.loads(row["before"])["spans"] if row["before"] else [],
            json.loads(row["changes"]),
        )
        for row in rows
    ]


def rewrite(connection: Connection, number: int) -> set[int]:
    """Make the statements that count of an article anew, in a transaction that is under way.

    The corrections note what came of them. Returns the forms of actors that gained or lost
    something; the caller derives the actors.
    """
    article = connection.rows("SELECT id, text FROM article WHERE number = ?", (number,))[0]
    machine = machine_answer(connection, number, article["id"])
    amendments = live_amendments(connection, article["id"])
    try:
        found, applied = amended(article["id"], article["text"], machine, amendments)
    except RecordError as error:
        raise UsageError(f"this correction cannot be: {error}") from error
    connection.run("DELETE FROM machine_answer WHERE article = ?", (number,))
    if amendments:
        connection.run("INSERT INTO machine_answer VALUES (?, ?)", (number, _packed(machine)))
    for amendment in amendments:
        connection.run(
            "UPDATE correction SET applies = ?, result = ? WHERE number = ?",
            (amendment.number in applied, applied.get(amendment.number), amendment.number),
        )
    changed = forget_namings(connection, number)
    forget_statements(connection, number)
    connection.run("DELETE FROM statement WHERE article = ?", (number,))
    marks = ", ".join("?" * len(STATEMENT_COLUMNS))
    connection.run_many(
        f"INSERT INTO statement ({', '.join(STATEMENT_COLUMNS)}) VALUES ({marks})",
        [statement_values(number, position, s) for position, s in enumerate(found)],
    )
    index_statements(connection, number)
    hide_statements(connection, number)
    return changed | write_namings(connection, number)


def _packed(statements: Sequence[Statement]) -> str:
    rows = [
        dict(zip(STATEMENT_COLUMNS, statement_values(0, place, s), strict=True))
        for place, s in enumerate(statements)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
