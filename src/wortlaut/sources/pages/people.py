"""Who wrote an article: names alone, without "Von", roles, places and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wortlaut.sources.pages.linked import Linked, clean, types, visible
from wortlaut.sources.pages.pieces import key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_AUTHORS = 12
#: So much of a class attribute is looked at.
CLASS_CHARS = 400
_BY = re.compile(
    r"^(?:.{0,25}\b(?:von|by)\b:?|text(?:e)?(?: und [a-zäöü]+)?:|autor(?:in|en|:in|\*in)?:|"
    r"(?:ein(?:e)? \w+ von)|interview:|aus \w+ berichtet|geschrieben von|protokoll:)\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:;|/|\||•|·|\bund\b|\band\b|\bsowie\b|&|\n)\s*|\s*,\s*")
_NAME = re.compile(
    r"^(?:(?:Dr|Prof|Mag|Dipl|DI|MMag|Ing|h\.c)\.?(?:-\w+\.)?\s+)*"
    r"[A-ZÄÖÜÉÇŠŽĆČÁÓ][\w'’.-]*"
    r"(?:\s+(?:von|van|de|der|den|zu|zur|del|di|da|al|el|la|le|bin|ibn|ten|ter|vom|und zu))*"
    r"(?:\s+[A-ZÄÖÜÉÇŠŽĆČÁÓ][\w'’.-]*|\s+(?:von|van|de|der|zu|al|el|da|di))+$"
)
_ROLE = re.compile(
    r"(?:redakt|korrespondent|reporter|autor|volont|ressort|chef|leiter|mitarbeiter|kolumnist|"
    r"freie|praktikant|journalist|kommentator|experte|expertin|moderator|producer|büro|"
    r"studio|herausgeber|lesezeit|minuten|uhr\b|stand\b)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"^(?:dpa|afp|apa|ap|reuters|epd|kna|sid|sda|dts|ots|ddp|dapd|keystone-sda|dpa-afx|"
    r"dpa-infocom|dpa/\w+|bloomberg|awp|pa)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:redaktion|online|newsroom|team|agentur|zeitung|verlag|medien|gmbh|\bag\b|rundfunk|"
    r"magazin|blog\b|news\b|media\b|portal|\bTV\b|deutschland|\.de\b|\.com\b|\.at\b|\.ch\b|"
    r"www|http|@)",
    re.IGNORECASE,
)
_CLASSES = re.compile(r"author|autor|byline|verfasser", re.IGNORECASE)
_NOT = re.compile(
    r"comment|kommentar|quote|zitat|teaser|related|card|box|appetizer|image|share|social|recommend|"
    r"footer|backlink|nav\b|list-entry",
    re.IGNORECASE,
)


def authors(
    linked: Linked, tree: HtmlElement, outlets: Iterable[str], byline: str | None = None
) -> tuple[str, ...]:
    """The persons named as authors, each once; an agency or the outlet only where nobody is.

    JSON-LD first, then the ``author`` meta element, ``rel=author`` links and elements named so,
    and ``byline``, a line of the article that says "Von …".
    """
    houses = {key_of(o) for o in outlets}
    persons: list[str] = []
    others: list[str] = []
    for stated in (
        _from_linked(linked),
        _from_meta(linked),
        _from_elements(tree),
        [byline] if byline else [],
    ):
        for text in stated:
            for name in split_names(text):
                house = key_of(name) in houses or _ORGANISATION.search(name)
                if house or _AGENCY.match(name) or not _NAME.match(name):
                    others.append(name)
                else:
                    persons.append(name)
        if persons:
            break
    found: dict[str, str] = {}
    for name in persons or _houses_only(others, houses):
        found.setdefault(key_of(name), name)
    return tuple(found.values())[:MAX_AUTHORS]


def _houses_only(names: list[str], houses: set[str]) -> list[str]:
    """The first agency or outlet; not the short signs of a newsroom ("amw")."""
    for name in names:
        if "http" in name or "@" in name:
            continue
        if key_of(name) in houses or _AGENCY.match(name) or _ORGANISATION.search(name):
            return [name]
    return []


def split_names(text: str) -> Iterator[str]:
    """Single names out of a byline.

    >>> list(split_names("Von: Ina Kolb und Dr. Jan Rohde, Redakteur für Wirtschaft"))
    ['Ina Kolb', 'Dr. Jan Rohde']
    """
    text = re.sub(r"\([^()]{0,60}\)", " ", text)
    text = _BY.sub("", " ".join(text.split()))
    for part in _BETWEEN.split(text):
        name = _BY.sub("", part).strip(" .:–-|*")
        if 1 < len(name) <= 60 and not re.search(r"\d", name) and not _ROLE.search(name):
            yield name


def _from_linked(linked: Linked) -> list[str]:
    found = []
    for key in ("author", "creator"):
        for item in linked.resolved(linked.article.get(key)):
            name = clean(item.get("name"))
            if not name:
                parts = (clean(item.get("givenName")), clean(item.get("familyName")))
                name = " ".join(p for p in parts if p)
            if name and "ImageObject" not in types(item):
                found.append(name)
        if found:
            break
    return found


def _from_meta(linked: Linked) -> list[str]:
    for name in (
        *("author", "article:author", "dc.creator", "cxenseparse:author", "parsely-author"),
        *("sailthru.author", "byl", "dcterms.creator", "article:author_name", "authors"),
    ):
        found = [v for v in linked.meta.get(name, []) if not v.startswith(("http", "@"))]
        if found:
            return found
    return []


def _from_elements(tree: HtmlElement) -> list[str]:
    """Links with ``rel=author``, ``itemprop=author`` and elements of a class that says so."""
    links: list[str] = []
    named: list[str] = []
    for element in tree.iter("a", "span", "div", "p", "address", "li", "em", "strong", "ul"):
        rel = (element.get("rel") or "").lower().split()
        css = f"{element.get('class') or ''} {element.get('itemprop') or ''}"[:CLASS_CHARS]
        if "author" in rel:
            target = links
        elif element.tag == "address" or (_CLASSES.search(css) and not _NOT.search(css)):
            target = named
        else:
            continue
        if _inside_other(element):
            continue
        text = visible(element, " ")
        if text and len(text) <= 160:
            target.append(text)
    return links or named[:1]


def _inside_other(element: HtmlElement) -> bool:
    """Whether an element stands in a teaser, a comment or the footer: another author's."""
    for around in element.iterancestors():
        if around.tag in ("footer", "aside", "nav"):
            return True
        css = (around.get("class") or "")[:CLASS_CHARS]
        if around.tag != "body" and re.search(r"teaser|related|comment|card|recommend", css, re.I):
            return True
        if around.tag in ("article", "main", "body"):
            return False
    return False
