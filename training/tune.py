"""Tune thresholds on the dev parts and calibrate the confidence; prints a table and writes JSON.

Each threshold is varied alone, one after the other, on the mean F1 of ``gnqa`` dev and our own dev;
the confidence is a logistic regression on ``confidence_features``, target: the statement is found
(token F1 with its gold pair of at least 0.5).

    python training/tune.py --data ../shared/data --encoder runs/lm \\
        --checkpoint runs/a/last.pt --out runs/a/tuned.json
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from model import Encoder, EncoderConfig, RoleTagger, StatementTagger, TaggerConfig
from train import load, predict, raw_scores, summary
from wortlaut.evaluation.score import ScoredStatement, pair_statements, score_documents, token_f1
from wortlaut.records import STATEMENT_TYPES
from wortlaut.statements.decode import DecodeConfig, clause_bounds, decode_statements
from wortlaut.statements.find import CONFIDENCE_FEATURES, confidence_features
from wortlaut.tagger.features import Vocabulary

GRID = {
    "outer_bias": [-0.3, 0.0, 0.4, 0.8],
    "nested_bias": [0.0, 0.7, 1.4],
    "frame_threshold": [0.4, 0.5],
    "cue_threshold": [0.4, 0.5],
    "addressee_threshold": [0.25, 0.35, 0.5],
    "absent_threshold": [0.5, 0.7],
}


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.limit = 0
    vocabulary = Vocabulary.read(args.encoder / "words.txt")
    sets = load(args, vocabulary, train=False)
    config = TaggerConfig()
    tagger, roles = (
        StatementTagger(Encoder(EncoderConfig(words=len(vocabulary))), config),
        RoleTagger(config),
    )
    saved = torch.load(args.checkpoint)
    tagger.load_state_dict(saved["tagger"])
    roles.load_state_dict(saved["roles"])
    raws = {name: raw_scores(tagger, examples) for name, examples in sets.items()}

    def value(c: DecodeConfig) -> float:
        return float(np.mean([_objective(predict(roles, raw, c)) for raw in raws.values()]))

    best, top = DecodeConfig(), 0.0
    top = value(best)
    print(f"{top:.3f} {best}")
    for name, grid in GRID.items():
        for v in grid:
            candidate = replace(best, **{name: v})
            got = value(candidate)
            print(f"{name} {v}: {got:.3f}", flush=True)
            if got > top + 0.01:
                top, best = got, candidate
    for name, raw in raws.items():
        print(name, summary(predict(roles, raw, best)))

    features, hits = [], []
    for raw in raws.values():
        for ex, scores, _ in raw:
            found = decode_statements([scores], best, [clause_bounds(ex.words)])[0]
            predicted = [
                ScoredStatement(STATEMENT_TYPES[s.kind], "none", frozenset(s.tokens)) for s in found
            ]
            good = {
                j
                for i, j in pair_statements(ex.gold, predicted)
                if token_f1(ex.gold[i].quote, predicted[j].quote) >= 0.5
            }
            features += [confidence_features(s) for s in found]
            hits += [j in good for j in range(len(found))]
    x, y = np.array(features), np.array(hits, dtype=float)
    names = ["bias", *CONFIDENCE_FEATURES]
    half = np.random.default_rng(0).permutation(len(x))
    errors = []
    for a, b in ((half[::2], half[1::2]), (half[1::2], half[::2])):
        w = logistic(x[a], y[a])
        errors.append(_calibration_error(1 / (1 + np.exp(-(w[0] + x[b] @ w[1:]))), y[b]))
    print(f"calibration error, fitted on one half, measured on the other: {np.mean(errors):.3f}")
    w = logistic(x, y)
    result = {
        "decoding": asdict(best),
        "calibration": dict(zip(names, (round(float(v), 4) for v in w), strict=True)),
        "calibration_error": round(float(np.mean(errors)), 4),
    }
    args.out.write_text(json.dumps(result, indent=2))


def _objective(pairs: list[tuple[list[ScoredStatement], list[ScoredStatement]]]) -> float:
    score = score_documents(pairs)
    return (score.message.f1 + score.roles.f1 + score.joint.f1) / 3


def _calibration_error(p: np.ndarray, y: np.ndarray) -> float:
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(
            abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )


if __name__ == "__main__":
    main()
