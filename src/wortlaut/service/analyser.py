"""One pipeline for all requests: what people paste, upload or point to becomes an analysis."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Iterable
from dataclasses import replace

from wortlaut.errors import SourceError
from wortlaut.pipeline import Pipeline
from wortlaut.records import Analysis, Article, Failure
from wortlaut.service.config import ServiceConfig
from wortlaut.sources import plain
from wortlaut.sources.kinds import read_raw
from wortlaut.sources.raw import Raw

TURNS = 4
"""So many analyses are under way at a time: one works, another fetches its page …"""
PASTED = "pasted text"
"""The source of articles that come as text; with the text it makes their id."""


class Analyser:
    """Analyses one article at a time: the model keeps one core busy.

    The model is loaded in the background when the server starts; a request that comes earlier
    waits for it. Requests take one of the ``turns`` first, so that those who wait for each other
    do not keep all threads.
    """

    def __init__(self, config: ServiceConfig) -> None:
        self._config = config
        self._pipeline: Pipeline | None = None
        self._one = threading.Lock()
        self.turns = asyncio.Semaphore(TURNS)

    def warm_up(self) -> None:
        """Load the model and the knowledge base, so that the first request need not wait."""
        self.analyze(Article(source=PASTED, text="„Es reicht“, sagte Anna Kolb."))

    @property
    def model_version(self) -> str:
        """The version of the model, as the corpus notes it."""
        with self._one:
            return self._loaded().model_version

    def _loaded(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = Pipeline(self._config.pipeline)
        return self._pipeline

    def analyze(self, article: Article) -> Analysis:
        """Analyse an article; ``SourceError`` where it is too long for a server."""
        length = len(article.text)
        if length > self._config.max_text:
            raise SourceError(
                f"the text has {length:,} characters, more than the {self._config.max_text:,} "
                "that are analysed here; cut it, or use `wortlaut ingest`",
                code="too_long",
            )
        with self._one:
            return self._loaded().analyze(article)

    def text(
        self,
        text: str,
        *,
        title: str | None = None,
        url: str | None = None,
        outlet: str | None = None,
        published: str | None = None,
    ) -> Analysis:
        """Analyse a text; what else is known of it goes into the article."""
        article = plain.article(text, PASTED)
        known = replace(
            Article(source=PASTED, text=article.text, outlet=outlet or None, url=url or None),
            title=title or article.title,
            published=published or None,
        )
        return self.analyze(known)

    def file(self, name: str, body: bytes) -> Analysis:
        """Analyse an uploaded file that holds one article: text, page, MHTML, JSON …"""
        return self.analyze(_one(read_raw(Raw(name, io.BytesIO(body)))))

    def url(self, url: str) -> Analysis:
        """Fetch a page, politely, and analyse it. Only public addresses, unless allowed."""
        from wortlaut.fetch import Fetcher
        from wortlaut.sources.selection import Choice
        from wortlaut.sources.web import Web

        config = self._config
        with Fetcher(config.fetch, allow_private=config.allow_private) as fetcher:
            web = Web(fetcher, choice=Choice(None, 1), hosts=1)
            return self.analyze(_one(web.read([url])))


def _one(read: Iterable[Article | Failure]) -> Article:
    """The first article; ``SourceError`` with the reason where there is none."""
    failure: Failure | None = None
    for item in read:
        if isinstance(item, Article):
            return item
        failure = failure or item
    if failure is not None:
        raise SourceError(failure.message, code=failure.code)
    raise SourceError("no article in it", code="nothing")
