"""What became of a statement: from any id that it ever had to the one that it has by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wortlaut.corpus.amendments import ACTIONS, origins_of
from wortlaut.corpus.rows import storable
from wortlaut.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wortlaut.corpus.connection import Connection, Row

_MARKS = ", ".join("?" * len(ACTIONS))


def statement_row(connection: Connection, wanted: str) -> Row:
    """The row of a statement by its id, an id from before a correction, or a prefix of either.

    Raises ``NotFoundError`` where there is none (any more), saying why; ``UsageError`` where
    several begin so.
    """
    text = storable(wanted.strip())
    if not text:
        raise UsageError("an empty id names no statement; give an id or its first characters")
    exact = connection.rows("SELECT * FROM statement WHERE id = ?", (text,))
    if exact:
        row: Row = exact[0]
        return row
    rows = connection.rows(
        "SELECT * FROM statement WHERE id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 2",
        (text, len(text), text),
    )
    found = {row["id"]: row for row in rows}
    gone = []
    for article, old in _earlier_ids(connection, text):
        now, why = _became(connection, article, old)
        if now is None:
            gone.append(why)
        else:
            row = connection.rows("SELECT * FROM statement WHERE id = ?", (now,))[0]
            found[now] = row
    if len(found) > 1:
        raise UsageError(f"{text!r} begins several statement ids; give more of it")
    if not found:
        raise NotFoundError(
            gone[0]
            if gone
            else f"there is no statement {text!r} in {connection.path}; "
            "`wortlaut search --format jsonl` lists statements with their ids"
        )
    return next(iter(found.values()))


def _earlier_ids(connection: Connection, prefix: str) -> list[tuple[str, str]]:
    """Articles, and ids in the log of corrections that begin so."""
    rows = connection.rows(
        "SELECT article, statement AS id FROM correction UNION "
        "SELECT article, result FROM correction UNION "
        "SELECT article, json_extract(after, '$.id') FROM correction"
    )
    return [(r["article"], r["id"]) for r in rows if r["id"] and r["id"].startswith(prefix)]


def _became(connection: Connection, article: str, old: str) -> tuple[str | None, str]:
    """The id that a statement has by now; None, and why, where it has none."""
    rows = connection.rows(
        "SELECT *, json_extract(after, '$.id') AS made_id FROM correction WHERE article = ? "
        f"AND action IN ({_MARKS}) ORDER BY number",
        (article, *ACTIONS),
    )
    origins = origins_of(rows)
    last = [r for r in rows if old in (r["statement"], r["result"], r["made_id"])][-1]
    origin = origins[last["number"]]
    own = [r for r in rows if origins[r["number"]] == origin]
    return _last_word(connection, old, origin, own)


def _last_word(
    connection: Connection, old: str, origin: str, rows: Sequence[Row]
) -> tuple[str | None, str]:
    live = [r for r in rows if r["undone"] is None and r["applies"]]
    now = live[-1]["result"] if live else origin
    if live and now is None:
        by = live[-1]
        return None, (
            f"statement {old} was deleted by correction {by['number']} ({by['author']}, "
            f"{by['made']}); `wortlaut corrections undo {by['number']}` brings it back"
        )
    if connection.value("SELECT 1 FROM statement WHERE id = ?", (now,)):
        return now, ""
    if origin.startswith("+"):
        return None, f"statement {old} was added by correction {origin[1:]}, which was undone"
    return (
        None,
        f"there is no statement {old} any more; the model that read the article last "
        "does not find it",
    )
