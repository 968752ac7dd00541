"""From a mention to an actor of the article.

Statements come in text order. A mention gets its actor by the name in it, by the office that
somebody in the article carries, by pronoun, or as an unnamed role, group, organisation or
document. A statement without a mention keeps the speaker before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from wortlaut.actors import closed
from wortlaut.actors.carriers import Carriers
from wortlaut.actors.index import Mention, index_document
from wortlaut.actors.mentions import MentionReader, introduces, quoted_name, source_in_compound
from wortlaut.actors.nouns import guessed_role, looks_like_role
from wortlaut.actors.phrases import QUOTES, Phrase, canonical, join, kind_of, parse
from wortlaut.actors.runs import capitalised
from wortlaut.actors.traces import NOBODY, Answer, Referent
from wortlaut.actors.wordlists import word_set
from wortlaut.actors.world import World
from wortlaut.records import ActorKind, Document, Speaker, Statement

_MASCULINE = word_set(
    """
    er ihm ihn seiner seinem seinen sein seine seines dessen
    """
)
_SHE_OR_THEY = word_set(
    """
    sie ihr ihre ihrer ihrem ihren ihres ihnen deren
    """
)
_FIRST_PERSON = word_set(
    """
    ich mir mich wir uns mein meine meiner meinem meinen meines unser unsere unserer unserem
    """
)
_DEMONSTRATIVE = {
    "dieser": "m", "diesem": "m", "diesen": "m", "diese": "f", "dieses": "n", "der": "m",
    "dem": "m", "den": "m", "die": "f", "das": "n", "letzterer": "m", "letztere": "f",
    "ersterer": "m", "erstere": "f", "welcher": "m", "welche": "f", "jener": "m", "jene": "f",
    "es": "n", "derselbe": "m", "dieselbe": "f",
}  # fmt: skip
_ANAPHORIC = word_set(
    """
    demnach danach demzufolge daraus darin hiernach dementsprechend
    """
)
_NOBODY = word_set(
    """
    man wer niemand jemand einige manche viele mancher frage
    """
)
_IMPERSONAL = word_set(
    """
    es man heißt hieß wurde wird worden werde
    """
)
_TAKEN_UP = word_set(
    """
    angaben angabe informationen bericht mitteilung
    """
)
_PARAGRAPHS_CARRIED = 1


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
        self.paragraphs = [p.start for p in document.paragraphs] or [0]
        self.answers: dict[Mention, Answer] = {}
        self.by_id: dict[str, Referent] = {}
        self.last: tuple[Referent, Statement] | None = None
        self.named: list[Referent] = []

    def name(self, statement: Statement) -> Statement:
        mention = self.index.mention(statement)
        if mention:
            if mention not in self.answers:
                self.answers[mention] = self._answer(mention, statement)
            referent, how = self.answers[mention]
            self.traces.add(mention[0], referent, spoke=True)
        else:
            referent, how = self._carry_over(statement)
        actor = referent.actor
        if actor.name is not None:
            self.named.append(referent)
        if self.last is None or not statement.nested_in:
            self.last = (referent, statement)
        self.by_id[statement.id] = referent
        return statement.with_speaker(
            Speaker(statement.speaker.mention, actor, how if actor.name else None)
        )

    # -- statements without a mention -----------------------------------------------------------

    def _carry_over(self, statement: Statement) -> Answer:
        """The speaker before goes on, unless paragraphs lie between or nobody is meant."""
        if statement.nested_in or self.last is None or _is_impersonal(statement):
            return NOBODY, None
        referent, before = self.last
        here, there = statement.spans[0].start, before.spans[-1].end
        apart = bisect_right(self.paragraphs, here) - bisect_right(self.paragraphs, there)
        if apart > _PARAGRAPHS_CARRIED:
            return NOBODY, None
        return (self._subject_between(there, here) or referent), "carried_over"

    def _subject_between(self, start: int, end: int) -> Referent | None:
        """A person who opens a sentence between two statements speaks next."""
        starts = self.index.starts
        found = None
        for trace in self.traces.within(bisect_left(starts, start), bisect_left(starts, end)):
            if trace.referent.person and self.index.opens_sentence(trace.token):
                found = trace.referent
        return found

    # -- mentions ------------------------------------------------------------------------------

    def _answer(self, mention: Mention, statement: Statement) -> Answer:
        low = [self.words[i].lower() for i in mention]
        if len(low) <= 2:
            answer = self._pronoun(mention[0], low, statement)
            if answer is not None:
                return answer
        return self._by_phrase(mention, statement, oblique=False)

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
            return self._loose(mention[0], words, statement)
        if phrase.words[phrase.head].lower() in closed.REPORT_NOUNS:
            answer = self._report_noun(mention, phrase, statement)
            if answer is not None:
                return answer
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
        source = source_in_compound(words[0]) if len(words) == 1 else None
        if source is None:
            return None
        if source.name and introduces(source.name):
            return self._last_organisation() or source, "phrase"
        return source, "phrase"

    def _loose(self, token: int, words: list[str], statement: Statement) -> Answer:
        """A mention without a noun in it."""
        for word in words:
            answer = self._pronoun(token, [word.lower()], statement)
            if answer is not None:
                return answer
        return NOBODY, None

    # -- report nouns ----------------------------------------------------------------------------

    def _report_noun(self, mention: Mention, phrase: Phrase, statement: Statement) -> Answer | None:
        """ "Angaben der Polizei" → the police, "seiner Meinung" → him, "eigenen Angaben" → self."""
        noun = phrase.words[phrase.head].lower()
        rest = mention[phrase.head + 1 : phrase.last]
        if rest and self.words[rest[0]].lower() in {"zufolge", "nach"}:
            rest = rest[1:]
        if rest:
            if noun in closed.REPORT_DOCUMENTS and not self._is_source(rest):
                return None
            return self._by_phrase(mention[phrase.head + 1 :], statement, oblique=True)
        if any(w.lower().startswith("eigen") for w in phrase.words[: phrase.head]):
            return self._same_subject(mention[0])
        if phrase.determiner in _FIRST_PERSON:
            return self._first_person(statement)
        if phrase.determiner in closed.POSSESSIVE:
            return self._by_gender(mention[0], phrase.determiner)
        owner = phrase.words[phrase.head - 1] if phrase.head > phrase.first else ""
        if owner[:1].isupper() and owner.endswith("s"):  # "Kolbs Ansicht"
            return self._by_phrase(mention[: phrase.head], statement, oblique=False)
        if noun in _TAKEN_UP and (phrase.bare or noun == "angaben"):
            answer = self._point_back(mention[0])
            return answer if answer[0].name else None
        return None

    def _is_source(self, rest: Mention) -> bool:
        """Whether "Bericht" has a medium or a person behind it rather than a subject."""
        if any(i in self.people.at or self.words[i] in QUOTES for i in rest):
            return True
        phrase = parse([self.words[i] for i in rest])
        if phrase is None:
            return False
        word = phrase.words[phrase.head].lower()
        if phrase.found is None:
            return self.words[rest[0]].lower() in {"der", "des", "von"}
        return phrase.found.key in closed.MEDIA_NOUNS or word in closed.MEDIA_NOUNS

    def _same_subject(self, token: int) -> Answer:
        """ "Nach eigenen Angaben": the subject of the same sentence."""
        sentence = self.traces.sentence(token)
        first, last = self.index.sentence_tokens(sentence)
        for trace in self.traces.within(first, last):
            if not trace.spoke:
                return trace.referent, "pronoun"
        return self._by_gender(token, "er")

    def _point_back(self, token: int) -> Answer:
        """ "Demnach", "den Angaben zufolge": a document just named, else whoever spoke last."""
        for trace in self.traces.before(token, 1):
            if trace.referent.kind == "document":
                return trace.referent, "carried_over"
        if self.last is not None and self.last[0].name:
            return self.last[0], "carried_over"
        nearest = next(self.traces.before(token), None)
        return (nearest.referent, "carried_over") if nearest else (NOBODY, None)

    # -- pronouns --------------------------------------------------------------------------------

    def _pronoun(self, token: int, low: list[str], statement: Statement) -> Answer | None:
        """The answer to one or two words, if they are a pronoun ("er", "von ihm", "er selbst")."""
        word = low[0]
        if len(low) == 2:
            if word in closed.PREPOSITIONS:
                word = low[1]
            elif low[1] not in {"selbst", "zufolge", "nach", "beide", "alle"}:
                return None
        if word in _FIRST_PERSON:
            return self._first_person(statement)
        if word in _ANAPHORIC:
            return self._point_back(token)
        if word in _MASCULINE or word in _SHE_OR_THEY:
            return self._by_gender(token, word)
        if word in _DEMONSTRATIVE:
            found = self.traces.nearest(token, _DEMONSTRATIVE[word])
            return (found, "pronoun") if found else (NOBODY, None)
        return (NOBODY, None) if word in _NOBODY else None

    def _first_person(self, statement: Statement) -> Answer:
        """ "Ich", "wir": whoever makes the statement around it, or spoke before."""
        outer = self.by_id.get(statement.nested_in or "")
        if outer is None and self.last is not None:
            outer = self.last[0]
        return (outer, "pronoun") if outer else (NOBODY, None)

    def _by_gender(self, token: int, word: str, *, persons: bool = False) -> Answer:
        wanted = "m" if word in _MASCULINE else "f"
        if word == "ihnen" or (word == "sie" and self._beside_plural_verb(token)):
            wanted = "p"
        found = self.traces.fitting(token, wanted, persons=persons)
        if found is None and self.last is not None and self.last[0].sex in {None, wanted}:
            found = self.last[0]
        return (found, "pronoun") if found else (NOBODY, None)

    def _beside_plural_verb(self, token: int) -> bool:
        """ "sagten sie", "sie hätten"."""
        for i in (token - 1, token + 1):
            word = self.words[i] if 0 <= i < len(self.words) else ""
            if word[:1].islower() and word.endswith(("en", "sind")) and len(word) > 3:
                return word.lower() not in closed.PREPOSITIONS | {"zwischen", "gegen", "wegen"}
        return False

    # -- roles and things --------------------------------------------------------------------------

    def _role_or_thing(self, token: int, phrase: Phrase, statement: Statement) -> Answer:
        word = phrase.words[phrase.head]
        if word in self.index.short and phrase.last == phrase.head + 1:
            return Referent("organisation", self.index.short[word]), "name"
        definite = phrase.kind_of_determiner == "definite"
        if definite and "-Jährige" in word:
            return self._by_age(token, word.partition("-")[0], phrase.determiner == "die")
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

    def _by_age(self, token: int, age: str, woman: bool) -> Answer:
        """ "Der 52-Jährige": whoever is said to be 52, else the nearest person before."""
        for person in self.people.persons:
            if person.age == age:
                return Referent.of(person), "office"
        return self._by_gender(token, "sie" if woman else "er", persons=True)

    def _earlier(self, phrase: Phrase, kind: ActorKind) -> Referent | None:
        """ "Das Ministerium" after "das Umweltministerium": the longer name of the same."""
        if phrase.found is None:
            return None
        for referent in reversed(self.named):
            office = referent.office
            if office is None or referent.kind != kind or referent.gender != phrase.gender:
                continue
            if office.office.endswith(phrase.found.office):
                return referent
        return self._last_organisation() if introduces(phrase.words[phrase.head]) else None

    def _last_organisation(self) -> Referent | None:
        """The organisation with a name of its own that spoke last: "das Unternehmen"."""
        for referent in reversed(self.named):
            if referent.kind == "organisation" and referent.title and referent.phrase is None:
                return referent
        return None

    def _thing(self, token: int, phrase: Phrase, kind: ActorKind, statement: Statement) -> Referent:
        """An unnamed role, group, organisation or document, by its phrase in the nominative."""
        rest = phrase.words[phrase.head + 1 : phrase.last]
        if introduces(phrase.words[phrase.head]) and rest and capitalised(rest[0]):
            return Referent("organisation", join(rest))
        if kind == "unknown":
            single = phrase.last - phrase.first == 1
            kind = "person" if single and not phrase.determiner else "organisation"
            return Referent(kind, canonical(phrase), phrase.gender)
        if phrase.kind_of_determiner == "possessive":
            name = self._owned(token, phrase, statement)
            return Referent(kind, name, phrase.gender, None, phrase)
        return Referent(kind, None, phrase.gender, None, phrase)

    def _owned(self, token: int, phrase: Phrase, statement: Statement) -> str:
        """ "Ihr Nachbar" → "Nachbar von Monika Eggensberger", where the owner has a name."""
        name = canonical(phrase)
        if phrase.determiner in _FIRST_PERSON:
            owner, _ = self._first_person(statement)
        else:
            owner, _ = self._by_gender(token, phrase.determiner)
        if owner.name is None:
            return name
        link = "der" if owner.kind != "person" and owner.sex in {"f", "p"} else "von"
        head = len(canonical(replace(phrase, last=phrase.head + 1)))
        return f"{name[:head]} {link} {owner.name}{name[head:]}"


def _is_impersonal(statement: Statement) -> bool:
    """ "Es heißt", "wurde mitgeteilt", "soll": somebody speaks, and nobody says who."""
    frame = statement.frame or statement.cue
    if frame is not None:
        # A frame that names nobody: "dem Vernehmen nach", "auf die Frage, ob …".
        if statement.type in {"indirect", "reported"}:
            return True
        return not _IMPERSONAL.isdisjoint(frame.text.lower().split())
    words = statement.text.lower().split() if statement.type == "free_indirect" else ()
    return "soll" in words or "sollen" in words
