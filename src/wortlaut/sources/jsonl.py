"""JSON lines: one article a line, flat or in the shape of our own ``analyze`` output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources.raw import Raw, blank, decode, too_large

SUFFIXES = (".jsonl", ".ndjson")
_FIRST_OBJECT = re.compile(r'\s*\{\s*"')
_ARTICLE_KEY = re.compile(r'"(?:text|article)"\s*:\s*["{]')
# Halves of surrogate pairs and NULs come from programs that cut strings; neither can be stored.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_EXPECTED = 'expected {"text": "…"} with title, url, outlet, authors, published as you have them'
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}


def recognises(head: str) -> bool:
    """Starts with an object that has a text or an article."""
    return bool(_FIRST_OBJECT.match(head)) and bool(_ARTICLE_KEY.search(head))


def read(raw: Raw) -> Iterator[Article | Failure]:
    """Yield an article a line; a line that cannot be read is a ``Failure`` named FILE:LINE.

    Empty lines are passed over. Raises ``SourceError`` (empty) where no line has anything.
    """
    found = False
    for number, line in raw.lines():
        if line is not None and not line.strip():
            continue
        found = True
        where = f"{raw.source}:{number}"
        try:
            if line is None:
                raise too_large()
            yield article(_parse(decode(line, where)), raw.source)
        except SourceError as error:
            yield Failure(where, "source", error.code, str(error))
    if not found:
        raise SourceError("empty: no line with an article", code="empty")


def article(data: Mapping[str, Any], source: str) -> Article:
    """The article of one object, ``{"text": …}`` or ``{"article": {"text": …}}``.

    The text is kept as it is; ``source`` and ``id`` count where they are given. Unknown keys are
    ignored. Raises ``SourceError``: ``empty``, or ``record`` for a missing or ill-typed value.
    """
    fields = data.get("article", data)
    if not isinstance(fields, Mapping):
        raise SourceError(f'"article" is {_kind(fields)}; {_EXPECTED}', code="record")
    text = _string(fields, "text")
    if text is None:
        raise SourceError(f'no "text"; {_EXPECTED}', code="record")
    if blank(text):
        raise SourceError('empty: no words in "text"', code="empty")
    return Article(
        source=_string(fields, "source") or source,
        text=text,
        title=_string(fields, "title"),
        url=_string(fields, "url"),
        outlet=_string(fields, "outlet"),
        authors=_authors(fields),
        published=_string(fields, "published"),
        language=_string(fields, "language") or "de",
        id=_string(fields, "id", numbers=True) or "",
    )


def _parse(line: str) -> Mapping[str, Any]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        reason = f"no valid JSON at column {error.colno} ({error.msg}); one object a line"
        raise SourceError(reason, code="json") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 5,000 brackets
        reason = "no usable JSON: nested too deeply, or a number too long; one object a line"
        raise SourceError(reason, code="json") from error
    if not isinstance(data, Mapping):
        raise SourceError(f"{_kind(data)} where an object should be; {_EXPECTED}", code="record")
    return data


def _string(fields: Mapping[str, Any], key: str, *, numbers: bool = False) -> str | None:
    value = fields.get(key)
    if numbers and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return _UNSTORABLE.sub("�", value) if value else None
    raise SourceError(f'"{key}" is {_kind(value)}; it should be a text', code="record")


def _authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    value = fields.get("authors") or []
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise SourceError('"authors" should be a list of names', code="record")
    return tuple(_UNSTORABLE.sub("�", n) for n in names if n.strip())


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS.get(type(value), "a number")
