"""How well the text layer finds tokens, sentences, quotations and paratext, and how fast.

    python benchmarks/text_layer.py [DATA] [--errors]

DATA is the data folder (default: ``shared/data`` beside the checkout). Tokens and sentences count
as found where both ends agree with the gold; a sentence runs from its first to its last token.
``direct`` is the share of gold direct quotes whose every stretch in marks is a quotation found.
Some gold sentences of gnqa break in mid-phrase or run across headlines: the row ``sound`` leaves
those out, and what we found in their place, that is, gold sentences that do not begin and end at
a mark or a line end, or that have an empty line inside.
Paratext is counted by characters that are not white space, whatever the kind; ``kind`` also asks
for the right kind.
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wortlaut.records import Article, Document
from wortlaut.text.document import read_document

Spans = set[tuple[int, int]]
MARKS = "„“”\"»«‚‘’'›‹"


@dataclass
class Counts:
    """Spans found, wanted and both; ``missed`` and ``extra`` show what went wrong."""

    found: int = 0
    gold: int = 0
    both: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, found: Spans, gold: Spans, text: str) -> None:
        self.found += len(found)
        self.gold += len(gold)
        self.both += len(found & gold)
        self.missed += [_show(text, span) for span in sorted(gold - found)]
        self.extra += [_show(text, span) for span in sorted(found - gold)]

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.gold
        return 2 * self.both / total if total else 1.0


def _show(text: str, span: tuple[int, int]) -> str:
    start, end = span
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return f"{before}⟦{text[start:end]}⟧{after}".replace("\n", "⏎")


def read(text: str) -> Document:
    return read_document(Article(source="benchmark", text=text))


def gnqa(path: Path) -> Iterator[tuple[str, Spans, Spans, list[dict[str, Any]]]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            by_id = {t["id"]: (t["charBegin"], t["charEnd"]) for t in gold["tokens"]}
            sentences = [[by_id[i] for i in s["tokenIds"]] for s in gold["sentences"]]
            ends = {(s[0][0], s[-1][1]) for s in sentences if s}
            yield gold["originalText"], set(by_id.values()), ends, gold["annotations"]


def conllu(path: Path) -> tuple[str, Spans, Spans]:
    """The sentences of a treebank as one text; multi-word tokens count as their surface form."""
    text = ""
    tokens: Spans = set()
    sentences: Spans = set()
    start, inside = 0, 0  # of the sentence, and the last word of the multi-word token we are in
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 10:
                if not line.strip() and text:
                    sentences.add((start, len(text.rstrip())))
                    text = text.rstrip() + " "
                    start, inside = len(text), 0
                continue
            first, _, last = cells[0].partition("-")
            if "." in first or (not last and int(first) <= inside):
                continue
            inside = int(last) if last else inside
            tokens.add((len(text), len(text) + len(cells[1])))
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
    return text, tokens, sentences


def spans_of(doc: Document) -> tuple[Spans, Spans]:
    return {(t.start, t.end) for t in doc.tokens}, {(s.start, s.end) for s in doc.sentences}


_STOP = re.compile(r"(?:^|[.!?…:;“”\"'«»)\]]\s*|\n\s*)$")
_EMPTY_LINE = re.compile(r"\n\s*\n")


def sound(text: str, found: Spans, gold: Spans) -> tuple[Spans, Spans]:
    """Found and gold sentences without those of the gold that break where nothing ends."""
    broken = {
        (a, b)
        for a, b in gold
        if not _STOP.search(text[:a][-40:])
        or not (_STOP.search(text[a:b]) or re.match(r"\s*\n|\s*$", text[b:]))
        or _EMPTY_LINE.search(text[a:b])
    }
    kept = {(a, b) for a, b in found if not any(a < d and c < b for c, d in broken)}
    return kept, gold - broken


def own(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def characters(text: str, spans: list[tuple[int, int, str]], *, kinds: bool) -> Spans:
    """One "span" a character, so that ``Counts`` counts characters."""
    return {
        (i, hash(kind) if kinds else 0)
        for start, end, kind in spans
        for i in range(start, end)
        if not text[i].isspace()
    }


def row(name: str, counts: Counts) -> str:
    parts = (counts.precision, counts.recall, counts.f1)
    cells = "".join(f"{100 * part:9.2f}" for part in parts)
    return f"{name:<26}{counts.gold:>8}{cells}"


def text_rows(data: Path, split: str) -> Iterator[tuple[str, Counts]]:
    tokens, sentences, whole, direct = Counts(), Counts(), Counts(), Counts()
    for text, gold_tokens, gold_sentences, gold in gnqa(data / f"gnqa/{split}.jsonl.xz"):
        doc = read(text)
        found_tokens, found_sentences = spans_of(doc)
        tokens.add(found_tokens, gold_tokens, text)
        sentences.add(found_sentences, gold_sentences, text)
        whole.add(*sound(text, found_sentences, gold_sentences), text)
        _add_direct(direct, doc, _gnqa_quotes(text, gold))
    yield f"gnqa {split} tokens", tokens
    yield f"gnqa {split} sentences", sentences
    yield f"gnqa {split} sentences, sound", whole
    yield f"gnqa {split} direct", direct


def _gnqa_quotes(text: str, annotations: list[dict[str, Any]]) -> Spans:
    return {
        (span["charBegin"], span["charEnd"])
        for quote in annotations
        if quote["type"] == "Direct"
        for span in quote["quote"]["spans"]
    }


def _add_direct(counts: Counts, doc: Document, gold: Spans) -> None:
    text = doc.text
    gold = {(a, b) for a, b in gold if text[a] in MARKS and text[b - 1] in MARKS}
    counts.add({(q.start, q.end) for q in doc.quotations} & gold, gold, text)


def ud_rows(data: Path) -> Iterator[tuple[str, Counts]]:
    text, gold_tokens, gold_sentences = conllu(data / "ud/de_gsd-ud-dev.conllu.xz")
    found_tokens, found_sentences = spans_of(read(text))
    tokens, sentences = Counts(), Counts()
    tokens.add(found_tokens, gold_tokens, text)
    sentences.add(found_sentences, gold_sentences, text)
    yield "UD GSD dev tokens", tokens
    yield "UD GSD dev sentences", sentences


_KIND = {"correction": "notice"}  # the corpus does not tell them apart


def own_rows(data: Path, split: str) -> Iterator[tuple[str, Counts]]:
    direct, paratext, kinds = Counts(), Counts(), Counts()
    for gold in own(data / f"own/{split}.jsonl"):
        text = gold["text"]
        doc = read(text)
        quotes = {
            (a, b) for s in gold["statements"] if s["type"] == "direct" for a, b in s["quote"]
        }
        _add_direct(direct, doc, quotes)
        wanted = [(a, b, p["kind"]) for p in gold["paratext"] for a, b in p["spans"]]
        found = [(s.start, s.end, _KIND.get(p.kind, p.kind)) for p in doc.paratext for s in p.spans]
        for counts, by_kind in ((paratext, False), (kinds, True)):
            counts.add(
                characters(text, found, kinds=by_kind),
                characters(text, wanted, kinds=by_kind),
                text,
            )
        paratext.missed = kinds.missed = paratext.extra = kinds.extra = []
    yield f"own {split} direct", direct
    yield f"own {split} paratext", paratext
    yield f"own {split} paratext, kind", kinds


def speed(data: Path) -> str:
    texts = [text for text, *_ in gnqa(data / "gnqa/dev.jsonl.xz")]
    start = time.process_time()
    tokens = sum(len(read(text).tokens) for text in texts)
    seconds = time.process_time() - start
    return f"{len(texts)} articles, {tokens} tokens: {tokens / seconds:,.0f} tokens a second"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.add_argument("data", nargs="?", type=Path, default=default)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--errors", action="store_true", help="list what was missed or invented")
    options = parser.parse_args()
    print(f"{'':<26}{'gold':>8}{'P':>9}{'R':>9}{'F1':>9}")
    rows = [*text_rows(options.data, options.split), *own_rows(options.data, options.split)]
    for name, counts in [*rows, *ud_rows(options.data)]:
        print(row(name, counts))
        if options.errors:
            for label, shown in (("missed", counts.missed), ("extra", counts.extra)):
                for example, times in collections.Counter(shown).most_common():
                    print(f"    {label} {times if times > 1 else ''} {example}")
    print(speed(options.data))


if __name__ == "__main__":
    main()
