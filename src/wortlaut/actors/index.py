"""What a document says about its speakers before any statement is named: computed once.

People and their offices, phrases that a pronoun may take up, short forms of long names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from wortlaut.actors import closed
from wortlaut.actors.carriers import Carriers, share_offices
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import COUNTRIES, nation
from wortlaut.actors.people import People, Person, tokens_in
from wortlaut.actors.phrases import kind_of, parse
from wortlaut.actors.places import place_of_name, place_of_phrase
from wortlaut.actors.runs import ABSTRACT, Run, is_role, is_title
from wortlaut.actors.short_forms import short_forms
from wortlaut.actors.things import is_place, thing
from wortlaut.actors.traces import Place, Referent, Traces
from wortlaut.actors.wordlists import word_set
from wortlaut.records import Document, Statement

Mention = tuple[int, ...]
"""The token indices of a mention, in order."""

_BEFORE_ORGANISATIONS = closed.DETERMINERS | word_set(
    """
    bei beim zum zur vom im in am
    """
)
_QUOTING = frozenset(("direct", "indirect", "indirect_free_indirect"))
_FUSED = word_set("vom zum zur beim im am ins")
_QUANTIFIERS = word_set(
    "manche einige mehrere etliche zahlreiche andere dutzende alle beide weitere"
)
_COMPLEMENTS = word_set("der des von vom einer eines aus")
_OPENING = 6
"""A mention among the first tokens of a sentence is taken for its subject."""


@dataclass(slots=True)
class Index:
    """The people, traces and short forms of one document."""

    people: People
    traces: Traces
    starts: list[int]
    firsts: list[int]
    short: dict[str, str] = field(default_factory=dict)
    quoted: bytearray = field(default_factory=bytearray)
    """For each token, whether it is what somebody is said to have said."""
    paragraph_numbers: list[int] = field(default_factory=list)
    """For each token, the number of its paragraph."""

    def mention(self, statement: Statement) -> Mention:
        """The tokens of a statement's mention; empty where it has none."""
        mention = statement.speaker.mention
        return tuple(tokens_in(self.people.tokens, self.starts, mention.spans)) if mention else ()

    def opens_sentence(self, token: int) -> bool:
        return token - self.firsts[self.traces.sentence(token)] < _OPENING

    def sentence_tokens(self, sentence: int) -> tuple[int, int]:
        after = self.firsts[sentence + 1 : sentence + 2]
        return self.firsts[sentence], after[0] if after else len(self.people.words)


def index_document(
    document: Document,
    statements: Iterable[Statement],
    introduce: Callable[[People], None] | None = None,
) -> Index:
    """Read the people and phrases of ``document``; mentions of ``statements`` count as names.

    ``introduce`` may tell more of the people before anything is looked up among them.
    """
    firsts = [s.first for s in document.sentences] or [0]
    statements = list(statements)
    starts = [t.start for t in document.tokens]
    people = People(document.tokens, firsts, _mention_ends(starts, statements))
    index = Index(people, Traces(firsts), starts, firsts)
    _learn(index, statements)
    if introduce is not None:
        introduce(people)
    share_offices(people)
    index.quoted = _quoted(index, statements)
    index.paragraph_numbers = _paragraph_numbers(document, index.starts)
    for person in people.persons:
        referent = Referent.of(person)
        for first, last in person.mentions:
            index.traces.add(first, referent, place=place_of_name(people, person, first, last))
    _trace_phrases(index)
    index.short = short_forms(people)
    return index


def _mention_ends(starts: Sequence[int], statements: Iterable[Statement]) -> frozenset[int]:
    """The tokens right behind a mention."""
    return frozenset(
        bisect_left(starts, s.speaker.mention.spans[-1].end)
        for s in statements
        if s.speaker.mention is not None
    )


def _quoted(index: Index, statements: Iterable[Statement]) -> bytearray:
    marks = bytearray(len(index.starts))
    for statement in statements:
        if statement.type in _QUOTING:
            for i in tokens_in(index.people.tokens, index.starts, statement.spans):
                marks[i] = 1
    return marks


def _paragraph_numbers(document: Document, starts: Sequence[int]) -> list[int]:
    begins = [p.start for p in document.paragraphs]
    numbers: list[int] = []
    number = 0
    for start in starts:
        while number < len(begins) and begins[number] <= start:
            number += 1
        numbers.append(number)
    return numbers


def _learn(index: Index, statements: Iterable[Statement]) -> None:
    """A name that speaks is a name, even if its first name is in no list."""
    people = index.people
    learned = False
    for mention in {index.mention(s): None for s in statements}:
        for i in mention:
            run = people.run_at(i)
            if run is None or i != run.name or not run.named or run.last - 1 > mention[-1]:
                continue
            if i in people.at:
                continue
            alone = len(mention) == 1 and run.last - run.first == 1
            slip = _otherwise_spelled(people, i) if alone else None
            if slip is not None:
                people.note(slip, i)
                continue
            if (alone and _may_be_person(people, i)) or _speaks_as_person(people, run):
                people.add(run.name, run.last, lead=run.first)
                learned = True
    if learned:
        people.finish()


def _otherwise_spelled(people: People, index: int) -> Person | None:
    """ "KOLB" or "Klob" where the article names Ute Kolb."""
    word = people.words[index]
    if word.isupper() and len(word) > 3:
        return people.find((word.capitalize(),), index)
    return people.slip(word) if noun_class(word) is None else None


def _may_be_person(people: People, index: int) -> bool:
    """A single name that speaks ("Putin") and never has an article or a "bei" before it."""
    word = people.words[index]
    if word.isupper() or nation(word) or is_place(word) or noun_class(word):
        return False
    if word.endswith((*ABSTRACT, "en", "nis", "tät")):
        return False
    return all(
        people.words[i - 1].lower() not in _BEFORE_ORGANISATIONS
        for i in range(1, len(people.words))
        if people.words[i] == word
    )


def _speaks_as_person(people: People, run: Run) -> bool:
    """Whether two or three unknown words that speak are a person's name."""
    words = people.words[run.name : run.last]
    if people.owns(run) or any(nation(x) or x in COUNTRIES or x.isupper() for x in words):
        return False
    if not is_first_name(words[0]) and any(noun_class(x) for x in words):
        return False
    lead = people.words[run.first : run.name]
    if lead and (is_title(lead[-1]) or is_role(lead[-1])):
        return True
    before = people.words[run.first - 1].lower() if people.glued[run.first] else ""
    adjective = before.endswith("e") and not before.endswith("te")
    if before in closed.DETERMINERS or adjective or len(words) not in {2, 3}:
        return False
    if words[-1].lower() in closed.REPORT_NOUNS:
        return False
    return not any(x.endswith(("ung", "heit", "schaft")) for x in words)


def _trace_phrases(index: Index) -> None:
    """Phrases that a pronoun may take up: "der Verband", "eine Sprecherin der Polizei"."""
    people = index.people
    carriers = Carriers(people, index.traces)
    covered = 0
    for run in people.runs:
        if run.first in people.at or run.name in people.at:
            continue
        if noun_class(people.words[run.first]) is None and run.last - run.first == 1:
            continue
        start = _article_before(people, run.first)
        if start is None:
            continue
        end = _complement_end(people, run.last)
        phrase = parse(people.words[start:end])
        if phrase is None or phrase.found is None:
            continue
        determiner = people.words[start].lower()
        place = place_of_phrase(people, start, determiner, phrase.gender)
        if run.first < covered:
            place = Place(oblique=True, inside=True)
        covered = max(covered, end)
        kind = kind_of(phrase)
        if kind == "role" and phrase.kind_of_determiner == "definite":
            person = carriers.find(start, phrase)
            if person is not None:
                index.traces.add(start, Referent.of(person), place=place)
                continue
        index.traces.add(start, thing(phrase, kind), place=place)


def _article_before(people: People, first: int) -> int | None:
    """Where the phrase of a noun at ``first`` begins: with an article ("die", "vom") or a number
    ("drei", "viele"), up to three adjectives before it; at an adjective that opens a sentence, or
    at the noun itself if it stands for several ("Anwohner")."""
    for j in range(first - 1, max(-1, first - 5), -1):
        if not people.glued[j + 1]:
            return _bare_plural(people, first)
        word = people.words[j]
        low = word.lower()
        if low in closed.DETERMINERS or low in _FUSED:
            return j
        if low in closed.NUMBER_DETS or word.isdigit() or low in _QUANTIFIERS:
            return j
        if not word[:1].islower() and not word.endswith("-") and "ährig" not in word:
            return None
    return None


def _bare_plural(people: People, first: int) -> int | None:
    """ "Anwohner", "Beschäftigte" at the beginning of a sentence."""
    found = noun_class(people.words[first])
    return first if found is not None and found.kind == "group" else None


def _complement_end(people: People, end: int) -> int:
    """Past a genitive or von-phrase behind a noun: "Sprecherin | der Polizei"."""
    words, glued = people.words, people.glued
    if end >= len(words) or not glued[end] or words[end] not in _COMPLEMENTS:
        return end
    j = end + 1
    while j < len(words) and j < end + 4 and glued[j] and words[j][:1].islower():
        j += 1
    run = people.run_at(j) if j < len(words) and glued[j] else None
    return run.last if run is not None and run.first == j else end
