"""Interviews: who asks, who answers, read from the habits by which German media print them.

Three habits: both sides named before a colon ("WELT: …", "Kolb (lacht): …"), questions in bold
type or marked by the page, and questions that only show by their form of address ("Frau Kolb,
was haben Sie …?") in turn with answers in the first person. Questions and answers to readers
("Was müssen Sie jetzt wissen?") are no interview: nobody says "ich" there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Offsets = tuple[int, int]

#: An interview has at least this many questions …
QUESTIONS = 3
#: … of which at least this share addresses somebody …
ADDRESSING = 0.3
#: … and at least this share of its answers speaks in the first person.
FIRST_PERSON = 0.4
#: The longest question without a label.
LONGEST_QUESTION = 420
#: A label stands before at least this many turns, and both labels before most of them.
LABELLED = 2

_NAME_WORD = r"(?:[A-ZÄÖÜ][\w'’.-]*|von|van|de|der|zu|al|el)"
LABEL = re.compile(
    rf"(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{0,3}}+)(?P<aside> ?\([^()\n]{{1,40}}\))?"
    r"(?P<colon> ?:)(?= |\n|$)"
)
_ASKING_LABELS = frozenset(("frage", "f", "redaktion", "interviewer", "interviewerin", "moderator"))
_ADDRESS = re.compile(
    r"(?<![.!?:] )(?<!^)\b(?:Sie|Ihnen|Ihre[nmrs]?|Ihr)\b|"
    r"\b(?:Herr|Frau)n? (?:Dr\. |Prof\. )*[A-ZÄÖÜ]|"
    r"\b(?:du|dich|dir|dein\w*|ihr|euch|eure?\w*)\b|^(?:Ihr|Ihre) "
)
#: Between two answers a "Sie" that begins a sentence is an address as well.
_PROMPT = re.compile(r"\b(?:Sie|Ihnen|Ihre[nmrs]?|Ihr|[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b")
_FORMAL = re.compile(
    r"\b(?:Herr|Frau) "
    r"(?:(?:Dr|Prof|Professor|Doktor|Minister\w*|Präsident\w*|Bischof|General)\.? )*"
    r"(?P<name>(?:von |van |de |zu )?[A-ZÄÖÜ][\w'’-]+(?:[ -][A-ZÄÖÜ][\w'’-]+)?)"
)
_FIRST = re.compile(
    r"\b(?:[Ii]ch|[Mm]ich|[Mm]ir|[Mm]ein(?:e[nmrs]?)?|[Ww]ir|[Uu]ns|[Uu]nser(?:e[nmrs]?)?)\b"
)
_QUOTED = re.compile(r"[„“\"»«][^„“”\"»«\n]{0,400}[“”\"»«]")
_QUESTION_END = re.compile(r"\?[\"“”»«)]*\s*$")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question or an answer: ``span`` is the words alone, ``label`` what names the speaker.

    ``label`` is the offsets of the name before the colon, None where there is none; ``frame``
    those of the label with aside and colon. ``speaker`` is the name, as it is written there or
    in a question that addresses its owner.
    """

    kind: Literal["question", "answer"]
    span: Offsets
    label: Offsets | None = None
    frame: Offsets | None = None
    speaker: str | None = None


def find_turns(
    text: str, paragraphs: Sequence[Offsets], marked: Sequence[bool] = ()
) -> tuple[Turn, ...]:
    """The turns of an interview in text order; () where a text is none.

    ``marked`` says of each paragraph whether the page marks it as a question, by bold type for
    instance. Linear in the length of the text.

    >>> text = "Anruf\\n\\nBlatt: Und?\\n\\nKolb: Ich gehe.\\n\\nBlatt: Wann?\\n\\nKolb: Jetzt."
    >>> spans = [(0, 5), (7, 18), (20, 35), (37, 49), (51, 62)]
    >>> [(t.kind, t.speaker, text[t.span[0]:t.span[1]]) for t in find_turns(text, spans)][1]
    ('answer', 'Kolb', 'Ich gehe.')
    """
    turns = _by_labels(text, paragraphs)
    if not turns and any(marked):
        turns = _by_marks(text, paragraphs, marked)
    if not turns:
        turns = _by_address(text, paragraphs)
    return tuple(turns)


def label_at(text: str, start: int, end: int) -> tuple[Offsets, Offsets] | None:
    """The name before a colon at ``start`` and the whole label with its colon, or None."""
    match = LABEL.match(text, start, min(end, start + 120))
    if match is None or match.end() >= end:
        return None
    name = match.group("name").rstrip()
    return (start, start + len(name)), match.span()


def _by_labels(text: str, paragraphs: Sequence[Offsets]) -> list[Turn]:
    labels = [label_at(text, start, end) for start, end in paragraphs]
    names = [_folded(text, found[0]) if found else "" for found in labels]
    counts = Counter(n for n in names if n)
    frequent = {n for n, c in counts.items() if c >= LABELLED}
    at = [i for i, n in enumerate(names) if n in frequent]
    if len(frequent) < 2 or len(at) < 2 * LABELLED:
        return []
    asking = _asking(text, paragraphs, names, at)
    if asking is None or 2 * len(at) < at[-1] - at[0] + 1:
        return []
    turns = []
    for i, following in [*pairwise(at), (at[-1], _run_end(text, paragraphs, at[-1]))]:
        found = labels[i]
        if found is None:
            continue
        name, frame = found
        start = frame[1]
        while text[start].isspace():
            start += 1
        turns.append(
            Turn(
                "question" if names[i] == asking else "answer",
                (start, paragraphs[following - 1][1]),
                label=name,
                frame=frame,
                speaker=text[name[0] : name[1]],
            )
        )
    return turns


def _asking(
    text: str, paragraphs: Sequence[Offsets], names: Sequence[str], at: Sequence[int]
) -> str | None:
    """The label of who asks: the one whose turns end in question marks, or one that says so."""
    said = [n for n in {names[i] for i in at} if n in _ASKING_LABELS]
    if said:
        return said[0]
    ends: dict[str, list[bool]] = {}
    for i in at:
        ends.setdefault(names[i], []).append(bool(_QUESTION_END.search(text, *paragraphs[i])))
    best = max(ends, key=lambda n: (sum(ends[n]) / len(ends[n]), n))
    others = [sum(e) / len(e) for n, e in ends.items() if n != best]
    share = sum(ends[best]) / len(ends[best])
    return best if share >= ADDRESSING and share > max(others) + 0.2 else None


def _run_end(text: str, paragraphs: Sequence[Offsets], last: int) -> int:
    """Index behind the last paragraph of the last turn: further ones that say "ich" belong."""
    end = last + 1
    while end < len(paragraphs) and _first_person(text, *paragraphs[end]):
        end += 1
    return end


def _by_marks(text: str, paragraphs: Sequence[Offsets], marked: Sequence[bool]) -> list[Turn]:
    asked = [i for i in range(len(paragraphs) - 1) if marked[i] and i > 0]
    asked = [i for i in asked if paragraphs[i][1] - paragraphs[i][0] <= 2 * LONGEST_QUESTION]
    questions = [i for i in asked if i + 1 not in asked]
    if sum(_ends_asking(text, paragraphs[i]) for i in questions) * 2 < len(questions):
        return []
    return _checked(text, paragraphs, questions)


def _by_address(text: str, paragraphs: Sequence[Offsets]) -> list[Turn]:
    """Questions by their form alone: short, with a question mark, addressed to somebody."""
    sure = [
        i
        for i in range(1, len(paragraphs) - 1)
        if _short(paragraphs[i]) and _ends_asking(text, paragraphs[i])
    ]
    if len(sure) < QUESTIONS:
        return []
    questions = list(sure)
    for before, after in pairwise(sure):  # "Sie hätten abbrechen können." between two answers
        questions += [
            i
            for i in range(before + 2, after - 1)
            if _short(paragraphs[i])
            and _PROMPT.search(text[paragraphs[i][0] : paragraphs[i][1]])
            and not _first_person(text, *paragraphs[i])
            and _first_person(text, *paragraphs[i + 1])
        ]
    return _checked(text, paragraphs, sorted(questions))


def _checked(text: str, paragraphs: Sequence[Offsets], questions: Sequence[int]) -> list[Turn]:
    """The turns, if somebody is asked and somebody answers as "ich"."""
    if len(questions) < QUESTIONS:
        return []
    words = [text[a:b] for a, b in (paragraphs[i] for i in questions)]
    if sum(bool(_ADDRESS.search(w)) for w in words) < ADDRESSING * len(words):
        return []
    ends = [*questions[1:], _run_end(text, paragraphs, questions[-1] + 1)]
    answers = [(q + 1, end) for q, end in zip(questions, ends, strict=True)]
    spans = [(paragraphs[a][0], paragraphs[b - 1][1]) for a, b in answers if a < b]
    if sum(_first_person(text, *s) for s in spans) < FIRST_PERSON * len(spans):
        return []
    speaker = next((m["name"] for m in map(_FORMAL.search, words) if m), None)
    labels = Counter(_folded(text, found[0]) for s in spans if (found := label_at(text, *s)))
    turns = []
    for question, (a, b) in zip(questions, answers, strict=True):
        turns.append(Turn("question", paragraphs[question]))
        if a < b:
            span = (paragraphs[a][0], paragraphs[b - 1][1])
            turns.append(_answer(text, span, labels, speaker))
    return turns


def _answer(text: str, span: Offsets, labels: Counter[str], speaker: str | None) -> Turn:
    """An answer; a name before a colon is its label if further answers begin with it."""
    found = label_at(text, *span)
    if found is None or labels[_folded(text, found[0])] < LABELLED:
        return Turn("answer", span, speaker=speaker)
    name, frame = found
    start = frame[1]
    while text[start].isspace():
        start += 1
    return Turn("answer", (start, span[1]), name, frame, text[name[0] : name[1]])


def _short(span: Offsets) -> bool:
    return span[1] - span[0] <= LONGEST_QUESTION


def _ends_asking(text: str, span: Offsets) -> bool:
    return bool(_QUESTION_END.search(text[max(span[0], span[1] - 8) : span[1]]))


def _first_person(text: str, start: int, end: int) -> bool:
    """Whether somebody says "ich" or "wir" there, outside quotation marks."""
    return bool(_FIRST.search(_QUOTED.sub(" ", text[start:end])))


def _folded(text: str, span: Offsets) -> str:
    return " ".join(text[span[0] : span[1]].casefold().split())
