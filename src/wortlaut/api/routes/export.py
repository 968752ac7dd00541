"""All that a search finds, as a stream."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response, StreamingResponse

from wortlaut.api.access import Reading
from wortlaut.api.requests import ExportSearch
from wortlaut.api.routing import errors, subject
from wortlaut.service.exporting import EXPORTS, export_hits
from wortlaut.service.training import MEDIA_TYPE, export_training

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
    """Exactly what the search finds, in its order, as JSON lines or CSV.

    With `gnqa`, training data instead: the articles that people corrected and the search finds
    something in, each whole, one a line.
    """
    service.corpus.search(search.query, **search.filters, limit=0)  # or what is wrong with it
    if search.format == "gnqa":
        lines = export_training(service, search.query, **search.filters)
        media_type, suffix = MEDIA_TYPE, "gnqa.jsonl"
    else:
        arguments = search.filters | {"order": search.order}
        lines = export_hits(service, search.format, search.query, **arguments)
        media_type, suffix = EXPORTS[search.format], search.format
    headers = {
        "content-disposition": f'attachment; filename="wortlaut.{suffix}"',
        "cache-control": "private, no-cache",
    }
    return StreamingResponse(lines, media_type=media_type, headers=headers)
