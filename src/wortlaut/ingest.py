"""From inputs to the corpus: read, analyse, keep, one article at a time.

What is in the corpus already is passed over, so a run that was stopped, even by ``kill -9``,
is resumed by running it again. With several jobs worker processes analyse and this process alone
writes, in the order of the inputs: what ends up in the corpus does not depend on their number.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Protocol

from wortlaut.errors import RecordError, UsageError, WortlautError
from wortlaut.records import Analysis, Article, Failure
from wortlaut.trace.settle import settle

if TYPE_CHECKING:
    from wortlaut.corpus import Corpus

_LOG = logging.getLogger(__name__)
BATCH_SIZE = 8
#: A worker gets so many batches at once: enough to keep it busy, few enough to lose little.
_BATCHES = 4
#: Chunks in flight per worker.
_AHEAD = 2
#: Inputs in a chunk per article to analyse, so that passing over known ones shows progress.
_PASSED_OVER = 8
#: When so many articles in a row end their worker, it is not the articles.
_DEATHS = 5


class StreamingPipeline(Protocol):
    """What analyses: an ``Analysis`` or a ``Failure`` for each article, in their order."""

    def pipe(
        self, articles: Iterable[Article], *, batch_size: int
    ) -> Iterator[Analysis | Failure]: ...


PipelineFactory = Callable[[], StreamingPipeline]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came of the inputs: articles added, articles that were there, and failures."""

    added: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()

    @property
    def done(self) -> int:
        """How many inputs there were."""
        return self.added + self.unchanged + len(self.failures)

    def __str__(self) -> str:
        parts = f"{self.added} added, {self.unchanged} unchanged, {len(self.failures)} failed"
        return f"{self.done} article{'' if self.done == 1 else 's'}: {parts}"


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest has come: articles added, unchanged and failed so far.

    ``failure`` is that of the input just done, if it failed.
    """

    added: int
    unchanged: int
    failed: int
    failure: Failure | None = None

    @property
    def done(self) -> int:
        return self.added + self.unchanged + self.failed


def ingest(
    inputs: Iterable[Article | Failure],
    corpus: Corpus,
    pipeline: StreamingPipeline,
    *,
    model: str | None = None,
    jobs: int = 1,
    pipeline_factory: PipelineFactory | None = None,
    batch_size: int = BATCH_SIZE,
    progress: Callable[[IngestProgress], None] | None = None,
) -> IngestReport:
    """Analyse ``inputs`` and keep them in ``corpus``, each article in a transaction of its own.

    Articles that the same ``model`` version has analysed are passed over; ``model`` is that of
    the pipeline (its ``model_version``) unless given. With ``jobs`` > 1, ``pipeline_factory``
    makes a pipeline in each worker process: a function at the top level of a module, or a
    ``functools.partial`` of one. A worker that dies takes one article with it, which becomes a
    ``Failure``. ``progress`` is called after each input.

    In the end the corpus is settled: copies of one report are grouped, and what repeats across a
    site is marked (``wortlaut.trace.settle``).

    Raises ``UsageError`` for ``jobs`` without a factory, ``CorpusError`` where the corpus cannot
    be written; what was kept before stays.

    >>> with Corpus.open("news.db", create=True) as corpus:  # doctest: +SKIP
    ...     print(ingest(read_inputs(["pages/"]), corpus, Pipeline()))
    12 articles: 11 added, 0 unchanged, 1 failed
    """
    if jobs < 1 or batch_size < 1:
        raise UsageError("jobs and batch_size are whole numbers from 1 up")
    if model is None:
        model = getattr(pipeline, "model_version", None)
    keeper = _Keeper(corpus, model, progress)
    chunks = _chunks(inputs, keeper, batch_size * _BATCHES)
    if jobs == 1:
        for chunk in chunks:
            keeper.keep(chunk, pipeline.pipe(_to_do(chunk), batch_size=batch_size))
    else:
        if pipeline_factory is None:
            raise UsageError("several jobs need a pipeline_factory; give one, or jobs=1")
        workers = _Workers(jobs, pipeline_factory, batch_size)
        with workers:
            for chunk, results in workers.run(chunks):
                keeper.keep(chunk, iter(results))
    report = keeper.report()
    settle(corpus)
    return report


# --------------------------------------------------------------------------- one process

Chunk = list[Article | Failure | None]
"""Inputs in their order; None for an article that need not be analysed."""


@dataclass(slots=True)
class _Keeper:
    """Writes results and counts them."""

    corpus: Corpus
    model: str | None
    progress: Callable[[IngestProgress], None] | None
    added: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    _old: dict[str, set[str]] = field(default_factory=dict)
    _over: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # A failure "FILE:LINE" or "FILE#RECORD" of an earlier run is over when FILE is read again
        # without it.
        for failure in self.corpus.failures():
            file, _, line = failure.input.rpartition(":")
            source = file if file and line.isdecimal() else failure.input
            self._old.setdefault(source, set()).add(failure.input)
            for at, character in enumerate(source):
                if character == "#":
                    self._old.setdefault(f"{source[:at]}#", set()).add(failure.input)

    def is_known(self, article: Article) -> bool:
        return self.corpus.has(article.id, model=self.model)

    def keep(self, chunk: Chunk, results: Iterator[Analysis | Failure]) -> None:
        """Write the results of a chunk; ``results`` has one for each of its articles."""
        for item in chunk:
            failed = len(self.failures)
            if item is None:
                self.unchanged += 1
            elif isinstance(item, Failure):
                self._fail(item)
            else:
                self._keep_result(item, next(results, None))
            if self.progress:
                counts = (self.added, self.unchanged, len(self.failures))
                failure = self.failures[-1] if len(self.failures) > failed else None
                self.progress(IngestProgress(*counts, failure))
        if next(results, None) is not None:
            raise WortlautError("the pipeline gave more results than it got articles")

    def _keep_result(self, article: Article, result: Analysis | Failure | None) -> None:
        if result is None:
            result = Failure(
                article.source, "analysis", "lost", "the pipeline gave no result for it"
            )
        if isinstance(result, Failure):
            self._fail(result)
            return
        try:
            added = self.corpus.add(result, model=self.model)
        except RecordError as error:
            self._fail(Failure(article.source, "corpus", error.code, str(error)))
            return
        self.added += added
        self.unchanged += not added

    def _fail(self, failure: Failure) -> None:
        self.corpus.add_failure(failure)
        self.failures.append(failure)

    def read(self, article: Article) -> None:
        """Note that this source could be read."""
        if not self._old:
            return
        container = (article.provenance and article.provenance.container) or article.source
        archive = container.partition("#")[0]
        for name in (article.source, container, f"{container}#", archive):
            self._over |= self._old.pop(name, set())

    def report(self) -> IngestReport:
        """Strike the failures that are over, and sum up."""
        failed = {failure.input for failure in self.failures}
        for name in sorted(self._over - failed):
            self.corpus.clear_failure(name)
        return IngestReport(self.added, self.unchanged, tuple(self.failures))


def _chunks(inputs: Iterable[Article | Failure], keeper: _Keeper, size: int) -> Iterator[Chunk]:
    """The inputs in order, in chunks with at most ``size`` articles to analyse."""
    chunk: Chunk = []
    waiting = 0
    for item in inputs:
        if isinstance(item, Article):
            keeper.read(item)
            known = keeper.is_known(item)
            waiting += not known
            chunk.append(None if known else item)
        else:
            chunk.append(item)
        if waiting == size or len(chunk) == size * _PASSED_OVER:
            yield chunk
            chunk, waiting = [], 0
    if chunk:
        yield chunk


def _to_do(chunk: Chunk) -> list[Article]:
    return [item for item in chunk if isinstance(item, Article)]


# ----------------------------------------------------------------------- several processes


class _Workers:
    """A pool of processes that survives the death of its members."""

    def __init__(self, jobs: int, factory: PipelineFactory, batch_size: int) -> None:
        self._jobs = jobs
        self._factory = factory
        self._batch_size = batch_size
        self._pool = self._new_pool()
        self._deaths = 0

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._jobs, mp_context=get_context("spawn"), initializer=_end_with_parent
        )

    def run(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Sequence[Analysis | Failure]]]:
        """The results of each chunk, in order; a few chunks are under way at a time."""
        waiting: deque[tuple[Chunk, Future[list[Analysis | Failure]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submit(_to_do(chunk))))
            if len(waiting) > self._jobs * _AHEAD:
                yield self._finish(waiting)
        while waiting:
            yield self._finish(waiting)

    def _submit(self, articles: list[Article]) -> Future[list[Analysis | Failure]]:
        if not articles:
            done: Future[list[Analysis | Failure]] = Future()
            done.set_result([])
            return done
        try:
            return self._pool.submit(_analyse, self._factory, articles, self._batch_size)
        except BrokenProcessPool as error:
            broken: Future[list[Analysis | Failure]] = Future()
            broken.set_exception(error)
            return broken

    def _finish(
        self, waiting: deque[tuple[Chunk, Future[list[Analysis | Failure]]]]
    ) -> tuple[Chunk, Sequence[Analysis | Failure]]:
        chunk, future = waiting.popleft()
        try:
            return chunk, future.result()
        except BrokenProcessPool:
            _LOG.warning("a worker process died; its articles are tried one by one")
        # The pool takes all its tasks down with it, and nobody says which article it was. The
        # oldest chunk is tried one by one, the others start again.
        self._renew()
        results = [self._try_alone(article) for article in _to_do(chunk)]
        for i, (other, future) in enumerate(waiting):
            if not future.done() or future.cancelled() or future.exception() is not None:
                waiting[i] = (other, self._submit(_to_do(other)))
        return chunk, results

    def _try_alone(self, article: Article) -> Analysis | Failure:
        try:
            (result,) = self._submit([article]).result()
        except BrokenProcessPool:
            self._renew()
            self._deaths += 1
            if self._deaths == _DEATHS:
                raise WortlautError(
                    f"{_DEATHS} worker processes died one after the other, last on "
                    f"{article.source}; probably memory is short: try again with fewer jobs, "
                    "finished articles are kept"
                ) from None
            return Failure(
                article.source,
                "analysis",
                "worker",
                "the worker process died on this article, perhaps for want of memory; "
                "try it alone, with one job",
            )
        self._deaths = 0
        return result

    def _renew(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new_pool()


_PIPELINES: dict[str, StreamingPipeline] = {}
"""In a worker process: its one pipeline, made for the first chunk."""


def _analyse(
    factory: PipelineFactory, articles: list[Article], batch_size: int
) -> list[Analysis | Failure]:
    if not _PIPELINES:
        _PIPELINES["mine"] = factory()
    return list(_PIPELINES["mine"].pipe(articles, batch_size=batch_size))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever; it ends as well.

    An interrupt from the keyboard goes to the parent, which ends its workers.
    """
    import os
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
