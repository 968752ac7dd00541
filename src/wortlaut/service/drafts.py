"""Analyses that nobody has kept yet: shown at once, kept if wanted, else forgotten."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from wortlaut.records import Analysis

MOST = 100
SECONDS = 3600.0


class Drafts:
    """The last ``MOST`` analyses, each for an hour, by a key that nobody can guess."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Analysis]] = OrderedDict()

    def put(self, analysis: Analysis) -> str:
        """Keep an analysis for a while; its key."""
        key = secrets.token_urlsafe(12)
        with self._guard:
            self._kept[key] = (self._clock(), analysis)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return key

    def get(self, key: str) -> Analysis | None:
        """The analysis; None where it is forgotten."""
        with self._guard:
            made, analysis = self._kept.get(key, (0.0, None))
            if analysis is not None and self._clock() - made > SECONDS:
                del self._kept[key]
                return None
            return analysis
