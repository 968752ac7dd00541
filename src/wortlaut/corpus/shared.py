"""One set of columns for all connections of a process to a corpus file, kept up to date.

The keeper looks at the file through a connection of its own, which never writes: SQLite's
``data_version`` tells it whether anybody else committed anything, in this process or another
(https://www.sqlite.org/pragma.html#pragma_data_version).
"""

from __future__ import annotations

import logging
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

_LOG = logging.getLogger(__name__)
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
        self._written = self._seen = object()  # another one after each commit of this process
        self._looked = 0.0
        self._cost = 0.0
        self._loader: threading.Thread | None = None

    def written(self) -> None:
        """Told after a commit of this process that is to be seen at once."""
        self._written = object()

    def columns(self, max_age: float = 0.0) -> Columns:
        """The columns, so many seconds behind what others committed.

        With 0 they are up to date. Else they are looked after in the background, once they are
        older than ``max_age`` or than ten times what loading takes, whichever is longer; who asks
        gets the old ones until the new ones are there, and waits only where they are more than
        twice as old. What the keeper was told of (``written``) is in them in any case.
        """
        kept = self._columns
        if kept is not None and max_age > 0 and self._seen is self._written:
            age, limit = monotonic() - self._looked, max(max_age, _REST * self._cost)
            if age < limit:
                return kept
            if age < 2 * limit and self._own:
                self._look_in_background()
                return kept
        return self._look()

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

    def _look(self) -> Columns:
        """See whether the file has changed since the columns were loaded; load them if so."""
        from wortlaut.corpus.columns import load

        asked = monotonic()
        with self._lock:
            kept = self._columns
            if kept is not None and self._looked >= asked and self._seen is self._written:
                return kept  # another thread has just looked
            written, start = self._written, monotonic()
            connection = self._connection = self._connection or open_reader(self._path)
            # Found before loading: what comes in between is loaded once more, not missed.
            version = connection.value("PRAGMA data_version") if self._own else connection.changes
            if kept is None or version != self._version:
                kept = load(connection)
                self._columns, self._version = kept, version
                self._cost = monotonic() - start
            self._seen, self._looked = written, start
            return kept

    def _look_in_background(self) -> None:
        if self._loader is None or not self._loader.is_alive():
            self._loader = threading.Thread(target=self._try_to_look, daemon=True)
            self._loader.start()

    def _try_to_look(self) -> None:
        try:
            self._look()
        except CorpusError as error:  # who asks next is told
            _LOG.warning("the columns of %s could not be brought up to date: %s", self._path, error)

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
