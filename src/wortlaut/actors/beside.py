"""What an article says right beside a name: offices, party, age, nation.

"der russische Präsident | Wladimir Putin", "Ute Kolb (SPD, 52)", "Kolb, Präsidentin der
Landesbank,". The words are kept as they stand, so that a knowledge base can read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from wortlaut.actors import closed
from wortlaut.actors.people import People, Person
from wortlaut.actors.runs import capitalised
from wortlaut.actors.wordlists import word_set

Words = tuple[str, ...]

_BREAKS = frozenset(",;:()[]„“”«»\"'‚‘’›‹!?–—/.")
_FINITE = word_set(
    """
    sagte sagt erklärte betonte hat hatte ist war wird wurde habe sei sagten erklärten sind waren
    """
)
_REACH = 12
"""Tokens that an apposition may have."""
_ENDINGS = ("e", "en", "er", "es", "em")
_PARTY_WORDS = {
    "spd": "SPD", "cdu": "CDU", "csu": "CSU", "fdp": "FDP", "grüne": "Grüne", "grünen": "Grüne",
    "bündnisgrüne": "Grüne", "linke": "Linke", "linken": "Linke", "linkspartei": "Linke",
    "pds": "Linke", "wasg": "Linke", "afd": "AfD", "bsw": "BSW", "övp": "ÖVP", "spö": "SPÖ",
    "fpö": "FPÖ", "neos": "NEOS", "bzö": "BZÖ", "svp": "SVP", "ssw": "SSW",
}  # fmt: skip


@dataclass(slots=True)
class Beside:
    """What stands beside the mentions of one person; ``phrases`` in text order, without doubles."""

    phrases: list[Words] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)
    age: int | None = None


@lru_cache(maxsize=16384)
def party_of(word: str) -> str | None:
    """The short name of a party in a word: "SPD-Chef", "(Grüne)", "CDU/CSU" gives None.

    >>> party_of("FDP-Politikerin"), party_of("Grünen"), party_of("Partei")
    ('FDP', 'Grüne', None)
    """
    head = word.partition("-")[0]
    return _PARTY_WORDS.get(head.lower()) if head[:1].isupper() else None


def same_party(one: str, other: str) -> bool:
    """Whether two short names stand for one party or its forerunner."""
    return _PARTY_WORDS.get(one.lower(), one) == _PARTY_WORDS.get(other.lower(), other)


def beside(people: People, person: Person) -> Beside:
    """Everything that stands beside the mentions of ``person``."""
    found = Beside(age=int(person.age) if person.age and person.age.isdigit() else None)
    for first, last in person.mentions:
        for words in _phrases(people, first, last):
            if words and words not in found.phrases:
                found.phrases.append(words)
        _read_bracket(people.words[last : last + 8], found)
    for words in found.phrases:
        found.parties.update(p for w in words if (p := party_of(w)))
    return found


def phrase_before(people: People, start: int) -> int:
    """Where the noun phrase begins whose first capitalised word is at ``start``."""
    words, glued = people.words, people.glued
    reach = start - 5
    while start > max(0, reach) and glued[start]:
        previous = words[start - 1]
        if previous.lower() in closed.DETERMINERS:
            return start - 1
        adjective = previous[:1].islower() and len(previous) > 3 and previous.endswith(_ENDINGS)
        if not adjective or previous.lower() in closed.FUNCTION_WORDS:
            return start
        start -= 1
    return start


def _phrases(people: People, first: int, last: int) -> Iterator[Words]:
    words = people.words
    run = people.run_at(first)
    lead = run.first if run is not None and run.first < first <= max(run.name, first) else first
    if run is not None and first > run.name:
        lead = first
    start = phrase_before(people, lead)
    if start < first:
        owner = words[start].lower() in {"der", "des"} and start > 0 and people.glued[start]
        before = people.run_at(start - 1) if owner else None
        if before is not None and before.first not in people.at:
            start = phrase_before(people, before.first)  # "Präsident | der Bundesbank Weber"
        yield tuple(words[start:first])
    if start > 1 and words[start - 1] == ",":
        yield _apposition_before(people, start - 1)
    yield _apposition_after(people, last)


def _apposition_before(people: People, comma: int) -> Words:
    """ "die | Präsidentin der Landesbank |, Ute Kolb": back to its article."""
    words = people.words
    best = comma
    for j in range(comma - 1, max(-1, comma - 1 - _REACH), -1):
        word = words[j]
        if word in _BREAKS or word.lower() in _FINITE or j in people.at:
            break
        if word.lower() in closed.DETERMINERS or capitalised(word):
            best = j
        if not people.glued[j]:
            break
    phrase = tuple(words[best:comma])
    return () if _is_clause(phrase) else phrase


def _is_clause(phrase: Words) -> bool:
    """ "Der Sprecher | teilte mit |, Ute Kolb komme": a verb follows the noun."""
    for word, following in pairwise(phrase):
        if capitalised(word):
            low = following.lower()
            joins = low in closed.DETERMINERS | closed.PREPOSITIONS | {"und", "a", "sowie"}
            return following[:1].islower() and not joins
    return False


def _apposition_after(people: People, last: int) -> Words:
    """ "Ute Kolb (52), | Präsidentin der Landesbank |,"."""
    words = people.words
    i = last
    if words[i : i + 1] == ["("]:
        i = next((j + 1 for j in range(i, min(i + 8, len(words))) if words[j] == ")"), i)
    if words[i : i + 1] != [","]:
        return ()
    end = i + 1
    while end < len(words) and end < i + 1 + _REACH and people.glued[end]:
        if words[end] in _BREAKS or words[end].lower() in _FINITE or end in people.at:
            break
        end += 1
    phrase = tuple(words[i + 1 : end])
    if not phrase or (end < len(words) and end in people.at):
        return ()
    opens = phrase[0].lower() in closed.DETERMINERS or capitalised(phrase[0])
    opens = opens or (phrase[0][:1].islower() and phrase[0].endswith(_ENDINGS))
    return phrase if opens and any(capitalised(w) for w in phrase) else ()


def _read_bracket(words: list[str], found: Beside) -> None:
    """ "(SPD)", "(52, CDU)" behind a name."""
    if words[:1] != ["("] or ")" not in words:
        return
    for word in words[1 : words.index(")")]:
        if party := party_of(word):
            found.parties.add(party)
        if word.isdigit() and len(word) == 2:
            found.age = int(word)
