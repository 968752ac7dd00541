"""A web of one server: it speaks over real sockets, and does whatever a test tells it to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from wortlaut.config import FetchConfig
from wortlaut.fetch import Fetcher, Limits
from wortlaut.fetch.address import Network
from wortlaut.fetch.fetcher import Surroundings

PUBLIC = "93.184.215.14"
NOON = datetime(2024, 11, 28, 12, 0, tzinfo=UTC)


@dataclass
class Request:
    """What the server was asked; ``conn`` is the open socket, ``done`` is set at the end."""

    method: str
    path: str
    headers: dict[str, str]
    conn: socket.socket
    done: threading.Event

    def send(self, data: bytes) -> bool:
        """Whether the other side still listens."""
        try:
            self.conn.sendall(data)
        except OSError:
            return False
        return not self.done.is_set()

    def answer(
        self, body: bytes | str = b"", status: str = "200 OK", type: str = "text/html", **more: str
    ) -> None:
        """A whole response; ``more`` are headers, with _ for -."""
        data = body.encode() if isinstance(body, str) else body
        head = {"Content-Type": type, "Content-Length": str(len(data))}
        head |= {k.replace("_", "-"): v for k, v in more.items()}
        lines = [f"HTTP/1.1 {status}", *(f"{k}: {v}" for k, v in head.items() if v), "", ""]
        self.send("\r\n".join(lines).encode() + (b"" if self.method == "HEAD" else data))


Handler = Callable[[Request], None]


@dataclass
class Site:
    """Paths and what they do; without a rule for it robots.txt is not there."""

    port: int
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)
    most_at_once: int = 0
    at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    tls: ssl.SSLContext | None = None
    first_word: Callable[[socket.socket], None] | None = None

    def __setitem__(self, path: str, what: Handler | str | bytes) -> None:
        if isinstance(what, str | bytes):
            self.pages[path] = lambda request: request.answer(what)
        else:
            self.pages[path] = what

    def paths(self, *, robots: bool = False) -> list[str]:
        return [r.path for r in self.asked if robots or r.path != "/robots.txt"]

    def serve(self, conn: socket.socket) -> None:
        with conn, contextlib.suppress(OSError, ValueError):
            conn.settimeout(10)
            if self.first_word:
                self.first_word(conn)
            if self.tls:
                conn = self.tls.wrap_socket(conn, server_side=True)
            self.speak(conn)

    def speak(self, conn: socket.socket) -> None:
        with conn:
            data = b""
            while b"\r\n\r\n" not in data:
                piece = conn.recv(65536)
                if not piece or piece.startswith(b"\x16\x03"):  # TLS, where none is spoken
                    return
                data += piece
            first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            method, path, _ = first.split(" ")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
            request = Request(method, path, headers, conn, self.done)
            with self.lock:
                self.asked.append(request)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
            try:
                missing: Handler = lambda r: r.answer("nicht da", "404 Not Found")  # noqa: E731
                self.pages.get(path, missing)(request)
            finally:
                with self.lock:
                    self.at_once -= 1


@pytest.fixture
def site() -> Iterator[Site]:
    listener = socket.create_server(("127.0.0.1", 0))
    made = Site(listener.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                conn, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=made.serve, args=(conn,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield made
    made.done.set()
    listener.close()


@dataclass
class Wires(Network):
    """All names stand for a public address, which is wired to the server of the test."""

    port: int
    names: dict[str, list[str]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        found = self.names.get(host, [PUBLIC])
        if not found:
            raise socket.gaierror(-2, "Name or service not known")
        return found

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.dialled.append(address)
        return socket.create_connection(("127.0.0.1", self.port), timeout)


@pytest.fixture
def wires(site: Site) -> Wires:
    return Wires(site.port)


@dataclass
class Clock:
    """Time that passes only by waiting."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(wires: Wires, clock: Clock) -> Iterator[Callable[..., Fetcher]]:
    """``make(delay=0, read=0.2)``: a fetcher with these settings and limits."""
    made: list[Fetcher] = []

    def call(
        *,
        allow_private: bool = False,
        contact: str | None = None,
        delay: float = 0,
        **limits: float,
    ) -> Fetcher:
        bounds = {"connect": 5, "read": 5, "total": 10, "body": 200_000, "backoff": 1} | limits
        around = Surroundings(lambda: NOON, clock.now, lambda: 0.5, clock.sleep)
        made.append(
            Fetcher(
                FetchConfig(delay=delay, contact=contact),
                allow_private=allow_private,
                limits=Limits(**bounds),
                network=wires,
                surroundings=around,
            )
        )
        return made[-1]

    yield call
    for fetcher in made:
        fetcher.close()
