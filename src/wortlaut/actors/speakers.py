"""Naming the speakers of an article's statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wortlaut.actors.beside import Words
from wortlaut.actors.certainty import certainty
from wortlaut.actors.knowing import KnowledgeBase
from wortlaut.actors.resolve import Naming
from wortlaut.actors.spokespersons import house_of, house_of_person
from wortlaut.actors.traces import Referent
from wortlaut.actors.world import World, plain_actor
from wortlaut.records import Actor, Document, Statement
from wortlaut.tagger.names import NameSpan


def name_speakers(
    document: Document,
    statements: Sequence[Statement],
    knowledge: KnowledgeBase | None = None,
    names: Sequence[NameSpan] = (),
) -> tuple[Statement, ...]:
    """Give every statement's speaker an actor: from within the article, then from the world.

    ``statements`` come with their speakers' mentions (or none), in any order; the same statements
    come back in the same order, each with ``speaker.actor`` and ``speaker.resolved_by``:

    - ``name``: the mention holds a name, a surname or the short form of one;
    - ``office``: somebody in the article carries the office ("der Minister");
    - ``pronoun``: "er", "ihrer Meinung nach";
    - ``phrase``: a role, group, organisation or document without a name of its own;
    - ``carried_over``: no mention, or one that only points back ("demnach");
    - ``knowledge``: nobody in the article carries the office, but ``knowledge`` knows who held it
      on the day of the article;
    - None: nobody can be named.

    With ``knowledge``, actors who are certain carry their Wikidata id, party and country; without
    it, what is said of them comes from the article alone. ``certainty``, ``on_behalf_of`` and
    ``members`` are filled either way. ``names`` are those that the tagger found in the document:
    people whose first names no list holds are known by them. Mentions, spans and ids are never
    changed. Method: rules.

    >>> name_speakers(document, statements)[0].speaker.name  # doctest: +SKIP
    'Henning Orlamünder'
    """
    if not statements:
        return ()
    world = World(document, knowledge) if knowledge is not None else None
    naming = Naming(document, statements, world, names)
    order = sorted(range(len(statements)), key=lambda i: _position(statements[i]))
    named: dict[int, tuple[Statement, Referent]] = {}
    for i in order:
        statement = naming.name(statements[i])
        named[i] = (statement, naming.by_id[statement.id])  # the same words may have two speakers
    finish = _Finish(naming, world)
    return tuple(finish(*named[i]) for i in range(len(statements)))


def _position(statement: Statement) -> tuple[int, int]:
    """Text order; an outer statement before those nested in it."""
    return statement.spans[0].start, -statement.spans[-1].end


class _Finish:
    """Turns what the article says into the actor that a reader is shown."""

    def __init__(self, naming: Naming, world: World | None) -> None:
        self._naming = naming
        self._world = world
        self._houses: dict[int, str | None] = {}

    def __call__(self, statement: Statement, referent: Referent) -> Statement:
        speaker = statement.speaker
        mention = tuple(self._naming.people.words[i] for i in self._naming.index.mention(statement))
        actor = self._actor(referent, speaker.resolved_by, mention)
        if actor.name is None:
            return statement
        found = replace(
            speaker,
            actor=actor,
            on_behalf_of=self._behalf(mention, referent),
            members=self._members(referent),
        )
        return statement.with_speaker(replace(found, certainty=certainty(found)))

    def _actor(self, referent: Referent, how: str | None = None, mention: Words = ()) -> Actor:
        if self._world is None:
            return plain_actor(referent)
        return self._world.actor(referent, how, mention)

    def _behalf(self, mention: Words, referent: Referent) -> Actor | None:
        if referent.kind not in {"person", "role"}:
            return None
        people = self._naming.people
        house = house_of(mention)
        if house is None and referent.phrase is not None:
            house = house_of(referent.phrase.words)
        if house is None and referent.person is not None:
            key = id(referent.person)
            if key not in self._houses:
                self._houses[key] = house_of_person(referent.person, people)
            house = self._houses[key]
        if house is None:
            return None
        if self._world is not None:
            house = self._world.house(house, referent)
        return self._actor(Referent("organisation", house))

    def _members(self, referent: Referent) -> tuple[Actor, ...]:
        """ "Ute Kolb und Jan Rabe": both of them."""
        if referent.kind != "group" or referent.title is None:
            return ()
        names = referent.title.split(" und ")
        people = {p.name: p for p in self._naming.people.persons}
        if len(names) < 2 or not all(n in people for n in names):
            return ()
        return tuple(self._actor(Referent.of(people[n])) for n in names)
