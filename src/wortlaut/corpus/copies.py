"""Which articles are one report: signatures and groups, as ``wortlaut.trace`` finds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptReport:
    """What is kept of an article's report: its packed signature and the agencies that it names.

    ``group`` is the id of the article that its group counts as, None where it is in none.
    """

    article: str
    signature: bytes
    published: str | None
    agencies: tuple[str, ...]
    group: str | None


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """Articles that are one report: their ids oldest first, the one that counts, the agency."""

    articles: tuple[str, ...]
    original: str
    agency: str | None


def without_signature(connection: Connection) -> list[str]:
    """Ids of articles whose report has not been looked at."""
    rows = connection.rows("SELECT id FROM article WHERE signature IS NULL ORDER BY number")
    return [row[0] for row in rows]


def sign(connection: Connection, found: Iterable[tuple[str, bytes, Sequence[str]]]) -> None:
    """Keep signatures (empty for a report too short to compare) and agencies of articles."""
    with connection.transaction():
        for article, signature, agencies in found:
            connection.run(
                "UPDATE article SET signature = ?, agencies = ? WHERE id = ?",
                (signature, json.dumps(list(agencies), ensure_ascii=False), article),
            )


def signed(connection: Connection) -> list[KeptReport]:
    """The reports that can be compared: of the latest versions, long enough."""
    rows = connection.rows(
        "SELECT a.id, a.signature, a.published, a.agencies, o.id AS original "
        "FROM article AS a LEFT JOIN article AS o ON o.number = a.copy_of "
        "WHERE length(a.signature) > 0 AND a.latest ORDER BY a.number"
    )
    return [KeptReport(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4]) for row in rows]


def set_groups(connection: Connection, groups: Iterable[KeptGroup]) -> None:
    """Replace all groups."""
    with connection.transaction():
        connection.run(
            "UPDATE article SET copy_of = NULL, copy_agency = NULL WHERE copy_of IS NOT NULL"
        )
        for group in groups:
            for article in group.articles:
                connection.run(
                    "UPDATE article SET copy_agency = ?, "
                    "copy_of = (SELECT number FROM article WHERE id = ?) WHERE id = ?",
                    (group.agency, group.original, article),
                )


def groups(connection: Connection) -> list[KeptGroup]:
    """All groups, the largest first."""
    rows = connection.rows(
        "SELECT o.id AS original, a.id, a.copy_agency FROM article AS a "
        "JOIN article AS o ON o.number = a.copy_of "
        "ORDER BY o.number, coalesce(a.published, '9999'), a.id"
    )
    found: dict[str, list[str]] = {}
    agency: dict[str, str | None] = {}
    for original, article, name in rows:
        found.setdefault(original, []).append(article)
        agency[original] = name
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [KeptGroup(tuple(ids), original, agency[original]) for original, ids in ordered]
