"""One exchange with a server, within hard limits of time and size.

urllib3 speaks HTTP and TLS. What is added: the connection goes to an address that was checked
(no second look-up in between), a clock that ends an exchange however slowly it trickles, and
unpacking that stops at the limit.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from wortlaut.errors import FetchError
from wortlaut.fetch.address import Address, Network, vetted
from wortlaut.fetch.limits import Limits

_CHUNK = 1 << 16
_GZIP = zlib.MAX_WBITS | 16
_DROPPED = frozenset({"set-cookie", "set-cookie2"})  # cookies are not kept


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: header names in lower case, the body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Accepts = Callable[[int, Mapping[str, str]], bool]
"""Whether the body is wanted, from status and headers; may raise ``FetchError``."""


class Client:
    """Makes exchanges. Safe to use from several threads; ``close`` ends those under way."""

    def __init__(
        self, limits: Limits, *, network: Network | None = None, allow_private: bool = False
    ) -> None:
        self._limits = limits
        self._network = network or Network()
        self._allow_private = allow_private
        self._live: set[_Watch] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._tls: ssl.SSLContext | None = None

    def exchange(
        self,
        address: Address,
        headers: Mapping[str, str],
        *,
        method: str = "GET",
        accepts: Accepts | None = None,
        cut: int | None = None,
    ) -> Response:
        """Ask once. With ``cut``, a longer body is cut there instead of being refused.

        Raises ``FetchError``: ``dns``, ``private``, ``connect``, ``tls``, ``timeout``,
        ``broken``, ``too_large``, ``encoding``, ``interrupted``.
        """
        with self._watched() as watch:
            try:
                return self._exchange(watch, address, headers, method, accepts, cut)
            except (OSError, HTTPException, HTTPError, ValueError) as error:
                raise watch.explain(error) from error

    def close(self) -> None:
        """End all exchanges; a later one fails."""
        with self._lock:
            self._closed = True
            live = list(self._live)
        for watch in live:
            watch.end()

    # ------------------------------------------------------------------------ inside

    @contextmanager
    def _watched(self) -> Iterator[_Watch]:
        watch = _Watch(self._limits.total)
        with self._lock:
            if self._closed:
                raise interrupted()
            self._live.add(watch)
        try:
            yield watch
        finally:
            with self._lock:
                self._live.discard(watch)
            watch.close()

    def _exchange(
        self,
        watch: _Watch,
        address: Address,
        headers: Mapping[str, str],
        method: str,
        accepts: Accepts | None,
        cut: int | None,
    ) -> Response:
        connection = self._connection(watch, address)
        try:
            connection.request(
                method,
                address.target,
                headers={**headers, "Connection": "close"},
                preload_content=False,
                decode_content=False,
                enforce_content_length=True,
            )
            response = connection.getresponse()
            found = {k.lower(): v for k, v in response.headers.items() if k.lower() not in _DROPPED}
            body = b""
            wanted = accepts is None or accepts(response.status, found)
            if wanted and method != "HEAD":
                body = self._body(response, found, cut)
            watch.check()  # a connection that was cut off by us can look like a short body
            return Response(response.status, found, body)
        finally:
            connection.close()

    def _connection(self, watch: _Watch, address: Address) -> HTTPConnection:
        def dial() -> socket.socket:
            return watch.guard(self._dial(watch, address))

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return dial()

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return dial()

        host, port, timeout = address.host, address.port, self._limits.read
        if address.scheme == "http":
            return Plain(host, port, timeout=timeout)
        return Secure(host, port, timeout=timeout, ssl_context=self._context())

    def _dial(self, watch: _Watch, address: Address) -> socket.socket:
        error: OSError | None = None
        for ip in vetted(self._network, address, allow_private=self._allow_private):
            watch.check()
            timeout = max(0.01, min(self._limits.connect, watch.left()))
            try:
                return self._network.connect(ip, address.port, timeout)
            except OSError as failed:
                error = failed
        code = "timeout" if isinstance(error, TimeoutError) else "connect"
        reason = getattr(error, "strerror", None) or error
        raise FetchError(
            f"no connection to {address.host} ({reason}); try again later",
            code=code,
            transient=True,
        ) from error

    def _context(self) -> ssl.SSLContext:
        """Certificates of the system (a company's own among them) and those of Mozilla."""
        with self._lock:
            if self._tls is None:
                import certifi

                self._tls = ssl.create_default_context()
                self._tls.load_verify_locations(certifi.where())
            return self._tls

    def _body(
        self, response: BaseHTTPResponse, headers: Mapping[str, str], cut: int | None
    ) -> bytes:
        most = self._limits.body if cut is None else cut
        stated = headers.get("content-length", "")
        if cut is None and stated.isascii() and stated.isdecimal() and int(stated[:20]) > most:
            raise too_large(most)
        unpack = _unpacker(headers.get("content-encoding", ""))
        body = bytearray()
        received = 0
        while chunk := response.read(_CHUNK, decode_content=False):
            received += len(chunk)
            body += unpack.feed(chunk, most + 1 - len(body))
            if max(received, len(body)) > most:
                if cut is None:
                    raise too_large(most)
                return bytes(body[:cut])
        unpack.finish()
        return bytes(body)


def too_large(most: int) -> FetchError:
    """The error for a body past the limit."""
    return FetchError(
        f"larger than {most / 1_000_000:g} MB, which is more than a page; "
        "save it and give the file if it is meant",
        code="too_large",
    )


def interrupted() -> FetchError:
    """The error of exchanges that are ended because the whole run is."""
    return FetchError("interrupted before it was fetched; run again", code="interrupted")


class _Watch:
    """Ends one exchange when its time is up, by shutting its connection down.

    A timeout of the socket bounds each single wait only: a server that sends a byte every few
    seconds would hold the line for ever.
    """

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self._ended: str | None = None
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def guard(self, sock: socket.socket) -> socket.socket:
        # A second handle: TLS takes the first one over.
        with self._lock:
            self._socket = sock.dup()
        self.check()
        return sock

    def left(self) -> float:
        return self._until - time.monotonic()

    def check(self) -> None:
        """Raise ``FetchError`` where the exchange has been ended."""
        if self._ended == "time":
            raise FetchError(
                f"not finished within {self._seconds:g} seconds; try again later",
                code="timeout",
                transient=True,
            )
        if self._ended:
            raise interrupted()

    def explain(self, error: Exception) -> FetchError:
        """What went wrong, in our words."""
        try:
            self.check()
        except FetchError as ended:
            return ended
        if isinstance(error, TimeoutError) or "timed out" in str(error).lower():
            return FetchError(
                "the server stopped answering; try again later", code="timeout", transient=True
            )
        if isinstance(error, ssl.SSLCertVerificationError):
            return FetchError(
                f"its certificate is not valid ({error.verify_message}); the page is not safe to "
                "fetch, check the address",
                code="tls",
            )
        if isinstance(error, ssl.SSLError):
            reason = error.reason or error
            return FetchError(
                f"no secure connection ({reason}); try again later", code="tls", transient=True
            )
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        return FetchError(
            f"the connection broke off or the answer is no HTTP ({reason}); try again later",
            code="broken",
            transient=True,
        )

    def end(self) -> None:
        self._shut("interrupted")

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    def _expire(self) -> None:
        self._shut("time")

    def _shut(self, why: str) -> None:
        with self._lock:
            self._ended = self._ended or why
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)


# --------------------------------------------------------------------------- unpacking


class _Plain:
    """No encoding."""

    def feed(self, data: bytes, most: int) -> bytes:
        return data[:most]

    def finish(self) -> None:
        """Nothing can be missing."""


class _Inflate:
    """gzip and deflate, never more than asked for."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream: Any = None
        self._begun = False

    def feed(self, data: bytes, most: int) -> bytes:
        out = bytearray()
        while data and len(out) < most:
            if self._stream is None:
                if self._begun and not (self._gzip and data.startswith(b"\x1f\x8b")):
                    break  # padding behind the end
                self._stream = zlib.decompressobj(self._wbits(data))
                self._begun = True
            try:
                out += self._stream.decompress(data, most - len(out))
            except zlib.error as error:
                raise FetchError(
                    "its compression is damaged; try again later", code="encoding", transient=True
                ) from error
            if self._stream.eof:
                data, self._stream = self._stream.unused_data, None
            else:
                data = self._stream.unconsumed_tail
        return bytes(out)

    def finish(self) -> None:
        if self._stream is not None:
            raise FetchError(
                "its compressed content breaks off; try again later", code="broken", transient=True
            )

    def _wbits(self, data: bytes) -> int:
        if self._gzip:
            return _GZIP
        # "deflate" should have a zlib header; some servers leave it out.
        headed = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
        return zlib.MAX_WBITS if headed else -zlib.MAX_WBITS


def _unpacker(encoding: str) -> _Plain | _Inflate:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflate(gzip=name != "deflate")
    raise FetchError(
        f"its content is packed as {name[:40]!r}, which was not asked for; save the page from a "
        "browser and give the file",
        code="encoding",
    )
