"""The world behind one article: whom its people, offices and organisations are.

``World`` is made for one document. It links the people of the article (``introduce``), so that
they bring their offices along; it names the holder of an office whom the article does not name
(``holder``); and it turns what a mention stands for into an actor with what is known of it
(``actor``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wortlaut.actors.beside import Words, beside, phrase_before
from wortlaut.actors.dateline import article_day
from wortlaut.actors.knowing import KnowledgeBase
from wortlaut.actors.links import Link, Linker, Scene, parties_in
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.office_keys import HEADS, NOUNS, ONE_HOLDER
from wortlaut.actors.offices import Office, describe, nation, role_gender
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import Phrase, parse
from wortlaut.actors.runs import is_role
from wortlaut.actors.spokespersons import GOVERNMENT
from wortlaut.actors.terms import FIRST, Window, bounds, fits, overlap
from wortlaut.actors.traces import Referent
from wortlaut.actors.wordlists import word_set
from wortlaut.records import Actor, Document, Gender

if TYPE_CHECKING:
    from wortlaut.knowledge.entries import Entry, OfficeReading, Tenure

_POLITICIANS = word_set("politiker abgeordneter abgeordnete parlamentarier amtsinhaber")
_WORD_OF_COUNTRY = re.compile(r"[A-ZÄÖÜ].{2,}|.*isch(?:e[nmrs]?)?$")
_GERMAN = re.compile(
    r"Bundes(?:regierung|tag|rat|präsident|kanzler|kabinett|minister|wehr|politi|verfassungsg|"
    r"\w+minister)"
)
"""Words of German federal politics; "Bundesliga" and "Bundesstraße" say nothing."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_NAME = 4
_STEM = 4
_NEIGHBOURS = word_set(
    """
    ÖVP SPÖ FPÖ NEOS Nationalrat Nationalrats Nationalratsabgeordnete Landeshauptmann
    Landeshauptfrau Landesrat Landesrätin Ständerat Ständerats Kanton Kantons Kantone
    Kantonspolizei Kantonsrat Bundesbern ORF SRF SRG Wiener Grazer Zürcher Berner Basler
    Nationalrätin Regierungsrat Regierungsrats Gemeinderätin Stadtpräsidentin
    """
)
"""Words of Austrian and Swiss politics."""
_GENDERS: dict[str, Gender] = {"m": "male", "f": "female"}
_LETTERS = {"male": "m", "female": "f"}


class World:
    """What a knowledge base says about one article."""

    def __init__(self, document: Document, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        self.day = article_day(document.article)
        self.links: dict[int, Link] = {}
        self._text = document.text
        self._titles: dict[str, Entry] = {}
        self._nations: dict[str, str] = {}
        self._scene = Scene(window=(self.day, self.day) if self.day else None)
        self._organisations: dict[str, Entry | None] = {}
        self._abroad = False
        self._people: People | None = None

    # -- people of the article -------------------------------------------------------------------

    def introduce(self, people: People) -> None:
        """Link the people of the article and give them the offices that they hold."""
        self._people = people
        countries = self._countries(people.words)
        if not countries & {"AT", "CH"} and any(
            w.startswith("Bundes") and _GERMAN.match(w) for w in people.words
        ):
            countries.add("DE")
        self._scene.countries = frozenset(countries)
        self._scene.parties = parties_in(people.words)
        self._scene.parliament = any(w.startswith("Bundestag") for w in people.words)
        self._scene.readings = self._readings(people)
        near = countries & {"AT", "CH"} or not _NEIGHBOURS.isdisjoint(people.words)
        self._abroad = bool(near) and "DE" not in countries
        self._find_known(people)
        self.links = Linker(self.knowledge, people, self._scene).link()
        if self.day is None:
            self._check_window()
        for person in people.persons:
            link = self.links.get(id(person))
            if link is not None:
                self._bring_offices(person, link)

    def _find_known(self, people: People) -> None:
        """Full names that only the world knows to be names: "Qassym-Schomart Toqajew"."""
        added = False
        for run in people.runs:
            words = people.words[run.name : run.last]
            if not 1 < len(words) <= _LONGEST_NAME or run.name in people.at:
                continue
            if any(noun_class(w) is not None or (w.isupper() and len(w) > 2) for w in words):
                continue
            if any(e.kind == "person" for e in self.knowledge.find(" ".join(words))):
                people.add(run.name, run.last, lead=run.first)
                added = True
        if added:
            people.finish()

    def _countries(self, words: list[str]) -> set[str]:
        found: set[str] = set()
        for word in set(words):
            if _WORD_OF_COUNTRY.match(word) and (iso := self.knowledge.country(word)):
                found.add(iso)
                if (key := nation(word)) is not None:
                    self._nations.setdefault(iso, key)
        return found

    def _readings(self, people: People) -> tuple[OfficeReading, ...]:
        """The offices with a country that stand apart from a name: "der russische Präsident"."""
        found: list[OfficeReading] = []
        for run in people.runs:
            if run.named and run.name in people.at:
                continue
            if not any(is_role(w) for w in people.words[run.first : run.last]):
                continue
            start = phrase_before(people, run.first)
            reading = self.knowledge.office(people.words[start : run.last])
            if reading is not None and (reading.country or reading.body):
                found.append(reading)
        return tuple(found)

    def _check_window(self) -> None:
        """A window that ends before a year that the article names is no time of writing."""
        window = self._scene.window
        if window is None:
            return
        years = [int(y) for y in _YEAR.findall(self._text)]
        if any(int(window[1][:4]) < year <= int(window[1][:4]) + 80 for year in years):
            self._scene.window = None

    def _bring_offices(self, person: Person, link: Link) -> None:
        entry = link.entry
        if person.gender is None and entry.gender:
            person.gender = _LETTERS.get(entry.gender)
        for office in person.offices:
            if office.nation is None and entry.country and not office.inferred:
                reading = self.knowledge.office((office.office.capitalize(),))
                if reading and any(fits(reading, t) for t in link.tenures):
                    office.nation = self._nation(entry.country)
        for tenure in self._current(link):
            key = self._nation(tenure.country) if tenure.country else None
            for noun in NOUNS.get(tenure.office, ()):
                known = any(o.office == noun and o.nation in {key, None} for o in person.offices)
                brought = None if known else _office(noun, key)
                if brought is not None:
                    person.offices.append(brought)

    def _nation(self, country: str) -> str:
        """The key that the article's own words for a country have; of no other country's."""
        return self._nations.get(country, f"iso {country}")

    def _current(self, link: Link) -> list[Tenure]:
        """The tenures at the time of the article; without a time, those that it names, else the
        last as head of a state or a government."""
        window = self._scene.window
        tenures = [t for t in self.knowledge.tenures(link.entry.id) if t.office in NOUNS]
        if window is not None:
            return [t for t in tenures if overlap(bounds(t, open_ended=True), window)]
        if link.tenures:
            return link.tenures
        heads = [t for t in tenures if t.office in HEADS]
        return [max(heads, key=lambda t: t.start or FIRST)] if heads else []

    # -- offices without a name ------------------------------------------------------------------

    def holder(self, phrase: Phrase, carrier: Person | None = None) -> Referent | None:
        """Who held the office that a definite phrase names when the article was written.

        ``carrier`` is who carries it in the article: "der frühere US-Präsident Bush" does, and is
        still not meant by "der US-Präsident". None where the article itself has the right one,
        where the time is open and the office had several holders, where the words name a former
        or a coming one, or where the knowledge base knows none or more than one.
        """
        window = self._scene.window
        words = phrase.words[phrase.first : phrase.last]
        reading = self.knowledge.office(words)
        if window is None or reading is None or phrase.many:
            return None
        if carrier is not None and not self._left(carrier, reading, window):
            return None
        if reading.former or reading.future or reading.plural:
            return None
        if not (reading.country or reading.body) or not ONE_HOLDER.issuperset(reading.offices):
            return None
        if reading.assumed and not self._plausible(reading):
            return None
        found = self._holders(reading, window[0])
        if len(found) != 1 or (
            window[1] != window[0] and self._holders(reading, window[1]) != found
        ):
            return None
        entry = self.knowledge.get(next(iter(found)))
        if entry is None:
            return None
        gender = _GENDERS.get(said) if (said := _gender_of(phrase)) else reading.gender
        if gender and entry.gender and gender != entry.gender:
            return None
        self._titles[entry.name] = entry
        return Referent("person", entry.name, _LETTERS.get(entry.gender or ""))

    def _left(self, carrier: Person, reading: OfficeReading, window: Window) -> bool:
        """Whether a linked person is known to have held the office, and not to hold it then."""
        link = self.links.get(id(carrier))
        terms = (
            [t for t in self.knowledge.tenures(link.entry.id) if fits(reading, t)] if link else []
        )
        return bool(terms) and not any(overlap(bounds(t, open_ended=True), window) for t in terms)

    def _holders(self, reading: OfficeReading, day: str) -> frozenset[str]:
        return frozenset(
            entry.id
            for office in reading.offices
            for entry in self.knowledge.holders(
                office, country=reading.country, body=reading.body, on=day
            )
        )

    def _plausible(self, reading: OfficeReading) -> bool:
        """ "Der Bundeskanzler" is the German one unless the article is about Austria."""
        return not self._scene.countries & ({"DE", "AT", "CH"} - {reading.country or "DE"})

    # -- actors ----------------------------------------------------------------------------------

    def entry(self, referent: Referent) -> Entry | None:
        """The entry that a referent is, if it is certain."""
        if referent.person is not None:
            link = self.links.get(id(referent.person))
            return link.entry if link else None
        name = referent.name
        phrase = referent.phrase
        if name is None or (phrase is not None and phrase.kind_of_determiner == "indefinite"):
            return None
        if referent.kind == "person":
            return self._titles.get(name)
        if referent.kind in {"organisation", "group"}:
            return self.organisation(name)
        return None

    def organisation(self, name: str) -> Entry | None:
        """The organisation, party or metonym that a name stands for.

        A German party or office is none in an article from Austria or Switzerland, which have
        others of the name ("die Grünen", "der Bundesrat").
        """
        if name not in self._organisations:
            entry = self.knowledge.organisation(name) or self.knowledge.metonym(name)
            if entry is not None and entry.kind != "organisation":
                entry = None
            if entry is not None and entry.country == "DE" and self._abroad:
                entry = None
            self._organisations[name] = entry
        return self._organisations[name]

    def house(self, name: str, spokesperson: Referent) -> str:
        """The organisation behind a spokesperson, by the name that the world has for it.

        "Regierung" alone is the German one where the spokesperson is German, or where the article
        names no other country.
        """
        if name == f"deutsche {GOVERNMENT}":
            return "Bundesregierung"
        if name == GOVERNMENT:
            entry = self.entry(spokesperson)
            german = {"DE"} == (self._scene.countries if entry is None else {entry.country})
            return "Bundesregierung" if german and not self._abroad else name
        bare = name.partition(" in ")[0]
        if self.organisation(name) is None and self.organisation(bare) is not None:
            return bare  # "Weißes Haus in Washington"
        return name

    def actor(self, referent: Referent, how: str | None = None, mention: Words = ()) -> Actor:
        """What a mention stands for, with id, gender, party and country where they are known.

        ``how`` the mention found its referent, and its words: a doubtful way gives no id.
        """
        actor = plain_actor(referent)
        entry = self.entry(referent)
        if entry is None:
            return actor
        name = _shown(referent, entry)
        if not self._trusted(referent, entry, how, mention):
            return replace(actor, name=name)
        return replace(
            actor,
            name=name,
            kind=entry.kind,
            wikidata=entry.wikidata,
            gender=entry.gender or actor.gender,
            party=entry.party,
            country=entry.country,
        )

    def _trusted(self, referent: Referent, entry: Entry, how: str | None, mention: Words) -> bool:
        """Whether the way from a mention to its referent can carry an id.

        A pronoun for an organisation is wrong once in three times, a role that the linked person
        is not known to have ("der Wahlsieger") as often.
        """
        if how in {"pronoun", "carried_over"} and entry.kind == "organisation":
            return False
        person = referent.person
        if how != "office" or person is None:
            return True
        phrase = parse(mention)
        if phrase is None or phrase.found is None:
            return True  # "der 52-Jährige"
        reading = self.knowledge.office(mention)
        if reading is not None:
            tenures = self.knowledge.tenures(entry.id)
            if any(fits(reading, t) for t in tenures):
                return True
            if reading.body is not None and reading.body == entry.party:
                return True
        said = {w.lower() for words in self._beside(person) for w in words}
        noun = phrase.found
        return noun.key in _POLITICIANS or noun.office in said or noun.base in said

    def _beside(self, person: Person) -> list[Words]:
        return beside(self._people, person).phrases if self._people is not None else []


def _gender_of(phrase: Phrase) -> str | None:
    """ "Die Außenbeauftragte" is a woman; the noun alone does not say so."""
    if phrase.found is None:
        return None
    return role_gender(phrase.found, phrase.determiner, phrase.words[phrase.head])


def _shown(referent: Referent, entry: Entry) -> str:
    """The name that a reader is shown: the article's own where it is a whole one.

    A bare surname becomes the entry's name, and so does an inflected form of it. An entry of
    one's own table without an id goes by its name alone: only that makes its aliases one actor.
    """
    if entry.wikidata is None and entry.id.startswith("own:"):
        return entry.name
    name = referent.name or entry.name
    if referent.person is not None:
        return name if len(referent.person.words) > 1 else entry.name
    if entry.wikidata is None and entry.id == f"o:{entry.name.lower()}":
        return entry.name  # by its form: "Polizei in Mainz" is called "Polizei Mainz"
    words, known = name.split(), entry.name.split()
    alike = len(words) == len(known) > 1 and all(
        w[:_STEM].lower() == k[:_STEM].lower() for w, k in zip(words, known, strict=True)
    )
    return entry.name if alike else name


def plain_actor(referent: Referent) -> Actor:
    """The actor from the article alone, with the gender that the article gives a person."""
    actor = referent.actor
    if actor.name is None or referent.kind != "person":
        return actor
    gender = _GENDERS.get(referent.sex or "")
    return replace(actor, gender=gender) if gender else actor


def _office(noun: str, nation_key: str | None) -> Office | None:
    """An office as if the article had said it."""
    found = noun_class(noun)
    if found is None:
        return None
    return replace(describe((noun.capitalize(),), 0, found), nation=nation_key)
