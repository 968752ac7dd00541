"""How well names of persons and organisations are found: strict F1 over exact spans.

    python benchmarks/names.py [--shared ../shared] [--part dev] [--errors 40]

Sets: GermEval 2014 (its dev and test files together, parted anew by a hash of the sentence: 60 %
train, 15 % dev, 25 % test, since its train file is not in the data folder) and the SmartData
corpus (15 % of its train file by hash for dev, the rest train, its test file test). How their
labels are read is said in ``wortlaut.evaluation.names``. ``articles`` are the SmartData documents
of 300 characters and more; the others are tweets and traffic notices.

Finders: ``rules`` is what naming speakers works with (people by first names, titles, offices and
appositions) and, for organisations, the nouns in a name, its legal form or capitals; ``tagger`` is
the shipped model; ``together`` takes the names of the tagger and the people that the rules add
where it finds nothing. GermEval has sentences alone, so the rules miss what an article would tell
them: who a bare surname is. The last lines say what the tagger's names cost beside the rest of it.
"""

from __future__ import annotations

import argparse
import time
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
from wortlaut.tagger.features import document_structure
from wortlaut.tagger.model import Tagger
from wortlaut.tagger.names import name_spans

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


def find_by_tagger(tagger: Tagger) -> Finder:
    def find(document: Document) -> list[Name]:
        return [(n.start, n.end, n.kind) for n in tagger.names(document)]

    return find


def find_together(tagger: Tagger) -> Finder:
    by_tagger = find_by_tagger(tagger)

    def find(document: Document) -> list[Name]:
        names = by_tagger(document)
        more = [n for n in find_by_rules(document) if n[2] == "person"]
        return names + [n for n in more if all(n[1] <= m[0] or m[1] <= n[0] for m in names)]

    return find


def report_cost(tagger: Tagger, documents: list[Document]) -> None:
    """CPU time of scoring tokens with and without names, and of reading the names."""
    documents = [d for d in documents if len(d.tokens) > 50]
    with_names = without = decoding = 0.0
    plain = Tagger(tagger.folder)
    plain._names = None
    for document in documents:
        words = tagger.vocabulary.words([t.text for t in document.tokens])
        structure = document_structure(document)
        began = time.process_time()
        plain.score_tokens(words, structure)
        without -= began - (began := time.process_time())
        scores = tagger.score_tokens(words, structure)
        with_names -= began - (began := time.process_time())
        name_spans(document, scores.names)
        decoding -= began - time.process_time()
    per = 1000 * 250 / sum(len(d.tokens) for d in documents)
    print(
        f"CPU time per 250 tokens: {without * per:.2f} ms without names, "
        f"{with_names * per:.2f} ms with their scores, {decoding * per:.2f} ms to read them"
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
    parser.add_argument("--model", type=Path, help="a model folder other than the shipped one")
    parser.add_argument("--errors", type=int, default=0, help="print that many missed and extra")
    args = parser.parse_args()
    data = args.shared / "data"
    tagger = Tagger(args.model)
    finders: dict[str, Finder] = {
        "rules": find_by_rules,
        "tagger": find_by_tagger(tagger),
        "together": find_together(tagger),
    }
    news = list(smartdata_part(data, args.part))
    sets = {
        "GermEval 2014": list(germeval_part(data, args.part)),
        "SmartData": news,
        "SmartData, articles": [t for t in news if len(t.document.text) >= 300],
    }
    for name, finder in finders.items():
        for title, texts in sets.items():
            report(f"{name}, {title}, {args.part}", texts, finder, args.errors)
    report_cost(tagger, [t.document for t in sets["SmartData, articles"]])


if __name__ == "__main__":
    main()
