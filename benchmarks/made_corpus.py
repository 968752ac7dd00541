"""Make a corpus of generated articles, large enough to measure on: 20,000 with 100,000 statements.

    python benchmarks/made_corpus.py made.db [--articles 20000] [--statements 100000] [--seed 1]

Texts, people and parties are invented; a few outlets bear names and hosts of the table of outlets,
so that pages can show what it knows of them, but nothing here was ever said or published. The same
seed makes the same corpus. No model is needed: the analyses are made together with the texts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar

from wortlaut import Actor, Analysis, Article, Corpus, Span, Speaker, Statement
from wortlaut.corpus.copies import KeptGroup
from wortlaut.outlets import Outlets
from wortlaut.records import Excerpt, Paratext

MODEL = "made"
T = TypeVar("T")


def _list(text: str) -> list[str]:
    """Entries with semicolons between them, or else words."""
    return [entry.strip() for entry in text.split(";")] if ";" in text else text.split()


FIRST = {
    "female": _list(
        "Anna Birte Clara Dorle Edda Frieda Gesa Hanne Imke Jule Karla Lene Mara Nele Oda Pauline "
        "Ronja Svea Tilda Ursel Vera Wiebke Yasmin Zoe"
    ),
    "male": _list(
        "Arne Bodo Carl Detlef Emil Falk Gero Henrik Ivo Jonas Kuno Lars Malte Niels Ole Piet "
        "Ruben Sören Thilo Uwe Volker Wim Yannick Zeno"
    ),
}
LAST = [
    first + second
    for first in _list(
        "Adler Birken Dorn Eichen Falken Grün Hasel Imm Kalt Linden Mühl Nord Ost Pappel Reb Sand "
        "Tann Ulmen Wachten Zirbel Bern Hagen Kolb Sorel Brandt Stein Wester Rosen"
    )
    for second in _list(
        "au bach berg busch feld gruber hof holt kamp lund mann reuter sen stedt wald"
    )
]
PLACES = _list("Halmstedt Ödensee Lindau Wester Norderfeld Brückheim Altmark Grünwalde Seebach")
PARTIES = _list("Bürgerliste; Union Nord; DFP; Freie Ufer; Grüne Mitte; LKP; Heimatbund")
COUNTRIES = ("DE",) * 12 + ("AT", "AT", "CH", "FR", "PL", "US")
BODIES = _list(
    "das Ministerium für Verkehr; das Landesamt für Statistik; der Verband der Städte; "
    "die Polizei Halmstedt; die Hafenbahn; der Rat der Gemeinden; die Gewerkschaft Ufer; "
    "das Institut für Klima; die Kammer Nord"
)
OFFICES = _list("Bürgermeisterin Minister Präsident Sprecherin Vorsitzende Direktor Richterin")
UNNAMED = _list("ein Sprecher; eine Anwohnerin; Fachleute; Kreise der Regierung; ein Zeuge")

# Words with their gender, for the articles before them.
NOUNS = _list(
    "Minister/m Regierung/f Opposition/f Bürgermeister/m Gemeinde/f Wirtschaft/f Zukunft/f "
    "Arbeit/f Land/n Geld/n Kind/n Haus/n Unternehmen/n Lage/f Entscheidung/f Verhandlung/f "
    "Einigung/f Haushalt/m Brücke/f Hafen/m Steuer/f Klima/n Schule/f Straße/f Wald/m Krieg/m "
    "Frieden/m Energie/f Miete/f Bahn/f Grenze/f Wahl/f Rente/f Polizei/f Gericht/n Strom/m"
)
HEADS = _list(
    "Haushalts Brücken Hafen Steuer Klima Schul Straßen Wald Kriegs Friedens Energie Miet Bahn "
    "Grenz Wahl Renten Pflege Polizei Gerichts Strom Wasser Handels Zoll Verkehrs Luft Markt"
)
TAILS = _list(
    "plan/m streit/m gesetz/n frage/f reform/f krise/f konferenz/f bericht/m abkommen/n gipfel/m "
    "ausschuss/m debatte/f vertrag/m prüfung/f hilfe/f paket/n politik/f sicherheit/f bau/m ziel/n"
)
NOMINATIVE = {"m": "der", "f": "die", "n": "das"}
ACCUSATIVE = {"m": "den", "f": "die", "n": "das"}
VERBS = (
    ("gefährdet", "gefährde"),
    ("belastet", "belaste"),
    ("stärkt", "stärke"),
    ("verzögert", "verzögere"),
    ("betrifft", "betreffe"),
    ("entlastet", "entlaste"),
    ("verändert", "verändere"),
    ("spaltet", "spalte"),
)
ADVERBS = _list("deutlich; weiterhin; kaum; dauerhaft; vorerst; spürbar; seit Jahren; im Herbst")
CUES = _list("sagte erklärte betonte versicherte mahnte berichtete sagte sagte")
REPORTS = _list("kritisierte begrüßte verteidigte forderte verurteilte lobte")
TEASERS = ("Lesen Sie auch: Was in {0} geplant ist", "Mehr zum Thema: {0}", "Newsletter bestellen")


class Skewed(Generic[T]):
    """Draws from a list so that the first ones come most often, as words and speakers do (Zipf)."""

    def __init__(self, items: Sequence[T], exponent: float = 1.0, shift: float = 1.0) -> None:
        self._items = items
        self._sums = list(accumulate((i + shift) ** -exponent for i in range(len(items))))

    def draw(self, rng: random.Random) -> T:
        return self._items[bisect(self._sums, rng.random() * self._sums[-1])]


@dataclass(slots=True)
class Text:
    """A text that grows; every piece that is added says where it stands."""

    text: str = ""
    statements: list[Statement] = field(default_factory=list)

    def add(self, piece: str) -> Span:
        start = len(self.text)
        self.text += piece
        return Span(start, start + len(piece)) if piece else Span(start, start + 1)

    def excerpt(self, span: Span) -> Excerpt:
        return Excerpt(span.cut(self.text), (span,))


class Maker:
    """Invents articles; the same seed gives the same ones."""

    def __init__(self, seed: int, articles: int) -> None:
        self.rng = random.Random(seed)
        self.speakers = Skewed(self._people(max(40, articles // 5)), 1.0, 4.0)
        self.bodies = Skewed(BODIES)
        compounds = [head + tail for tail in TAILS for head in HEADS]
        self.rng.shuffle(compounds)
        self.nouns = Skewed([*NOUNS, *compounds], 0.9, 6.0)
        self.outlets = Skewed(self._outlets(), 0.7, 2.0)
        self._page: str | None = None

    def _people(self, count: int) -> list[Actor]:
        found: dict[str, Actor] = {}
        while len(found) < count:
            gender = self.rng.choice(("female", "male"))
            name = f"{self.rng.choice(FIRST[gender])} {self.rng.choice(LAST)}"
            if len(found) > len(LAST) * 20:  # before the names run out
                name += f"-{self.rng.choice(LAST)}"
            actor = Actor(name, "person")
            # Well-known people speak most: they come first and are more often known.
            if self.rng.random() < 0.9 / (1 + len(found) / (count / 8)):
                party = self.rng.choice(PARTIES) if self.rng.random() < 0.7 else None
                actor = Actor(
                    name,
                    "person",
                    f"Q{900_000_000 + len(found)}",
                    gender if self.rng.random() < 0.95 else None,  # type: ignore[arg-type]
                    party,
                    self.rng.choice(COUNTRIES),
                )
            found.setdefault(name, actor)
        return list(found.values())

    def _outlets(self) -> list[tuple[str, str]]:
        known = [o for o in Outlets.load() if o.domains and o.country and o.country.value == "DE"]
        real = [(o.name.value, o.domains[0]) for o in self.rng.sample(known, 10)]
        made = [
            (f"{place} {paper}", f"{place.lower()}-{paper.lower()}.example")
            for place in PLACES
            for paper in ("Bote", "Tageblatt", "Kurier")
        ]
        outlets = real + self.rng.sample(made, 22)
        self.rng.shuffle(outlets)
        return outlets

    # ---------------------------------------------------------------------------- sentences

    def noun(self, articles: dict[str, str] | None = None) -> str:
        """A noun, with the article for its gender."""
        word, _, gender = self.nouns.draw(self.rng).partition("/")
        return f"{articles[gender]} {word}" if articles else word

    def clause(self, *, reported: bool = False) -> str:
        """A main clause without its full stop; in the subjunctive where it is ``reported``."""
        rng = self.rng
        verb = rng.choice(VERBS)[reported]
        text = f"{self.noun(NOMINATIVE)} {verb} {self.noun(ACCUSATIVE)} {rng.choice(ADVERBS)}"
        if rng.random() < 0.5:
            text += f", weil {self.noun(NOMINATIVE)} zu {rng.choice(('teuer', 'spät', 'knapp'))} "
            text += "sei" if reported else "ist"
        return text

    def sentence(self) -> str:
        clause = self.clause()
        return f"{clause[0].upper()}{clause[1:]}."

    # --------------------------------------------------------------------------- statements

    def said(self, doc: Text, article: str, kind: str, speaker: Speaker) -> list[Statement]:
        """Add one statement to the text, with another one in it where it is nested."""
        clause = self.clause(reported=kind in ("indirect", "indirect_free_indirect"))
        clause = clause[0].upper() + clause[1:]
        mention = speaker.mention.text if speaker.mention else ""
        cue = self.rng.choice(CUES)
        if kind == "direct":
            doc.add("„")
            quote = doc.add(clause)
            doc.add("“, ")
        elif kind == "reported":
            span = doc.add(mention[0].upper() + mention[1:])
            doc.add(" ")
            verb = doc.add(self.rng.choice(REPORTS))
            doc.add(" ")
            quote = doc.add(f"{self.noun(ACCUSATIVE)} und {self.noun(ACCUSATIVE)}")
            doc.add(".")
            return [self._statement(doc, article, kind, quote, speaker, span, verb, None)]
        else:
            quote = doc.add(clause)
            doc.add(", " if kind == "indirect" else "?" if kind == "free_indirect" else ".")
        if kind in ("direct", "indirect"):
            verb = doc.add(cue)
            doc.add(" ")
            span = doc.add(mention)
            frame = Span(verb.start, span.end)
            doc.add(".")
            outer = self._statement(doc, article, kind, quote, speaker, span, verb, frame)
            if kind == "indirect" and self.rng.random() < 0.08:
                return [outer, self._inside(doc, article, outer)]
            return [outer]
        return [self._statement(doc, article, kind, quote, speaker, None, None, None)]

    def _statement(
        self,
        doc: Text,
        article: str,
        kind: str,
        quote: Span,
        speaker: Speaker,
        mention: Span | None,
        cue: Span | None,
        frame: Span | None,
    ) -> Statement:
        return Statement(
            article,
            kind,  # type: ignore[arg-type]
            quote.cut(doc.text),
            (quote,),
            speaker=replace(speaker, mention=doc.excerpt(mention) if mention else None),
            cue=doc.excerpt(cue) if cue else None,
            frame=doc.excerpt(frame) if frame else None,
            confidence=round(0.5 + self.rng.random() / 2, 3),
        )

    def _inside(self, doc: Text, article: str, outer: Statement) -> Statement:
        """The last three words of a statement, as if they were quoted in it."""
        end = outer.spans[0].end
        span = Span(end - len(" ".join(outer.text.split(" ")[-3:])), end)
        return Statement(
            article,
            "direct",
            span.cut(doc.text),
            (span,),
            speaker=replace(outer.speaker, mention=None),
            nested_in=outer.id,
            confidence=0.75,
        )

    def speaker(self) -> Speaker:
        """Who says the next thing: mostly somebody well known, now and then nobody knows who."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.12:
            return Speaker(_words(rng.choice(UNNAMED)))
        if chance < 0.2:
            body = self.bodies.draw(rng)
            return Speaker(_words(body), _organisation(body), "name", 0.9)
        actor = self.speakers.draw(rng)
        name = actor.name or ""
        if chance < 0.24:  # a surname that the article does not explain
            last = name.rpartition(" ")[2]
            return Speaker(_words(last), Actor(last, "person"), "name", 0.6)
        if chance < 0.27:
            other = self.speakers.draw(rng)
            if other.name != name:
                both = f"{name} und {other.name}"
                return Speaker(
                    _words(both), Actor(both, "group"), "name", 0.8, members=(actor, other)
                )
        behalf = _organisation(self.bodies.draw(rng)) if chance > 0.96 else None
        office = f"{rng.choice(OFFICES)} " if rng.random() < 0.3 else ""
        return Speaker(
            _words(office + name), actor, "name", round(0.6 + rng.random() * 0.4, 3), behalf
        )

    # ----------------------------------------------------------------------------- articles

    def article(self, number: int, statements: int) -> Analysis:
        """The article with this number, with so many statements."""
        rng = self.rng
        outlet, host = self.outlets.draw(rng)
        moment = datetime(2022, 1, 1) + timedelta(minutes=rng.randrange(3 * 365 * 24 * 60))
        title = f"{self.noun()}: {rng.choice(PLACES)} streitet über {self.noun(ACCUSATIVE)}"
        dated = rng.random() > 0.02
        url = f"https://www.{host}/{moment:%Y/%m}/{number}.html" if rng.random() > 0.05 else None
        if rng.random() < 0.015:  # a later version of the page before
            url = self._page or url
        self._page = url
        article_id = f"{rng.getrandbits(64):016x}"
        doc = Text()
        doc.add(f"{title}\n\n{rng.choice(PLACES)} – {self.sentence()} {self.sentence()}")
        found: list[Statement] = []
        speaker: Speaker | None = None
        while len(found) < statements:
            doc.add("\n\n" if rng.random() < 0.7 else " ")
            kind = rng.choices(
                ("direct", "indirect", "reported", "indirect_free_indirect", "free_indirect"),
                (38, 34, 14, 12, 2),
            )[0]
            if speaker is None or kind in ("direct", "indirect", "reported"):
                speaker = self.speaker() if rng.random() < 0.75 or not speaker else speaker
            found += self.said(doc, article_id, kind, speaker)
            doc.add(f" {self.sentence()}")
            while rng.random() < 0.6:
                doc.add(f" {self.sentence()}")
        found = found[:statements]
        if not statements:
            doc.add(f"\n\n{self.sentence()} {self.sentence()} {self.sentence()}")
        paratext: tuple[Paratext, ...] = ()
        if rng.random() < 0.3:
            doc.add("\n\n")
            span = doc.add(rng.choice(TEASERS).format(rng.choice(PLACES)))
            paratext = (Paratext("teaser", (span,)),)
        article = Article(
            source=url or f"made-{number}.txt",
            text=doc.text,
            title=title,
            url=url,
            outlet=outlet if rng.random() > 0.01 else None,
            authors=(self.speakers.draw(rng).name or "",) if rng.random() < 0.4 else (),
            published=moment.isoformat() + "+01:00" if dated else None,
            id=article_id,
        )
        return Analysis(article, tuple(found), paratext)


def _organisation(body: str) -> Actor:
    return Actor(body.partition(" ")[2], "organisation")


def _words(mention: str) -> Excerpt:
    """A mention that has no place yet."""
    return Excerpt(mention, (Span(0, len(mention)),))


def made(articles: int, statements: int, seed: int) -> Iterator[Analysis]:
    """So many analyses with so many statements in all; some are versions or copies of others."""
    maker = Maker(seed, articles)
    rng = maker.rng
    weights = list(accumulate(rng.expovariate(1) + 0.15 for _ in range(articles)))
    before = 0
    for number, weight in enumerate(weights):
        upto = round(statements * weight / weights[-1])
        yield maker.article(number, upto - before)
        before = upto


def fill(corpus: Corpus, articles: int, statements: int, seed: int = 1) -> None:
    """Put a made corpus into an empty one. One article in fifty is a copy of another."""
    rng = random.Random(seed)
    recent: list[str] = []
    groups = []
    for number, analysis in enumerate(made(articles, statements, seed), start=1):
        corpus.add(analysis, model=MODEL)
        recent.append(analysis.article.id)
        if rng.random() < 0.02 and len(recent) > 1:
            one, other = rng.sample(recent[-50:], 2)
            groups.append(KeptGroup((one, other), one, "dpa"))
            recent = [i for i in recent if i not in (one, other)]
        del recent[:-60]
        if number % 500 == 0:
            print(f"\r{number}/{articles} articles", end="", file=sys.stderr, flush=True)
    corpus.set_copies(groups)
    corpus.mark_settled()
    print(file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a corpus of generated articles.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.path.exists():
        sys.exit(f"{options.path} is there already; give a new file or remove it")
    start = time.perf_counter()
    with Corpus(options.path, create=True) as corpus:
        fill(corpus, options.articles, options.statements, options.seed)
        counts = corpus.counts()
    seconds = time.perf_counter() - start
    size = options.path.stat().st_size / 2**20
    print(f"{counts} in {seconds:.0f} s, {size:.0f} MB: {options.path}", file=sys.stderr)


if __name__ == "__main__":
    main()
