"""Stretches of an article's text as people give them: checked, in order, without outer space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from wortlaut.errors import UsageError
from wortlaut.records import Span


def checked_spans(text: str, spans: Sequence[Span | Sequence[int]], what: str) -> list[list[int]]:
    """Spans in order, without white space at their ends; ``UsageError`` where they do not fit."""
    found = []
    for start, end in _pairs(spans, what):
        if not 0 <= start < end <= len(text):
            raise UsageError(
                f"the {what} at {start}–{end} does not lie in the text, which has {len(text)} "
                "characters; give offsets with 0 <= start < end"
            )
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if not any(c.isalnum() for c in words):
            raise UsageError(f"the {what} at {start}–{end} has no words; give a stretch with words")
        found.append([start, end])
    found.sort()
    if any(after[0] < before[1] for before, after in pairwise(found)):
        raise UsageError(f"the stretches of the {what} overlap; give each word once")
    return found


def _pairs(spans: object, what: str) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for span in spans if isinstance(spans, Iterable) else [spans]:
        pair = (span.start, span.end) if isinstance(span, Span) else span
        if (
            not isinstance(pair, Sequence)
            or len(pair) != 2
            or not all(isinstance(at, int) and not isinstance(at, bool) for at in pair)
        ):
            raise UsageError(
                f"{span!r} is no stretch of the {what}; give a list of pairs of offsets, as in "
                "[(3, 9)]"
            )
        pairs.append((pair[0], pair[1]))
    return pairs
