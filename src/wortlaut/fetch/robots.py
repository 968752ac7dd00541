"""robots.txt, after RFC 9309; Protego reads its rules.

A file that is not there (4xx) allows everything; a server that fails (5xx) or cannot be reached
allows nothing; what lies past the size limit is not read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wortlaut.errors import FetchError
from wortlaut.fetch.address import Address
from wortlaut.fetch.client import Response

MAX_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least
_KEPT = 24 * 3600.0  # RFC 9309: no longer than a day
_KEPT_FAILURE = 600.0


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    parsed: Any = None  # Protego; None: everything is allowed
    error: FetchError | None = None


class Robots:
    """Asks each origin once. ``get`` fetches the file and follows redirects.

    ``product`` is the name that a robots.txt can address: ``wortlaut``.
    """

    def __init__(
        self, product: str, get: Callable[[Address], Response], now: Callable[[], float]
    ) -> None:
        self._product = product
        self._get = get
        self._now = now
        self._rules: dict[str, _Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def delay(self, address: Address) -> float:
        """The crawl delay that the host asks for, 0 without one. Raises as ``check`` does."""
        parsed = self._for(address).parsed
        stated = parsed.crawl_delay(self._product) if parsed else None
        return max(0.0, stated or 0.0)

    def check(self, address: Address) -> None:
        """Raise ``FetchError`` (robots, or why the file cannot be had) where we may not ask."""
        rules = self._for(address)
        if rules.parsed and not rules.parsed.can_fetch(address.url, self._product):
            raise FetchError(
                f"{address.origin}/robots.txt asks programs to leave it alone; "
                "open it in a browser, save it and give the file",
                code="robots",
            )

    def _for(self, address: Address) -> _Rules:
        with self._lock:
            lock = self._locks.setdefault(address.origin, threading.Lock())
        with lock:
            rules = self._rules.get(address.origin)
            if rules is None or rules.until <= self._now():
                rules = self._ask(address)
                self._rules[address.origin] = rules
        if rules.error is not None:
            error = rules.error
            raise FetchError(str(error), code=error.code) from error
        return rules

    def _ask(self, address: Address) -> _Rules:
        file = Address(address.scheme, address.host, address.port, "/robots.txt")
        try:
            response = self._get(file)
        except FetchError as error:
            if error.code == "redirects":  # RFC 9309: as if there were none
                return _Rules(self._now() + _KEPT)
            return _Rules(self._now() + _KEPT_FAILURE, error=error)
        if response.status >= 500 or response.status == 429:
            failure = FetchError(
                f"{file.url} answers with {response.status}, and what a site asks of programs "
                "must be known before they read it; try again later",
                code="robots",
            )
            return _Rules(self._now() + _KEPT_FAILURE, error=failure)
        if not 200 <= response.status < 300:
            return _Rules(self._now() + _KEPT)
        from protego import Protego

        text = response.body.decode("utf-8", "replace").removeprefix("\ufeff")
        if len(response.body) >= MAX_BYTES:  # the last line may be half a rule
            text = text[: text.rfind("\n") + 1]
        return _Rules(self._now() + _KEPT, Protego.parse(text))
