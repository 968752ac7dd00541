"""The corpus: one SQLite file that keeps articles, statements and failures, and finds them.

All SQL of the project is in this package. ``Corpus`` is the door; ``Hit`` and ``SearchResult`` are
what a search gives, ``CorpusInfo`` what a corpus says about itself, ``CorpusActor`` an actor
across its articles, ``Correction`` what a person said of one; ``Facets``, ``Share``, ``Timeline``,
``Companion`` and ``OutletCount`` are what counting gives.
"""

from __future__ import annotations

from wortlaut.corpus.actors import CorpusActor, Participant, Voice
from wortlaut.corpus.corpus import Corpus, CorpusInfo
from wortlaut.corpus.corrections import Correction
from wortlaut.corpus.counts import Companion, Facet, Facets, OutletCount, Share, Timeline
from wortlaut.corpus.search import Hit, SearchResult

__all__ = [
    "Companion",
    "Corpus",
    "CorpusActor",
    "CorpusInfo",
    "Correction",
    "Facet",
    "Facets",
    "Hit",
    "OutletCount",
    "Participant",
    "SearchResult",
    "Share",
    "Timeline",
    "Voice",
]
