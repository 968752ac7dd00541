"""What the process of a job does: it reads, analyses and keeps, and says how far it has come."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any, Literal

from wortlaut.config import FetchConfig, PipelineConfig
from wortlaut.errors import SourceError, WortlautError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from wortlaut.corpus import Corpus
    from wortlaut.ingest import IngestProgress, StreamingPipeline
    from wortlaut.records import Article, Failure

_LOG = logging.getLogger(__name__)
POSTED = "posted article"
"""The source of articles that come as JSON and name none; with their text it makes their id."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a job is to ingest: addresses, or named files with their bytes. Never paths.

    ``since`` and ``limit`` are for feeds and sitemaps.
    """

    kind: Literal["urls", "articles", "files"]
    inputs: int
    urls: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    since: str | None = None
    limit: int | None = None

    @classmethod
    def of_articles(cls, articles: Sequence[dict[str, Any]]) -> Work:
        """Articles in the shape of the JSON contract."""
        lines = [json.dumps(_with_source(article)) for article in articles]
        body = "\n".join(lines).encode()
        return cls("articles", len(articles), files=(("articles.jsonl", body),))


def _with_source(article: dict[str, Any]) -> dict[str, Any]:
    inner = article.get("article")
    if isinstance(inner, dict):
        return {**article, "article": _with_source(inner)}
    return article if article.get("source") else {**article, "source": POSTED}


@dataclass(frozen=True, slots=True)
class Order:
    """A work with all that its process has to know of the server."""

    corpus: str
    pipeline: PipelineConfig
    fetch: FetchConfig
    allow_private: bool
    work: Work


class _StopError(BaseException):
    """Somebody asked the process to end."""


def work(
    order: Order, make_pipeline: Callable[[PipelineConfig], StreamingPipeline], sender: Connection
) -> None:
    """The whole of the process. What it says ends with "done", "stopped" or "error"."""
    from wortlaut.corpus import Corpus
    from wortlaut.ingest import ingest

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard's goes to the server
    signal.signal(signal.SIGTERM, _stop)
    _end_with_server()
    nobody_listens = suppress(BrokenPipeError, OSError)

    def progress(now: IngestProgress) -> None:
        failure = now.failure.to_dict() if now.failure else None
        with nobody_listens:
            sender.send(("progress", (now.added, now.unchanged, now.failed, failure)))

    last: tuple[str, str | None] = ("done", None)
    try:
        with Corpus(order.corpus) as corpus:
            ingest(
                _inputs(order, corpus),
                corpus,
                make_pipeline(order.pipeline),
                batch_size=order.pipeline.batch_size,
                progress=progress,
            )
    except _StopError:
        last = ("stopped", None)
    except WortlautError as error:
        last = ("error", str(error))
    except Exception as error:  # the boundary of the job: the server has to hear of it
        _LOG.exception("a job failed")
        last = (
            "error",
            f"something went wrong ({type(error).__name__}); the server's log says more",
        )
    with nobody_listens:
        sender.send(last)
        sender.close()


def _inputs(order: Order, corpus: Corpus) -> Iterator[Article | Failure]:
    wanted = order.work
    for name, body in wanted.files:
        yield from _file(name, body)
    if wanted.urls:
        from wortlaut.fetch import Fetcher
        from wortlaut.sources.selection import Choice
        from wortlaut.sources.web import Web

        choice = Choice(wanted.since, wanted.limit)
        with Fetcher(order.fetch, allow_private=order.allow_private) as fetcher:
            web = Web(fetcher, choice=choice, hosts=order.fetch.hosts, memory=corpus)
            yield from web.read(wanted.urls)


def _file(name: str, body: bytes) -> Iterator[Article | Failure]:
    from wortlaut.records import Failure
    from wortlaut.sources.kinds import read_raw
    from wortlaut.sources.raw import Raw

    try:
        yield from read_raw(Raw(name, io.BytesIO(body)))
    except SourceError as error:
        yield Failure(name, "source", error.code, str(error))
    except Exception as error:  # the article boundary: one strange file must not stop the rest
        _LOG.exception("%s cannot be read", name)
        kind = type(error).__name__
        yield Failure(name, "source", "internal", f"cannot be read ({kind}); report it")


def _stop(number: int, frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    raise _StopError


def _end_with_server() -> None:
    """A process whose server was killed would go on unseen; it ends as well."""
    server = parent_process()

    def watch() -> None:
        if server is not None:
            server.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
