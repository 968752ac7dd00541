"""Naming speakers from within the article.

``name_speakers`` goes through the statements in text order and gives each mention an actor: by
the name in it, by the office that somebody in the article carries, by pronoun, or as an unnamed
role, group, organisation or document. A statement without a mention keeps the speaker before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wortlaut.actors import lexicon as lx
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.people import (
    Office,
    People,
    Person,
    capitalised,
    describe,
    is_role,
    is_title,
    role_gender,
    tokens_in,
)
from wortlaut.actors.phrases import QUOTES, Phrase, canonical, join, kind_of, parse
from wortlaut.records import Actor, ActorKind, Document, Speaker, Statement

_MASCULINE = frozenset("er ihm ihn seiner seinem seinen sein seine seines".split())
_SHE_OR_THEY = frozenset("sie ihr ihre ihrer ihrem ihren ihres".split())
_FIRST_PERSON = frozenset(
    "ich mir mich wir uns mein meine meiner meinem meinen meines unser unsere unserer unserem".split()
)
_DEMONSTRATIVE = {
    "dieser": "m", "diesem": "m", "diesen": "m", "diese": "f", "dieses": "n", "der": "m",
    "dem": "m", "den": "m", "die": "f", "das": "n", "letzterer": "m", "letztere": "f",
    "ersterer": "m", "erstere": "f", "welcher": "m", "welche": "f", "jener": "m", "jene": "f",
    "es": "n", "derselbe": "m", "dieselbe": "f", "selbst": None,
}  # fmt: skip
_ANAPHORIC = frozenset("demnach danach demzufolge daraus darin hiernach dementsprechend".split())
_NOBODY = frozenset("man wer niemand jemand einige manche viele mancher es".split())


WEIGHTS = {"distance": 1.0, "subject": 0.8, "spoke": 1.0, "person": 1.5, "person?": 0.7, "role": 0.3, "document": -2.0, "thing": -0.8}


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that a mention can stand for."""

    name: str | None
    kind: ActorKind
    gender: str | None = None
    person: Person | None = None
    office: Office | None = None

    @property
    def actor(self) -> Actor:
        name = self.person.name if self.person else self.name
        return Actor(name, self.kind) if name else Actor()


NOBODY = Referent(None, "unknown")
Answer = tuple[Referent, str | None]


@dataclass(frozen=True, slots=True)
class _Trace:
    """A mention in the text: its token, its sentence, and whether it opens its sentence."""

    token: int
    sentence: int
    referent: Referent
    subject: bool
    spoke: bool = False


def name_speakers(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give every statement's speaker an actor from within the article.

    ``statements`` come with their speakers' mentions (or none), in any order; the same statements
    come back in the same order, each with ``speaker.actor`` and ``speaker.resolved_by``: name,
    role, pronoun, phrase (an unnamed role, group, organisation or document), carried_over, or
    None where nobody can be named. Mentions and spans are never changed.
    """
    if not statements:
        return ()
    naming = _Naming(document, statements)
    order = sorted(range(len(statements)), key=lambda i: _position(statements[i]))
    named: dict[int, Statement] = {}
    for i in order:
        named[i] = naming.name(statements[i])
    return tuple(named[i] for i in range(len(statements)))


def _position(statement: Statement) -> tuple[int, int]:
    """Text order; an outer statement before those nested in it."""
    return statement.spans[0].start, -statement.spans[-1].end


class _Naming:
    """One pass over one article."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self.text = document.text
        self.tokens = document.tokens
        self.starts = [t.start for t in document.tokens]
        self.firsts = [s.first for s in document.sentences] or [0]
        self.paragraphs = [p.start for p in document.paragraphs] or [0]
        self.people = People(document.tokens, self.firsts)
        self.words = self.people.words
        self.answers: dict[tuple[int, ...], Answer] = {}
        self.by_id: dict[str, Referent] = {}
        self.last: tuple[Referent, Statement] | None = None
        self.named: list[Referent] = []
        self.traces: list[_Trace] = []
        self._learn_from_mentions(statements)
        self._trace_people()
        self.short = self._abbreviations()

    # -- preparing ---------------------------------------------------------------------------

    def _mention(self, statement: Statement) -> tuple[int, ...]:
        mention = statement.speaker.mention
        return tuple(tokens_in(self.tokens, self.starts, mention.spans)) if mention else ()

    def _learn_from_mentions(self, statements: Sequence[Statement]) -> None:
        """A name that speaks is a name, even if its first name is in no list."""
        seen: set[tuple[int, ...]] = set()
        for statement in statements:
            mention = self._mention(statement)
            if not mention or mention in seen:
                continue
            seen.add(mention)
            for i in mention:
                run = self.people.run_at(i)
                if run is None or not run.named or i != run.name or run.last - 1 > mention[-1]:
                    continue
                if i not in self.people.at and self._speaks_as_person(run.first, i, run.last):
                    self.people.add(run.name, run.last, offices=range(run.first, run.name))
        self.people._find_surnames()

    def _speaks_as_person(self, first: int, name: int, last: int) -> bool:
        words = self.words[name:last]
        before = self.words[first - 1].lower() if first and self.people.glued[first] else ""
        if any(lx.nation(w) or w in lx.COUNTRIES or w.isupper() for w in words):
            return False
        if not is_first_name(words[0]) and any(lx.noun_class(w) for w in words):
            return False
        lead = self.words[first:name]
        if lead and (is_title(lead[-1]) or is_role(lead[-1])):
            return True
        if before in lx.DETERMINERS or before[-1:] == "e" or len(words) < 2 or len(words) > 3:
            return False
        return not any(w.endswith(("ung", "heit", "schaft", "AG")) for w in words)

    def _trace_people(self) -> None:
        for person in self.people.persons:
            referent = Referent(None, "person", person.gender, person)
            for first, _ in person.mentions:
                self.traces.append(self._trace(first, referent))
        self._trace_phrases()
        self.traces.sort(key=lambda t: t.token)

    def _trace(self, token: int, referent: Referent, spoke: bool = False) -> _Trace:
        sentence = self._sentence(token)
        subject = token - self.firsts[sentence] < 6
        return _Trace(token, sentence, referent, subject, spoke)

    def _sentence(self, token: int) -> int:
        return max(0, bisect_right(self.firsts, token) - 1)

    def _trace_phrases(self) -> None:
        """Phrases that a pronoun may take up: "der Verband", "eine Sprecherin der Polizei"."""
        words = self.words
        for run in self.people.runs:
            if run.first in self.people.at or run.named and run.name in self.people.at:
                continue
            j = run.first
            while j > 0 and self.people.glued[j] and run.first - j < 3 and words[j - 1][:1].islower():
                j -= 1
                if words[j].lower() in lx.DETERMINERS:
                    break
            if words[j].lower() not in lx.DETERMINERS:
                if j == 0 or words[j - 1].lower() not in lx.DETERMINERS or not self.people.glued[j]:
                    continue
                j -= 1
            phrase = parse(words[j : self._complement_end(run.last)])
            if phrase is None or phrase.found is None:
                continue
            gender, kind = phrase.gender, kind_of(phrase)
            if kind == "role" and phrase.kind_of_determiner == "definite":
                person = self._carrier(j, phrase, topic=False)
                if person is not None:
                    self.traces.append(self._trace(j, self._person(person)))
                    continue
            referent = Referent(canonical(phrase), kind, gender, None, _office(phrase))
            self.traces.append(self._trace(j, referent))

    def _complement_end(self, end: int) -> int:
        """Past a genitive or von-phrase behind a noun: "Sprecherin | der Polizei"."""
        words, glued = self.words, self.people.glued
        if end < len(words) and glued[end] and words[end] in {"der", "des", "von", "vom"}:
            j = end + 1
            while j < len(words) and j < end + 4 and glued[j] and words[j][:1].islower():
                j += 1
            run = self.people.run_at(j) if j < len(words) and glued[j] else None
            if run is not None and run.first == j:
                return run.last
        return end

    def _abbreviations(self) -> dict[str, str]:
        """"Coca-Cola Erfrischungsgetränke AG (CCE)": what the short form stands for."""
        found: dict[str, str] = {}
        words = self.words
        for i in range(2, len(words) - 1):
            if words[i - 1] != "(" or words[i + 1] != ")" or not words[i][:1].isupper():
                continue
            if sum(c.isupper() for c in words[i]) < 2 or i - 2 in self.people.at:
                continue
            run = self.people.run_at(i - 2)
            if run is None:
                continue
            first = self._long_form_start(run.first)
            phrase = parse(words[first : i - 1])
            if phrase is not None:
                found.setdefault(words[i], canonical(phrase))
        return found

    def _long_form_start(self, first: int) -> int:
        """Reach back over "für", "der" … to the article: "Bundesamt für Bau (BB)"."""
        j = first
        words, glued = self.words, self.people.glued
        while j > 0 and glued[j] and first - j < 8:
            low = words[j - 1].lower()
            if low in {"das", "dem", "die", "den", "der", "des"}:
                run = self.people.run_at(j - 2) if j > 1 and glued[j - 1] else None
                if low not in {"der", "des", "den", "die"} or run is None:
                    return j - 1
            elif low not in {"für", "und", "von", "zur", "zum", "gegen", "in"} and not capitalised(
                words[j - 1]
            ):
                return j
            j -= 1
        return j

    # -- naming ------------------------------------------------------------------------------

    def name(self, statement: Statement) -> Statement:
        mention = self._mention(statement)
        if mention:
            if mention not in self.answers:
                self.answers[mention] = self.answer(mention, statement)
            referent, how = self.answers[mention]
            self.traces.append(self._trace(mention[0], referent, spoke=True))
        else:
            referent, how = self.carry_over(statement)
        actor = referent.actor
        if actor.name is None:
            how = None
        else:
            self.named.append(referent)
        if not (statement.nested_in and self.last is not None):
            self.last = (referent, statement)
        self.by_id[statement.id] = referent
        return statement.with_speaker(Speaker(statement.speaker.mention, actor, how))

    def carry_over(self, statement: Statement) -> Answer:
        """The speaker of a statement without a mention: the one before goes on."""
        outer = self.by_id.get(statement.nested_in or "")
        if outer is not None or self.last is None or self._impersonal(statement):
            return NOBODY, None
        referent, before = self.last
        here, there = statement.spans[0].start, before.spans[-1].end
        apart = bisect_right(self.paragraphs, here) - bisect_right(self.paragraphs, there)
        if apart > 1:
            return NOBODY, None
        between = self._subject_between(there, here)
        return (between or referent), "carried_over"

    def _impersonal(self, statement: Statement) -> bool:
        """"Es heißt", "wurde mitgeteilt", "soll": somebody speaks, and nobody says who."""
        if statement.type in {"indirect", "reported"}:
            return True
        frame = statement.frame or statement.cue
        words = set(frame.text.lower().split()) if frame else set()
        return bool(words & {"es", "man", "heißt", "hieß", "wurde", "wird", "worden", "werde"})

    def _subject_between(self, start: int, end: int) -> Referent | None:
        """A person who opens the sentence between two statements speaks next."""
        found = None
        for trace in self.traces:
            if trace.referent.person and trace.subject and start < self.starts[trace.token] < end:
                found = trace.referent
        return found

    def answer(self, mention: tuple[int, ...], statement: Statement) -> Answer:
        words = [self.words[i] for i in mention]
        low = [w.lower() for w in words]
        if len(words) <= 2 and (pronoun := self._pronoun(mention, low, statement)) is not None:
            return pronoun
        return self._by_phrase(mention, statement, oblique=False)

    def _by_phrase(self, mention: tuple[int, ...], statement: Statement, *, oblique: bool) -> Answer:
        quoted = self._quoted_name(mention)
        if quoted is not None:
            return quoted, "name"
        words = [self.words[i] for i in mention]
        text = self.text[self.tokens[mention[0]].start : self.tokens[mention[-1]].end]
        if text.startswith("@") and " " not in text:
            return Referent(text, "person"), "name"
        phrase = parse(words, oblique=oblique)
        if phrase is None:
            person = next((self.people.at[i] for i in mention if i in self.people.at), None)
            if person is not None:
                return self._person(person), "name"
            return self._loose(words, mention, statement)
        if phrase.words[phrase.head].lower() in lx.REPORT_NOUNS:
            answer = self._report_noun(mention, phrase, statement)
            if answer is not None:
                return answer
        several = self._several(mention, phrase)
        if several is not None:
            return several, "name"
        person = self._head_person(mention, phrase)
        if person is not None:
            return self._person(person), "name"
        return self._role_or_thing(mention, phrase, statement)

    def _person(self, person: Person) -> Referent:
        return Referent(None, "person", person.gender, person)

    def _loose(self, words: list[str], mention: tuple[int, ...], statement: Statement) -> Answer:
        low = {w.lower() for w in words}
        if low & _ANAPHORIC:
            return self._previous(mention[0])
        if low & _FIRST_PERSON:
            return self._first_person(statement, mention[0])
        for word in words:
            answer = self._pronoun((mention[0],), [word.lower()], statement)
            if answer is not None:
                return answer
        return NOBODY, None

    # -- names in the mention ------------------------------------------------------------------

    def _quoted_name(self, mention: tuple[int, ...]) -> Referent | None:
        """'Die Zeitung „Bonner Bote“' is called Bonner Bote; a quoted word later is no name."""
        words = [self.words[i] for i in mention]
        for i, word in enumerate(words):
            if word not in QUOTES:
                if i and capitalised(word) and not self._introduces(word):
                    return None
                continue
            end = next((j for j in range(i + 1, len(words)) if words[j] in QUOTES), None)
            if end is None or end == i + 1 or not words[i + 1][:1].isupper():
                return None
            return Referent(join(words[i + 1 : end]), "organisation", None)
        return None

    def _introduces(self, word: str) -> bool:
        found = lx.noun_class(word)
        return word.lower() in lx.REPORT_NOUNS or (
            found is not None
            and (found.key in lx.NAMED_AFTER or word.lower() in lx.NAMED_AFTER)
        )

    def _several(self, mention: tuple[int, ...], phrase: Phrase) -> Referent | None:
        """"Ute Kolb und Jan Rabe": both names; a role for two stays a phrase."""
        persons: list[Person] = []
        for i in mention:
            person = self.people.at.get(i)
            if person is not None and person not in persons:
                persons.append(person)
        if len(persons) < 2 or "und" not in phrase.words:
            return None
        first, second = (p.mentions for p in persons[:2])
        inside = [i for i in mention if self.words[i] in {"und", ","}]
        del first, second
        heads = []
        for person in persons:
            at = next(i for i in mention if self.people.at.get(i) is person)
            run = self.people.run_at(at)
            start = run.first if run else at
            if start == mention[0] or start - 1 in inside or self._behind_article(start, mention):
                heads.append(person)
        if len(heads) < 2:
            return None
        return Referent(" und ".join(p.name for p in heads), "group", "p")

    def _behind_article(self, start: int, mention: tuple[int, ...]) -> bool:
        j = start - 1
        while j >= mention[0] and self.words[j][:1].islower() and self.words[j] != "und":
            if self.words[j].lower() in lx.DETERMINERS:
                return j == mention[0] or self.words[j - 1] in {"und", ","}
            j -= 1
        return j < mention[0]

    def _head_person(self, mention: tuple[int, ...], phrase: Phrase) -> Person | None:
        """The person a mention is about, not one who only narrows it ("Sprecher von X")."""
        seen_head = False
        for position, i in enumerate(mention):
            word = self.words[i]
            person = self.people.at.get(i)
            if person is not None:
                previous = self.words[mention[position - 1]] if position else ""
                genitive = word.endswith("s") and not person.surname.endswith("s")
                if position and self.people.at.get(mention[position - 1]) is person:
                    continue
                if previous in {",", "namens"} or (previous == "(" and position > 1):
                    return person
                if not seen_head:
                    run = self.people.run_at(i)
                    last = run.last if run else i + 1
                    owner = genitive and any(
                        self.people.at.get(k) is None and capitalised(self.words[k])
                        for k in mention
                        if k >= i
                    )
                    return None if owner and last > i else person
                if self._in_apposition(mention, position):
                    return person
            elif word == ",":
                seen_head = False  # "die Leiterin der Mission, die Abgeordnete Y. S."
            elif capitalised(word) and not self._leads_to_name(i, mention):
                seen_head = True
        return None

    def _leads_to_name(self, index: int, mention: tuple[int, ...]) -> bool:
        """An office, a title or a genitive in the same run as a name."""
        run = self.people.run_at(index)
        return run is not None and run.named and index < run.name and run.name in self.people.at

    def _in_apposition(self, mention: tuple[int, ...], position: int) -> bool:
        """"der Chef der Gewerkschaft | Konrad F.": a full name behind a noun that is no person."""
        previous = self.words[mention[position - 1]]
        if not capitalised(previous) or is_role(previous) or is_title(previous):
            return False
        person = self.people.at[mention[position]]
        if len(person.words) < 2:
            return False
        return position == 1 or lx.noun_class(previous) is not None

    # -- report nouns --------------------------------------------------------------------------

    def _report_noun(
        self, mention: tuple[int, ...], phrase: Phrase, statement: Statement
    ) -> Answer | None:
        """"Angaben der Polizei" → the police, "seiner Meinung" → him, "eigenen Angaben" → self."""
        rest = mention[phrase.head + 1 : phrase.last]
        noun = phrase.words[phrase.head].lower()
        if rest:
            opens = self.words[rest[0]].lower()
            if opens in {"zufolge", "nach"}:
                rest = rest[1:]
            elif opens in {"von", "vom", "aus"} or opens in lx.DETERMINERS or capitalised(
                self.words[rest[0]]
            ) or opens[:1].islower():
                if noun in lx._REPORT_DOCUMENTS and not self._is_source(rest):
                    return None
                return self._by_phrase(
                    mention[phrase.head + 1 :], statement, oblique=True
                )
        low = [w.lower() for w in phrase.words[: phrase.head]]
        if any(w.startswith("eigen") for w in low):
            return self._owner(mention[0], "sie" if "ihren" in low or "ihrer" in low else None)
        if phrase.determiner in lx.POSSESSIVE:
            if phrase.determiner in _FIRST_PERSON:
                return self._first_person(statement, mention[0])
            return self._by_gender(mention[0], phrase.determiner)
        previous = phrase.words[phrase.first : phrase.head]
        if previous and previous[-1][:1].isupper() and previous[-1].endswith("s"):
            return self._by_phrase(mention[: phrase.head], statement, oblique=False)
        if noun in {"angaben", "angabe", "informationen", "bericht", "mitteilung"} or (
            phrase.determiner in lx.DEFINITE and noun in {"berichte", "berichten", "aussage"}
        ):
            answer = self._previous(mention[0])
            if answer[0].name or answer[0].person:
                return answer
        return None

    def _is_source(self, rest: tuple[int, ...]) -> bool:
        """Whether "Bericht" has a medium or a person behind it rather than a subject."""
        if any(i in self.people.at for i in rest) or any(self.words[i] in QUOTES for i in rest):
            return True
        phrase = parse([self.words[i] for i in rest])
        if phrase is None:
            return False
        found = phrase.found
        word = phrase.words[phrase.head].lower()
        return (found is not None and (found.key in lx.MEDIA_NOUNS or word in lx.MEDIA_NOUNS)) or (
            found is None and self.words[rest[0]].lower() in {"der", "des", "von"}
        )

    def _owner(self, token: int, pronoun: str | None) -> Answer:
        """"Nach eigenen Angaben": the subject of the same sentence."""
        sentence = self._sentence(token)
        for trace in self.traces:
            if trace.sentence == sentence and not trace.spoke:
                return trace.referent, "pronoun"
        return self._by_gender(token, pronoun or "er")

    def _previous(self, token: int) -> Answer:
        """"Demnach", "den Angaben zufolge": whoever spoke last."""
        if self.last is not None and self.last[0].actor.name:
            return self.last[0], "carried_over"
        best = [t for t in self.traces if t.token < token]
        if best:
            return best[-1].referent, "carried_over"
        return NOBODY, None

    # -- pronouns ------------------------------------------------------------------------------

    def _pronoun(
        self, mention: tuple[int, ...], low: list[str], statement: Statement
    ) -> Answer | None:
        word = low[0] if low[0] not in lx.PREPOSITIONS or len(low) == 1 else low[1]
        if len(low) == 2 and low[1] not in {"selbst", "zufolge", "nach", "beide", "alle"} and (
            word == low[0]
        ):
            return None
        if word in _FIRST_PERSON:
            return self._first_person(statement, mention[0])
        if word in _ANAPHORIC:
            return self._previous(mention[0])
        if word in _MASCULINE or word in _SHE_OR_THEY or word in {"ihnen", "deren", "dessen"}:
            return self._by_gender(mention[0], word)
        if word in _DEMONSTRATIVE:
            if word == "es" or (word == "das" and len(low) == 1):
                return self._nearest_noun(mention[0], "n")
            return self._nearest_noun(mention[0], _DEMONSTRATIVE[word])
        if word in _NOBODY:
            return NOBODY, None
        return None

    def _first_person(self, statement: Statement, token: int) -> Answer:
        outer = self.by_id.get(statement.nested_in or "")
        if outer is not None:
            return outer, "pronoun"
        if self.last is not None:
            return self.last[0], "pronoun"
        return NOBODY, None

    def _by_gender(self, token: int, word: str, *, persons: bool = False) -> Answer:
        if word in _MASCULINE or word == "dessen":
            wanted = "m"
        elif word == "ihnen" or (word == "sie" and self._plural_verb(token)):
            wanted = "p"
        else:
            wanted = "f"
        best, best_score = None, -99.0
        here = self._sentence(token)
        for trace in self.traces:
            if trace.token >= token or here - trace.sentence > 8:
                continue
            if persons and trace.referent.kind != "person":
                continue
            score = self._fits(trace, here, wanted)
            if score is not None and score >= best_score:
                best, best_score = trace, score
        if best is not None:
            return best.referent, "pronoun"
        if self.last is not None:
            return self.last[0], "pronoun"
        return NOBODY, None

    def _by_age(self, token: int, age: str, woman: bool) -> Answer:
        """"Der 52-Jährige": whoever is said to be 52, else the nearest person before."""
        for person in self.people.persons:
            if person.age == age:
                return self._person(person), "role"
        return self._by_gender(token, "sie" if woman else "er", persons=True)

    def _fits(self, trace: _Trace, here: int, wanted: str) -> float | None:
        referent = trace.referent
        gender = referent.person.gender if referent.person else referent.gender
        if wanted == "p":
            if gender not in {"p"} and referent.kind not in {"group"}:
                return None
        elif gender is not None and gender != wanted:
            return None
        w = WEIGHTS
        score = -w["distance"] * (here - trace.sentence)
        score += w["subject"] if trace.subject else 0.0
        score += w["spoke"] if trace.spoke else 0.0
        if referent.kind == "person":
            score += w["person"] if gender == wanted else w["person?"]
        elif referent.kind == "role":
            score += w["role"]
        elif referent.kind in {"document", "unknown"}:
            score += w["document"]
        elif wanted != "p":
            score += w["thing"]
        return score

    def _plural_verb(self, token: int) -> bool:
        """"sagten sie", "sie hätten": the verb beside the pronoun is a plural."""
        for i in (token - 1, token + 1):
            if 0 <= i < len(self.words):
                word = self.words[i]
                if word[:1].islower() and word.endswith(("en", "sind")) and len(word) > 3:
                    return word not in {"zwischen", "gegen", "wegen", "neben", "haben_"}
        return False

    def _nearest_noun(self, token: int, wanted: str | None) -> Answer:
        """A relative or demonstrative pronoun: the nearest fitting noun before it."""
        for trace in sorted(self.traces, key=lambda t: -t.token):
            if trace.token >= token:
                continue
            referent = trace.referent
            gender = referent.person.gender if referent.person else referent.gender
            if wanted is None or gender == wanted or gender is None or (
                wanted == "f" and gender == "p"
            ):
                return referent, "pronoun"
        return NOBODY, None

    # -- roles and things ------------------------------------------------------------------------

    def _role_or_thing(
        self, mention: tuple[int, ...], phrase: Phrase, statement: Statement
    ) -> Answer:
        kind = kind_of(phrase)
        definite = phrase.kind_of_determiner == "definite"
        word = phrase.words[phrase.head]
        if word in self.short and phrase.last == phrase.head + 1:
            return Referent(self.short[word], "organisation"), "name"
        if definite and phrase.found is None and phrase.bare and (
            lx.looks_like_role(word, phrase.determiner)
        ):
            phrase = replace(phrase, found=lx.guessed_role(word))
            kind = "role"
        if kind == "role" and phrase.kind_of_determiner in {"definite", "none"}:
            person = self._carrier(mention[0], phrase)
            if person is not None:
                return self._person(person), "role"
        if definite and "-Jährige" in word:
            return self._by_age(mention[0], word.partition("-")[0], phrase.determiner == "die")
        if definite and kind in {"role", "organisation"} and phrase.bare:
            earlier = self._earlier(phrase, kind)
            if earlier is not None:
                return earlier, "role"
        return self._thing(mention, phrase, kind, statement), "phrase"

    def _thing(
        self, mention: tuple[int, ...], phrase: Phrase, kind: ActorKind, statement: Statement
    ) -> Referent:
        name = canonical(phrase)
        if phrase.kind_of_determiner == "possessive":
            name = self._owned(mention[0], phrase, name, statement)
        found = phrase.found
        word = phrase.words[phrase.head].lower()
        rest = phrase.words[phrase.head + 1 : phrase.last]
        explains = found is not None and (found.key in lx.NAMED_AFTER or word in lx.NAMED_AFTER)
        if explains and rest and capitalised(rest[0]):
            name, kind = join(rest), "organisation"
        elif kind == "unknown":
            single = len(phrase.words[phrase.first : phrase.last]) == 1
            kind = "person" if single and not phrase.determiner else "organisation"
        return Referent(name, kind, phrase.gender, None, _office(phrase))

    def _owned(self, token: int, phrase: Phrase, name: str, statement: Statement) -> str:
        """"Ihr Nachbar" → "Nachbar von Monika Eggensberger", where the owner has a name."""
        if phrase.determiner in _FIRST_PERSON:
            owner, _ = self._first_person(statement, token)
        else:
            owner, _ = self._by_gender(token, phrase.determiner)
        of = owner.actor.name
        if of is None:
            return name
        link = "der" if owner.gender in {"f", "p"} and owner.kind != "person" else "von"
        head = len(canonical(replace(phrase, last=phrase.head + 1)))
        return f"{name[:head]} {link} {of}{name[head:]}"

    def _earlier(self, phrase: Phrase, kind: ActorKind) -> Referent | None:
        """"das Ministerium" after "das Umweltministerium spoke": the longer name of the same."""
        if phrase.found is None:
            return None
        for referent in reversed(self.named):
            office = referent.office
            if office is None or referent.kind != kind or referent.gender != phrase.gender:
                continue
            if office.office.endswith(phrase.found.office):
                return referent
        return None

    def _carrier(self, token: int, phrase: Phrase, *, topic: bool = True) -> Person | None:
        """The person who carries the office of ``phrase``; else the one the text is about."""
        found = phrase.found
        if found is None:
            return None
        wanted = _office(phrase)
        gender = role_gender(found, phrase.determiner)
        best: tuple[tuple[float, ...], Person] | None = None
        for person in self.people.persons:
            if gender and person.gender and gender != person.gender:
                continue
            score = self._carries(person, wanted)
            if score is None:
                continue
            key = (score, *self._recency(person, token))
            if best is None or key > best[0]:
                best = (key, person)
        if best is not None:
            return best[1]
        return self._topic(token, phrase, wanted, gender) if topic else None

    def _carries(self, person: Person, wanted: Office | None) -> float | None:
        if wanted is None:
            return None
        best: float | None = None
        for office in person.offices:
            level = lx.same_office(office.office, wanted.office)
            if not level:
                continue
            if wanted.nation and office.nation and wanted.nation != office.nation:
                continue
            shared = len(wanted.qualifiers & office.qualifiers)
            score = (2.0 if level > 1 else 0.0) + shared
            if wanted.nation and wanted.nation == office.nation:
                score += 2.0
            if wanted.qualifiers and office.qualifiers and not shared and level < 3:
                score -= 1.0
            best = score if best is None else max(best, score)
        return best

    def _recency(self, person: Person, token: int) -> tuple[float, float]:
        """Nearest mention before ``token``; somebody named only later comes last."""
        before = [a for a, _ in person.mentions if a < token]
        spoken = [t.token for t in self.traces if t.referent.person is person and t.token < token]
        latest = max(before + spoken, default=-1)
        return (1.0, latest) if latest >= 0 else (0.0, -min((a for a, _ in person.mentions)))

    def _topic(
        self, token: int, phrase: Phrase, wanted: Office | None, gender: str | None
    ) -> Person | None:
        """Nobody is introduced with the office: the nearest person before it who may carry it."""
        if phrase.kind_of_determiner != "definite" or wanted is None:
            return None
        if phrase.last > phrase.head + 1 or wanted.key in _RELATIONAL:
            return None
        here = self._sentence(token)
        for trace in sorted(self.traces, key=lambda t: -t.token):
            person = trace.referent.person
            if person is None or trace.token >= token or here - trace.sentence > 3:
                continue
            if gender and person.gender and gender != person.gender:
                continue
            if wanted.nation and person.nation and wanted.nation != person.nation:
                continue
            if not person.offices or wanted.nation is None:
                person.offices.append(wanted)
                return person
        return None


_RELATIONAL = frozenset(
    """sprecher anwalt kollege vertraute nachbar vater mutter bruder schwester sohn tochter frau mann
    freund freundin mitarbeiter vertreter zeuge zeugin gegner richter staatsanwalt staatsanwältin
    fahrer kläger verteidiger gast kunde junge ehemann ehefrau onkel tante bürger anwohner
    bewohner verfasser gutachter""".split()
)
"""Roles that a text gives to somebody without a name: "der Richter" is not whoever spoke last."""


def _office(phrase: Phrase) -> Office | None:
    if phrase.found is None:
        return None
    words = phrase.words[phrase.first : phrase.last]
    return describe(words, phrase.head - phrase.first, phrase.found)
