"""What repeats across the articles of one site: its own boilerplate, marked as paratext.

The marks are derived from what is in the corpus, not from the order in which it came: they are
made anew for a whole site whenever articles of it came. A statement inside what repeats is hidden:
it is not found, not counted, and has no speaker.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wortlaut.corpus.derive import derive_forms
from wortlaut.corpus.namings import write_namings
from wortlaut.text.repeats import find_repeats, normalised

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection, Row

KIND = "repeated"
LONGEST = 320
"""A longer paragraph is background that a newsroom uses again, and stays."""
_LEAST = 4  # articles of a site, below which nothing is said to repeat


def sites_of(connection: Connection, articles: list[str] | None = None) -> list[str]:
    """The sites (hosts of pages) of these articles, of all of them unless given."""
    rows = connection.rows(
        "SELECT DISTINCT substr(page, 1, instr(page || '/', '/') - 1) AS site FROM article "
        "WHERE page IS NOT NULL"
        + ("" if articles is None else f" AND id IN ({', '.join('?' * len(articles))})")
        + " ORDER BY site",
        tuple(articles or ()),
    )
    return [row[0] for row in rows]


def mark_repeats(connection: Connection, site: str) -> int:
    """Mark what repeats across the latest articles of a site; how many articles changed.

    Copies of a report count once, so that syndication is no boilerplate.
    """
    rows = connection.rows(
        "SELECT number, text, repeats, copy_of FROM article WHERE latest "
        "AND (page = ?1 OR (page > ?1 || '/' AND page < ?1 || '0')) ORDER BY number",
        (site,),
    )
    repeats: dict[str, int] = {}
    if len(rows) >= _LEAST:
        originals = [r for r in rows if r["copy_of"] in (None, r["number"])]
        repeats = find_repeats([text for _, _, text in _lines(row["text"])] for row in originals)
    changed = 0
    for row in rows:
        spans = [[a, b] for a, b, line in _lines(row["text"]) if normalised(line) in repeats]
        if spans != json.loads(row["repeats"]):
            _hide(connection, row, spans)
            changed += 1
    return changed


def _lines(text: str) -> list[tuple[int, int, str]]:
    """The lines of a text that may be boilerplate: the headline and long ones are none."""
    found = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        if number and bare and len(bare) <= LONGEST:
            begin = start + line.index(bare)
            found.append((begin, begin + len(bare), bare))
        start += len(line) + 1
    return found


def _hide(connection: Connection, row: Row, spans: list[list[int]]) -> None:
    number = row["number"]
    with connection.transaction():
        connection.run(
            "UPDATE article SET repeats = ? WHERE number = ?", (json.dumps(spans), number)
        )
        hide_statements(connection, number)
        derive_forms(connection, write_namings(connection, number))


def hide_statements(connection: Connection, number: int) -> None:
    """Mark which statements of an article lie inside what repeats."""
    repeats = json.loads(
        connection.value("SELECT repeats FROM article WHERE number = ?", (number,)) or "[]"
    )
    for statement in connection.rows(
        "SELECT number, spans FROM statement WHERE article = ?", (number,)
    ):
        inside = bool(repeats) and all(
            any(a <= start and end <= b for a, b in repeats)
            for start, end in json.loads(statement["spans"])
        )
        connection.run(
            "UPDATE statement SET hidden = ? WHERE number = ?", (inside, statement["number"])
        )
