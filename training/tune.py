"""Thresholds, calibration and modes of an exported model, chosen on the dev parts.

What is measured is the whole way from tokens to statements, with the 8-bit graphs and the rules, as
users have it. Each threshold is varied alone, one after the other, twice, on the mean F1 of
``gnqa`` dev and our own dev, less what is missing to the shares of each type that we want found
(``WANTED``). The confidence is a logistic regression on ``confidence_features``, target: the
statement is found (token F1 with its gold pair of at least 0.5). The modes: *precise* has the
lowest confidence asked for with which 90 % of Message are right, *complete* the highest bias for
more statements that costs at most 2.5 points of Message F1. All goes into the model's meta.json.

    python training/tune.py --data ../shared/data --model src/wortlaut/models/de
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from wortlaut.evaluation.gold import GoldDocument, read_document, read_gold
from wortlaut.evaluation.predictions import predicted_document
from wortlaut.evaluation.score import (
    OVERLAP,
    Score,
    ScoredStatement,
    pair_statements,
    score_documents,
    token_f1,
)
from wortlaut.records import STATEMENT_TYPES, Analysis, Document
from wortlaut.statements.decode import DecodeConfig
from wortlaut.statements.find import CONFIDENCE_FEATURES, StatementFinder, confidence_features
from wortlaut.tagger.model import Tagger, TokenScores
from wortlaut.text.document import document_from_tokens

OWN_DEV = Path(__file__).parents[1] / "corpora" / "own" / "dev.txt"
GRID = {
    "outer_bias": [0.3, 0.6, 0.8, 1.0, 1.2, 1.5],
    "direct_bias": [0.8, 1.2, 1.5],
    "reported_bias": [0.7, 1.0, 1.3, 1.5],
    "nested_bias": [2.0],
    "bound_cost": [0.5, 1.5],
    "frame_threshold": [0.4],
    "cue_threshold": [0.3, 0.5],
    "addressee_threshold": [0.3, 0.4],
    "absent_threshold": [0.4, 0.6, 0.7],
}
#: Found in ``gnqa`` dev, in percent; a point that is missing costs as much as this F1.
WANTED = {
    "direct": 93.0,
    "indirect": 87.0,
    "indirect_free_indirect": 85.0,
    "reported": 50.0,
    "free_indirect": 45.0,
}
MISSING = 0.4
#: A change of a threshold has to gain so much: less is noise on 1,100 statements.
WORTH = 0.05
PRECISE, PRECISE_STEPS = 90.0, (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
COMPLETE, COMPLETE_STEPS = 2.5, (1.0, 1.5, 2.0, 2.5, 3.0)


@dataclass
class Part:
    """One gold set, its tokens scored once."""

    gold: list[list[ScoredStatement]]
    data: list[GoldDocument]
    documents: list[Document]
    scores: list[TokenScores]


def logistic(x: np.ndarray, y: np.ndarray, *, ridge: float = 1e-2) -> np.ndarray:
    """Weights of a ridge logistic regression by Newton's method; the first is the bias."""
    x = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def calibration_error(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )


def read_part(path: Path, finder: StatementFinder) -> Part:
    """The gold documents with tokens of a file, each scored by the tagger."""
    data = [d for d in read_gold(path) if d.token_ids]
    documents = [document_from_tokens(d.article(), d.sentences) for d in data]
    gold = [[a.scored for a in d.annotations or ()] for d in data]
    return Part(gold, data, documents, finder.score(documents))


def measure(part: Part, finder: StatementFinder) -> Score:
    """The score of a part with the thresholds that the finder has now."""
    pairs = []
    readings = finder.decode(part.documents, part.scores)
    for gold, data, document, reading in zip(
        part.gold, part.data, part.documents, readings, strict=True
    ):
        analysis = Analysis(document.article, reading.statements)
        found = read_document(predicted_document(data, analysis), where=data.name)
        pairs.append((gold, [a.scored for a in found.annotations or ()]))
    return score_documents(pairs)


def value(scores: list[Score]) -> float:
    """What is tuned on: the mean F1 over the parts, less what the first lacks of ``WANTED``."""
    mean = np.mean([(s.message.f1, s.roles.f1, s.joint.f1) for s in scores])
    missing = (max(0.0, most - scores[0].found[k].percent) for k, most in WANTED.items())
    return float(mean - MISSING * sum(missing))


def tuned(finder: StatementFinder, parts: list[Part]) -> DecodeConfig:
    """The thresholds of the grid, each kept where it gains ``WORTH``."""
    top = value([measure(p, finder) for p in parts])
    print(f"{top:.2f} as in the card")
    for name, grid in [*GRID.items()] * 2:
        before = finder.config
        best = before
        for threshold in grid:
            finder.config = replace(before, **{name: threshold})
            got = value([measure(p, finder) for p in parts])
            print(f"{got:.2f} {name} {threshold}", flush=True)
            if got > top + WORTH:
                top, best = got, finder.config
        finder.config = best
    return finder.config


def calibrated(finder: StatementFinder, parts: list[Part]) -> tuple[dict[str, float], float]:
    """Weights of the confidence; its error, fitted on one half and measured on the other."""
    features, hits = [], []
    for part in parts:
        found = finder.token_statements(part.documents, part.scores)
        for gold, statements in zip(part.gold, found, strict=True):
            predicted = [
                ScoredStatement(STATEMENT_TYPES[s.kind], "none", frozenset(s.tokens))
                for s in statements
            ]
            right = {
                j
                for i, j in pair_statements(gold, predicted)
                if token_f1(gold[i].quote, predicted[j].quote) >= OVERLAP
            }
            features += [confidence_features(s) for s in statements]
            hits += [j in right for j in range(len(statements))]
    x, y = np.array(features), np.array(hits, dtype=float)
    order = np.random.default_rng(0).permutation(len(x))
    errors = []
    for a, b in ((order[::2], order[1::2]), (order[1::2], order[::2])):
        w = logistic(x[a], y[a])
        errors.append(calibration_error(1 / (1 + np.exp(-(w[0] + x[b] @ w[1:]))), y[b]))
    names = ("bias", *CONFIDENCE_FEATURES)
    weights = {n: round(float(v), 4) for n, v in zip(names, logistic(x, y), strict=True)}
    return weights, round(float(np.mean(errors)), 4)


def modes(finder: StatementFinder, parts: list[Part]) -> dict[str, dict[str, float]]:
    """The thresholds of the modes "precise" and "complete"; prints what each step costs."""
    usual = finder.config
    message = [measure(p, finder).message for p in parts]
    f1 = np.mean([m.f1 for m in message])
    found: dict[str, dict[str, float]] = {}
    for mode, name, steps in (
        ("precise", "least_confidence", PRECISE_STEPS),
        ("complete", "outer_bias", COMPLETE_STEPS),
    ):
        for step in steps:
            finder.config = replace(usual, **{name: step})
            scores = [measure(p, finder) for p in parts]
            precision = np.mean([s.message.precision for s in scores])
            recall = np.mean([s.message.recall for s in scores])
            lost = f1 - np.mean([s.message.f1 for s in scores])
            print(f"{name} {step}: precision {precision:.1f} recall {recall:.1f} F1 {-lost:+.1f}")
            if mode == "precise":
                found[mode] = {name: step}
                if precision >= PRECISE:
                    break
            elif lost <= COMPLETE:
                found[mode] = {name: step}
    finder.config = usual
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of an exported model")
    args = parser.parse_args()
    finder = StatementFinder(Tagger(args.model, names=False))
    parts = [read_part(p, finder) for p in (args.data / "gnqa/dev.jsonl.xz", OWN_DEV)]
    path = args.model / "meta.json"
    meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    meta["decoding"] = asdict(tuned(finder, parts))
    meta["calibration"], meta["calibration_error"] = calibrated(finder, parts)
    write(path, meta)
    finder = StatementFinder(Tagger(args.model, names=False))  # with the confidence of the card
    meta["modes"] = modes(finder, parts)
    write(path, meta)
    for part in parts:
        s = measure(part, finder)
        print(f"{s.message.f1:.2f} / {s.roles.f1:.2f} / {s.joint.f1:.2f}")
    print(json.dumps({k: meta[k] for k in ("decoding", "calibration_error", "modes")}))


def write(path: Path, meta: dict[str, Any]) -> None:
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
