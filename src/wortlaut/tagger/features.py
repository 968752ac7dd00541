"""What the tagger sees of a token: a word id, hashed affixes, its shape and where it stands.

The same code makes features for training and at run time. Hashes are CRC-32, so they are equal on
every machine and in every Python process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from wortlaut.records import Document

PREFIX_ROWS = 8192
SUFFIX3_ROWS = 4096
SUFFIX5_ROWS = 12288
SHAPE_ROWS = 1024
#: Columns of a word's features: word id, prefix of 4, suffix of 3, suffix of 5, shape.
WORD_COLUMNS = 5

#: Quotation state of a token (see ``_quotation_states``).
QUOTE_STATES = 6
#: Place of a token: bits for start of sentence, start of paragraph, first paragraph, paratext.
PLACE_STATES = 16

UNKNOWN = 0  # word id 0 stands for every word outside the vocabulary
_DIGIT = re.compile(r"\d")
_RUNS = re.compile(r"(.)\1{2,}")
_SHAPES = str.maketrans(
    dict.fromkeys("abcdefghijklmnopqrstuvwxyzäöüß", "x")
    | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ", "X")
    | dict.fromkeys("0123456789", "d")
)
_MEMO_LIMIT = 200_000

Int32Array = npt.NDArray[np.int32]


def normalize(word: str) -> str:
    """Digits to 0, as in the vocabulary: ``"2026"`` and ``"1998"`` are one word."""
    return _DIGIT.sub("0", word)


def shape(word: str) -> str:
    """Letters to x and X, digits to d, runs cut to two: ``"Ex-Minister"`` is ``"Xx-Xxx"``."""
    return _RUNS.sub(r"\1\1", word[:24].translate(_SHAPES))


class Vocabulary:
    """Words the model has vectors for, one a line; ids start at 1, 0 is every other word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._ids = {word: i for i, word in enumerate(words, start=1)}
        self._memo: dict[str, tuple[int, int, int, int, int]] = {}

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def __len__(self) -> int:
        return len(self._ids) + 1

    def word_features(self, word: str) -> tuple[int, int, int, int, int]:
        """The ``WORD_COLUMNS`` ids of a word; remembered, since most words come again."""
        found = self._memo.get(word)
        if found is None:
            found = self._word_features(word)
            if len(self._memo) < _MEMO_LIMIT:
                self._memo[word] = found
        return found

    def _word_features(self, word: str) -> tuple[int, int, int, int, int]:
        ids = self._ids
        norm = normalize(word)
        low = norm.lower()
        word_id = ids.get(norm) or ids.get(low) or ids.get(low.capitalize()) or UNKNOWN
        return (
            word_id,
            crc32(low[:4].encode("utf-8", "surrogatepass")) % PREFIX_ROWS,
            crc32(low[-3:].encode("utf-8", "surrogatepass")) % SUFFIX3_ROWS,
            crc32(low[-5:].encode("utf-8", "surrogatepass")) % SUFFIX5_ROWS,
            crc32(shape(norm).encode("utf-8", "surrogatepass")) % SHAPE_ROWS,
        )

    def words(self, words: Sequence[str]) -> Int32Array:
        """Features of a sequence of words, shape ``(len(words), WORD_COLUMNS)``."""
        rows = [self.word_features(word) for word in words]
        return np.array(rows, dtype=np.int32).reshape(len(rows), WORD_COLUMNS)


#: A token's place among quotation marks.
OUTSIDE, INSIDE, NESTED, OPENING, CLOSING, DOUBTFUL = range(QUOTE_STATES)


def document_structure(doc: Document) -> Int32Array:
    """Where each token stands, shape ``(tokens, 2)``: quotation state, place bits.

    Place bits: 1 first token of a sentence, 2 first token of a paragraph, 4 in the first
    paragraph (a headline, often), 8 in paratext.
    """
    structure = np.zeros((len(doc.tokens), 2), dtype=np.int32)
    if not doc.tokens:
        return structure
    starts = np.array([t.start for t in doc.tokens])
    ends = np.array([t.end for t in doc.tokens])
    structure[:, 0] = _quotation_states(doc, starts, ends)
    place = structure[:, 1]
    place[[s.first for s in doc.sentences]] |= 1
    for number, paragraph in enumerate(doc.paragraphs):
        first = int(np.searchsorted(ends, paragraph.start, side="right"))
        if first < len(place):
            place[first] |= 2
        if number == 0:
            place[first : int(np.searchsorted(starts, paragraph.end))] |= 4
    for block in doc.paratext:
        for span in block.spans:
            first = int(np.searchsorted(ends, span.start, side="right"))
            place[first : int(np.searchsorted(starts, span.end))] |= 8
    return structure


def _quotation_states(
    doc: Document, starts: npt.NDArray[np.int_], ends: npt.NDArray[np.int_]
) -> Int32Array:
    states = np.zeros(len(starts), dtype=np.int32)
    for quotation in doc.quotations:  # outer ones first
        first = int(np.searchsorted(ends, quotation.start, side="right"))
        last = int(np.searchsorted(starts, quotation.end))
        if first >= last:
            continue
        inside = INSIDE if quotation.level == 0 else NESTED
        if not (quotation.opened and quotation.closed):
            inside = DOUBTFUL
        states[first:last] = inside
        if quotation.opened:
            states[first] = OPENING
        if quotation.closed:
            states[last - 1] = CLOSING
    return states
