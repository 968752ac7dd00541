"""Statements: searching, reading one, correcting it, citing it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Body, Path, Query, Request
from starlette.responses import Response

from wortlaut.api.access import IfMatch, Reading, Writing, check_unchanged
from wortlaut.api.answers import json_answer, tagged, tagged_bytes
from wortlaut.api.correcting import corrected, new_arguments, public_hit
from wortlaut.api.models import Corrected, Found, Hit
from wortlaut.api.requests import ChangeStatement, SearchPage, Signed
from wortlaut.api.routing import errors, subject, tagged_answers
from wortlaut.errors import UsageError

router = subject("statements")
StatementId = Annotated[
    str, Path(min_length=4, max_length=64, description="The statement's id; an old one will do.")
]
_MEDIA = {
    "text": "text/plain; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
}


@router.get("/statements", response_model=Found, responses=tagged_answers(404))
def search_statements(
    request: Request, service: Reading, search: Annotated[SearchPage, Query()]
) -> Response:
    """Statements with the words of a query in their quote, speaker, frame or addressee."""
    found = service.corpus.search(
        search.query,
        **search.filters,
        order=search.order,
        limit=search.limit,
        after=search.cursor,
    )
    data = {
        "total": found.total,
        "next": found.next,
        "hits": [public_hit(hit) for hit in found],
    }
    return tagged(request, data)


@router.get("/statements/{statement_id}", response_model=Hit, responses=tagged_answers(404))
def get_statement(request: Request, service: Reading, statement_id: StatementId) -> Response:
    """One statement in its context; an id from before a correction leads to what it is now."""
    return tagged(request, public_hit(service.corpus.statement(statement_id)))


@router.patch(
    "/statements/{statement_id}",
    response_model=Corrected,
    responses=errors(404, 412, writes=True),
)
def change_statement(
    service: Writing,
    statement_id: StatementId,
    given: ChangeStatement,
    if_match: IfMatch = None,
) -> Response:
    """Correct a statement. The machine's own answer is kept beside it; undo by the correction.

    Another span or type gives it another id; the old one keeps leading to it.
    """
    with service.corpora.writer() as corpus:
        hit = corpus.statement(statement_id)
        check_unchanged(if_match, public_hit(hit))
        changes = new_arguments(corpus, given, hit.article, hit.statement)
        if not changes:
            raise UsageError("nothing to change; give spans, type, speaker or a role")
        correction = corpus.change_statement(
            hit.statement.id, **changes, author=given.author, note=given.note
        )
        data = corrected(corpus, correction)
    return json_answer(data)


@router.delete(
    "/statements/{statement_id}",
    response_model=Corrected,
    responses=errors(404, 412, writes=True),
)
def delete_statement(
    service: Writing,
    statement_id: StatementId,
    if_match: IfMatch = None,
    given: Annotated[Signed | None, Body()] = None,
) -> Response:
    """Say that it is no statement. It can be brought back by undoing the correction."""
    signed = given or Signed()
    with service.corpora.writer() as corpus:
        hit = corpus.statement(statement_id)
        check_unchanged(if_match, public_hit(hit))
        correction = corpus.delete_statement(
            hit.statement.id, author=signed.author, note=signed.note
        )
    return json_answer({"correction": correction.to_dict(), "statement": None})


@router.get(
    "/statements/{statement_id}/citation",
    response_class=Response,
    responses={
        **tagged_answers(404),
        200: {
            "description": "The reference.",
            "content": {
                kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in _MEDIA.values()
            },
        },
    },
)
def cite_statement(
    request: Request,
    service: Reading,
    statement_id: StatementId,
    format: Literal["text", "ris", "bibtex"] = "text",
    language: Literal["de", "en"] = "de",
) -> Response:
    """The statement as a reference: a sentence for a text, RIS or BibTeX."""
    from wortlaut.export.citation import bibtex, citation, ris

    hit = service.corpus.statement(statement_id)
    url = request.url
    link = f"{url.scheme}://{url.netloc}/statements/{hit.statement.id}"
    if format == "text":
        text = citation(hit.statement, hit.article, permalink=link, language=language)
    else:
        write = ris if format == "ris" else bibtex
        text = write(hit.statement, hit.article, permalink=link)
    return tagged_bytes(request, text.encode("utf-8", "replace"), _MEDIA[format])
