"""Raw texts to tokens, one paragraph a line, digits as 0; one file a source.

python training/tokenize_raw.py --data ../shared/data --out runs/tokens
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wortlaut.tagger.features import normalize
from wortlaut.text.tokens import token_spans

RAW = ("bundestag-wp20", "court-decisions", "klexikon", "wikipedia-de-2900")
OWN = Path(__file__).parents[1] / "corpora" / "own" / "train.jsonl"


def news(data: Path) -> Iterator[str]:
    """Training texts of the news corpora; no dev or test text of a corpus that is scored."""
    with lzma.open(data / "gnqa/train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["originalText"]
    for line in OWN.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for path in sorted((data / "smartdata").glob("*.xz")):
        for found in json_objects(path):
            yield found["text"]["string"]
    for path in sorted((data / "germeval14").glob("*.xz")):
        words: list[str] = []
        for line in lzma.decompress(path.read_bytes()).decode("utf-8").split("\n"):
            columns = line.split("\t")
            if len(columns) > 1:
                words.append(columns[1])
            elif words:
                yield " ".join(words)
                words = []


def json_objects(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a packed file that holds one after the other, as SmartData's do."""
    text = lzma.decompress(path.read_bytes()).decode("utf-8").strip()
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        found, at = decoder.raw_decode(text, at)
        yield found
        while at < len(text) and text[at].isspace():
            at += 1


def raw(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    sources = {name: raw(args.data / "raw" / f"{name}.txt.xz") for name in RAW}
    sources["news"] = news(args.data)
    for name, texts in sources.items():
        count = 0
        with (args.out / f"raw_{name}.tok").open("w", encoding="utf-8") as out:
            for text in texts:
                for paragraph in text.split("\n"):
                    words = [normalize(paragraph[a:b]) for a, b in token_spans(paragraph)]
                    if words:
                        out.write(" ".join(words) + "\n")
                        count += len(words)
        print(f"{name}: {count:,} tokens")


if __name__ == "__main__":
    main()
