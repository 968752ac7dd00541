"""The application of the REST API."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount
from starlette.types import Receive, Scope, Send

from wortlaut import __version__
from wortlaut.api.errors import error_answer, handle_errors
from wortlaut.api.routes import ROUTERS
from wortlaut.service import Service

PREFIX = "/api/v1"
_TAGS = {
    "analyze": "A text, a page or a file becomes statements.",
    "articles": "The articles of the corpus, with their statements and versions.",
    "statements": "Searching statements, reading one, correcting it, citing it.",
    "counts": "Facets, share of voice, time.",
    "actors": "Who speaks, across articles; corrections of identity.",
    "outlets": "Who publishes, with the source of each fact.",
    "corrections": "What people said against the machine, and taking it back.",
    "export": "All that a search finds, as a stream.",
    "jobs": "Long ingests, with their progress.",
    "about": "Versions, the model's card, licences; whether the server is well.",
}
_DESCRIPTION = """Who said what, down to the character: statements in German-language news.

Offsets are code points into the text of an article, half open. Every error has the body
`{"error": {"code", "message", "details"?}}`. Lists are paged by opaque cursors. What is promised
to stay is written in `docs/reference/rest.md`.
"""


def create_api(service: Service) -> FastAPI:
    """The REST API over a service, to be mounted at ``PREFIX``."""
    app = FastAPI(
        title="Wortlaut",
        version=__version__,
        summary="Who said what, down to the character.",
        description=_DESCRIPTION,
        openapi_url="/openapi.json",
        openapi_tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # its pages would be loaded from another host
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.service = service
    for router in ROUTERS:
        app.include_router(router)
    handle_errors(app)
    _describe(app, service)
    return app


def api_routes(service: Service) -> list[BaseRoute]:
    """The routes of an application that has the REST API below ``/api``."""
    mounts = [Mount(PREFIX, create_api(service)), Mount("/api", _no_such_version)]
    for mount in mounts:
        # A line feed in a path is ours to refuse as well.
        mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return list(mounts)


def _describe(app: FastAPI, service: Service) -> None:
    """Say in the description what of this server needs its token, and tidy the parameters."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=app.openapi_tags,
                servers=app.servers,
                license_info=app.license_info,
            )
            for path, operations in found["paths"].items():
                for operation in operations.values():
                    _without_null(operation)
                    _say_who_may(operation, path, service)
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


def _without_null(operation: dict[str, Any]) -> None:
    """A parameter that may be left out is not one that may be null."""
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        parts = [part for part in schema.get("anyOf", ()) if part.get("type") != "null"]
        if len(parts) == 1:
            del schema["anyOf"]
            schema.update(parts[0])
        if schema.get("default", "") is None:
            del schema["default"]


def _say_who_may(operation: dict[str, Any], path: str, service: Service) -> None:
    writes = "security" in operation
    private = service.config.private and path != "/health"
    if not service.access.needs_token or not (writes or private):
        operation.pop("security", None)
    else:
        operation["security"] = [{"token": []}]


async def _no_such_version(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers below ``/api`` that are not of a version that there is (ASGI)."""
    path = Request(scope).url.path[:200]
    answer = error_answer(404, "not_found", f"there is no {path}; the API is at {PREFIX}")
    await answer(scope, receive, send)
