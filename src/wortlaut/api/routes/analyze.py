"""Analysing what a client sends: a text, an address, a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from wortlaut.api.access import Reading, analysis_turn, client_of, may_write, refused
from wortlaut.api.answers import json_answer
from wortlaut.api.errors import ApiError
from wortlaut.api.models import Analyzed
from wortlaut.api.requests import AnalyzeText, AnalyzeUrl
from wortlaut.api.routing import errors, media_type_of, read_json, schema_of, subject
from wortlaut.errors import SourceError
from wortlaut.records import Analysis
from wortlaut.service import Service
from wortlaut.service.public import public_analysis

router = subject("analyze")
_LONGEST_NAME = 200
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": schema_of(AnalyzeText, AnalyzeUrl)},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "contentMediaType": "application/octet-stream",
                            "description": "One article: text, page, MHTML, JSON …",
                        }
                    },
                }
            },
        },
    }
}


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    body: bytes


async def sent(request: Request) -> AnalyzeText | AnalyzeUrl | Upload:
    """The body of the request, whatever it is."""
    kind = media_type_of(request)
    if kind in ("application/json", ""):
        body = await request.body()
        return await run_in_threadpool(_read, body)
    if kind == "multipart/form-data":
        async with request.form(max_files=1, max_fields=5) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise ApiError(422, "invalid", "file: send the article as the file `file`")
            return Upload((file.filename or "upload")[-_LONGEST_NAME:], await file.read())
    raise media_type()


def _read(body: bytes) -> AnalyzeText | AnalyzeUrl:
    # Nobody who means an address sends a text; what is wrong is told of the one that is meant.
    if b'"url"' in body and b'"text"' not in body:
        return read_json(AnalyzeUrl, body)
    return read_json(AnalyzeText, body)


def media_type() -> ApiError:
    """415: neither JSON nor a form with files."""
    return ApiError(
        415, "media_type", "send JSON (application/json) or files (multipart/form-data)"
    )


Sent = Annotated[AnalyzeText | AnalyzeUrl | Upload, Depends(sent)]


@router.post(
    "/analyze",
    response_model=Analyzed,
    responses={
        201: {"model": Analyzed, "description": "Analysed, and added to the corpus."},
        **errors(415, 429, writes=True),
    },
    openapi_extra=_BODY,
)
def analyze(
    request: Request,
    service: Reading,
    given: Sent,
    _: Annotated[None, Depends(analysis_turn)],
    keep: Annotated[bool, Query(description="Put it into the corpus; that is writing.")] = False,
) -> Response:
    """Find the statements of an article.

    To have the server fetch an address, or keep the article, one has to be allowed to write.
    """
    if (keep or isinstance(given, AnalyzeUrl)) and not may_write(request, service):
        raise refused("keeping an article" if keep else "fetching an address")
    _take_turn(service, client_of(request))
    analysis = _analysis(service, given)
    kept: str | None = None
    headers = {}
    if keep:
        kept = "added" if service.keep(analysis) else "unchanged"
        headers["location"] = f"/api/v1/articles/{analysis.article.id}"
    data = public_analysis(analysis.to_dict()) | {"kept": kept}
    return json_answer(data, 201 if kept == "added" else 200, headers)


def _take_turn(service: Service, client: str) -> None:
    wait = service.rates.wait(client)
    if wait:
        raise ApiError(
            429,
            "rate",
            f"more than {service.config.analyses} analyses in a minute; try again in {wait} s",
            {"retry-after": str(wait)},
        )


def _analysis(service: Service, given: AnalyzeText | AnalyzeUrl | Upload) -> Analysis:
    if isinstance(given, AnalyzeUrl):
        return service.analyser.url(given.url)
    if isinstance(given, Upload):
        return service.analyser.file(given.name, given.body)
    if len(given.text) > service.config.max_text:
        raise SourceError(
            f"the text has {len(given.text):,} characters, more than the "
            f"{service.config.max_text:,} that are analysed here; cut it",
            code="too_long",
        )
    return service.analyser.text(
        given.text,
        title=given.title,
        url=given.url,
        outlet=given.outlet,
        published=given.published,
    )
