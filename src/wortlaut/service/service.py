"""What a running server has."""

from __future__ import annotations

import threading

from wortlaut.corpus import Corpus
from wortlaut.outlets import Outlet, Outlets
from wortlaut.records import Analysis, Article
from wortlaut.service.access import Access
from wortlaut.service.analyser import Analyser
from wortlaut.service.config import ServiceConfig
from wortlaut.service.corpora import Corpora
from wortlaut.service.drafts import Drafts
from wortlaut.service.jobs import Jobs
from wortlaut.service.rates import Rates


class Service:
    """One corpus, one pipeline, and who may use them. Safe for several threads."""

    def __init__(self, config: ServiceConfig) -> None:
        """Open the corpus (made where it is missing); raises ``CorpusError`` where it cannot be."""
        self.config = config
        self.corpora = Corpora(config.corpus)
        self.analyser = Analyser(config)
        self.access = Access(config)
        self.rates = Rates(config.analyses)
        self.drafts = Drafts()
        self.jobs = Jobs(config, written=self.corpora.written_elsewhere)
        self.outlets = Outlets.load(config.outlets)

    def start(self) -> None:
        """Load the corpus's columns and the model in the background."""

        def warm_up() -> None:
            self.corpora.warm_up()
            self.analyser.warm_up()

        threading.Thread(target=warm_up, name="warm-up", daemon=True).start()

    def stop(self) -> None:
        """End what runs beside the requests; finished articles of a job are kept."""
        self.jobs.close()

    @property
    def corpus(self) -> Corpus:
        """The corpus, for reading in this thread."""
        return self.corpora.reader()

    def keep(self, analysis: Analysis) -> bool:
        """Put an analysis into the corpus; whether it is new there."""
        model = self.analyser.model_version
        with self.corpora.writer() as corpus:
            return corpus.add(analysis, model=model)

    def outlet_of(self, article: Article) -> Outlet | None:
        """What is known of who published an article."""
        provenance = article.provenance
        url = article.url or (provenance.url if provenance else None)
        return self.outlets.of(url, article.outlet)
