"""How often speakers are named rightly, with gold statements and gold mentions given.

    python benchmarks/speaker_names.py [--part train] [--errors 40] [--shared ../shared]
                                       [--no-tagger] [--unknown 50]

Prints, for the project's own corpus and for the dev part of the news quotation data, the share of
statements with a nameable speaker that get the gold name or one of its aliases (the criterion of
``wortlaut.evaluation.speakers``), by kind of actor and by how the name was found, and the CPU time.
The names that the tagger finds in the text help; ``--no-tagger`` leaves them out. ``--unknown 50``
takes half of the list of first names away (by hash): names of tomorrow's news are in no list.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from wortlaut.actors import first_names, name_speakers
from wortlaut.evaluation.gold import GoldDocument, read_gold
from wortlaut.evaluation.speakers import SpeakerRow, read_speakers, score_speakers
from wortlaut.records import Statement
from wortlaut.tagger.model import Tagger
from wortlaut.text.document import document_from_tokens

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Run:
    """The names given to every gold statement of a data set, and what they cost."""

    rows: list[SpeakerRow]
    statements: dict[tuple[str, int], Statement] = field(default_factory=dict)
    tokens: int = 0
    seconds: float = 0.0


def name_all(
    documents: Iterable[GoldDocument],
    rows: list[SpeakerRow] | None = None,
    tagger: Tagger | None = None,
) -> Run:
    run = Run(list(rows or ()))
    for gold in documents:
        run.rows += gold.speakers
        if not gold.annotations:
            continue
        document = document_from_tokens(gold.article(), gold.sentences)
        statements = gold.analysis().statements
        names = tagger.names(document) if tagger else ()
        began = time.process_time()
        named = name_speakers(document, statements, names=names)
        run.seconds += time.process_time() - began
        run.tokens += len(document.tokens)
        for annotation, statement in zip(gold.annotations, named, strict=True):
            run.statements[gold.name, annotation.id] = statement
    return run


def forget_first_names(percent: int) -> None:
    """Take that share of the first names out of the list, for good."""
    for name in list(first_names.FIRST_NAMES):
        if crc32(f"0{name}".encode()) % 100 < percent:
            del first_names.FIRST_NAMES[name]


def report(title: str, run: Run, errors: int) -> None:
    names = {key: s.speaker.name for key, s in run.statements.items()}
    score = score_speakers(run.rows, names)
    print(f"\n{title}: {score.right.total} statements with a nameable speaker")
    print(f"  named rightly    {score.right.count} = {score.right.percent:.1f} %")
    for kind, share in score.kinds.items():
        print(f"    {kind:<14} {share.count}/{share.total} = {share.percent:.1f} %")
    print(f"  left unnamed     {score.unnamed.count}")
    print(f"  nobody nameable, and nobody named  {score.nobody.count}/{score.nobody.total}")
    print_methods(run, errors)
    print(f"  CPU time         {1000 * run.seconds / run.tokens * 250:.2f} ms per 250 tokens")


def print_methods(run: Run, errors: int) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for row in run.rows:
        if not row.sure or row.name is None:
            continue
        speaker = run.statements[row.document, row.statement].speaker
        ok = speaker.name is not None and row.accepts(speaker.name)
        how = str(speaker.resolved_by)
        total[how] += 1
        right[how] += ok
        if not ok:
            wrong.append(
                f"    {row.document[:30]} | {speaker.text!r}: {speaker.name!r} ({how}), "
                f"gold {row.name!r} ({row.kind})"
            )
    for how in sorted(total):
        print(f"    by {how:<13}{right[how]}/{total[how]}")
    for line in wrong[:errors]:
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--errors", type=int, default=0, help="print that many wrong ones")
    parser.add_argument("--part", choices=["train", "dev"], default="dev", help="of the own corpus")
    parser.add_argument("--no-tagger", action="store_true", help="without the tagger's names")
    parser.add_argument("--unknown", type=int, default=0, help="percent of first names to forget")
    args = parser.parse_args()
    forget_first_names(args.unknown)
    tagger = None if args.no_tagger else Tagger()
    own = ROOT / "corpora" / "own" / f"{args.part}.txt"
    report(f"own corpus, {args.part}", name_all(read_gold(own), tagger=tagger), args.errors)
    data = args.shared / "data"
    rows = data / "speakers" / "gnqa-dev.jsonl"
    if args.part == "dev" and rows.exists():
        run = name_all(read_gold(data / "gnqa" / "dev.jsonl.xz"), read_speakers(rows), tagger)
        report("news quotation data, dev", run, args.errors)


if __name__ == "__main__":
    main()
