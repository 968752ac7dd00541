"""A pipeline that takes its time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from invented import FakePipeline

from wortlaut.records import Analysis, Article, Failure

SECONDS = 0.1


class SlowPipeline(FakePipeline):
    """Needs so many seconds for each article."""

    def pipe(self, articles: Iterable[Article], *, batch_size: int) -> Iterator[Analysis | Failure]:
        for result in super().pipe(articles, batch_size=batch_size):
            time.sleep(SECONDS)
            yield result


def slow(config: object) -> SlowPipeline:
    """What makes it."""
    return SlowPipeline()
