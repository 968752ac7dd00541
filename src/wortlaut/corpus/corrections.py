"""What people said of actors and statements: one log; here, what they said of actors.

Rows of their own, applied whenever actors are derived, or an article's statements written
(``wortlaut.corpus.amendments``).

A correction names identities, not rows of the table of actors, so that it holds for articles that
come later and outlives another analysis. None is ever deleted; one that is undone says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wortlaut.corpus.actors import find_actor, one_of
from wortlaut.corpus.amendments import ACTIONS, rewrite
from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.derive import derive, derive_forms, names_of_id, remembered
from wortlaut.corpus.identity import UNKNOWN, is_full_name, is_wikidata, split_key
from wortlaut.corpus.namings import PARTS, write_namings
from wortlaut.corpus.rows import check_storable, storable
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.records import ACTOR_KINDS


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: number, when (UTC), who, what (``action``, and ``text`` in words).

    ``undone`` and ``undone_by`` say when and by whom it was taken back, if it was. ``key`` is
    that of the actor which a split made. Of a correction of a statement ``article`` and
    ``statement`` are ids (the statement's by now, the old one where it was deleted), ``before``
    and ``after`` the statement as it was; ``applies`` is False where another analysis does not
    have the statement any more.
    """

    number: int
    made: str
    author: str
    action: str
    text: str
    key: str | None = None
    undone: str | None = None
    undone_by: str | None = None
    article: str | None = None
    statement: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    note: str | None = None
    applies: bool = True

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrects, and when."""

    author: str
    made: str


def merge(connection: Connection, kept: str, other: str, by: Signature) -> Correction:
    """Say that two actors are the same; the first keeps its name."""
    with connection.transaction():
        first, second = find_actor(connection, kept), find_actor(connection, other)
        for row in (first, second):
            _not_unknown(row, "be merged")
        if first["key"] == second["key"]:
            raise UsageError(f"{_named(first)} and {other!r} are the same actor already")
        one = _anchor(connection, first["key"], kept)
        two = _anchor(connection, second["key"], other)
        text = f"{_named(second)} is {_named(first)}"
        known_as = _known_as(connection, one, two)
        number = write(
            connection, by, "merge", text, actor=one, other=two, identities=_json(known_as)
        )
        derive(connection, _seeds(connection, number))
        return read(connection, number)


def rename(
    connection: Connection,
    actor: str,
    name: str | None,
    by: Signature,
    *,
    wikidata: str | None = None,
    kind: str | None = None,
) -> Correction:
    """Give an actor another name, Wikidata id or kind; the id "none" takes a wrong one away."""
    given = {
        "name": _name(name) if name is not None else None,
        "wikidata": _wikidata(wikidata),
        "kind": one_of(kind, ACTOR_KINDS, "kind") if kind else None,
    }
    if all(value is None for value in given.values()):
        raise UsageError("nothing to change; give a name, a Wikidata id or a kind")
    with connection.transaction():
        row = find_actor(connection, actor)
        _not_unknown(row, "be renamed; use split to say whose its statements are")
        anchor = _anchor(connection, row["key"], actor)
        if given["wikidata"] == "":
            if row["wikidata"] is None:
                raise UsageError(f"{_named(row)} has no Wikidata id that could be taken away")
            given["name"] = given["name"] or row["name"] or row["key"]
        said = [value or f"not {row['wikidata']}" for value in given.values() if value is not None]
        number = write(
            connection,
            by,
            "rename",
            f"{_named(row)} is {', '.join(said)}",
            actor=anchor,
            other=given["wikidata"] or None,
            identities=_json(_known_as(connection, anchor)),
            **given,
        )
        derive(connection, _seeds(connection, number))
        return read(connection, number)


def split(
    connection: Connection,
    actor: str,
    name: str,
    by: Signature,
    *,
    articles: Sequence[str],
    statements: Sequence[str],
    kind: str | None = None,
) -> Correction:
    """Say that statements of an actor are somebody else's, by the name of ``name``."""
    name = _name(name)
    if not articles and not statements:
        raise UsageError("say which statements are somebody else's; give an article or a statement")
    with connection.transaction():
        row = find_actor(connection, actor)
        targets = [_article_target(connection, row, wanted) for wanted in articles]
        targets += [_statement_target(connection, row, wanted) for wanted in statements]
        targets = list(dict.fromkeys(targets))
        if kind is not None:
            kind = one_of(kind, ACTOR_KINDS, "kind")
        elif row["kind"] in ("unknown", "role") and is_full_name(name):
            kind = "person"
        known_as = connection.rows(
            "SELECT identity, named FROM form WHERE actor = ?", (row["key"],)
        )
        identities = sorted({key for pair in known_as for key in pair if key is not None})
        number = 1 + (connection.value("SELECT max(number) FROM correction") or 0)
        what = _counted(len(articles), "article", len(statements), "statement")
        text = f"{_named(row)} is {name} ({split_key(name, number)}) in {what}"
        write(
            connection,
            by,
            "split",
            text,
            actor=row["key"],
            identities=_json(identities),
            name=name,
            kind=kind,
        )
        connection.run_many(
            "INSERT INTO correction_target (correction, article, statement, spans, part) "
            "VALUES (?, ?, ?, ?, ?)",
            [(number, *target) for target in targets],
        )
        _apply(connection, number)
        return read(connection, number)


def undo(connection: Connection, number: int, by: Signature) -> Correction:
    """Take a correction back. It stays in the log."""
    with connection.transaction():
        row = connection.row("SELECT * FROM correction WHERE number = ?", (number,))
        if row is None:
            raise NotFoundError(
                f"there is no correction {number} in {connection.path}; "
                "`wortlaut corrections` lists them"
            )
        if row["undone"] is not None:
            raise UsageError(
                f"correction {number} was undone on {row['undone']} by {row['undone_by']} already; "
                "correct it again if it was right"
            )
        connection.run(
            "UPDATE correction SET undone = ?, undone_by = ? WHERE number = ?",
            (by.made, by.author, number),
        )
        if row["action"] in ACTIONS:
            article = connection.value("SELECT number FROM article WHERE id = ?", (row["article"],))
            derive_forms(connection, rewrite(connection, article))
            return read(connection, number)
        if row["action"] == "split":
            _apply(connection, number)
        derive(connection, _seeds(connection, number))
        return read(connection, number)


def log(
    connection: Connection,
    *,
    article: str | None = None,
    statement: str | None = None,
    limit: int | None = None,
    offset: int = 0,
    newest_first: bool = False,
) -> list[Correction]:
    """The corrections in the order in which they were made, those undone as well."""
    conditions, values = [], []
    if article is not None:
        conditions.append("article = ?")
        values.append(article)
    if statement is not None:
        conditions.append("(statement = ? OR result = ?)")
        values += [statement, statement]
    rows = connection.rows(
        f"SELECT * FROM correction WHERE {' AND '.join(conditions) or '1'} "
        f"ORDER BY number {'DESC' if newest_first else ''} LIMIT ? OFFSET ?",
        (*values, -1 if limit is None else limit, offset),
    )
    return [_correction(row) for row in rows]


# ------------------------------------------------------------------------------- the rows


def write(connection: Connection, by: Signature, action: str, text: str, **more: Any) -> int:
    """Write a correction into the log; its number."""
    values = {"made": by.made, "author": by.author, "action": action, "label": text, **more}
    check_storable(values.values(), "a correction")
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO correction ({columns}) VALUES ({marks})"
    return connection.run(sql, list(values.values()))


def read(connection: Connection, number: int) -> Correction:
    """The correction with this number, which must be there."""
    return _correction(connection.rows("SELECT * FROM correction WHERE number = ?", (number,))[0])


def _correction(row: Row) -> Correction:
    key = split_key(row["name"], row["number"]) if row["action"] == "split" else None
    return Correction(
        row["number"],
        row["made"],
        row["author"],
        row["action"],
        row["label"],
        key,
        row["undone"],
        row["undone_by"],
        row["article"],
        row["result"] or row["statement"],
        json.loads(row["before"]) if row["before"] else None,
        json.loads(row["after"]) if row["after"] else None,
        row["note"],
        bool(row["applies"]),
    )


def _apply(connection: Connection, number: int) -> None:
    """Write the namings of the articles that a split is about anew."""
    changed: set[int] = set()
    for (article,) in connection.rows(
        "SELECT DISTINCT a.number FROM correction_target AS t JOIN article AS a "
        "ON a.id = t.article WHERE t.correction = ?",
        (number,),
    ):
        changed |= write_namings(connection, article)
    derive_forms(connection, changed)


def _known_as(connection: Connection, *identities: str) -> dict[str, list[str]]:
    """The names that Wikidata ids occur with, apart from those of one article only."""
    names = {key: names_of_id(connection, key) for key in identities if is_wikidata(key)}
    return {key: sorted(n for n in found if "@" not in n) for key, found in names.items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _seeds(connection: Connection, number: int) -> set[str]:
    """All identities that a correction names."""
    row = connection.rows("SELECT * FROM correction WHERE number = ?", (number,))[0]
    seeds = {key for key in (row["actor"], row["other"]) if key is not None}
    if row["action"] != "split":
        seeds |= {name for names in remembered(row).values() for name in names}
    return seeds


def _anchor(connection: Connection, key: str, wanted: str) -> str:
    """An identity of the actor that articles bear out: the one that was typed, else its key.

    The key may come from another correction, which may be undone.
    """
    rows = connection.rows("SELECT DISTINCT identity FROM form WHERE actor = ?", (key,))
    found: set[str] = {row[0] for row in rows}
    for likely in (wanted.strip(), wanted.strip().upper(), key):
        if likely in found:
            return likely
    return min(found, key=lambda k: (not is_wikidata(k), len(k), k), default=key)


# ---------------------------------------------------------------------------- what is meant

_Target = tuple[str, str | None, str | None, str | None]


def _article_target(connection: Connection, actor: Row, wanted: str) -> _Target:
    row = _by_prefix(connection, "article", wanted)
    found = connection.value(
        "SELECT 1 FROM form AS f JOIN naming AS n ON n.form = f.number "
        "JOIN statement AS s ON s.number = n.statement WHERE f.actor = ? AND s.article = ?",
        (actor["key"], row["number"]),
    )
    if found is None:
        raise UsageError(f"{_named(actor)} has no statement in article {row['id']}")
    return row["id"], None, None, None


def _statement_target(connection: Connection, actor: Row, wanted: str) -> _Target:
    row = _by_prefix(connection, "statement", wanted)
    parts = connection.rows(
        "SELECT n.part FROM naming AS n JOIN form AS f ON f.number = n.form "
        "WHERE n.statement = ? AND f.actor = ?",
        (row["number"], actor["key"]),
    )
    if not parts:
        raise UsageError(f"statement {row['id']} is not one of {_named(actor)}")
    article = connection.value("SELECT id FROM article WHERE number = ?", (row["article"],))
    part = min((p[0] for p in parts), key=PARTS.index)
    return article, row["id"], row["spans"], part


def _by_prefix(connection: Connection, table: str, wanted: str) -> Row:
    text = storable(wanted.strip())
    if not text:
        raise UsageError(f"an empty id names no {table}; give an id or its first characters")
    exact = connection.rows(f"SELECT * FROM {table} WHERE id = ?", (text,))
    found = exact or connection.rows(
        f"SELECT * FROM {table} WHERE id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 2",
        (text, len(text), text),
    )
    if not found:
        raise NotFoundError(
            f"there is no {table} {text!r} in {connection.path}; "
            "`wortlaut search --actor KEY --format jsonl` lists them with their ids"
        )
    if len(found) > 1:
        raise UsageError(f"{text!r} begins several {table} ids; give more of it")
    row: Row = found[0]
    return row


def _not_unknown(row: Row, what: str) -> None:
    if row["key"] == UNKNOWN:
        raise UsageError(f"those whom nobody can name ({UNKNOWN}) are no actor that can {what}")


def _name(name: str) -> str:
    found = " ".join(name.split())
    if not found:
        raise UsageError("an empty name names nobody; give a name")
    return found


def _wikidata(value: str | None) -> str | None:
    """The id, empty for "none"; None where nothing is said of it."""
    found = (value or "").strip().upper()
    if found == "NONE":
        return ""
    if found and not is_wikidata(found):
        raise UsageError(f"{value!r} is no Wikidata id; give one as in Q7747, or none")
    return found or None


def _named(row: Row) -> str:
    return f"{row['name']} ({row['key']})" if row["name"] else str(row["key"])


def _counted(*parts: Any) -> str:
    pairs: Iterable[tuple[int, str]] = zip(parts[::2], parts[1::2], strict=True)
    return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in pairs if n)
