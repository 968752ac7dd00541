"""What table and page share: order, nesting, speakers, names of types, visible characters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from wortlaut.records import Span, Statement

TYPE_NAMES = {
    "direct": "direct",
    "indirect": "indirect",
    "reported": "reported",
    "free_indirect": "free indirect",
    "indirect_free_indirect": "indirect, no frame",
}
TYPE_EXPLAINED = {
    "direct": "the words themselves, in quotation marks",
    "indirect": "in other words, with its reporting clause",
    "reported": "only summarised",
    "free_indirect": "in the speaker's voice, without quotation marks",
    "indirect_free_indirect": "in Konjunktiv, without a reporting clause",
}
UNKNOWN = "unknown"

# Controls could act on a terminal; bidi embeddings, overrides and isolates could show words in
# an order in which they do not stand. One visible sign each, so that offsets still fit.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """``text`` with controls and bidi controls as U+FFFD; the same length."""
    return _CONTROLS.sub("�", text)


def one_line(text: str) -> str:
    """``visible`` text with all white space as single spaces."""
    return " ".join(visible(text).split())


def outline(statements: Iterable[Statement]) -> list[tuple[Statement, int]]:
    """Statements in the order of the text with their depth; nested ones follow their parent.

    A parent that is not there, or a circle of parents, leaves nobody out.
    """
    ordered = sorted(statements, key=lambda s: (s.spans[0].start, -s.spans[-1].end, s.id))
    ids = {s.id for s in ordered}
    children: dict[str, list[Statement]] = defaultdict(list)
    top: list[Statement] = []
    for statement in ordered:
        parent = statement.nested_in
        if parent in ids and parent is not None and parent != statement.id:
            children[parent].append(statement)
        else:
            top.append(statement)
    result: list[tuple[Statement, int]] = []
    done: set[str] = set()
    for root in [*top, *ordered]:  # the second round is for circles
        todo = [(root, 0)]
        while todo:
            statement, depth = todo.pop()
            if statement.id in done:
                continue
            done.add(statement.id)
            result.append((statement, depth))
            todo += [(c, depth + 1) for c in reversed(children[statement.id])]
    return result


def speaker_key(statement: Statement) -> str | None:
    """What makes two speakers the same on a page: the name, else the mention; None if neither."""
    label = statement.speaker.name or statement.speaker.text
    return " ".join(label.casefold().split()) if label else None


def speaker_label(statement: Statement) -> str:
    """How the speaker is shown: name, else mention, else "unknown"."""
    return one_line(str(statement.speaker))


def speaker_numbers(statements: Iterable[Statement]) -> dict[str | None, int]:
    """Speakers numbered from 1 by first appearance; the unknown speaker is 0."""
    numbers: dict[str | None, int] = {None: 0}
    for statement in statements:
        numbers.setdefault(speaker_key(statement), len(numbers))
    return numbers


def blocks(text: str) -> list[Span]:
    """The paragraphs: between empty lines, or line by line where there are no empty lines."""
    parting = r"\n[ \t\r]*\n\s*" if re.search(r"\n[ \t\r]*\n", text.strip()) else r"\n\s*"
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    result = []
    for match in re.finditer(parting, text[:end]):
        if match.start() >= start:
            result.append(Span(start, match.start()))
            start = match.end()
    if start < end:
        result.append(Span(start, end))
    return result
