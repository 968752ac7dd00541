"""Who asks, what for, and whether they may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from wortlaut.api.answers import etag_of, json_bytes, matches
from wortlaut.api.errors import ApiError
from wortlaut.service import Service

_bearer = HTTPBearer(
    auto_error=False, scheme_name="token", description="The token that the server was given."
)


def _token(request: Request) -> str | None:
    scheme, value = get_authorization_scheme_param(request.headers.get("authorization"))
    return value if scheme.lower() == "bearer" else None


def service_of(request: Request) -> Service:
    """The service, whoever asks."""
    service: Service = request.app.state.service
    return service


def reading(request: Request) -> Service:
    """The service, for those who may read."""
    service = service_of(request)
    if not service.access.may_read(token=_token(request)):
        raise refused("reading")
    return service


def writing(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None,
) -> Service:
    """The service, for those who may write."""
    service = service_of(request)
    if not may_write(request, service):
        raise refused("writing")
    return service


def may_write(request: Request, service: Service) -> bool:
    """Whether whoever asks may write."""
    return service.access.may_write(token=_token(request))


async def analysis_turn(request: Request) -> AsyncIterator[None]:
    """One of the few turns for analyses; who waits for one keeps no thread from readers."""
    async with service_of(request).analyser.turns:
        yield


def refused(what: str) -> ApiError:
    """401: the token is missing or wrong."""
    return ApiError(
        401,
        "token",
        f"{what} needs the server's token; send it as `Authorization: Bearer TOKEN`",
        {"www-authenticate": 'Bearer realm="wortlaut"'},
    )


def client_of(request: Request) -> str:
    """The address that a rate is counted for."""
    return request.client.host if request.client else "?"


def check_unchanged(if_match: str | None, current: object) -> None:
    """412 unless ``current``, as GET gives it, has the ETag of ``If-Match``, if that was sent."""
    if if_match is None:
        return
    if not matches(if_match, etag_of(json_bytes(current)), weak=False):
        raise ApiError(
            412, "changed", "it has changed since you read it; read it again, then decide"
        )


Reading = Annotated[Service, Depends(reading)]
Writing = Annotated[Service, Depends(writing)]
IfMatch = Annotated[
    str | None,
    Header(
        max_length=500,
        description="The ETag of what is changed, as GET gave it; 412 where it has changed since.",
    ),
]
