"""A pipeline without a model, for tests of the command line.

„…“ is a direct statement; the word after "sagte" is its speaker. A text with "Absturz" fails.
Run as a script, this is ``wortlaut`` with that pipeline.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from types import ModuleType

from wortlaut.records import Actor, Analysis, Article, Excerpt, Failure, Speaker, Statement


class Pipeline:
    """Stands in for ``wortlaut.pipeline.Pipeline``."""

    def __init__(self, *args: object, **more: object) -> None:
        pass

    def analyze(self, article: Article) -> Analysis:
        text = article.text
        statements = []
        for quote in re.finditer("„[^“]*“", text):
            said = re.compile(r"\bsagte (\w+)").search(text, quote.end())
            speaker = Speaker()
            if said:
                mention = Excerpt.cut(text, [said.span(1)])
                speaker = Speaker(mention, Actor(said[1], "person"), "name")
            found = Excerpt.cut(text, [quote.span()])
            statements.append(
                Statement(article.id, "direct", found.text, found.spans, speaker=speaker)
            )
        return Analysis(article, tuple(statements))

    def pipe(
        self, articles: Iterable[Article | Failure], *, batch_size: int = 8
    ) -> Iterator[Analysis | Failure]:
        for article in articles:
            if isinstance(article, Failure):
                yield article
            elif "Absturz" in article.text:
                yield Failure(article.source, "tagger", "model", "the model gave up")
            else:
                if "Langsam" in article.text:
                    for _ in range(600):  # a signal just before a sleep would wait for its end
                        time.sleep(0.1)
                yield self.analyze(article)


def install() -> ModuleType:
    module = ModuleType("wortlaut.pipeline")
    module.Pipeline = Pipeline
    return module


if __name__ == "__main__":
    sys.modules["wortlaut.pipeline"] = install()
    from wortlaut.cli import main

    main()
