"""The headline without its outlet, the kicker above it, and where the page belongs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from wortlaut.sources.pages.linked import Linked, clean, types, visible
from wortlaut.sources.pages.pieces import Piece, key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(r"\s+[|•·»:‣›–—-]+\s+|\s*\|\s*|, (?=[A-ZÄÖÜ])")
_DOMAIN = re.compile(
    r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:de|at|ch|com|net|org|li|lu|it|eu|info|tv)$"
)
_MAX_KICKER = 90
#: What runs a site is not its outlet.
_PLATFORMS = frozenset(("blogger", "wordpress", "wordpress.com", "medium", "website"))
_HOME = frozenset(("start", "startseite", "home", "homepage", "news", "nachrichten"))


def outlet_names(linked: Linked, url: str | None) -> list[str]:
    """What the page calls its outlet: publisher, site name, application, domain."""
    names: list[str | None] = [
        linked.name_of(linked.article.get("publisher")),
        linked.first("og:site_name"),
        linked.first("publisher", "dc.publisher", "article:publisher"),
        linked.first("application-name", "apple-mobile-web-app-title", "copyright"),
    ]
    sites = {"WebSite", "NewsMediaOrganization"}
    names += [clean(o.get("name")) for o in linked.objects if sites & set(types(o))]
    found = [n for n in names if n and not n.startswith("http") and n.lower() not in _PLATFORMS]
    host = urlsplit(url).hostname if url else None
    if host:
        labels = host.removeprefix("www.").split(".")
        found += (
            [host.removeprefix("www."), ".".join(labels[-2:]), labels[-2]] if labels[1:] else []
        )
    return found


def stated_title(linked: Linked, tree: HtmlElement, names: Sequence[str]) -> str | None:
    """The headline as the page states it, without outlet and section behind it.

    OpenGraph first: the ``title`` element is written for search engines, the ``h1`` of some
    systems is a breadcrumb.
    """
    heads = [t for t in (visible(h) for h in tree.iter("h1")) if t]
    page_title = next((t for t in (clean(e.text) for e in tree.iter("title")) if t), None)
    stated = (
        linked.first("og:title")
        or linked.stated("headline")
        or linked.first("twitter:title", "title", "dc.title")
    )
    sections = [linked.stated("articleSection"), linked.first("article:section", "og:section")]
    known = [*names, *[s for s in sections if s]]
    if page_title and "|" in page_title:  # what stands behind the last bar is no headline
        last = page_title.rsplit("|", 1)[1].strip()
        known += [last] if len(last.split()) <= 4 else []
    if stated:
        return without_outlet(stated, known, heads)
    if page_title:
        plain = without_outlet(page_title, known, heads)
        inside = [h for h in heads if len(key_of(h)) > 3 and key_of(h) in key_of(plain)]
        return inside[0] if inside else plain
    return heads[0] if heads else None


def without_outlet(title: str, names: Iterable[str], heads: Sequence[str] = ()) -> str:
    """``title`` without what names its outlet at the end ("… | Sport | Beispielblatt").

    >>> without_outlet("Rat sagt Ja | Politik | Küstenblatt", ["Küstenblatt", "Politik"])
    'Rat sagt Ja'
    >>> without_outlet("Kolb im Amt – ein Porträt", ["Küstenblatt"])
    'Kolb im Amt – ein Porträt'
    """
    known = {_fold(n) for n in names if n} - {""}
    starts = {_fold(h) for h in heads}
    cut = False
    while True:
        parts = list(_SEPARATOR.finditer(title))
        if not parts or not title[: parts[-1].start()].strip():
            return title
        mark = parts[-1]
        head, tail = title[: mark.start()], title[mark.end() :].strip()
        folded = _fold(tail)
        named = folded in known or bool(_DOMAIN.match(tail.lower()))
        named = named or (
            len(folded) > 4 and any(folded in n or n in folded for n in known if n[4:])
        )
        headline = _fold(head) in starts and len(tail) < 40 and "|" in mark.group()
        section = cut and "|" in mark.group() and len(tail.split()) <= 3
        if mark.group().startswith(",") and not named:
            return title
        if not (named or headline or section):
            return title
        title, cut = head.rstrip(" -–—|•·,"), True


def _fold(text: str) -> str:
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    text = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(c for c in text if c.isalnum())


def kicker(pieces: Sequence[Piece], title: str | None, named: Iterable[str]) -> str | None:
    """The line above the headline: marked by its class, or before the colon of the title."""
    if title and ": " in title:
        before, _, after = title.partition(": ")
        heads = {p.key for p in pieces if p.heading}
        if key_of(after) in heads and len(key_of(after)) > 8:
            return before
    for text in named:
        text = text.strip(" :|–-")
        if 2 < len(text) <= _MAX_KICKER and key_of(text) != key_of(title or ""):
            return text
    return None


def canonical(linked: Linked, tree: HtmlElement, url: str | None) -> str | None:
    """The canonical address: link, OpenGraph, JSON-LD, else where the page was fetched."""
    links = [
        e.get("href")
        for e in tree.iter("link")
        if "canonical" in (e.get("rel") or "").lower().split()
    ]
    whole = linked.article.get("mainEntityOfPage")
    stated = [
        *links,
        linked.first("og:url", "twitter:url"),
        whole.get("@id") if isinstance(whole, dict) else whole,
        linked.article.get("url"),
    ]
    found = [a for a in (_absolute(s, url) for s in stated) if a]
    deep = [a for a in found if urlsplit(a).path.strip("/")]
    return next(iter(deep or found), url)


def _absolute(stated: object, base: str | None) -> str | None:
    if not isinstance(stated, str) or not stated.strip():
        return None
    try:
        joined = urljoin(base or "", stated.strip())
        parts = urlsplit(joined)
        if parts.scheme in ("http", "https") and parts.hostname and " " not in joined:
            return joined
    except ValueError:
        pass
    return None


def language(linked: Linked, tree: HtmlElement) -> str:
    """The primary language tag ("de"), German where the page does not say."""
    for stated in (
        linked.stated("inLanguage"),
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        linked.first("content-language", "language", "dc.language", "og:locale"),
    ):
        if stated and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", stated):
            return re.split(r"[-_]", stated)[0].lower()
    return "de"


def section(linked: Linked, outlets: Sequence[str], title: str | None) -> str | None:
    """The section: JSON-LD, meta elements, else the first breadcrumb below the front page."""
    stated = linked.stated("articleSection") or linked.first("article:section", "og:section")
    if stated:
        return stated.strip(" -–|") or None
    for item in linked.objects:
        if "BreadcrumbList" in types(item):
            trail = [_crumb(e) for e in linked.resolved(item.get("itemListElement"))]
            front = {_fold(o) for o in [*outlets, title or ""]} | _HOME | _PLATFORMS
            names = [t for t in trail if t and _fold(t) not in front]
            names = [n for n in names if len(n) <= 40 and not _DOMAIN.match(n.lower())]
            if names:
                return names[0]
    return None


def _crumb(entry: dict[str, object]) -> str | None:
    inner = entry.get("item")
    name = entry.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    return clean(name)


def keywords(linked: Linked) -> tuple[str, ...]:
    """Keywords, each once, as JSON-LD or the meta elements list them."""
    value = linked.article.get("keywords")
    lists: list[list[str]] = []
    if isinstance(value, list):
        lists.append([k for k in (clean(v) for v in value) if k])
    elif isinstance(value, str):
        lists.append(_split(value))
    lists += [_split(linked.first(name) or "") for name in ("news_keywords", "keywords")]
    lists.append(linked.meta.get("article:tag", []))
    best = next((found for found in lists if len(found) > 1), next(filter(None, lists), []))
    seen: dict[str, str] = {}
    for word in best:
        seen.setdefault(word.casefold(), word)
    return tuple(seen.values())


def _split(value: str) -> list[str]:
    return [k for k in (part.strip() for part in re.split(r"[,;]", clean(value) or "")) if k]
