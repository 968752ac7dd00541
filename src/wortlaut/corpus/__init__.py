"""The corpus: one SQLite file that keeps articles, statements and failures, and finds them.

All SQL of the project is in this package. ``Corpus`` is the door; ``Hit`` and ``SearchResult`` are
what a search gives, ``CorpusInfo`` what a corpus says about itself, ``CorpusActor`` an actor
across its articles, ``Correction`` what a person said of one or of a
statement, ``NewSpeaker`` whom it names; ``Facets``, ``Share``, ``Timeline``,
``Companion`` and ``OutletCount`` are what counting gives.
"""

from __future__ import annotations

from wortlaut.corpus.actors import CorpusActor, Participant, Voice
from wortlaut.corpus.content_methods import CorpusInfo
from wortlaut.corpus.corpus import Corpus
from wortlaut.corpus.corrections import Correction
from wortlaut.corpus.counts import Companion, Facet, Facets, OutletCount, Share, Timeline
from wortlaut.corpus.search import Hit, SearchResult
from wortlaut.corpus.statement_methods import UNSET, NewSpeaker

__all__ = [
    "UNSET",
    "Companion",
    "Corpus",
    "CorpusActor",
    "CorpusInfo",
    "Correction",
    "Facet",
    "Facets",
    "Hit",
    "NewSpeaker",
    "OutletCount",
    "Participant",
    "SearchResult",
    "Share",
    "Timeline",
    "Voice",
]
