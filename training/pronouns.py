"""Fit the weights by which a pronoun chooses among candidates (``wortlaut.actors.pronouns``).

    python training/pronouns.py [--shrink 8] [--folds 10]

Every pronoun of the training part of the project's own corpus whose speaker is among its candidates
is an example; the weights maximise the likelihood of the right candidates in a log-linear model.
There are few examples, so the weights are drawn towards ``BY_HAND``, what grammar lets one expect:
a near subject of known gender, no genitive, nobody who stands as object in the pronoun's own
sentence. Prints the share chosen rightly by weights that were fitted on the other
articles, and the weights to be copied into the module.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

import wortlaut.actors.resolve as resolve
from wortlaut.actors.pronouns import FEATURES, Candidate, Pronouns
from wortlaut.actors.traces import Referent
from wortlaut.evaluation.gold import read_gold
from wortlaut.evaluation.speakers import SpeakerRow
from wortlaut.records import Statement
from wortlaut.text.document import document_from_tokens

ROOT = Path(__file__).resolve().parents[1]
BY_HAND = {
    "same_sentence": 0.3, "sentence_before": 0.8, "further_back": -0.9, "subject": 0.8,
    "opens": 0.4, "inside": -0.8, "same_oblique": -1.5, "quoted": -0.8, "spoke": 0.5,
    "spoke_last": 0.4, "paragraphs": -0.3, "gender_known": 2.3, "gender_open": 0.7, "role": 0.2,
    "organisation": -0.7, "document": -1.6, "group": -0.3, "often": 0.3, "rank": -0.3,
    "only_plural": -0.3,
}  # fmt: skip
Example = tuple[str, Any, Any]
"""The article, a row of features for each candidate, and which of them are right."""


class Recorder(Pronouns):
    """Notes the candidates of every pronoun and chooses the right one, so that what follows in the
    article builds on the truth."""

    examples: ClassVar[list[Example]] = []
    row: SpeakerRow | None = None
    document = ""

    def choose(self, candidates: list[Candidate], token: int, wanted: str) -> Referent | None:
        row = Recorder.row
        if row is None or row.name is None:
            return super().choose(candidates, token, wanted)
        names = [c.referent.name for c in candidates]
        right = [name is not None and row.accepts(name) for name in names]
        if not any(right):
            return super().choose(candidates, token, wanted)
        if len(candidates) > 1:
            features = np.array([self.features(c, token, wanted) for c in candidates])
            self.examples.append((self.document, features, np.array(right)))
        return candidates[right.index(True)].referent


class Teacher(resolve.Naming):
    """Tells the recorder whose statement is being named."""

    def teach(self, statement: Statement, row: SpeakerRow | None) -> None:
        Recorder.row = row
        self.name(statement)


def collect(path: Path) -> list[Example]:
    setattr(resolve, "Pronouns", Recorder)  # noqa: B010
    Recorder.examples = []
    for gold in read_gold(path):
        Recorder.document = gold.name
        document = document_from_tokens(gold.article(), gold.sentences)
        statements = gold.analysis().statements
        rows = {row.statement: row for row in gold.speakers}
        naming = Teacher(document, statements)
        pairs = list(zip(gold.annotations or (), statements, strict=True))
        pairs.sort(key=lambda p: (p[1].spans[0].start, -p[1].spans[-1].end))
        for annotation, statement in pairs:
            naming.teach(statement, rows.get(annotation.id))
    return Recorder.examples


def fit(examples: list[Example], shrink: float, steps: int = 3000) -> Any:
    prior = np.array([BY_HAND[name] for name in FEATURES])
    weights = prior.copy()
    for step in range(steps):
        gradient = -shrink * (weights - prior)
        for _, features, right in examples:
            points = features @ weights
            share = np.exp(points - points.max())
            share /= share.sum()
            wanted = share * right
            gradient += (wanted / wanted.sum() - share) @ features
        weights += gradient / len(examples) * (1.0 if step < steps // 2 else 0.3)
    return weights


def accuracy(examples: list[Example], weights: Any) -> float:
    return float(np.mean([right[(x @ weights).argmax()] for _, x, right in examples]))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shrink", type=float, default=8.0)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--steps", type=int, default=600)
    args = parser.parse_args()
    examples = collect(ROOT / "corpora" / "own" / "train.txt")
    names = sorted({name for name, _, _ in examples})
    held: list[float] = []
    for fold in range(args.folds):
        out = set(names[fold :: args.folds])
        weights = fit([e for e in examples if e[0] not in out], args.shrink, args.steps)
        held += [float(r[(x @ weights).argmax()]) for name, x, r in examples if name in out]
    weights = fit(examples, args.shrink, args.steps)
    print(f"{len(examples)} pronouns; right when held out: {100 * np.mean(held):.1f} %; ", end="")
    print(f"when seen: {100 * accuracy(examples, weights):.1f} %")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"    {weight:6.2f},  # {name}")


if __name__ == "__main__":
    main()
