"""What servers said of the pages they sent, so that a later run asks only for what changed."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from wortlaut.corpus.rows import storable
from wortlaut.records import Remembered

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection


def recall(connection: Connection, url: str) -> Remembered | None:
    """What is noted of a URL."""
    row = connection.row("SELECT * FROM fetched WHERE url = ?", (storable(url),))
    if row is None:
        return None
    body = None if row["body"] is None else zlib.decompress(row["body"])
    articles = tuple(json.loads(row["articles"]))
    return Remembered(row["etag"], row["last_modified"], row["reader"], articles, body)


def remember(connection: Connection, url: str, known: Remembered, now: str) -> None:
    """Note it; what was noted before is replaced."""
    values = [storable(v) if v else None for v in (known.etag, known.last_modified)]
    body = None if known.body is None else zlib.compress(known.body)
    with connection.transaction():
        connection.run(
            "INSERT OR REPLACE INTO fetched "
            "(url, etag, last_modified, reader, articles, body, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (storable(url), *values, known.reader, json.dumps(known.articles), body, now),
        )
