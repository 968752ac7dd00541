"""What stands before every request: size, origin, and the headers of every answer (ASGI)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing runs and nothing is loaded but our own files: no inline script, no inline style."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class _TooLargeError(Exception):
    """The body turned out to be larger than is allowed."""


class Guards:
    """Refuses bodies over ``max_body`` bytes, writes that another site sends, and names that the
    server does not go by (``hosts``; "*" is any); sets headers."""

    def __init__(self, app: ASGIApp, max_body: int, hosts: Sequence[str] = ("*",)) -> None:
        self._app = app
        self._max_body = max_body
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        answer = _Answer(send)
        if not self._is_ours(headers.get("host", "")):
            await answer.refuse(400, "host", "this server does not go by that name")
            return
        if scope["method"] not in _SAFE and _is_foreign(headers, scope["scheme"]):
            await answer.refuse(403, "foreign", "this came from another site; use our own pages")
            return
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._max_body:
            await answer.refuse(413, "too_large", self._too_large())
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_body:
                # At once: what reads the body may make an answer of its own of any error.
                if not answer.started:
                    await answer.refuse(413, "too_large", self._too_large())
                raise _TooLargeError
            return message

        with suppress(_TooLargeError):
            await self._app(scope, counted, answer)

    def _is_ours(self, host: str) -> bool:
        """Whether the server goes by this name: not the one by which another site's page finds
        a server on loopback (DNS rebinding)."""
        name, _, port = host.lower().rpartition(":")
        bare = name if name and port.isdecimal() else host.lower()
        return "*" in self._hosts or bare in self._hosts

    def _too_large(self) -> str:
        return f"the request is larger than {self._max_body:,} bytes; send less at a time"


class _Answer:
    """``send`` that adds our headers to every answer; after a refusal it sends nothing more."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False
        self._refused = False

    async def __call__(self, message: Message) -> None:
        if self._refused:
            return
        if message["type"] == "http.response.start":
            self.started = True
            message["headers"] = [*_without_ours(message.get("headers", ())), *_ours()]
        await self._send(message)

    async def refuse(self, status: int, code: str, text: str) -> None:
        body = json.dumps({"error": {"code": code, "message": text}}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        headers.append((b"cache-control", b"no-store"))
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": body})
        self._refused = True


def _ours() -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in HEADERS.items()]


def _without_ours(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(k, v) for k, v in headers if k.decode("latin-1").lower() not in HEADERS]


def _is_foreign(headers: dict[str, str], scheme: str) -> bool:
    """Whether a browser says that another site sends this (Fetch standard: Origin, Sec-Fetch-Site).

    Programs that are no browsers send neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    return urlsplit(origin).netloc != headers.get("host") or urlsplit(origin).scheme != scheme
