"""Texts without gold that may hold statements, for teachers to say what they find in them.

Paragraphs of Wikipedia, Klexikon and court decisions with quotation marks or Konjunktiv, news of
SmartData's train file, and the news of gnqa train as plain text, without its annotations (for the
model that must not learn from those).

    python training/texts.py --data ../shared/data --out runs/texts.jsonl.xz
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tokenize_raw import json_objects

#: Characters of a text, and how many texts of each source at most.
LENGTH = 1500
AMOUNTS = {
    "gnqa": 10_000,
    "smartdata": 10_000,
    "wikipedia-de-2900": 4000,
    "court-decisions": 150,
    "klexikon": 150,
}
_TELLING = re.compile(r"[„“\"»«]|\b(?:sei|seien|habe|werde|könne|müsse|solle|wolle|laut|zufolge)\b")


def texts(data: Path, source: str) -> Iterator[str]:
    """Texts of a source, whole news or passages of some ``LENGTH`` characters."""
    if source == "gnqa":
        with lzma.open(data / "gnqa/train.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["originalText"]
    elif source == "smartdata":
        for path in sorted((data / "smartdata").glob("*train*.xz")):
            for found in json_objects(path):
                if len(found["text"]["string"]) > 400:
                    yield found["text"]["string"][: 2 * LENGTH]
    else:
        with lzma.open(data / "raw" / f"{source}.txt.xz", "rt", encoding="utf-8") as lines:
            block: list[str] = []
            for line in lines:
                block.append(line.strip())
                if sum(map(len, block)) >= LENGTH:
                    text = "\n\n".join(block)[: 2 * LENGTH]
                    if len(_TELLING.findall(text)) >= 4:
                        yield text
                    block = []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0, help="texts of each source")
    args = parser.parse_args()
    with lzma.open(args.out, "wt", encoding="utf-8") as out:
        for source, amount in AMOUNTS.items():
            most = min(amount, args.limit or amount)
            number = 0
            for number, text in enumerate(islice(texts(args.data, source), most), start=1):
                row = {"source": source, "name": f"{source}-{number}", "text": text}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(f"{source}: {number} texts", flush=True)


if __name__ == "__main__":
    main()
