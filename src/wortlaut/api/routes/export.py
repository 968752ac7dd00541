"""All that a search finds, as a stream."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response, StreamingResponse

from wortlaut.api.access import Reading
from wortlaut.api.requests import ExportSearch
from wortlaut.api.routing import errors, subject
from wortlaut.service.exporting import EXPORTS, export_hits

router = subject("export")


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The statements, in the order of the search.",
            "content": {
                kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in EXPORTS.values()
            },
        },
        **errors(404),
    },
)
def export(service: Reading, search: Annotated[ExportSearch, Query()]) -> Response:
    """Exactly what the search finds, in its order: JSON lines, CSV or training data."""
    arguments = search.filters | {"order": search.order}
    service.corpus.search(search.query, **search.filters, limit=0)  # or what is wrong with it
    lines = export_hits(service, search.format, search.query, **arguments)
    headers = {
        "content-disposition": f'attachment; filename="wortlaut.{search.format}"',
        "cache-control": "private, no-cache",
    }
    return StreamingResponse(lines, media_type=EXPORTS[search.format], headers=headers)
