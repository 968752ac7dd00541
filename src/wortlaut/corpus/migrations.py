"""The schema, as numbered steps. A step that has been released is never changed again.

Each step is a named function; its change and its record in the table ``migration`` are one
transaction, so that a corpus is always at one step or the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wortlaut.corpus.versions import fill_pages

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


def m0004_actors(connection: Connection) -> None:
    """All that records say of speakers and articles; actors across articles; corrections.

    ``form``, ``naming`` and ``actor`` are derived from the statements and the corrections; see
    ``wortlaut.corpus.derive``. They are filled when the corpus is opened for writing.
    """
    for column in (
        "speaker_certainty REAL",
        "speaker_gender TEXT",
        "speaker_party TEXT",
        "speaker_country TEXT",
        "on_behalf_of TEXT",  # JSON: {"name": "…", "kind": "…", …}
        "members TEXT",  # JSON: [{"name": "…", …}]
    ):
        connection.run(f"ALTER TABLE statement ADD COLUMN {column}")
    # JSON: kicker, subtitle, modified, section, keywords, paywall, blocks, provenance, if any.
    connection.run("ALTER TABLE article ADD COLUMN details TEXT NOT NULL DEFAULT '{}'")
    _actor_tables(connection)
    _correction_tables(connection)
    _actor_views(connection)


def _actor_tables(connection: Connection) -> None:
    connection.run(
        """
        CREATE TABLE actor (
            key TEXT PRIMARY KEY,      -- the Wikidata id, or made of the name
            name TEXT,                 -- NULL for those whom nobody can name
            kind TEXT NOT NULL,
            wikidata TEXT,
            gender TEXT,
            party TEXT,
            country TEXT,
            article TEXT,              -- id, where the actor is known in one article only
            spoken INTEGER NOT NULL,   -- statements that it made, alone or with others
            behalf INTEGER NOT NULL,   -- statements that others made on its behalf
            plain TEXT NOT NULL,       -- the name up to case and accents
            stems TEXT NOT NULL,       -- of all its names, to search in
            forms TEXT NOT NULL
        ) WITHOUT ROWID
        """
    )
    connection.run(
        """
        CREATE TABLE form (            -- an actor as articles name it
            number INTEGER PRIMARY KEY,
            identity TEXT NOT NULL,    -- see wortlaut.corpus.identity
            named TEXT,                -- the identity by the name alone
            plain TEXT,
            name TEXT,
            kind TEXT NOT NULL,
            gender TEXT,
            party TEXT,
            country TEXT,
            spoken INTEGER NOT NULL DEFAULT 0,
            behalf INTEGER NOT NULL DEFAULT 0,
            actor TEXT REFERENCES actor (key)
        )
        """
    )
    connection.run(
        """
        CREATE TABLE naming (          -- who takes part in a statement
            statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
            part TEXT NOT NULL,        -- speaker, member (of joint speakers), on_behalf_of
            place INTEGER NOT NULL,    -- from 0; several members may speak
            form INTEGER NOT NULL REFERENCES form (number),
            PRIMARY KEY (statement, part, place)
        ) WITHOUT ROWID
        """
    )
    connection.run("CREATE INDEX naming_form ON naming (form, statement)")
    for column in ("identity", "named", "plain", "actor"):
        connection.run(f"CREATE INDEX form_{column} ON form ({column})")
    connection.run("CREATE INDEX actor_spoken ON actor (spoken DESC, behalf DESC, key)")
    for column in ("plain", "wikidata", "party"):
        connection.run(f"CREATE INDEX actor_{column} ON actor ({column})")


def _correction_tables(connection: Connection) -> None:
    connection.run(
        """
        CREATE TABLE correction (      -- what people said; never deleted
            number INTEGER PRIMARY KEY,
            made TEXT NOT NULL,        -- UTC
            author TEXT NOT NULL,
            action TEXT NOT NULL,      -- merge, split, rename
            actor TEXT NOT NULL,       -- the identity that it is about
            other TEXT,                -- the identity that is the same
            identities TEXT,           -- JSON: what the actor that is split was known as
            name TEXT,                 -- the new name
            kind TEXT,
            wikidata TEXT,
            label TEXT NOT NULL,       -- in words
            undone TEXT,               -- UTC
            undone_by TEXT
        )
        """
    )
    connection.run(
        """
        CREATE TABLE correction_target (   -- the statements that a split is about
            correction INTEGER NOT NULL REFERENCES correction (number),
            article TEXT NOT NULL,     -- id; with no statement: all of the actor's in it
            statement TEXT,            -- id
            spans TEXT,                -- JSON, to find the statement after another analysis
            part TEXT
        )
        """
    )
    connection.run("CREATE INDEX correction_actor ON correction (actor)")
    connection.run("CREATE INDEX correction_other ON correction (other)")
    connection.run("CREATE INDEX correction_article ON correction_target (article)")
    connection.run("CREATE INDEX correction_number ON correction_target (correction)")


def _actor_views(connection: Connection) -> None:
    connection.run("DROP VIEW ledger")
    connection.run(
        """
        CREATE VIEW ledger AS
        SELECT s.id AS statement, s.type, s.medium, s.text,
               coalesce(x.name, s.speaker_name, s.speaker_mention) AS speaker,
               coalesce(x.name, s.speaker_name) AS speaker_name, s.speaker_mention,
               coalesce(x.kind, s.speaker_kind) AS speaker_kind,
               iif(x.key IS NULL, s.speaker_wikidata, x.wikidata) AS speaker_wikidata,
               s.cue, s.frame, s.addressee, s.nested_in, s.confidence, s.spans,
               a.id AS article, a.title, a.outlet, a.day, a.published, a.url, a.source,
               x.key AS actor, x.gender, x.party, x.country, b.name AS on_behalf_of,
               s.speaker_resolved_by AS resolved_by, s.speaker_certainty AS certainty
        FROM statement AS s JOIN article AS a ON a.number = s.article
        LEFT JOIN naming AS n ON n.statement = s.number AND n.part = 'speaker' AND n.place = 0
        LEFT JOIN form AS f ON f.number = n.form LEFT JOIN actor AS x ON x.key = f.actor
        LEFT JOIN naming AS m ON m.statement = s.number AND m.part = 'on_behalf_of' AND m.place = 0
        LEFT JOIN form AS g ON g.number = m.form LEFT JOIN actor AS b ON b.key = g.actor
        """
    )
    connection.run(
        """
        CREATE VIEW voice AS           -- a row for each who takes part in a statement
        SELECT s.id AS statement, n.part, x.key AS actor, x.name, x.kind, x.wikidata, x.gender,
               x.party, x.country, s.type, a.id AS article, a.outlet, a.day
        FROM naming AS n JOIN form AS f ON f.number = n.form JOIN actor AS x ON x.key = f.actor
        JOIN statement AS s ON s.number = n.statement JOIN article AS a ON a.number = s.article
        """
    )


def m0005_versions_copies_raw(connection: Connection) -> None:
    """Versions of a page, copies of a report, what repeats on a site, and the bytes as read.

    All but ``raw`` is derived; see ``wortlaut.corpus.versions``, ``copies`` and ``repeats``.
    """
    for column in (
        "page TEXT",  # the address without what does not matter; NULL where there is none
        "page_time TEXT",  # UTC, orders the versions of a page
        "latest INTEGER NOT NULL DEFAULT 1",
        "signature BLOB",  # of the report, packed; empty where it is too short to compare
        "agencies TEXT NOT NULL DEFAULT '[]'",  # JSON: those that the text names
        "copy_of INTEGER",  # number of the article that its group of copies counts as
        "copy_agency TEXT",
        "repeats TEXT NOT NULL DEFAULT '[]'",  # JSON: spans that repeat across the site
    ):
        connection.run(f"ALTER TABLE article ADD COLUMN {column}")
    # 1: inside what repeats; not counted, not found.
    connection.run("ALTER TABLE statement ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0")
    connection.run("CREATE INDEX article_page ON article (page)")
    connection.run("CREATE INDEX article_copy ON article (copy_of)")
    connection.run(
        """
        CREATE TABLE raw (             -- payloads, kept to prove statements
            digest TEXT PRIMARY KEY,   -- sha256:… of the bytes before packing
            bytes INTEGER NOT NULL,
            body BLOB NOT NULL,        -- packed with zlib
            kept TEXT NOT NULL         -- UTC
        )
        """
    )
    fill_pages(connection)
    connection.run("INSERT OR IGNORE INTO meta VALUES ('unsettled', '')")


def m0006_statement_corrections(connection: Connection) -> None:
    """Corrections of statements, in one log with those of actors; the machine's answer beside."""
    for column in (
        "article TEXT",  # id
        "statement TEXT",  # id, as it was when it was corrected
        "result TEXT",  # id, of what came of it; NULL where it was deleted
        "before TEXT",  # JSON: the statement as it was
        "after TEXT",  # JSON: as it was then
        "changes TEXT",  # JSON: what was said of it
        "note TEXT",
        "applies INTEGER NOT NULL DEFAULT 1",  # 0: the statement is not found any more
    ):
        connection.run(f"ALTER TABLE correction ADD COLUMN {column}")
    connection.run("CREATE INDEX correction_of_article ON correction (article)")
    connection.run("CREATE INDEX correction_statement ON correction (statement)")
    connection.run("CREATE INDEX correction_result ON correction (result)")
    connection.run(
        """
        CREATE TABLE machine_answer (  -- of articles whose statements people corrected
            article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
            statements TEXT NOT NULL   -- JSON: rows of ``statement``
        )
        """
    )


MIGRATIONS: tuple[Step, ...] = (
    m0001_articles_statements_failures,
    m0002_search_index,
    m0003_fetched,
    m0004_actors,
    m0005_versions_copies_raw,
    m0006_statement_corrections,
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
