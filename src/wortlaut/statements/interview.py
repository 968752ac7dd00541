"""Interviews: each answer is one direct statement of whom the article interviews.

The page may say who asks and who answers (``Article.blocks``); else the text does
(``wortlaut.text.interview``). What the model found inside an answer is kept as nested where it is
the statement of somebody else ("Mein Vater hat gesagt: …"), and dropped where it is a part of the
answer itself.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from wortlaut.records import STATEMENT_TYPES, Block, Document
from wortlaut.statements.decode import TokenRoles, TokenStatement
from wortlaut.text.interview import Turn, find_turns, label_at

_DIRECT = STATEMENT_TYPES.index("direct")
_OPENING = frozenset("„“\"»«‚‘›‹'") | {"``", "''"}
#: Log-probability of an answer: interviews are found with hardly an error (docs, "Interviews").
_SCORE = math.log(0.95)
#: A statement with this share of its tokens in an answer lies in it …
INSIDE = 0.8
#: … and one that covers this share of the answer is the answer.
WHOLE = 0.6
#: Words before a surname that belong to the name ("Puppenspieler Hajo Wenk").
_GIVEN = r"(?:(?:[A-ZÄÖÜ][\w'’-]+|[„“\"][\w'’-]+[“”\"]|von|van|de|der|zu) ){0,3}"


def turns_of(document: Document) -> tuple[Turn, ...]:
    """The questions and answers of an article: its blocks where it has any, else its text's."""
    article = document.article
    if not article.blocks:
        return find_turns(document.text, [(p.start, p.end) for p in document.paragraphs])
    turns: list[Turn] = []
    goes_on = False  # a subhead between two paragraphs of an answer parts it
    for block in article.blocks:
        if block.kind == "question":
            turns.append(_turn(document.text, "question", block))
        elif block.kind == "answer":
            turn = _turn(document.text, "answer", block)
            if goes_on and not turn.label:
                turns[-1] = replace(turns[-1], span=(turns[-1].span[0], turn.span[1]))
            else:
                turns.append(turn)
        goes_on = block.kind == "answer" or (goes_on and block.kind == "caption")
    return tuple(turns)


def _turn(text: str, kind: Literal["question", "answer"], block: Block) -> Turn:
    start, end = block.span.start, block.span.end
    label = label_at(text, start, end) if block.speaker else None
    if label is None or text[slice(*label[0])] != block.speaker:
        return Turn(kind, (start, end), speaker=block.speaker)
    name, frame = label
    start = frame[1]
    while text[start].isspace():
        start += 1
    return Turn(kind, (start, end), label=name, frame=frame, speaker=block.speaker)


def add_answers(document: Document, found: Sequence[TokenStatement]) -> list[TokenStatement]:
    """``found`` with the answers of an interview, in text order; ``found`` itself elsewhere."""
    turns = turns_of(document)
    answers = [t for t in turns if t.kind == "answer"]
    if not answers:
        return list(found)
    starts = [t.start for t in document.tokens]
    outside = _paratext(document, starts)
    first = min(t.span[0] for t in turns)
    kept = list(found)
    made = []
    for turn in answers:
        tokens = [i for i in _between(starts, turn.span) if i not in outside]
        if not tokens or _told(document, turn.span):
            continue
        kept = _nested(document, kept, tokens)
        answer = TokenStatement(tokens, _DIRECT, 0, _SCORE, _SCORE)
        answer.roles = _roles(document, starts, turn, first)
        made.append(answer)
    return sorted([*kept, *made], key=lambda s: (s.tokens[0], -len(s.tokens)))


def _told(document: Document, span: tuple[int, int]) -> bool:
    """Whether an answer is told around quotation marks: „Nein.“ Sie sieht aus dem Fenster.

    There the marks say what is speech, and the model reads them.
    """
    if document.text[span[0]] not in _OPENING:
        return False
    first = next((q for q in document.quotations if q.start == span[0]), None)
    return first is None or first.end < span[1]


def _nested(
    document: Document, found: Sequence[TokenStatement], answer: Sequence[int]
) -> list[TokenStatement]:
    """``found`` without the parts of the answer itself; what it reports of others is nested."""
    inside = set(answer)
    kept = []
    for statement in found:
        common = sum(1 for i in statement.tokens if i in inside)
        if common < (1 - INSIDE) * len(statement.tokens) or not common:
            kept.append(statement)
            continue
        if statement.level > 0:
            kept.append(statement)
            continue
        quoted = document.tokens[statement.tokens[0]].text in _OPENING
        part = statement.kind == _DIRECT and not quoted
        if part or common >= WHOLE * len(answer) or common < INSIDE * len(statement.tokens):
            continue
        statement.level = 1
        kept.append(statement)
    return kept


def _roles(document: Document, starts: Sequence[int], turn: Turn, first: int) -> TokenRoles | None:
    """Speaker and frame: the label before the answer, else where the interviewee is introduced."""
    if turn.label and turn.frame:
        return TokenRoles(
            speaker=_between(starts, turn.label),
            cue=[],
            frame=_between(starts, turn.frame),
            addressee=[],
        )
    if turn.speaker:
        pattern = re.compile(rf"{_GIVEN}\b{re.escape(turn.speaker)}\b")
        mention = pattern.search(document.text, 0, first) or pattern.search(document.text)
        if mention:
            return TokenRoles(_between(starts, mention.span()), [], [], [])
    return None


def _between(starts: Sequence[int], span: tuple[int, int]) -> list[int]:
    return list(range(bisect_left(starts, span[0]), bisect_left(starts, span[1])))


def _paratext(document: Document, starts: Sequence[int]) -> set[int]:
    spans = [(s.start, s.end) for p in document.paratext for s in p.spans]
    return {i for span in spans for i in _between(starts, span)}
