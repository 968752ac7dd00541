"""Train the name tagger on what a model folder's statements.onnx holds of each token; export it.

python training/names.py --data ../shared/data --model src/wortlaut/models/de

The encoder stays as it is: each text goes through it once, alone, in 8-bit arithmetic as at run
time. Every sentence and document of the training parts is seen twice an epoch as it is, and once
each, if it holds a name, with other persons' and organisations' names in it and with most words of
its names unknown: names of tomorrow are in no vocabulary.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import nn
from torch.nn import functional

from export import export, quantize
from model import NamesConfig, NameTagger
from wortlaut.evaluation.names import (
    Counts,
    Name,
    NamedText,
    germeval_part,
    score_names,
    smartdata_part,
)
from wortlaut.tagger.features import UNKNOWN, Int32Array, Vocabulary, document_structure
from wortlaut.tagger.model import NAMES, file_digests
from wortlaut.tagger.names import decode_names, encode_names

SETS: dict[str, Callable[..., Iterator[NamedText]]] = {
    "GermEval 2014": germeval_part,
    "SmartData": smartdata_part,
}
PERSON, ORGANISATION = 0, 1


@dataclass
class Example:
    """One text: word features, structure, what the encoder holds, labels; words and gold."""

    words: list[str]
    ids: Int32Array
    structure: Int32Array
    labels: np.ndarray
    hidden: np.ndarray
    gold: NamedText | None = None

    def __len__(self) -> int:
        return len(self.words)


class FrozenEncoder:
    """The shipped encoder: texts go through it alone, as at run time."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(folder / "statements.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.vocabulary = Vocabulary.read(folder / "words.txt")

    def __call__(self, ids: Int32Array, structure: Int32Array) -> np.ndarray:
        feed = {"words": ids[None], "structure": structure[None]}
        return self._session.run(["hidden"], feed)[0][0].astype(np.float16)

    def example(self, gold: NamedText) -> Example:
        words = [t.text for t in gold.document.tokens]
        ids, structure = self.vocabulary.words(words), document_structure(gold.document)
        labels = encode_names(len(words), gold.token_names())
        return Example(words, ids, structure, labels, self(ids, structure), gold)


# -- texts with other names in them ----------------------------------------------------------------


def person_names(data: Path) -> tuple[list[str], list[str]]:
    """First names and surnames of persons in Wikidata (two extracts in the data folder, CC0)."""
    names: list[str] = []
    for file, columns in (
        ("eps_persons.tsv.xz", ("name_en",)),
        ("everypolitician_2015_wikidata_names_de.tsv.xz", ("name", "name_de")),
    ):
        with lzma.open(data / "knowledge" / file, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                names += [row[column] for column in columns if row[column]]
    parts = [name.split() for name in names if " " in name.strip()]
    first = {p[0] for p in parts if p[0].isalpha() and p[0][0].isupper() and len(p[0]) > 2}
    last = {p[-1] for p in parts if p[-1][0].isupper() and len(p[-1]) > 2}
    return sorted(first), sorted(last)


class Swap:
    """Puts other names into a text, each name the same one throughout."""

    def __init__(self, data: Path, examples: Sequence[Example], rng: random.Random) -> None:
        self._first, self._last = person_names(data)
        self._known_first = frozenset(self._first)
        self._organisations = [
            e.words[a:b]
            for e in examples
            for a, b, kind in ranges(e.labels)
            if kind == ORGANISATION
        ]
        self._rng = rng

    def __call__(self, e: Example) -> tuple[list[str], list[int], np.ndarray]:
        """New words, the old token that each stands for, labels."""
        words: list[str] = []
        source: list[int] = []
        labels: list[int] = []
        persons: dict[str, str] = {}
        organisations: dict[str, list[str]] = {}
        at = 0
        swap_persons = self._rng.random() < 0.75
        for first, last, kind in [*ranges(e.labels), (len(e), len(e), -1)]:
            words += e.words[at:first]
            source += range(at, first)
            labels += e.labels[at:first].tolist()
            new = e.words[first:last]
            if kind == PERSON and swap_persons:
                new = self._person(new, persons)
            elif kind == ORGANISATION:
                key = " ".join(new)
                other = self._rng.random() < 0.3
                organisations.setdefault(
                    key, self._rng.choice(self._organisations) if other else new
                )
                new = organisations[key]
            words += new
            source += (min(first + i, last - 1) for i in range(len(new)))
            labels += (1 + 2 * kind + (i > 0) for i in range(len(new)))
            at = last
        return words, source, np.array(labels, dtype=np.int64)

    def _person(self, words: Sequence[str], known: dict[str, str]) -> list[str]:
        if any(w.isupper() and len(w) > 1 for w in words):
            return list(words)
        new = []
        for i, word in enumerate(words):
            if not word[0].isupper() or len(word) < 3:  # "van", "J."
                new.append(word)
                continue
            genitive = word.endswith("s") and word[:-1] in known
            key = word[:-1] if genitive else word
            surname = i == len(words) - 1 and (len(words) > 1 or key not in self._known_first)
            if key not in known:
                known[key] = self._rng.choice(self._last if surname else self._first)
            new.append(known[key] + ("s" if genitive else ""))
        return new


def ranges(labels: np.ndarray) -> list[tuple[int, int, int]]:
    """Labels to token ranges with the index of their kind."""
    found = []
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] % 2:
            while last < len(labels) and labels[last] == labels[first] + 1:
                last += 1
            found.append((first, last, int(labels[first] - 1) // 2))
        first = last
    return found


def changed(examples: Sequence[Example], encoder: FrozenEncoder, data: Path) -> Iterator[Example]:
    """The texts that hold a name, with other names and with unknown words in their names."""
    swap = Swap(data, examples, random.Random(5))
    rng = np.random.default_rng(1)
    for e in examples:
        if not e.labels.any():
            continue
        words, source, labels = swap(e)
        ids, structure = encoder.vocabulary.words(words), e.structure[source]
        yield Example(words, ids, structure, labels, encoder(ids, structure))
        ids = e.ids.copy()
        ids[(e.labels > 0) & (rng.random(len(e)) < 0.6), 0] = UNKNOWN
        yield Example(e.words, ids, e.structure, e.labels, encoder(ids, e.structure))


# -- training --------------------------------------------------------------------------------------


def batches(
    examples: Sequence[Example], tokens: int, rng: random.Random | None = None
) -> list[list[Example]]:
    """Examples of like length together, about ``tokens`` a batch with padding."""
    jitter = [len(e) * (1 + 0.15 * rng.random() if rng else 1) for e in examples]
    found: list[list[Example]] = [[]]
    for i in sorted(range(len(examples)), key=jitter.__getitem__):
        if found[-1] and (len(found[-1]) + 1) * len(examples[i]) > tokens:
            found.append([])
        found[-1].append(examples[i])
    if rng:
        rng.shuffle(found)
    return found


def tensors(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Padded hidden states, lengths, labels (-1 behind the end)."""
    width = max(map(len, batch))
    hidden = np.zeros((len(batch), width, batch[0].hidden.shape[1]), dtype=np.float32)
    labels = np.full((len(batch), width), -1)
    for row, e in enumerate(batch):
        hidden[row, : len(e)] = e.hidden
        labels[row, : len(e)] = e.labels
    lengths = torch.tensor([len(e) for e in batch])
    return torch.from_numpy(hidden), lengths, torch.from_numpy(labels)


def found_names(gold: NamedText, scores: np.ndarray, outside: float) -> list[Name]:
    tokens = gold.document.tokens
    decoded = decode_names(scores, [s.first for s in gold.document.sentences], outside=outside)
    return [(tokens[a].start, tokens[b - 1].end, kind) for a, b, kind, _ in decoded]


def measure(
    model: NameTagger, examples: Sequence[Example], outside: float = 0.0
) -> dict[str, Counts]:
    model.eval()
    pairs = []
    with torch.no_grad():
        for batch in batches(examples, 8000):
            hidden, lengths, _ = tensors(batch)
            scores = model(hidden, lengths).log_softmax(-1).numpy()
            pairs += [
                (e.gold.names, found_names(e.gold, scores[row, : len(e)], outside))
                for row, e in enumerate(batch)
                if e.gold
            ]
    return score_names(pairs)


def train(
    model: NameTagger,
    examples: Sequence[Example],
    dev: dict[str, list[Example]],
    args: argparse.Namespace,
) -> None:
    """AdamW with a linear decay; the model ends as the running average of its weights."""
    rng = random.Random(args.seed)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=1e-2
    )
    total = args.epochs * len(batches(examples, args.tokens, random.Random(0)))
    average = {k: v.clone() for k, v in model.state_dict().items()}
    step = seen = 0
    start = time.monotonic()
    for epoch in range(1, args.epochs + 1):
        model.train()
        for batch in batches(examples, args.tokens, rng):
            hidden, lengths, labels = tensors(batch)
            for group in optimizer.param_groups:
                group["lr"] = args.rate * min(1, (step + 1) / 50) * max(0.03, 1 - step / total)
            scores = model(hidden, lengths)
            loss = functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, seen = step + 1, seen + int(lengths.sum())
            keep = min(0.998, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, weights in model.state_dict().items():
                    average[name].mul_(keep).add_(weights, alpha=1 - keep)
        if epoch % args.every == 0 or epoch == args.epochs:
            current = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average)
            speed = seen / (time.monotonic() - start)
            print(f"epoch {epoch}, {speed:.0f} tokens/s")
            for name, part in dev.items():
                print(f"  {name} dev: {shown(measure(model, part))}", flush=True)
            model.load_state_dict(current)
    model.load_state_dict(average)


def shown(rows: dict[str, Counts]) -> str:
    return ", ".join(
        f"{row} {c.f1:.1f} ({c.precision:.1f} / {c.recall:.1f})" for row, c in rows.items()
    )


class NameGraph(nn.Module):
    """The name tagger with log-probabilities out."""

    def __init__(self, tagger: NameTagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, hidden: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        return self.tagger(hidden, lengths).log_softmax(-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder with statements.onnx")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--every", type=int, default=4, help="epochs between scores on dev")
    parser.add_argument("--tokens", type=int, default=2500, help="a batch, with padding")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true", help="without changed names")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    encoder = FrozenEncoder(args.model)
    known = [
        encoder.example(gold)
        for read in SETS.values()
        for gold in read(args.data, "train")
        if gold.document.tokens
    ]
    dev = {
        name: [encoder.example(gold) for gold in read(args.data, "dev") if gold.document.tokens]
        for name, read in SETS.items()
    }
    more = [] if args.plain else [*known, *changed(known, encoder, args.data)]
    print(f"{len(known)} texts, {sum(map(len, known))} tokens, {len(more)} more")
    width = known[0].hidden.shape[1]
    model = NameTagger(width, NamesConfig())
    train(model, [*known, *more], dev, args)
    model.eval()
    export(
        NameGraph(model),
        {"hidden": torch.zeros(2, 7, width), "lengths": torch.tensor([7, 5])},
        ["names"],
        args.model / NAMES,
    )
    quantize(args.model / NAMES)
    meta = json.loads((args.model / "meta.json").read_text(encoding="utf-8"))
    meta["files"] = file_digests(args.model)
    (args.model / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    print(f"{args.model / NAMES}: {(args.model / NAMES).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
