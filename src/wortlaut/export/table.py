"""The table for a terminal: who said what, with the sentence around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from wortlaut.export.outline import (
    TYPE_NAMES,
    blocks,
    one_line,
    outline,
    speaker_key,
    speaker_label,
    speaker_numbers,
    visible,
)
from wortlaut.records import Analysis, Span, Statement
from wortlaut.text.sentences import sentence_spans
from wortlaut.text.tokens import token_spans

# Names of the terminal's own palette, so that a light or dark theme chooses the shade.
COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red")
_UNKNOWN_COLOUR = "white"
_CONTEXT = 220  # characters of a sentence shown before and after; about two lines
_GAP = 160  # longest stretch between two parts of one statement that is shown whole
_INDENT = 4
_MAX_DEPTH = 6
_READABLE = 100  # wider lines are hard to read
_SENTENCE_END = re.compile(r"[.!?…][\"'“”«»‘’)]*\s+(?=[\"'„“”»«‚‘(]*[A-ZÄÖÜ0-9])")
_ENDS = re.compile(r"[.!?…][\"'“”«»‘’)]*$")
_CLOSING = re.compile(r"[\"'“”«»‘’.!?]*")


def print_analysis(analysis: Analysis, console: Console, outlet: str | None = None) -> None:
    """Print the article's heading and its statements, nested ones indented.

    ``outlet`` are the facts of who published it, in one line.

    Where nothing can be set off by style (a file, a pipe), the words stand in square brackets.
    """
    ordered = outline(analysis.statements)
    numbers = speaker_numbers(statement for statement, _ in ordered)
    width = min(console.width, _READABLE)
    console.print(Text("━" * width, style="dim"), soft_wrap=True)
    for line in _heading(analysis, len(numbers) - 1, outlet):
        _print_hanging(console, line, "", width)
    paragraphs = blocks(analysis.article.text)
    styled = console.is_terminal
    for number, (statement, depth) in enumerate(ordered, 1):
        colour = _colour(numbers[speaker_key(statement)])
        indent = " " * (_INDENT * min(depth, _MAX_DEPTH, max(0, width // 12 - 2)))
        head = _statement_head(statement, colour, nested=depth > 0)
        words = _words_in_context(analysis.article.text, statement, paragraphs, colour, styled)
        console.print()
        _print_hanging(console, head, f"{indent}{number:>3} ", width)
        _print_hanging(console, words, indent + " " * _INDENT, width)
    console.print()


def _print_hanging(console: Console, text: Text, prefix: str, width: int) -> None:
    """Print ``text`` wrapped, its first line behind ``prefix``, the others under that."""
    for line in text.wrap(console, max(10, width - len(prefix))):
        line.rstrip()
        console.print(Text.assemble((prefix, "dim"), line), soft_wrap=True)
        prefix = " " * len(prefix)


def _heading(analysis: Analysis, speakers: int, outlet: str | None) -> Iterator[Text]:
    article = analysis.article
    yield Text(one_line(article.title or article.source), style="bold")
    found = len(analysis.statements)
    facts = [
        article.outlet,
        article.published,
        article.source if article.title else None,
        _count(found, "statement") if found else "no statements found",
        _count(speakers, "speaker") if speakers else None,
    ]
    yield Text(" · ".join(one_line(f) for f in facts if f), style="dim")
    if outlet:
        yield Text(f"outlet: {one_line(outlet)}", style="dim")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _colour(number: int) -> str:
    return COLOURS[(number - 1) % len(COLOURS)] if number else _UNKNOWN_COLOUR


def _statement_head(statement: Statement, colour: str, *, nested: bool) -> Text:
    head = Text()
    if nested:
        head.append("↳ ", style="dim")
    head.append(speaker_label(statement), style=f"bold {colour}")
    mention = statement.speaker.text
    if mention and statement.speaker.name and one_line(mention) not in statement.speaker.name:
        head.append(f" ({one_line(mention)})", style=colour)
    facts = [TYPE_NAMES[statement.type]]
    if statement.medium not in ("speech", "none"):
        facts.append(statement.medium)
    if statement.cue:
        facts.append(f"cue: {one_line(statement.cue.text)}")
    if statement.addressee:
        facts.append(f"to: {one_line(statement.addressee.text)}")
    facts.append(f"{statement.confidence:.0%}")
    head.append("  " + " · ".join(facts), style="dim")
    return head


def _words_in_context(
    text: str, statement: Statement, paragraphs: list[Span], colour: str, styled: bool
) -> Text:
    """The statement's words in bold, its roles marked, the rest of its sentence in grey."""
    first, last = statement.spans[0].start, statement.spans[-1].end
    low, high = _paragraph_bounds(first, last, paragraphs, len(text))
    breaks = _breaks(text, max(low, first - _CONTEXT), min(high, last + _CONTEXT))
    start = _sentence_start(text, low, first, breaks)
    end = _sentence_end(text, last, high, breaks)
    styles: list[tuple[Span, str]] = [(s, f"bold not dim {colour}") for s in statement.spans]
    styles += [(s, f"not dim underline {colour}") for s in statement.speaker.spans]
    if statement.cue:
        styles += [(s, "not dim italic") for s in statement.cue.spans]
    words = Text(visible(text[start:end]).replace("\n", " "), style="dim")
    for span, style in styles:
        if span.start < end and span.end > start:
            words.stylize(style, max(span.start, start) - start, min(span.end, end) - start)
    words = _pieces(words, statement.spans, start, styled)
    if start > low and all(start != begin for _, begin in breaks):
        words = Text("… ", style="dim") + words
    if end < high and not _ENDS.search(text[max(first, end - 4) : end]):
        words = words + Text(" …", style="dim")
    return words


def _pieces(words: Text, spans: tuple[Span, ...], offset: int, styled: bool) -> Text:
    """``words`` with long gaps between the spans left out, and brackets where style is none."""
    if styled or (len(spans) == 1 and len(words) == spans[0].end - spans[0].start):
        left = right = ""
    else:
        left, right = "[", "]"
    result = Text()
    done = 0
    for span in spans:
        before = words[done : span.start - offset]
        if done and len(before) > _GAP:
            before = Text(" […] ", style="dim")
        result += before
        result.append(left, style="dim").append_text(words[span.start - offset : span.end - offset])
        result.append(right, style="dim")
        done = span.end - offset
    return result + words[done:]


def _paragraph_bounds(first: int, last: int, paragraphs: list[Span], size: int) -> tuple[int, int]:
    """From the start of the paragraph that holds ``first`` to the end of that of ``last``."""
    begin = bisect_right(paragraphs, first, key=lambda p: p.start) - 1
    stop = bisect_left(paragraphs, last, key=lambda p: p.end)
    low = paragraphs[begin].start if begin >= 0 else 0
    return low, paragraphs[stop].end if stop < len(paragraphs) else size


def _breaks(text: str, floor: int, ceiling: int) -> list[tuple[int, int]]:
    """Where a sentence ends and where the next begins, between two places.

    Not after "3." or "Dr.", which the sentences of the text know; not at a colon either, where
    they end as well: what is said after it is shown with its frame.
    """
    part = text[floor:ceiling]
    tokens = token_spans(part)
    begins = {tokens[first][0] for first, _ in sentence_spans(part, tokens)}
    return [
        (floor + m.start() + len(m[0].rstrip()), floor + m.end())
        for m in _SENTENCE_END.finditer(part)
        if m.end() in begins
    ]


def _sentence_start(text: str, low: int, first: int, breaks: Sequence[tuple[int, int]]) -> int:
    """Where the sentence of the statement begins; a word's start where that is too far off."""
    floor = max(low, first - _CONTEXT)
    starts = [begin for _, begin in breaks if begin <= first]
    if starts:
        return starts[-1]
    if floor > low:
        space = text.find(" ", floor, first)
        return first if space < 0 else space + 1
    return low


def _sentence_end(text: str, last: int, high: int, breaks: Sequence[tuple[int, int]]) -> int:
    """Where the sentence of the statement ends; a word's end where that is too far off."""
    closed = _CLOSING.match(text, last, high)
    stop = closed.end() if closed else last
    if _ENDS.search(text[max(0, last - 3) : stop]):
        return stop
    ceiling = min(high, last + _CONTEXT)
    ends = [end for end, _ in breaks if end > stop]
    if ends:
        return ends[0]
    if ceiling < high:
        return max(text.rfind(" ", stop, ceiling), stop)
    return ceiling
