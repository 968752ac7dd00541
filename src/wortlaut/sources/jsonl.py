"""Articles as JSON: one a line, or an array, one object, or objects one after the other.

``shapes`` says which objects are articles. A line or object that cannot be read is a failure of
its own; the others are not affected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources import shapes
from wortlaut.sources.json_objects import objects
from wortlaut.sources.raw import Raw, decode, peek_text, too_large
from wortlaut.sources.values import EXPECTED, Fields, kind_of

SUFFIXES = (".jsonl", ".ndjson")
DOCUMENTS = (".json",)
_LIST_KEYS = ("articles", "items", "docs", "documents", "results", "hits", "data")
_FIRST_OBJECT = re.compile(r'\s*(?:\[\s*)*\{\s*"[^"\n]{1,200}"\s*:')
_FIRST_LIST = re.compile(r"\s*\[\s*(?:\]\s*$|\{)")
_KEY = re.compile(r'"([A-Za-z_]{2,20})"\s*:')


def recognises(head: str) -> bool:
    """Starts with an object that has a name in it, or with a list of objects."""
    return bool(_FIRST_OBJECT.match(head) or _FIRST_LIST.match(head))


def likely(head: str) -> bool:
    """Has a name in it under which articles have their text."""
    return any(name.lower() in shapes.KEYS for name in _KEY.findall(head))


def read(raw: Raw) -> Iterator[Article | Failure]:
    """Yield an article a line or object; one that cannot be read is a ``Failure`` FILE:NUMBER.

    Empty lines are passed over. Raises ``SourceError`` (empty) where there is no object at all.
    """
    found = False
    by_line = _by_line(peek_text(raw.head), raw.source)
    numbered = raw.lines() if by_line else objects(raw.utf8())
    name = "line" if by_line else "object"
    for number, data in numbered:
        if data is not None and not data.strip():
            continue
        found = True
        where = f"{raw.source}:{number}"
        try:
            if data is None:
                raise too_large()
            parsed = parse(decode(data, where))
        except SourceError as error:
            yield Failure(where, "source", error.code, str(error))
            continue
        for count, item in enumerate(members := _members(parsed)):
            label = f"{name} {number}" if item is parsed else f"{name} {number}.{count + 1}"
            try:
                whole = data if item is parsed else _written(item)
                line = whole.rstrip(b"\r\n")
                yield shapes.article(item, raw.source, line=line, record=label)
            except SourceError as error:
                part = where if len(members) == 1 else f"{raw.source}#{count + 1}:{number}"
                yield Failure(part, "source", error.code, str(error))
    if not found:
        raise SourceError("empty: no line with an article", code="empty")


def parse(text: str) -> Fields:
    """The object of a JSON text. Raises ``SourceError``: ``json`` or ``record``."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column" if error.lineno > 1 else "column"
        reason = f"no valid JSON at {place} {error.colno} ({error.msg}); one object a line"
        raise SourceError(reason, code="json") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 5,000 brackets
        reason = "no usable JSON: nested too deeply, or a number too long; one object a line"
        raise SourceError(reason, code="json") from error
    if not isinstance(data, Mapping):
        raise SourceError(f"{kind_of(data)} where an object should be; {EXPECTED}", code="record")
    return data


def _by_line(head: str, source: str) -> bool:
    """Whether it is one object a line, a broken one perhaps among them.

    An array or a pretty-printed object is neither: its first line is no whole object, and no
    line below begins with one.
    """
    if source.lower().endswith(SUFFIXES):
        return True
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return False
    first, feed, rest = start.partition("\n")
    try:
        json.loads(first)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # {…}{…}
            return False
        return not feed or re.search(r"^\{[^\n]*\S", rest, re.M) is not None
    except (ValueError, RecursionError):
        return True
    return True


def _members(parsed: Fields) -> list[Any]:
    """The object itself, or the objects of the list that it wraps."""
    if any(key in shapes.KEYS for key in parsed):
        return [parsed]
    for key in _LIST_KEYS:
        value = parsed.get(key)
        if isinstance(value, Mapping):  # {"hits": {"hits": [...]}}
            value = value.get(key)
        if isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value):
            return value
    return [parsed]


def _written(item: Any) -> bytes:
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
