"""The people an article names: full names, surnames, offices, gender, and where they stand.

The runs of capitalised words give the names; a look around each gives its offices ("…, Sprecher
des Verbands,"); a last pass finds the bare surnames and first names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from wortlaut.actors import closed
from wortlaut.actors.first_names import gender_of, is_first_name
from wortlaut.actors.introductions import Introductions
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import COUNTRIES, Office
from wortlaut.actors.runs import (
    ABSTRACT,
    SURNAMES_LIKE_ROLES,
    Run,
    capitalised,
    find_runs,
    is_role,
    is_title,
)
from wortlaut.actors.spelling import consonants, misspelled, spelling_key
from wortlaut.actors.wordlists import word_set
from wortlaut.records import Span, Token


@dataclass(slots=True)
class Person:
    """Somebody the article names. ``mentions`` are token ranges ``[first, last)`` in text order."""

    words: tuple[str, ...]
    gender: str | None = None
    offices: list[Office] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    full: bool = False
    age: str | None = None
    guessed: bool = False
    """Whether the gender is only guessed by the ending of an unknown first name."""

    @property
    def name(self) -> str:
        return _APOSTROPHE.sub(r"\1\2", " ".join(self.words))  # "O ’ Leary"

    @property
    def surname(self) -> str:
        return self.words[-1]

    @property
    def nation(self) -> str | None:
        return next((o.nation for o in self.offices if o.nation), None)


class People:
    """Everybody named in a document; ``at`` gives the person at a token, if any."""

    def __init__(
        self, tokens: Sequence[Token], starts: Iterable[int], cuts: Collection[int] = ()
    ) -> None:
        """``starts`` are the first tokens of sentences, ``cuts`` tokens behind a mention: a name
        does not go on there."""
        self.tokens = tokens
        self.words = [t.text for t in tokens]
        begins = frozenset(starts)
        self.glued = [
            i > 0 and i not in begins and tokens[i].start - tokens[i - 1].end <= 1
            for i in range(len(tokens))
        ]
        self.persons: list[Person] = []
        self.at: dict[int, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_spelling: dict[str, list[Person]] = {}
        self._by_consonants: dict[str, list[Person]] = {}
        self._noted: set[tuple[int, int]] = set()
        self._introductions = Introductions(self.words, self.glued, begins, self.at)
        self.runs = find_runs(self.words, self.glued, cuts)
        self._run_at = {i: run for run in self.runs for i in range(run.first, run.last)}
        for run in self.runs:
            if run.named and self._is_person(run):
                self.add(run.name, run.last, lead=run.first)
        self.finish()

    def run_at(self, index: int) -> Run | None:
        return self._run_at.get(index)

    # -- who is a person ---------------------------------------------------------------------

    def _is_person(self, run: Run) -> bool:
        words = self.words[run.name : run.last]
        if len(words) > 4 or any(w.isdigit() or _is_acronym(w) for w in words):
            return False
        if any(w.endswith(ABSTRACT) for w in words):
            return False
        lead = self.words[run.first : run.name]
        by_office = bool(lead) and (
            is_title(lead[-1])
            or is_role(lead[-1])
            or (len(words) == 2 and noun_class(lead[-1]) is None)
        )
        if run.first and self.words[run.first - 1] == "namens":
            return True
        if len(words) == 1:
            if run.first and self.words[run.first - 1].lower() == "die" and not _feminine(lead):
                return False  # "dass die Kollegen Mängel sähen"
            return by_office and self._may_be_surname(words[0]) and not self.owns(run)
        if is_first_name(words[0]):
            return not _has_organisation(words)
        if _has_organisation(words) or words[0].lower().endswith(("ische", "ischer", "isches")):
            return False
        return by_office or self._apposed(run)

    def owns(self, run: Run) -> bool:
        """ "Der Botschafter Omdalas, Pascal Ngendu": a genitive before the apposed name."""
        comma = self.words[run.last : run.last + 1] == [","]
        if not comma or not self.words[run.last - 1].endswith("s"):
            return False
        following = self._run_at.get(run.last + 1)
        return following is not None and following.last - following.name > 1

    def _may_be_surname(self, word: str) -> bool:
        if word in COUNTRIES or (word.endswith("s") and word[:-1] in COUNTRIES):
            return False
        found = noun_class(word)
        return found is None or word in SURNAMES_LIKE_ROLES

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
        return self._introductions.before(run.first) is not None

    # -- collecting --------------------------------------------------------------------------

    def add(self, first: int, last: int, *, lead: int | None = None) -> Person:
        """Note a mention of a person at tokens ``[first, last)`` and return the person.

        ``lead`` is where offices and titles before the name begin.
        """
        words = tuple(self.words[first:last])
        person = self.find(words, first)
        if person is None:
            person = Person(words, full=len(words) > 1)
            self.persons.append(person)
            self._by_consonants.setdefault(consonants(_bare(words[-1])), []).append(person)
            self._by_surname.setdefault(_bare(words[-1]), []).append(person)
            key = spelling_key(_bare(words[-1]))
            self._by_spelling.setdefault(key, []).append(person)
        elif len(words) > len(person.words):
            person.words, person.full = _ungenitive(words, person), True
        elif person.surname == words[-1] + "s":  # "Kolbs" came first
            person.words = (*person.words[:-1], words[-1])
            self._by_surname.setdefault(words[-1], []).append(person)
        if (first, last) not in self._noted:
            self._noted.add((first, last))
            insort(person.mentions, (first, last))
        for i in range(first, last):
            self.at[i] = person
        self._note_gender(person)
        self._note_age(person, first, last)
        self._note_offices(person, first, last, first if lead is None else lead)
        return person

    def _note_age(self, person: Person, first: int, last: int) -> None:
        """ "Kolb (52)", "der 52-jährige Kolb": taken up later by "der 52-Jährige"."""
        after = self.words[last : last + 3]
        if len(after) == 3 and after[0] == "(" and after[1].isdigit() and after[2] == ")":
            person.age = after[1]
        for word in self.words[max(0, first - 4) : first]:
            if word.partition("-")[2].startswith("jährige"):
                person.age = word.partition("-")[0]

    def find(self, words: tuple[str, ...], near: int) -> Person | None:
        """The person that ``words`` names: the same surname and no other first name."""
        if len(words) == 2 and words[0].lower() in closed.PARTICLES:
            words = words[1:]  # "Van Haren" at the beginning of a sentence
        found: list[Person] = []
        for surname in (*_forms(words[-1]), words[-1] + "s"):
            for person in self._by_surname.get(surname, ()):
                if min(len(words), len(person.words)) == 1 or _same_first(words, person.words):
                    found.append(person)  # noqa: PERF401
            if found:
                break
        if not found:
            found = self._spelled_otherwise(words)
        if len(words) > 1:
            full = [p for p in found if p.full]
            found = full or found
        return self._nearest(found, near)

    def _spelled_otherwise(self, words: tuple[str, ...]) -> list[Person]:
        """ "Toqajew" where the article also has "Tokajew"."""
        if noun_class(words[-1]) is not None or len(words[-1]) < _SHORTEST_RESPELLED:
            return []
        return [
            p
            for form in _forms(words[-1])
            for p in self._by_spelling.get(spelling_key(form), ())
            if min(len(words), len(p.words)) == 1
            or spelling_key(words[0]) == spelling_key(p.words[0])
        ]

    def note(self, person: Person, index: int) -> None:
        """Note a mention of a known person at one token."""
        insort(person.mentions, (index, index + 1))
        self.at[index] = person

    def _is_respelled(self, surname: str) -> bool:
        if len(surname) < _SHORTEST_RESPELLED or noun_class(surname) is not None:
            return False
        return any(p.full for p in self._by_spelling.get(spelling_key(surname), ()))

    def slip(self, word: str) -> Person | None:
        """The one person with a full name that ``word`` misspells, if there is just one."""
        alike = self._by_consonants.get(consonants(word), ())
        found = [p for p in alike if p.full and p.mentions and misspelled(p.surname, word)]
        return found[0] if len(found) == 1 else None

    def _nearest(self, found: Sequence[Person], near: int) -> Person | None:
        if len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda p: _latest(p, near))

    def finish(self) -> None:
        """Merge first names with full ones and find the bare surnames; may be called again."""
        self._merge_first_names()
        self._find_surnames()

    def _merge_first_names(self) -> None:
        """ "Dwayne" is "Dwayne Mabry", if the article names one."""
        full: dict[str, list[Person]] = {}
        for person in self.persons:
            if person.full:
                full.setdefault(person.words[0], []).append(person)
        merged: set[int] = set()
        for person in [p for p in self.persons if len(p.words) == 1]:
            known = full.get(person.surname) or full.get(person.surname.removesuffix("s"))
            if not known or not is_first_name(known[0].words[0]):
                continue
            merged.add(id(person))
            self._by_surname[_bare(person.surname)].remove(person)
            self._by_spelling[spelling_key(_bare(person.surname))].remove(person)
            for first, last in person.mentions:
                other = self._nearest(known, first)
                if other is not None:
                    insort(other.mentions, (first, last))
                    self.at[first] = other
        if merged:
            self.persons = [p for p in self.persons if id(p) not in merged]
        self._by_first = full

    def _find_surnames(self) -> None:
        for run in self.runs:
            for i in range(run.first, run.last):
                if i in self.at:
                    continue
                word = self.words[i]
                alone = i == run.last - 1 or i >= run.name
                if (
                    alone
                    and run.last - run.first == 1
                    and word in self._by_first
                    and (is_first_name(word) and word not in self._by_surname)
                ):
                    person = self._nearest(self._by_first[word], i)
                    if person is not None:
                        insort(person.mentions, (i, i + 1))
                        self.at[i] = person
                        continue
                for form in _forms(word):
                    known = form in self._by_surname or self._is_respelled(form)
                    if alone and known and self._may_stand_alone(word, i):
                        person = self.find((form,), i)
                        if person is not None:
                            insort(person.mentions, (i, i + 1))
                            self.at[i] = person
                            lead = run.first if i == run.name else i
                            self._note_offices(person, i, i + 1, lead)
                        break

    def _may_stand_alone(self, word: str, index: int) -> bool:
        """ "Bauer" after "der" is a farmer, not Frau Bauer."""
        if noun_class(word) is None:
            return True
        return index > 0 and self.words[index - 1].lower() not in closed.DETERMINERS

    def _note_gender(self, person: Person) -> None:
        if person.gender is None and len(person.words) > 1:
            person.gender = gender_of(person.words[0])
            person.guessed = not is_first_name(person.words[0])

    # -- offices -----------------------------------------------------------------------------

    def _note_offices(self, person: Person, first: int, last: int, lead: int) -> None:
        for word in self.words[lead:first]:
            person.gender = closed.TITLES.get(word.lower()) or person.gender
        for office, gender in self._introductions.read(lead, first, last):
            if gender and (person.gender is None or person.guessed or gender == "f"):
                person.gender, person.guessed = gender, False
            if all(o.office != office.office or o.nation != office.nation for o in person.offices):
                person.offices.append(office)


_APOSTROPHE = re.compile(r"\b([A-Z]) ([’']) (?=\w)")
_SHORTEST_RESPELLED = 5
_PARTIES = word_set(
    """
    SPD CDU CSU FDP Grüne Linke AfD BSW ÖVP SPÖ FPÖ Neos NEOS SVP SP Mitte GLP EVP EDU parteilos
    parteifrei Piraten SSW
    """
)
_ORGANISATION_WORDS = word_set(
    """
    AG GmbH SE KG Inc Inc. Corp Corp. Ltd Ltd. LLC Co. Times Post Bank Group Holding Watch
    International Institute University Foundation News Press Herald Tribune Guardian United City
    Union Partei Airlines Airways Motors Systems Technologies Association Council House Press
    Party Army Center Centre Network Street Journal
    """
)


def _has_organisation(words: Sequence[str]) -> bool:
    for i, word in enumerate(words):
        if word in _ORGANISATION_WORDS:
            return True
        found = noun_class(word)
        if found is not None and found.kind in {"organisation", "document"} and len(found.key) > 4:
            return i < len(words) - 1 or not is_first_name(words[0])
    return False


def _is_acronym(word: str) -> bool:
    """ "NABU", but not the initial in "George W. Bush"."""
    return word.isupper() and len(word.rstrip(".")) > 1


def _latest(person: Person, near: int) -> int:
    """Where a person was last mentioned before ``near``; somebody named only later comes last."""
    at = bisect_left(person.mentions, (near, -1))
    return person.mentions[at - 1][0] if at else -1


def _feminine(lead: Sequence[str]) -> bool:
    found = noun_class(lead[-1]) if lead else None
    return found is None or found.gender != "m"


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
    """ "Henning Kolbs" where the article also has "Kolb": the nominative."""
    if words[-1] != known.surname and known.surname in _forms(words[-1]):
        return (*words[:-1], known.surname)
    return words


def tokens_in(tokens: Sequence[Token], starts: Sequence[int], spans: Iterable[Span]) -> list[int]:
    """The indices of the tokens that overlap ``spans``; ``starts`` are the token offsets."""
    found: list[int] = []
    for span in spans:
        i = max(0, bisect_left(starts, span.start + 1) - 1)
        while i < len(tokens) and tokens[i].start < span.end:
            if tokens[i].end > span.start:
                found.append(i)
            i += 1
    return found
