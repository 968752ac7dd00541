"""How many Wikidata ids are right: a fixed sample of linked speakers, checked by hand.

    python benchmarks/wikidata_sample.py [--shared ../shared]           what the sheet says
    python benchmarks/wikidata_sample.py --update                       draw the sample anew

The sheet, ``wikidata_sample.tsv``, has one row for each actor of a document: where it is, the
mention, the name and id that were given, ``verdict`` (right or wrong) and ``reason``. ``--update``
names all speakers again, with gold statements and gold mentions, from a fixed seed; a row whose
name and id are still the same keeps its verdict, a new one has none. The command fails while a row
has no verdict, while the sheet is not what the code gives, or below 97 % right.

Drawn from the dev part of the news quotation data and from the project's examples, whose people
are all invented. Where these have fewer than 200 linked actors, all of them are taken and filled
up from the train part, which has no gold names to tune on, and from ``corpora/own``.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wortlaut.actors import name_speakers
from wortlaut.evaluation.gold import GoldDocument, read_gold
from wortlaut.knowledge import Knowledge
from wortlaut.text.document import document_from_tokens

ROOT = Path(__file__).resolve().parents[1]
SHEET = Path(__file__).with_name("wikidata_sample.tsv")
SIZE = 200
SEED = 20_240_229
FLOOR = 0.97
COLUMNS = ("document", "statement", "mention", "name", "qid", "verdict", "reason")


@dataclass(frozen=True, slots=True)
class Row:
    """An actor of a document with an id; ``verdict`` is "right", "wrong" or empty."""

    document: str
    statement: str
    mention: str
    name: str
    qid: str
    verdict: str = ""
    reason: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.document, self.statement, self.name, self.qid


def linked(golds: Iterable[GoldDocument], part: str, knowledge: Knowledge) -> Iterator[Row]:
    """The first statement of each linked actor of each document."""
    for gold in golds:
        if not gold.annotations:
            continue
        document = document_from_tokens(gold.article(), gold.sentences)
        seen: set[str] = set()
        statements = name_speakers(document, gold.analysis().statements, knowledge)
        for annotation, statement in zip(gold.annotations, statements, strict=True):
            speaker = statement.speaker
            if not speaker.wikidata or speaker.wikidata in seen or not speaker.name:
                continue
            seen.add(speaker.wikidata)
            number = gold.name.split(" - ")[0]
            mention = " ".join((speaker.text or "").split())[:60]
            yield Row(
                f"{part}/{number}", str(annotation.id), mention, speaker.name, speaker.wikidata
            )


def draw(shared: Path) -> list[Row]:
    knowledge = Knowledge.open()
    data = shared / "data" / "gnqa"
    rows = list(linked(read_gold(data / "dev.jsonl.xz"), "dev", knowledge))
    rows += linked(read_gold(ROOT / "examples" / "gold"), "examples", knowledge)
    chance = random.Random(SEED)
    if len(rows) > SIZE:
        return sorted(chance.sample(rows, SIZE), key=lambda r: r.key)
    more = list(linked(read_gold(data / "train.jsonl.xz"), "train", knowledge))
    for part in ("train", "dev"):
        more += linked(
            read_gold(ROOT / "corpora" / "own" / f"{part}.txt"), f"own-{part}", knowledge
        )
    chance.shuffle(more)
    return sorted(rows + more[: SIZE - len(rows)], key=lambda r: r.key)


def read_sheet() -> list[Row]:
    if not SHEET.exists():
        return []
    with SHEET.open(encoding="utf-8", newline="") as lines:
        return [Row(**row) for row in csv.DictReader(lines, delimiter="\t")]


def write_sheet(rows: Iterable[Row]) -> None:
    with SHEET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--update", action="store_true", help="write the sheet anew")
    args = parser.parse_args()
    known = {row.key: row for row in read_sheet()}
    rows = [known.get(row.key, row) for row in draw(args.shared)]
    if args.update:
        write_sheet(rows)
    elif {row.key for row in rows} != set(known):
        gone, new = len(set(known) - {r.key for r in rows}), sum(r.key not in known for r in rows)
        sys.exit(f"{gone} rows of the sheet are gone, {new} are new; run --update and check them")
    open_rows = [row for row in rows if row.verdict not in ("right", "wrong")]
    right = sum(row.verdict == "right" for row in rows)
    checked = len(rows) - len(open_rows)
    if checked:
        print(f"{right} of {checked} ids are right: {100 * right / checked:.1f} %")
    for row in rows:
        if row.verdict == "wrong":
            print(f"  wrong: {row.document} {row.mention!r} → {row.name} {row.qid}: {row.reason}")
    if open_rows:
        sys.exit(f"{len(open_rows)} of {len(rows)} rows have no verdict; check them by hand")
    if right < FLOOR * checked:
        sys.exit(f"below {100 * FLOOR:.0f} %")


if __name__ == "__main__":
    main()
