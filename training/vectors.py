"""Skip-gram vectors (Mikolov et al. 2013) over the tokenised raw texts, with gensim.

python training/vectors.py --tokens runs/tokens --out runs/sg.model
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from gensim.models import Word2Vec

#: gensim cuts sentences at 10,000 words; ours are paragraphs.
LONGEST = 500


class Paragraphs:
    """Every paragraph as a list of words; iterated once an epoch."""

    def __init__(self, folder: Path) -> None:
        self.files = sorted(folder.glob("raw_*.tok"))

    def __iter__(self) -> Iterator[list[str]]:
        for path in self.files:
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    words = line.split()
                    for first in range(0, len(words), LONGEST):
                        yield words[first : first + LONGEST]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = Word2Vec(
        Paragraphs(args.tokens),
        sg=1,
        vector_size=96,
        window=4,
        negative=5,
        sample=2e-5,
        min_count=12,
        max_final_vocab=100_000,
        epochs=3,
        workers=2,
    )
    model.save(str(args.out))
    print(f"{len(model.wv)} words")


if __name__ == "__main__":
    main()
