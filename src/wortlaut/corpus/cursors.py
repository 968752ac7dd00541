"""Cursors: where a page of hits ended, so that the next one begins there, whatever came since."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import astuple, dataclass

from wortlaut.errors import UsageError

_VERSION = 1
_KINDS: tuple[type | tuple[type, ...], ...] = (
    str,
    (str, type(None)),
    (str, type(None)),
    str,
    str,
    int,
    (int, float),
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit of a page: its article's place in time, its own in the article, its rank.

    ``article`` and ``statement`` are ids; ``search`` tells which search it belongs to.
    """

    search: str
    day: str | None
    published: str | None
    article: str
    statement: str
    position: int
    score: float

    def text(self) -> str:
        """The cursor for a URL; what is in it may change from version to version."""
        blob = json.dumps([_VERSION, *astuple(self)], separators=(",", ":"))
        return base64.urlsafe_b64encode(blob.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, search: str) -> Cursor:
        """The cursor that ``text`` gave. Raises ``UsageError`` where it is none of this search."""
        try:
            blob = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
            version, *values = json.loads(blob)
            found = cls(*values)
            fits = all(isinstance(v, k) for v, k in zip(astuple(found), _KINDS, strict=True))
            if version != _VERSION or not fits:
                raise ValueError
        except (ValueError, TypeError, binascii.Error, RecursionError) as error:
            raise UsageError(
                "this is no cursor of this version; begin with the first page, without one"
            ) from error
        if found.search != search:
            raise UsageError(
                "the cursor belongs to a search with another query, other filters or another "
                "order; begin with the first page, without one"
            )
        return found
