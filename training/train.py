"""Train the statement tagger and the role tagger together, on gold of two corpora.

    python training/train.py --data ../shared/data --encoder runs/lm --out runs/a --epochs 18

With ``--said`` it learns from what larger taggers say (``teach.py``) beside the gold, and with
``--texts`` (``texts.py``) from texts without gold too.
"""

from __future__ import annotations

import argparse
import copy
import time
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from data import (
    STYLES,
    Example,
    Soft,
    SoftRoles,
    example,
    plain_example,
    read_gold,
    read_own,
    read_speeches,
    restyle,
)
from model import (
    TAGGERS,
    RoleTagger,
    StatementTagger,
    read_encoder,
    read_taggers,
    save_taggers,
)
from said import read_said
from wortlaut.evaluation.score import ScoredStatement, score_documents
from wortlaut.records import MEDIA, ROLES, STATEMENT_TYPES
from wortlaut.statements.decode import (
    DecodeConfig,
    clause_bounds,
    decode_roles,
    decode_statements,
)
from wortlaut.tagger.features import Vocabulary
from wortlaut.tagger.windows import markers, window

OWN = Path(__file__).parents[1] / "corpora" / "own"
#: What errors weigh: on outer and nested statements; on no role, speaker, cue, addressee.
LEVEL_WEIGHTS = (1.0, 1.5)
INNER_WEIGHTS = (1.0, 2.0, 2.0, 2.0)
#: Of a batch with more statements than one in so many tokens, some are left out by chance.
TOKENS_A_ROW = 36


def use_device(name: str) -> None:
    """Put new tensors on a device, and let matrices be multiplied with fewer bits there."""
    torch.set_default_device(name)
    torch.set_float32_matmul_precision("high")


def load(
    args: argparse.Namespace, vocabulary: Vocabulary, *, dev: bool = True
) -> dict[str, list[Example]]:
    """The training set, texts without gold, the two dev sets; ``--limit`` documents of each."""
    sets: dict[str, Iterator[dict[str, Any]]] = {"train": read_own(OWN / "train.txt")}
    if not args.open:
        sets["train"] = chain(sets["train"], read_gold(args.data / "gnqa/train.jsonl.xz"))
    if dev:
        sets["gnqa-dev"] = read_gold(args.data / "gnqa/dev.jsonl.xz")
        sets["own-dev"] = read_own(OWN / "dev.txt")
    limit = args.limit or None
    examples = {
        name: [example(d, vocabulary) for d in islice(docs, limit)] for name, docs in sets.items()
    }
    if args.speeches:
        speeches = read_speeches(args.data / "gepade/train.jsonl.xz", vocabulary)
        examples["train"] += islice((e for e in speeches if e.gold), limit)
    examples["texts"] = []
    if args.texts:
        # with gold of gnqa its texts are there already
        rows = (r for r in read_gold(args.texts) if args.open or r["source"] != "gnqa")
        examples["texts"] = [
            plain_example(r["name"], r["text"], vocabulary) for r in islice(rows, limit)
        ]
    return examples


def pad(arrays: list[np.ndarray]) -> torch.Tensor:
    """Stack arrays (time, …) of different lengths, zeros behind."""
    width = max(len(a) for a in arrays)
    out = np.zeros((len(arrays), width, *arrays[0].shape[1:]), dtype=arrays[0].dtype)
    for row, a in zip(out, arrays, strict=True):
        row[: len(a)] = a
    return torch.from_numpy(out).to(torch.get_default_device())


def batches(
    examples: list[Example], tokens: int, rng: np.random.Generator | None
) -> list[list[Example]]:
    """Examples of like length together, about ``tokens`` tokens a batch with padding."""
    noise = rng.uniform(0.8, 1.25, len(examples)) if rng is not None else np.ones(len(examples))
    order = np.argsort([len(e.words) * f for e, f in zip(examples, noise, strict=True)])
    groups: list[list[Example]] = [[]]
    for i in order:
        group = groups[-1]
        if group and (len(group) + 1) * max(len(e.words) for e in [*group, examples[i]]) > tokens:
            group = []
            groups.append(group)
        group.append(examples[i])
    return groups


def jitter(tokens: list[int], length: int, rng: np.random.Generator) -> list[int]:
    """A statement's tokens with a bound moved now and then, as a prediction would have it."""
    if rng.random() > 0.2:
        return tokens
    step = int(rng.integers(1, 4))
    choice = rng.integers(4)
    if choice == 0 and len(tokens) > step + 1:
        return tokens[step:]
    if choice == 1 and len(tokens) > step + 1:
        return tokens[:-step]
    if choice == 2:
        return [*range(max(0, tokens[0] - step), tokens[0]), *tokens]
    return [*tokens, *range(tokens[-1] + 1, min(length, tokens[-1] + 1 + step))]


def role_rows(
    group: list[Example], rng: np.random.Generator | None, soft: list[Soft] | None = None
) -> list[dict[str, Any]]:
    """One row a gold statement: window, markers and targets, and what teachers say of them."""
    rows = []
    for number, ex in enumerate(group):
        length = len(ex.words)
        others = (ex.tags > 0).any(0)
        for place, gold in enumerate(ex.gold):
            tokens = sorted(gold.quote)
            if rng is not None:
                tokens = jitter(tokens, length, rng)
            first, last = window(tokens, length)
            kind = STATEMENT_TYPES.index(gold.type)
            if rng is not None and rng.random() < 0.08:
                kind = int(rng.integers(len(STATEMENT_TYPES)))
            inner = np.zeros(last - first, dtype=np.int64)
            frame = np.zeros(last - first, dtype=np.float32)
            for value, part in ((3, gold.addressee), (2, gold.cue), (1, gold.speaker)):
                inner[[i - first for i in part if first <= i < last]] = value
            frame[[i - first for i in gold.frame if first <= i < last]] = 1
            speaker = sorted(i for i in gold.speaker if first <= i < last)
            rows.append(
                {
                    "doc": number,
                    "first": first,
                    "last": last,
                    "markers": markers(tokens, first, last, ex.sentence_of, others),
                    "kind": kind,
                    "inner": inner,
                    "frame": frame,
                    "bounds": (speaker[0] - first, speaker[-1] - first) if speaker else (-1, -1),
                    "type": STATEMENT_TYPES.index(gold.type),
                    "medium": MEDIA.index(gold.medium),
                }
            )
            if soft is not None:
                rows[-1]["soft"] = soft_row(soft[number].roles[place], first, last)
    return rows


def gather(states: torch.Tensor, rows: list[dict[str, Any]]) -> tuple[torch.Tensor, torch.Tensor]:
    """The windows' states (n, w, state) and lengths."""
    lengths = torch.tensor([r["last"] - r["first"] for r in rows])
    index = (
        torch.arange(int(lengths.max()))[None, :]
        + torch.tensor([r["first"] for r in rows])[:, None]
    )
    index = index.clamp(max=states.shape[1] - 1)
    return states[torch.tensor([r["doc"] for r in rows])[:, None], index], lengths


def losses(
    tagger: StatementTagger,
    roles: RoleTagger,
    group: list[Example],
    ids: list[np.ndarray],
    rng: np.random.Generator,
    soft: list[Soft] | None = None,
) -> torch.Tensor:
    """The loss of a batch; ``soft`` is what teachers say, learnt beside the gold.

    Of examples that are not ``tagged`` only the gold roles are learnt, and what teachers say.
    """
    lengths = torch.tensor([len(e.words) for e in group])
    real = torch.arange(int(lengths.max()))[None, :] < lengths[:, None]
    scores, states = tagger(pad(ids).long(), pad([e.structure for e in group]).long(), lengths)
    tags = pad([e.tags.T for e in group])
    known = real & torch.tensor([e.tagged for e in group])[:, None]
    loss = torch.zeros(())
    if known.any():
        total = functional.cross_entropy(
            scores[known].flatten(0, 1),
            tags[known].flatten(),
            label_smoothing=0.02,
            reduction="none",
        )
        weights = torch.tensor(LEVEL_WEIGHTS).repeat(int(known.sum()))
        loss = 2 * (total * weights).mean()
        loss = loss + 0.3 * functional.binary_cross_entropy_with_logits(
            tagger.any_role(states)[known], role_targets(group)[known]
        )
    if soft is not None:
        labels = pad([s.labels for s in soft]).float()
        each = -(labels[real] * scores[real].log_softmax(-1)).sum(-1)
        loss = loss + 2 * (each * torch.tensor(LEVEL_WEIGHTS)).mean()
    rows = role_rows(group, rng, soft)
    if not rows:
        return loss
    most = max(64, int(lengths.sum()) // TOKENS_A_ROW)
    if len(rows) > most:
        rows = [rows[i] for i in rng.permutation(len(rows))[:most]]
    window_states, widths = gather(states, rows)
    out = roles(
        window_states,
        pad([r["markers"] for r in rows]),
        torch.tensor([r["kind"] for r in rows]),
        widths,
    )
    inside = torch.arange(int(widths.max()))[None, :] < widths[:, None]
    inner = pad([r["inner"] for r in rows])
    loss = loss + functional.cross_entropy(
        out["inner"][inside], inner[inside], weight=torch.tensor(INNER_WEIGHTS)
    )
    loss = loss + functional.binary_cross_entropy_with_logits(
        out["frame"][inside], pad([r["frame"] for r in rows])[inside]
    )
    bounds = torch.tensor([r["bounds"] for r in rows])
    has = bounds[:, 0] >= 0
    if has.any():
        scores2 = out["bounds"].masked_fill(~inside[..., None], -1e4)[has]
        loss = loss + 0.15 * functional.cross_entropy(
            scores2.transpose(1, 2).flatten(0, 1), bounds[has].flatten()
        )
    loss = loss + 0.15 * functional.binary_cross_entropy_with_logits(out["absent"], (~has).float())
    if soft is not None:
        loss = loss + soft_role_loss(out, rows, inside, has)
    loss = loss + 0.1 * functional.cross_entropy(
        out["type"], torch.tensor([r["type"] for r in rows])
    )
    return loss + 0.05 * functional.cross_entropy(
        out["medium"], torch.tensor([r["medium"] for r in rows])
    )


def soft_role_loss(
    out: dict[str, torch.Tensor],
    rows: list[dict[str, Any]],
    inside: torch.Tensor,
    has: torch.Tensor,
) -> torch.Tensor:
    """How far the roles are from the teachers', in the window that both have seen."""
    seen = inside & pad([r["soft"]["seen"] for r in rows])
    inner = pad([r["soft"]["inner"] for r in rows])[seen]
    each = -(inner * out["inner"][seen].log_softmax(-1)).sum(-1)
    weights = inner @ torch.tensor(INNER_WEIGHTS)
    loss = (each * weights).sum() / weights.sum()
    loss = loss + functional.binary_cross_entropy_with_logits(
        out["frame"][seen], pad([r["soft"]["frame"] for r in rows])[seen]
    )
    if has.any():
        scores = out["bounds"].masked_fill(~inside[..., None], -1e4)[has].log_softmax(1)
        bounds = pad([r["soft"]["bounds"] for r in rows])[has]
        loss = loss - 0.15 * (bounds * scores).sum(1).mean()
    absent = torch.tensor([r["soft"]["absent"] for r in rows])
    return loss + 0.15 * functional.binary_cross_entropy_with_logits(out["absent"], absent)


def soft_row(soft: SoftRoles, first: int, last: int) -> dict[str, Any]:
    """What teachers say of a window, moved to the window from ``first`` to ``last``."""
    start, end = max(first, soft.first), min(last, soft.first + len(soft.frame))

    def moved(values: np.ndarray) -> np.ndarray:
        found = np.zeros((last - first, *values.shape[1:]), dtype=np.float32)
        found[start - first : end - first] = values[start - soft.first : end - soft.first]
        return found

    return {
        "inner": moved(soft.inner),
        "frame": moved(soft.frame),
        "bounds": moved(soft.bounds),
        "seen": moved(np.ones(len(soft.frame))) > 0,
        "absent": soft.absent,
    }


def role_targets(group: list[Example]) -> torch.Tensor:
    """(b, t, roles): 1 where a token has the role in any statement."""
    arrays = []
    for ex in group:
        marks = np.zeros((len(ex.words), len(ROLES)), dtype=np.float32)
        for gold in ex.gold:
            for column, role in enumerate(ROLES):
                marks[sorted(gold.part(role)), column] = 1
        arrays.append(marks)
    return pad(arrays)


@torch.no_grad()
def raw_scores(
    tagger: StatementTagger, examples: list[Example]
) -> list[tuple[Example, np.ndarray, torch.Tensor]]:
    """Label log-probabilities and states of each example, without padding."""
    tagger.eval()
    found = []
    for group in batches(examples, 6000, None):
        lengths = torch.tensor([len(e.words) for e in group])
        scores, states = tagger(
            pad([e.ids for e in group]).long(), pad([e.structure for e in group]).long(), lengths
        )
        scores = scores.log_softmax(-1)
        for i, ex in enumerate(group):
            n = len(ex.words)
            found.append((ex, scores[i, :n].cpu().numpy(), states[i, :n]))
    return found


@torch.no_grad()
def predict(
    roles: RoleTagger, raw: list[tuple[Example, np.ndarray, torch.Tensor]], config: DecodeConfig
) -> list[tuple[list[ScoredStatement], list[ScoredStatement]]]:
    """Gold and predicted statements of each document."""
    roles.eval()
    pairs = []
    for ex, scores, states in raw:
        found = decode_statements([scores], config, [clause_bounds(ex.words)])[0]
        predicted = []
        if found:
            others = np.zeros(len(ex.words), dtype=bool)
            for s in found:
                others[s.tokens] = True
            rows = []
            for s in found:
                first, last = window(s.tokens, len(ex.words))
                rows.append(
                    {
                        "doc": 0,
                        "first": first,
                        "last": last,
                        "kind": s.kind,
                        "markers": markers(s.tokens, first, last, ex.sentence_of, others),
                    }
                )
            window_states, widths = gather(states[None], rows)
            out = roles(
                window_states,
                pad([r["markers"] for r in rows]),
                torch.tensor([r["kind"] for r in rows]),
                widths,
            )
            inner, frame = out["inner"].softmax(-1), out["frame"].sigmoid()
            inner, frame = inner.cpu().numpy(), frame.cpu().numpy()
            bounds, absent = out["bounds"].cpu().numpy(), out["absent"].sigmoid().cpu().numpy()
            medium = out["medium"].argmax(-1).tolist()
            for i, (s, row) in enumerate(zip(found, rows, strict=True)):
                w = int(widths[i])
                r = decode_roles(
                    inner[i, :w],
                    frame[i, :w],
                    bounds[i, :w],
                    float(absent[i]),
                    ex.sentence_of[row["first"] : row["last"]],
                    row["first"],
                    config,
                )
                predicted.append(
                    ScoredStatement(
                        STATEMENT_TYPES[s.kind],
                        MEDIA[medium[i]],
                        frozenset(s.tokens),
                        frozenset(r.speaker),
                        frozenset(r.cue),
                        frozenset(r.frame),
                        frozenset(r.addressee),
                    )
                )
        pairs.append((ex.gold, predicted))
    return pairs


def summary(pairs: list[tuple[list[ScoredStatement], list[ScoredStatement]]]) -> str:
    s = score_documents(pairs)
    found = " ".join(
        f"{k[:4] if k != 'indirect_free_indirect' else 'ifi'} {v.percent:.0f}"
        for k, v in s.found.items()
    )
    parts = " ".join(f"{k} {v.f1:.1f}" for k, v in s.parts.items())
    return (
        f"M {s.message.f1:.2f} ({s.message.precision:.1f}/{s.message.recall:.1f}) "
        f"R {s.roles.f1:.2f} J {s.joint.f1:.2f} | {parts} | found {found} | "
        f"n {s.predicted}/{s.gold}"
    )


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """What is learnt from, and where it is computed."""
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder with words.txt and encoder.pt"
    )
    parser.add_argument(
        "--open", action="store_true", help="our own corpus alone, without gnqa (CC BY-NC-SA)"
    )
    parser.add_argument(
        "--speeches", action="store_true", help="roles from the speech events of GePaDe too"
    )
    parser.add_argument("--texts", type=Path, help="texts without gold, made by texts.py")
    parser.add_argument("--limit", type=int, default=0, help="documents of each source")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add_data_options(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--said", type=Path, nargs="+", help="what teachers say, from teach.py")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--epochs", type=int, default=18)
    parser.add_argument("--stop", type=int, help="of these, go through the first so many only")
    parser.add_argument("--share", type=float, default=1.0, help="of --texts in each epoch")
    parser.add_argument("--tokens", type=int, default=2500, help="tokens a step")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--encoder-rate", type=float, default=4e-4)
    parser.add_argument("--dropout", type=float, help="in place of the tagger's own")
    parser.add_argument("--restyle", type=float, default=0.4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=3, help="epochs between two measurements")
    args = parser.parse_args()
    if args.texts and not args.said:
        parser.error("texts without gold teach nothing without --said")
    args.out.mkdir(parents=True, exist_ok=True)
    use_device(args.device)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    vocabulary = Vocabulary.read(args.encoder / "words.txt")
    sets = load(args, vocabulary)
    said = read_said(args.said) if args.said else None
    if args.start:
        tagger, roles = read_taggers(args.start)
    else:
        encoder = read_encoder(args.encoder / "encoder.pt")
        config = TAGGERS[encoder.kind]
        tagger, roles = StatementTagger(encoder, config), RoleTagger(config)
    if args.dropout is not None:
        tagger.drop.p = roles.drop.p = args.dropout
    optimizer = make_optimizer(tagger, roles, args.rate, args.encoder_rate)
    peaks = [g["lr"] for g in optimizer.param_groups]
    both = nn.ModuleList([tagger, roles])
    average = copy.deepcopy(both)
    texts = int(args.share * len(sets["texts"]))

    def groups() -> list[list[Example]]:
        found = batches(sets["train"], args.tokens, rng)
        if texts:
            chosen = [sets["texts"][i] for i in rng.permutation(len(sets["texts"]))[:texts]]
            found += batches(chosen, args.tokens, rng)
        return [found[i] for i in rng.permutation(len(found))]

    steps, step = args.epochs * len(groups()), 0
    last = min(args.stop or args.epochs, args.epochs)
    for epoch in range(1, last + 1):
        start, shown = time.time(), torch.zeros(())
        both.train()
        order = groups()
        for group in order:
            step += 1
            progress = min(1.0, step / steps)
            for g, peak in zip(optimizer.param_groups, peaks, strict=True):
                g["lr"] = peak * min(1.0, step / 100) * (1 - 0.95 * progress)
            ids = [
                restyle(e, vocabulary, STYLES[rng.integers(len(STYLES))])
                if rng.random() < args.restyle
                else e.ids
                for e in group
            ]
            soft = [said[e.name] for e in group] if said else None
            loss = losses(tagger, roles, group, ids, rng, soft)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(both.parameters(), 2.0)
            optimizer.step()
            shown += loss.detach()
            decay = min(0.995, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(both.parameters()), 1 - decay)
        line = f"epoch {epoch} loss {shown.item() / len(order):.4f} {time.time() - start:.0f} s"
        if epoch % args.every == 0 or epoch == last:
            for name in ("gnqa-dev", "own-dev"):
                pairs = predict(average[1], raw_scores(average[0], sets[name]), DecodeConfig())
                line += f"\n  {name} {summary(pairs)}"
            save_taggers(average[0], average[1], args.out / "last.pt")
        print(line, flush=True)
        with (args.out / "log.txt").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


def make_optimizer(
    tagger: StatementTagger, roles: RoleTagger, rate: float, encoder_rate: float
) -> torch.optim.Optimizer:
    """AdamW; the encoder, which knows much already, learns at a rate of its own."""
    encoder = list(tagger.encoder.parameters())
    known = {id(p) for p in encoder}
    rest = [p for m in (tagger, roles) for p in m.parameters() if id(p) not in known]
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": encoder_rate, "weight_decay": 0.0},
            {"params": rest, "lr": rate, "weight_decay": 0.01},
        ],
        fused=True,
    )


if __name__ == "__main__":
    main()
