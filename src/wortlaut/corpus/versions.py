"""Versions of a page: articles of one address, the latest of which counts.

An article's page is its address without what does not matter (``wortlaut.text.addresses``).
The versions of a page are ordered by when they were captured, else modified, published, or added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wortlaut.corpus.rows import article_of
from wortlaut.records import Analysis, Article, Excerpt
from wortlaut.text.addresses import page_key

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection, Row

UNSETTLED = "unsettled"
"""Key in ``meta`` while articles came of which copies and repeats have not been looked for."""


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One version of a page: its analysis, the time that orders it, whether it is the latest."""

    analysis: Analysis
    time: str
    latest: bool

    @property
    def corrections(self) -> list[Excerpt]:
        """The notices in the text that say what was corrected."""
        text = self.analysis.article.text
        parts = (p for p in self.analysis.paratext if p.kind == "correction")
        return [Excerpt.cut(text, part.spans) for part in parts]


def page_values(article: Article, added: str) -> tuple[str | None, str]:
    """The page of an article and the time that orders its versions, for the columns of that name.

    Times are compared as UTC where they have a zone.
    """
    provenance = article.provenance
    page = page_key(article.url or (provenance.url if provenance else None))
    captured = provenance.captured if provenance else None
    return page, _utc(captured or article.modified or article.published or added)


def _utc(moment: str) -> str:
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if parsed.tzinfo is not None:
        parsed = parsed.astimezone(UTC)
    return parsed.strftime("%Y-%m-%dT%H:%M:%S")


def mark_latest(connection: Connection, page: str | None) -> list[int]:
    """Mark the latest version of a page, the others as older; the numbers that changed."""
    if page is None:
        return []
    rows = connection.rows(
        "SELECT number, latest FROM article WHERE page = ? ORDER BY page_time DESC, id", (page,)
    )
    changed = [(row["number"], i == 0) for i, row in enumerate(rows) if row["latest"] != (i == 0)]
    for number, latest in changed:
        connection.run("UPDATE article SET latest = ? WHERE number = ?", (latest, number))
    return [number for number, _ in changed]


def versions_of(connection: Connection, page: str) -> list[Row]:
    """The articles of a page, oldest first."""
    return connection.rows(
        "SELECT * FROM article WHERE page = ? ORDER BY page_time, id DESC", (page,)
    )


def fill_pages(connection: Connection) -> None:
    """For the articles of an earlier schema: their pages and which version is the latest."""
    pages = set()
    for row in connection.rows("SELECT * FROM article ORDER BY number"):
        page, time = page_values(article_of(row), row["added"])
        connection.run(
            "UPDATE article SET page = ?, page_time = ? WHERE number = ?",
            (page, time, row["number"]),
        )
        pages.add(page)
    for page in pages:
        mark_latest(connection, page)
