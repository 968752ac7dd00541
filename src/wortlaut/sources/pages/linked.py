"""What a page says about itself in JSON-LD, meta elements and links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_JSON = 3_000_000
"""Characters of one JSON-LD script that are read; a live ticker of a day has 0.5 million."""
MAX_OBJECTS = 20_000

_ARTICLE_TYPES = re.compile(
    r"(?:Article|Posting|NewsReport|Report|Review|Interview|NewsStory)$", re.IGNORECASE
)
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
_SPACE = re.compile(r"\s+")
# Soft hyphens and zero-width characters are for layout; they would hide a word from a search.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,200}>[^<]{0,2000}(?:</\1\s*>|$)", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")

Object = dict[str, Any]


def clean(value: object) -> str | None:
    """A metadata text on one line, entities resolved (some systems escape twice); None if empty."""
    if not isinstance(value, str):
        return None
    text = html.unescape(html.unescape(value)) if "&" in value else value
    text = _TAG.sub("", _SCRIPT.sub("", text)) if "<" in text else text
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip() or None


def visible(element: Any, between: str = "") -> str | None:
    """The text of an element on one line, that of scripts and styles left out."""
    parts = [
        text
        for node in element.iter()
        for text in (
            node.text if node.tag not in ("script", "style") else None,
            node.tail if node is not element else None,
        )
        if text
    ]
    return clean(between.join(parts))


class Linked:
    """The meta elements and JSON-LD objects of a page, looked up by name."""

    def __init__(self, tree: HtmlElement) -> None:
        self.meta: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = clean(element.get("content"))
            if name and content:
                self.meta.setdefault(name.strip().lower(), []).append(content)
        self.objects = list(_objects(tree))
        self.by_id = {
            o["@id"]: o for o in self.objects if isinstance(o.get("@id"), str) and len(o) > 1
        }
        self.article: Object = self._article()

    def first(self, *names: str) -> str | None:
        """The first content of the first of these meta names that the page has."""
        for name in names:
            if name in self.meta:
                return self.meta[name][0]
        return None

    def stated(self, *keys: str) -> str | None:
        """The first of these properties of the article's JSON-LD object that is a text."""
        for key in keys:
            value = self.article.get(key)
            if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
                value = value[0]
            text = clean(value)
            if text:
                return text
        return None

    def resolved(self, value: object) -> list[Object]:
        """Objects behind a property: one, a list, names as text, or references by ``@id``."""
        values = value if isinstance(value, list) else [value]
        found: list[Object] = []
        for item in values:
            if isinstance(item, str):
                item = self.by_id.get(item) or {"name": item}
            if not isinstance(item, dict):
                continue
            if "name" not in item and isinstance(item.get("@id"), str):
                item = {**self.by_id.get(item["@id"], {}), **item}
            found.append(item)
        return found

    def name_of(self, value: object) -> str | None:
        for item in self.resolved(value):
            name = clean(item.get("name"))
            if name:
                return name
        return None

    def _article(self) -> Object:
        """The object that is this article: of the kind, with a headline, the fullest."""
        best: Object = {}
        score = 0
        for item in self.objects:
            kinds = types(item)
            if not any(_ARTICLE_TYPES.search(kind) for kind in kinds):
                continue
            keys = ("headline", "name", "datePublished", "author", "articleBody", "publisher")
            points = 1 + sum(1 for key in keys if item.get(key))
            points += 2 * any("article" in kind.lower() or "live" in kind.lower() for kind in kinds)
            if points > score:
                best, score = item, points
        return best


def types(item: Object) -> list[str]:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [k for k in kinds if isinstance(k, str)]


def _objects(tree: HtmlElement) -> Iterator[Object]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        waiting: list[Any] = [_load(script.text or "")]
        while waiting and count < MAX_OBJECTS:
            value = waiting.pop()
            if isinstance(value, dict):
                count += 1
                yield value
                waiting.extend(reversed([v for v in value.values() if isinstance(v, dict | list)]))
            elif isinstance(value, list):
                waiting.extend(reversed([v for v in value if isinstance(v, dict | list)]))


def _load(text: str) -> Any:
    """The value, or None for what is no JSON; line ends inside strings are forgiven."""
    if len(text) > MAX_JSON:
        return None
    try:
        return json.loads(_WRAPPED.sub("", text).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None
