"""Gold data for names of persons, organisations and places, and the score over exact spans.

Two sets are read: the sentences of GermEval 2014 (Benikova et al. 2014; a token a line) and the
documents of the SmartData corpus (Schiersch et al. 2018; concatenated JSON objects). Their labels
become three kinds: ``person``, ``organisation`` and ``place``; the score counts the first two.

- GermEval: the outer labels PER, ORG and LOC. Labels that end in ``part`` or ``deriv`` mark words
  that only hold a name or come from one ("SPD-Chef", "deutsche"); they are no names here, nor is
  OTH. Nested names are left out.
- SmartData: ``person``; ``organization`` and ``organization-company``; all that begins with
  ``location``, routes aside. Academic titles and punctuation at the edges are cut, as GermEval
  has it. A span that misses a token's bounds by one or two characters is a slip and takes the
  whole token; one that covers less of it ("Nordwing" in "Nordwing-Sprecher") is a part, as above.

The train file of GermEval is not in the data folder, so its two other files are parted anew.
"""

from __future__ import annotations

import json
import lzma
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from wortlaut.errors import GoldError
from wortlaut.records import Article, Document
from wortlaut.tagger.names import NameKind
from wortlaut.text.document import document_from_tokens, read_document

#: The kinds that can speak, and that the score counts.
SCORED: tuple[NameKind, ...] = ("person", "organisation")

Part = Literal["train", "dev", "test"]
#: A name: start and end (code points, half open) and kind.
Name = tuple[int, int, NameKind]

_GERMEVAL: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_SLIP = 2
_TITLES = frozenset(
    [
        "Dr.",
        "Prof.",
        "Dres.",
        "Dipl.-Ing.",
        "Ing.",
        "Mag.",
        "Dr",
        "Prof",
        "med.",
        "phil.",
        "rer.",
        "nat.",
        "jur.",
    ]
)
_EDGES = frozenset(".,:;!?()[]„“”\"»«'‚‘’-–—/|#@")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A document and the names that annotators found in it, in text order, none overlapping."""

    document: Document
    names: tuple[Name, ...]

    def token_names(self) -> list[tuple[int, int, NameKind]]:
        """The names as token ranges ``[first, last)``."""
        starts = [t.start for t in self.document.tokens]
        return [
            (bisect_left(starts, start), bisect_left(starts, end), kind)
            for start, end, kind in self.names
        ]


def read_germeval(path: Path) -> Iterator[NamedText]:
    """The sentences of a GermEval 2014 file (``.tsv`` or ``.tsv.xz``), tokens joined by spaces.

    Raises GoldError, which names file and line, where a line has fewer than three columns.
    """
    rows: list[tuple[str, str]] = []
    source = str(path)
    with _open(path) as lines:
        for number, line in enumerate(lines, start=1):
            if line.startswith("#\t"):
                source = f"{path.name}:{number}"
            elif not line.strip():
                if rows:
                    yield _germeval_sentence(source, rows)
                rows = []
            else:
                columns = line.rstrip("\n").split("\t")
                if len(columns) < 3:
                    raise GoldError(
                        f"{path}, line {number}: {len(columns)} columns instead of four (number, "
                        "token, outer label, inner label); is it a file of GermEval 2014?"
                    )
                rows.append((columns[1].replace(" ", "_"), columns[2]))
    if rows:
        yield _germeval_sentence(source, rows)


def _germeval_sentence(source: str, rows: Sequence[tuple[str, str]]) -> NamedText:
    tokens: list[tuple[int, int]] = []
    names: list[Name] = []
    at = 0
    for word, label in rows:
        tokens.append((at, at + len(word)))
        kind = _GERMEVAL.get(label[2:])
        if kind is not None:
            if label.startswith("I-") and names and names[-1][1] == at - 1:
                names[-1] = (names[-1][0], at + len(word), kind)
            else:
                names.append((at, at + len(word), kind))
        at += len(word) + 1
    text = " ".join(word for word, _ in rows)
    return NamedText(
        document_from_tokens(Article(source=source, text=text), [tokens]), tuple(names)
    )


def read_smartdata(path: Path) -> Iterator[NamedText]:
    """The documents of a SmartData file (``.json`` or ``.json.xz``), with our own tokens.

    Raises GoldError where the file is no sequence of such objects.
    """
    with _open(path) as lines:
        content = lines.read()
    decoder, at = json.JSONDecoder(), 0
    while at < len(content):
        if content[at].isspace():
            at += 1
            continue
        try:
            data, at = decoder.raw_decode(content, at)
            yield _smartdata_document(data)
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(
                f"{path}, character {at}: no document of the SmartData corpus ({error!r}); "
                "is the file complete?"
            ) from error


def _smartdata_document(data: Any) -> NamedText:
    document = read_document(Article(source=str(data["id"]), text=data["text"]["string"]))
    found: list[Name] = []
    for mention in data["conceptMentions"]["array"]:
        kind = _smartdata_kind(mention["type"])
        if kind is None:
            continue
        start, end = mention["span"]["start"], mention["span"]["end"]
        bounds = _whole_tokens(document, start, end)
        if bounds is not None:
            found.append((*bounds, kind))
    names: list[Name] = []
    for name in sorted(set(found), key=lambda n: (n[0], -n[1])):
        if not names or name[0] >= names[-1][1]:
            names.append(name)
    return NamedText(document, tuple(names))


def _smartdata_kind(label: str) -> NameKind | None:
    if label == "person":
        return "person"
    if label.startswith("organization"):
        return "organisation"
    return "place" if label.startswith("location") and label != "location-route" else None


def _whole_tokens(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """The bounds of the tokens that a span stands for, titles and marks at its edges cut."""
    tokens = document.tokens
    first = bisect_right([t.end for t in tokens], start)
    last = bisect_left([t.start for t in tokens], end)
    while first < last and (tokens[first].text in _EDGES or tokens[first].text in _TITLES):
        first += 1
    while first < last and tokens[last - 1].text in _EDGES:
        last -= 1
    if first >= last:
        return None
    if start - tokens[first].start > _SLIP or tokens[last - 1].end - end > _SLIP:
        return None
    return tokens[first].start, tokens[last - 1].end


def part_of(text: str, *, train: int, dev: int) -> Part:
    """The part that a text belongs to, by its hash: ``train`` and ``dev`` are shares in percent.

    White space does not count, so that the part does not hang on how a text was joined.

    >>> part_of("Ute Kolb kam .", train=60, dev=15) == part_of("Ute Kolb kam.", train=60, dev=15)
    True
    """
    number = int(sha256(re.sub(r"\s", "", text).encode()).hexdigest()[:8], 16) % 100
    return "train" if number < train else "dev" if number < train + dev else "test"


def germeval_part(data: Path, part: Part) -> Iterator[NamedText]:
    """A part of GermEval's dev and test files together, parted by a hash of the sentence: 60 %
    train, 15 % dev, 25 % test. ``data`` is the data folder."""
    for file in ("dev", "test"):
        for gold in read_germeval(data / "germeval14" / f"NER-de-{file}.tsv.xz"):
            if part_of(gold.document.text, train=60, dev=15) == part:
                yield gold


def smartdata_part(data: Path, part: Part) -> Iterator[NamedText]:
    """A part of SmartData: its test file, or 85 % (train) and 15 % (dev) of its train file by a
    hash of the text; what the test file has too is in neither. ``data`` is the data folder."""
    test = list(read_smartdata(data / "smartdata" / "v1_20180119_test.json.xz"))
    if part == "test":
        yield from test
        return
    known = {gold.document.text.strip() for gold in test}
    for gold in read_smartdata(data / "smartdata" / "v1_20180119_train.json.xz"):
        text = gold.document.text.strip()
        if text not in known and part_of(text, train=85, dev=15) == part:
            yield gold


@dataclass(slots=True)
class Counts:
    """Spans in the gold, spans found, spans in both."""

    gold: int = 0
    found: int = 0
    both: int = 0

    def add(self, gold: Iterable[Any], found: Iterable[Any]) -> None:
        gold, found = set(gold), set(found)
        self.gold += len(gold)
        self.found += len(found)
        self.both += len(gold & found)

    @property
    def precision(self) -> float:
        return 100 * self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.both / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 100 * 2 * self.both / (self.gold + self.found) if self.gold + self.found else 0.0


def score_names(pairs: Iterable[tuple[Iterable[Name], Iterable[Name]]]) -> dict[str, Counts]:
    """Strict counts over pairs of gold and found names: a name is right with both its bounds.

    Rows: ``person`` and ``organisation`` alone, ``both`` over the two, and ``bounds``, where a
    person found as an organisation counts as found.
    """
    rows = {row: Counts() for row in (*SCORED, "both", "bounds")}
    for gold, found in pairs:
        gold = [n for n in gold if n[2] in SCORED]
        found = [n for n in found if n[2] in SCORED]
        for kind in SCORED:
            rows[kind].add((n for n in gold if n[2] == kind), (n for n in found if n[2] == kind))
        rows["both"].add(gold, found)
        rows["bounds"].add((n[:2] for n in gold), (n[:2] for n in found))
    return rows


def _open(path: Path) -> Any:
    opener = lzma.open if path.suffix == ".xz" else open
    try:
        return opener(path, "rt", encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}; give the path of gold data") from error
