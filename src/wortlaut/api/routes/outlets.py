"""Outlets: who publishes what is in the corpus, with the source of each fact."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Request
from starlette.responses import Response

from wortlaut.api.access import Reading
from wortlaut.api.answers import tagged
from wortlaut.api.routing import subject, tagged_answers
from wortlaut.api.summaries import OutletEntry, OutletList
from wortlaut.corpus import OutletCount
from wortlaut.errors import NotFoundError
from wortlaut.outlets import Outlet

router = subject("outlets")


@router.get("/outlets", response_model=OutletList, responses=tagged_answers())
def list_outlets(request: Request, service: Reading) -> Response:
    """The outlets of the corpus with their articles and statements, and what is known of them."""
    found = [
        _entry(count, service.outlets.get(count.outlet) if count.outlet else None)
        for count in service.corpus.outlets()
    ]
    return tagged(request, {"outlets": found})


@router.get("/outlets/{outlet}", response_model=OutletEntry, responses=tagged_answers(404))
def get_outlet(
    request: Request,
    service: Reading,
    outlet: Annotated[
        str, Path(min_length=1, max_length=200, description="The outlet's id, or its name.")
    ],
) -> Response:
    """One outlet, in the corpus or not: all that is known of it."""
    facts = service.outlets.get(outlet)
    names = {outlet.casefold()}
    if facts is not None:
        names |= {name.casefold() for name in (facts.name.value, *facts.aliases)}
    counts = service.corpus.outlets()
    count = next((c for c in counts if c.outlet and c.outlet.casefold() in names), None)
    if count is None and facts is None:
        raise NotFoundError(f"there is no outlet {outlet!r}, in the corpus or elsewhere")
    if count is None:
        count = OutletCount(facts.name.value if facts else outlet, 0, 0, None, None)
    return tagged(request, _entry(count, facts))


def _entry(count: OutletCount, facts: Outlet | None) -> dict[str, Any]:
    return {**count.to_dict(), "facts": facts.to_dict() if facts else None}
