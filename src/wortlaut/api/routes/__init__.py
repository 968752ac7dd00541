"""The endpoints, one module a subject; ``ROUTERS`` are all of them."""

from __future__ import annotations

from wortlaut.api.routes import (
    about,
    actors,
    analyze,
    articles,
    corrections,
    counts,
    export,
    jobs,
    outlets,
    statements,
)

ROUTERS = tuple(
    module.router
    for module in (
        analyze,
        articles,
        statements,
        counts,
        actors,
        outlets,
        corrections,
        export,
        jobs,
        about,
    )
)
