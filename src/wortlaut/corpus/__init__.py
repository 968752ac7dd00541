"""The corpus: one SQLite file that keeps articles, statements and failures, and finds them.

All SQL of the project is in this package. ``Corpus`` is the door; ``Hit`` and ``SearchResult`` are
what a search gives, ``CorpusInfo`` what a corpus says about itself.
"""

from __future__ import annotations

from wortlaut.corpus.corpus import Corpus, CorpusInfo
from wortlaut.corpus.search import Hit, SearchResult

__all__ = ["Corpus", "CorpusInfo", "Hit", "SearchResult"]
