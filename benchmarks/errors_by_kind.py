"""What the model gets wrong, by kind: counts, and the costliest errors one by one.

    python benchmarks/errors_by_kind.py [--model de-open] [--worst 50] [--data ../shared/data]

A statement counts as found where its quote has a token F1 of at least 0.5 with the paired one's.
The cost of an error is the number of parts (quote, speaker, cue, frame, addressee) that are lost or
invented, in shares where a part is found in part.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from wortlaut import Pipeline
from wortlaut.config import PipelineConfig
from wortlaut.evaluation.gold import GoldDocument, read_document, read_gold
from wortlaut.evaluation.predictions import predicted_document
from wortlaut.evaluation.run import analyze_gold
from wortlaut.evaluation.score import OVERLAP, ScoredStatement, pair_statements, token_f1
from wortlaut.records import ROLES

ROOT = Path(__file__).resolve().parents[1]
OWN_DEV = ROOT / "corpora" / "own" / "dev.txt"
PARTS = ("quote", *ROLES)
#: Below it the bounds of a found statement are called wrong; two quotes above it have one text.
ALIKE = 0.8
Statements = Sequence[ScoredStatement]


def kinds(gold: Statements, found: Statements) -> Iterator[str]:
    """What is wrong with the statements found in a document, one kind an error."""
    pairs = dict(pair_statements(gold, found))
    for i, g in enumerate(gold):
        p = found[pairs[i]] if i in pairs else None
        overlap = token_f1(g.quote, p.quote) if p else 0.0
        if p and overlap >= OVERLAP:
            if overlap < ALIKE:
                yield "found, but less than 0.8 of its words agree"
            if g.type != p.type:
                yield "found, taken for another type"
            if g.speaker and not p.speaker & g.speaker:
                yield (
                    "the speaker is somebody else's mention"
                    if p.speaker
                    else "the mention of the speaker is missed"
                )
        else:
            yield _missed(g, [h for j, h in enumerate(gold) if j != i], found)
    matched = set(pairs.values())
    for j, p in enumerate(found):
        if j in matched and any(token_f1(p.quote, g.quote) >= OVERLAP for g in gold):
            continue
        beside = any(g.quote & p.quote for g in gold)
        yield (
            "a piece of a statement, found beside it or in its place"
            if beside
            else "found where no statement is"
        )


def _missed(gold: ScoredStatement, others: Statements, found: Statements) -> str:
    touching = [p for p in found if p.quote & gold.quote]
    twin = any(token_f1(other.quote, gold.quote) >= ALIKE for other in others)
    if not touching:
        return "missed, nothing found there"
    if twin and any(token_f1(p.quote, gold.quote) >= OVERLAP for p in touching):
        return "a second statement with the words of another"
    shared = [len(p.quote & gold.quote) for p in touching]
    if any(n >= ALIKE * len(gold.quote) for n in shared):
        return "lost inside a longer statement: nested or merged"
    if sum(n >= ALIKE * len(p.quote) for n, p in zip(shared, touching, strict=True)) > 1:
        return "split"
    return "only a piece of it found, or shifted"


def costs(gold: Statements, found: Statements) -> Iterator[tuple[float, str, ScoredStatement]]:
    """The cost of each gold statement and of each invented one, with what it is."""
    pairs = {
        i: j
        for i, j in pair_statements(gold, found)
        if token_f1(gold[i].quote, found[j].quote) >= OVERLAP
    }
    for i, g in enumerate(gold):
        if i in pairs:
            p = found[pairs[i]]
            parts = [x for x in PARTS if g.part(x) or p.part(x)]
            cost = sum(1 - token_f1(g.part(x), p.part(x)) for x in parts)
        else:
            cost = float(sum(bool(g.part(x)) for x in PARTS))
        yield cost, "in part" if i in pairs else "missed", g
    for j in set(range(len(found))) - set(pairs.values()):
        yield float(sum(bool(found[j].part(x)) for x in PARTS)), "invented", found[j]


def words(gold: GoldDocument, part: frozenset[int]) -> str:
    place = {t: i for i, t in enumerate(gold.token_ids)}
    tokens = gold.tokens
    return " ".join(gold.text[tokens[i][0] : tokens[i][1]] for i in sorted(place[t] for t in part))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, help="name or folder, the default one unless given")
    parser.add_argument("--worst", type=int, default=0, help="how many errors to show one by one")
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    args = parser.parse_args()
    pipeline = Pipeline(PipelineConfig(model=args.model))
    counts: list[Counter[str]] = []
    worst: list[tuple[float, int, str]] = []
    for path in (args.data / "gnqa" / "dev.jsonl.xz", OWN_DEV):
        counts.append(Counter())
        for gold in read_gold(path):
            analysis = analyze_gold(gold, pipeline)
            prediction = read_document(predicted_document(gold, analysis), where=gold.name)
            wanted = [a.scored for a in gold.annotations or ()]
            found = [a.scored for a in prediction.annotations or ()]
            counts[-1].update(kinds(wanted, found))
            for cost, what, s in costs(wanted, found):
                line = f"{cost:.1f} {what} {s.type} | {words(gold, s.quote)[:160]}"
                worst.append((cost, len(s.quote), f"{line} | {words(gold, s.speaker)[:60]}"))
    print("| kind | `gnqa` dev | own dev |\n|---|---|---|")
    for kind, _ in (counts[0] + counts[1]).most_common():
        print(f"| {kind} | {counts[0][kind]} | {counts[1][kind]} |")
    for _, _, line in sorted(worst, reverse=True)[: args.worst]:
        print(line)


if __name__ == "__main__":
    main()
