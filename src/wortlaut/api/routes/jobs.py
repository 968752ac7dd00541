"""Long ingests as jobs, with their progress as server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

import anyio
from fastapi import Depends, Header, Path, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from wortlaut.api.access import Reading, Writing, writing
from wortlaut.api.answers import json_answer, tagged
from wortlaut.api.errors import ApiError
from wortlaut.api.requests import MOST_FILES, IngestArticles, IngestUrls
from wortlaut.api.routes.analyze import media_type
from wortlaut.api.routing import (
    errors,
    media_type_of,
    read_json,
    schema_of,
    subject,
    tagged_answers,
)
from wortlaut.api.summaries import Job, Jobs
from wortlaut.service.job_process import Work

router = subject("jobs")
_LOOK = 0.2
"""Seconds between two looks at a job that is followed."""
_PING = 15
_LONGEST_NAME = 200
JobId = Annotated[str, Path(min_length=1, max_length=64)]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": schema_of(IngestUrls, IngestArticles)},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {
                                "type": "string",
                                "contentMediaType": "application/octet-stream",
                            },
                            "description": "Texts, pages, archives, articles as JSON lines …",
                        }
                    },
                }
            },
        },
    }
}


async def sent(request: Request) -> Work:
    """The body of the request as the work of a job."""
    kind = media_type_of(request)
    if kind in ("application/json", ""):
        return await run_in_threadpool(_read, await request.body())
    if kind == "multipart/form-data":
        async with request.form(max_files=MOST_FILES, max_fields=5) as form:
            files = [
                ((file.filename or "upload")[-_LONGEST_NAME:], await file.read())
                for file in form.getlist("files")
                if isinstance(file, UploadFile)
            ]
        if not files:
            raise ApiError(422, "invalid", "files: send one file or several as `files`")
        return Work("files", len(files), files=tuple(files))
    raise media_type()


def _read(body: bytes) -> Work:
    if b'"articles"' in body and b'"urls"' not in body:
        return Work.of_articles(read_json(IngestArticles, body).articles)
    wanted = read_json(IngestUrls, body)
    return Work(
        "urls", len(wanted.urls), tuple(wanted.urls), since=wanted.since, limit=wanted.limit
    )


@router.post(
    "/jobs",
    status_code=202,
    response_model=Job,
    responses=errors(415, writes=True),
    openapi_extra=_BODY,
    dependencies=[Depends(writing)],
)
def start_job(service: Writing, wanted: Annotated[Work, Depends(sent)]) -> Response:
    """Ingest addresses, articles or files: one job at a time, the others wait for their turn."""
    job = service.jobs.submit(wanted)
    return json_answer(service.jobs.get(job.id), 202, {"location": f"/api/v1/jobs/{job.id}"})


@router.get("/jobs", response_model=Jobs, responses=tagged_answers())
def list_jobs(request: Request, service: Reading) -> Response:
    """The last jobs of this server, the latest first."""
    return tagged(request, {"jobs": service.jobs.recent()})


@router.get("/jobs/{job_id}", response_model=Job, responses=tagged_answers(404))
def get_job(request: Request, service: Reading, job_id: JobId) -> Response:
    """How far a job has come and what became of it."""
    return tagged(request, service.jobs.get(job_id))


@router.delete("/jobs/{job_id}", response_model=Job, responses=errors(404, writes=True))
def stop_job(service: Writing, job_id: JobId) -> Response:
    """Stop a job, or take it out of the queue. Finished articles are kept."""
    return json_answer(service.jobs.stop(job_id))


@router.get(
    "/jobs/{job_id}/events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "description": "Events `progress`, `failure` and, as the last one, `end`; the data of "
            "each is JSON.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **errors(404),
    },
)
async def follow_job(
    service: Reading,
    job_id: JobId,
    last_event_id: Annotated[
        str | None,
        Header(
            max_length=20, description="The last event that was seen; the stream goes on there."
        ),
    ] = None,
) -> Response:
    """The progress of a job as server-sent events, until it ends."""
    service.jobs.get(job_id)  # or 404
    number = last_event_id or ""
    seen = int(number) if number.isascii() and number.isdecimal() else 0

    server_stops = anyio.Event()

    async def events() -> AsyncIterator[ServerSentEvent]:
        last = seen
        while not server_stops.is_set():
            for change, name, data in service.jobs.news(job_id, last):
                text = json.dumps(data, ensure_ascii=True)
                yield ServerSentEvent(text, event=name, id=str(change))
                last = max(last, change)
                if name == "end":
                    return
            await anyio.sleep(_LOOK)

    return EventSourceResponse(
        events(),
        ping=_PING,
        headers={"cache-control": "private, no-cache"},
        shutdown_event=server_stops,
        shutdown_grace_period=10 * _LOOK,
    )
