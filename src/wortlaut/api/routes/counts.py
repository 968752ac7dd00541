"""Counting what a search finds."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from wortlaut.api.access import Reading
from wortlaut.api.answers import tagged
from wortlaut.api.requests import FacetSearch, ShareSearch, TimelineSearch
from wortlaut.api.routing import subject, tagged_answers
from wortlaut.api.summaries import Facets, Shares, Timeline

router = subject("counts")


@router.get("/facets", response_model=Facets, responses=tagged_answers(404))
def count_facets(
    request: Request, service: Reading, search: Annotated[FacetSearch, Query()]
) -> Response:
    """How many statements a search finds, and what each filter could narrow it to."""
    found = service.corpus.facets(search.query, **search.filters, limit=search.limit)
    return tagged(request, found.to_dict())


@router.get("/shares", response_model=Shares, responses=tagged_answers(404))
def count_shares(
    request: Request, service: Reading, search: Annotated[ShareSearch, Query()]
) -> Response:
    """Share of voice by party, gender, country, kind or actor of who speaks, outlet or type."""
    found = service.corpus.shares(search.by, search.query, **search.filters, limit=search.limit)
    return tagged(request, {"by": search.by, "shares": [share.to_dict() for share in found]})


@router.get("/timeline", response_model=Timeline, responses=tagged_answers(404))
def count_over_time(
    request: Request, service: Reading, search: Annotated[TimelineSearch, Query()]
) -> Response:
    """Statements by day, week, month or year, oldest first; split by a value if wanted."""
    found = service.corpus.timeline(
        search.by, search.query, split=search.split, **search.filters, limit=search.limit
    )
    return tagged(request, found.to_dict())
