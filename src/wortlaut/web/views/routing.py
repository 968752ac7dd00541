"""A router for pages: not part of the REST API's description."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute


class _Request(Request):
    """A request whose form fields may be as long as the whole of it: articles are pasted."""

    def form(self, **limits: Any) -> Any:
        """The form; the size of the whole request is bounded before it comes here."""
        return super().form(**{**limits, "max_part_size": 1 << 30})


class _Route(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            return await handle(_Request(request.scope, request.receive))

        return handler


def pages() -> APIRouter:
    """A router whose answers are pages."""
    return APIRouter(
        include_in_schema=False, default_response_class=HTMLResponse, route_class=_Route
    )
