"""What is known about a URL from an earlier run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a server said of the version it sent, and what was made of it.

    ``etag`` and ``last_modified`` serve to ask whether it still holds. ``articles`` are the ids
    of what was read from it; of a feed or sitemap the ``body`` is kept. ``reader`` is the
    version that read it: another one reads it again.
    """

    etag: str | None
    last_modified: str | None
    reader: str
    articles: tuple[str, ...] = ()
    body: bytes | None = None
