"""The articles of the corpus."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Query, Request
from starlette.responses import Response

from wortlaut.api.access import Reading, Writing
from wortlaut.api.answers import json_answer, tagged
from wortlaut.api.correcting import corrected, new_arguments
from wortlaut.api.models import Analysis, Articles, Corrected, Versions
from wortlaut.api.paging import CursorParam, Limit, offset_of, page_of
from wortlaut.api.requests import AddStatement, Day
from wortlaut.api.routing import errors, subject, tagged_answers
from wortlaut.records import Article
from wortlaut.service.public import public_analysis, public_article

router = subject("articles")
ArticleId = Annotated[
    str,
    Path(min_length=4, max_length=64, description="The article's id, or its first characters."),
]


@router.get("/articles", response_model=Articles, responses=tagged_answers())
def list_articles(
    request: Request,
    service: Reading,
    query: Annotated[
        str | None, Query(max_length=500, description="Words of title or text.")
    ] = None,
    outlet: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
    order: Annotated[
        Literal["relevance", "time"], Query(description="Best first, or newest first.")
    ] = "relevance",
    limit: Limit = 50,
    cursor: CursorParam = None,
) -> Response:
    """Articles whose title or text has these words; all of them without any."""
    asked = ("articles", query, outlet, since, until, order)
    offset = offset_of(cursor, *asked)
    found = service.corpus.articles(
        query,
        outlet=outlet,
        since=since,
        until=until,
        order=order,
        limit=limit + 1,
        offset=offset,
    )
    page, following = page_of(found, offset, limit, *asked)
    return tagged(request, {"articles": [_facts(a) for a in page], "next": following})


@router.get("/articles/{article_id}", response_model=Analysis, responses=tagged_answers(404))
def get_article(
    request: Request,
    service: Reading,
    article_id: ArticleId,
    machine: Annotated[
        bool, Query(description="The machine's own answer, without corrections.")
    ] = False,
) -> Response:
    """An article with its statements."""
    corpus = service.corpus
    analysis = corpus.machine_analysis(article_id) if machine else corpus.article(article_id)
    return tagged(request, public_analysis(analysis.to_dict()))


@router.get(
    "/articles/{article_id}/versions", response_model=Versions, responses=tagged_answers(404)
)
def get_versions(request: Request, service: Reading, article_id: ArticleId) -> Response:
    """The versions of the page that this article is one of, oldest first."""
    corpus = service.corpus
    found = corpus.versions(corpus.article(article_id).article.id)
    versions = [
        {
            "article": _facts(version.analysis.article),
            "time": version.time,
            "latest": version.latest,
            "statements": len(version.analysis.statements),
            "corrections": [notice.to_dict() for notice in version.corrections],
        }
        for version in found
    ]
    return tagged(request, {"versions": versions})


@router.post(
    "/articles/{article_id}/statements",
    status_code=201,
    response_model=Corrected,
    responses=errors(404, writes=True),
)
def add_statement(service: Writing, article_id: ArticleId, given: AddStatement) -> Response:
    """Add a statement that the machine missed."""
    with service.corpora.writer() as corpus:
        article = corpus.article(article_id).article
        correction = corpus.add_statement(
            article.id,
            **new_arguments(corpus, given, article),
            author=given.author,
            note=given.note,
        )
        data = corrected(corpus, correction)
    location = {"location": f"/api/v1/statements/{correction.statement}"}
    return json_answer(data, 201, location)


def _facts(article: Article) -> dict[str, Any]:
    facts = public_article(article.to_dict())
    del facts["text"], facts["blocks"]
    return facts
