"""Opening the SQLite file, checking that it is a corpus, and running SQL on it.

Every ``sqlite3`` error becomes a ``CorpusError`` that says what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from wortlaut.corpus.migrations import MIGRATIONS, migrate
from wortlaut.errors import CorpusError

#: "Wort" in ASCII; in the header of every corpus, so that ``file`` and we can tell.
APPLICATION_ID = 0x576F7274
#: How long a writer waits for another one.
BUSY_SECONDS = 30.0
_RETRY_SECONDS = 0.02
MEMORY = ":memory:"
_HEADER = b"SQLite format 3\x00"
Row = sqlite3.Row


class Connection:
    """One SQLite connection: rows out, transactions in, errors translated."""

    def __init__(self, raw: sqlite3.Connection, path: str) -> None:
        self._raw = raw
        self.path = path
        #: Called after each transaction that was committed.
        self.on_commit: Callable[[], None] = lambda: None

    @property
    def changes(self) -> int:
        """How many rows this connection has changed so far."""
        return self._raw.total_changes

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with translated(self.path):
            return self._raw.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, None where there is none."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, None where there is none."""
        found = self.row(sql, values)
        return found[0] if found else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; the number of the row that was inserted, if one was."""
        with translated(self.path):
            return self._raw.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of ``values``."""
        with translated(self.path):
            self._raw.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what happens inside is there for good, or has not happened."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self.on_commit()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads of the same state, whatever others write meanwhile."""
        self.run("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):  # the error that led here says more
            self._raw.execute("ROLLBACK")

    def close(self) -> None:
        with translated(self.path):
            self._raw.close()


def connect(
    path: str | Path, *, create: bool, read_only: bool, clock: Callable[[], str]
) -> Connection:
    """Open the corpus at ``path``; with ``create``, make it where there is none.

    Brings an older corpus up to date unless ``read_only``. Raises ``CorpusError`` where the file
    is missing, no corpus, made by a newer Wortlaut, or cannot be opened.
    """
    name = str(path)
    _check_path(name, create)
    with translated(name):
        raw = _open(name, read_only)
    connection = Connection(raw, name)
    try:
        _check_kind(connection, create)
        if not read_only:
            _prepare(connection, clock)
        else:
            _check_current(connection)
    except BaseException:
        raw.close()
        raise
    return connection


def open_reader(path: str) -> Connection:
    """A connection to a corpus that is open already; it may be handed from thread to thread."""
    with translated(path):
        return Connection(_open(path, True, shared=True), path)


def _check_path(name: str, create: bool) -> None:
    path = Path(name)
    if name == MEMORY:
        return
    if path.exists():
        if not path.is_file():
            raise CorpusError(f"{name} is not a file; give the path of a corpus file")
        _check_header(path)
        return
    if not create:
        raise CorpusError(
            f"there is no corpus at {name}; check the path, or make one with "
            f"`wortlaut ingest INPUT --corpus {name}`"
        )
    if not path.parent.is_dir():
        raise CorpusError(f"{name}: there is no directory {path.parent}; make it first")


def _check_header(path: Path) -> None:
    """SQLite takes a file of a few bytes for an empty one and would write over it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_HEADER))
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be opened ({error.strerror or error}); check its rights"
        ) from error
    if head and head != _HEADER:
        raise CorpusError(f"{path} is not an SQLite file; give the path of a corpus file")


def _open(name: str, read_only: bool, *, shared: bool = False) -> sqlite3.Connection:
    if name == MEMORY or not read_only:
        return _configured(name, uri=False)
    uri = Path(name).absolute().as_uri()
    raw = _configured(f"{uri}?mode=ro", uri=True, shared=shared)
    try:
        raw.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        raw.close()
        # On a read-only medium SQLite cannot make the file beside it that readers share. Nobody
        # writes there, so the file can be read as it is, unless a write-ahead log is left over.
        log = Path(f"{name}-wal")
        beside = any(part in str(error) for part in ("unable to open", "readonly"))
        if not beside or (log.exists() and log.stat().st_size):
            raise
        raw = _configured(f"{uri}?immutable=1", uri=True, shared=shared)
    return raw


def _configured(target: str, *, uri: bool, shared: bool = False) -> sqlite3.Connection:
    raw = sqlite3.connect(
        target,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        uri=uri,
        check_same_thread=not shared,
    )
    raw.row_factory = sqlite3.Row
    raw.execute("PRAGMA foreign_keys = ON")
    return raw


def _check_kind(connection: Connection, create: bool) -> None:
    name = connection.path
    with connection.snapshot():  # another process may be making the corpus right now
        kind = connection.value("PRAGMA application_id")
        version = connection.value("PRAGMA user_version")
        tables = connection.value("SELECT count(*) FROM sqlite_master")
    if kind == APPLICATION_ID:
        newest = len(MIGRATIONS)
        if version > newest:
            raise CorpusError(
                f"{name} was made by a newer Wortlaut (schema {version}, this one knows {newest}); "
                "update Wortlaut"
            )
        return
    if kind or version or tables:
        raise CorpusError(
            f"{name} is an SQLite file of another program, not a Wortlaut corpus; "
            "give another path for the corpus"
        )
    if not create:
        raise CorpusError(
            f"{name} is empty, not a corpus; fill it with `wortlaut ingest INPUT --corpus {name}`"
        )


def _check_current(connection: Connection) -> None:
    version = connection.value("PRAGMA user_version")
    if version < len(MIGRATIONS):
        raise CorpusError(
            f"{connection.path} was made by an older Wortlaut (schema {version}, now "
            f"{len(MIGRATIONS)}) and has to be brought up to date first; "
            f"open it for writing once: `wortlaut ingest INPUT --corpus {connection.path}`"
        )


def _prepare(connection: Connection, clock: Callable[[], str]) -> None:
    """Write-ahead log on, schema up to date. Safe when several processes do it at once."""
    if connection.path != MEMORY:
        _log_ahead(connection)
    # With a write-ahead log this survives any end of the process; a power cut may cost the last
    # articles, never the file.
    connection.run("PRAGMA synchronous = NORMAL")
    if connection.value("PRAGMA user_version") < len(MIGRATIONS):
        migrate(connection, APPLICATION_ID, clock)


def _log_ahead(connection: Connection) -> None:
    """Turn the write-ahead log on, which SQLite refuses at once while another process has the file.

    Its busy timeout does not hold for this change (https://www.sqlite.org/wal.html), so two
    processes that make a corpus at the same moment wait for each other here.
    """
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            if connection.value("PRAGMA journal_mode") != "wal":
                connection.run("PRAGMA journal_mode = WAL")
            return
        except CorpusError as error:
            busy = isinstance(error.__cause__, sqlite3.OperationalError) and "locked" in str(
                error.__cause__
            )
            if not busy or monotonic() > until:
                raise
            sleep(_RETRY_SECONDS)


@contextmanager
def translated(path: str) -> Iterator[None]:
    """``sqlite3`` errors as ``CorpusError``: what happened, where, what to do."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise CorpusError(f"{path}: {error}; open the corpus again, one per thread") from error
    except sqlite3.Error as error:
        raise CorpusError(f"{path}: {_advice(str(error))}") from error


def _advice(message: str) -> str:
    known = {
        "not a database": "is not an SQLite file; give the path of a corpus file",
        "locked": f"another process has been writing for over {BUSY_SECONDS:.0f} seconds; "
        "wait for it, then try again",
        "disk is full": "the disk is full; make room and run the command again, "
        "finished articles are kept",
        "readonly": "the file or its directory cannot be written; check its rights",
        "unable to open": "the file cannot be opened; check its rights and its directory's",
        "malformed": "the file is damaged; restore it from a copy",
    }
    for part, advice in known.items():
        if part in message:
            return advice
    return f"SQLite says: {message}"
