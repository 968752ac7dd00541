"""Names of persons, organisations and places: labels a token, and the spans read from them.

A third small graph, ``names.onnx``, reads what the statement tagger's encoder holds of each token
and gives log-probabilities of seven labels: no name, or a name of one of three kinds that begins
or goes on (BIO). The best sequence in which a name goes on only where it began (Viterbi) gives the
names.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from wortlaut.records import Document

NameKind = Literal["person", "organisation", "place"]
NAME_KINDS: tuple[NameKind, ...] = ("person", "organisation", "place")
Scores = npt.NDArray[np.floating]
NAME_LABELS = 1 + 2 * len(NAME_KINDS)
OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in a text: ``start`` and ``end`` in code points, half open.

    ``score`` is the mean probability of its labels, between 0 and 1.
    """

    start: int
    end: int
    kind: NameKind
    score: float


def begins(kind: int) -> int:
    """The label of a name's first token, given the index of its kind."""
    return 1 + 2 * kind


def goes_on(kind: int) -> int:
    """The label of a name's other tokens."""
    return 2 + 2 * kind


def encode_names(length: int, names: Iterable[tuple[int, int, NameKind]]) -> npt.NDArray[np.int64]:
    """Token ranges ``[first, last)`` with their kinds to one label a token."""
    labels = np.zeros(length, dtype=np.int64)
    for first, last, kind in names:
        labels[first] = begins(NAME_KINDS.index(kind))
        labels[first + 1 : last] = goes_on(NAME_KINDS.index(kind))
    return labels


def decode_names(
    scores: Scores, sentences: Sequence[int] = (), *, outside: float = 0.0
) -> list[tuple[int, int, NameKind, float]]:
    """Log-probabilities ``(n, NAME_LABELS)`` to token ranges with kind and score, in text order.

    No name reaches over one of ``sentences``, the first tokens of sentences. ``outside`` is added
    to the score of no name: above 0 gives fewer and surer names.
    """
    labels = _best_labels(scores, sentences, outside)
    found: list[tuple[int, int, NameKind, float]] = []
    i = 0
    while i < len(labels):
        label = labels[i]
        if label == OUTSIDE:
            i += 1
            continue
        last = i + 1
        while last < len(labels) and labels[last] == label + 1:
            last += 1
        total = float(scores[i, label]) + sum(
            float(scores[j, label + 1]) for j in range(i + 1, last)
        )
        found.append((i, last, NAME_KINDS[label // 2], min(1.0, math.exp(total / (last - i)))))
        i = last
    return found


def name_spans(document: Document, scores: Scores, *, outside: float = 0.0) -> tuple[NameSpan, ...]:
    """The names of a document, given the scores of its tokens."""
    tokens = document.tokens
    sentences = [s.first for s in document.sentences]
    return tuple(
        NameSpan(tokens[first].start, tokens[last - 1].end, kind, score)
        for first, last, kind, score in decode_names(scores, sentences, outside=outside)
    )


def _best_labels(scores: Scores, sentences: Sequence[int], outside: float) -> list[int]:
    """The best sequence that is allowed, sentence by sentence.

    Where the best labels of the tokens alone are allowed they are it; that is nearly always so,
    and quick. Viterbi finds it for the other sentences.
    """
    scores = scores.astype(np.float64)
    scores[:, OUTSIDE] += outside
    labels: list[int] = scores.argmax(axis=1).tolist()
    if not any(labels):
        return labels
    firsts = sorted({0, *sentences})
    bounds = zip(firsts, [*firsts[1:], len(labels)], strict=True)
    for first, last in bounds:
        if not _is_allowed(labels[first:last]):
            labels[first:last] = _viterbi(scores[first:last].tolist())
    return labels


def _is_allowed(labels: Sequence[int]) -> bool:
    before = OUTSIDE
    for label in labels:
        if label and label % 2 == 0 and before not in (label, label - 1):
            return False
        before = label
    return True


def _viterbi(rows: Sequence[Sequence[float]]) -> list[int]:
    """A label that goes on needs its begin or itself before it, others are free."""
    back: list[list[int]] = []
    best = [-math.inf] * NAME_LABELS
    for t, row in enumerate(rows):
        top = max(range(NAME_LABELS), key=best.__getitem__)
        before = [top] * NAME_LABELS
        new = [(best[top] if t else 0.0) + score for score in row]
        for label in range(2, NAME_LABELS, 2):
            before[label] = label if best[label] > best[label - 1] else label - 1
            new[label] = best[before[label]] + row[label]
        back.append(before)
        best = new
    labels = [max(range(NAME_LABELS), key=best.__getitem__)]
    for before in reversed(back[1:]):
        labels.append(before[labels[-1]])
    return labels[::-1]
