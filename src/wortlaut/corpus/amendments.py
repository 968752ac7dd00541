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
BUILDS_ON = "builds_on"
"""In ``correction.changes``: the number of the correction that had made the statement so."""


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """Who a person says speaks: a name and what is known of it, or nobody (no name).

    ``spans`` is the mention in the text, empty where the text names nobody; None leaves the one
    that is there.
    """

    name: str | None = None
    kind: ActorKind = "unknown"
    wikidata: str | None = None
    gender: Gender | None = None
    party: str | None = None
    country: str | None = None
    spans: tuple[Span, ...] | None = ()

    def to_dict(self) -> dict[str, Any]:
        """The speaker as it is kept with the correction."""
        return {
            "name": self.name,
            "kind": self.kind,
            "wikidata": self.wikidata,
            "gender": self.gender,
            "party": self.party,
            "country": self.country,
            "spans": None if self.spans is None else [[s.start, s.end] for s in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction as it is applied: ``statement`` and ``spans`` say which one is meant.

    ``origin`` is what that statement was before any correction: the id of the machine's, or ``+3``
    for what correction 3 added. ``changes`` holds the new type, medium, spans, speaker and roles,
    as JSON values; what is not in it stays.
    """

    number: int
    action: str
    origin: str
    statement: str
    spans: Sequence[Sequence[int]]
    changes: Mapping[str, Any]


def amended(
    article_id: str, text: str, machine: Sequence[Statement], amendments: Sequence[Amendment]
) -> tuple[list[Statement], dict[int, str | None]]:
    """The statements that count, and for each amendment that applied the id that came of it.

    The id is None where the statement was deleted. An amendment that finds its statement no
    more, or would make one that is there already, is left out. What a person added, and a model
    finds by now, is the model's statement with what the person said of it.
    """
    found = list(machine)
    applied: dict[int, str | None] = {}
    at: dict[str, str | None] = {}  # the id by now of each origin
    origins = {a.origin for a in amendments}
    for amendment in amendments:
        if amendment.action == "add":
            base = Statement(article_id, "direct", "-", (Span(0, 1),), medium="speech")
            new = _changed(text, base, amendment.changes)
            known = next((s for s in found if s.id == new.id), None)
            if known is None:
                found = _nested([*found, new], new.id, outer=True)
            elif new.id in at.values():
                continue
            else:
                new = _changed(text, known, amendment.changes)
                found = [new if s.id == new.id else s for s in found]
            applied[amendment.number] = at[amendment.origin] = new.id
            continue
        old = _meant(found, amendment, at, origins)
        if old is None:
            continue
        if amendment.action == "delete":
            found = _without(found, old)
            applied[amendment.number] = at[amendment.origin] = None
            continue
        new = _changed(text, old, amendment.changes)
        if new.id != old.id and any(s.id == new.id for s in found):
            continue
        found = [new if s.id == old.id else s for s in found]
        if new.id != old.id:
            found = [replace(s, nested_in=new.id) if s.nested_in == old.id else s for s in found]
        if new.spans != old.spans:
            found = _outside(_nested(found, new.id, outer=False), new)
        applied[amendment.number] = at[amendment.origin] = new.id
    if any(a.action == "add" and a.number in applied for a in amendments):
        found.sort(key=lambda s: (s.spans[0].start, -s.spans[-1].end, s.id))
    return found, applied


def _meant(
    statements: Sequence[Statement],
    amendment: Amendment,
    at: Mapping[str, str | None],
    origins: set[str],
) -> Statement | None:
    """The statement that an amendment is about; None where it is not there (any more).

    It is followed from its origin, so that a correction whose predecessor was undone never hits a
    neighbour. Only where another analysis has neither id, the one that shares most words is it.
    """
    by_id = {s.id: s for s in statements}
    if amendment.origin in at:
        now = at[amendment.origin]
        return by_id[now] if now is not None else None
    if amendment.origin.startswith("+"):
        return None
    taken = set(at.values())
    for wanted in (amendment.origin, amendment.statement):
        if wanted in by_id and wanted not in taken:
            return by_id[wanted]
    free = [s for s in statements if s.id not in taken and s.id not in origins]
    return match(free, amendment.spans)


def match(statements: Sequence[Statement], spans: Sequence[Sequence[int]]) -> Statement | None:
    """The statement that shares most of its words with ``spans``, if it shares enough."""
    best, most = None, 0.0
    wanted = {i for start, end in spans for i in range(start, end)}
    for statement in statements:
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
        speaker=_speaker(text, changes["speaker"], old.speaker)
        if "speaker" in changes
        else old.speaker,
        cue=role("cue"),
        frame=role("frame"),
        addressee=role("addressee"),
        confidence=1.0,
        id="",
    )


def _speaker(text: str, said: Mapping[str, Any], old: Speaker) -> Speaker:
    if said["spans"] is None:
        mention = old.mention
    else:
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


def _outside(statements: list[Statement], new: Statement) -> list[Statement]:
    """What no longer lies within a statement with new spans goes to the one around it."""
    parent = next(s.nested_in for s in statements if s.id == new.id)
    extent = _extent(new)
    return [
        replace(s, nested_in=parent) if s.nested_in == new.id and not _characters(s) & extent else s
        for s in statements
    ]


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
        f"SELECT * FROM correction WHERE article = ? AND action IN ({marks}) ORDER BY number",
        (article_id, *ACTIONS),
    )
    origins = origins_of(rows)
    return [
        Amendment(
            row["number"],
            row["action"],
            origins[row["number"]],
            row["statement"] or "",
            json.loads(row["before"])["spans"] if row["before"] else [],
            json.loads(row["changes"]),
        )
        for row in rows
        if row["undone"] is None
    ]


def origins_of(rows: Sequence[Row]) -> dict[int, str]:
    """What the statement of each correction was before any: an id, or ``+3`` if 3 added it.

    ``rows`` are all corrections of an article's statements, those undone too, in their order.
    """
    found: dict[int, str] = {}
    for row in rows:
        before = json.loads(row["changes"]).get(BUILDS_ON)
        own = f"+{row['number']}" if row["action"] == "add" else row["statement"]
        found[row["number"]] = found.get(before, own)
    return found


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
