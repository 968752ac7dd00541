"""How well saved pages are read: text, title, authors and day against what their readers see.

    python benchmarks/pages.py [DATA] [--errors] [--only NAME]

DATA is the data folder (default: ``shared/data`` beside the checkout). ``F1`` compares the words
of the report with the title, in whatever order, paratext left out; ``plain`` is the same for
trafilatura as it comes. ``marked`` counts the characters of gold paragraphs that we take for
paratext: there should be none, apart from signatures. Authors are compared without case.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wortlaut.errors import WortlautError
from wortlaut.records import Article
from wortlaut.sources import page
from wortlaut.text.document import read_document

_WORD = re.compile(r"\w+")


@dataclass
class Row:
    """One page: the article read, and what came of it."""

    name: str
    gold: dict[str, Any]
    article: Article
    report: str
    f1: float
    plain: float
    marked: list[str]
    authors: tuple[int, int, int]

    @property
    def title_equal(self) -> bool:
        return squeeze(self.article.title or "") == squeeze(self.gold["title"])

    @property
    def day_equal(self) -> bool:
        return (self.article.published or "")[:10] == str(self.gold["published"])[:10]


def squeeze(text: str) -> str:
    return " ".join(text.replace("\xad", "").replace("\u200b", "").split())


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(squeeze(text).casefold()))


def f1(found: Counter[str], gold: Counter[str]) -> float:
    both = (found & gold).total()
    return 2 * both / (found.total() + gold.total()) if both else 0.0


def report_of(article: Article) -> tuple[str, list[str]]:
    """The text without paratext, the title in it once, and the paratext."""
    doc = read_document(article)
    spans = sorted((s.start, s.end) for p in doc.paratext for s in p.spans)
    kept, at = [], 0
    for start, end in spans:
        kept.append(article.text[at:start])
        at = max(at, end)
    report = "".join([*kept, article.text[at:]])
    if article.title and squeeze(article.title) not in squeeze(report):
        report = f"{article.title}\n\n{report}"
    return report, [article.text[a:b] for a, b in spans]


def read_page(folder: Path, gold: dict[str, Any]) -> Row:
    import trafilatura

    data = gzip.decompress((folder / gold["file"]).read_bytes())
    article = page.read_page(data, gold["file"])
    report, paratext = report_of(article)
    wanted = words("\n".join([gold["title"], *gold["paragraphs"]]))
    plain = trafilatura.extract(data.decode("utf-8", "replace"), include_comments=False) or ""
    inside = {squeeze(p) for p in gold["paragraphs"]}
    marked = [p for p in paratext if any(squeeze(p) in g for g in inside)]
    mine = {a.casefold() for a in article.authors}
    theirs = {a.casefold() for a in gold["authors"]}
    if squeeze(gold["title"]) not in squeeze(plain):
        plain = f"{gold['title']}\n{plain}"
    return Row(
        name=gold["file"].removesuffix(".html.gz"),
        gold=gold,
        article=article,
        report=report,
        f1=f1(words(report), wanted),
        plain=f1(words(plain), wanted),
        marked=marked,
        authors=(len(mine & theirs), len(mine), len(theirs)),
    )


def show_errors(row: Row) -> None:
    have, want = words(row.report), words("\n".join([row.gold["title"], *row.gold["paragraphs"]]))
    report = squeeze(row.report)
    gold_text = squeeze("\n".join([row.gold["title"], *row.gold["paragraphs"]]))
    print(f"\n== {row.name}  F1 {100 * row.f1:.1f}")
    print(f"   {(want - have).total()} words missed, {(have - want).total()} too many")
    for paragraph in row.gold["paragraphs"]:
        if squeeze(paragraph) not in report:
            print("   - missed:", squeeze(paragraph)[:150])
    for paragraph in row.report.split("\n\n"):
        if squeeze(paragraph) and squeeze(paragraph) not in gold_text:
            print("   + extra: ", squeeze(paragraph)[:150])
    for paragraph in row.marked:
        print("   ~ marked:", squeeze(paragraph)[:150])
    if not row.title_equal:
        print(f"   title {row.article.title!r}\n    gold {row.gold['title']!r}")
    if not row.day_equal:
        print("   day", row.article.published, "gold", row.gold["published"])
    if set(row.article.authors) != set(row.gold["authors"]):
        print("   authors", row.article.authors, "gold", row.gold["authors"])


def summary(rows: Iterable[Row]) -> None:
    rows = list(rows)
    both, mine, theirs = (sum(r.authors[i] for r in rows) for i in range(3))
    print(f"\npages     {len(rows)}")
    print(f"F1        mean {100 * statistics.mean(r.f1 for r in rows):.2f}, ", end="")
    print(f"lowest {100 * min(r.f1 for r in rows):.1f}")
    print(f"plain     mean {100 * statistics.mean(r.plain for r in rows):.2f}")
    print(f"title     {sum(r.title_equal for r in rows)} equal")
    print(f"day       {sum(r.day_equal for r in rows)} equal")
    print(f"authors   F1 {200 * both / (mine + theirs):.1f} ({both} of {theirs}, {mine} named)")
    marked = sum(len(m) for r in rows for m in r.marked)
    total = sum(len(p) for r in rows for p in r.gold["paragraphs"])
    print(f"marked    {marked} of {total} gold characters are paratext to us")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--errors", action="store_true", help="show what was missed and added")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    args = parser.parse_args()
    folder = args.data / "pages"
    rows: list[Row] = []
    print(f"{'page':34} {'F1':>6} {'plain':>6}  title day authors")
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        golds = [json.loads(line) for line in lines]
    for gold in golds:
        if args.only not in gold["file"]:
            continue
        try:
            row = read_page(folder, gold)
        except WortlautError as error:
            print(f"{gold['file']:34} {error}")
            continue
        rows.append(row)
        marks = ("yes" if row.title_equal else "NO", "yes" if row.day_equal else "NO")
        both, mine, theirs = row.authors
        print(
            f"{row.name:34} {100 * row.f1:6.1f} {100 * row.plain:6.1f}  {marks[0]:5} {marks[1]:3} "
            f"{both}/{mine}/{theirs}"
        )
        if args.errors:
            show_errors(row)
    summary(rows)


if __name__ == "__main__":
    main()
