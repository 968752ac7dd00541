"""The part of ``Corpus`` that says what is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from wortlaut.corpus.connection import Connection

if TYPE_CHECKING:
    from wortlaut.corpus.columns import Columns


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """What is in a corpus. ``models``: articles by the model version that analysed them."""

    path: str
    bytes: int
    schema: int
    sqlite: str
    articles: int
    statements: int
    failures: int
    older_versions: int
    copies: int
    raw_pages: int
    outlets: int
    speakers: int
    first_day: str | None
    last_day: str | None
    types: Mapping[str, int]
    models: Mapping[str | None, int]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class ContentMethods:
    """Mixed into ``Corpus``."""

    _db: Connection
    path: str

    if TYPE_CHECKING:

        def _at_hand(self) -> Columns | None: ...

    def counts(self) -> dict[str, int]:
        """How many articles, statements and failures there are.

        Versions of a page are one article; what repeats across a site makes no statements.
        """
        columns = self._at_hand()
        if columns is not None:
            return {
                "articles": int(columns.articles.latest.sum()),
                "statements": int(columns.latest.sum()),
                "failures": self._db.value("SELECT count(*) FROM failure"),
            }
        tables = {
            "articles": "article AS a WHERE a.latest",
            "statements": "statement AS s JOIN article AS a ON a.number = s.article "
            "WHERE a.latest AND NOT s.hidden",
            "failures": "failure",
        }
        with self._db.snapshot():
            return {
                name: self._db.value(f"SELECT count(*) FROM {table}")
                for name, table in tables.items()
            }

    def info(self) -> CorpusInfo:
        """What is in the corpus, by type, model and day, and what file it is."""
        value = self._db.value
        columns = self._at_hand()
        contents = columns.remembered("info", self._contents) if columns else self._contents()
        return CorpusInfo(
            path=self.path,
            bytes=value("PRAGMA page_count") * value("PRAGMA page_size"),
            schema=value("PRAGMA user_version"),
            sqlite=sqlite3.sqlite_version,
            raw_pages=value("SELECT count(*) FROM raw"),
            **(self.counts() | contents),
        )

    def _contents(self) -> dict[str, Any]:
        """What has to be counted over all articles, which takes a while where there are many."""
        value, rows = self._db.value, self._db.rows
        by_type = rows("SELECT type, count(*) FROM statement GROUP BY type ORDER BY type")
        by_model = rows("SELECT model, count(*) FROM article GROUP BY model ORDER BY model")
        return {
            "older_versions": value("SELECT count(*) FROM article WHERE NOT latest"),
            "copies": value("SELECT count(*) FROM article WHERE copy_of != number"),
            "outlets": value("SELECT count(DISTINCT outlet) FROM article"),
            "speakers": value("SELECT count(*) FROM actor WHERE spoken > 0 AND name IS NOT NULL"),
            "first_day": value("SELECT min(day) FROM article"),
            "last_day": value("SELECT max(day) FROM article"),
            "types": {row[0]: row[1] for row in by_type},
            "models": {row[0]: row[1] for row in by_model},
        }
