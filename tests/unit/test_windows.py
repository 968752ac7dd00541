"""``windows``: all statements of a document at once, as ``markers`` has them one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.tagger.windows import (
    AFTER,
    BEFORE,
    DISTANCES,
    IN_QUOTE,
    MARKS,
    RELATIONS,
    SENTENCES,
    WIDEST,
    markers,
    window,
    windows,
)

LENGTHS = st.integers(1, 600)


@st.composite
def documents(draw: st.DrawFn) -> tuple[int, list[list[int]], list[int], np.ndarray]:
    """A length, statements (gaps and overlaps allowed), their types, sentence numbers."""
    length = draw(LENGTHS)
    token = st.integers(0, length - 1)
    statements = [
        sorted(draw(st.sets(token, min_size=1, max_size=30)))
        for _ in range(draw(st.integers(0, 5)))
    ]
    kinds = [draw(st.integers(0, 4)) for _ in statements]
    return length, statements, kinds, np.arange(length) // draw(st.integers(1, 40))


@given(documents())
def test_a_column_holds_what_a_window_alone_would(
    document: tuple[int, list[list[int]], list[int], np.ndarray],
) -> None:
    length, statements, kinds, sentence_of = document
    found = windows(statements, kinds, sentence_of)
    others = np.zeros(length, dtype=bool)
    others[[t for tokens in statements for t in tokens]] = True
    assert len(found) == len(statements)
    assert found.places.shape == found.marks.shape
    assert not found.places.size or found.places.max() < length
    for column, (tokens, kind) in enumerate(zip(statements, kinds, strict=True)):
        first, last = window(tokens, length)
        assert found.firsts[column] == first
        assert found.lengths[column] == last - first
        relation, distance, sentence = markers(tokens, first, last, sentence_of, others).T
        joined = ((kind * RELATIONS + relation) * DISTANCES + distance) * SENTENCES + sentence
        marks = found.marks[:, column]
        assert marks[: last - first].tolist() == joined.tolist()
        assert (marks[last - first :] == MARKS).all()
        assert found.places[: last - first, column].tolist() == list(range(first, last))
        assert (relation == IN_QUOTE).sum() == sum(t < last for t in tokens)


def test_a_window_ends_where_the_text_does_and_is_never_wider_than_widest() -> None:
    assert window([0, 1], 10) == (0, 10)
    assert window([300], 1000) == (300 - BEFORE, 301 + AFTER)
    assert window([100, 900], 1000) == (100 - BEFORE, 100 - BEFORE + WIDEST)


def test_no_statement_no_window() -> None:
    assert len(windows([], [], np.zeros(7, dtype=np.int64))) == 0
    assert len(windows([], [], np.zeros(0, dtype=np.int64))) == 0
