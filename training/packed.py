"""Tokenised text as numbers, packed small: what pre-training reads, on a CPU or a GPU.

A type is one row of word features (``wortlaut.tagger.features``); text is a stream of type
numbers, the most frequent type first. ``types.xz`` holds the features, one column after the other,
as 16-bit integers, and each source's stream is a file of 32-bit integers.

The words with vectors of their own are the shipped model's ``words.txt``, the 48,000 most frequent
ones of the tokenised sources.

    python training/packed.py --tokens runs/tokens --out runs/packed
"""

from __future__ import annotations

import argparse
import lzma
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wortlaut.tagger.features import WORD_COLUMNS, Vocabulary

#: How often a source's text is read in one round: news again and again, speeches thinned out.
WEIGHTS = {
    "news": 4.0,
    "court-decisions": 0.6,
    "klexikon": 1.0,
    "wikipedia-de-2900": 1.0,
    "bundestag-wp20": 0.5,
}
#: Tokens taken of a source at most, from its end.
MOST = {"bundestag-wp20": 11_000_000}
WORDS = Path(__file__).parents[1] / "src" / "wortlaut" / "models" / "de" / "words.txt"
TYPES = "types.xz"


def pack(tokens: Path, out: Path, words: Path) -> None:
    """Write ``words.txt``, the types and the streams of ``WEIGHTS``."""
    shutil.copy(words, out / "words.txt")
    vocabulary = Vocabulary.read(words)
    numbers: dict[str, int] = {}
    types: dict[tuple[int, ...], int] = {}
    streams = {}
    for name in WEIGHTS:
        text = (tokens / f"raw_{name}.tok").read_text(encoding="utf-8").split()
        text = text[-MOST.get(name, len(text)) :]
        for word in text:
            if word not in numbers:
                numbers[word] = types.setdefault(vocabulary.word_features(word), len(types))
        streams[name] = np.array([numbers[word] for word in text], dtype=np.uint32)
        print(f"{name}: {len(text):,} tokens", flush=True)
    counts = sum(np.bincount(stream, minlength=len(types)) for stream in streams.values())
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(types), dtype=np.uint32)
    rank[order] = np.arange(len(types), dtype=np.uint32)
    _write(out / TYPES, np.array(list(types), dtype=np.uint16)[order].T)
    for name, stream in streams.items():
        _write(out / f"{name}.xz", rank[stream])


def read(folder: Path) -> tuple[npt.NDArray[np.int64], dict[str, npt.NDArray[np.int32]]]:
    """Features of the types, shape ``(types, WORD_COLUMNS)``, and each source's type numbers."""
    columns = np.frombuffer(lzma.decompress((folder / TYPES).read_bytes()), dtype=np.uint16)
    features = columns.reshape(WORD_COLUMNS, -1).T.astype(np.int64)
    streams = {
        name: np.frombuffer(
            lzma.decompress((folder / f"{name}.xz").read_bytes()), dtype=np.uint32
        ).astype(np.int32)
        for name in WEIGHTS
    }
    return features, streams


def _write(path: Path, values: npt.NDArray[np.unsignedinteger]) -> None:
    path.write_bytes(lzma.compress(np.ascontiguousarray(values).tobytes(), preset=6))
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tokens", type=Path, required=True, help="made by tokenize_raw.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=Path, default=WORDS)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pack(args.tokens, args.out, args.words)


if __name__ == "__main__":
    main()
