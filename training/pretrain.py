"""Pre-train an encoder on packed text until it has seen ``--millions`` of tokens.

``--encoder lstm``, the one that is shipped, is a language model in both directions (Peters et al.
2018, ELMo): every position predicts its next and its previous word with a sampled softmax (Jean et
al. 2015). ``--encoder attention``, the teachers', predicts a quarter of the words from all others
(Devlin et al. 2019; sparse prediction, one rising and falling rate and no dropout as in Geiping and
Goldstein 2023).

    python training/pretrain.py --packed runs/packed --encoder lstm --out runs/lm
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import packed
from attention import AttentionConfig, AttentionEncoder
from model import Encoder, EncoderConfig, save_encoder
from wortlaut.tagger.features import UNKNOWN

MASKED = 0.25


@dataclass(frozen=True)
class Recipe:
    """Tokens a row and a step, peak rate, weight decay, share of the steps in which it rises."""

    chunk: int
    tokens: int
    rate: float
    decay: float
    rise: float


RECIPES = {
    Encoder.kind: Recipe(96, 98_304, 3e-3, 0.0, 0.02),
    AttentionEncoder.kind: Recipe(256, 65_536, 1e-3, 0.01, 0.08),
}


class Reader:
    """Rows of ``chunk`` tokens in random order, each source as often as its weight says."""

    def __init__(self, folder: Path, chunk: int, device: torch.device) -> None:
        features, streams = packed.read(folder)
        self.features = torch.from_numpy(features).to(device)
        self.words = sum(1 for _ in (folder / "words.txt").open(encoding="utf-8")) + 1
        self._text = torch.from_numpy(np.concatenate(list(streams.values()))).to(device)
        self._chunk, self._device = chunk, device
        self._sources = []
        at = 0
        for name, stream in streams.items():
            self._sources.append((at, len(stream), packed.WEIGHTS[name]))
            at += len(stream)

    def counts(self) -> torch.Tensor:
        """How often each word stands in the text, by its id."""
        types = torch.bincount(self._text, minlength=len(self.features))
        counts = torch.zeros(self.words, device=self._device)
        return counts.index_add(0, self.features[:, 0], types.float())

    def batches(self, rows: int, rng: np.random.Generator) -> Iterator[torch.Tensor]:
        """Features (rows, chunk, columns), round after round without end."""
        step = torch.arange(self._chunk, device=self._device)
        while True:
            starts = []
            for first, length, weight in self._sources:
                shift = rng.integers(self._chunk)
                whole = np.arange(first + shift, first + length - self._chunk, self._chunk)
                starts += [whole] * int(weight)
                starts.append(rng.permutation(whole)[: int(weight % 1 * len(whole))])
            if sum(map(len, starts)) < rows:
                raise SystemExit("the packed text is shorter than a step; lower --tokens")
            order = torch.from_numpy(rng.permutation(np.concatenate(starts))).to(self._device)
            for i in range(0, len(order) - rows + 1, rows):
                yield self.features[self._text[order[i : i + rows, None] + step].long()]


class SampledSoftmax(nn.Module):
    """Cross entropy against the gold word and shared negatives drawn from ``counts ** 0.75``."""

    def __init__(self, dim: int, word_dim: int, counts: torch.Tensor, negatives: int) -> None:
        super().__init__()
        self.project = nn.Linear(dim, word_dim)
        self.out = nn.Parameter(torch.randn(len(counts), word_dim) / word_dim**0.5)
        self.bias = nn.Parameter(torch.zeros(len(counts)))
        p = counts.clamp(min=1) ** 0.75
        self.register_buffer("p", p / p.sum())
        self.negatives = negatives

    def forward(self, hidden: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        h = self.project(hidden)
        noise = torch.multinomial(self.p, self.negatives, replacement=True)
        log_q = torch.log(self.p * self.negatives + 1e-20)
        gold = (h * functional.embedding(target, self.out)).sum(-1)
        gold = gold + self.bias[target] - log_q[target]
        offset = self.bias[noise] - log_q[noise]
        others = torch.addmm(offset, h, functional.embedding(noise, self.out).T)
        return (torch.logaddexp(gold, others.logsumexp(1)) - gold).mean()


class BothDirections(nn.Module):
    """The loss of a language model in both directions, a mean of the two."""

    def __init__(self, encoder: Encoder, counts: torch.Tensor, negatives: int) -> None:
        super().__init__()
        self.encoder = encoder
        c = encoder.config
        self.next = SampledSoftmax(c.hidden, c.word_dim, counts, negatives)
        self.previous = SampledSoftmax(c.hidden, c.word_dim, counts, negatives)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        target = ids[..., 0]
        (_, ahead), (_, back) = self.encoder.directions(self.encoder.embed(ids))
        known = target != UNKNOWN
        after, before = known[:, 1:], known[:, :-1]
        loss = self.next(ahead[:, :-1][after], target[:, 1:][after])
        return (loss + self.previous(back[:, 1:][before], target[:, :-1][before])) / 2


class MaskedWords(nn.Module):
    """The loss of words predicted from all the others; output vectors are the input's."""

    def __init__(self, encoder: AttentionEncoder) -> None:
        super().__init__()
        self.encoder = encoder
        c = encoder.config
        self.mask = nn.Parameter(torch.zeros(c.width))
        self.project = nn.Sequential(nn.Linear(c.width, c.width), nn.GELU(), nn.LayerNorm(c.width))
        self.out = nn.Linear(c.width, c.word_dim)
        self.bias = nn.Parameter(torch.zeros(c.words))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        target = ids[..., 0]
        gone = torch.rand(target.shape, device=ids.device) < MASKED
        with torch.autocast(ids.device.type, torch.bfloat16, enabled=ids.is_cuda):
            x = self.encoder.embed(ids).float()
            x = torch.where(gone[..., None], self.mask, x)
            _, last = self.encoder.attend(x)
            asked = gone & (target != UNKNOWN)
            h = self.out(self.project(last[asked]))
            scores = functional.linear(h, self.encoder.word.weight, self.bias)
        return functional.cross_entropy(scores.float(), target[asked])


def objective(kind: str, reader: Reader, negatives: int) -> BothDirections | MaskedWords:
    """A new encoder of the kind with what it is trained for."""
    if kind == Encoder.kind:
        return BothDirections(
            Encoder(EncoderConfig(words=reader.words)), reader.counts().cpu(), negatives
        )
    encoder = AttentionEncoder(AttentionConfig(words=reader.words))
    for module in encoder.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return MaskedWords(encoder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", type=Path, required=True, help="made by packed.py")
    parser.add_argument("--encoder", choices=list(RECIPES), default=Encoder.kind)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--millions", type=float, default=110, help="tokens to see")
    parser.add_argument("--tokens", type=int, help="tokens a step, as the recipe says")
    parser.add_argument("--negatives", type=int, default=4096)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(args.packed / "words.txt", args.out / "words.txt")
    torch.manual_seed(1)
    torch.set_float32_matmul_precision("high")
    recipe, device = RECIPES[args.encoder], torch.device(args.device)
    reader = Reader(args.packed, recipe.chunk, device)
    model = objective(args.encoder, reader, args.negatives).to(device)
    decayed = [p for p in model.parameters() if p.dim() > 1]
    plain = [p for p in model.parameters() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": recipe.decay}, {"params": plain, "weight_decay": 0.0}],
        betas=(0.9, 0.98),
        fused=True,
    )
    rows = (args.tokens or recipe.tokens) // recipe.chunk
    steps = max(1, round(args.millions * 1e6 / (rows * recipe.chunk)))
    total = torch.zeros((), device=device)
    shown = time.time()
    batches = islice(reader.batches(rows, np.random.default_rng(1)), steps)
    for step, ids in enumerate(batches, start=1):
        done = step / steps
        fall = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done))
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * min(1.0, done / recipe.rise) * fall
        loss = model(ids)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.detach()
        if step % 100 == 0 or step == steps:
            since = (step - 1) % 100 + 1
            mean, now = total.item() / since, time.time()
            rate = since * rows * recipe.chunk / (now - shown)
            print(f"step {step} of {steps} loss {mean:.3f} {rate:.0f} tokens/s", flush=True)
            total.zero_()
            shown = now
    save_encoder(model.encoder, args.out / "encoder.pt")
    seen = steps * rows * recipe.chunk
    (args.out / "log.json").write_text(json.dumps({"tokens": seen, "loss": mean}) + "\n")


if __name__ == "__main__":
    main()
