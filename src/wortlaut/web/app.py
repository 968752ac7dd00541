"""The application: guards, REST API and pages over one ``Service``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI

from wortlaut import __version__
from wortlaut.api import api_routes
from wortlaut.service import Service, ServiceConfig
from wortlaut.service.guards import Guards
from wortlaut.service.turns import Turns
from wortlaut.web.trouble import handle_trouble
from wortlaut.web.views import (
    about,
    compare,
    corrections,
    figures,
    login,
    outlets,
    reader,
    search,
    speakers,
    start,
    statements,
    versions,
)

_PAGES = (
    *(start, reader, versions, statements, search, speakers, outlets),
    *(compare, corrections, figures, about, login),
)
THREADS = 12
"""Requests worked on at a time; quick ones take turns (``Turns``)."""


def create_app(config: ServiceConfig) -> FastAPI:
    """The ASGI application; ``app.state.service`` is what it works on.

    Opens the corpus at once (``CorpusError`` where that fails) and loads the model when it
    starts.
    """
    service = Service(config)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        service.start()
        yield
        await anyio.to_thread.run_sync(service.stop)

    app = FastAPI(
        title="Wortlaut",
        version=__version__,
        summary="Who said what, down to the character.",
        openapi_url=None,  # the REST API describes itself
        docs_url=None,  # its pages would be loaded from another host
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    app.router.routes.extend(api_routes(service))
    for pages in _PAGES:
        app.include_router(pages.router)
    handle_trouble(app)
    app.add_middleware(Turns)
    app.add_middleware(Guards, max_body=config.max_body, hosts=config.allowed_hosts)
    return app
