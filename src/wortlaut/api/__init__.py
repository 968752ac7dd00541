"""The REST API under ``/api/v1``: an application of its own, mounted beside the pages.

``create_api`` makes it, ``api_routes`` mounts it; ``models`` and ``summaries`` are the shapes of
answers, ``requests`` those of requests, ``routes`` the endpoints, one module a subject. FastAPI is
imported below here, never in ``wortlaut`` itself.
"""

from __future__ import annotations

from wortlaut.api.app import PREFIX, api_routes, create_api

__all__ = ["PREFIX", "api_routes", "create_api"]
