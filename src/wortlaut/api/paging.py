"""Cursors of lists that the corpus pages by offset; opaque, and only good for their own list."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Annotated, Any, TypeVar

from fastapi import Query

from wortlaut.errors import UsageError
from wortlaut.records.article import digest

LARGEST = 200
_DEEPEST = 1_000_000
_T = TypeVar("_T")

Limit = Annotated[int, Query(ge=1, le=LARGEST, description="How many of them at most.")]
CursorParam = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=1000,
        description="`next` of the page before; all else has to be the same.",
    ),
]


def offset_of(cursor: str | None, *asked: Any) -> int:
    """Where a page begins. Raises ``UsageError`` for what is no cursor of this list."""
    if cursor is None:
        return 0
    try:
        key, offset = json.loads(
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        )
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise UsageError("this is no cursor; begin with the first page, without one") from error
    if key != digest("list", *asked):
        raise UsageError(
            "the cursor belongs to another list or other filters; begin with the first page, "
            "without one"
        )
    if type(offset) is not int or not 0 < offset <= _DEEPEST:
        raise UsageError("this is no cursor; begin with the first page, without one")
    return offset


def page_of(found: list[_T], offset: int, limit: int, *asked: Any) -> tuple[list[_T], str | None]:
    """The page and the cursor of the next one; ``found`` has one more than ``limit`` if any."""
    if len(found) <= limit or offset + limit > _DEEPEST:
        return found[:limit], None
    blob = json.dumps([digest("list", *asked), offset + limit], separators=(",", ":"))
    return found[:limit], base64.urlsafe_b64encode(blob.encode()).decode().rstrip("=")
