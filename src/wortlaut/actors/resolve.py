"""From a mention to an actor of the article.

Statements come in text order. A mention gets its actor by the name in it, by the office that
somebody in the article carries, by pronoun, or as an unnamed role, group, organisation or
document. A statement without a mention keeps the speaker before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.actors import closed
from wortlaut.actors.carriers import Carriers
from wortlaut.actors.index import Mention, index_document
from wortlaut.actors.joint import conjuncts, joint
from wortlaut.actors.mentions import MentionReader
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import DATIVE, QUOTES, Phrase, clause_end, join, kind_of, parse
from wortlaut.actors.progress import Progress
from wortlaut.actors.pronouns import FIRST_PERSON, Pronouns
from wortlaut.actors.recognised import recognise
from wortlaut.actors.reports import read_report
from wortlaut.actors.roles import RELATIVE, Roles
from wortlaut.actors.silent import Silent
from wortlaut.actors.things import introduces, quoted_name, source_in_compound, thing
from wortlaut.actors.traces import NOBODY, REACH, Answer, Referent
from wortlaut.actors.wordlists import word_set
from wortlaut.actors.world import World
from wortlaut.records import Document, Speaker, Statement
from wortlaut.tagger.names import NameSpan

_OWNERS = word_set("der des von vom eines einer")
_SOME = closed.NUMBER_DETS | word_set("manche wenige etliche")
_ANAPHORIC = word_set(
    """
    demnach danach demzufolge daraus darin hiernach dementsprechend
    """
)


class Naming:
    """One pass over one article: call ``name`` for each statement, in text order.

    ``world`` tells who the people of the article are and who holds an office; None for an article
    that is to be read alone. ``names`` are those that the tagger found in it.
    """

    def __init__(
        self,
        document: Document,
        statements: Sequence[Statement],
        world: World | None = None,
        names: Sequence[NameSpan] = (),
    ) -> None:
        self.world = world

        def introduce(people: People) -> None:
            recognise(people, names)
            if world is not None:
                world.introduce(people)

        self.index = index_document(document, statements, introduce)
        self.people = self.index.people
        self.words = self.people.words
        self.traces = self.index.traces
        self.reader = MentionReader(self.people)
        self.carriers = Carriers(self.people, self.traces)
        self.text = document.text
        self.progress = Progress(self.index)
        self.pronouns = Pronouns(self.progress)
        self.roles = Roles(self.progress, self.carriers, self.pronouns, world)
        self.silent = Silent(self.progress, self.pronouns)
        self.answers: dict[Mention, Answer] = {}

    @property
    def by_id(self) -> dict[str, Referent]:
        """Who made each statement, by its id."""
        return self.progress.by_id

    def name(self, statement: Statement) -> Statement:
        mention = self.index.mention(statement)
        if mention:
            referent, how = self._spoken_by(mention, statement)
            self.traces.add(mention[0], referent, spoke=True)
        else:
            referent, how = self.silent.answer(statement)
        actor = referent.actor
        self.progress.note(statement, referent)
        return statement.with_speaker(
            Speaker(statement.speaker.mention, actor, how if actor.name else None)
        )

    def _spoken_by(self, mention: Mention, statement: Statement) -> Answer:
        """The answer to a mention, unless the frame says that another speaks."""
        other = self.silent.cited(statement, mention)
        if other is None and self._is_dative(mention):
            other = self.silent.subject(statement)
        if other is not None:
            return other
        if mention not in self.answers:
            self.answers[mention] = self._answer(mention, statement)
        return self.answers[mention]

    def _is_dative(self, mention: Mention) -> bool:
        """ "Der Zeitung sagte Kolb": whoever is spoken to opens the sentence."""
        first, behind = mention[0], self.words[mention[-1] + 1 : mention[-1] + 2]
        if self.words[first] not in {"Der", "Dem"} or behind[:1] in (["zufolge"], ["nach"]):
            return False
        if self.people.glued[first] or any(i in self.people.at for i in mention):
            return False
        phrase = parse([self.words[i] for i in mention])
        if phrase is None or phrase.many or phrase.found is None:
            return False
        return phrase.determiner == "dem" or phrase.found.gender == "f"

    # -- mentions ------------------------------------------------------------------------------

    def _answer(self, mention: Mention, statement: Statement) -> Answer:
        if len(mention) <= 2:
            answer = self._short(mention, statement)
            if answer is not None:
                return answer
        before = self.words[mention[0] - 1].lower() if self.people.glued[mention[0]] else ""
        oblique = before in closed.REPORT_NOUNS or before in DATIVE
        return self._by_phrase(mention, statement, oblique=oblique)

    def _short(self, mention: Mention, statement: Statement) -> Answer | None:
        """A pronoun, or a word that points back."""
        if any(self.words[i].lower() in _ANAPHORIC for i in mention):
            return self._point_back(mention[0])
        return self.pronouns.answer(mention, statement)

    def _by_phrase(self, mention: Mention, statement: Statement, *, oblique: bool) -> Answer:
        words = [self.words[i] for i in mention]
        named = self._by_shape(mention, words)
        if named is not None:
            return named
        phrase = parse(words, oblique=oblique)
        if phrase is None:
            person = next((self.people.at[i] for i in mention if i in self.people.at), None)
            if person is not None:
                return Referent.of(person), "name"
            return self._loose(mention, statement)
        answer = self._report(mention, phrase, statement)
        if answer is not None:
            return answer
        mention = mention[: clause_end(words, phrase.head)]
        several = self.reader.several(mention, phrase)
        if several is not None:
            return several, "name"
        together = self._joint(mention, words[: len(mention)])
        if together is not None:
            return together, "phrase"
        person = self.reader.person(mention)
        if person is not None:
            return Referent.of(person), "name"
        return self.roles.answer(mention[0], phrase, statement)

    def _by_shape(self, mention: Mention, words: list[str]) -> Answer | None:
        """Quoted names, account names, and sources inside a compound ("Polizeiangaben")."""
        quoted = quoted_name(words)
        if quoted is not None:
            return quoted, "name"
        tokens = self.people.tokens
        text = self.text[tokens[mention[0]].start : tokens[mention[-1]].end]
        if text.startswith("@") and " " not in text:
            return Referent("person", text), "name"
        source = source_in_compound(words)
        if source is None:
            return None
        if source.name and introduces(source.name):
            return self.progress.last_organisation() or source, "phrase"
        return source, "phrase"

    def _loose(self, mention: Mention, statement: Statement) -> Answer:
        """A mention without a noun in it: a pronoun, a part of some ("sieben von ihnen"), or a name
        in small letters ("n24")."""
        words = [self.words[i] for i in mention]
        if words[0].lower() in _SOME and "von" in words[1:2]:
            return Referent("group", join([words[0].lower(), *words[1:]]), "p"), "phrase"
        for i in mention:
            answer = self._short((i,), statement)
            if answer is not None:
                return answer
        last = self.words[mention[-1]]
        if any(c.isalpha() for c in last) and any(c.isdigit() or c in ".-_" for c in last):
            return Referent("organisation", last), "name"
        if self.world is not None and self.world.organisation(last) is not None:
            return Referent("organisation", last), "name"  # "dpa"
        return NOBODY, None

    # -- report nouns ----------------------------------------------------------------------------

    def _report(self, mention: Mention, phrase: Phrase, statement: Statement) -> Answer | None:
        """ "Angaben der Polizei" → the police, "seiner Meinung" → him, "eigenen Angaben" → self."""
        report = read_report(phrase, lambda at: self._is_source(mention[at:]))
        if report is None or report.where == "document":
            return None
        if report.where == "behind":
            return self._by_phrase(mention[report.at :], statement, oblique=True)
        if report.where == "before":
            return self._by_phrase(mention[: report.at], statement, oblique=False)
        if report.where == "self":
            return self.pronouns.same_subject(mention[0], statement)
        if report.where == "possessive":
            if report.word in FIRST_PERSON:
                return self.pronouns.first_person(statement)
            if report.word in RELATIVE:
                return self.pronouns.demonstrative(mention[0], report.word)
            return self.pronouns.by_gender(mention[0], report.word, statement)
        answer = self._point_back(mention[0])
        return answer if answer[0].name else None

    def _is_source(self, rest: Mention) -> bool:
        """Whether "Bericht" has a medium or a person behind it rather than a subject."""
        if any(self.words[i] in QUOTES for i in rest):
            return True
        owner = self.words[rest[0]].lower() in _OWNERS
        if owner and any(i in self.people.at for i in rest):
            return True
        phrase = parse([self.words[i] for i in rest])
        if phrase is None:
            return False
        word = phrase.words[phrase.head].lower()
        if phrase.found is None:
            return owner
        return phrase.found.key in closed.MEDIA_NOUNS or word in closed.MEDIA_NOUNS

    def _point_back(self, token: int) -> Answer:
        """ "Demnach", "den Angaben zufolge": a document just named, else whoever spoke last."""
        documents = [
            t
            for t in self.traces.before(token, 1)
            if t.referent.kind == "document" and not t.place.inside
        ]
        quoted = self.index.quoted
        for trace in sorted(documents, key=lambda t: (quoted[t.token], t.place.oblique)):
            return trace.referent, "carried_over"
        last = self.progress.last
        if last is not None and last[0].name:
            return last[0], "carried_over"
        for trace in self.traces.before(token, REACH):
            if trace.referent.kind in {"person", "organisation", "document"}:
                return trace.referent, "carried_over"
        return NOBODY, None

    # -- several ----------------------------------------------------------------------------------

    def _named_last(self, part: Mention) -> Person | None:
        """ "der Chef der Agentur für Arbeit Ute Kolb" as one of several: a full name at the end."""
        person = self.people.at.get(part[-1])
        return person if person is not None and self.people.at.get(part[-2]) is person else None

    def _joint(self, mention: Mention, words: Sequence[str]) -> Referent | None:
        """ "Der Rat und die Polizei", a person among them or not."""
        members: list[Referent] = []
        for first, last in conjuncts(words):
            phrase = parse(words[first:last])
            if phrase is None:
                return None
            person = self.reader.person(mention[first:last]) or self._named_last(
                mention[first:last]
            )
            members.append(Referent.of(person) if person else thing(phrase, kind_of(phrase)))
        return joint(members) if members else None
