"""Pre-train the encoder as a language model in both directions (Peters et al. 2018, ELMo).

Every position predicts its next (forward) and previous (backward) word with a sampled softmax
(Jean et al. 2015). Input: folders of tokenised text, one paragraph a line; skip-gram vectors.

    python training/pretrain.py --tokens runs/tokens --vectors runs/sg.model --out runs/lm
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from model import Encoder, EncoderConfig
from wortlaut.tagger.features import UNKNOWN, Vocabulary

CHUNK = 96
#: How often a source's text is taken: news in full and again, speeches thinned out.
WEIGHTS = {
    "news": 4.0,
    "court-decisions": 0.7,
    "klexikon": 1.0,
    "wikipedia-de-2900": 0.75,
    "bundestag-wp19": 0.25,
    "bundestag-wp20": 0.3,
}


def stream_ids(path: Path, vocabulary: Vocabulary) -> np.ndarray:
    """All tokens of a file as word features, paragraphs joined; shape (n, columns), int32."""
    chunks, words = [], []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            words.extend(line.split())
            if len(words) > 500_000:
                chunks.append(vocabulary.words(words))
                words = []
    chunks.append(vocabulary.words(words))
    return np.concatenate(chunks)


class SampledSoftmax(nn.Module):
    """Cross entropy against the gold word and shared negatives drawn from ``counts ** 0.75``."""

    def __init__(self, dim: int, vectors: torch.Tensor, counts: np.ndarray, negatives: int) -> None:
        super().__init__()
        self.project = nn.Linear(dim, vectors.shape[1])
        self.out = nn.Parameter(vectors.clone())
        self.bias = nn.Parameter(torch.zeros(len(vectors)))
        p = counts.astype(np.float64) ** 0.75
        self.register_buffer("p", torch.tensor(p / p.sum(), dtype=torch.float32))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--words", type=int, default=48_000)
    parser.add_argument("--negatives", type=int, default=640)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    rng = np.random.default_rng(1)

    from gensim.models import Word2Vec

    wv = Word2Vec.load(str(args.vectors)).wv
    words = wv.index_to_key[: args.words]
    (args.out / "words.txt").write_text("\n".join(words), encoding="utf-8")
    counts = np.array([1e5] + [wv.get_vecattr(w, "count") for w in words], dtype=np.float64)
    vectors = torch.tensor(np.vstack([np.zeros((1, wv.vector_size)), wv.vectors[: args.words]]))
    vectors = vectors.float() / vectors.float().std()
    vocabulary = Vocabulary(words)

    chunks = []
    for name, weight in WEIGHTS.items():
        ids = stream_ids(args.tokens / f"raw_{name}.tok", vocabulary)
        ids = ids[: len(ids) // CHUNK * CHUNK].reshape(-1, CHUNK, ids.shape[1])
        whole = int(weight)
        part = rng.permutation(len(ids))[: int((weight - whole) * len(ids))]
        chunks += [ids] * whole + [ids[part]]
    data = np.concatenate(chunks)
    rng.shuffle(data)
    print(f"{data.shape[0] * CHUNK / 1e6:.1f} M tokens, {len(vocabulary)} words", flush=True)

    encoder = Encoder(EncoderConfig(words=len(vocabulary)), vectors)
    heads = nn.ModuleList(
        [
            SampledSoftmax(
                encoder.config.hidden, vectors / vectors.shape[1] ** 0.5, counts, args.negatives
            )
            for _ in range(2)
        ]
    )
    params = list(encoder.parameters()) + list(heads.parameters())
    optimizer = torch.optim.Adam(params, lr=2e-3, betas=(0.9, 0.98), fused=True)
    start, seconds, step, seen, losses = time.time(), args.minutes * 60, 0, 0, []
    while time.time() - start < seconds:
        at = step * args.batch % (len(data) - args.batch)
        batch = torch.from_numpy(data[at : at + args.batch]).long()
        done = (time.time() - start) / seconds
        rate = (
            2e-3 * min(1, (step + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
        )
        for group in optimizer.param_groups:
            group["lr"] = rate
        x = encoder.embed(batch)
        target = batch[..., 0]
        (_, f2), (_, b2) = encoder.directions(x)
        keep_next, keep_prev = target[:, 1:] != UNKNOWN, target[:, :-1] != UNKNOWN
        loss = heads[0](f2[:, :-1][keep_next], target[:, 1:][keep_next]) + heads[1](
            b2[:, 1:][keep_prev], target[:, :-1][keep_prev]
        )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(params, 1.0)
        optimizer.step()
        step, seen = step + 1, seen + batch.shape[0] * CHUNK
        losses.append(loss.item() / 2)
        if step % 100 == 0:
            rate_now = seen / (time.time() - start)
            print(
                f"step {step} loss {np.mean(losses[-100:]):.3f} {rate_now:.0f} tok/s {done:.2f}",
                flush=True,
            )
        if step % 1000 == 0:
            torch.save(encoder.state_dict(), args.out / "encoder.pt")
    torch.save(encoder.state_dict(), args.out / "encoder.pt")
    (args.out / "log.json").write_text(
        json.dumps({"tokens": seen, "loss": float(np.mean(losses[-300:]))})
    )


if __name__ == "__main__":
    main()
