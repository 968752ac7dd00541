"""Where the model is good and where not: statements found, and their speakers, by group.

    python benchmarks/model_scores.py [--model de-open] [--data ../shared/data]

Prints one Markdown table for both dev parts: how many of the gold statements of a group are found
(token F1 of the quote with the paired one of at least 0.5), and for how many of those the mention
of the speaker is right (token F1 of at least 0.5, or rightly none). Women and men are told by the
first names of the gold speakers (the list in the data folder); names that it lacks or calls both
are left out.
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from wortlaut import Pipeline
from wortlaut.config import PipelineConfig
from wortlaut.evaluation.gold import Annotation, GoldDocument, read_document, read_gold
from wortlaut.evaluation.predictions import predicted_document
from wortlaut.evaluation.run import analyze_gold
from wortlaut.evaluation.score import OVERLAP, pair_statements, token_f1
from wortlaut.evaluation.speakers import read_speakers

ROOT = Path(__file__).resolve().parents[1]
OWN_DEV = ROOT / "corpora" / "own" / "dev.txt"
LENGTHS = ((8, "up to 8 tokens"), (20, "9 to 20"), (40, "21 to 40"), (10**6, "over 40"))
SIZES = ((150, "articles up to 150 tokens"), (300, "151 to 300"), (10**6, "over 300"))
THIRDS = ("first third of the article", "second third", "last third")


def first_names(data: Path) -> dict[str, str]:
    """First names to "women" or "men", those that the list calls clearly one or the other."""
    text = lzma.decompress((data / "knowledge" / "firstnames.csv.xz").read_bytes()).decode("utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text[:200] else ",")
    kinds = {"F": "women", "M": "men"}
    return {row["name"]: kinds[row["gender"]] for row in rows if row.get("gender") in kinds}


def band(value: int, bands: Sequence[tuple[int, str]]) -> str:
    return next(name for most, name in bands if value <= most)


def groups(
    gold: GoldDocument, a: Annotation, name: str | None, women: dict[str, str]
) -> Iterator[str]:
    """The groups that a gold statement belongs to, in the order of the table."""
    place = {t: i for i, t in enumerate(gold.token_ids)}
    sentence = [n for n, s in enumerate(gold.sentences) for _ in s]
    quote = sorted(place[t] for t in a.scored.quote)
    yield "all"
    yield a.scored.type.lower() if a.scored.type.islower() else TYPES[a.scored.type]
    yield "nested" if a.nested else "not nested"
    yield band(len(quote), LENGTHS)
    yield THIRDS[min(2, 3 * quote[0] // len(sentence))]
    yield band(len(sentence), SIZES)
    speaker = [place[t] for t in a.scored.speaker]
    if not speaker:
        yield "no speaker in the text"
    elif {sentence[i] for i in speaker} & {sentence[i] for i in quote}:
        yield "speaker in the same sentence"
    else:
        yield "speaker in another sentence"
    if name and " " in name and name.split()[0] in women:
        yield f"{women[name.split()[0]]} as speakers"


TYPES = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "indirect_free_indirect",
}
ORDER = (
    *("all", *TYPES.values(), "not nested", "nested"),
    *(name for _, name in LENGTHS),
    *THIRDS,
    *(name for _, name in SIZES),
    *("speaker in the same sentence", "speaker in another sentence", "no speaker in the text"),
    *("women as speakers", "men as speakers"),
)
Counts = dict[str, list[int]]


def count(path: Path, speakers: Path | None, pipeline: Pipeline, women: dict[str, str]) -> Counts:
    """Of each group: gold statements, found ones, found ones with the right mention."""
    counts: Counts = defaultdict(lambda: [0, 0, 0])
    documents = list(read_gold(path))
    rows = read_speakers(speakers) if speakers else [r for d in documents for r in d.speakers]
    names = {(r.document, r.statement): r.name for r in rows}
    for gold in documents:
        found = read_document(
            predicted_document(gold, analyze_gold(gold, pipeline)), where=gold.name
        ).annotations
        wanted, got = gold.annotations or (), found or ()
        pairs = dict(pair_statements([a.scored for a in wanted], [a.scored for a in got]))
        for i, a in enumerate(wanted):
            other = got[pairs[i]].scored if i in pairs else None
            hit = other is not None and token_f1(a.scored.quote, other.quote) >= OVERLAP
            right = (
                hit
                and other is not None
                and (
                    token_f1(a.scored.speaker, other.speaker) >= OVERLAP
                    or not (a.scored.speaker or other.speaker)
                )
            )
            for group in groups(gold, a, names.get((gold.name, a.id)), women):
                for column, value in enumerate((True, hit, right)):
                    counts[group][column] += value
    return counts


def cells(counts: Counts, group: str) -> str:
    total, found, right = counts.get(group, [0, 0, 0])
    if not total:
        return "| 0 | – | – "
    speaker = f"{100 * right / found:.1f} %" if found else "–"
    return f"| {total} | {100 * found / total:.1f} % | {speaker} "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, help="name or folder, the default one unless given")
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    args = parser.parse_args()
    pipeline = Pipeline(PipelineConfig(model=args.model))
    women = first_names(args.data)
    gnqa = count(
        args.data / "gnqa" / "dev.jsonl.xz",
        args.data / "speakers" / "gnqa-dev.jsonl",
        pipeline,
        women,
    )
    own = count(OWN_DEV, None, pipeline, women)
    print("| | `gnqa` dev | found | speaker's mention | own dev | found | speaker's mention |")
    print("|---|---|---|---|---|---|---|")
    for group in ORDER:
        print(f"| {group} {cells(gnqa, group)}{cells(own, group)}|")


if __name__ == "__main__":
    main()
