"""Our own corpus with offsets: ``own/*.jsonl`` from ``own/*.txt``, and the fingerprints of both.

python corpora/derive.py
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from wortlaut.evaluation.gold_article import GoldArticle
from wortlaut.evaluation.tagged import read_tagged
from wortlaut.records import ROLES, Span

OWN = Path(__file__).parent / "own"
SPLITS = ("train", "dev")


def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    """Spans as pairs of code points, half open."""
    return [[s.start, s.end] for s in spans]


def as_json(article: GoldArticle) -> dict[str, Any]:
    """An article of the corpus as the JSON of its line."""
    return {
        "id": article.id,
        "date": article.date,
        "style": article.style,
        "title": article.title,
        "text": article.text,
        "paratext": [{"kind": p.kind, "spans": pairs(p.spans)} for p in article.paratext],
        "statements": [
            {
                "id": s.number,
                "type": s.type,
                "medium": s.medium,
                "nested": s.nested,
                "name": s.name or "",
                "kind": s.kind,
                "aliases": list(s.aliases),
                "quote": pairs(s.quote),
                **{role: pairs(s.spans(role)) for role in ROLES},
            }
            for s in article.statements
        ],
    }


def main() -> None:
    for split in SPLITS:
        lines = [
            json.dumps(as_json(a), ensure_ascii=False) + "\n"
            for a in read_tagged(OWN / f"{split}.txt")
        ]
        (OWN / f"{split}.jsonl").write_text("".join(lines), encoding="utf-8")
    files = [OWN / f"{split}{suffix}" for split in sorted(SPLITS) for suffix in (".jsonl", ".txt")]
    sums = [f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files]
    (OWN / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
