"""Paragraphs and lines with offsets: the layout of a plain text, read from its line ends.

Three habits are common and told apart by the text itself: empty lines between paragraphs; one
paragraph a line, no empty lines; and lines wrapped at a fixed width, where a line end means
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:][\"'“”‘’«»‹›)\]]*$")
_FIRST_WORD = re.compile(r"\S+")

#: A text is taken as wrapped only if no line is longer than this many characters …
WRAP_MAX = 110
#: … and the longest is at least this long …
WRAP_MIN = 40
#: … and at least this many line ends fall within a sentence.
WRAP_LINE_ENDS = 3
#: A line that ends a sentence and is longer than this is a paragraph of its own even where other
#: paragraphs have empty lines between them (a headline, an empty line, then a paragraph a line).
LONG_LINE = WRAP_MAX

Offsets = tuple[int, int]


def paragraph_spans(text: str) -> list[Offsets]:
    """Offsets (code points, half open) of the paragraphs of ``text``, in order, trimmed.

    Blocks between empty lines; line by line where the text has no empty lines. Every character
    that is not white space lies in exactly one paragraph. Linear in the length of the text.

    >>> text = "Rat sagt Ja\\n\\nDer Rat hat Ja gesagt."
    >>> [text[a:b] for a, b in paragraph_spans(text)]
    ['Rat sagt Ja', 'Der Rat hat Ja gesagt.']
    """
    return [(lines[0][0], lines[-1][1]) for lines in layout(text)]


def layout(text: str, *, wrapped: bool | None = None) -> list[list[Offsets]]:
    """The lines of each paragraph; lines of wrapped text are joined into one.

    A sentence never crosses the end of such a line, so headlines, list items and subheads that
    carry no full stop still end there. ``wrapped`` says whether the text is wrapped, where that
    is known (a page never is); None has the text itself tell.
    """
    blocks = list(_blocks(text))
    if wrapped is None:
        wrapped = _is_wrapped(text, blocks)
    paragraphs: list[list[Offsets]] = []
    for block in blocks:
        if wrapped:
            paragraphs.append([(block[0][0], block[-1][1])])
        elif len(blocks) == 1:
            paragraphs.extend([line] for line in block)
        else:
            paragraphs.extend(_split_block(text, block))
    return paragraphs


def _blocks(text: str) -> Iterator[list[Offsets]]:
    """Runs of non-blank lines, trimmed, split where an empty line stands between them."""
    block: list[Offsets] = []
    end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        line = raw.strip()
        if not line:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        between = _LINE_END.findall(text, end, start) if block else ()
        if len(between) > 1:
            yield block
            block = []
        end = start + len(line)
        block.append((start, end))
    if block:
        yield block


def _is_wrapped(text: str, blocks: list[list[Offsets]]) -> bool:
    """Whether the line ends come from a fixed width: most lines full, most ends mid-sentence."""
    width = max((b - a for block in blocks for a, b in block), default=0)
    if not WRAP_MIN <= width <= WRAP_MAX:
        return False
    ends = full = inside = 0
    for block in blocks:
        for (start, end), (after, _) in pairwise(block):
            ends += 1
            word = _FIRST_WORD.match(text, after)
            if word and end - start + 1 + len(word.group()) > width - 5:
                full += 1
                inside += not _SENTENCE_END.search(text, max(start, end - 8), end)
    return inside >= WRAP_LINE_ENDS and 2 * full > ends and 2 * inside > full


def _split_block(text: str, block: list[Offsets]) -> Iterator[list[Offsets]]:
    paragraph: list[Offsets] = []
    for start, end in block:
        paragraph.append((start, end))
        if end - start > LONG_LINE and _SENTENCE_END.search(text, end - 8, end):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph
