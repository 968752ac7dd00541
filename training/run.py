"""The shipped models from the data, step by step; what is there already is not made again.

    make train DATA=../shared/data            # both models, in runs/models/
    make train MODEL=de-open                  # the one without data that forbid commerce

Steps: tokens, word vectors, language model, one statement and role tagger a seed, one tagger that
learns from them all, its ONNX files, thresholds and calibration, names. Every seed is fixed.
Checkpoints go to ``--runs``. Two seeds are trained at a time, with a thread each; all of it takes
some five hours on two cores. A step that was stopped half way is made again from its start.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Recipe:
    """How one model is made: seeds (the first is where the student starts), card, options.

    Without ``distilled_epochs`` the first seed is the model.
    """

    seeds: tuple[int, ...]
    epochs: int
    card: str
    distilled_epochs: int = 0
    names: bool = True
    options: tuple[str, ...] = ()


RECIPES = {
    "de": Recipe((3, 4, 1, 2), 18, "card.json", distilled_epochs=7),
    "de-open": Recipe(
        (1,),
        20,
        "card-open.json",
        distilled_epochs=3,
        names=False,
        options=("--open", "--speeches"),
    ),
}


class Steps:
    """Runs the scripts of this folder, each unless what it makes is there."""

    def __init__(self, data: Path, runs: Path, limit: int = 0) -> None:
        self.data, self.runs, self.limit = ["--data", str(data)], runs, ["--limit", str(limit)]
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE.parent / "src"), str(HERE)]),
            "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
        }

    def __call__(self, made: Path, script: str, *options: str | Path) -> None:
        """Run ``script``; a stamp says that it came to its end."""
        stamp = self.runs / ".done" / "-".join(made.relative_to(self.runs).parts)
        if stamp.exists():
            print(f"there already: {made}", flush=True)
            return
        print(f"{script} -> {made}", flush=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        made.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, str(HERE / script), *map(str, options)],
            env=self._environment,
            check=True,
        )
        stamp.touch()

    def encoder(self) -> Path:
        """The language model that every tagger starts from."""
        tokens, vectors, encoder = (self.runs / n for n in ("tokens", "sg.model", "lm"))
        self(tokens, "tokenize_raw.py", *self.data, "--out", tokens)
        self(vectors, "vectors.py", "--tokens", tokens, "--out", vectors)
        self(encoder, "pretrain.py", "--tokens", tokens, "--vectors", vectors, "--out", encoder)
        return encoder

    def model(self, name: str, recipe: Recipe, encoder: Path) -> None:
        """One model, in ``runs/models/NAME``."""
        common = [*self.data, "--encoder", encoder, *recipe.options, *self.limit]
        folders = [self.runs / f"{name}-{seed}" for seed in recipe.seeds]

        def train(seed: int, folder: Path) -> None:
            epochs = ["--epochs", str(recipe.epochs), "--seed", str(seed)]
            self(folder, "train.py", *common, "--out", folder, *epochs)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(train, recipe.seeds, folders))
        best, model = folders[0], self.runs / "models" / name
        if recipe.distilled_epochs:
            best = self.runs / f"{name}-distilled"
            epochs = ["--epochs", str(recipe.distilled_epochs)]
            teachers = [folder / "last.pt" for folder in folders]
            self(best, "distil.py", *common, "--out", best, *epochs, "--teachers", *teachers)
        self(
            model,
            "export.py",
            *("--checkpoint", best / "last.pt", "--encoder", encoder),
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
    encoder = steps.encoder()
    for name, recipe in RECIPES.items():
        if args.model in (name, "all"):
            steps.model(name, recipe, encoder)


if __name__ == "__main__":
    main()
