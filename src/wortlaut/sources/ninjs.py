"""IPTC ninjs, news in JSON: versions 1.0 to 1.8, 2.x and 3.x (names are compared without case).

Specification: iptc.org/std/ninjs. Version 1 has ``headline``, ``body_text``, ``body_xhtml`` and
further ``body_*``; versions 2 and 3 have lists ``headlines`` and ``bodies`` of objects with
``role``, ``contenttype`` and ``value``. Markup is preferred, since it has paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wortlaut.errors import SourceError
from wortlaut.records import Article
from wortlaut.sources import fragment
from wortlaut.sources.pages.people import split_names
from wortlaut.sources.raw import blank
from wortlaut.sources.values import (
    Fields,
    kind_of,
    language_code,
    moment_of,
    names_of,
    storable,
    text_of,
)

KEYS = ("body_text", "body_xhtml", "body_html", "body_richtext", "body_main", "bodies", "headlines")
_OTHERS = frozenset({"versioncreated", "firstcreated", "pubstatus", "standard", "copyrightholder"})
_TEXTUAL = frozenset({"text", "composite", ""})
_WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
_MARKED_UP = ("xhtml", "html", "richtext")


def recognises(fields: Fields) -> bool:
    """A ``bodies`` or ``headlines`` list, a ``body_…`` text, or two names that only ninjs has."""
    names = {key.lower() for key in fields if isinstance(key, str)}
    if isinstance(fields.get("bodies"), list) or isinstance(fields.get("headlines"), list):
        return True
    if any(name.startswith("body_") for name in names):
        return "uri" in names or bool(names & _OTHERS)
    return "uri" in names and len(names & _OTHERS) >= 1 and "text" not in names


def article(fields: Fields, source: str) -> Article:
    """The article of one ninjs item, the headline first.

    Raises ``SourceError``: ``withdrawn`` for what its provider has cancelled, ``no_text`` for a
    picture, an event or an item without a body, ``record`` for ill-typed values.
    """
    item = {k.lower(): v for k, v in fields.items() if isinstance(k, str)}
    status = str(item.get("pubstatus") or "").lower()
    if status in _WITHDRAWN:
        reason = f'withdrawn by its provider (pubstatus "{status}"); it is not to be used'
        raise SourceError(reason, code="withdrawn")
    kind = str(item.get("type") or "").lower()
    title = _headline(item)
    parts = _parts(item)
    if not parts:
        what = f"a ninjs item of type {kind!r}" if kind not in _TEXTUAL else "a ninjs item"
        raise SourceError(f"{what} without a body; only texts can be read", code="no_text")
    text, blocks = fragment.joined(parts, title)
    uri = text_of(item, "uri")
    return Article(
        source=source,
        text=text,
        title=title,
        url=_address(item, uri),
        outlet=_provider(item),
        authors=_authors(item),
        published=moment_of(item, ("firstcreated", "contentcreated", "versioncreated"), source),
        modified=moment_of(item, ("versioncreated",), source),
        language=language_code(text_of(item, "language")) or "de",
        section=_named(item, "genres", "genre"),
        keywords=_keywords(item),
        blocks=blocks,
    )


def _headline(item: Fields) -> str | None:
    main = _by_role(item.get("headlines"), "headlines", ("main", "headline", "title"))
    if main:
        stated: str | None = main[0][0]
    else:
        stated = text_of(item, "headline", "headline_main", "title", "slugline")
    if stated and "<" in stated:
        stated = " ".join(text for text, _ in fragment.parts_of(stated))
    return " ".join(stated.split()) if stated else None


def _parts(item: Fields) -> list[fragment.Part]:
    """The body: one of markup first, then one of text; the summary is not the report."""
    bodies = [(v, c) for v, c in _by_role(item.get("bodies"), "bodies", ("main",)) if not blank(v)]
    if not bodies:
        named = [key for key in item if key.startswith("body_")]
        for key in sorted(named, key=lambda k: (k not in KEYS, k)):
            value = item[key]
            if isinstance(value, str) and not blank(value):
                bodies.append((storable(value), key))
    marked = [v for v, c in bodies if any(m in c for m in _MARKED_UP) or fragment.is_markup(v)]
    if marked:
        return fragment.parts_of(max(marked, key=len))
    if not bodies:
        return []
    plain = bodies[0][0].replace("\r\n", "\n")
    between = "\n\n" if "\n\n" in plain else "\n"
    return [(block, "paragraph") for block in plain.split(between) if not blank(block)]


def _by_role(value: Any, key: str, first: tuple[str, ...]) -> list[tuple[str, str]]:
    """Value and content type of each entry; those whose role is in ``first`` first."""
    if value is None:
        return []
    entries = value if isinstance(value, list) else [value]
    found: list[tuple[bool, str, str]] = []
    for entry in entries:
        if isinstance(entry, str):
            found.append((True, storable(entry), ""))
        elif isinstance(entry, Mapping):
            lower = {str(k).lower(): v for k, v in entry.items()}
            text = lower.get("value")
            role = str(lower.get("role") or "main").lower()
            if isinstance(text, str) and role not in ("caption", "summary", "abstract"):
                content = f"{lower.get('contenttype') or ''} {role}".lower()
                found.append((role not in first, storable(text), content))
        else:
            raise SourceError(f'"{key}" has {kind_of(entry)} in it', code="record")
    return [(text, content) for _, text, content in sorted(found, key=lambda f: f[0])]


def _address(item: Fields, uri: str | None) -> str | None:
    for stated in (text_of(item, "url", "link", "canonicalurl"), uri):
        if stated and stated.startswith(("https://", "http://")):
            return stated
    return None


def _provider(item: Fields) -> str | None:
    sources = item.get("infosources") or item.get("infosource")
    for entry in sources if isinstance(sources, list) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get("name"), str):
            return storable(entry["name"])
    return text_of(item, "copyrightholder", "provider")


def _authors(item: Fields) -> tuple[str, ...]:
    """The persons of ``by`` or ``byline``; a sign of an agency only where there is nobody."""
    names = [n for line in names_of(item, "by", "byline", "bylines") for n in split_names(line)]
    persons = [name for name in names if " " in name]
    return tuple(dict.fromkeys(persons or names))


def _named(item: Fields, *keys: str) -> str | None:
    for key in keys:
        value = item.get(key)
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, Mapping) and isinstance(entry.get("name"), str):
                return storable(entry["name"])
    return None


def _keywords(item: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for key in ("keywords", "subject", "subjects"):
        value = item.get(key)
        for entry in value if isinstance(value, list) else ():
            name = entry.get("name") if isinstance(entry, Mapping) else entry
            if isinstance(name, str) and name.strip():
                found.append(storable(name.strip()))
    return tuple(dict.fromkeys(found))
