"""Markup to trees, within limits of size and depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wortlaut.errors import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE_CHARS = 10_000_000
"""Largest page without its embedded images; the parser refuses text nodes past that."""
MAX_INLINE = 1_000
"""Links and spans in one element; past that they are dropped, as the extraction would take
quadratic time over them (1,000: 0.2 s, 4,000: 8 s)."""

_DATA_URI = re.compile(r"""data:[a-z]+/[^"'\s<>]{200,}""")
_LONG_CLASS = re.compile(r"""(\sclass\s*=\s*["'][^"'<>]{2000})[^"'<>]+""", re.I)
# Plain formatting says nothing about what is the article, and thousands of such elements in
# one paragraph make the extraction quadratic.
_FORMATTING = re.compile(
    r"</?(?:b|i|em|strong|u|font|small|big|mark|tt|s|abbr|cite|wbr|sup)(?:\s[^<>]*)?>", re.I
)
_SPAN = re.compile(r"<(/?)span(\s[^<>]*)?>", re.I)
_INLINE = re.compile(r"</?(?:span|a)(?:\s[^<>]*)?>", re.I)


def trimmed(markup: str) -> str:
    """The page without embedded images. Raises ``SourceError`` (too_large)."""
    markup = _LONG_CLASS.sub(r"\1", _DATA_URI.sub("data:,", markup))
    if len(markup) > MAX_PAGE_CHARS:
        reason = "a page of more than 10 million characters; give its article alone"
        raise SourceError(reason, code="too_large")
    return markup


def without_formatting(markup: str) -> str:
    """The page without bold, italics and bare spans, and with ``<q>`` as quotation marks."""
    markup = re.sub(r"<q(?:\s[^<>]*)?>", "„", markup, flags=re.I)
    markup = re.sub(r"</q\s*>", "“", markup, flags=re.I)
    kept: list[bool] = []

    def span(match: re.Match[str]) -> str:
        if match[1]:
            return match[0] if not kept or kept.pop() else ""
        kept.append(bool(match[2] and match[2].strip()))
        return match[0] if kept[-1] else ""

    return _SPAN.sub(span, _FORMATTING.sub("", markup))


def plain_tree(markup: str) -> HtmlElement:
    """The tree for the extraction: no formatting, few inline elements in one place.

    Raises ``SourceError``: ``too_deep``, or ``no_text`` where there are no elements.
    """
    tree, too_deep = parse(markup)
    if max(sum(1 for c in e if c.tag in {"a", "span"}) for e in tree.iter()) > MAX_INLINE:
        tree, too_deep = parse(_INLINE.sub("", markup))
    if too_deep:
        raise SourceError(
            "its tags are nested more than 250 deep, so part of the text would be lost; "
            "save the page again from a browser",
            code="too_deep",
        )
    return tree


def parse(markup: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up on nesting (its limit guards the stack)."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise SourceError(
            "no article text found in this page: no elements", code="no_text"
        ) from error
    return tree, any("depth" in entry.message.lower() for entry in parser.error_log)
