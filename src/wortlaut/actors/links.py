"""Which entry of a knowledge base a person of the article is, by what the article says of them.

A name alone proves little: parliaments are full of namesakes. Every candidate collects points for
what the article says beside the name (office, party, age) and around it (countries, offices
elsewhere), and is out at the first contradiction. No link is made where two candidates are close.
The points are set by hand so that each kind of evidence that suffices alone reaches the threshold
and no other does; see docs/explanation/speakers.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wortlaut.actors.beside import Beside, Words, beside, party_of, same_party
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.knowing import KnowledgeBase
from wortlaut.actors.nouns import NounClass, noun_class
from wortlaut.actors.office_keys import ANYWHERE, GOVERNMENT, PARTY_OFFICES
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import parse
from wortlaut.actors.terms import FIRST, LAST, Window, bounds, fits, overlap
from wortlaut.actors.wordlists import word_set

if TYPE_CHECKING:
    from wortlaut.knowledge.entries import Entry, OfficeReading, Tenure

_ENOUGH_FULL = 2.5
_ENOUGH_SURNAME = 3.0
_OWN = 3.0
"""One's own table says who a name is; only what contradicts is stronger."""
_AHEAD = 1.0
"""The best candidate must lead the next by that much."""

_OFFICE_THEN = 3.0
_OFFICE_SOMETIME = 2.5
_OFFICE_ELSEWHERE = 1.5
_WITH_COUNTRY = 1.0
_PARTY = 1.5
_PARTY_IN_ARTICLE = 0.5
_PARLIAMENT_IN_ARTICLE = 0.5
_PARLIAMENT = 2.0
_OFFICE_PLAUSIBLE = 2.0
_OFFICE_POSSIBLE = 1.5
_AGE = 2.0
_COUNTRY_IN_ARTICLE = 0.5
_RARE_NAME = 0.5
_COMMON_NAME = -0.5
_COMMON = 8
"""A surname that more entries have says less."""
_IN_OFFICE = {3: 1.0, 2: 1.0, 1: 0.5}
_PROMINENCE = {3: 2.0, 2: 1.0, 1: 0.0, 0: 0.0}

# Roles that a politician may have beside any office; every other role is somebody else's.
_NEUTRAL = word_set(
    """
    politiker kollege amtskollege ressortkollege chef mitglied kandidat spitzenkandidat experte
    vorsitzende vorsitzender nachfolger vorgänger vertreter amtsinhaber herausforderer bewerber
    anwärter favorit sieger gewinner verlierer gegner freund partner gastgeber redner mann frau
    machthaber oberhaupt führer anführer kritiker befürworter initiator rivale konkurrent vater
    mutter ehemann ehefrau abgeordneter abgeordnete parlamentarier vize stellvertreter sprecher
    unterhändler vermittler generalsekretär schirmherr schirmherrin berichterstatter
    """
)
_POLITICAL = word_set(
    """
    partei fraktion regierung opposition bund bundestag parlament innen außen finanz wirtschaft
    umwelt verkehr sozial gesundheit verteidigung bildung energie agrar haushalt recht sicherheit
    europa eu spitzen staat präsident präsidentschaft kanzler unionsfraktion koalition grünen linken
    union senat kongress vize ex chef
    """
)
"""What stands before a neutral role without making it another: "Innen|politiker"."""
_AT_HOME = frozenset(("DE", "AT", "CH"))


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase beside a name: the office that it is, or the role that is none."""

    words: Words
    reading: OfficeReading | None
    role: str | None = None


@dataclass(slots=True)
class Scene:
    """What an article says about the world as a whole."""

    countries: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    readings: tuple[OfficeReading, ...] = ()
    window: Window | None = None
    parliament: bool = False


@dataclass(slots=True)
class Link:
    """A person of the article and their entry; ``tenures`` are the ones that the article names."""

    entry: Entry
    score: float
    tenures: list[Tenure] = field(default_factory=list)


def _neutral(noun: NounClass) -> bool:
    """Whether a role may be a politician's: "Oppositionspolitiker", not "Kommunalpolitiker"."""
    if noun.key not in _NEUTRAL:
        return False
    prefix = noun.office.removesuffix(noun.key).strip("-")
    return not prefix or prefix.rstrip("s") in _POLITICAL or party_of(prefix.upper()) is not None


class Linker:
    """Links the people of one article. ``scene`` is what the whole article says."""

    def __init__(self, knowledge: KnowledgeBase, people: People, scene: Scene) -> None:
        self._knowledge = knowledge
        self._people = people
        self.scene = scene

    def link(self) -> dict[int, Link]:
        """The links by ``id`` of the person. First those who settle when the article was written
        (an office and a name), then the others in the light of that."""
        waiting = [(p, beside(self._people, p)) for p in self._people.persons]
        waiting = [(p, b) for p, b in waiting if not p.surname.isdigit()]
        found: dict[int, Link] = {}
        for _ in range(2):
            for person, near in waiting:
                if id(person) not in found and (link := self._decide(person, near)) is not None:
                    found[id(person)] = link
            if not self._narrow(found.values()):
                break
        return found

    def _narrow(self, links: Iterable[Link]) -> bool:
        """Where the article has no date: the days on which all named offices were held."""
        if self.scene.window is not None:
            return False
        window: Window | None = (FIRST, LAST)
        for link in links:
            if len(link.tenures) == 1 and window is not None:
                window = overlap(window, bounds(link.tenures[0], open_ended=True))
        if window is None or window == (FIRST, LAST):
            return False
        self.scene.window = window
        return True

    # -- one person ------------------------------------------------------------------------------

    def _decide(self, person: Person, near: Beside) -> Link | None:
        full = len(person.words) > 1
        candidates = self._knowledge.find(person.name) if full else self._by_surname(person.surname)
        candidates = tuple(e for e in candidates if e.kind == "person")
        if not candidates:
            return None
        said = self._said(person, near)
        links = [
            link
            for entry in candidates
            if (link := self._weigh(entry, person, near, said, full)) is not None
        ]
        links.sort(key=lambda link: -link.score)
        if not links or (len(links) > 1 and links[0].score - links[1].score < _AHEAD):
            return None
        enough = _ENOUGH_FULL if full else _ENOUGH_SURNAME
        return links[0] if links[0].score >= enough else None

    def _by_surname(self, surname: str) -> tuple[Entry, ...]:
        known = self._knowledge.find(surname)
        listed = tuple(e for e in known if self._knowledge.is_own(e.id))
        if listed or is_first_name(surname) or len(surname) < 3:
            return listed
        return self._knowledge.by_surname(surname)

    def _said(self, person: Person, near: Beside) -> list[Said]:
        """The phrases beside a name, read; and the offices that the article gives elsewhere."""
        phrases = list(near.phrases)
        heads = " ".join(" ".join(p) for p in phrases).lower()
        phrases += [
            (office.office.capitalize(),)
            for office in person.offices
            if not office.inferred and office.office not in heads
        ]
        found: list[Said] = []
        for words in phrases:
            reading = self._knowledge.office(words)
            role = None
            if reading is not None and _of_something_unknown(words, reading):
                found.append(Said(words, None, words[0]))
                continue
            if reading is None and (phrase := parse(words)) is not None:
                noun = phrase.found
                if noun is not None and noun.kind == "role" and not _neutral(noun):
                    role = noun.office
            found.append(Said(words, reading, role))
        return found

    def _weigh(
        self, entry: Entry, person: Person, near: Beside, said: Sequence[Said], full: bool
    ) -> Link | None:
        """The points of a candidate; None where the article contradicts."""
        if self._contradicted(entry, person, near):
            return None
        tenures = self._knowledge.tenures(entry.id)
        own = self._knowledge.is_own(entry.id)
        score, matched = self._by_offices(entry, tenures, said, full)
        if own:
            score = (score or 0.0) + _OWN
        if score is None:
            return None
        window = self.scene.window
        if near.parties and entry.party:
            score += _PARTY
        elif entry.party and entry.party in self.scene.parties:
            score += _PARTY_IN_ARTICLE
        if near.age is not None and entry.born and window and window[0][:4] == window[1][:4]:
            score += _AGE
        if entry.country in self.scene.countries:
            score += _COUNTRY_IN_ARTICLE
        if self.scene.parliament and any(t.office == "member_of_parliament" for t in tenures):
            score += _PARLIAMENT_IN_ARTICLE
        score += _PROMINENCE.get(entry.prominence, 0.0)
        if window and any(overlap(bounds(t), window) for t in tenures):
            score += _IN_OFFICE.get(entry.prominence, 0.0)
        elsewhere = self._elsewhere(tenures)
        if not matched and elsewhere:
            score += _OFFICE_ELSEWHERE
        namesakes = len(self._knowledge.by_surname(person.surname)) if full else 0
        if namesakes == 1:
            score += _RARE_NAME
        elif namesakes > _COMMON and not matched:
            score += _COMMON_NAME
        if full or matched or own:
            return Link(entry, score, matched)
        if not self._stands_out(entry, person):
            return None
        if entry.country in _AT_HOME and not elsewhere:
            return None  # "Merkel" may be a baker in a German town
        return Link(entry, score, matched)

    def _contradicted(self, entry: Entry, person: Person, near: Beside) -> bool:
        gender = {"m": "male", "f": "female"}.get(person.gender or "")
        if gender and entry.gender in {"male", "female"} and gender != entry.gender:
            return True
        if entry.party and near.parties:
            union = {"CDU", "CSU"}
            if not any(same_party(entry.party, p) for p in near.parties) and not (
                entry.party in union and near.parties & union
            ):
                return True
        window = self.scene.window
        if window is None:
            return False
        if entry.died and (entry.died + LAST[len(entry.died) :]) < window[0]:
            return True
        if entry.born:
            year = int(entry.born[:4])
            if int(window[1][:4]) < year + 18:
                return True
            if near.age is not None and window[0][:4] == window[1][:4]:
                return not 0 <= int(window[0][:4]) - year - near.age <= 1
        return False

    def _by_offices(
        self, entry: Entry, tenures: Sequence[Tenure], said: Sequence[Said], full: bool
    ) -> tuple[float | None, list[Tenure]]:
        """The points for offices beside the name and the tenures they are; None: somebody else."""
        score = 0.0
        matched: list[Tenure] = []
        against = False
        for s in said:
            if s.reading is None:
                foreign = self._other_country(entry, s.words, tenures)
                against = against or foreign or s.role is not None
                continue
            then, sometime = self._held(s.reading, tenures)
            if then and not full and not self._placed(entry, s.reading):
                against = True  # "Außenminister Müller": of which country?
            elif then:
                points = _OFFICE_THEN if self.scene.window else _OFFICE_SOMETIME
                if (s.reading.country or s.reading.body) and not s.reading.assumed:
                    points += _WITH_COUNTRY
                if points > score:
                    score = points
                if not s.reading.former and not any(w.startswith("damalig") for w in s.words):
                    matched = [*matched, *(t for t in then if t not in matched)]
            elif sometime:
                against = against or not full
            elif full and (points := self._plausible(entry, s)):
                score = max(score, points)
            elif not PARTY_OFFICES.intersection(s.reading.offices):
                against = True
            elif s.reading.country and s.reading.country != entry.country:
                against = against or not s.reading.assumed
        if against and score < _OFFICE_SOMETIME:
            return None, []
        if self._in_parliament(said, tenures):
            score = max(score, _PARLIAMENT)
        return score, matched

    def _plausible(self, entry: Entry, said: Said) -> float:
        """The points for a minister of whom the knowledge base knows another office only.

        Politicians change offices within a country; two of one name in its governments are rare.
        """
        reading = said.reading
        if reading is None or entry.prominence < 1 or not GOVERNMENT.issuperset(reading.offices):
            return 0.0
        state = reading.body is not None and reading.body.startswith(f"{entry.country}-")
        if (reading.body and not state) or (reading.country and reading.country != entry.country):
            return 0.0
        if not reading.country and entry.country not in self.scene.countries:
            return 0.0
        explicit = reading.country is not None and not (
            reading.assumed and not any(w.startswith("Bundes") for w in said.words)
        )
        window = self.scene.window
        if window and explicit and not reading.former and not reading.future:
            known = {
                other.id
                for office in reading.offices
                for other in self._knowledge.holders(
                    office, country=entry.country, body=reading.body, on=window[0]
                )
            }
            if known and entry.id not in known:
                return 0.0
        return _OFFICE_PLAUSIBLE if explicit else _OFFICE_POSSIBLE

    def _in_parliament(self, said: Sequence[Said], tenures: Sequence[Tenure]) -> bool:
        """ "Sprecher der FDP-Bundestagsfraktion": a member of it, at the time."""
        if not any("bundestag" in w.lower() for s in said for w in s.words):
            return False
        window = self.scene.window
        return any(
            t.office == "member_of_parliament"
            and t.country == "DE"
            and (window is None or overlap(bounds(t, open_ended=True), window))
            for t in tenures
        )

    def _held(
        self, reading: OfficeReading, tenures: Sequence[Tenure]
    ) -> tuple[list[Tenure], list[Tenure]]:
        """The tenures of an office at the time of the article, and at any time."""
        sometime = [t for t in tenures if fits(reading, t)]
        window = self.scene.window
        if window is None or not sometime:
            return sometime, sometime
        if reading.former:
            return [t for t in sometime if bounds(t)[0] < window[1]], sometime
        if reading.future:
            return [t for t in sometime if bounds(t)[1] > window[0]], sometime
        return [t for t in sometime if overlap(bounds(t, open_ended=True), window)], sometime

    def _placed(self, entry: Entry, reading: OfficeReading) -> bool:
        """Whether the article says of which country or body the office is."""
        if (reading.country or reading.body) and not reading.assumed:
            return True
        return entry.country in self.scene.countries

    def _other_country(self, entry: Entry, words: Words, tenures: Sequence[Tenure]) -> bool:
        """ "der österreichische Skifahrer": a nation that the entry has nothing to do with."""
        named = {c for w in words if (c := self._knowledge.country(w))}
        own = {entry.country, *(t.country for t in tenures)}
        return bool(named) and entry.country is not None and not named & own

    def _elsewhere(self, tenures: Sequence[Tenure]) -> bool:
        """Whether the article names an office of theirs apart from the name."""
        return any(fits(r, t) and not r.former for r in self.scene.readings for t in tenures)

    def _stands_out(self, entry: Entry, person: Person) -> bool:
        """Whether a bare surname without an office beside it can only be this person."""
        if entry.prominence < 3 or noun_class(person.surname) is not None:
            return False
        if any(
            other.prominence >= 2 and other.id != entry.id
            for other in self._knowledge.by_surname(person.surname)
        ):
            return False
        return entry.country in self.scene.countries


def _of_something_unknown(words: Words, reading: OfficeReading) -> bool:
    """ "Präsident | der Handwerkskammer": an office of a body that the world does not know."""
    if reading.country or reading.body or not ANYWHERE.intersection(reading.offices):
        return False
    if any("bundestag" in w.lower() or party_of(w) for w in words):
        return False
    phrase = parse(words)
    if phrase is None:
        return False
    behind = words[phrase.head + 1 :]
    return len(behind) > 1 and behind[0].lower() in {"der", "des", "von", "vom", "beim", "bei"}


def parties_in(words: Iterable[str]) -> frozenset[str]:
    """The parties that an article names."""
    return frozenset(p for w in words if (p := party_of(w)))
