"""The schema, as numbered steps. A step that has been released is never changed again.

Each step is a named function; its change and its record in the table ``migration`` are one
transaction, so that a corpus is always at one step or the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection

Step = Callable[["Connection"], None]


def m0001_articles_statements_failures(connection: Connection) -> None:
    """The ledger itself. ``number`` is internal; ``id`` is the id of the records."""
    connection.run("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.run(
        """
        CREATE TABLE article (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            title TEXT,
            url TEXT,
            outlet TEXT,
            authors TEXT NOT NULL,     -- JSON: ["…"]
            published TEXT,            -- as the article gives it
            day TEXT,                  -- YYYY-MM-DD, where it can be told from published
            language TEXT NOT NULL,
            text TEXT NOT NULL,
            paratext TEXT NOT NULL,    -- JSON: [{"kind": "…", "spans": [[0, 9]]}]
            model TEXT,                -- version of the model that found the statements
            added TEXT NOT NULL        -- UTC
        )
        """
    )
    connection.run("CREATE INDEX article_outlet ON article (outlet)")
    connection.run("CREATE INDEX article_day ON article (day)")
    connection.run(
        """
        CREATE TABLE statement (
            number INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
            position INTEGER NOT NULL, -- from 0, in the order of the analysis
            id TEXT NOT NULL,
            type TEXT NOT NULL,
            medium TEXT NOT NULL,
            text TEXT NOT NULL,
            spans TEXT NOT NULL,       -- JSON: [[0, 9]], code points into article.text, half open
            speaker_mention TEXT,
            speaker_spans TEXT,
            speaker_name TEXT,
            speaker_kind TEXT NOT NULL,
            speaker_wikidata TEXT,
            speaker_resolved_by TEXT,
            cue TEXT,
            cue_spans TEXT,
            frame TEXT,
            frame_spans TEXT,
            addressee TEXT,
            addressee_spans TEXT,
            nested_in TEXT,            -- id of the statement around it, in the same article
            confidence REAL NOT NULL,
            UNIQUE (article, position),
            UNIQUE (article, id)
        )
        """
    )
    connection.run("CREATE INDEX statement_id ON statement (id)")
    connection.run("CREATE INDEX statement_type ON statement (type)")
    connection.run("CREATE INDEX statement_speaker ON statement (speaker_name)")
    connection.run("CREATE INDEX statement_wikidata ON statement (speaker_wikidata)")
    connection.run(
        """
        CREATE TABLE failure (
            input TEXT PRIMARY KEY,
            stage TEXT NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL
        )
        """
    )
    connection.run(
        """
        CREATE VIEW ledger AS
        SELECT s.id AS statement, s.type, s.medium, s.text,
               coalesce(s.speaker_name, s.speaker_mention) AS speaker,
               s.speaker_name, s.speaker_mention, s.speaker_kind, s.speaker_wikidata,
               s.cue, s.frame, s.addressee, s.nested_in, s.confidence, s.spans,
               a.id AS article, a.title, a.outlet, a.day, a.published, a.url, a.source
        FROM statement AS s JOIN article AS a ON a.number = s.article
        """
    )


def m0002_search_index(connection: Connection) -> None:
    """Full-text search. Words come in stemmed and folded; see ``stems``.

    The tokenizer ``ascii`` cuts at blanks and leaves all letters beyond ASCII alone, so that
    nothing of the index depends on the Unicode tables of an SQLite version.
    """
    connection.run(
        """
        CREATE VIRTUAL TABLE article_index USING fts5 (
            title, text, title_forms, text_forms, tokenize = 'ascii'
        )
        """
    )
    connection.run(
        """
        CREATE VIRTUAL TABLE statement_index USING fts5 (
            quote, speaker, frame, quote_forms, speaker_forms, frame_forms, tokenize = 'ascii'
        )
        """
    )


def m0003_fetched(connection: Connection) -> None:
    """What servers said of the pages they sent: a later run asks only for what has changed."""
    connection.run(
        """
        CREATE TABLE fetched (
            url TEXT PRIMARY KEY,      -- as it was given, or as a feed has it
            etag TEXT,
            last_modified TEXT,
            reader TEXT NOT NULL,      -- version that read it
            articles TEXT NOT NULL,    -- JSON: ids of what was read from it
            body BLOB,                 -- of a feed or sitemap, packed with zlib
            seen TEXT NOT NULL         -- UTC
        ) WITHOUT ROWID
        """
    )


MIGRATIONS: tuple[Step, ...] = (
    m0001_articles_statements_failures,
    m0002_search_index,
    m0003_fetched,
)


def migrate(connection: Connection, application_id: int, clock: Callable[[], str]) -> None:
    """Apply the steps that are missing, each in a transaction of its own."""
    for number, step in enumerate(MIGRATIONS, start=1):
        with connection.transaction():
            # Inside the transaction: another process may have been quicker.
            if connection.value("PRAGMA user_version") >= number:
                continue
            connection.run(f"PRAGMA application_id = {application_id}")
            connection.run(
                "CREATE TABLE IF NOT EXISTS migration "
                "(number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL)"
            )
            step(connection)
            connection.run(
                "INSERT INTO migration VALUES (?, ?, ?)", (number, step.__name__, clock())
            )
            connection.run(f"PRAGMA user_version = {number}")
