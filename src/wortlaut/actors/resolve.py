"""From a mention to an actor of the article.

Statements come in text order. A mention gets its actor by the name in it, by the office that
somebody in the article carries, by pronoun, or as an unnamed role, group, organisation or
document. A statement without a mention keeps the speaker before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wortlaut.actors import closed
from wortlaut.actors.carriers import Carriers
from wortlaut.actors.index import Mention, index_document
from wortlaut.actors.mentions import MentionReader
from wortlaut.actors.nouns import guessed_role, looks_like_role
from wortlaut.actors.phrases import QUOTES, Phrase, clause_end, kind_of, parse
from wortlaut.actors.progress import Progress
from wortlaut.actors.pronouns import FIRST_PERSON, Pronouns
from wortlaut.actors.reports import read_report
from wortlaut.actors.silent import Silent
from wortlaut.actors.things import introduces, owned_by, quoted_name, source_in_compound, thing
from wortlaut.actors.traces import NOBODY, REACH, Answer, Referent
from wortlaut.actors.wordlists import word_set
from wortlaut.actors.world import World
from wortlaut.records import ActorKind, Document, Speaker, Statement

_OWNERS = word_set("der des von vom eines einer")
_ANAPHORIC = word_set(
    """
    demnach danach demzufolge daraus darin hiernach dementsprechend
    """
)


class Naming:
    """One pass over one article: call ``name`` for each statement, in text order.

    ``world`` tells who the people of the article are and who holds an office; None for an article
    that is to be read alone.
    """

    def __init__(
        self, document: Document, statements: Sequence[Statement], world: World | None = None
    ) -> None:
        self.world = world
        self.index = index_document(document, statements, world.introduce if world else None)
        self.people = self.index.people
        self.words = self.people.words
        self.traces = self.index.traces
        self.reader = MentionReader(self.people)
        self.carriers = Carriers(self.people, self.traces)
        self.text = document.text
        self.progress = Progress(self.index)
        self.pronouns = Pronouns(self.progress)
        self.silent = Silent(self.progress, self.pronouns)
        self.answers: dict[Mention, Answer] = {}

    @property
    def by_id(self) -> dict[str, Referent]:
        """Who made each statement, by its id."""
        return self.progress.by_id

    def name(self, statement: Statement) -> Statement:
        mention = self.index.mention(statement)
        if mention:
            if mention not in self.answers:
                self.answers[mention] = self._answer(mention, statement)
            referent, how = self.answers[mention]
            self.traces.add(mention[0], referent, spoke=True)
        else:
            referent, how = self.silent.answer(statement)
        actor = referent.actor
        self.progress.note(statement, referent)
        return statement.with_speaker(
            Speaker(statement.speaker.mention, actor, how if actor.name else None)
        )

    # -- mentions ------------------------------------------------------------------------------

    def _answer(self, mention: Mention, statement: Statement) -> Answer:
        if len(mention) <= 2:
            answer = self._short(mention, statement)
            if answer is not None:
                return answer
        return self._by_phrase(mention, statement, oblique=False)

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
        person = self.reader.person(mention)
        if person is not None:
            return Referent.of(person), "name"
        return self._role_or_thing(mention[0], phrase, statement)

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
        """A mention without a noun in it: a pronoun, or a name in small letters ("n24")."""
        for i in mention:
            answer = self._short((i,), statement)
            if answer is not None:
                return answer
        last = self.words[mention[-1]]
        if any(c.isalpha() for c in last) and any(c.isdigit() or c in ".-_" for c in last):
            return Referent("organisation", last), "name"
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
        for trace in self.traces.before(token, 1):
            if trace.referent.kind == "document" and not trace.place.inside:
                return trace.referent, "carried_over"
        last = self.progress.last
        if last is not None and last[0].name:
            return last[0], "carried_over"
        for trace in self.traces.before(token, REACH):
            if trace.referent.kind in {"person", "organisation", "document"}:
                return trace.referent, "carried_over"
        return NOBODY, None

    # -- roles and things --------------------------------------------------------------------------

    def _role_or_thing(self, token: int, phrase: Phrase, statement: Statement) -> Answer:
        word = phrase.words[phrase.head]
        if word in self.index.short and phrase.last == phrase.head + 1:
            return Referent("organisation", self.index.short[word]), "name"
        definite = phrase.kind_of_determiner == "definite"
        if definite and "-Jährige" in word:
            return self._by_age(token, phrase, statement)
        if (
            definite
            and phrase.found is None
            and phrase.bare
            and (looks_like_role(word, phrase.determiner))
        ):
            phrase = replace(phrase, found=guessed_role(word))
        kind = kind_of(phrase)
        if kind == "role" and phrase.kind_of_determiner in {"definite", "none"}:
            holder = self._holder(token, phrase)
            if holder is not None:
                return holder, "knowledge"
            person = self.carriers.find_or_take_up(token, phrase)
            if person is not None:
                return Referent.of(person), "office"
        if definite and phrase.bare and kind in {"role", "organisation"}:
            earlier = self._earlier(phrase, kind)
            if earlier is not None:
                return earlier, "office"
        return self._thing(token, phrase, kind, statement), "phrase"

    def _holder(self, token: int, phrase: Phrase) -> Referent | None:
        """Who holds an office that nobody in the article carries, as far as the world tells."""
        if self.world is None or self.carriers.find(token, phrase) is not None:
            return None
        return self.world.holder(phrase)

    def _by_age(self, token: int, phrase: Phrase, statement: Statement) -> Answer:
        """ "Der 52-Jährige": whoever is said to be 52, else the nearest person before."""
        age = phrase.words[phrase.head].partition("-")[0]
        for person in self.people.persons:
            if person.age == age:
                return Referent.of(person), "office"
        word = "ihr" if phrase.determiner == "die" else "er"
        return self.pronouns.by_gender(token, word, statement, persons=True)

    def _earlier(self, phrase: Phrase, kind: ActorKind) -> Referent | None:
        """ "Das Ministerium" after "das Umweltministerium": the longer name of the same."""
        if phrase.found is None:
            return None
        for referent in self.progress.speakers_back():
            office = referent.office
            if office is None or referent.kind != kind or referent.gender != phrase.gender:
                continue
            if office.office.endswith(phrase.found.office):
                return referent
        return self.progress.last_organisation() if introduces(phrase.words[phrase.head]) else None

    def _thing(self, token: int, phrase: Phrase, kind: ActorKind, statement: Statement) -> Referent:
        """An unnamed role, group, organisation or document, by its phrase in the nominative."""
        found = thing(phrase, kind)
        if phrase.kind_of_determiner != "possessive" or found.title is not None:
            return found
        if phrase.determiner in FIRST_PERSON:
            owner, _ = self.pronouns.first_person(statement)
        elif phrase.determiner in {"dessen", "deren"}:
            owner = (
                self.traces.nearest(token, "mn" if phrase.determiner == "dessen" else "fp")
                or NOBODY
            )
        else:
            owner, _ = self.pronouns.by_gender(token, phrase.determiner, statement)
        return Referent(kind, owned_by(phrase, owner), phrase.gender, None, phrase)
