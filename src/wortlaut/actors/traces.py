"""Who has been named where.

A trace is a mention in the text: a person's name, a phrase such as "der Verband", or a speaker.
Pronouns choose among them (``pronouns``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from wortlaut.actors.offices import Office, describe
from wortlaut.actors.people import Person
from wortlaut.actors.phrases import Phrase, canonical
from wortlaut.records import Actor, ActorKind

REACH = 8
"""A pronoun looks back that many sentences."""
_NEAREST = 20
"""A demonstrative looks back that many sentences, should nothing nearer fit."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that a mention can stand for.

    A person is named by ``person``, an unnamed role or thing by ``title`` or its ``phrase``.
    """

    kind: ActorKind
    title: str | None = None
    gender: str | None = None
    person: Person | None = None
    phrase: Phrase | None = None

    @classmethod
    def of(cls, person: Person) -> Referent:
        return cls("person", person=person)

    @property
    def name(self) -> str | None:
        if self.person is not None:
            return self.person.name
        if self.title is not None:
            return self.title
        return canonical(self.phrase) if self.phrase is not None else None

    @property
    def actor(self) -> Actor:
        name = self.name
        return Actor(name, self.kind) if name else Actor()

    @property
    def sex(self) -> str | None:
        """Grammatical gender: m, f, n, p for a plural; None where it is open."""
        return self.person.gender if self.person is not None else self.gender

    @property
    def office(self) -> Office | None:
        return office_of(self.phrase) if self.phrase is not None else None

    @property
    def key(self) -> Hashable:
        """Equal for two mentions of one: the person, the title, or the head with what follows."""
        if self.person is not None:
            return id(self.person)
        phrase = self.phrase
        if self.title is not None or phrase is None:
            return (self.kind, self.title)
        base = phrase.found.base if phrase.found else phrase.words[phrase.head]
        return (self.kind, base, phrase.words[phrase.head + 1 : phrase.last])

    def agrees(self, wanted: str) -> bool:
        """Whether a pronoun of one of the genders ``wanted`` ("m", "mn", "fp") can mean it."""
        sex = self.sex
        if "p" in wanted and (sex == "p" or self.kind == "group"):
            return True
        if sex is None:
            return wanted != "p" and (self.kind in {"person", "role"} or self.title is not None)
        return sex in wanted and sex != "p"


NOBODY = Referent("unknown")
Answer = tuple[Referent, str | None]
"""Whom a mention stands for, and how that was found."""


def office_of(phrase: Phrase) -> Office | None:
    """The office that a phrase names: "der russische Präsident"."""
    if phrase.found is None:
        return None
    words = phrase.words[phrase.first : phrase.last]
    return describe(words, phrase.head - phrase.first, phrase.found)


@dataclass(frozen=True, slots=True)
class Place:
    """How a mention stands in its clause: ``oblique`` for a dative, a genitive or behind a
    preposition, ``inside`` where it only narrows another noun ("Sprecher | der Polizei")."""

    oblique: bool = False
    inside: bool = False


SUBJECT = Place()


@dataclass(frozen=True, slots=True)
class Trace:
    """A mention in the text: its token, its sentence, where it stands, and whether it is a
    statement's speaker."""

    token: int
    sentence: int
    referent: Referent
    place: Place = SUBJECT
    spoke: bool = False


class Traces:
    """The traces of a document in text order. ``firsts`` are the first tokens of its sentences."""

    def __init__(self, firsts: Sequence[int]) -> None:
        self._firsts = firsts
        self._tokens: list[int] = []
        self._traces: list[Trace] = []
        self._of_person: dict[int, list[int]] = {}

    def sentence(self, token: int) -> int:
        return max(0, bisect_right(self._firsts, token) - 1)

    def sentence_start(self, sentence: int) -> int:
        return self._firsts[sentence]

    def add(
        self, token: int, referent: Referent, *, place: Place = SUBJECT, spoke: bool = False
    ) -> None:
        """Note a mention; of two at one token the later one stands behind."""
        at = bisect_right(self._tokens, token)
        self._tokens.insert(at, token)
        self._traces.insert(at, Trace(token, self.sentence(token), referent, place, spoke))
        if referent.person is not None:
            insort(self._of_person.setdefault(id(referent.person), []), token)

    def latest(self, person: Person, token: int) -> int:
        """Where ``person`` was last mentioned before ``token``; -1 where nowhere."""
        tokens = self._of_person.get(id(person), [])
        at = bisect_left(tokens, token)
        return tokens[at - 1] if at else -1

    def before(self, token: int, sentences: int | None = None) -> Iterator[Trace]:
        """The traces before ``token``, nearest first, as far back as ``sentences`` sentences."""
        floor = -1 if sentences is None else self.sentence(token) - sentences
        for i in range(bisect_left(self._tokens, token) - 1, -1, -1):
            if self._traces[i].sentence < floor:
                return
            yield self._traces[i]

    def within(self, first: int, last: int) -> list[Trace]:
        """The traces at tokens ``[first, last)`` in text order."""
        return self._traces[bisect_left(self._tokens, first) : bisect_left(self._tokens, last)]

    def nearest(self, token: int, wanted: str, *, inside: bool = False) -> Referent | None:
        """Whom a demonstrative pronoun takes up: the nearest that fits; a relative pronoun also
        one ``inside`` another phrase."""
        for trace in self.before(token, _NEAREST):
            if (inside or not trace.place.inside) and trace.referent.agrees(wanted):
                return trace.referent
        return None
