"""Who takes part in which statement: from the statements of an article and the splits of it.

A ``form`` is an actor as articles name it, with how many statements it has; a ``naming`` says that
a form takes part in a statement. What a form has is counted where its namings are written, in the
same transaction, so that nothing ever needs to be counted over all statements.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.identity import UNKNOWN, identity_of, plain, split_key
from wortlaut.corpus.rows import actor_of, behalf_of, members_of
from wortlaut.records import Actor, ActorKind

#: Who speaks: these parts count as a voice, ``on_behalf_of`` does not.
SPEAKING = ("speaker", "member")
PARTS = (*SPEAKING, "on_behalf_of")
#: After another analysis a statement is the same if so much of the words of both is shared.
SAME_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Form:
    """An actor as articles name it."""

    identity: str
    named: str | None
    plain: str | None
    name: str | None
    kind: ActorKind
    gender: str | None = None
    party: str | None = None
    country: str | None = None


NOBODY = Form(UNKNOWN, None, None, None, "unknown")
Namings = dict[tuple[int, str, int], Form]
"""Statement, part and place of each naming, and its form."""


def form_of(actor: Actor, article_id: str) -> Form:
    """The form of an actor in an article."""
    key, named = identity_of(actor, article_id)
    if key == UNKNOWN:
        return NOBODY
    name = actor.name.strip() if actor.name and named else None
    return Form(
        key,
        named,
        plain(name) if name else None,
        name,
        actor.kind,
        actor.gender,
        actor.party,
        actor.country,
    )


def write_namings(connection: Connection, article: int) -> set[int]:
    """Write who takes part in the statements of the article with this number.

    An older version of a page has no voice of its own, nor has what repeats across a site.
    Returns the numbers of the forms that gained or lost something.
    """
    article_id = connection.value("SELECT id FROM article WHERE number = ?", (article,))
    statements = connection.rows(
        "SELECT s.* FROM statement AS s JOIN article AS a ON a.number = s.article "
        "WHERE s.article = ? AND a.latest AND NOT s.hidden ORDER BY s.position",
        (article,),
    )
    found = _as_analysed(statements, article_id)
    _apply_splits(connection, article_id, statements, found)
    forms = {form: _number(connection, form) for form in dict.fromkeys(found.values())}
    new = {place: forms[form] for place, form in found.items()}
    old = _written(connection, article)
    gone = [(place, number) for place, number in old.items() if new.get(place) != number]
    come = [(place, number) for place, number in new.items() if old.get(place) != number]
    connection.run_many(
        "DELETE FROM naming WHERE statement = ? AND part = ? AND place = ?", [p for p, _ in gone]
    )
    connection.run_many(
        "INSERT INTO naming (statement, part, place, form) VALUES (?, ?, ?, ?)",
        [(*place, number) for place, number in come],
    )
    return _count(connection, gone, come)


def forget_namings(connection: Connection, article: int) -> set[int]:
    """Take back all that ``write_namings`` wrote; the forms that lost something."""
    old = _written(connection, article)
    connection.run_many(
        "DELETE FROM naming WHERE statement = ? AND part = ? AND place = ?", list(old)
    )
    return _count(connection, list(old.items()), [])


def _as_analysed(statements: Iterable[Row], article_id: str) -> Namings:
    """Joint speakers are their members; their common name ("A und B") is nobody."""
    found: Namings = {}
    for row in statements:
        number = row["number"]
        members = members_of(row)
        for place, member in enumerate(members):
            found[number, "member", place] = form_of(member, article_id)
        if not members:
            found[number, "speaker", 0] = form_of(actor_of(row), article_id)
        behalf = behalf_of(row)
        if behalf and (form := form_of(behalf, article_id)) is not NOBODY:
            found[number, "on_behalf_of", 0] = form
    return found


def _written(connection: Connection, article: int) -> dict[tuple[int, str, int], int]:
    rows = connection.rows(
        "SELECT n.* FROM statement AS s JOIN naming AS n ON n.statement = s.number "
        "WHERE s.article = ?",
        (article,),
    )
    return {(r["statement"], r["part"], r["place"]): r["form"] for r in rows}


def _number(connection: Connection, form: Form) -> int:
    """The number of a form, which is made where it is new."""
    values = (
        form.identity,
        form.named,
        form.plain,
        form.name,
        form.kind,
        form.gender,
        form.party,
        form.country,
    )
    known = connection.value(
        "SELECT number FROM form WHERE identity = ? AND named IS ? AND plain IS ? AND name IS ? "
        "AND kind = ? AND gender IS ? AND party IS ? AND country IS ?",
        values,
    )
    if known is not None:
        return int(known)
    return connection.run(
        "INSERT INTO form (identity, named, plain, name, kind, gender, party, country) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


_Place = tuple[tuple[int, str, int], int]


def _count(connection: Connection, gone: Sequence[_Place], come: Sequence[_Place]) -> set[int]:
    change: Counter[tuple[int, bool]] = Counter()
    for places, step in ((gone, -1), (come, 1)):
        for (_, part, _), form in places:
            change[form, part in SPEAKING] += step
    for (form, speaking), step in change.items():
        column = "spoken" if speaking else "behalf"
        connection.run(f"UPDATE form SET {column} = {column} + ? WHERE number = ?", (step, form))
    return {form for form, _ in change}


# ------------------------------------------------------------------------------- splits


def _apply_splits(
    connection: Connection, article_id: str, statements: Sequence[Row], found: Namings
) -> None:
    """Move what people said is somebody else's, in the order in which they said it."""
    splits = connection.rows(
        "SELECT c.*, t.statement AS target, t.spans AS target_spans, t.part AS target_part "
        "FROM correction_target AS t JOIN correction AS c ON c.number = t.correction "
        "WHERE t.article = ? AND c.undone IS NULL ORDER BY c.number, t.statement, t.part",
        (article_id,),
    )
    for split in splits:
        known_as = set(json.loads(split["identities"]))
        wanted = None
        if split["target"] is not None:
            wanted = find_statement(statements, split["target"], split["target_spans"])
            if wanted is None:
                continue
        for place, form in found.items():
            statement, part, _ = place
            if wanted is not None and statement != wanted:
                continue
            # Who said of one statement whose it is, knows better than whatever analysed it.
            last_word = wanted is not None and part == split["target_part"] == "speaker"
            if last_word or {form.identity, form.named} & known_as:
                found[place] = _somebody_else(split, form)


def _somebody_else(split: Row, form: Form) -> Form:
    """Nothing that is known of the one that was named need hold for the other."""
    name = split["name"]
    kind = split["kind"] or form.kind
    return Form(split_key(name, split["number"]), None, plain(name), name, kind)


def find_statement(statements: Iterable[Row], statement_id: str, spans: str) -> int | None:
    """The number of the statement with this id, else of the one that shares most words with it."""
    best, most = None, 0.0
    wanted = _characters(spans)
    for row in statements:
        if row["id"] == statement_id:
            return int(row["number"])
        found = _characters(row["spans"])
        shared = len(wanted & found) / len(wanted | found)
        if shared >= SAME_WORDS and shared > most:
            best, most = int(row["number"]), shared
    return best


def _characters(spans: str) -> set[int]:
    return {i for start, end in json.loads(spans) for i in range(start, end)}
