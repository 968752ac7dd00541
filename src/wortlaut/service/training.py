"""Corrected articles as training data, as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wortlaut.corpus.amendments import ACTIONS
from wortlaut.evaluation.training_data import training_lines

if TYPE_CHECKING:
    from wortlaut.service.service import Service

MEDIA_TYPE = "application/x-ndjson"
_PAGE = 200


def export_training(service: Service, query: str | None, **arguments: Any) -> Iterator[bytes]:
    """The articles that people corrected and the search finds something in, whole.

    One document of the format ``gnqa`` a line, in the order of ids. Nothing is held but ids.
    """
    wanted = _corrected(service)
    if wanted and (query or any(arguments.values())):
        wanted &= _found(service, query, arguments)
    for article in sorted(wanted):
        # By the connection of the thread that asks for it.
        for line in training_lines([service.corpus.article(article)]):
            yield line.encode()


def _corrected(service: Service) -> set[str]:
    return {
        correction.article
        for correction in service.corpus.corrections()
        if correction.article is not None
        and correction.action in ACTIONS
        and correction.undone is None
        and correction.applies
    }


def _found(service: Service, query: str | None, arguments: dict[str, Any]) -> set[str]:
    articles: set[str] = set()
    after: str | None = None
    while True:
        page = service.corpus.search(query, **arguments, order="time", limit=_PAGE, after=after)
        articles |= {hit.article.id for hit in page}
        after = page.next
        if after is None:
            return articles
