"""The way of an article: read, tag, decode, find roles, name the speakers, link them.

>>> pipeline = Pipeline()
>>> pipeline.analyze("„Es reicht“, sagte Ministerin Anna Kolb.").statements[0].speaker.name
'Anna Kolb'
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from wortlaut.actors import name_speakers
from wortlaut.actors.knowing import KnowledgeBase
from wortlaut.config import PipelineConfig
from wortlaut.errors import WortlautError
from wortlaut.records import Analysis, Article, Document, Failure, Statement
from wortlaut.statements.find import Reading, StatementFinder
from wortlaut.tagger.model import Tagger
from wortlaut.text.document import read_document

_log = logging.getLogger(__name__)


class Pipeline:
    """Finds the statements of articles; pure: the same article gives the same analysis."""

    def __init__(self, config: PipelineConfig | None = None) -> None:
        """Load the model (less than a second). Raises ``ModelError`` where that fails.

        A knowledge base or a table of actors that the settings name is opened too, and must be in
        order (``KnowledgeError``); the shipped one opens with the first statement.
        """
        self.config = config or PipelineConfig()
        self._knowledge: KnowledgeBase | None = None
        if self.config.actors or isinstance(self.config.knowledge, Path):
            self._known()
        # On dev the tagger's names change 2 of 1,038 speakers, for a tenth of the time.
        self._tagger = Tagger(self.config.model, threads=self.config.threads, names=False)
        self._finder = StatementFinder(self._tagger, self.config.mode)

    @property
    def model_version(self) -> str:
        """The version of the model, with the mode where it is not the usual one (build metadata
        of semantic versions: ``1.2.0+precise``); a corpus analyses anew what another one has done.
        """
        version, mode = self._tagger.version, self.config.mode
        if mode == "balanced":
            return version
        return f"{version}{'.' if '+' in version else '+'}{mode}"

    def _known(self) -> KnowledgeBase | None:
        """The knowledge base of the settings, opened once."""
        if self._knowledge is None and self.config.knowledge is not False:
            from wortlaut.knowledge import Knowledge

            path = self.config.knowledge if isinstance(self.config.knowledge, Path) else None
            knowledge = Knowledge.open(path, own=self.config.actors)
            if path is not None:
                knowledge.info()  # a wrong path is found before the first article
            self._knowledge = knowledge
        return self._knowledge

    def analyze(self, article: str | Article) -> Analysis:
        """Analyse one article or text; offsets are code points into it as given."""
        if isinstance(article, str):
            article = Article(source="text", text=article)
        return self.analyze_document(read_document(article))

    def analyze_document(self, document: Document) -> Analysis:
        """Analyse a document whose tokens and sentences are already there."""
        return self._analyze([document])[0]

    def pipe(
        self, articles: Iterable[str | Article | Failure], *, batch_size: int | None = None
    ) -> Iterator[Analysis | Failure]:
        """Analyse a stream, batch by batch, in order; failures from reading pass through.

        An article that fails becomes a ``Failure``; the others are not affected.
        """
        size = batch_size or self.config.batch_size
        stream = iter(articles)
        while batch := list(islice(stream, size)):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[str | Article | Failure]) -> list[Analysis | Failure]:
        results: list[Analysis | Failure | None] = []
        documents: list[Document] = []
        for item in batch:
            if isinstance(item, Failure):
                results.append(item)
                continue
            article = Article(source="text", text=item) if isinstance(item, str) else item
            try:
                documents.append(read_document(article))
                results.append(None)
            except Exception as error:
                results.append(_failure(article, "text", error))
        analyses = iter(self._analyze_or_fail(documents))
        return [next(analyses) if r is None else r for r in results]

    def _analyze_or_fail(self, documents: list[Document]) -> list[Analysis | Failure]:
        try:
            return list(self._analyze(documents))
        except Exception as error:
            if len(documents) == 1:
                return [_failure(documents[0].article, "analysis", error)]
        # one of them fails: find out which, and keep the others
        return [r for document in documents for r in self._analyze_or_fail([document])]

    def _analyze(self, documents: Sequence[Document]) -> list[Analysis]:
        return [
            Analysis(document.article, self._named(document, reading), document.paratext)
            for document, reading in zip(documents, self._finder.read(documents), strict=True)
        ]

    def _named(self, document: Document, reading: Reading) -> tuple[Statement, ...]:
        if not reading.statements:
            return ()
        return name_speakers(document, reading.statements, self._known(), reading.names)


def _failure(article: Article, stage: str, error: Exception) -> Failure:
    if not isinstance(error, WortlautError):
        _log.debug("%s failed at %s", article.source, stage, exc_info=error)
    code = error.code if isinstance(error, WortlautError) else "internal"
    return Failure(article.source, stage, code, str(error) or type(error).__name__)
