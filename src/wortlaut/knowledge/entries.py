"""The records of the knowledge base: entries, tenures, offices and what a phrase says of one."""

from __future__ import annotations

from dataclasses import dataclass

from wortlaut.records import ActorKind, Gender


@dataclass(frozen=True, slots=True)
class Entry:
    """A person or organisation of the world.

    ``id`` is the Wikidata id where there is one ("Q7747"), else a stable key of ours
    ("o:polizei mainz"). ``name`` is the German display name. ``born`` and ``died`` are ISO dates,
    maybe only a year; ``country`` is ISO 3166-1 alpha-2. ``prominence`` goes from 3 (head of state
    or government, or equally known) over 2 (national minister, head of a world body) and 1 (member
    of a national parliament or a state government) to 0.
    """

    id: str
    name: str
    kind: ActorKind
    wikidata: str | None = None
    gender: Gender | None = None
    born: str | None = None
    died: str | None = None
    party: str | None = None
    country: str | None = None
    prominence: int = 0


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office, of a country or of a ``body`` (an organisation or a Land).

    ``start`` and ``end`` are ISO dates or prefixes of one ("2009"); an ``end`` of None is open,
    and ``known_until`` is then the day up to which the source knew the person in office.
    """

    person: str
    office: str
    country: str | None = None
    body: str | None = None
    start: str | None = None
    end: str | None = None
    known_until: str | None = None

    def covers(self, day: str) -> bool:
        """Whether the person held the office on ``day`` (ISO), as far as the source knows.

        A date of which only the year is known covers the whole year.
        """
        if self.start is not None and day[: len(self.start)] < self.start:
            return False
        last = self.end if self.end is not None else self.known_until
        return last is None or day[: len(last)] <= last


@dataclass(frozen=True, slots=True)
class Office:
    """An office and its German nouns: "Außenminister", "Außenministerin", "Chefdiplomat".

    ``nouns`` may be said of anyone or of a man, ``feminine`` of a woman only. ``includes`` are the
    offices that are also this one: a chancellor is a head of government.
    """

    key: str
    nouns: tuple[str, ...]
    feminine: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeReading:
    """What the words of an office say: "der kasachische Präsident" → president, KZ, male.

    One noun may stand for several ``offices``. ``country`` and ``body`` say of what; ``assumed``
    is true where the country is a default and not in the words ("Bundesaußenministerin" is taken
    for German; an Austrian article may mean otherwise). ``former`` is true for "früherer",
    "Ex-", ``future`` for "designierter", "künftiger". ``gender`` is that of the noun, ``plural``
    where the noun can only be one.
    """

    offices: tuple[str, ...]
    country: str | None = None
    body: str | None = None
    gender: Gender | None = None
    assumed: bool = False
    former: bool = False
    future: bool = False
    plural: bool = False
