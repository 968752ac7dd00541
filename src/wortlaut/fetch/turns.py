"""One request at a time to a host, with a pause in between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from wortlaut.errors import FetchError


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next: float = 0.0


class Turns:
    """Who may ask a host when. ``now`` is a monotonic clock, ``sleep`` waits on it."""

    def __init__(
        self,
        now: Callable[[], float],
        sleep: Callable[[float], None],
        *,
        longest_wait: float,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._longest = longest_wait
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Have the host for oneself; the next one waits ``delay`` seconds from the end on.

        Raises ``FetchError`` (wait) where the host has asked for a pause that is too long.
        """
        entry = self._host(host)
        with entry.lock:
            wait = entry.next - self._now()
            if wait > max(self._longest, delay):
                raise too_long(wait)
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                entry.next = max(entry.next, self._now() + delay)

    def pause(self, host: str, seconds: float) -> None:
        """The host has asked for a pause."""
        entry = self._host(host)
        entry.next = max(entry.next, self._now() + seconds)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())


def too_long(wait: float) -> FetchError:
    """The error for a pause that is not waited for."""
    return FetchError(
        f"the server asks to wait {wait:.0f} seconds before the next request; run again then",
        code="wait",
    )
