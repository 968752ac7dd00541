"""The people an article names: full names, surnames, offices, gender, and where they stand.

One pass over the tokens finds every stretch of capitalised words and parts it into offices,
titles and a name ("Bundesfinanzminister | Henning Orlamünder"); a second one looks around each
name for appositions ("…, Sprecher des Verbands,"), a third finds the bare surnames.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wortlaut.actors import lexicon as lx
from wortlaut.actors.first_names import gender_of, is_first_name
from wortlaut.records import Span, Token

_NO_SPACE_BREAKS = frozenset(",;:()[]„“”«»\"'‚‘’›‹!?–—/")


@dataclass(slots=True)
class Office:
    """An office that somebody carries, with the adjectives and names that narrow it down."""

    office: str
    key: str
    qualifiers: frozenset[str] = frozenset()
    nation: str | None = None


@dataclass(slots=True)
class Person:
    """Somebody the article names. ``mentions`` are token ranges ``[first, last)`` in text order."""

    words: tuple[str, ...]
    gender: str | None = None
    offices: list[Office] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    full: bool = False
    age: str | None = None

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        return self.words[-1]

    @property
    def nation(self) -> str | None:
        return next((o.nation for o in self.offices if o.nation), None)


def capitalised(word: str) -> bool:
    """Whether ``word`` starts like a noun or a name ("al-Darwasi") and is no function word."""
    if word[:1].isupper():
        return word.lower() not in lx.FUNCTION_WORDS
    return word[:3] in _ARABIC and word[3:4].isupper()


_ARABIC = frozenset("al- el- as- ad- ar- at- an- az- il-".split())


def is_title(word: str) -> bool:
    return word.lower() in lx.TITLES


def is_role(word: str) -> bool:
    found = lx.noun_class(word)
    return found is not None and found.kind == "role"


def _surname_like(word: str) -> bool:
    return capitalised(word) and not word.endswith(".") and len(word) > 1


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of capitalised words: offices ``[first, name)`` and a name ``[name, last)``."""

    first: int
    name: int
    last: int

    @property
    def named(self) -> bool:
        return self.name < self.last


def find_runs(words: Sequence[str], glued: Sequence[bool]) -> list[Run]:
    """Every stretch of capitalised words; ``glued[i]`` says that ``i`` follows ``i-1`` directly
    (same sentence, nothing but space between)."""
    runs: list[Run] = []
    i, n = 0, len(words)
    while i < n:
        if not capitalised(words[i]):
            i += 1
            continue
        j = i + 1
        while j < n and glued[j]:
            if capitalised(words[j]) or (words[j][:1].isupper() and is_first_name(words[j - 1])):
                j += 1
                continue
            k = j
            while k < n and k < j + 3 and glued[k] and words[k].lower() in lx.PARTICLES:
                k += 1
            joins = k > j and k < n and glued[k] and capitalised(words[k])
            if joins and _particle_joins(words, i, j, k):
                j = k + 1
                continue
            break
        runs.append(part_run(words, i, j))
        i = j
    return runs


def _particle_joins(words: Sequence[str], first: int, particle: int, after: int) -> bool:
    """"Ursula von der Leyen" is one name, "Sprecher der Polizei" and "Ute Kolb von der Caritas"
    are not: before the particle stands a first name and nothing that could be a surname."""
    if not is_first_name(words[particle - 1]):
        return words[particle].lower() in {"al", "bin", "ibn", "van", "ten", "te", "di", "del", "da"}
    if particle - 1 > first and is_first_name(words[particle - 2]):
        return False
    low = words[particle].lower()
    return low not in {"der", "die", "das", "den"} and lx.noun_class(words[after]) is None


def part_run(words: Sequence[str], first: int, last: int) -> Run:
    """Part the run ``words[first:last]`` into leading offices or titles and a name."""
    while last - first > 1 and words[last - 1].lower().rstrip(".") in _TRAILERS:
        last -= 1
    i = first
    while i < last:
        word = words[i]
        if is_title(word):
            i += 1
            continue
        if is_first_name(word) and (i + 1 < last):
            break
        found = lx.noun_class(word)
        if found is not None and found.kind == "role":
            if i + 1 == last and i > first and word in _SURNAMES_LIKE_ROLES:
                break
            i += 1
            continue
        later = _next_office(words, i + 1, last)
        if later is None:
            break
        i = later
    return Run(first, i, last)


def _next_office(words: Sequence[str], start: int, last: int) -> int | None:
    """Where an office follows a genitive or a name of an organisation ("Bayerns | Innenminister
    Kolb"): the index of the office, if a name follows it."""
    for j in range(start, last - 1):
        if is_first_name(words[j]) and not is_first_name(words[j - 1]):
            return j  # "Südtiroler | Matthias Rainalter": whatever leads is no first name
        if is_role(words[j]) or is_title(words[j]):
            return j
    if is_role(words[last - 1]) and start < last and not is_first_name(words[last - 2]):
        # "Putins Sprecher": a role, not a name, but "Gerhard Richter" is one.
        previous = words[last - 2]
        return last - 1 if previous.endswith("s") else None
    return None


_ABSTRACT = ("ungen", "ung", "heit", "heiten", "keit", "keiten", "schaft", "tion", "tionen", "ismus")
_TRAILERS = frozenset("montag dienstag mittwoch donnerstag freitag samstag sonntag".split())
_SURNAMES_LIKE_ROLES = frozenset(
    """Richter Fischer Schneider Müller Becker Bauer Schäfer Wagner Weber Meister Förster Jäger
    Köhler Kaiser König Koch Vogt Schulze Bäcker Metzger Gärtner Schreiner Wirt Bischof Probst
    Prior Abt Senn Hauptmann Major Maler Sänger Krämer Ritter Vogt Schäffer""".split()
)


class People:
    """Everybody named in a document; ``at`` gives the person at a token, if any."""

    def __init__(self, tokens: Sequence[Token], starts: Iterable[int]) -> None:
        self.tokens = tokens
        self.words = [t.text for t in tokens]
        begins = frozenset(starts)
        self.begins = begins
        self.glued = [
            i > 0 and i not in begins and tokens[i].start - tokens[i - 1].end <= 1
            for i in range(len(tokens))
        ]
        self.persons: list[Person] = []
        self.at: dict[int, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self.runs = find_runs(self.words, self.glued)
        self._run_at = {i: run for run in self.runs for i in range(run.first, run.last)}
        for run in self.runs:
            if run.named and self._is_person(run):
                self.add(run.name, run.last, offices=range(run.first, run.name))
        self._find_surnames()

    def run_at(self, index: int) -> Run | None:
        return self._run_at.get(index)

    # -- who is a person ---------------------------------------------------------------------

    def _is_person(self, run: Run) -> bool:
        words = self.words[run.name : run.last]
        if len(words) > 4 or any(w.isdigit() or (w.isupper() and len(w) > 1) for w in words):
            return False
        if any(w.endswith(_ABSTRACT) for w in words):
            return False
        lead = self.words[run.first : run.name]
        by_office = bool(lead) and (is_title(lead[-1]) or is_role(lead[-1]))
        if run.first and self.words[run.first - 1] == "namens":
            return True
        if len(words) == 1:
            return by_office and self._may_be_surname(words[0]) and not self._owns(run)
        if is_first_name(words[0]):
            return not _has_organisation(words)
        if _has_organisation(words) or words[0].lower().endswith(("ische", "ischer", "isches")):
            return False
        return by_office or self._apposed(run)

    def _owns(self, run: Run) -> bool:
        """"Der Botschafter Omdalas, Pascal Ngendu": a genitive before the apposed name."""
        if not self.words[run.last - 1].endswith("s") or self.words[run.last : run.last + 1] != [","]:
            return False
        following = self._run_at.get(run.last + 1)
        return following is not None and following.last - following.name > 1

    def _may_be_surname(self, word: str) -> bool:
        if word in lx.COUNTRIES or (word.endswith("s") and word[:-1] in lx.COUNTRIES):
            return False
        found = lx.noun_class(word)
        return found is None or word in _SURNAMES_LIKE_ROLES

    def _apposed(self, run: Run) -> bool:
        """Whether something around an unknown two-word name says that it is a person's."""
        after = self.words[run.last : run.last + 5]
        if after[:1] == [","]:
            for word in after[1:]:
                if word in {",", "."}:
                    break
                if capitalised(word):
                    return is_role(word)
        if after[:1] == ["("] and len(after) > 2 and after[2] == ")":
            return after[1].isdigit() or after[1] in _PARTIES
        return self._office_before(run.first) is not None

    # -- collecting --------------------------------------------------------------------------

    def add(self, first: int, last: int, *, offices: Iterable[int] = ()) -> Person:
        """Note a mention of a person at tokens ``[first, last)`` and return the person."""
        words = tuple(self.words[first:last])
        person = self.find(words, first)
        if person is None:
            person = Person(words, full=len(words) > 1)
            self.persons.append(person)
            self._by_surname.setdefault(_bare(words[-1]), []).append(person)
        elif len(words) > len(person.words):
            person.words, person.full = _ungenitive(words, person), True
        if (first, last) not in person.mentions:
            person.mentions.append((first, last))
        for i in range(first, last):
            self.at[i] = person
        self._note_gender(person)
        self._note_age(person, first, last)
        self._note_offices(person, first, last, list(offices))
        return person

    def _note_age(self, person: Person, first: int, last: int) -> None:
        """"Kolb (52)", "der 52-jährige Kolb": taken up later by "der 52-Jährige"."""
        after = self.words[last : last + 3]
        if len(after) == 3 and after[0] == "(" and after[1].isdigit() and after[2] == ")":
            person.age = after[1]
        for word in self.words[max(0, first - 4) : first]:
            if word.partition("-")[2].startswith("jährige"):
                person.age = word.partition("-")[0]

    def find(self, words: tuple[str, ...], near: int) -> Person | None:
        """The person that ``words`` names: the same surname and no other first name."""
        found: list[Person] = []
        for surname in _forms(words[-1]):
            for person in self._by_surname.get(surname, ()):
                if len(words) == 1 or len(person.words) == 1 or _same_first(words, person.words):
                    found.append(person)
            if found:
                break
        if len(words) > 1:
            full = [p for p in found if p.full]
            found = full or found
        return self._nearest(found, near)

    def _nearest(self, found: Sequence[Person], near: int) -> Person | None:
        if len(found) < 2:
            return found[0] if found else None
        before = [p for p in found if any(a < near for a, _ in p.mentions)]
        return max(
            before or found, key=lambda p: max((a for a, _ in p.mentions if a < near), default=-1)
        )

    def _find_surnames(self) -> None:
        for run in self.runs:
            for i in range(run.first, run.last):
                if i in self.at:
                    continue
                word = self.words[i]
                alone = i == run.last - 1 or i >= run.name
                for form in _forms(word):
                    if alone and form in self._by_surname and self._may_stand_alone(word, i):
                        person = self.find((form,), i)
                        if person is not None:
                            person.mentions.append((i, i + 1))
                            self.at[i] = person
                            lead = range(run.first, i) if i == run.name else ()
                            self._note_offices(person, i, i + 1, list(lead))
                        break
        for person in self.persons:
            person.mentions.sort()

    def _may_stand_alone(self, word: str, index: int) -> bool:
        """"Bauer" after "der" is a farmer, not Frau Bauer."""
        if lx.noun_class(word) is None:
            return True
        return index > 0 and self.words[index - 1].lower() not in lx.DETERMINERS

    def _note_gender(self, person: Person) -> None:
        if person.gender is None and len(person.words) > 1:
            person.gender = gender_of(person.words[0])

    # -- offices -----------------------------------------------------------------------------

    def _note_offices(self, person: Person, first: int, last: int, lead: list[int]) -> None:
        heads = [i for i in lead if is_role(self.words[i]) and not self._is_genitive(i)]
        if lead and not heads and not is_title(self.words[lead[-1]]):
            heads = lead[-1:]
        for i in heads:
            self._give(person, i, first)
        start = lead[0] if lead else first
        for i in lead:
            gender = lx.TITLES.get(self.words[i].lower())
            if gender:
                person.gender = gender
        before = self._office_before(start)
        if before is not None:
            self._give(person, before, start - 1)
        after = self._office_after(last)
        if after is not None:
            self._give(person, after, self._phrase_end(after))

    def _is_genitive(self, index: int) -> bool:
        return self.words[index].endswith("s") and not self.words[index].endswith("ss") and (
            lx.noun_class(self.words[index]) or _NOTHING
        ).base != self.words[index].lower()

    def _give(self, person: Person, head: int, end: int) -> None:
        found = lx.noun_class(self.words[head]) or lx.guessed_role(self.words[head])
        lo = head
        while lo > 0 and self.glued[lo] and head - lo < 5:
            previous = self.words[lo - 1]
            if previous.lower() in lx.DETERMINERS or not (
                previous[:1].islower() or lx.nation(previous) or previous[-1:] == "s"
            ):
                lo -= previous.lower() in lx.DETERMINERS
                break
            lo -= 1
        determiner = self.words[lo].lower()
        gender = role_gender(found, determiner)
        if gender and (person.gender is None or found.gender == "f"):
            person.gender = gender
        office = describe(self.words[lo : max(end, head + 1)], head - lo, found)
        if all(o.office != office.office or o.nation != office.nation for o in person.offices):
            person.offices.append(office)

    def _office_before(self, start: int) -> int | None:
        """The head of an apposition before a name: "die Sprecherin der Fraktion, | Katrin W."."""
        i = start - 1
        if i < 1 or self.words[i] != ",":
            # "der Vorsitzende der Gewerkschaft | Konrad F.": no comma.
            if i < 1 or not self.glued[start] or lx.noun_class(self.words[i]) is None:
                return None
        floor = max(0, i - 14)
        best = None
        j = i - 1 if self.words[i] == "," else i
        while j >= floor and j not in self.begins:
            word = self.words[j]
            if word in {",", ";", ":"} or word in _NO_SPACE_BREAKS:
                break
            if word[:1].islower() and word.lower() in _FINITE:
                break
            if capitalised(word) and is_role(word) and self._leads(j):
                best = j
            j -= 1
        else:
            if j >= floor and capitalised(self.words[j]) and is_role(self.words[j]):
                best = j
        if best is not None and best in self.at:
            return None
        return best

    def _leads(self, index: int) -> bool:
        """Whether a role noun is the head of its phrase: a nominative or dative article before it
        rather than a genitive one of the noun before."""
        j = index - 1
        while j > 0 and self.words[j][:1].islower() and (
            self.words[j].lower() not in lx.DETERMINERS | lx.PREPOSITIONS
        ):
            j -= 1
        if self.words[j].lower() in {"des", "eines"} and not self._after_report_noun(j):
            return False
        return not self._is_genitive(index) or self._after_report_noun(j)

    def _after_report_noun(self, determiner: int) -> bool:
        return determiner > 0 and self.words[determiner - 1].lower() in lx.REPORT_NOUNS

    def _office_after(self, last: int) -> int | None:
        """The head of an apposition behind a name: "Kolb, (die) Sprecherin des Verbands,"."""
        words = self.words
        i = last
        if words[i : i + 1] == ["("]:
            while i < len(words) and i < last + 6 and words[i] != ")":
                i += 1
            i += 1
        if i >= len(words):
            return None
        if words[i] in {"ist", "war", "wurde", "wird", "als", "bleibt"}:
            pass
        elif words[i] != ",":
            return None
        for j in range(i + 1, min(i + 7, len(words))):
            word = words[j]
            if word in {",", ".", ":"} or word in _NO_SPACE_BREAKS or j in self.begins:
                return None
            if word.lower() in _RELATIVE and j == i + 1 and not self._apposition_at(j):
                return None
            if capitalised(word):
                return j if is_role(word) and j not in self.at else None
        return None

    def _apposition_at(self, j: int) -> bool:
        following = self.words[j + 1 : j + 4]
        return any(capitalised(w) and is_role(w) for w in following)

    def _phrase_end(self, head: int) -> int:
        j = head + 1
        while j < len(self.words) and j < head + 8 and self.words[j] not in {",", ".", ";", "("}:
            j += 1
        return j


_RELATIVE = frozenset("der die das dem den deren dessen".split())
_FINITE = frozenset("sagte sagt erklärte betonte hat hatte ist war wird wurde und oder".split())
_PARTIES = frozenset(
    "SPD CDU CSU FDP Grüne Linke AfD BSW ÖVP SPÖ FPÖ Neos NEOS SVP SP Mitte GLP EVP EDU "
    "parteilos parteifrei Piraten SSW".split()
)
_ORGANISATION_WORDS = frozenset(
    """AG GmbH SE KG Inc Inc. Corp Corp. Ltd Ltd. LLC Co. Times Post Bank Group Holding Watch
    International Institute University Foundation News Press Herald Tribune Guardian United City
    Union Partei Airlines Airways Motors Systems Technologies Association Council House Press
    Party Army Center Centre Network Street Journal""".split()
)


def _has_organisation(words: Sequence[str]) -> bool:
    for i, word in enumerate(words):
        if word in _ORGANISATION_WORDS:
            return True
        found = lx.noun_class(word)
        if found is not None and found.kind in {"organisation", "document"} and len(found.key) > 4:
            return i < len(words) - 1 or not is_first_name(words[0])
    return False


_NOTHING = lx.NounClass("unknown", None, "", "", "")


def role_gender(found: lx.NounClass, determiner: str) -> str | None:
    """The gender that a role noun and its article point to: "die Vorsitzende" f, "ein Richter" m."""
    if found.gender == "f":
        return "f"
    if found.gender is None:
        if determiner in {"die", "eine", "einer", "ihre", "seine"}:
            return "f"
        return "m" if determiner in {"dem", "den", "des", "ein", "einem", "sein", "ihr"} else None
    return found.gender if found.gender == "m" else None


def describe(phrase: Sequence[str], head: int, found: lx.NounClass) -> Office:
    """The office that a noun phrase names, with what narrows it down."""
    qualifiers: set[str] = set()
    nation: str | None = None
    for i, word in enumerate(phrase):
        key = lx.nation(word) if (i <= head or word in lx.COUNTRIES or word[-1:] == "s") else None
        nation = nation or key
        if i != head and capitalised(word) and i > head:
            qualifiers.add(_plain(word))
    prefix = found.office.removesuffix(found.key).strip("-")
    if prefix:
        qualifiers.update(p for p in prefix.split("-") if len(p) > 1)
    return Office(found.office, found.key, frozenset(qualifiers), nation)


def _plain(word: str) -> str:
    return word.lower().removesuffix("s")


def _bare(surname: str) -> str:
    return surname.removesuffix("’").removesuffix("'")


def _forms(word: str) -> tuple[str, ...]:
    """A surname as it stands and without a genitive ending: "Putins", "Merkel’s", "Marx’"."""
    bare = _bare(word)
    if bare.endswith(("’s", "'s")):
        return (bare, bare[:-2])
    return (bare, bare[:-1]) if bare.endswith("s") and len(bare) > 3 else (bare,)


def _same_first(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = one[0].rstrip("."), other[0].rstrip(".")
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _ungenitive(words: tuple[str, ...], known: Person) -> tuple[str, ...]:
    """"Henning Kolbs" where the article also has "Kolb": the nominative."""
    if words[-1] != known.surname and known.surname in _forms(words[-1]):
        return (*words[:-1], known.surname)
    return words


def tokens_in(tokens: Sequence[Token], starts: Sequence[int], spans: Iterable[Span]) -> list[int]:
    """The indices of the tokens that overlap ``spans``; ``starts`` are the token offsets."""
    from bisect import bisect_left

    found: list[int] = []
    for span in spans:
        i = max(0, bisect_left(starts, span.start + 1) - 1)
        while i < len(tokens) and tokens[i].start < span.end:
            if tokens[i].end > span.start:
                found.append(i)
            i += 1
    return found
