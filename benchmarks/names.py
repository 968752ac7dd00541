"""How well names of persons and organisations are found: strict F1 over exact spans.

    python benchmarks/names.py [--shared ../shared] [--part dev] [--errors 40]

Sets: GermEval 2014 (its dev and test files together, parted anew by a hash of the sentence: 60 %
train, 15 % dev, 25 % test, since its train file is not in the data folder) and the SmartData
corpus (15 % of its train file by hash for dev, the rest train, its test file test). How their
labels are read is said in ``wortlaut.evaluation.names``. ``articles`` are the SmartData documents
of 300 characters and more; the others are tweets and traffic notices.

Finders: ``rules`` is what naming speakers works with (people by first names, titles, offices and
appositions; organisations by the nouns in them, their legal form or capitals).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import COUNTRIES, nation
from wortlaut.actors.people import People, _has_organisation
from wortlaut.evaluation.names import (
    Name,
    NamedText,
    germeval_part,
    score_names,
    smartdata_part,
)
from wortlaut.records import Document

ROOT = Path(__file__).resolve().parents[1]
Finder = Callable[[Document], list[Name]]


def find_by_rules(document: Document) -> list[Name]:
    """Persons and organisations as the rules of ``wortlaut.actors`` see them."""
    people = People(document.tokens, [s.first for s in document.sentences] or [0])
    tokens = document.tokens
    found: list[Name] = [
        (tokens[first].start, tokens[last - 1].end, "person")
        for person in people.persons
        for first, last in person.mentions
    ]
    for run in people.runs:
        if any(i in people.at for i in range(run.first, run.last)):
            continue
        words = people.words[run.first : run.last]
        if _is_organisation(words):
            found.append((tokens[run.first].start, tokens[run.last - 1].end, "organisation"))
    return found


def _is_organisation(words: list[str]) -> bool:
    if len(words) == 1:
        word = words[0]
        if word in COUNTRIES or nation(word):
            return False
        if word.isupper() and len(word) > 1:
            return True
        known = noun_class(word)
        return known is not None and known.kind == "organisation" and known.key != word.lower()
    return _has_organisation(words) or any(
        known is not None and known.kind == "organisation" for known in map(noun_class, words)
    )


def report(title: str, texts: list[NamedText], finder: Finder, errors: int) -> None:
    pairs = [(gold.names, finder(gold.document)) for gold in texts]
    print(f"{title}: {len(texts)} texts")
    for row, counts in score_names(pairs).items():
        print(
            f"  {row:<13} F1 {counts.f1:5.1f}  P {counts.precision:5.1f}  R {counts.recall:5.1f}"
            f"  ({counts.both} right, {counts.found} found, {counts.gold} gold)"
        )
    if errors:
        print_errors(texts, pairs, errors)


def print_errors(texts: list[NamedText], pairs: list, errors: int) -> None:
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for gold, (wanted, found) in zip(texts, pairs, strict=True):
        text = gold.document.text
        for start, end, kind in set(wanted) - set(found):
            if kind != "place":
                missed[f"{text[start:end]} ({kind})"] += 1
        for start, end, kind in set(found) - set(wanted):
            if kind != "place":
                extra[f"{text[start:end]} ({kind})"] += 1
    print("  missed:", "; ".join(f"{k} {n}" for k, n in missed.most_common(errors)))
    print("  extra:", "; ".join(f"{k} {n}" for k, n in extra.most_common(errors)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    parser.add_argument("--errors", type=int, default=0, help="print that many missed and extra")
    args = parser.parse_args()
    data = args.shared / "data"
    finders: dict[str, Finder] = {"rules": find_by_rules}
    news = list(smartdata_part(data, args.part))
    sets = {
        "GermEval 2014": list(germeval_part(data, args.part)),
        "SmartData": news,
        "SmartData, articles": [t for t in news if len(t.document.text) >= 300],
    }
    for name, finder in finders.items():
        for title, texts in sets.items():
            report(f"{name}, {title}, {args.part}", texts, finder, args.errors)


if __name__ == "__main__":
    main()
