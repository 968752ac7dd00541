"""Who has been named where, and whom a pronoun takes up.

A trace is a mention in the text: a person's name, a phrase such as "der Verband", or a speaker.
Pronouns take the trace that fits in gender and scores best: near, a person, somebody who spoke.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wortlaut.actors.offices import Office, describe
from wortlaut.actors.people import Person
from wortlaut.actors.phrases import Phrase, canonical
from wortlaut.records import Actor, ActorKind

# Points of a candidate, chosen on the training part of the project's own corpus by trying each
# weight up and down by one and by a half.
_A_SENTENCE_AWAY = -1.0
_SPOKE = 0.5
_PERSON = 2.5
_PERSON_OF_OPEN_GENDER = 0.7
_ROLE = -0.2
_THING = -1.2
_DOCUMENT = -2.0
REACH = 8
"""A pronoun looks back that many sentences."""


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
class Trace:
    """A mention in the text: its token, its sentence, and whether it is a statement's speaker."""

    token: int
    sentence: int
    referent: Referent
    spoke: bool = False


class Traces:
    """The traces of a document in text order. ``firsts`` are the first tokens of its sentences."""

    def __init__(self, firsts: Sequence[int]) -> None:
        self._firsts = firsts
        self._tokens: list[int] = []
        self._traces: list[Trace] = []

    def sentence(self, token: int) -> int:
        return max(0, bisect_right(self._firsts, token) - 1)

    def add(self, token: int, referent: Referent, *, spoke: bool = False) -> None:
        """Note a mention; of two at one token the later one stands behind."""
        at = bisect_right(self._tokens, token)
        self._tokens.insert(at, token)
        self._traces.insert(at, Trace(token, self.sentence(token), referent, spoke))

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

    def fitting(self, token: int, wanted: str, *, persons: bool = False) -> Referent | None:
        """Whom a pronoun of gender ``wanted`` at ``token`` takes up: the best trace before it."""
        best, best_score = None, float("-inf")
        here = self.sentence(token)
        for trace in self.before(token, REACH):
            if persons and trace.referent.kind != "person":
                continue
            score = _score(trace, here, wanted)
            if score is not None and score > best_score:
                best, best_score = trace.referent, score
        return best

    def nearest(self, token: int, wanted: str | None) -> Referent | None:
        """Whom a relative or demonstrative pronoun takes up: the nearest that fits."""
        for trace in self.before(token):
            gender = trace.referent.sex
            if wanted is None or gender in {wanted, None} or (wanted == "f" and gender == "p"):
                return trace.referent
        return None


def _score(trace: Trace, here: int, wanted: str) -> float | None:
    referent = trace.referent
    gender = referent.sex
    if wanted == "p":
        if gender != "p" and referent.kind != "group":
            return None
    elif gender is not None and gender != wanted:
        return None
    score = _A_SENTENCE_AWAY * (here - trace.sentence)
    if trace.spoke:
        score += _SPOKE
    if referent.kind == "person":
        return score + (_PERSON if gender == wanted else _PERSON_OF_OPEN_GENDER)
    if referent.kind == "role":
        return score + _ROLE
    if referent.kind in {"document", "unknown"}:
        return score + _DOCUMENT
    return score if wanted == "p" else score + _THING
