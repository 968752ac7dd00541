"""Statements whose speaker is not marked: the frame's subject, else the speaker before goes on.

"Der Rat betonte …, dass …" has a subject in its frame; "… und kündigte an, …" has it earlier in the
sentence; a sentence in Konjunktiv has none and carries on whoever spoke last. "Es heißt" and "dem
Vernehmen nach" name nobody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from wortlaut.actors.index import Mention
from wortlaut.actors.people import tokens_in
from wortlaut.actors.progress import Progress
from wortlaut.actors.pronouns import Pronouns
from wortlaut.actors.traces import NOBODY, Answer, Referent, Trace
from wortlaut.actors.wordlists import word_set
from wortlaut.records import Excerpt, Statement

_IMPERSONAL = word_set(
    """
    es man heißt hieß wurde wird worden werde
    """
)
_GOES_ON = word_set("weiter weiterhin ferner darin dort zudem außerdem abschließend abschluss dazu")
""" ", hieß es weiter": whoever was quoted before."""
_PASSIVE = word_set("wird wurde wurden werden worden werde")
_REJECTED = word_set("vorwurf vorwürfe vorwürfen gerücht gerüchte gerüchten behauptung kritik")
_REJECTS = word_set("zurück entgegen dementierte dementiert bestreitet bestritt zurückgewiesen")
_SUBJECTS = word_set("er sie dieser diese beide ich wir")
_QUOTES = word_set("zitiert zitierte zitieren zitierten")
_KINDS = frozenset(("person", "role", "organisation", "group"))
_PARAGRAPHS_CARRIED = 1


class Silent:
    """Finds who makes a statement that has no mention."""

    def __init__(self, progress: Progress, pronouns: Pronouns) -> None:
        self._progress = progress
        self._index = progress.index
        self._traces = progress.index.traces
        self._words = progress.index.people.words
        self._pronouns = pronouns

    def answer(self, statement: Statement) -> Answer:
        """The subject of the frame, or the speaker before, or nobody."""
        if statement.nested_in and statement.frame is None:
            return NOBODY, None
        if _says_nobody(statement):
            return self._carry_over(statement) if _takes_up(statement) else (NOBODY, None)
        subject = self.subject(statement)
        if subject is not None:
            return subject
        if statement.nested_in or _is_impersonal(statement):
            return NOBODY, None
        return self._carry_over(statement)

    # -- the frame -------------------------------------------------------------------------------

    def subject(self, statement: Statement) -> Answer | None:
        """Whoever is the subject of the frame, or of its sentence where the frame goes on one."""
        frame = self._tokens(statement.frame)
        low = [self._words[i].lower() for i in frame]
        if not frame or not _PASSIVE.isdisjoint(low) or _rejects(low):
            return None
        for i in frame:
            if self._words[i].lower() in {"zufolge", "laut"}:
                return self._beside(i, frame)
        found = self._first_subject(frame, statement)
        opening = [word for word in low[:2] if word != ","]
        if found is None and opening and opening[0] in {"und", "aber", "sowie"}:
            first, _ = self._index.sentence_tokens(self._traces.sentence(frame[0]))
            quote = set(tokens_in(self._index.people.tokens, self._index.starts, statement.spans))
            before = [i for i in range(first, frame[0]) if i not in quote]
            found = self._first_subject(before, statement)
        return found

    def cited(self, statement: Statement, mention: Mention) -> Answer | None:
        """ "Das Blatt zitiert | Ute Kolb | mit den Worten": she speaks, not the paper."""
        frame = self._tokens(statement.frame)
        low = [self._words[i].lower() for i in frame]
        if _QUOTES.isdisjoint(low) or not _PASSIVE.isdisjoint(low):
            return None
        verb = next(i for i, word in zip(frame, low, strict=True) if word in _QUOTES)
        if mention[0] > verb:
            return None
        for trace in self._traces_at([i for i in frame if i > verb]):
            if trace.referent.kind in {"person", "role", "group"} and not trace.place.inside:
                return self._answer(trace)
        return None

    def _tokens(self, part: Excerpt | None) -> list[int]:
        if part is None:
            return []
        return tokens_in(self._index.people.tokens, self._index.starts, part.spans)

    def _traces_at(self, tokens: Sequence[int]) -> Iterator[Trace]:
        if tokens:
            inside = set(tokens)
            for trace in self._traces.within(tokens[0], tokens[-1] + 1):
                if trace.token in inside:
                    yield trace

    def _beside(self, token: int, frame: Sequence[int]) -> Answer | None:
        """ "einer Rednerin | zufolge", "laut | Polizei"."""
        behind = self._words[token].lower() == "laut"
        near = [i for i in frame if (i > token if behind else token - 5 < i < token)]
        found = [t for t in self._traces_at(near) if not t.place.inside]
        return self._answer(found[0]) if found else None

    def _first_subject(self, tokens: Sequence[int], statement: Statement) -> Answer | None:
        at: dict[int, Trace] = {}
        for trace in self._traces_at(tokens):
            if trace.referent.kind in _KINDS and not (trace.place.oblique or trace.place.inside):
                at.setdefault(trace.token, trace)
        for i in tokens:
            if i in at:
                return self._answer(at[i])
            if self._words[i].lower() in _SUBJECTS:
                answer = self._pronouns.answer((i,), statement)
                if answer is not None and answer[0].name:
                    return answer
        return None

    def _answer(self, trace: Trace) -> Answer:
        if trace.referent.person is None:
            return trace.referent, "phrase"
        return trace.referent, "name" if trace.token in self._index.people.at else "office"

    # -- the speaker before ----------------------------------------------------------------------

    def _carry_over(self, statement: Statement) -> Answer:
        """The speaker before goes on, unless paragraphs lie between."""
        if self._progress.last is None:
            return NOBODY, None
        referent, before = self._progress.last
        here, there = statement.spans[0].start, before.spans[-1].end
        numbers, starts = self._index.paragraph_numbers, self._index.starts
        if numbers:
            at = min(bisect_left(starts, here), len(numbers) - 1)
            apart = numbers[at] - numbers[max(0, bisect_right(starts, there - 1) - 1)]
            if apart > _PARAGRAPHS_CARRIED:
                return NOBODY, None
        return (self._subject_between(there, here) or referent), "carried_over"

    def _subject_between(self, start: int, end: int) -> Referent | None:
        """A person who opens a sentence between two statements speaks next."""
        starts = self._index.starts
        found = None
        for trace in self._traces.within(bisect_left(starts, start), bisect_left(starts, end)):
            if trace.referent.person and self._index.opens_sentence(trace.token):
                found = trace.referent
        return found


def _rejects(low: Sequence[str]) -> bool:
    """ "Kolb trat dem Vorwurf entgegen, …": not she says what follows."""
    return not _REJECTED.isdisjoint(low) and not _REJECTS.isdisjoint(low)


def _says_nobody(statement: Statement) -> bool:
    """ "Es heißt", "dem Vernehmen nach"."""
    part = statement.frame or statement.cue
    low = part.text.lower().split() if part is not None else []
    return ("es" in low and not {"heißt", "hieß"}.isdisjoint(low)) or "vernehmen" in low


def _takes_up(statement: Statement) -> bool:
    part = statement.frame or statement.cue
    return part is not None and not _GOES_ON.isdisjoint(part.text.lower().replace(",", " ").split())


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
