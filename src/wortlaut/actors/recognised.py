"""People whom the name tagger finds and the rules do not: no list holds every first name.

"Vekuii Tjiparuro" stands beside no office and in no list; the words around it tell that it is
somebody. Only full names are taken: a surname alone is a person's if it speaks, or belongs to a
full name. The rules' own people stay as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from wortlaut.actors import closed
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.people import People
from wortlaut.actors.runs import SURNAMES_LIKE_ROLES, capitalised
from wortlaut.tagger.names import NameSpan

SURE = 0.8
"""Below this score a name is left alone; tuned on the train part of the project's own corpus with
half of the list of first names taken away."""
_LONGEST = 5


def recognise(people: People, names: Iterable[NameSpan]) -> None:
    """Add the full names of persons among ``names`` to the people of the same document."""
    starts = [t.start for t in people.tokens]
    added = False
    for name in names:
        if name.kind != "person" or name.score < SURE:
            continue
        first, last = bisect_left(starts, name.start), bisect_left(starts, name.end)
        if _is_full_name(people, first, last):
            run = people.run_at(first)
            people.add(first, last, lead=min(run.first, first) if run else first)
            added = True
    if added:
        people.finish()


def _is_full_name(people: People, first: int, last: int) -> bool:
    """Whether nobody is known there yet, and no word is an office, an acronym or a number."""
    words = people.words[first:last]
    if not 1 < len(words) <= _LONGEST or any(i in people.at for i in range(first, last)):
        return False
    if not (capitalised(words[0]) and capitalised(words[-1])):
        return False
    return all(_may_name(word, last=i == len(words) - 1) for i, word in enumerate(words))


def _may_name(word: str, *, last: bool) -> bool:
    if word.lower() in closed.PARTICLES:
        return True
    if not capitalised(word) or any(c.isdigit() for c in word):
        return False
    if word.isupper() and len(word.rstrip(".")) > 1:
        return False
    return noun_class(word) is None or (last and (word in SURNAMES_LIKE_ROLES or "-" in word))
