"""The corpus of a server: a reader a thread, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wortlaut.corpus import Corpus

MAX_AGE = 2.0


class Corpora:
    """Connections to one corpus file, which is made where it is missing.

    Reading never waits for writing, also that of other processes (write-ahead log). Counts show
    at once what this process wrote, and what others wrote within ``MAX_AGE`` seconds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers = threading.local()
        self._writing = threading.Lock()
        Corpus(path, create=True).close()  # also brings an older one up to date
        # While one corpus is open, the columns that are counted on stay in memory.
        self._kept = Corpus(path, read_only=True, max_age=MAX_AGE)

    def warm_up(self) -> None:
        """Load what is counted on, so that the first request need not wait."""
        with Corpus(self.path, read_only=True, max_age=MAX_AGE) as corpus:
            corpus.load()

    def written_elsewhere(self) -> None:
        """Say that a process of ours has written: the next answer has it, however old it may be."""
        self._kept.written_elsewhere()

    def reader(self) -> Corpus:
        """This thread's connection for reading; it stays open."""
        corpus: Corpus | None = getattr(self._readers, "corpus", None)
        if corpus is None:
            corpus = Corpus(self.path, read_only=True, max_age=MAX_AGE)
            self._readers.corpus = corpus
        return corpus

    @contextmanager
    def writer(self) -> Iterator[Corpus]:
        """A connection for writing; others of this process wait meanwhile."""
        with self._writing, Corpus(self.path) as corpus:
            yield corpus
