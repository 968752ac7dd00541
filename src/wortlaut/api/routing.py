"""Routers whose endpoints have their errors documented, and how they read a body of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from wortlaut.api.models import Error

_WHY = {
    400: "A request that cannot be meant, or is malformed.",
    401: "The token is missing or wrong.",
    403: "A browser says that another site sends this.",
    404: "It is not there.",
    405: "Not possible here.",
    409: "The corpus cannot be used right now, or the state of things does not allow it.",
    412: "It has changed since; see If-Match.",
    413: "The request is too large.",
    415: "A content type that is not read here.",
    422: "A value that does not fit, or an input that cannot be read.",
    429: "Too much at a time; Retry-After says when to try again.",
    500: "Something went wrong in the server.",
    501: "Packages are not installed that this needs.",
    503: "The corpus cannot be read.",
}
_ALWAYS = (400, 401, 405, 409, 422, 500)
_WRITING = (403, 413)
_ETAG = {
    "ETag": {"schema": {"type": "string"}, "description": "Tells this answer from others."},
}
_M = TypeVar("_M", bound=BaseModel)
Answers = dict[int | str, dict[str, Any]]


def subject(tag: str) -> APIRouter:
    """A router for the endpoints of one subject."""
    return APIRouter(tags=[tag])


def errors(*more: int, writes: bool = False) -> Answers:
    """The errors of an endpoint: those that each has, and ``more``."""
    statuses = sorted({*_ALWAYS, *(_WRITING if writes else ()), *more})
    found: Answers = {status: {"model": Error, "description": _WHY[status]} for status in statuses}
    if 401 in found:
        found[401]["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    if 429 in found:
        found[429]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return found


def tagged_answers(*more: int) -> Answers:
    """The answers of a GET with an ETag."""
    return {
        200: {"headers": _ETAG},
        304: {"description": "The client has it already; see If-None-Match.", "headers": _ETAG},
        **errors(*more),
    }


def read_json(model: type[_M], body: bytes) -> _M:
    """A body as this model. Raises ``RequestValidationError`` where it does not fit."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError([{**e, "loc": ("body", *e["loc"])} for e in found]) from error


def media_type_of(request: Request) -> str:
    """The content type of a request without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def schema_of(*models: type[BaseModel]) -> dict[str, Any]:
    """The schema of one of these models, to be written into a description by hand."""
    found = [m.model_json_schema(ref_template="#/components/schemas/{model}") for m in models]
    for one in found:
        one.pop("$defs", None)
    return found[0] if len(found) == 1 else {"anyOf": found}


Handler = Callable[..., Response]
