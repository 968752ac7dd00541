"""Statements on a spaCy ``Doc``: the component ``wortlaut`` (extra ``wortlaut[spacy]``).

::

    nlp = spacy.blank("de")
    nlp.add_pipe("wortlaut")
    doc = nlp("„Wir bauen weiter“, sagte Bürgermeisterin Ines Tabor.")
    doc._.statements[0].speaker.text  # records, offsets into doc.text
    doc.spans["statements"][0].label_  # the same as spans over spaCy's tokens

spaCy finds the component by its entry point; nothing has to be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn, Protocol

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as TokenSpan

from wortlaut.config import PipelineConfig
from wortlaut.errors import RecordError, WortlautError
from wortlaut.records import Analysis, Article, Failure, Span, Statement

SPANS_KEY = "statements"
_USER_DATA_KEY = "wortlaut"
ErrorHandler = Callable[[str, Any, list[Doc], Exception], None]


class _Analyser(Protocol):
    """What the component needs of ``wortlaut.Pipeline``."""

    def analyze(self, article: Article) -> Analysis: ...

    def pipe(
        self, articles: Iterable[Article], *, batch_size: int
    ) -> Iterator[Analysis | Failure]: ...


def _raise(name: str, component: Any, docs: list[Doc], error: Exception) -> NoReturn:
    raise error


class StatementComponent:
    """Puts the statements of a document on it, one document or a stream at a time.

    ``doc._.statements`` is a list of ``Statement`` records whose offsets are code points into
    ``doc.text``. ``doc.spans["statements"]`` holds one span for each of their stretches, widened
    to whole tokens, with the type as its label and the statement's id as its id. An article that
    cannot be analysed raises ``WortlautError``, or goes to the error handler set on ``nlp``.
    """

    def __init__(self, pipeline: _Analyser, *, name: str = "wortlaut", batch_size: int = 8) -> None:
        self.pipeline = pipeline
        self.name = name
        self.batch_size = batch_size
        self._error_handler: ErrorHandler = _raise

    def __call__(self, doc: Doc) -> Doc:
        article = _article(doc)
        return _annotate(doc, self.pipeline.analyze(article) if article else None)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Annotate a stream of documents, in order; ``nlp.pipe`` calls this.

        ``batch_size`` is how many documents are held at a time, the component's own is how many
        go through the model together.
        """
        docs = iter(stream)
        while batch := list(islice(docs, batch_size or self.batch_size)):
            articles = [_article(doc) for doc in batch]
            results = self.pipeline.pipe(filter(None, articles), batch_size=self.batch_size)
            for doc, article in zip(batch, articles, strict=True):
                result = next(results) if article else None
                if isinstance(result, Failure):
                    self._error_handler(self.name, self, [doc], WortlautError(str(result)))
                else:
                    yield _annotate(doc, result)

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        """What to do with a document that cannot be analysed; ``nlp.set_error_handler`` calls it.

        A handler that does not raise drops the document from the stream, as spaCy does.
        """
        self._error_handler = error_handler

    def get_error_handler(self) -> ErrorHandler:
        return self._error_handler


def create_component(
    nlp: Language, name: str, model: str | None, batch_size: int, threads: int
) -> StatementComponent:
    """The factory behind ``nlp.add_pipe("wortlaut", config={…})``; loads the model."""
    from wortlaut.pipeline import Pipeline

    config = PipelineConfig(
        batch_size=batch_size, threads=threads, model=Path(model) if model else None
    )
    return StatementComponent(Pipeline(config), name=name, batch_size=batch_size)


def _article(doc: Doc) -> Article | None:
    """The document as an article; None where it holds no text and so no statement."""
    return Article(source="spacy", text=doc.text) if doc.text.strip() else None


def _annotate(doc: Doc, analysis: Analysis | None) -> Doc:
    statements = analysis.statements if analysis else ()
    # Plain data, so that a document survives Doc.to_bytes, DocBin and several processes.
    doc.user_data[_USER_DATA_KEY] = [statement.to_dict() for statement in statements]
    spans = [
        _token_span(doc, statement, span) for statement in statements for span in statement.spans
    ]
    doc.spans[SPANS_KEY] = SpanGroup(doc, name=SPANS_KEY, spans=spans)
    return doc


def _token_span(doc: Doc, statement: Statement, span: Span) -> TokenSpan:
    found = doc.char_span(
        span.start,
        span.end,
        label=statement.type,
        span_id=statement.id,
        alignment_mode="expand",
    )
    if found is None:
        raise RecordError(f"{span} of statement {statement.id} covers no token of the document")
    return found


def _statements(doc: Doc) -> list[Statement]:
    data = doc.user_data.get(_USER_DATA_KEY)
    article = _article(doc)
    if not data or article is None:
        return []
    return list(Analysis.from_dict({"article": article.to_dict(), "statements": data}).statements)


# Registered when spaCy asks for the entry point: spaCy has no other place for either.
Doc.set_extension("statements", getter=_statements, force=True)
Language.factory(
    "wortlaut",
    default_config={"model": None, "batch_size": 8, "threads": 1},
    assigns=["doc._.statements", "doc.spans"],
    func=create_component,
)
