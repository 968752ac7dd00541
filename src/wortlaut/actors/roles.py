"""Roles and things without a name: who carries the role, what the short form is short for.

"Der Minister" is whoever the article introduces as one; "der 52-Jährige" whoever is 52; "das
Ministerium" the Umweltministerium named before; "dem siebenseitigen Schreiben" the Schreiben einer
Kanzlei. What stands for nothing else keeps its phrase as its name.
"""

from __future__ import annotations

from dataclasses import replace

from wortlaut.actors import closed
from wortlaut.actors.carriers import Carriers
from wortlaut.actors.nouns import guessed_role, looks_like_role
from wortlaut.actors.phrases import QUOTES, Phrase, kind_of
from wortlaut.actors.progress import Progress
from wortlaut.actors.pronouns import FIRST_PERSON, Pronouns
from wortlaut.actors.things import owned_by, quoted_name, thing
from wortlaut.actors.traces import Answer, Referent
from wortlaut.actors.wordlists import word_set
from wortlaut.actors.world import World
from wortlaut.records import ActorKind, Statement

RELATIVE = frozenset(("dessen", "deren"))
_STYLED = word_set("nennt nannte vorstellt vorstellte ausgibt ausgab bezeichnet nennen")
_CLAUSE = 12
_FAR = 60
"""Sentences in which a short form finds what it is short for."""


class Roles:
    """Resolves the phrases of one article that hold no name."""

    def __init__(
        self, progress: Progress, carriers: Carriers, pronouns: Pronouns, world: World | None
    ) -> None:
        self._progress = progress
        self._index = progress.index
        self._people = progress.index.people
        self._traces = progress.index.traces
        self._carriers = carriers
        self._pronouns = pronouns
        self._world = world

    def answer(self, token: int, phrase: Phrase, statement: Statement) -> Answer:
        """Whom or what the phrase at ``token`` stands for."""
        word = phrase.words[phrase.head]
        alone = phrase.last == phrase.head + 1
        if word in self._index.short and alone:
            return Referent("organisation", self._index.short[word]), "name"
        definite = phrase.kind_of_determiner == "definite"
        if definite and "-Jährige" in word:
            return self._by_age(token, phrase, statement)
        unknown = definite and phrase.found is None and phrase.bare
        if unknown and looks_like_role(word, phrase.determiner):
            phrase = replace(phrase, found=guessed_role(word))
        kind = kind_of(phrase)
        if kind == "role" and phrase.kind_of_determiner in {"definite", "none"}:
            holder = self._holder(token, phrase)
            if holder is not None:
                return holder, "knowledge"
            person = self._carriers.find_or_take_up(token, phrase)
            if person is not None:
                return Referent.of(person), "office"
        if definite and (phrase.bare or (alone and kind == "document")):
            earlier = self._earlier(token, phrase, kind)
            if earlier is not None:
                return earlier, "office"
        styled = self._styled(token, phrase, kind) if not definite else None
        return styled or self._thing(token, phrase, kind, statement), "phrase"

    def _holder(self, token: int, phrase: Phrase) -> Referent | None:
        """Who holds an office that nobody in the article carries, as far as the world tells."""
        if self._world is None:
            return None
        return self._world.holder(phrase, self._carriers.find(token, phrase))

    def _by_age(self, token: int, phrase: Phrase, statement: Statement) -> Answer:
        """ "Der 52-Jährige": whoever is said to be 52, else the nearest person before."""
        age = phrase.words[phrase.head].partition("-")[0]
        for person in self._people.persons:
            if person.age == age:
                return Referent.of(person), "office"
        for trace in self._traces.before(token, _FAR):
            unnamed = trace.referent.phrase
            if unnamed is not None and any(
                w.startswith(age) and "ährig" in w for w in unnamed.words
            ):
                return trace.referent, "office"
        word = "ihr" if phrase.determiner == "die" else "er"
        return self._pronouns.by_gender(token, word, statement, persons=True)

    def _earlier(self, token: int, phrase: Phrase, kind: ActorKind) -> Referent | None:
        """ "Das Ministerium" after "das Umweltministerium": the longer name of the same."""
        if phrase.found is None or kind not in {"role", "organisation", "document"}:
            return None
        if kind != "document":
            for referent in self._progress.speakers_back():
                if referent.kind == kind and _longer_name(referent, phrase):
                    return referent
        if phrase.words[phrase.head].lower() in closed.NAMED_AFTER:
            return self._progress.last_organisation()
        if kind == "document":
            for trace in self._traces.before(token, _FAR):
                known = trace.referent
                if known.kind != kind or not _longer_name(known, phrase):
                    continue
                if known.phrase is not None and known.phrase.last > known.phrase.head + 1:
                    return known
        return None

    def _styled(self, token: int, phrase: Phrase, kind: ActorKind) -> Referent | None:
        """ "Eine Frau, die sich „Doktor Sonne“ nennt": the name that she gives herself."""
        words = self._people.words
        at = token + phrase.last
        if kind not in {"role", "group"} or words[at : at + 1] != [","]:
            return None
        clause = words[at + 1 : at + 1 + _CLAUSE]
        if "sich" not in clause[:3] or _STYLED.isdisjoint(clause):
            return None
        for i, word in enumerate(clause):
            named = quoted_name(clause[i:]) if word in QUOTES else None
            if named is not None:
                return Referent("person" if kind == "role" else kind, named.title, phrase.gender)
            if at + 1 + i in self._people.at:
                return Referent.of(self._people.at[at + 1 + i])
        return None

    def _thing(self, token: int, phrase: Phrase, kind: ActorKind, statement: Statement) -> Referent:
        """An unnamed role, group, organisation or document, by its phrase in the nominative."""
        found = thing(phrase, kind)
        if phrase.kind_of_determiner != "possessive" or found.title is not None:
            return found
        if phrase.determiner in FIRST_PERSON:
            owner, _ = self._pronouns.first_person(statement)
        elif phrase.determiner in RELATIVE:
            owner, _ = self._pronouns.demonstrative(token, phrase.determiner)
        else:
            owner, _ = self._pronouns.by_gender(token, phrase.determiner, statement, owner=True)
        return Referent(kind, owned_by(phrase, owner), phrase.gender, None, phrase)


def _longer_name(known: Referent, phrase: Phrase) -> bool:
    office = known.office
    return (
        office is not None
        and phrase.found is not None
        and known.gender == phrase.gender
        and office.office.endswith(phrase.found.office)
    )
