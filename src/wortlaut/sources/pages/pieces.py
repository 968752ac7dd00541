"""The stretches of text of a page in order, each with what the page's markup says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PIECES = 60_000

_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio"),
        *("video", "canvas", "button", "select", "option", "input", "textarea", "head", "map"),
        *("picture", "source", "track", "img", "embed", "datalist", "dialog", "menu"),
    )
)
_BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "aside"),
        *("header", "footer", "main", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
        *("figure", "figcaption", "table", "tr", "td", "th", "caption", "pre", "hr", "address"),
        *("details", "summary", "form", "fieldset", "body", "html", "nav", "center", "tbody"),
        *("thead", "tfoot", "label", "legend", "hgroup", "search"),
    )
)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u2028\u2029]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_UNSEEN = re.compile(r"(?:sr-only|visually-?hidden|screen-?reader|hidden@screen|visuallyHidden)\b")
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BOLD = frozenset(("b", "strong"))


@dataclass(slots=True, eq=False)
class Piece:
    """One block of text: its words (a line break is a line feed) and where it stands."""

    text: str
    element: Any
    #: the names of its ancestors, itself first
    tags: tuple[str, ...]
    #: characters inside links, and inside bold type
    linked: int = 0
    bold: int = 0
    #: the words in bold with which it begins
    lead_in: str = ""
    index: int = 0
    key: str = field(default="", repr=False)

    @property
    def tag(self) -> str:
        """The innermost element that means something: a ``div`` in a ``p`` does not occur."""
        return self.tags[0]

    @property
    def heading(self) -> bool:
        return any(t in _HEADINGS for t in self.tags[:3])

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))

    @property
    def bold_share(self) -> float:
        return self.bold / max(1, len(self.text))


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def key_of(text: str) -> str:
    """Letters and digits alone, without case: how the same words are recognised again."""
    return "".join(c for c in text.casefold() if c.isalnum())


def pieces_of(tree: HtmlElement) -> list[Piece]:
    """The pieces of a page in order; nothing of scripts, forms and what is never shown.

    Linear in the size of the page; nested elements are walked without recursion.
    """
    walk = _Walk()
    for piece in walk.pieces(tree):
        piece.index = len(walk.found)
        piece.key = key_of(piece.text)
        walk.found.append(piece)
        if len(walk.found) >= MAX_PIECES:
            break
    return walk.found


class _Walk:
    def __init__(self) -> None:
        self.found: list[Piece] = []
        self.line: list[str] = []
        self.blocks: list[Any] = []  # open block elements, outermost first
        self.links = self.bolds = 0  # how many are open
        self.size = self.linked = self.bold = 0  # characters of the block so far, inside them
        self.lead_in: list[str] = []

    def pieces(self, tree: HtmlElement) -> Iterator[Piece]:
        from lxml import etree

        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or tag in _SKIPPED or _hidden(element):
                    if isinstance(tag, str) and tag in _BLOCKS:
                        yield from self._flush()
                    walker.skip_subtree()
                    continue
                if tag in _BLOCKS:
                    yield from self._flush()
                    self.blocks.append(element)
                elif tag == "br":
                    self._add("\n")
                elif tag == "q":
                    self._add("„")
                elif tag == "a":
                    self.links += _leads_away(element)
                elif tag in _BOLD:
                    self.bolds += 1
                self._add(element.text)
            else:
                if isinstance(tag, str) and not (tag in _SKIPPED or _hidden(element)):
                    if tag in _BLOCKS:
                        yield from self._flush()
                        self.blocks.pop()
                    elif tag == "q":
                        self._add("“")
                    elif tag == "a":
                        self.links -= _leads_away(element)
                    elif tag in _BOLD:
                        self.bolds -= 1
                self._add(element.tail)
        yield from self._flush()

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = text if text == "\n" else _SPACE.sub(" ", _INVISIBLE.sub("", text))
        size = len(text) if text.strip() else 0
        if self.links:
            self.linked += size
        if self.bolds:
            self.bold += size
            if self.bold == self.size + size:
                self.lead_in.append(text)
        self.size += size
        self.line.append(text)

    def _flush(self) -> Iterator[Piece]:
        if not self.line:
            return
        whole = "".join(self.line)
        lines = [_SPACE.sub(" ", part).strip() for part in whole.split("\n")]
        linked, bold, lead_in = self.linked, self.bold, _SPACE.sub(" ", "".join(self.lead_in))
        self.line, self.lead_in = [], []
        self.size = self.linked = self.bold = 0
        groups: list[list[str]] = [[]]
        for line in lines:
            if line:
                groups[-1].append(line)
            elif groups[-1]:
                groups.append([])
        texts = ["\n".join(group) for group in groups if group]
        if not texts or not self.blocks:
            return
        tags = tuple(e.tag for e in reversed(self.blocks[-12:]))
        total = sum(map(len, texts))
        for text in texts:  # an empty line within one element parts paragraphs
            share = len(text) / total
            yield Piece(
                text=text,
                element=self.blocks[-1],
                tags=tags,
                linked=round(linked * share),
                bold=round(bold * share),
                lead_in=lead_in.strip() if text is texts[0] else "",
            )


def _leads_away(link: Any) -> bool:
    """Whether a link leads elsewhere; a subhead may be one to itself ("#kritik")."""
    address = link.get("href")
    return address is not None and not address.startswith("#")


def _hidden(element: Any) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and _NO_DISPLAY.search(style[:400]):
        return True
    return bool(_UNSEEN.search(attributes.get("class", "")[:400]))
