"""The search index beside the tables: writing it, and making it anew when stems change."""

from __future__ import annotations

from wortlaut.corpus.connection import Connection
from wortlaut.corpus.rows import article_index_values, statement_index_values
from wortlaut.corpus.stems import fingerprint

_KEY = "stems"


def index_article(connection: Connection, number: int, title: str | None, text: str) -> None:
    """Index an article that has just been written."""
    connection.run(
        "INSERT INTO article_index (rowid, title, text, title_forms, text_forms) "
        "VALUES (?, ?, ?, ?, ?)",
        (number, *article_index_values(title, text)),
    )


def index_statements(connection: Connection, article: int) -> None:
    """Index the statements of the article with this number."""
    rows = connection.rows(
        "SELECT number, text, speaker_name, speaker_mention, on_behalf_of, frame, addressee "
        "FROM statement WHERE article = ? ORDER BY number",
        (article,),
    )
    connection.run_many(
        "INSERT INTO statement_index "
        "(rowid, quote, speaker, frame, quote_forms, speaker_forms, frame_forms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(row["number"], *statement_index_values(row)) for row in rows],
    )


def forget_statements(connection: Connection, article: int) -> None:
    """Take the statements of an article out of the index; they must still be in their table."""
    connection.run(
        "DELETE FROM statement_index "
        "WHERE rowid IN (SELECT number FROM statement WHERE article = ?)",
        (article,),
    )


def index_is_current(connection: Connection) -> bool:
    """Whether the stemmer of this installation gives the stems that the index holds."""
    return bool(connection.value("SELECT value FROM meta WHERE key = ?", (_KEY,)) == fingerprint())


def bring_up_to_date(connection: Connection) -> bool:
    """Index everything anew if another version of the stemmer wrote the index; whether it did."""
    if index_is_current(connection):
        return False
    with connection.transaction():
        if index_is_current(connection):  # another process may have been quicker
            return False
        connection.run("DELETE FROM statement_index")
        connection.run("DELETE FROM article_index")
        for (number,) in connection.rows("SELECT number FROM article ORDER BY number"):
            row = connection.row("SELECT title, text FROM article WHERE number = ?", (number,))
            if row:
                index_article(connection, number, row["title"], row["text"])
            index_statements(connection, number)
        connection.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_KEY, fingerprint()),
        )
    return True
