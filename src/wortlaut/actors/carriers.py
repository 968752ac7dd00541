"""Roles in the text that stand for somebody the article names: "der Minister", "die Juristin"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from wortlaut.actors.offices import Office, role_gender, same_office
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import Phrase
from wortlaut.actors.traces import Traces, office_of
from wortlaut.actors.wordlists import word_set

_PERSONS = 60
_TRACES_BACK = 1500
"""Whoever carries an office is sought among that many persons and mentions, so that a book takes no
longer a page than an article."""
TOPIC_REACH = 3
"""Sentences between a role and the person it may take up when nobody is said to carry it."""

# Roles that a text gives to somebody without a name: "der Richter" is not whoever spoke last.
_RELATIONAL = word_set(
    """
    sprecher anwalt kollege vertraute nachbar vater mutter bruder schwester sohn tochter frau
    mann freund mitarbeiter vertreter zeuge gegner richter staatsanwalt fahrer kläger
    verteidiger gast kunde junge ehemann ehefrau onkel tante bürger anwohner bewohner verfasser
    gutachter
    """
)


def share_offices(people: People) -> None:
    """ "Sein norwegischer Kollege Alf Lunde" carries the office of whoever is named before him."""
    ordered = sorted(people.persons, key=_first)
    before: Office | None = None
    for person in ordered:
        colleague = next((o for o in person.offices if o.key == "kollege"), None)
        if colleague is None:
            before = next(iter(person.offices), before)
        elif before is not None and colleague.nation:
            person.offices.append(replace(before, nation=colleague.nation, inferred=True))


class Carriers:
    """Finds who in an article carries an office."""

    def __init__(self, people: People, traces: Traces) -> None:
        self._people = people
        self._traces = traces
        self._ordered = sorted(people.persons, key=_first)
        self._firsts = [_first(p) for p in self._ordered]

    def find(self, token: int, phrase: Phrase) -> Person | None:
        """The person who is introduced with the office of ``phrase`` (at ``token``).

        Gender and nation must not contradict. Of several, the one with the best fitting office,
        nation and organisation wins, then the one mentioned last before ``token``.
        """
        found = self._best(token, phrase)
        return found[0] if found else None

    def find_or_take_up(self, token: int, phrase: Phrase) -> Person | None:
        """The same; where nobody is introduced with it, whoever the text was last about."""
        found = self._best(token, phrase)
        if found is not None and found[1]:
            return found[0]
        near = self._topic(token, phrase)
        return near or (found[0] if found else None)

    def _best(self, token: int, phrase: Phrase) -> tuple[Person, bool] | None:
        """The best carrier, and whether the text itself introduced it with that office."""
        wanted = office_of(phrase)
        if wanted is None or phrase.found is None:
            return None
        gender = role_gender(phrase.found, phrase.determiner, phrase.words[phrase.head])
        best: tuple[tuple[float, ...], Person, bool] | None = None
        for person in self._near(token):
            if gender and person.gender and gender != person.gender:
                continue
            scores = [(_fit(o, wanted), o) for o in person.offices]
            fits = [(score, o) for score, o in scores if score is not None]
            if not fits:
                continue
            key = (max(score for score, _ in fits), *self._recency(person, token))
            if best is None or key > best[0]:
                sure = bool(wanted.nation or wanted.qualifiers)
                best = (key, person, sure or any(not o.inferred for _, o in fits))
        return (best[1], best[2]) if best else None

    def _near(self, token: int) -> Iterator[Person]:
        """The persons mentioned last before ``token``, then the next ones that are named only
        later; all of them in an article of the usual size."""
        seen: set[int] = set()
        for trace in islice(self._traces.before(token), _TRACES_BACK):
            person = trace.referent.person
            if person is not None and id(person) not in seen:
                seen.add(id(person))
                yield person
                if len(seen) == _PERSONS:
                    break
        at = bisect_left(self._firsts, token)
        yield from self._ordered[at : at + _PERSONS]

    def _recency(self, person: Person, token: int) -> tuple[float, float]:
        """Nearest mention before ``token``; somebody named only later comes last."""
        latest = self._traces.latest(person, token)
        if latest >= 0:
            return (1.0, latest)
        return (0.0, -_first(person))

    def _topic(self, token: int, phrase: Phrase) -> Person | None:
        """The nearest person before a bare "der Winzer" who may be one, and is one from then on."""
        wanted = office_of(phrase)
        if phrase.kind_of_determiner != "definite" or wanted is None or phrase.found is None:
            return None
        if phrase.last > phrase.head + 1 or wanted.key in _RELATIONAL:
            return None
        gender = role_gender(phrase.found, phrase.determiner, phrase.words[phrase.head])
        for trace in self._traces.before(token, TOPIC_REACH):
            person = trace.referent.person
            if person is None or (gender and person.gender and gender != person.gender):
                continue
            if wanted.nation and person.nation and wanted.nation != person.nation:
                continue
            adjective = phrase.head > phrase.first
            if adjective and wanted.nation and any(not o.inferred for o in person.offices):
                continue  # "der amerikanische Präsident" is not Senator Kolb
            if all(o.office != wanted.office for o in person.offices):
                person.offices.append(replace(wanted, inferred=True))
            return person
        return None


def _first(person: Person) -> int:
    return person.mentions[0][0] if person.mentions else 0


def _fit(office: Office, wanted: Office) -> float | None:
    """How well an office fits the one that is asked for; None where it does not."""
    level = same_office(office.office, wanted.office)
    if not level or (wanted.nation and office.nation and wanted.nation != office.nation):
        return None
    shared = len(wanted.qualifiers & office.qualifiers)
    score = (2.0 if level > 1 else 0.0) + shared
    if wanted.nation and wanted.nation == office.nation:
        score += 2.0
    if wanted.qualifiers and office.qualifiers and not shared and level < 3:
        score -= 1.0
    return score
