"""The corpus: one SQLite file that keeps articles, statements and failures, and finds them.

All SQL of the project is in this package. ``Corpus`` is the door; ``Hit`` and ``SearchResult`` are
what a search gives, ``CorpusInfo`` what a corpus says about itself, ``CorpusActor`` an actor
across its articles, ``Correction`` what a person said of one.
"""

from __future__ import annotations

from wortlaut.corpus.actors import CorpusActor, Participant, Voice
from wortlaut.corpus.corpus import Corpus, CorpusInfo
from wortlaut.corpus.corrections import Correction
from wortlaut.corpus.search import Hit, SearchResult

__all__ = [
    "Corpus",
    "CorpusActor",
    "CorpusInfo",
    "Correction",
    "Hit",
    "Participant",
    "SearchResult",
    "Voice",
]
