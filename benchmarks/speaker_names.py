"""How often speakers are named rightly, with gold statements and gold mentions given.

    python benchmarks/speaker_names.py [--data ../shared/data] [--errors 40] [--part train]

Prints, for the project's own corpus and for the dev part of the news quotation data, the share of
statements with a nameable speaker whose name equals the gold name or one of its aliases up to case,
accents, articles and inflection (of a person's aliases only those that share a word with the name).
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wortlaut.actors import name_speakers
from wortlaut.actors.names import is_right_name
from wortlaut.records import Article, Document, Excerpt, Speaker, Statement
from wortlaut.text.document import document_from_tokens, read_document

ROOT = Path(__file__).resolve().parents[1]
TYPES = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "indirect_free_indirect",
}


@dataclass
class Case:
    """A document, its statements, and for each the gold name, kind and aliases."""

    document: Document
    statements: list[Statement] = field(default_factory=list)
    gold: list[tuple[str, str, list[str]]] = field(default_factory=list)


def excerpt(text: str, spans: list[list[int]]) -> Excerpt | None:
    """An excerpt of gold spans; a few of them overlap and are joined."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return Excerpt.cut(text, joined) if joined else None


def own(path: Path) -> Iterator[Case]:
    """The project's own corpus, one case an article."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        case = Case(read_document(Article(source=data["id"], text=data["text"])))
        text, article = data["text"], case.document.article
        for s in data["statements"]:
            quote = Excerpt.cut(text, sorted(s["quote"]))
            case.statements.append(
                Statement(
                    article.id,
                    s["type"],
                    quote.text,
                    quote.spans,
                    speaker=Speaker(excerpt(text, s["speaker"])),
                    cue=excerpt(text, s["cue"]),
                    frame=excerpt(text, s["frame"]),
                )
            )
            case.gold.append((s["name"], s["kind"], s["aliases"]))
        yield case


def news(data: Path, speakers: Path) -> Iterator[Case]:
    """The dev part of the news quotation data; only the sure rows count."""
    gold: dict[tuple[str, int], dict[str, object]] = {}
    for line in speakers.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"], row["id"]] = row
    with lzma.open(data, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    for d in documents:
        if not d["annotations"]:
            continue
        sentences = [
            [(d["tokens"][i]["charBegin"], d["tokens"][i]["charEnd"]) for i in s["tokenIds"]]
            for s in d["sentences"]
        ]
        article = Article(source=d["documentName"], text=d["originalText"])
        case = Case(document_from_tokens(article, sentences))
        for a in d["annotations"]:
            spans = {
                part: [[s["charBegin"], s["charEnd"]] for s in a[part]["spans"]]
                for part in ("quote", "speaker", "cue", "frame")
            }
            quote = excerpt(article.text, spans["quote"])
            if quote is None:
                continue
            case.statements.append(
                Statement(
                    article.id,
                    TYPES[a["type"]],
                    quote.text,
                    quote.spans,
                    speaker=Speaker(excerpt(article.text, spans["speaker"])),
                    cue=excerpt(article.text, spans["cue"]),
                    frame=excerpt(article.text, spans["frame"]),
                )
            )
            row = gold[d["documentName"], a["id"]]
            name = str(row["speaker"]) if row["sure"] else ""
            case.gold.append((name, str(row["kind"]), list(row["aliases"])))  # type: ignore[call-overload]
        yield case


def report(title: str, cases: list[Case], errors: int) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    by: Counter[tuple[str, bool]] = Counter()
    kinds = silent = unnamed = 0
    seconds, wrong = 0.0, []
    for case in cases:
        began = time.process_time()
        found = name_speakers(case.document, case.statements)
        seconds += time.process_time() - began
        for s, (name, kind, aliases) in zip(found, case.gold, strict=True):
            if not name:
                unnamed += 1
                silent += s.speaker.name is None
                continue
            ok = is_right_name(s.speaker.name, name, aliases, person=kind == "person")
            total[kind] += 1
            right[kind] += ok
            kinds += s.speaker.kind == kind
            by[str(s.speaker.resolved_by), ok] += 1
            if not ok:
                wrong.append((case.document.article.source[:30], s, name, kind))
    tokens = sum(len(c.document.tokens) for c in cases)
    everything = sum(total.values())
    print(f"\n{title}: {len(cases)} articles, {everything} statements with a nameable speaker")
    print(f"  named rightly   {sum(right.values())}/{everything} = {share(right, total)}")
    for kind in sorted(total):
        print(f"    {kind:<13} {right[kind]}/{total[kind]}")
    print("  by method      ", ", ".join(
        f"{how} {by[how, True]}/{by[how, True] + by[how, False]}"
        for how in sorted({h for h, _ in by})
    ))  # fmt: skip
    print(f"  kind right      {100 * kinds / everything:.1f} %")
    print(f"  left unnamed where gold is too  {silent}/{unnamed}")
    print(f"  time            {1000 * seconds / tokens * 250:.2f} ms per 250 tokens")
    for source, s, name, kind in wrong[:errors]:
        print(f"    {source} | {s.speaker.text!r} → {s.speaker.name!r} ({s.speaker.resolved_by}); "
              f"gold {name!r} ({kind})")  # fmt: skip


def share(right: Counter[str], total: Counter[str]) -> str:
    return f"{100 * sum(right.values()) / max(1, sum(total.values())):.1f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--errors", type=int, default=0, help="print that many wrong ones")
    parser.add_argument("--part", choices=["train", "dev"], default="dev", help="of the own corpus")
    args = parser.parse_args()
    corpus = ROOT / "corpora" / "own" / f"{args.part}.jsonl"
    if not corpus.exists():
        corpus = args.data / "own" / f"{args.part}.jsonl"
    report(f"own corpus, {args.part}", list(own(corpus)), args.errors)
    gold = args.data / "speakers" / "gnqa-dev.jsonl"
    if args.part == "dev" and gold.exists():
        report("gnqa dev", list(news(args.data / "gnqa" / "dev.jsonl.xz", gold)), args.errors)


if __name__ == "__main__":
    main()
