"""A text in paragraphs, with its statements, their roles and its paratext as marks.

What a page needs that shows an article: ``wortlaut.export.html`` and the workbench.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from wortlaut.export.marks import Event, Layer, nested_events
from wortlaut.export.outline import blocks, one_line, speaker_key, speaker_numbers, visible
from wortlaut.records import Analysis, Span, Statement

PART = 12_000
"""Characters of a long text that are shown at a time, where it is shown in parts."""
COLOURS = 8
"""Speaker colours in the style sheets, .sp1 to .sp8; .sp0 is the unknown speaker."""

MarkKind = Literal["paratext", "frame", "statement", "speaker", "addressee", "cue"]
_RANKS: dict[MarkKind, int] = {
    "paratext": 0,
    "frame": 1,
    "statement": 2,
    "speaker": 3,
    "addressee": 4,
    "cue": 5,
}
_MAX_SUBHEAD = 80
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ",", ";")
# How what a page marks out is set; the rest is told from the words.
_SET_AS = {"heading": "subhead", "quote": "quote", "list_item": "item", "caption": "caption"}
_SET_AS |= {"question": "question", "answer": "answer"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch.

    ``css`` are its classes. ``number`` is that of the statement (from 1, in the order that
    ``marked_blocks`` was given), ``last`` whether this is its last span; of paratext ``label``
    is the kind.
    """

    kind: MarkKind
    css: str
    label: str = ""
    number: int = 0
    last: bool = True


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A paragraph: how it is set, its words and marks, the statements that begin in it.

    ``kind`` is headline, subhead, paragraph, quote, item, caption, question or answer.
    """

    kind: str
    events: tuple[Event[Mark], ...]
    beginning: tuple[int, ...]


def parts_of(text: str) -> list[Span]:
    """A long text in parts of some ``PART`` characters that end with a paragraph.

    A paragraph that is longer is cut at white space. Together the parts hold every paragraph.
    """
    parts: list[Span] = []
    start = end = 0
    for block in _short_blocks(text):
        if end > start and block.end - start > PART:
            parts.append(Span(start, end))
            start = block.start
        elif end == start:
            start = block.start
        end = block.end
    return [*parts, Span(start, end)] if end > start else parts


def _short_blocks(text: str) -> Iterator[Span]:
    """The paragraphs, long ones in pieces."""
    for block in blocks(text):
        start = block.start
        while block.end - start > PART:
            cut = max(text.rfind(" ", start + PART // 2, start + PART), 0) or start + PART
            yield Span(start, cut)
            start = cut
        yield Span(start, block.end)


def marked_blocks(
    analysis: Analysis, statements: list[Statement], within: Span | None = None
) -> list[MarkedBlock]:
    """The paragraphs of an article with the marks of its ``statements``, numbered in this order.

    The texts of all events, joined, are the text up to the white space between paragraphs, with
    controls made visible. ``within`` leaves only what lies in this part of the text.
    """
    article = analysis.article
    text = visible(article.text)
    layers = sorted(_layers(analysis, statements), key=lambda x: x.span.start)
    result = []
    waiting: list[Layer[Mark]] = []
    next_layer = 0
    pending = sorted(enumerate(statements, 1), key=lambda pair: pair[1].spans[0].start)
    next_note = 0
    for position, whole in enumerate(blocks(article.text)):
        block = whole
        if within is not None:
            if whole.end <= within.start:
                continue
            if whole.start >= within.end:
                break
            block = Span(max(whole.start, within.start), min(whole.end, within.end))
        waiting = [x for x in waiting if x.span.end > block.start]
        while next_layer < len(layers) and layers[next_layer].span.start < block.end:
            waiting.append(layers[next_layer])
            next_layer += 1
        here = []
        while next_note < len(pending) and pending[next_note][1].spans[0].start < block.end:
            here.append(pending[next_note][0])
            next_note += 1
        kind = _kind(analysis, block, first=position == 0)
        events = tuple(nested_events(text, block, waiting))
        result.append(MarkedBlock(kind, events, tuple(sorted(here))))
    return result


def type_class(statement: Statement) -> str:
    """The class of a statement's type."""
    return statement.type.replace("_", "-")


def colour_class(number: int) -> str:
    """The class of the speaker with this number; 0 is the unknown one."""
    return f"sp{(number - 1) % COLOURS + 1}" if number else "sp0"


def _kind(analysis: Analysis, block: Span, *, first: bool) -> str:
    """How a block is set: the headline, a subhead (short, no sentence), or a paragraph."""
    words = one_line(block.cut(analysis.article.text))
    if first and analysis.article.title and words == one_line(analysis.article.title):
        return "headline"
    for marked_out in analysis.article.blocks:
        if marked_out.span.start <= block.start < marked_out.span.end:
            return _SET_AS.get(marked_out.kind, "paragraph")
    if len(words) > _MAX_SUBHEAD or words.rstrip("\"'“”«»").endswith(_SENTENCE_ENDS):
        return "paragraph"
    aside = any(
        s.start < block.end and s.end > block.start for p in analysis.paratext for s in p.spans
    )
    return "paragraph" if aside else "subhead"


def _layers(analysis: Analysis, statements: list[Statement]) -> list[Layer[Mark]]:
    numbers = speaker_numbers(statements)
    layers: dict[tuple[Span, str, str], Layer[Mark]] = {}

    def add(spans: Iterable[Span], mark: Mark) -> None:
        for span in spans:
            layers.setdefault((span, mark.kind, mark.css), Layer(span, _RANKS[mark.kind], mark))

    for paratext in analysis.paratext:
        add(paratext.spans, Mark("paratext", "paratext", one_line(paratext.kind)))
    for number, statement in enumerate(statements, 1):
        colour = colour_class(numbers[speaker_key(statement)])
        css = f"{type_class(statement)} {colour}"
        for position, span in enumerate(statement.spans, 1):
            mark = Mark("statement", css, "", number, position == len(statement.spans))
            layers[(span, "statement", str(number))] = Layer(span, _RANKS["statement"], mark)
        add(statement.speaker.spans, Mark("speaker", f"speaker {colour}"))
        if statement.cue:
            add(statement.cue.spans, Mark("cue", "cue"))
        if statement.addressee:
            add(statement.addressee.spans, Mark("addressee", "addressee"))
        if statement.frame:
            add(statement.frame.spans, Mark("frame", "frame"))
    return list(layers.values())
