"""The table of actors, derived from the forms and the corrections.

Identities (see ``wortlaut.corpus.identity``) are joined where they are the same actor:

- a name and a Wikidata id, where the name occurs with exactly one id, or with several that people
  said are the same. A name that occurs with none keeps the id that an actor by this name had when
  people corrected it: an analysis that knows less undoes no correction;
- a person's name and its genitive ("Anna Sorels"), where the name occurs at least as often;
- what a person said is the same (``merge``), or gave a Wikidata id (``rename``).

What is joined is one row of ``actor``. Nothing of a row depends on the order in which articles
came: it is made from all forms of the actor, and made anew whenever one of them changes. Only
what a change can reach is looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.identity import (
    RULES,
    UNKNOWN,
    article_of_key,
    genitive_of,
    is_full_name,
    is_wikidata,
    plain,
    split_key,
    with_genitive,
)
from wortlaut.corpus.namings import write_namings
from wortlaut.corpus.stems import fingerprint, index_text

_KEY = "actors"
_FACTS = ("gender", "party", "country")
#: The same few names are written again and again.
_indexed = lru_cache(maxsize=4096)(index_text)


def is_current(connection: Connection) -> bool:
    """Whether the actors were derived by the rules of this installation."""
    return bool(connection.value("SELECT value FROM meta WHERE key = ?", (_KEY,)) == _rules())


def bring_up_to_date(connection: Connection) -> bool:
    """Derive all actors anew if other rules derived them, or none; whether it did."""
    if is_current(connection):
        return False
    with connection.transaction():
        if is_current(connection):  # another process may have been quicker
            return False
        for table in ("naming", "form", "actor"):
            connection.run(f"DELETE FROM {table}")
        changed: set[int] = set()
        for (number,) in connection.rows("SELECT number FROM article ORDER BY number"):
            changed |= write_namings(connection, number)
        derive_forms(connection, changed)
        connection.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, _rules()),
        )
    return True


def _rules() -> str:
    return f"{RULES} {fingerprint()}"


def derive_forms(connection: Connection, forms: Iterable[int]) -> None:
    """Bring the actors up to date after these forms gained or lost statements."""
    seeds: set[str] = set()
    for number in forms:
        row = connection.row("SELECT identity, named FROM form WHERE number = ?", (number,))
        if row:
            seeds |= {key for key in row if key is not None}
    derive(connection, seeds)


def derive(connection: Connection, seeds: Iterable[str]) -> None:
    """Bring up to date the actors that have, or had, one of these identities."""
    todo = set(seeds)
    for key in list(todo):
        todo |= {k for k in (genitive_of(key), with_genitive(key)) if k and _occurs(connection, k)}
    before: set[str] = set()
    for key in list(todo):
        before |= _actors_of(connection, key)
    for actor in before:
        rows = connection.rows("SELECT identity, named FROM form WHERE actor = ?", (actor,))
        todo |= {key for row in rows for key in row if key is not None}
    done: set[str] = set()
    for key in sorted(todo):
        if key not in done:
            joined = join(connection, key)
            done |= joined.identities
            _write(connection, joined, before)
    for actor in before:
        connection.run("DELETE FROM form WHERE actor = ? AND spoken + behalf = 0", (actor,))
        if connection.value("SELECT 1 FROM form WHERE actor = ?", (actor,)) is None:
            connection.run("DELETE FROM actor WHERE key = ?", (actor,))


def _occurs(connection: Connection, named: str) -> bool:
    return connection.value("SELECT 1 FROM form WHERE named = ?", (named,)) is not None


def _actors_of(connection: Connection, key: str) -> set[str]:
    rows = connection.rows(
        "SELECT actor FROM form WHERE identity = ?1 UNION SELECT actor FROM form WHERE named = ?1",
        (key,),
    )
    return {row[0] for row in rows if row[0] is not None}


# ------------------------------------------------------------------------ what is joined


@dataclass(slots=True)
class Joined:
    """Identities of one actor.

    ``leading`` are those that the others were merged into; ``said`` is the name, kind and
    Wikidata id that people gave to it.
    """

    identities: set[str]
    key: str
    leading: set[str]
    said: dict[str, str] = field(default_factory=dict)


def join(connection: Connection, start: str) -> Joined:
    """All identities that are one actor with ``start``, and the actor's key."""
    seen = {start}
    todo = [start]
    by_rule: list[tuple[str, str]] = []
    by_people: dict[int, Row] = {}
    while todo:
        key = todo.pop()
        near = _joined_by_rules(connection, key)
        by_rule += [(key, other) for other in near]
        for row in _said_by_people(connection, key):
            by_people[row["number"]] = row
            near |= {k for k in (row["actor"], row["other"]) if k is not None}
        todo += near - seen
        seen |= near
    parts = {key: Joined({key}, key, {key}) for key in seen}
    for one, other in by_rule:
        _unite(parts, one, other)
    for _, row in sorted(by_people.items()):
        if row["other"] is not None:
            _merge(parts, row["actor"], row["other"])
        if row["action"] == "rename":
            _rename(parts[row["actor"]], row)
    return parts[start]


def _unite(parts: dict[str, Joined], one: str, other: str) -> None:
    """Join by a rule: the Wikidata id leads, else the base form, which is shorter."""
    first, second = parts[one], parts[other]
    if first is not second:
        keys = sorted((first.key, second.key), key=lambda k: (not is_wikidata(k), len(k), k))
        leading = first.leading | second.leading
        joined = Joined(first.identities | second.identities, keys[0], leading)
        parts.update(dict.fromkeys(joined.identities, joined))


def _merge(parts: dict[str, Joined], one: str, other: str) -> None:
    """Join because people said so: the first leads; its id, name and kind are kept."""
    first, second = parts[one], parts[other]
    if first is second:
        return
    keys = [first.key, second.key]
    key = next((k for k in keys if is_wikidata(k)), first.key)
    said = dict(first.said)
    if "wikidata" in second.said and not is_wikidata(first.key):
        said.setdefault("wikidata", second.said["wikidata"])
    joined = Joined(first.identities | second.identities, key, first.leading, said)
    parts.update(dict.fromkeys(joined.identities, joined))


def _rename(part: Joined, row: Row) -> None:
    part.said |= {c: row[c] for c in ("name", "kind", "wikidata") if row[c]}
    if row["wikidata"] == "":  # the one that articles give is wrong
        part.said.pop("wikidata", None)
        part.key = split_key(row["name"], row["number"])


def _joined_by_rules(connection: Connection, key: str) -> set[str]:
    if key == UNKNOWN:
        return set()
    if is_wikidata(key):
        names = names_of_id(connection, key)
        for row in _said_by_people(connection, key):
            names |= set(remembered(row).get(key, ()))
        return {named for named in names if key in _one_of_name(connection, named)}
    found = _one_of_name(connection, key)
    for inflected, base in ((key, genitive_of(key)), (with_genitive(key), key)):
        if inflected and base and _is_genitive(connection, inflected, base):
            found.add(base if inflected == key else inflected)
    return found


def names_of_id(connection: Connection, wikidata: str) -> set[str]:
    """The names that occur with a Wikidata id."""
    rows = connection.rows(
        "SELECT DISTINCT named FROM form WHERE identity = ? AND named IS NOT NULL "
        "AND spoken + behalf > 0",
        (wikidata,),
    )
    return {row[0] for row in rows}


def _one_of_name(connection: Connection, named: str) -> set[str]:
    """The ids that a name goes with; none where they are of several actors."""
    ids = _ids_of_name(connection, named)
    return ids if len(ids) < 2 or ids <= _same_by_people(connection, min(ids)) else set()


def _ids_of_name(connection: Connection, named: str) -> set[str]:
    """The Wikidata ids that a name occurs with, else those that corrections knew it by."""
    rows = connection.rows(
        "SELECT DISTINCT identity FROM form WHERE named = ?1 AND identity != ?1 "
        "AND spoken + behalf > 0",
        (named,),
    )
    if rows:
        return {row[0] for row in rows}
    rows = connection.rows(
        "SELECT identities FROM correction WHERE undone IS NULL AND action != 'split' "
        "AND instr(identities, ?) > 0",
        (json.dumps(named, ensure_ascii=False),),
    )
    return {key for row in rows for key, names in remembered(row).items() if named in names}


def remembered(correction: Row) -> dict[str, list[str]]:
    """The names that the ids of a merge or rename occurred with when it was made."""
    found: dict[str, list[str]] = json.loads(correction["identities"] or "{}")
    return found


def _same_by_people(connection: Connection, start: str) -> set[str]:
    seen = {start}
    todo = [start]
    while todo:
        for row in _said_by_people(connection, todo.pop()):
            near = {k for k in (row["actor"], row["other"]) if k is not None} - seen
            todo += near
            seen |= near
    return seen


def _is_genitive(connection: Connection, inflected: str, base: str) -> bool:
    if not _occurs(connection, inflected):
        return False
    counts = [
        connection.value(
            "SELECT coalesce(sum(spoken + behalf), 0) FROM form WHERE named = ?", (key,)
        )
        for key in (inflected, base)
    ]
    return 0 < counts[0] <= counts[1] and not _ids_of_name(connection, inflected)


def _said_by_people(connection: Connection, key: str) -> list[Row]:
    """Merges and renames that name this identity."""
    return connection.rows(
        "SELECT * FROM correction WHERE actor = ?1 AND action != 'split' AND undone IS NULL UNION "
        "SELECT * FROM correction WHERE other = ?1 AND undone IS NULL",
        (key,),
    )


# ------------------------------------------------------------------------- what is written


def _write(connection: Connection, joined: Joined, before: set[str]) -> None:
    """One actor: its row, and the forms that are its own."""
    identities = sorted(joined.identities)
    forms = [
        row
        for key in identities
        for row in connection.rows("SELECT * FROM form WHERE identity = ?", (key,))
    ]
    before |= {row["actor"] for row in forms if row["actor"] is not None}
    alive = [row for row in forms if row["spoken"] + row["behalf"]]
    if not alive:
        return
    facts = _facts(joined, alive)
    names = [facts["name"], *sorted({row["name"] for row in alive} - {facts["name"], None})]
    stems, words = _indexed(*names)
    values = (
        *(facts[column] for column in ("key", "name", "kind", "wikidata", *_FACTS)),
        article_of_key(facts["key"]) if len(identities) == 1 else None,
        sum(row["spoken"] for row in alive),
        sum(row["behalf"] for row in alive),
        plain(facts["name"] or ""),
        stems,
        words,
    )
    # No INSERT OR REPLACE: that deletes the row, and forms still refer to it.
    connection.run(
        "INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO "
        "UPDATE SET (name, kind, wikidata, gender, party, country, article, spoken, behalf, "
        "plain, stems, forms) = (excluded.name, excluded.kind, excluded.wikidata, "
        "excluded.gender, excluded.party, excluded.country, excluded.article, excluded.spoken, "
        "excluded.behalf, excluded.plain, excluded.stems, excluded.forms)",
        values,
    )
    connection.run_many(
        "UPDATE form SET actor = ? WHERE number = ?",
        [(facts["key"], row["number"]) for row in alive if row["actor"] != facts["key"]],
    )


def _facts(joined: Joined, forms: Sequence[Row]) -> dict[str, Any]:
    """Key, name, kind and what else is known: what most forms say, then what people said."""
    leading = [row for row in forms if row["identity"] in joined.leading]
    facts: dict[str, Any] = {
        column: _most(leading, column) or _most(forms, column) for column in ("kind", *_FACTS)
    }
    facts["key"] = joined.key
    facts["wikidata"] = joined.key if is_wikidata(joined.key) else None
    facts["name"] = _name(leading) or _name(forms)
    facts |= joined.said
    if "wikidata" in joined.said:
        facts["key"] = joined.said["wikidata"]
    return facts


def _most(forms: Sequence[Row], column: str) -> Any:
    """What most statements have in this column; the first by the alphabet of equals."""
    counts: Counter[str] = Counter()
    for row in forms:
        if row[column] is not None:
            counts[row[column]] += row["spoken"] + row["behalf"]
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _name(forms: Sequence[Row]) -> Any:
    """The commonest full name that is no genitive; where there is none, the commonest name."""
    named = [row for row in forms if row["name"]]
    full = [row for row in named if is_full_name(row["name"])] or named
    words = {row["plain"] for row in full}
    inflected = {word for word in words if word.endswith("s") and word[:-1] in words}
    return _most([row for row in full if row["plain"] not in inflected], "name")
