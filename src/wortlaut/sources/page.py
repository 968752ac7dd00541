"""Saved web pages, read by trafilatura: metadata, and the text with its paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wortlaut.errors import SourceError
from wortlaut.records import Article
from wortlaut.sources import plain
from wortlaut.sources.raw import Raw, blank, decode, refuse_binary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")

MAX_PAGE_CHARS = 10_000_000
"""Largest page without its embedded images; the parser refuses text nodes past that."""
MAX_INLINE = 1_000
"""Links and spans in one element; past that they are dropped, as the extraction would take
quadratic time over them (1,000: 0.2 s, 4,000: 8 s)."""

_START = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1)[\s>]",
    re.IGNORECASE,
)
_OUTER = re.compile(r"<(?:html|body|article)[\s>]", re.I)
_INNER = re.compile(r"<(?:p|div|br|h1)[\s/>]", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_DATA_URI = re.compile(r"""data:[a-z]+/[^"'\s<>]{200,}""")
# Plain formatting says nothing about what is the article, and thousands of such elements in
# one paragraph make the extraction quadratic.
_FORMATTING = re.compile(
    r"</?(?:b|i|em|strong|u|font|small|big|mark|tt|s|abbr|cite|wbr|sup)(?:\s[^<>]*)?>", re.I
)
_SPAN = re.compile(r"<(/?)span(\s[^<>]*)?>", re.I)
_INLINE = re.compile(r"</?(?:span|a)(?:\s[^<>]*)?>", re.I)
_SHORT = 250  # trafilatura's own limit, MIN_EXTRACTED_SIZE
_MOST = 0.7  # what is left out then is navigation: "Start", "Impressum"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset({"p", "head", "quote", "item", "list", "row", "table", "code", "figure", "div"})


def recognises(head: str) -> bool:
    """Starts like a page, or has a body with paragraphs somewhere in its first stretch."""
    if _START.match(head):
        return True
    outer = _OUTER.search(head)
    return outer is not None and _INNER.search(head, outer.end()) is not None


def read(raw: Raw) -> Iterator[Article]:
    """One article. Raises ``SourceError``: ``no_text``, ``too_deep``, ``too_large`` and those
    of ``decode``."""
    yield article(decode_page(raw.content(), raw.source), raw.source)


def article(markup: str, source: str) -> Article:
    """The article of a page: headline and paragraphs parted by one empty line each.

    The headline stands first, as it does in the page; block quotes and subheads are paragraphs
    of their own; navigation, captions and comments are left out.
    """
    from trafilatura import extract_metadata

    markup = _DATA_URI.sub("data:,", markup)
    if len(markup) > MAX_PAGE_CHARS:
        reason = "a page of more than 10 million characters; give its article alone"
        raise SourceError(reason, code="too_large")
    full, _ = _parse(markup)
    meta: Any = extract_metadata(
        full, date_config={"original_date": True, "extensive_search": False}
    )
    title = _title(full, meta.title)
    blocks = _extract(_tree(without_formatting(markup)), title)
    if blank("".join(blocks)):
        raise SourceError(
            "no article text found in this page; save it again with its text, or give the text",
            code="no_text",
        )
    if title and _key(title) not in {_key(block) for block in blocks[:3]}:
        blocks.insert(0, title)
    return Article(
        source=source,
        text="\n\n".join(blocks) + "\n",
        title=title or plain.headline("\n\n".join(blocks)),
        url=meta.url,
        outlet=meta.sitename,
        authors=tuple(a.strip() for a in (meta.author or "").split(";") if a.strip()),
        published=meta.date,
    )


def decode_page(data: bytes, source: str) -> str:
    """Decode a page: UTF-8 or a byte order mark first, then the charset that the page states."""
    refuse_binary(data)
    stated = _CHARSET.search(data[:4096])
    if stated and b"\0" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            name = stated[1].decode("ascii").lower()
            try:  # browsers read Latin-1 as Windows-1252
                return data.decode("cp1252" if name in {"iso-8859-1", "latin1"} else name)
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data, source)


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


def blocks_of(body: Any) -> list[str]:
    """The paragraphs of trafilatura's body, in order; a line break stays a line break."""
    from lxml import etree

    blocks: list[str] = []
    line: list[str] = []

    def flush() -> None:
        lines = [part.strip() for part in "".join(line).split("\n")]
        for filled, group in itertools.groupby(lines, key=bool):
            if filled:
                blocks.append("\n".join(group))
        line.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.tag in _BLOCKS:
                flush()
            elif element.tag == "cell" and line:
                line.append(" | ")
            elif element.tag == "lb":
                line.append("\n")
            line.append(_SPACE.sub(" ", element.text or ""))
        else:
            if element.tag in _BLOCKS:
                flush()
            line.append(_SPACE.sub(" ", element.tail or ""))
    flush()
    return blocks


def _extract(tree: HtmlElement, title: str | None) -> list[str]:
    """The blocks of the main content; [] where there is none.

    Of a page with less than 250 characters trafilatura makes one block, headline and all. It
    is then asked again for single paragraphs, whose answer counts if it has most of the words.
    """
    from copy import deepcopy

    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG

    found: Any = bare_extraction(tree, include_comments=False)
    blocks = [] if found is None else blocks_of(found.body)
    if len(blocks) != 1 or len(blocks[0]) > 2 * _SHORT:
        return blocks
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"
    again: Any = bare_extraction(tree, include_comments=False, config=config)
    parts = [] if again is None else blocks_of(again.body)
    wanted = len(_key(blocks[0])) - len(_key(title or ""))
    return parts if sum(len(_key(p)) for p in parts) >= _MOST * wanted else blocks


def _tree(markup: str) -> HtmlElement:
    tree, too_deep = _parse(markup)
    if max(sum(1 for c in e if c.tag in {"a", "span"}) for e in tree.iter()) > MAX_INLINE:
        tree, too_deep = _parse(_INLINE.sub("", markup))
    if too_deep:
        raise SourceError(
            "its tags are nested more than 250 deep, so part of the text would be lost; "
            "save the page again from a browser",
            code="too_deep",
        )
    return tree


def _parse(markup: str) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up on nesting (its limit guards the stack)."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise SourceError(
            "no article text found in this page: no elements", code="no_text"
        ) from error
    return tree, any("depth" in entry.message.lower() for entry in parser.error_log)


def _title(tree: HtmlElement, stated: str | None) -> str | None:
    """The headline: an h1 that the page's stated title contains ("… | Beispielblatt")."""
    headings = [_SPACE.sub(" ", h.text_content()).strip() for h in tree.iter("h1")]
    for heading in headings:
        if heading and stated and _key(heading) in _key(stated):
            return heading
    return stated or next((h for h in headings if h), None)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
