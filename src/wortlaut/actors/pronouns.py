"""Whom a pronoun means: "er", "ihrer Ansicht", "eigenen Angaben", "dieser", "ich", "beide".

Everybody mentioned in the sentences before is a candidate if gender and number fit. Each gets
points for how near, how prominent and how much of a speaker he or she is; the best one is taken.
The points are the weights of a log-linear model (``WEIGHTS``), fitted by ``training/pronouns.py``
on the pronouns of the training part of the project's own corpus (CC BY 4.0); 94.5 % of those are
chosen rightly when held out.

Never a candidate: whoever is named only within the pronoun's own quote, and the statement's
addressee.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

from wortlaut.actors import closed
from wortlaut.actors.index import Index, Mention
from wortlaut.actors.joint import joint
from wortlaut.actors.people import tokens_in
from wortlaut.actors.progress import Progress
from wortlaut.actors.traces import NOBODY, REACH, Answer, Referent, Trace
from wortlaut.actors.wordlists import word_set
from wortlaut.records import Statement

FIRST_PERSON = word_set(
    """
    ich mir mich wir uns mein meine meiner meinem meinen meines unser unsere unserer unserem
    """
)
_WANTED = {
    "er": "m", "ihn": "m", "ihm": "mn", "sein": "mn", "seine": "mn", "seiner": "mn",
    "seinem": "mn", "seinen": "mn", "seines": "mn", "dessen": "mn", "es": "n", "ihr": "f",
    "ihre": "fp", "ihrer": "fp", "ihrem": "fp", "ihren": "fp", "ihres": "fp", "deren": "fp",
    "ihnen": "p",
}  # fmt: skip
"""The genders that a pronoun may stand for; "sie" is told by its verb."""
_DEMONSTRATIVE = {
    "dieser": "m", "diesem": "mn", "diesen": "m", "diese": "fp", "dieses": "n", "der": "m",
    "dem": "mn", "den": "m", "die": "fp", "das": "n", "letzterer": "m", "letztere": "fp",
    "ersterer": "m", "erstere": "fp", "welcher": "m", "welche": "fp", "jener": "m", "jene": "fp",
    "derselbe": "m", "dieselbe": "f", "denen": "p",
}  # fmt: skip
_NOBODY = word_set(
    """
    man wer niemand jemand einige manche viele mancher frage
    """
)
_BOTH = word_set("beide beiden")
_PLURAL_VERBS = word_set(
    """
    haben hatten hätten sind waren wären seien werden wurden würden können konnten könnten sollen
    sollten müssen mussten müssten wollen wollten dürfen durften
    """
)
_FAR = 40
"""Sentences to look back for a person where nobody near fits."""

FEATURES = (
    "same_sentence", "sentence_before", "further_back", "subject", "opens", "inside",
    "same_oblique", "quoted", "spoke", "spoke_last", "paragraphs", "gender_known", "gender_open",
    "role", "organisation", "document", "group", "often", "rank", "only_plural",
)  # fmt: skip
WEIGHTS = (
    0.37, 0.70, -0.55, 0.72, 0.19, -0.90, -1.51, -0.86, 0.11, 0.02, -0.48, 2.59, 0.88, 0.05,
    -0.74, -1.76, -0.41, -0.16, -0.33, -0.32,
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """Somebody a pronoun may mean, with what counts for or against it (``FEATURES``)."""

    referent: Referent
    nearest: Trace
    subject: bool
    spoke: bool
    mentions: int
    rank: int


class Pronouns:
    """Resolves the pronouns of one article."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._index: Index = progress.index
        self._traces = progress.index.traces
        self._words = progress.index.people.words

    def answer(self, mention: Mention, statement: Statement) -> Answer | None:
        """The answer to one or two words, if they are a pronoun ("er", "von ihm", "er selbst")."""
        low = [self._words[i].lower() for i in mention]
        token, word = mention[0], low[0]
        if len(low) == 2:
            if word in _DEMONSTRATIVE and low[1] in {"er", "sie"}:
                return self.answer(mention[1:], statement)  # "(ein Brief, in) dem sie (schrieb)"
            if word in closed.PREPOSITIONS:
                token, word = mention[1], low[1]
            elif low[1] not in {"selbst", "zufolge", "nach", "beide", "alle"}:
                return None
        if word in FIRST_PERSON:
            return self.first_person(statement)
        if word in _BOTH or "beide" in low:
            return self._both(token)
        if self._addresses(token, statement):
            return self._addressed(token, statement)
        if word in _WANTED or word == "sie":
            return self.by_gender(token, word, statement)
        if word in _DEMONSTRATIVE:
            return self.demonstrative(token, word)
        return (NOBODY, None) if word in _NOBODY else None

    def demonstrative(self, token: int, word: str) -> Answer:
        """ "Dieser", "dessen Sprecherin"; "die" behind a comma also within another phrase."""
        before = self._words[max(0, token - 2) : token]
        found = self._traces.nearest(
            token, _DEMONSTRATIVE.get(word) or _WANTED[word], inside="," in before
        )
        return (found, "pronoun") if found else (NOBODY, None)

    def first_person(self, statement: Statement) -> Answer:
        """ "Ich", "wir": whoever makes the statement around it, or spoke before."""
        last = self._progress.last
        found = self._progress.outer(statement) or (last[0] if last else None)
        return (found, "pronoun") if found else (NOBODY, None)

    def same_subject(self, token: int, statement: Statement) -> Answer:
        """ "Nach eigenen Angaben": the subject of the same sentence."""
        first, last = self._index.sentence_tokens(self._traces.sentence(token))
        traces = [t for t in self._traces.within(first, last) if not t.spoke]
        for trace in sorted(traces, key=lambda t: t.place.oblique or t.place.inside):
            return trace.referent, "pronoun"
        return self.by_gender(token, "er", statement)

    # -- er, sie ---------------------------------------------------------------------------------

    def by_gender(
        self,
        token: int,
        word: str,
        statement: Statement,
        *,
        persons: bool = False,
        owner: bool = False,
    ) -> Answer:
        """Whom "er", "sie", "seiner", "ihnen" at ``token`` means; only a person if ``persons``."""
        wanted = _WANTED.get(word) or ("p" if self._beside_plural_verb(token) else "f")
        candidates = self.candidates(token, wanted, statement, owner=owner)
        if persons:
            candidates = [c for c in candidates if c.referent.kind == "person"]
        best = self.choose(candidates, token, wanted)
        if best is None and wanted == "p":
            return self._both(token)
        best = best or self._far(token, wanted)
        return (best, "pronoun") if best else (NOBODY, None)

    def candidates(
        self, token: int, wanted: str, statement: Statement, *, owner: bool = False
    ) -> list[Candidate]:
        """Everybody near before ``token`` who fits in gender, the nearest first.

        The ``owner`` of somebody who speaks ("ihr Sprecher") may be named in the quote alone.
        """
        found: dict[Hashable, Candidate] = {}
        own = frozenset() if owner else self._own_quote(token, statement)
        addressee = self._addressee(statement)
        for trace in self._traces.before(token, REACH):
            referent = trace.referent
            if trace.token in own or not referent.agrees(wanted) or referent.name is None:
                continue
            key = referent.key
            known = found.get(key)
            if known is None:
                if referent.person is None or id(referent.person) not in addressee:
                    subject = not (trace.place.oblique or trace.place.inside)
                    found[key] = Candidate(referent, trace, subject, trace.spoke, 1, len(found))
                continue
            known.mentions += 1
            known.spoke = known.spoke or trace.spoke
            if trace.sentence == known.nearest.sentence and not trace.spoke:
                known.subject = known.subject or not (trace.place.oblique or trace.place.inside)
        return list(found.values())

    def choose(self, candidates: list[Candidate], token: int, wanted: str) -> Referent | None:
        """The candidate with the most points; of equals, the nearer."""
        best, most = None, -math.inf
        for candidate in candidates:
            values = self.features(candidate, token, wanted)
            points = sum(w * x for w, x in zip(WEIGHTS, values, strict=True))
            if points > most:
                best, most = candidate.referent, points
        return best

    def features(self, candidate: Candidate, token: int, wanted: str) -> tuple[float, ...]:
        """What counts for or against a candidate, in the order of ``FEATURES``."""
        referent, trace = candidate.referent, candidate.nearest
        apart = self._traces.sentence(token) - trace.sentence
        last = self._progress.last
        person = referent.kind == "person"
        known = referent.sex is not None
        return (
            float(apart == 0),
            float(apart == 1),
            float(min(max(apart - 1, 0), 6)),
            float(candidate.subject),
            float(self._index.opens_sentence(trace.token)),
            float(trace.place.inside),
            float(apart == 0 and not candidate.subject),
            float(bool(self._index.quoted[trace.token]) and not trace.spoke),
            float(candidate.spoke),
            float(last is not None and last[0].key == referent.key),
            float(min(2, self._paragraphs_between(trace.token, token))),
            float(person and known),
            float(person and not known),
            float(referent.kind == "role"),
            float(referent.kind == "organisation"),
            float(referent.kind in {"document", "unknown"}),
            float(referent.kind == "group"),
            math.log(candidate.mentions),
            float(min(candidate.rank, 4)),
            float(len(wanted) > 1 and referent.agrees("p")),
        )

    def _paragraphs_between(self, one: int, other: int) -> int:
        numbers = self._index.paragraph_numbers
        return numbers[other] - numbers[one]

    def _own_quote(self, token: int, statement: Statement) -> frozenset[int] | range:
        """The tokens of the statement's quote, unless the pronoun stands in it itself."""
        people = self._index.people
        own = tokens_in(people.tokens, self._index.starts, statement.spans)
        return frozenset() if token in own else frozenset(own)

    def _addressee(self, statement: Statement) -> frozenset[int]:
        if statement.addressee is None:
            return frozenset()
        people = self._index.people
        tokens = tokens_in(people.tokens, self._index.starts, statement.addressee.spans)
        return frozenset(id(people.at[i]) for i in tokens if i in people.at)

    def _far(self, token: int, wanted: str) -> Referent | None:
        """The nearest person far back, else the last speaker."""
        for trace in self._traces.before(token, _FAR):
            referent = trace.referent
            if referent.kind == "person" and referent.agrees(wanted) and not trace.place.inside:
                return referent
        last = self._progress.last
        return last[0] if last is not None and last[0].agrees(wanted) else None

    def _beside_plural_verb(self, token: int) -> bool:
        """ "sagten sie", "sie hätten"; the verb stands before, or behind at the beginning."""
        before = self._words[token - 1] if token else ""
        after = self._words[token + 1] if token + 1 < len(self._words) else ""
        for word in (before, after):
            low = word.lower()
            if low in _PLURAL_VERBS:
                return True
            if not word[:1].islower() or low in closed.FUNCTION_WORDS or low in closed.PREPOSITIONS:
                continue
            if low.endswith(("t", "te", "e", "ß", "b", "h", "g", "m", "f", "ll", "d")):
                return False
            if low.endswith("en") and len(low) > 3:
                return True
        return False

    # -- several, and the one spoken to ----------------------------------------------------------

    def _both(self, token: int) -> Answer:
        """ "Beide": the two who are named last in one sentence, else the last group."""
        for trace in self._traces.before(token, 3):
            if trace.referent.kind == "group" and trace.spoke:
                return trace.referent, "pronoun"
            named = self._two_in(trace.sentence, token)
            if named is not None:
                return named, "pronoun"
        group = self._traces.nearest(token, "p")
        return (group, "pronoun") if group else (NOBODY, None)

    def _two_in(self, sentence: int, token: int) -> Referent | None:
        first, last = self._index.sentence_tokens(sentence)
        two: dict[Hashable, Referent] = {}
        for trace in self._traces.within(first, min(last, token)):
            if trace.referent.kind == "person" and not trace.place.inside:
                two.setdefault(trace.referent.key, trace.referent)
        return joint(two.values()) if len(two) == 2 else None

    def _addresses(self, token: int, statement: Statement) -> bool:
        """Whether "Sie" in somebody's quote is the polite "you"."""
        outer = self._progress.outer(statement)
        if outer is None or self._words[token] not in {"Sie", "Ihnen"}:
            return False
        return self._beside_plural_verb(token)

    def _addressed(self, token: int, statement: Statement) -> Answer:
        """Whom the speaker of the quote around speaks to: the last other person mentioned."""
        outer = self._progress.outer(statement)
        for trace in self._traces.before(token, REACH):
            referent = trace.referent
            if referent.kind == "person" and outer is not None and referent.key != outer.key:
                return referent, "pronoun"
        return NOBODY, None
