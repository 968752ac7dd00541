"""Where words stand in an article: people say spans by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wortlaut.records import Span


def find_words(text: str, pieces: Sequence[str], near: int = 0) -> tuple[Span, ...] | str:
    """The spans of these pieces of text, in order; white space may differ.

    Of several places for the first piece, the one nearest to the offset ``near``; each further
    piece stands behind the one before. The first piece that is not found is given back.

    >>> find_words("Ja. „Ja“, sagte sie, „aber nein.“", ["Ja", "aber nein."], near=5)
    (Span(start=5, end=7), Span(start=22, end=32))
    """
    spans: list[Span] = []
    for piece in pieces:
        words = piece.split()
        if not words:
            continue
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
        behind = spans[-1].end if spans else 0
        found = [Span(m.start(), m.end()) for m in pattern.finditer(text, behind)]
        if not found:
            return piece
        goal = behind if spans else near
        spans.append(min(found, key=lambda span: abs(span.start - goal)))
    return tuple(spans)
