"""The window that the role tagger reads: the tokens around one statement, each marked.

The window reaches back over sentences and paragraphs, since one speaker in five stands in an
earlier sentence. Markers of a token: its relation to the statement (inside it, in a gap of it, in
another statement, elsewhere before or after), its distance in tokens and in sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wortlaut.records import STATEMENT_TYPES

#: Tokens read before the first and behind the last token of a statement, and at most in all.
#: 100 and 44 score no better on dev and are a third slower.
BEFORE, AFTER, WIDEST = 64, 32, 400

PAST, LATER, IN_QUOTE, GAP, OTHER_PAST, OTHER_LATER, OTHER_INSIDE = range(7)
RELATIONS = 7
DISTANCES = 21
SENTENCES = 13
#: How many combinations of a statement's type and the three markers there are.
MARKS = len(STATEMENT_TYPES) * RELATIONS * DISTANCES * SENTENCES

Int64Array = npt.NDArray[np.int64]


def window(tokens: Sequence[int], length: int) -> tuple[int, int]:
    """First and last (exclusive) token index of the window around a statement's tokens."""
    first = max(0, tokens[0] - BEFORE)
    last = min(length, tokens[-1] + 1 + AFTER)
    return first, min(last, first + WIDEST)


def markers(
    tokens: Sequence[int],
    first: int,
    last: int,
    sentence_of: Int64Array,
    others: npt.NDArray[np.bool_],
) -> Int64Array:
    """Markers of the tokens ``first`` to ``last``, shape ``(last - first, 3)``.

    ``sentence_of`` gives each token's sentence number, ``others`` is True for tokens in any
    statement of the document.
    """
    places = np.arange(first, last)
    relation, distance, sentence = _around(places, tokens[0], tokens[-1], sentence_of, others)
    inside = np.asarray(tokens)
    relation[inside[inside < last] - first] = IN_QUOTE
    return np.stack([relation, distance, sentence], 1)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a document's statements, time first.

    ``firsts`` and ``lengths`` (n,) say where they are, ``places`` (w, n) are indices of tokens,
    ``marks`` (w, n) the statement's type and the markers of each in one number, ``MARKS`` behind
    the end of a window.
    """

    firsts: Int64Array
    places: Int64Array
    marks: Int64Array
    lengths: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.lengths)


def windows(
    statements: Sequence[Sequence[int]], kinds: Sequence[int], sentence_of: Int64Array
) -> Windows:
    """The windows around all statements of a document, given their tokens and types."""
    length = len(sentence_of)
    others = np.zeros(length, dtype=bool)
    for tokens in statements:
        others[tokens] = True
    bounds = np.array([window(tokens, length) for tokens in statements], dtype=np.int64)
    firsts, lasts = bounds.reshape(-1, 2).T
    places = np.arange((lasts - firsts).max(initial=0))[:, None] + firsts
    behind = places >= lasts
    np.minimum(places, length - 1, out=places)
    begins = np.array([tokens[0] for tokens in statements], dtype=np.int64)
    ends = np.array([tokens[-1] for tokens in statements], dtype=np.int64)
    relation, distance, sentence = _around(places, begins, ends, sentence_of, others)
    for column, (tokens, first, last) in enumerate(zip(statements, firsts, lasts, strict=True)):
        inside = np.asarray(tokens)
        relation[inside[inside < last] - first, column] = IN_QUOTE
    marks = np.asarray(kinds, dtype=np.int64) * RELATIONS + relation
    marks = (marks * DISTANCES + distance) * SENTENCES + sentence
    marks[behind] = MARKS
    return Windows(firsts, places, marks, (lasts - firsts).astype(np.int32))


def _around(
    places: Int64Array,
    begin: int | Int64Array,
    end: int | Int64Array,
    sentence_of: Int64Array,
    others: npt.NDArray[np.bool_],
) -> tuple[Int64Array, Int64Array, Int64Array]:
    """The markers of tokens, were all between ``begin`` and ``end`` in a gap of the statement."""
    nearest = np.clip(places, begin, end)
    distance = places - nearest
    relation = _RELATION[np.sign(distance), others[places].view(np.int8)]
    bucket = _BUCKETS[np.clip(distance, -_FAR, _FAR)]
    apart = np.clip(sentence_of[places] - sentence_of[nearest], -6, 6) + 6
    return relation, bucket, apart


def _buckets() -> Int64Array:
    """The class of each distance from ``-_FAR`` to ``_FAR``; negative ones count from the end."""
    size = np.arange(_FAR + 1)
    bucket = np.where(size < 5, size, np.minimum(3 + np.log2(np.maximum(size, 1)).astype(int), 10))
    return np.concatenate([10 + bucket, 10 - bucket[:0:-1]])


_FAR = 127
_BUCKETS = _buckets()
#: By side of the statement (0 within it, 1 behind it, -1 before it) and by being in another one.
_RELATION = np.array([(GAP, OTHER_INSIDE), (LATER, OTHER_LATER), (PAST, OTHER_PAST)])
