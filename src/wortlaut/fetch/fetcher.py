"""Fetching a URL as a publisher would have it: robots.txt, pauses, redirects, retries."""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from wortlaut.config import FetchConfig
from wortlaut.errors import FetchError
from wortlaut.fetch.address import Address, Network, parse, redact
from wortlaut.fetch.limits import Limits
from wortlaut.fetch.robots import MAX_BYTES, Robots
from wortlaut.fetch.turns import Turns, too_long

if TYPE_CHECKING:
    from wortlaut.fetch.client import Client, Response

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,*/*;q=0.5"
)
# What can hold articles; the content itself decides which reader it gets.
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/json")
_OTHER_TYPES = frozenset(
    {
        "application/gzip",
        "application/x-gzip",
        "application/warc",
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/jsonlines",
        "application/octet-stream",
        "multipart/related",
        "message/rfc822",
    }
)
_NOT_TEXT = frozenset({"text/css", "text/javascript", "text/calendar", "text/csv"})
_MEANING = {
    401: "it is behind a login; save the page from a browser and give the file",
    402: "it must be paid for; save the page from a browser and give the file",
    403: "the server refuses it to programs; save the page from a browser and give the file",
    404: "there is no such page; check the address",
    410: "the page has been removed",
    451: "the page is withheld for legal reasons",
}


def utc_now() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about the version it sent, to ask later whether it still holds."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a URL. ``url``: as it was asked for; ``final_url``: after redirects.

    Header names are in lower case, cookies are left out; ``body`` is unpacked; ``captured`` is
    when the answer was complete, UTC (ISO 8601). Status 304 has no body.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    captured: str

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def digest(self) -> str:
        """``sha256:…`` of the body."""
        return "sha256:" + hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        """``text/html``, in lower case, without parameters; empty where none is stated."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set that the headers state."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower() or None
        return None

    @property
    def validators(self) -> Validators:
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a fetch depends on besides the network: clocks, chance and a way to wait."""

    clock: Callable[[], datetime] = utc_now
    now: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    sleep: Callable[[float], None] | None = None


class Fetcher:
    """Fetches URLs; may be used from several threads. Close it, or use it in a ``with``.

    >>> with Fetcher() as fetcher:  # doctest: +SKIP
    ...     fetcher.fetch("https://www.example.org/").status
    200
    """

    def __init__(
        self,
        config: FetchConfig | None = None,
        *,
        allow_private: bool = False,
        limits: Limits | None = None,
        network: Network | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        from wortlaut.fetch.client import Client

        self._config = config or FetchConfig()
        self._limits = limits or Limits(total=self._config.timeout)
        self._around = surroundings or Surroundings()
        self._closed = threading.Event()
        self._client: Client = Client(self._limits, network=network, allow_private=allow_private)
        sleep = self._around.sleep or self._sleep
        self._turns = Turns(self._around.now, sleep, longest_wait=self._limits.longest_wait)
        agent = user_agent(self._config)
        product = re.split(r"[/\s]", agent, maxsplit=1)[0]
        self._robots = Robots(product, self._get_robots, self._around.now)
        self._headers = {
            "User-Agent": agent,
            "Accept": _ACCEPT,
            "Accept-Language": "de,*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if self._config.contact and "@" in self._config.contact:
            self._headers["From"] = self._config.contact

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what is under way; safe to call from another thread, and twice."""
        self._closed.set()
        self._client.close()

    def check(self, url: str) -> None:
        """Raise ``FetchError`` where the URL must not be fetched; asks for robots.txt only."""
        self._robots.check(parse(url))

    def fetch(self, url: str, *, unless: Validators | None = None, head: bool = False) -> Fetched:
        """Fetch a URL, or with ``head`` its headers only.

        With ``unless``, a page that has not changed since comes back as status 304 without a
        body. Raises ``FetchError`` where there is nothing to read: see ``code``.
        """
        headers = dict(self._headers)
        if unless and unless.etag:
            headers["If-None-Match"] = unless.etag
        if unless and unless.last_modified:
            headers["If-Modified-Since"] = unless.last_modified
        address = parse(url)
        seen = {address.url}
        while True:
            self._robots.check(address)
            delay = max(self._config.delay, self._robots.delay(address))
            method = "HEAD" if head else "GET"
            response = self._persist(address, headers, delay=delay, method=method)
            target = _target(address, response)
            if target is None:
                break
            if target.url in seen or len(seen) > self._limits.redirects:
                raise _endless(len(seen))
            seen.add(target.url)
            address = target
        self._refuse(response, bool(unless), head)
        captured = self._around.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Fetched(
            redact(url.strip()),
            address.url,
            response.status,
            response.headers,
            response.body,
            captured,
        )

    # ------------------------------------------------------------------------ inside

    def _persist(
        self,
        address: Address,
        headers: Mapping[str, str],
        *,
        delay: float = 0.0,
        method: str = "GET",
        cut: int | None = None,
    ) -> Response:
        """Ask until there is an answer to go by, at most ``attempts`` times."""
        accepts = _wanted if cut is None else None
        for attempt in range(1, self._limits.attempts + 1):
            last = attempt == self._limits.attempts
            wait = self._limits.backoff * 2 ** (attempt - 1) * (0.5 + self._around.chance())
            with self._turns.turn(address.host, delay):
                try:
                    response = self._client.exchange(
                        address, headers, method=method, accepts=accepts, cut=cut
                    )
                except FetchError as error:
                    if not error.transient or last:
                        raise
                else:
                    if response.status not in _TRANSIENT:
                        return response
                    wait = max(wait, self._asked_pause(address, response))
                    if last:
                        return response
                self._turns.pause(address.host, wait)
        raise AssertionError("an attempt either returns or raises")  # pragma: no cover

    def _asked_pause(self, address: Address, response: Response) -> float:
        """Seconds of Retry-After, 0 without one. Raises ``FetchError`` (wait) for too many."""
        asked = self._retry_after(response) or 0.0
        self._turns.pause(address.host, asked)
        if asked > self._limits.longest_wait:
            raise too_long(asked)
        return asked

    def _retry_after(self, response: Response) -> float | None:
        value = response.headers.get("retry-after", "").strip()
        if value.isascii() and value.isdecimal():
            return float(value[:9])
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        return max(0.0, (until - self._around.clock()).total_seconds())

    def _refuse(self, response: Response, conditional: bool, head: bool) -> None:
        status = response.status
        if status == 304 and conditional:
            return
        if not 200 <= status < 300:
            meaning = _MEANING.get(status, "try again later" if status >= 500 else "check it")
            raise FetchError(f"the server answers {status}: {meaning}", code=f"http_{status}")
        if not head and not response.body.strip():
            raise FetchError("an empty page; try again later", code="empty")

    def _get_robots(self, address: Address) -> Response:
        """robots.txt with its redirects (five at least, RFC 9309) and with retries."""
        for _ in range(1 + max(5, self._limits.redirects)):
            response = self._persist(address, self._headers, cut=MAX_BYTES)
            target = _target(address, response)
            if target is None:
                return response
            address = target
        raise _endless(max(5, self._limits.redirects))

    def _sleep(self, seconds: float) -> None:
        from wortlaut.fetch.client import interrupted

        if self._closed.wait(seconds):
            raise interrupted()


def user_agent(config: FetchConfig) -> str:
    """``wortlaut/0.1.0 (+mailto:archiv@blatt.example)``, or what the settings say."""
    from wortlaut import __version__

    if config.user_agent:
        return config.user_agent
    contact = config.contact
    if not contact:
        return f"wortlaut/{__version__}"
    if "@" in contact and "/" not in contact and not contact.startswith("mailto:"):
        contact = f"mailto:{contact}"
    return f"wortlaut/{__version__} (+{contact})"


def _target(address: Address, response: Response) -> Address | None:
    """Where a redirect leads; None for anything else. Raises as ``parse`` does."""
    location = response.headers.get("location")
    if response.status not in _REDIRECTS or not location:
        return None
    # Bytes of a header are read as Latin-1; many servers send UTF-8.
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return parse(location, address.url)
    except FetchError as error:
        raise FetchError(f"redirected: {error}", code=error.code) from error


def _endless(seen: int) -> FetchError:
    return FetchError(
        f"redirected {seen} times or in a circle without arriving; check it in a browser",
        code="redirects",
    )


def _wanted(status: int, headers: Mapping[str, str]) -> bool:
    """Whether to read on; raises ``FetchError`` (content_type) for what holds no article."""
    if not 200 <= status < 300:
        return False
    stated = headers.get("content-type", "").partition(";")[0].strip().lower()
    readable = (
        not stated
        or stated in _OTHER_TYPES
        or (stated.startswith(_TEXT_TYPES) and stated not in _NOT_TEXT)
        or (stated.startswith("application/") and stated.endswith(("+xml", "+json")))
    )
    if not readable:
        raise FetchError(
            f"its content is {stated[:60]!r}, not a page, feed or sitemap; check the address",
            code="content_type",
        )
    return True
