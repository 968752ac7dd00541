"""Quick answers one or two at a time: more threads would only wait for each other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

AT_ONCE = 2
"""On two cores, eight threads answer 54 pages a second and two 92 (``benchmarks/serve.py``)."""
_SLOW = ("/figures/", "/search/export", "/corrections/export", "/api/v1/export", "/api/v1/jobs")


class Turns:
    """Lets ``AT_ONCE`` requests for pages in at a time, in the order in which they came (ASGI).

    What may take long does not take part: analyses, streams, charts; so a page never waits for
    them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_quick(scope["method"], scope["path"]):
            await self._app(scope, receive, send)
            return
        async with self._turns:
            await self._app(scope, receive, send)


def _is_quick(method: str, path: str) -> bool:
    return method in ("GET", "HEAD") and not path.startswith(_SLOW)
