"""One set of columns for all connections of a process to a corpus file, kept up to date.

The keeper looks at the file through a connection of its own, which never writes: SQLite's
``data_version`` tells it whether anybody else committed anything, in this process or another
(https://www.sqlite.org/pragma.html#pragma_data_version).
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from wortlaut.corpus.connection import MEMORY, Connection, open_reader
from wortlaut.errors import CorpusError

if TYPE_CHECKING:
    from wortlaut.corpus.columns import Columns

#: Loading is to take no more than one part in so many of the time, while others keep writing.
_REST = 10


class Keeper:
    """Keeps the columns of one corpus; threads may ask for them at the same time."""

    def __init__(self, path: str, connection: Connection | None = None) -> None:
        self._path = path
        self._connection = connection  # made when it is needed
        self._own = connection is None
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._version: int | None = None
        self._written = 0  # commits of this process that the keeper was told of
        self._seen = 0
        self._looked = 0.0
        self._cost = 0.0

    def written(self) -> None:
        """Told by the connections of this process when they have committed something."""
        self._written += 1

    def columns(self, max_age: float = 0.0) -> Columns:
        """The columns, at most so many seconds behind what other processes committed.

        What this process committed is in them in any case. While others keep writing, columns
        that take long to load may be older than ``max_age``, unless it is 0: ten times as long
        as they take.
        """
        kept = self._columns
        if kept is not None and self._is_young(max_age):
            return kept
        with self._lock:
            kept = self._columns  # another thread may have been quicker
            if kept is None or not self._is_young(max_age):
                kept = self._look(kept)
        return kept

    def at_hand(self, max_age: float = 0.0) -> Columns | None:
        """The same where columns were loaded before, else None: loading may not be worth it."""
        return None if self._columns is None else self.columns(max_age)

    def close(self) -> None:
        """Close the keeper's own connection."""
        with self._lock:
            self._columns = None
            if self._own and self._connection is not None:
                self._connection.close()
                self._connection = None

    def _is_young(self, max_age: float) -> bool:
        if max_age <= 0 or self._seen != self._written:
            return False
        return monotonic() - self._looked < max(max_age, _REST * self._cost)

    def _look(self, kept: Columns | None) -> Columns:
        from wortlaut.corpus.columns import load

        written = self._written
        start = monotonic()
        connection = self._connection = self._connection or open_reader(self._path)
        # Found before loading: what comes in between is loaded once more, not missed.
        version = connection.value("PRAGMA data_version") if self._own else connection.changes
        if kept is None or version != self._version:
            kept = load(connection)
            self._columns, self._version = kept, version
            self._cost = monotonic() - start
        self._seen, self._looked = written, monotonic()
        return kept

    def __del__(self) -> None:
        with suppress(CorpusError):
            self.close()


_KEEPERS: WeakValueDictionary[tuple[int, str, int], Keeper] = WeakValueDictionary()
_LOCK = threading.Lock()


def keeper_of(connection: Connection) -> Keeper:
    """The keeper of the file that is open; a corpus in memory has one of its own.

    Kept as long as any corpus of the file is.
    """
    if connection.path == MEMORY:
        return Keeper(MEMORY, connection)
    path = Path(connection.path).resolve()
    # By process, as no connection outlives a fork; by file, as another may take its name.
    key = (os.getpid(), str(path), path.stat().st_ino)
    with _LOCK:
        found = _KEEPERS.get(key)
        if found is None:
            found = _KEEPERS[key] = Keeper(str(path))
        return found
