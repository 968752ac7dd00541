"""What a trained tagger says of texts, written down for a smaller one to learn from.

Label probabilities of every token, and the roles of gold statements, of the training texts and of
texts without gold (Hinton et al. 2015, temperature 1); ``train.py --said`` learns from the mean of
several such files.

    python training/teach.py --data ../shared/data --encoder runs/teacher \\
        --texts runs/texts.jsonl.xz --checkpoint runs/t1/last.pt --out runs/t1/said.npz
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from data import Example, Soft, SoftRoles
from model import RoleTagger, StatementTagger, read_taggers
from said import write_said
from train import add_data_options, gather, load, pad, raw_scores, role_rows, use_device
from wortlaut.tagger.features import Vocabulary


@torch.no_grad()
def what_it_says(
    tagger: StatementTagger, roles: RoleTagger, examples: list[Example]
) -> dict[str, Soft]:
    """The tagger's probabilities by name: labels, and roles of the gold statements."""
    roles.eval()
    return {
        ex.name: Soft(np.exp(scores), _roles(roles, ex, states))
        for ex, scores, states in raw_scores(tagger, examples)
    }


def _roles(roles: RoleTagger, ex: Example, states: torch.Tensor) -> list[SoftRoles]:
    """The role tagger's probabilities for each gold statement, (w, …) over its window."""
    rows = role_rows([ex], None)
    if not rows:
        return []
    windows, widths = gather(states[None], rows)
    markers, kinds = pad([r["markers"] for r in rows]), torch.tensor([r["kind"] for r in rows])
    out = roles(windows, markers, kinds, widths)
    inside = torch.arange(markers.shape[1])[None, :] < widths[:, None]
    inner = out["inner"].softmax(-1).cpu().numpy()
    frame = out["frame"].sigmoid().cpu().numpy()
    bounds = out["bounds"].masked_fill(~inside[..., None], -1e4).softmax(1).cpu().numpy()
    absent = out["absent"].sigmoid().cpu().numpy()
    return [
        SoftRoles(row["first"], inner[i, :w], frame[i, :w], bounds[i, :w], float(absent[i]))
        for i, (row, w) in enumerate(zip(rows, widths.tolist(), strict=True))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    add_data_options(parser)
    args = parser.parse_args()
    use_device(args.device)
    sets = load(args, Vocabulary.read(args.encoder / "words.txt"), dev=False)
    said = what_it_says(*read_taggers(args.checkpoint), sets["train"] + sets["texts"])
    write_said(said, args.out)
    print(f"{args.out}: {sum(len(s.labels) for s in said.values())} tokens", flush=True)


if __name__ == "__main__":
    main()
