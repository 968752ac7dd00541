"""The shipped models from the data, step by step; what is there already is not made again.

    make train DATA=../shared/data            # both models, in runs/models/
    make train MODEL=de-open                  # the one without data that forbid commerce

Steps: tokens, packed text, two pre-trained encoders, a small one and a large one; large taggers, a
seed each, and what they say of all texts; the small tagger that learns from them and from gold; its
ONNX files, thresholds and calibration, names. Every seed is fixed. Checkpoints go to ``--runs``.
With a GPU it takes an hour; without one the large encoder alone would take days. A step that was
stopped half way is made again from its start.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Round:
    """A part of the small tagger's training, going on from the one before it.

    The rates fall over ``epochs``, of which the first ``stop`` are gone through.
    """

    epochs: int
    tokens: int
    share: float
    rate: float
    encoder_rate: float
    dropout: float = 0.4
    stop: int | None = None


@dataclass(frozen=True)
class Teacher:
    seed: int
    encoder_rate: float


@dataclass(frozen=True)
class Recipe:
    """How one model is made: its teachers, the epochs and tokens a step of each, the rest."""

    teachers: tuple[Teacher, ...]
    epochs: int
    tokens: int
    rounds: tuple[Round, ...]
    card: str
    names: bool = True
    options: tuple[str, ...] = ()


def rounds(stop: int, last: int) -> tuple[Round, ...]:
    """Large steps first; the third round was stopped when less dropout was found to help."""
    return (
        Round(10, 12_000, 0.5, 2e-3, 6e-4),
        Round(6, 9000, 0.35, 2e-3, 6e-4),
        Round(14, 2500, 0.12, 1.2e-3, 3e-4, stop=stop),
        Round(8, 2500, 0.15, 9e-4, 2.5e-4, dropout=0.2),
        Round(last, 2500, 0.2, 7e-4, 2e-4, dropout=0.1),
    )


RECIPES = {
    "de": Recipe(
        (Teacher(1, 1e-4), Teacher(2, 2e-4), Teacher(3, 3e-4)),
        12,
        6000,
        rounds(6, 6),
        "card.json",
    ),
    "de-open": Recipe(
        (Teacher(1, 2e-4), Teacher(2, 2e-4)),
        14,
        5000,
        rounds(8, 4),
        "card-open.json",
        names=False,
        options=("--open", "--speeches"),
    ),
}
#: Millions of tokens that the encoders see in pre-training.
SEEN = {"lstm": 110, "attention": 163}


class Steps:
    """Runs the scripts of this folder, each unless what it makes is there."""

    def __init__(self, data: Path, runs: Path, limit: int = 0) -> None:
        self.data, self.runs, self.limit = ["--data", str(data)], runs, ["--limit", str(limit)]
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE.parent / "src"), str(HERE)]),
        }

    def __call__(self, made: Path, script: str, *options: str | Path | float) -> None:
        """Run ``script``; a stamp says that it came to its end, and with which options."""
        stamp = self.runs / ".done" / "-".join(made.relative_to(self.runs).parts)
        command = [script, *map(str, options)]
        if stamp.exists() and stamp.read_text(encoding="utf-8") == "\n".join(command):
            print(f"there already: {made}", flush=True)
            return
        print(f"{script} -> {made}", flush=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        made.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, str(HERE / script), *command[1:]],
            env=self._environment,
            check=True,
        )
        stamp.write_text("\n".join(command), encoding="utf-8")

    def texts(self) -> Path:
        """Texts without gold."""
        texts = self.runs / "texts.jsonl.xz"
        self(texts, "texts.py", *self.data, "--out", texts, *self.limit)
        return texts

    def encoder(self, kind: str) -> Path:
        """A pre-trained encoder; with ``--limit`` it sees next to nothing."""
        tokens, packed, encoder = (self.runs / n for n in ("tokens", "packed", f"encoder-{kind}"))
        self(tokens, "tokenize_raw.py", *self.data, "--out", tokens)
        self(packed, "packed.py", "--tokens", tokens, "--out", packed)
        seen = ["--millions", SEEN[kind]]
        if self.limit[1] != "0":
            seen = ["--millions", 0.002, "--tokens", 512, "--negatives", 64]
        self(encoder, "pretrain.py", "--packed", packed, "--encoder", kind, "--out", encoder, *seen)
        return encoder

    def said(self, name: str, recipe: Recipe, texts: Path) -> list[Path]:
        """What each teacher of a model says of the texts."""
        encoder = self.encoder("attention")
        common = [*self.data, "--encoder", encoder, *recipe.options, *self.limit]
        found = []
        for teacher in recipe.teachers:
            folder = self.runs / f"{name}-teacher-{teacher.seed}"
            rates = ["--rate", 1e-3, "--encoder-rate", teacher.encoder_rate]
            length = ["--epochs", recipe.epochs, "--tokens", recipe.tokens]
            self(
                *(folder, "train.py", *common, *rates, *length),
                *("--seed", teacher.seed, "--out", folder),
            )
            said = folder / "said.npz"
            checkpoint = folder / "last.pt"
            self(
                *(said, "teach.py", *common, "--texts", texts),
                *("--checkpoint", checkpoint, "--out", said),
            )
            found.append(said)
        return found

    def model(self, name: str, recipe: Recipe) -> None:
        """One model, in ``runs/models/NAME``."""
        texts = self.texts()
        said = self.said(name, recipe, texts)
        encoder = self.encoder("lstm")
        common = [*self.data, "--encoder", encoder, *recipe.options, *self.limit]
        start: list[str | Path] = []
        for number, part in enumerate(recipe.rounds, start=1):
            folder = self.runs / f"{name}-round-{number}"
            rates = ["--rate", part.rate, "--encoder-rate", part.encoder_rate]
            rates += ["--dropout", part.dropout]
            length = ["--epochs", part.epochs, "--stop", part.stop or part.epochs]
            length += ["--tokens", part.tokens, "--share", part.share]
            self(
                *(folder, "train.py", *common, *start, *rates, *length),
                *("--seed", number, "--texts", texts, "--out", folder, "--said", *said),
            )
            start = ["--start", folder / "last.pt"]
        model = self.runs / "models" / name
        self(
            *(model, "export.py", "--checkpoint", start[1], "--encoder", encoder),
            *("--meta", HERE / recipe.card, "--out", model),
        )
        self(model / "tuned", "tune.py", *self.data, "--model", model)
        if recipe.names:
            self(model / "names.onnx", "names.py", *self.data, "--model", model)
        print(f"{model}: copy it to src/wortlaut/models/{name}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=Path, default=Path("runs"))
    parser.add_argument("--model", choices=[*RECIPES, "all"], default="all")
    parser.add_argument(
        "--limit", type=int, default=0, help="documents of each source, to try the whole way"
    )
    args = parser.parse_args()
    steps = Steps(args.data, args.runs, args.limit)
    for name, recipe in RECIPES.items():
        if args.model in (name, "all"):
            steps.model(name, recipe)


if __name__ == "__main__":
    main()
