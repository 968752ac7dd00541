"""Statements as tags: how spans of five types, split and nested, become one label a token.

Two levels of labels: level 0 for outer statements, level 1 for those inside another. On a level a
token is O, or B (a statement begins), I (it goes on) or C (it goes on after a gap, behind its
frame, as in "„Nein“, sagte er, „niemals“") with one of the five types: 16 labels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wortlaut.records import STATEMENT_TYPES

LEVELS = 2
BEGIN, INSIDE, CONTINUE = range(3)
LABELS = 1 + 3 * len(STATEMENT_TYPES)


def label(position: int, kind: int) -> int:
    """The label of a token: ``position`` is BEGIN, INSIDE or CONTINUE, ``kind`` a type index."""
    return 1 + position * len(STATEMENT_TYPES) + kind


def encode_statements(
    length: int, statements: Sequence[tuple[Sequence[int], int]]
) -> tuple[npt.NDArray[np.int64], list[int]]:
    """Statements (sorted token indices, type index) to labels of shape ``(LEVELS, length)``.

    Also returns the indices of the statements that found a place; a third level of nesting, and
    what overlaps without containing, has none.
    """
    tags = np.zeros((LEVELS, length), dtype=np.int64)
    taken = np.zeros((LEVELS, length), dtype=bool)
    kept: list[int] = []
    order = sorted(
        range(len(statements)), key=lambda i: (-len(statements[i][0]), statements[i][0][0])
    )
    outer = [statements[i] for i in order]
    for i in order:
        tokens, kind = statements[i]
        inside = any(
            len(o) > len(tokens) and set(tokens) <= set(o) for o, _ in outer if o is not tokens
        )
        for level in range(1 if inside else 0, LEVELS):
            if not taken[level, list(tokens)].any():
                _write(tags[level], tokens, kind)
                taken[level, list(tokens)] = True
                kept.append(i)
                break
    return tags, sorted(kept)


def _write(tags: npt.NDArray[np.int64], tokens: Sequence[int], kind: int) -> None:
    before = -2
    for number, token in enumerate(tokens):
        if number == 0:
            position = BEGIN
        elif token == before + 1:
            position = INSIDE
        else:
            position = CONTINUE
        tags[token] = label(position, kind)
        before = token
