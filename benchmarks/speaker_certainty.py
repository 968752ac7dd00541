"""How often each sort of resolution is right: the table behind ``speaker.certainty``.

    python benchmarks/speaker_certainty.py [--shared ../shared] [--check]

Gold statements with gold mentions are named as users get it, with the shipped knowledge base; a
row counts as right where its name is the gold name or one of its aliases, and where nobody can be
named it counts as wrong. Data: ``corpora/own`` train and dev, and, where the shared folder is
there, the dev part of the news quotation data (sure rows). Prints the entries of ``SHARES`` in
``wortlaut.actors.certainty`` with their counts; ``--check`` says how far the stored ones are off.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wortlaut.actors import name_speakers
from wortlaut.actors.certainty import SHARES, Sort, sort_of
from wortlaut.evaluation.gold import GoldDocument, read_gold
from wortlaut.evaluation.speakers import SpeakerRow, read_speakers
from wortlaut.knowledge import Knowledge
from wortlaut.text.document import document_from_tokens

ROOT = Path(__file__).resolve().parents[1]


def documents(shared: Path) -> Iterator[tuple[GoldDocument, list[SpeakerRow]]]:
    for part in ("train", "dev"):
        for gold in read_gold(ROOT / "corpora" / "own" / f"{part}.txt"):
            yield gold, list(gold.speakers)
    rows = shared / "data" / "speakers" / "gnqa-dev.jsonl"
    if rows.exists():
        by_document: dict[str, list[SpeakerRow]] = {}
        for row in read_speakers(rows):
            by_document.setdefault(row.document, []).append(row)
        for gold in read_gold(shared / "data" / "gnqa" / "dev.jsonl.xz"):
            yield gold, by_document.get(gold.name, [])


def count(shared: Path) -> tuple[Counter[Sort], Counter[Sort]]:
    """How many resolutions of each sort there are, and how many are right."""
    knowledge = Knowledge.open()
    total: Counter[Sort] = Counter()
    right: Counter[Sort] = Counter()
    for gold, rows in documents(shared):
        if not gold.annotations:
            continue
        document = document_from_tokens(gold.article(), gold.sentences)
        named = name_speakers(document, gold.analysis().statements, knowledge)
        speakers = {a.id: s.speaker for a, s in zip(gold.annotations, named, strict=True)}
        for row in rows:
            speaker = speakers[row.statement]
            if not row.sure or speaker.name is None or speaker.resolved_by is None:
                continue
            ok = row.accepts(speaker.name)
            for sort in sort_of(speaker):
                total[sort] += 1
                right[sort] += ok
    return total, right


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--check", action="store_true", help="compare with the stored table")
    args = parser.parse_args()
    total, right = count(args.shared)
    for sort in sorted(total):
        share = right[sort] / total[sort]
        if args.check:
            stored = SHARES.get(sort)
            shown = "not stored" if stored is None else f"{stored[0] / stored[1]:.3f} stored"
            print(f"{' '.join(sort):<34}{right[sort]:>5}/{total[sort]:<5} {share:.3f}  {shown}")
        else:
            print(f"    {sort!r}: ({right[sort]}, {total[sort]}),".replace("'", '"'))


if __name__ == "__main__":
    main()
