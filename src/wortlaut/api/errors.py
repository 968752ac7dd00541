"""One body for every error, whatever raised it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from wortlaut.api.answers import json_answer
from wortlaut.errors import WortlautError
from wortlaut.service import Service
from wortlaut.service.messages import public_message

_LOG = logging.getLogger(__name__)
#: What the framework refuses by itself, by status; everything else is "http".
_CODES = {
    400: "malformed",
    401: "token",
    403: "forbidden",
    404: "not_found",
    405: "method",
    412: "changed",
    413: "too_large",
    415: "media_type",
    429: "rate",
}
_MOST_DETAILS = 20
_LONGEST = 500


class ApiError(Exception):
    """An answer that is an error, with its status, code and headers."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})


def error_answer(
    status: int,
    code: str,
    message: str,
    *,
    details: list[dict[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """``{"error": {"code", "message", "details"?}}``."""
    error: dict[str, Any] = {"code": code, "message": message}
    if details:
        error["details"] = details
    return json_answer({"error": error}, status, {"cache-control": "no-store", **(headers or {})})


def handle_errors(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(ApiError, _refused)
    app.add_exception_handler(WortlautError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return error_answer(error.status, error.code, str(error), headers=error.headers)


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, WortlautError)
    service: Service = request.app.state.service
    if error.http_status >= 500:
        _LOG.error("%s: %s", request.url.path, error)
    return error_answer(error.http_status, error.code, public_message(error, service.config))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    details = [
        {
            "where": [part if isinstance(part, int) else str(part)[:100] for part in e["loc"]],
            "message": str(e["msg"])[:_LONGEST],
        }
        for e in found[:_MOST_DETAILS]
    ]
    first = details[0]
    place = ".".join(str(part) for part in first["where"][1:]) or str(first["where"][0])
    message = f"{place}: {first['message']}"
    return error_answer(422, "invalid", message, details=details)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    message = str(error.detail)
    if status == 404:
        message = f"there is no {request.url.path[:200]}; see /api/v1/openapi.json"
    elif status == 405:
        message = f"{request.method} is not possible here"
    elif message == HTTPStatus(status).phrase:
        message = f"{message.lower()}"
    return error_answer(status, _CODES.get(status, "http"), message, headers=error.headers)


async def _unexpected(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s failed", request.method, request.url.path)
    return error_answer(500, "internal", "something went wrong in the server; its log says more")
