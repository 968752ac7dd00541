"""Values of foreign JSON objects: looked up by several names, checked, made storable."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

from wortlaut.errors import SourceError
from wortlaut.sources.moments import moment

LOG = logging.getLogger(__name__)

Fields = Mapping[str, Any]

EXPECTED = 'expected {"text": "…"} with title, url, outlet, authors, published as you have them'
# Halves of surrogate pairs and NULs come from programs that cut strings; neither can be stored.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
_LANGUAGES = {
    **{"deu": "de", "ger": "de", "german": "de", "deutsch": "de", "gsw": "de"},
    **{"eng": "en", "english": "en", "fra": "fr", "fre": "fr", "ita": "it", "rus": "ru"},
}


def kind_of(value: object) -> str:
    """What a JSON value is, in words."""
    return "null" if value is None else _KINDS.get(type(value), "a number")


def storable(text: str) -> str:
    """``text`` with what cannot be stored replaced one to one."""
    return _UNSTORABLE.sub("�", text)


def text_of(fields: Fields, *keys: str, numbers: bool = False) -> str | None:
    """The first text under one of ``keys``; a ``{"rendered": …}`` or ``{"name": …}`` counts.

    Raises ``SourceError`` (record) where the first that is there is something else.
    """
    for key in keys:
        value = fields.get(key)
        if isinstance(value, Mapping):
            value = value.get("rendered", value.get("name", value))
        if isinstance(value, str):
            if value.strip():
                return storable(value)
        elif numbers and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        elif value is not None:
            raise SourceError(f'"{key}" is {kind_of(value)}; it should be a text', code="record")
    return None


def names_of(fields: Fields, *keys: str) -> tuple[str, ...]:
    """The names under the first of ``keys`` that has any: a text, texts, or objects with a name.

    Raises ``SourceError`` (record) for anything else.
    """
    for key in keys:
        value = fields.get(key)
        if not value:
            continue
        items = value if isinstance(value, list) else [value]
        named = [i.get("name") if isinstance(i, Mapping) else i for i in items]
        texts = [n for n in named if isinstance(n, str)]
        if len(texts) < len(named):
            raise SourceError(f'"{key}" should be a list of names', code="record")
        names = tuple(storable(n.strip()) for n in texts if n.strip())
        if names:
            return names
    return ()


def moment_of(fields: Fields, keys: Iterable[str], source: str) -> str | None:
    """The first date under one of ``keys`` as ISO 8601; what is no date is told in a warning.

    Raises ``SourceError`` (record) for a list, or an object that is no date.
    """
    for key in keys:
        value = fields.get(key)
        if value in (None, "", 0):
            continue
        if isinstance(value, list | bool):
            raise SourceError(f'"{key}" is {kind_of(value)}; it should be a date', code="record")
        found = moment(value)
        if found:
            return found
        LOG.warning("%s: %s is no date that can be read: %.60r", source, key, value)
    return None


def language_code(stated: str | None) -> str | None:
    """``de`` for "de-AT", "deu" and "German"; None for what is no language."""
    name = re.split(r"[-_ ]", (stated or "").strip().lower())[0]
    if name in _LANGUAGES:
        return _LANGUAGES[name]
    return name if re.fullmatch(r"[a-z]{2,3}", name) else None
