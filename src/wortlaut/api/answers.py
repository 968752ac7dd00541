"""Answers: JSON as bytes, with an ETag where they can be asked for again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

_FRESH = {"cache-control": "private, no-cache"}


def json_bytes(data: Any) -> bytes:
    """JSON as UTF-8; only half a surrogate pair, which UTF-8 cannot hold, is escaped."""
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":")).encode()


def json_answer(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that is not to be asked for again."""
    return Response(
        json_bytes(data), status, {**_FRESH, **(headers or {})}, media_type="application/json"
    )


def etag_of(body: bytes) -> str:
    """A strong ETag: the same if, and only if, the body is the same, byte by byte."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def tagged(request: Request, data: Any) -> Response:
    """An answer to a GET: with its ETag, or 304 where the client has it already."""
    return tagged_bytes(request, json_bytes(data), "application/json")


def tagged_bytes(request: Request, body: bytes, media_type: str) -> Response:
    """The same for a body that is not JSON."""
    tag = etag_of(body)
    headers = {**_FRESH, "etag": tag, "vary": "authorization"}
    if matches(request.headers.get("if-none-match"), tag, weak=True):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def matches(header: str | None, tag: str, *, weak: bool) -> bool:
    """Whether ``If-None-Match`` (weak comparison) or ``If-Match`` names this ETag (RFC 9110)."""
    if header is None:
        return False
    given = [part.strip() for part in header.split(",")]
    if weak:
        given = [part.removeprefix("W/") for part in given]
    return "*" in given or tag in given
