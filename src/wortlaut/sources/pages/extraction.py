"""What trafilatura takes for the main text of a page, as blocks."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from wortlaut.sources.pages.pieces import key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 250  # trafilatura's own limit, MIN_EXTRACTED_SIZE
_MOST = 0.7  # what is left out then is navigation: "Start", "Impressum"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset({"p", "head", "quote", "item", "list", "row", "table", "code", "figure", "div"})


def extract(tree: HtmlElement, title: str | None) -> list[str]:
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
    wanted = len(key_of(blocks[0])) - len(key_of(title or ""))
    return parts if sum(len(key_of(p)) for p in parts) >= _MOST * wanted else blocks


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
