"""Distil several trained taggers into one: it learns the mean of what they say of each token.

The student starts from the first teacher and is trained on the gold of ``train.py`` together with
the teachers' label probabilities (Hinton et al. 2015, temperature 1), on the training texts and on
texts without gold: news of SmartData's train file, paragraphs of Wikipedia and of court decisions
with quotation marks or Konjunktiv; the roles of the gold statements are learnt from both too.

    python training/distil.py --data ../shared/data --encoder runs/lm --out runs/d \\
        --teachers runs/a/last.pt runs/b/last.pt
"""

from __future__ import annotations

import argparse
import copy
import json
import lzma
import re
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import nn

from data import STYLES, Example, Soft, SoftRoles, restyle
from model import Encoder, EncoderConfig, RoleTagger, StatementTagger, TaggerConfig
from train import (
    add_data_options,
    batches,
    gather,
    load,
    losses,
    pad,
    predict,
    raw_scores,
    role_rows,
    summary,
)
from wortlaut.records import Article
from wortlaut.statements.decode import DecodeConfig
from wortlaut.tagger.features import Vocabulary, document_structure
from wortlaut.tagger.tags import LEVELS
from wortlaut.text.document import read_document

#: Characters of a text without gold, and how many texts of each source.
LENGTH = 1500
AMOUNTS = {"wikipedia-de-2900": 700, "court-decisions": 150, "klexikon": 60, "smartdata": 400}
_TELLING = re.compile(r"[„“\"»«]|\b(?:sei|seien|habe|werde|könne|müsse|solle|wolle|laut|zufolge)\b")


def plain_texts(data: Path, source: str) -> Iterator[str]:
    """Texts of a source, of some ``LENGTH`` characters, that may hold statements."""
    if source == "smartdata":
        for path in sorted((data / "smartdata").glob("*train*.xz")):
            text = lzma.decompress(path.read_bytes()).decode("utf-8").strip()
            decoder, at = json.JSONDecoder(), 0
            while at < len(text):
                found, at = decoder.raw_decode(text, at)
                at += len(text[at:]) - len(text[at:].lstrip())
                if len(found["text"]["string"]) > 400:
                    yield found["text"]["string"][: 2 * LENGTH]
        return
    with lzma.open(data / "raw" / f"{source}.txt.xz", "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            block.append(line.strip())
            if sum(map(len, block)) >= LENGTH:
                text = "\n\n".join(block)[: 2 * LENGTH]
                if len(_TELLING.findall(text)) >= 4:
                    yield text
                block = []


def unlabelled(data: Path, vocabulary: Vocabulary, limit: int) -> list[Example]:
    """Examples without gold, the same ones every time."""
    found = []
    for source, amount in AMOUNTS.items():
        for number, text in enumerate(islice(plain_texts(data, source), min(amount, limit))):
            document = read_document(Article(source=f"{source}-{number}", text=text))
            words = [t.text for t in document.tokens]
            if not words:
                continue
            found.append(
                Example(
                    name=f"{source}-{number}",
                    words=words,
                    ids=vocabulary.words(words),
                    structure=document_structure(document),
                    tags=np.zeros((LEVELS, len(words)), dtype=np.int64),
                    gold=[],
                    kept=[],
                    sentence_of=np.zeros(len(words), dtype=np.int64),
                    document=document,
                    tagged=False,
                )
            )
    return found


def read_checkpoint(path: Path, words: int) -> tuple[StatementTagger, RoleTagger]:
    """The taggers of a checkpoint of ``train.py``."""
    config = TaggerConfig()
    tagger = StatementTagger(Encoder(EncoderConfig(words=words)), config)
    roles = RoleTagger(config)
    saved = torch.load(path)
    tagger.load_state_dict(saved["tagger"])
    roles.load_state_dict(saved["roles"])
    return tagger, roles


def what_teachers_say(
    teachers: list[tuple[StatementTagger, RoleTagger]], examples: list[Example]
) -> dict[str, Soft]:
    """The mean of the teachers' probabilities by name: labels, and roles of the gold statements."""
    found: dict[str, Soft] = {}
    for tagger, roles in teachers:
        roles.eval()
        for ex, scores, states in raw_scores(tagger, examples):
            said = Soft(np.exp(scores).astype(np.float16), role_probabilities(roles, ex, states))
            before = found.get(ex.name)
            found[ex.name] = said if before is None else _summed(before, said)
    share = 1 / len(teachers)
    return {name: _scaled(soft, share) for name, soft in found.items()}


@torch.no_grad()
def role_probabilities(roles: RoleTagger, ex: Example, states: torch.Tensor) -> list[SoftRoles]:
    """The role tagger's probabilities for each gold statement, (w, …) over its window."""
    rows = role_rows([ex], None)
    if not rows:
        return []
    windows, widths = gather(states[None], rows)
    markers, kinds = pad([r["markers"] for r in rows]), torch.tensor([r["kind"] for r in rows])
    out = roles(windows, markers, kinds, widths)
    return [
        SoftRoles(
            row["first"],
            out["inner"][i, :w].softmax(-1).numpy(),
            out["frame"][i, :w].sigmoid().numpy(),
            out["bounds"][i, :w].softmax(0).numpy(),
            float(out["absent"][i].sigmoid()),
        )
        for i, (row, w) in enumerate(zip(rows, widths.tolist(), strict=True))
    ]


def _summed(a: Soft, b: Soft) -> Soft:
    return Soft(
        a.labels + b.labels,
        [
            SoftRoles(
                x.first,
                x.inner + y.inner,
                x.frame + y.frame,
                x.bounds + y.bounds,
                x.absent + y.absent,
            )
            for x, y in zip(a.roles, b.roles, strict=True)
        ],
    )


def _scaled(soft: Soft, by: float) -> Soft:
    return Soft(
        soft.labels * np.float16(by),
        [
            SoftRoles(r.first, r.inner * by, r.frame * by, r.bounds * by, r.absent * by)
            for r in soft.roles
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--start", type=Path, help="where the student starts: the first teacher")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--tokens", type=int, default=2500)
    parser.add_argument("--rate", type=float, default=7e-4)
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--restyle", type=float, default=0.4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0)
    add_data_options(parser)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    vocabulary = Vocabulary.read(args.encoder / "words.txt")
    sets = load(args, vocabulary)
    without = unlabelled(args.data, vocabulary, args.limit or 10**9)
    teachers = [read_checkpoint(path, len(vocabulary)) for path in args.teachers]
    start = time.time()
    soft = what_teachers_say(teachers, [*sets["train"], *without])
    tokens = sum(len(e.words) for e in without)
    print(
        f"teachers read all in {time.time() - start:.0f} s, {tokens} tokens without gold",
        flush=True,
    )
    tagger, roles = read_checkpoint(args.start or args.teachers[0], len(vocabulary))
    known = {id(p) for p in tagger.encoder.parameters()}
    rest = [p for m in (tagger, roles) for p in m.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(tagger.encoder.parameters()), "lr": args.encoder_rate},
            {"params": rest, "lr": args.rate},
        ],
        weight_decay=0.0,
        fused=True,
    )
    peaks = [g["lr"] for g in optimizer.param_groups]
    both = nn.ModuleList([tagger, roles])
    average = copy.deepcopy(both)
    rounds = len(batches(sets["train"], args.tokens, None))
    rounds += len(batches(without, args.tokens, None))
    steps, step = args.epochs * rounds, 0
    for epoch in range(1, args.epochs + 1):
        start, shown = time.time(), []
        both.train()
        groups = batches(sets["train"], args.tokens, rng) + batches(without, args.tokens, rng)
        for i in rng.permutation(len(groups)):
            group = groups[i]
            step += 1
            for g, peak in zip(optimizer.param_groups, peaks, strict=True):
                g["lr"] = peak * min(1.0, step / 50) * (1 - 0.95 * min(1.0, step / steps))
            ids = [
                restyle(e, vocabulary, STYLES[rng.integers(len(STYLES))])
                if rng.random() < args.restyle
                else e.ids
                for e in group
            ]
            loss = losses(tagger, roles, group, ids, rng, [soft[e.name] for e in group])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(both.parameters(), 2.0)
            optimizer.step()
            shown.append(loss.item())
            decay = min(0.995, (1 + step) / (10 + step))
            with torch.no_grad():
                for a, b in zip(average.parameters(), both.parameters(), strict=True):
                    a.lerp_(b, 1 - decay)
        line = f"epoch {epoch} loss {np.mean(shown):.4f} {time.time() - start:.0f} s"
        for name in ("gnqa-dev", "own-dev"):
            pairs = predict(average[1], raw_scores(average[0], sets[name]), DecodeConfig())
            line += f"\n  {name} {summary(pairs)}"
        saved = {"tagger": average[0].state_dict(), "roles": average[1].state_dict()}
        torch.save(saved | {"epoch": epoch}, args.out / "last.pt")
        print(line, flush=True)
        with (args.out / "log.txt").open("a") as log:
            log.write(line + "\n")


if __name__ == "__main__":
    main()
