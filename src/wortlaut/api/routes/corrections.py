"""The log of corrections, and taking one back."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Path, Query, Request
from starlette.responses import Response

from wortlaut.api.access import Reading, Writing
from wortlaut.api.answers import json_answer, tagged
from wortlaut.api.models import Correction, Corrections
from wortlaut.api.paging import CursorParam, Limit, offset_of, page_of
from wortlaut.api.requests import Signed
from wortlaut.api.routing import errors, subject, tagged_answers

router = subject("corrections")


@router.get("/corrections", response_model=Corrections, responses=tagged_answers(404))
def list_corrections(
    request: Request,
    service: Reading,
    statement: Annotated[
        str | None,
        Query(min_length=4, max_length=64, description="Only those of this statement."),
    ] = None,
    limit: Limit = 50,
    cursor: CursorParam = None,
) -> Response:
    """What people said, the latest first; those undone as well."""
    asked = ("corrections", statement)
    offset = offset_of(cursor, *asked)
    found = service.corpus.corrections(
        statement=statement, limit=limit + 1, offset=offset, newest_first=True
    )
    page, following = page_of(list(found), offset, limit, *asked)
    return tagged(request, {"corrections": [c.to_dict() for c in page], "next": following})


@router.post(
    "/corrections/{number}/undo",
    response_model=Correction,
    responses=errors(404, writes=True),
)
def undo_correction(
    service: Writing,
    number: Annotated[int, Path(ge=1, le=2**53)],
    given: Annotated[Signed | None, Body()] = None,
) -> Response:
    """Take a correction back; it stays in the log, marked so."""
    with service.corpora.writer() as corpus:
        correction = corpus.undo_correction(number, author=(given or Signed()).author)
    return json_answer(correction.to_dict())
