"""What the build gathers before it writes: persons with the forms of their names, and tenures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from wortlaut.knowledge.entries import Tenure
from wortlaut.knowledge.names import PARTICLES, normal, skeletons

FOREIGN = frozenset(
    (
        "AE", "AF", "AM", "AZ", "BA", "BG", "BH", "BY", "CN", "DZ", "EG", "ET", "GE", "IL",
        "IN", "IQ", "IR", "JO", "KG", "KW", "KZ", "LB", "LY", "MA", "MD", "ME", "MK", "MM",
        "MN", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SU", "SY", "TJ", "TM", "TN",
        "TR", "UA", "UZ", "YE",
    )
)  # fmt: skip
"""Countries whose names reach German through a transliteration, so that their spelling varies."""
SINGLE = frozenset({"president", "chancellor", "head_of_government", "foreign_minister", "monarch"})
"""Offices that one person holds at a time."""


@dataclass(slots=True)
class Person:
    """One person as gathered from the sources."""

    id: str
    name: str = ""
    forms: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    gender: str | None = None
    born: str | None = None
    died: str | None = None
    party: str | None = None
    country: str | None = None
    prominence: int = 0
    german: bool = False
    sources: set[str] = field(default_factory=set)

    def add(self, source: str, *names: str) -> None:
        self.sources.add(source)
        self.forms.update(n for n in names if n)
        self.name = self.name or next((n for n in names if n), "")

    def fill(self, **values: str | None) -> None:
        """Take values where none is there yet: the first source that knows wins."""
        for key, value in values.items():
            if value and not getattr(self, key):
                setattr(self, key, value)


class Facts:
    """All persons by id, and all tenures."""

    def __init__(self) -> None:
        self.persons: dict[str, Person] = {}
        self.tenures: list[Tenure] = []
        self.notes: list[str] = []

    def person(self, id: str) -> Person:
        if id not in self.persons:
            self.persons[id] = Person(id)
        return self.persons[id]

    def by_name(self) -> dict[str, set[str]]:
        """Ids by the normal form of every name."""
        index: dict[str, set[str]] = defaultdict(set)
        for person in self.persons.values():
            for form in person.forms:
                index[normal(form)].add(person.id)
        return index

    def contradicts(self, id: str, name: str) -> bool:
        """Whether an id is known for somebody whose names share no word with this one.

        Tables err: one gives the id of a head of government to another country's.
        """
        known = self.persons.get(id)
        if known is None or not known.forms:
            return False
        words = _sounds_of(name)
        return not any(words & _sounds_of(form) for form in known.forms)

    def raise_prominence(self, id: str, level: int) -> None:
        person = self.person(id)
        person.prominence = max(person.prominence, level)


def _sounds_of(name: str) -> set[str]:
    words = normal(name).split()
    return {sound for word in words for sound in (word, *skeletons(word))}


def surname_of(name: str) -> str:
    """The surname of a full name as it is written: the last word with the particles before it.

    >>> surname_of("Ursula von der Leyen"), surname_of("Annegret Kramp-Karrenbauer")
    ('von der Leyen', 'Kramp-Karrenbauer')
    """
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,").lower() in {"jr", "sr", "ii", "iii"}:
        words.pop()
    if not words:
        return ""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return " ".join(words[start:]).strip(",")


def merged(tenures: Iterable[Tenure]) -> list[Tenure]:
    """One tenure for what several sources tell of one term; earlier ones in the list win."""
    groups: dict[tuple[str, str, str | None, str | None], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        groups[(tenure.person, tenure.office, tenure.country, tenure.body)].append(tenure)
    result: list[Tenure] = []
    for group in groups.values():
        kept: list[Tenure] = []
        for tenure in group:
            for i, other in enumerate(kept):
                if _same_term(other, tenure):
                    kept[i] = _joined(other, tenure)
                    break
            else:
                kept.append(tenure)
        result += kept
    return _clipped(result)


def _same_term(one: Tenure, other: Tenure) -> bool:
    a, b = (one, other) if (one.start or "") <= (other.start or "") else (other, one)
    if (one.start or "")[:4] == (other.start or "")[:4]:
        return (
            one.start is None
            or other.start is None
            or not (a.end and b.start and len(b.start) > 4 and a.end < b.start)
        )
    end = a.end or a.known_until
    return end is None or b.start is None or b.start[:10] < end


def _joined(one: Tenure, other: Tenure) -> Tenure:
    start = one.start
    if not start or (len(other.start or "") > len(start) and str(other.start).startswith(start)):
        start = other.start or start
    end = one.end
    theirs = other.end
    later = end is None and theirs is not None and theirs > (one.known_until or "")
    finer = end and theirs and len(theirs) > len(end) and theirs.startswith(end)
    if later or finer:
        end = theirs
    known = None if end else max(filter(None, (one.known_until, other.known_until)), default=None)
    return replace(one, start=start, end=end, known_until=known)


def _clipped(tenures: list[Tenure]) -> list[Tenure]:
    """An open term ends where the same source time knows a successor in a single office."""
    terms: dict[tuple[str, str | None, str | None], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        if tenure.office in SINGLE:
            terms[(tenure.office, tenure.country, tenure.body)].append(tenure)
    ends: dict[Tenure, str] = {}
    for group in terms.values():
        for tenure in group:
            if tenure.end is not None or tenure.start is None:
                continue
            later = [
                t.start
                for t in group
                if t.start
                and t.person != tenure.person
                and t.start[:4] >= tenure.start[:4]
                and t.start > tenure.start
                and t.start <= (tenure.known_until or "9")
            ]
            if later:
                ends[tenure] = min(later)
    return [replace(t, end=ends[t], known_until=None) if t in ends else t for t in tenures]
