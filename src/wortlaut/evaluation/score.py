"""The score: how near predicted statements come to gold ones, counted in tokens.

Pure functions over a neutral record, so that the command, the training code and the tests score
alike. For each document, gold and predicted statements are paired by the assignment that
maximises the F1 of their quote tokens (+0.01 for the same type, +0.001 for the same medium, where
they overlap); two statements that share no quote token are never a pair. Every pair and every
unpaired statement then gives one precision and one recall for each part:

- precision is left out where the predicted side has no tokens in that part, recall where the gold
  side has none;
- an unpaired prediction gives precision 0 for each part it has, an unpaired gold statement
  recall 0 for each part it has.

**Message** is the mean over these values for the quote, **Roles** for speaker, cue, frame and
addressee pooled, **Joint** for all five pooled; each F1 is the harmonic mean of the two means
(macro, as Petersen-Frey & Biemann, LREC-COLING 2024, do). All figures are percentages.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wortlaut.records import ROLES

PARTS: tuple[str, ...] = ("quote", *ROLES)
GROUPS: dict[str, tuple[str, ...]] = {"message": ("quote",), "roles": ROLES, "joint": PARTS}
OVERLAP = 0.5
"""A gold statement is found where its pair's quote tokens reach this F1."""

_SAME_TYPE = 0.01
_SAME_MEDIUM = 0.001
# Decides between assignments that are otherwise equal (two statements with one quote and two
# speakers, "„…“, sagten A und B"); small enough never to outweigh a token of a quote.
_TIE = 1e-7

_NO_TOKENS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ScoredStatement:
    """What the score looks at: type, medium, and the token indices of each part in its document.

    Any spelling of types and media will do, as long as gold and prediction use the same one.
    """

    type: str
    medium: str
    quote: frozenset[int]
    speaker: frozenset[int] = _NO_TOKENS
    cue: frozenset[int] = _NO_TOKENS
    frame: frozenset[int] = _NO_TOKENS
    addressee: frozenset[int] = _NO_TOKENS

    @classmethod
    def from_annotation(cls, annotation: Mapping[str, Any]) -> ScoredStatement:
        """From an annotation in the gold format (``quote.tokenIds`` …), spellings unchanged."""
        parts = {p: frozenset(annotation[p]["tokenIds"]) for p in PARTS}
        return cls(annotation["type"], annotation["medium"], **parts)

    def part(self, name: str) -> frozenset[int]:
        """The tokens of ``quote``, ``speaker``, ``cue``, ``frame`` or ``addressee``."""
        tokens: frozenset[int] = getattr(self, name)
        return tokens

    def sort_key(self) -> tuple[Any, ...]:
        """An order that depends on the content alone."""
        return (*(tuple(sorted(self.part(p))) for p in PARTS), self.type, self.medium)


@dataclass(frozen=True, slots=True)
class PRF:
    """Precision, recall, F1 in percent; ``predicted`` and ``gold`` count what they rest on.

    A side that rests on nothing is 0.
    """

    precision: float
    recall: float
    f1: float
    predicted: int
    gold: int

    @classmethod
    def of(cls, precision: float, recall: float, predicted: int, gold: int) -> PRF:
        """From two shares between 0 and 1."""
        return cls(100 * precision, 100 * recall, 100 * _f1(precision, recall), predicted, gold)

    def to_dict(self) -> dict[str, float | int]:
        return {
            "precision": round(self.precision, 2),
            "recall": round(self.recall, 2),
            "f1": round(self.f1, 2),
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``, and the share in percent (0 of 0 is 0)."""

    count: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.total if self.total else 0.0

    def to_dict(self) -> dict[str, float | int]:
        return {"percent": round(self.percent, 2), "count": self.count, "total": self.total}


@dataclass(frozen=True, slots=True)
class Score:
    """The whole result.

    ``parts`` holds the macro figures of each part alone, ``tokens`` the token-micro ones over the
    same pairs. ``found`` is, per gold type, the share of gold statements whose pair's quote tokens
    reach an F1 of 0.5 (any predicted type). ``types`` is per type over pairs only, ``type_f1``
    their mean over the gold types that occur, ``type_accuracy`` the share of pairs with the same
    type. ``intervals`` (95 %, F1 of the three main figures) is empty unless asked for.
    """

    message: PRF
    roles: PRF
    joint: PRF
    parts: Mapping[str, PRF]
    tokens: Mapping[str, PRF]
    found: Mapping[str, Share]
    found_all: Share
    types: Mapping[str, PRF]
    type_f1: float
    type_accuracy: float
    documents: int
    gold: int
    predicted: int
    pairs: int
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, percentages to two places, ready for JSON."""
        return {
            "message": self.message.to_dict(),
            "roles": self.roles.to_dict(),
            "joint": self.joint.to_dict(),
            "intervals": {k: [round(v, 2) for v in vs] for k, vs in self.intervals.items()},
            "parts": {k: v.to_dict() for k, v in self.parts.items()},
            "tokens": {k: v.to_dict() for k, v in self.tokens.items()},
            "found": {k: v.to_dict() for k, v in self.found.items()}
            | {"all": self.found_all.to_dict()},
            "types": {k: v.to_dict() for k, v in self.types.items()},
            "type_f1": round(self.type_f1, 2),
            "type_accuracy": round(self.type_accuracy, 2),
            "documents": self.documents,
            "gold": self.gold,
            "predicted": self.predicted,
            "pairs": self.pairs,
        }


def _f1(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def token_f1(gold: frozenset[int], predicted: frozenset[int]) -> float:
    """F1 of two token sets, between 0 and 1; 0 where either is empty."""
    total = len(gold) + len(predicted)
    return 2 * len(gold & predicted) / total if total else 0.0


def _weight(gold: ScoredStatement, predicted: ScoredStatement) -> float:
    quote = token_f1(gold.quote, predicted.quote)
    if not quote:
        return 0.0
    weight = quote
    if gold.type == predicted.type:
        weight += _SAME_TYPE
    if gold.medium == predicted.medium:
        weight += _SAME_MEDIUM
    return weight + _TIE * sum(token_f1(gold.part(r), predicted.part(r)) for r in ROLES)


def pair_statements(
    gold: Sequence[ScoredStatement], predicted: Sequence[ScoredStatement]
) -> list[tuple[int, int]]:
    """Pair the statements of one document: indices into ``gold`` and ``predicted``, by gold.

    The assignment maximises the summed F1 of quote tokens, with the bonuses named in the module
    text. The order in which statements are given has no influence.
    """
    if not gold or not predicted:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows = sorted(range(len(gold)), key=lambda i: gold[i].sort_key())
    columns = sorted(range(len(predicted)), key=lambda j: predicted[j].sort_key())
    weights = np.array([[_weight(gold[i], predicted[j]) for j in columns] for i in rows])
    chosen = linear_sum_assignment(weights, maximize=True)
    return sorted(
        (rows[r], columns[c])
        for r, c in zip(*(a.tolist() for a in chosen), strict=True)
        if weights[r, c] > 0
    )


class _Tally:
    """The values that one document gives."""

    __slots__ = (
        "found", "gold", "gold_types", "hits", "precision", "predicted", "recall", "type_pairs"
    )  # fmt: skip

    def __init__(
        self, gold: Sequence[ScoredStatement], predicted: Sequence[ScoredStatement]
    ) -> None:
        pairs = pair_statements(gold, predicted)
        self.precision: dict[str, list[float]] = {p: [] for p in PARTS}
        self.recall: dict[str, list[float]] = {p: [] for p in PARTS}
        self.hits: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()
        self.predicted: Counter[str] = Counter()
        self.gold_types: Counter[str] = Counter(g.type for g in gold)
        self.found: Counter[str] = Counter()
        self.type_pairs: list[tuple[str, str]] = []
        for i, j in pairs:
            self._add(gold[i], predicted[j])
            self.type_pairs.append((gold[i].type, predicted[j].type))
            if token_f1(gold[i].quote, predicted[j].quote) >= OVERLAP:
                self.found[gold[i].type] += 1
        for i in set(range(len(gold))) - {i for i, _ in pairs}:
            self._add(gold[i], None)
        for j in set(range(len(predicted))) - {j for _, j in pairs}:
            self._add(None, predicted[j])

    def _add(self, gold: ScoredStatement | None, predicted: ScoredStatement | None) -> None:
        for part in PARTS:
            wanted = gold.part(part) if gold else _NO_TOKENS
            given = predicted.part(part) if predicted else _NO_TOKENS
            hits = len(wanted & given)
            if given:
                self.precision[part].append(hits / len(given))
            if wanted:
                self.recall[part].append(hits / len(wanted))
            self.hits[part] += hits
            self.gold[part] += len(wanted)
            self.predicted[part] += len(given)


def _share(part: float, total: float) -> float:
    return part / total if total else 0.0


def _macro(tallies: Sequence[_Tally], parts: Sequence[str]) -> PRF:
    precision = [v for t in tallies for p in parts for v in t.precision[p]]
    recall = [v for t in tallies for p in parts for v in t.recall[p]]
    # fsum: the same result whatever the order of statements and documents
    return PRF.of(
        _share(math.fsum(precision), len(precision)),
        _share(math.fsum(recall), len(recall)),
        len(precision),
        len(recall),
    )


def _micro(tallies: Sequence[_Tally], part: str) -> PRF:
    hits = sum(t.hits[part] for t in tallies)
    predicted = sum(t.predicted[part] for t in tallies)
    gold = sum(t.gold[part] for t in tallies)
    return PRF.of(_share(hits, predicted), _share(hits, gold), predicted, gold)


def _types(pairs: Sequence[tuple[str, str]]) -> dict[str, PRF]:
    gold, predicted = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    hits = Counter(g for g, p in pairs if g == p)
    return {
        t: PRF.of(_share(hits[t], predicted[t]), _share(hits[t], gold[t]), predicted[t], gold[t])
        for t in sorted(gold | predicted)
    }


def _intervals(tallies: Sequence[_Tally], rounds: int, seed: int) -> dict[str, tuple[float, float]]:
    """Percentile bootstrap over documents, 95 %."""
    import numpy as np

    draws = np.random.default_rng(seed).multinomial(
        len(tallies), [1 / len(tallies)] * len(tallies), size=rounds
    )
    found: dict[str, tuple[float, float]] = {}
    for name, parts in GROUPS.items():
        sums = np.array(
            [
                [
                    math.fsum(v for p in parts for v in t.precision[p]),
                    sum(len(t.precision[p]) for p in parts),
                    math.fsum(v for p in parts for v in t.recall[p]),
                    sum(len(t.recall[p]) for p in parts),
                ]
                for t in tallies
            ]
        )
        drawn = draws @ sums
        precision = drawn[:, 0] / np.maximum(drawn[:, 1], 1)
        recall = drawn[:, 2] / np.maximum(drawn[:, 3], 1)
        f1 = 200 * precision * recall / np.maximum(precision + recall, 1e-12)
        low, high = np.percentile(f1, [2.5, 97.5])
        found[name] = (float(low), float(high))
    return found


def score_documents(
    pairs: Iterable[tuple[Sequence[ScoredStatement], Sequence[ScoredStatement]]],
    *,
    bootstrap: int = 0,
    seed: int = 0,
) -> Score:
    """Score ``(gold, predicted)``, one pair a document.

    ``bootstrap`` is the number of resamplings of whole documents for the 95 % intervals (1000 is
    usual; 0 leaves them out); ``seed`` makes them repeatable. Neither the order of documents nor
    that of statements within one matters.

    >>> gold = [ScoredStatement("direct", "speech", frozenset({1, 2, 3, 4}))]
    >>> predicted = [ScoredStatement("direct", "speech", frozenset({3, 4}))]
    >>> score_documents([(gold, predicted)]).message.to_dict()
    {'precision': 100.0, 'recall': 50.0, 'f1': 66.67, 'predicted': 1, 'gold': 1}
    """
    statements_gold = statements_predicted = 0
    tallies: list[_Tally] = []
    for gold, predicted in pairs:
        statements_gold += len(gold)
        statements_predicted += len(predicted)
        tallies.append(_Tally(gold, predicted))
    totals: Counter[str] = sum((t.gold_types for t in tallies), Counter())
    hits: Counter[str] = sum((t.found for t in tallies), Counter())
    type_pairs = [p for t in tallies for p in t.type_pairs]
    types = _types(type_pairs)
    in_gold = [t.f1 for t in types.values() if t.gold]
    return Score(
        **{name: _macro(tallies, parts) for name, parts in GROUPS.items()},
        parts={p: _macro(tallies, [p]) for p in PARTS},
        tokens={p: _micro(tallies, p) for p in PARTS},
        found={t: Share(hits[t], totals[t]) for t in sorted(totals)},
        found_all=Share(hits.total(), totals.total()),
        types=types,
        type_f1=_share(math.fsum(in_gold), len(in_gold)),
        type_accuracy=100 * _share(sum(g == p for g, p in type_pairs), len(type_pairs)),
        documents=len(tallies),
        gold=statements_gold,
        predicted=statements_predicted,
        pairs=len(type_pairs),
        intervals=_intervals(tallies, bootstrap, seed) if bootstrap and tallies else {},
    )
