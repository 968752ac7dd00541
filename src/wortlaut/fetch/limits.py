"""How long and how much a fetch may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a fetch, in seconds and bytes.

    ``connect`` and ``read`` bound a single wait, ``total`` a whole exchange, however slowly it
    trickles. ``body`` bounds what comes over the wire and, separately, what it unpacks to.
    ``attempts`` counts the first one; ``backoff`` doubles from one to the next. A server that
    asks to wait longer than ``longest_wait`` is not asked again.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    body: int = 20_000_000
    redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0
    longest_wait: float = 120.0
