"""Where in its clause a mention stands: as subject or object, or inside another phrase.

German marks it by the article and by what stands before: "der Minister" against "dem Minister",
"mit der Ministerin", "die Rede der Ministerin". A pronoun in the next sentence rather means the
subject.
"""

from __future__ import annotations

from wortlaut.actors import closed
from wortlaut.actors.people import People, Person
from wortlaut.actors.runs import capitalised
from wortlaut.actors.traces import SUBJECT, Place
from wortlaut.actors.wordlists import word_set

PREPOSITIONS = closed.PREPOSITIONS | word_set(
    """
    ohne gegen zwischen wegen seit trotz neben hinter außer angesichts statt bis per samt entgegen
    nahe dank anstelle namens zugunsten aufseiten namens via
    """
)
_OBLIQUE = word_set(
    """
    dem den des einem einen eines seinem seinen seines ihrem ihren ihres diesem diesen dieses
    unserem unseren meinem meinen
    """
)
_FEMININE_OBLIQUE = word_set("der einer seiner ihrer dieser unserer meiner")
_INFLECTED = ("e", "en", "er", "es", "em")
_ADJECTIVES = 4

_GENITIVE = Place(oblique=True, inside=True)
_BEHIND_PREPOSITION = Place(oblique=True)


def place_of_phrase(people: People, start: int, determiner: str, gender: str | None) -> Place:
    """The place of a noun phrase that begins at ``start`` with ``determiner``."""
    words = people.words
    before = words[start - 1] if start and people.glued[start] else ""
    noun_before = bool(before) and capitalised(before)
    feminine = determiner in _FEMININE_OBLIQUE and gender in {"f", "p"}
    if noun_before and (feminine or determiner in {"des", "eines"}):
        return _GENITIVE
    if before.lower() in PREPOSITIONS or determiner in PREPOSITIONS:
        further = words[start - 2] if start > 1 and people.glued[start - 1] else ""
        at = determiner if determiner in PREPOSITIONS else before.lower()
        holder = before if determiner in PREPOSITIONS else further
        if at in {"von", "vom"} and holder and capitalised(holder):
            return _GENITIVE
        return _BEHIND_PREPOSITION
    return _BEHIND_PREPOSITION if feminine or determiner in _OBLIQUE else SUBJECT


def place_of_name(people: People, person: Person, first: int, last: int) -> Place:
    """The place of a person's name at tokens ``[first, last)``, its offices included."""
    words = people.words
    if words[last - 1].endswith("s") and words[last - 1][:-1] == person.surname:
        return _GENITIVE  # "Kolbs Rede"
    run = people.run_at(first)
    start = run.first if run is not None and run.first <= first else first
    for _ in range(_ADJECTIVES):
        if not start or not people.glued[start]:
            return SUBJECT
        before = words[start - 1].lower()
        if before in closed.DETERMINERS:
            return place_of_phrase(people, start - 1, before, person.gender)
        if before in PREPOSITIONS:
            return place_of_phrase(people, start - 1, before, person.gender)
        if not words[start - 1][:1].islower() or not before.endswith(_INFLECTED):
            return SUBJECT
        start -= 1
    return SUBJECT
