"""What a document says about its speakers before any statement is named: computed once.

People and their offices, phrases that a pronoun may take up, short forms of long names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from wortlaut.actors import closed
from wortlaut.actors.carriers import Carriers
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import COUNTRIES, nation
from wortlaut.actors.people import People, tokens_in
from wortlaut.actors.phrases import canonical, kind_of, parse
from wortlaut.actors.runs import ABSTRACT, Run, capitalised, is_role, is_title
from wortlaut.actors.traces import Referent, Traces
from wortlaut.actors.wordlists import word_set
from wortlaut.records import Document, Statement

Mention = tuple[int, ...]
"""The token indices of a mention, in order."""

_BEFORE_ORGANISATIONS = closed.DETERMINERS | word_set(
    """
    bei beim zum zur vom im in am
    """
)
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
    people = People(document.tokens, firsts)
    index = Index(people, Traces(firsts), [t.start for t in document.tokens], firsts)
    _learn(index, statements)
    if introduce is not None:
        introduce(people)
    for person in people.persons:
        referent = Referent.of(person)
        for first, _ in person.mentions:
            index.traces.add(first, referent)
    _trace_phrases(index)
    index.short = _short_forms(people)
    return index


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
            if (alone and _may_be_person(people, i)) or _speaks_as_person(people, run):
                people.add(run.name, run.last, lead=run.first)
                learned = True
    if learned:
        people.finish()


def _may_be_person(people: People, index: int) -> bool:
    """A single name that speaks ("Putin") and never has an article or a "bei" before it."""
    word = people.words[index]
    if word.isupper() or nation(word) or word in COUNTRIES or noun_class(word):
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
    if before in closed.DETERMINERS or before.endswith("e") or len(words) not in {2, 3}:
        return False
    return not any(x.endswith(("ung", "heit", "schaft")) for x in words)


def _trace_phrases(index: Index) -> None:
    """Phrases that a pronoun may take up: "der Verband", "eine Sprecherin der Polizei"."""
    people = index.people
    carriers = Carriers(people, index.traces)
    for run in people.runs:
        if run.first in people.at or run.name in people.at:
            continue
        if noun_class(people.words[run.first]) is None and run.last - run.first == 1:
            continue
        start = _article_before(people, run.first)
        if start is None:
            continue
        phrase = parse(people.words[start : _complement_end(people, run.last)])
        if phrase is None or phrase.found is None:
            continue
        kind = kind_of(phrase)
        if kind == "role" and phrase.kind_of_determiner == "definite":
            person = carriers.find(start, phrase)
            if person is not None:
                index.traces.add(start, Referent.of(person))
                continue
        index.traces.add(start, Referent(kind, None, phrase.gender, None, phrase))


def _article_before(people: People, first: int) -> int | None:
    """Where the article of a noun at ``first`` stands, up to three adjectives before it."""
    for j in range(first - 1, max(-1, first - 5), -1):
        if not people.glued[j + 1]:
            return None
        word = people.words[j]
        if word.lower() in closed.DETERMINERS:
            return j
        if not word[:1].islower():
            return None
    return None


def _complement_end(people: People, end: int) -> int:
    """Past a genitive or von-phrase behind a noun: "Sprecherin | der Polizei"."""
    words, glued = people.words, people.glued
    if end >= len(words) or not glued[end] or words[end] not in {"der", "des", "von", "vom"}:
        return end
    j = end + 1
    while j < len(words) and j < end + 4 and glued[j] and words[j][:1].islower():
        j += 1
    run = people.run_at(j) if j < len(words) and glued[j] else None
    return run.last if run is not None and run.first == j else end


def _short_forms(people: People) -> dict[str, str]:
    """ "Nordsee Netzgesellschaft AG (NNG)": what the short form stands for."""
    found: dict[str, str] = {}
    words = people.words
    for i in range(2, len(words) - 1):
        if words[i - 1] != "(" or words[i + 1] != ")" or sum(c.isupper() for c in words[i]) < 2:
            continue
        run = people.run_at(i - 2)
        if run is None or i - 2 in people.at:
            continue
        phrase = parse(words[_long_form_start(people, run.first) : i - 1])
        if phrase is not None:
            found.setdefault(words[i], canonical(phrase))
    return found


def _long_form_start(people: People, first: int) -> int:
    """Reach back over "für", "und", "der": "das | Bundesamt für Bau (BB)"."""
    words: Sequence[str] = people.words
    j = first
    while j > 0 and people.glued[j] and first - j < 8:
        low = words[j - 1].lower()
        if low in {"das", "dem", "die", "den", "der", "des"}:
            inside = low in {"der", "des", "den", "die"} and j > 1 and people.glued[j - 1]
            if not inside or people.run_at(j - 2) is None:
                return j - 1
        elif not capitalised(words[j - 1]) and low not in _INSIDE_LONG_FORMS:
            return j
        j -= 1
    return j


_INSIDE_LONG_FORMS = word_set(
    """
    für und von zur zum gegen in
    """
)
