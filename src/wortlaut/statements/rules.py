"""Constructions that say so themselves: what the model missed, split, or took from a headline.

"…, so Kolb." behind a clause reports it, and a main clause in Konjunktiv I behind a statement of
the same paragraph carries that on ("Die Lage normalisiere sich."). The model knows both; these
rules catch rare verbs, and the "so" that it took for the frame of the next quotation.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from wortlaut.records import STATEMENT_TYPES, Document, Sentence, Statement, Token
from wortlaut.statements.decode import TokenStatement

#: Forms that are Konjunktiv I and nothing else in the third person ("habe" of "ich habe" is
#: excluded by the sentence). Verbs in -ieren give more: "normalisiere".
KONJUNKTIV = frozenset(
    (
        *("sei", "habe", "werde", "könne", "müsse", "dürfe", "solle", "wolle", "gebe", "gehe"),
        *("komme", "stehe", "bestehe", "bleibe", "liege", "lasse", "wisse", "brauche", "sehe"),
        *("nehme", "finde", "halte", "laufe", "trage", "handle", "zeige", "fehle", "gelte"),
    )
)
_FIRST_PERSON = frozenset(("ich", "Ich", "mir", "mich", "Mir", "Mich"))
_THIRD_PERSON = frozenset(("Er", "Sie", "Es", "Man"))
#: Forms in -e of the past or of Konjunktiv II, and adverbs.
_OTHER_IN_E = frozenset(
    (
        *("wurde", "würde", "wäre", "käme", "gäbe", "nähme", "ginge", "bliebe", "ließe", "fände"),
        *("stünde", "läge", "hieße", "heute", "gerade"),
    )
)
#: Tokens between the two halves of an interrupted quotation.
_LONGEST_FRAME = 25
#: Tokens of a quotation that is taken as a whole.
_LONGEST_QUOTATION = 80
#: "…, sagte Kolb, dass …" begins another indirect statement.
_NEW_CLAUSE = frozenset(("dass", "daß", "ob", "wie", "und", "aber", "sondern", "weil", "wenn"))
ENDS = frozenset((".", "!", "?", "…", "..."))
HEADLINE_ENDS = (".", "!", "?", "…", "“", '"', "«", "»")
_KINDS: dict[str, int] = {kind: i for i, kind in enumerate(STATEMENT_TYPES)}
_LONGEST_NAME = 7
#: Log-probability given to a statement that only a rule found: it is as likely as not.
_SCORE = math.log(0.5)


def add_missed(document: Document, found: Sequence[TokenStatement]) -> list[TokenStatement]:
    """``found`` and what the rules add, in text order; sentences in quotation marks stay out."""
    taken = {token for statement in found for token in statement.tokens}
    starts = sorted(document.tokens[s.tokens[0]].start for s in found)
    quoted = _quoted(document)
    added = []
    for sentence, in_quotation in zip(document.sentences, quoted, strict=True):
        if not in_quotation and taken.isdisjoint(range(sentence.first, sentence.last)):
            statement = _so(document, sentence) or _konjunktiv(document, sentence, starts)
            if statement:
                added.append(statement)
    return sorted([*found, *added], key=lambda s: (s.tokens[0], -len(s.tokens)))


def join_interrupted(document: Document, found: Sequence[TokenStatement]) -> list[TokenStatement]:
    """One statement where a frame between commas splits it: „Nein“, sagte er, „nie“.

    Two direct or two indirect ones of one level are joined if the first does not end a sentence.
    """
    words = [t.text for t in document.tokens]
    joined: list[TokenStatement] = []
    for statement in found:
        before = next((s for s in reversed(joined) if s.level == statement.level), None)
        if before and _interrupted(words, before, statement):
            weight = len(before.tokens) + len(statement.tokens)
            before.score = (
                before.score * len(before.tokens) + statement.score * len(statement.tokens)
            ) / weight
            before.lowest = min(before.lowest, statement.lowest)
            before.tokens = before.tokens + statement.tokens
        else:
            joined.append(statement)
    return joined


def fill_quotations(document: Document, found: Sequence[TokenStatement]) -> list[TokenStatement]:
    """Direct statements with bounds inside a quotation of one sentence, widened to the whole of it.

    Pieces of one quotation become one statement; a quotation with another statement of the same
    level in it, or across its marks, is left as it is.
    """
    starts = [t.start for t in document.tokens]
    firsts = [s.first for s in document.sentences]
    owners: dict[tuple[int, int], TokenStatement] = {
        (s.level, token): s for s in found for token in s.tokens
    }
    kept = list(found)
    for quotation in sorted(document.quotations, key=lambda q: q.start - q.end):
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        one_sentence = bisect_right(firsts, first) == bisect_right(firsts, last - 1)
        if not one_sentence or not 3 < last - first <= _LONGEST_QUOTATION:
            continue
        for level in range(2):
            inside = {id(o): o for t in range(first, last) if (o := owners.get((level, t)))}
            pieces = list(inside.values())
            if not pieces or not all(_is_piece(s, first, last) for s in pieces):
                continue
            whole, *rest = pieces
            whole.tokens = list(range(first, last))
            owners.update({(level, token): whole for token in whole.tokens})
            kept = [s for s in kept if all(s is not r for r in rest)]
    return sorted(kept, key=lambda s: (s.tokens[0], -len(s.tokens)))


def _is_piece(statement: TokenStatement, first: int, last: int) -> bool:
    return (
        statement.kind == _KINDS["direct"]
        and first <= statement.tokens[0]
        and statement.tokens[-1] < last
    )


def _interrupted(words: Sequence[str], before: TokenStatement, after: TokenStatement) -> bool:
    end, start = before.tokens[-1], after.tokens[0]
    return (
        before.kind == after.kind
        and before.kind in (_KINDS["direct"], _KINDS["indirect"])
        and 3 < start - end <= _LONGEST_FRAME
        and (before.kind == _KINDS["direct"] or words[start] not in _NEW_CLAUSE)
        and words[end + 1] == words[start - 1] == ","
        and ENDS.isdisjoint(words[max(before.tokens[0], end - 1) : end + 1])
        and not ENDS.intersection(words[end + 1 : start])
    )


def is_borrowed_headline(document: Document, statement: Statement) -> bool:
    """Whether a statement is a headline that only looks like one: no mark, its speaker elsewhere.

    "Neuer Chef im Klinikum" is no statement of the doctor whom the next line quotes.
    """
    if len(document.paragraphs) < 2:
        return False
    headline = document.paragraphs[0]
    text = document.text[headline.start : headline.end]
    return (
        not text.endswith(HEADLINE_ENDS)
        and statement.type != "direct"
        and statement.spans[-1].end <= headline.end
        and all(span.start >= headline.end for span in statement.speaker.spans)
    )


def _quoted(document: Document) -> list[bool]:
    """Whether each sentence touches a quotation; quick with thousands of both."""
    quotations = sorted(document.quotations, key=lambda q: q.start)
    starts = [q.start for q in quotations]
    furthest = [0, *accumulate((q.end for q in quotations), max)]
    return [furthest[bisect_left(starts, s.end)] > s.start for s in document.sentences]


def _so(document: Document, sentence: Sentence) -> TokenStatement | None:
    """The clause before ", so" and a short noun phrase at the end of its sentence."""
    words = [t.text for t in document.tokens[sentence.first : sentence.last]]
    if len(words) < 6 or words[-1] != ".":
        return None
    for at in range(len(words) - 3, max(3, len(words) - 3 - _LONGEST_NAME), -1):
        if words[at] == "so" and words[at - 1] == ",":
            name = words[at + 1 : -1]
            if "," in name or not any(w[0].isupper() for w in name):
                return None
            tokens = list(range(sentence.first, sentence.first + at - 1))
            return rule_statement(tokens, "indirect")
    return None


def _konjunktiv(
    document: Document, sentence: Sentence, starts: Sequence[int]
) -> TokenStatement | None:
    """A whole sentence in Konjunktiv I with a statement before it in its paragraph."""
    tokens = document.tokens[sentence.first : sentence.last]
    if not (any(map(_is_konjunktiv, tokens)) or _is_konjunktiv_of_pronoun(tokens)):
        return None
    if any(t.text in _FIRST_PERSON for t in tokens):
        return None
    if tokens[-1].text != ".":
        return None
    at = bisect_right(document.paragraphs, sentence.start, key=lambda p: p.start) - 1
    before = bisect_left(starts, sentence.start) - 1
    if at < 0 or before < 0 or sentence.start >= document.paragraphs[at].end:
        return None
    if starts[before] < document.paragraphs[at].start:
        return None
    return rule_statement(list(range(sentence.first, sentence.last)), "indirect_free_indirect")


def _is_konjunktiv(token: Token) -> bool:
    word = token.text
    return word in KONJUNKTIV or (len(word) > 6 and word.endswith("iere") and word.islower())


def _is_konjunktiv_of_pronoun(tokens: Sequence[Token]) -> bool:
    """ "Er lese gern": after a pronoun of the third person any verb in -e, but for the past."""
    if len(tokens) < 4 or tokens[0].text not in _THIRD_PERSON:
        return False
    verb = tokens[1].text
    return (
        len(verb) > 3
        and verb.islower()
        and verb.endswith("e")
        and not verb.endswith("te")
        and verb not in _OTHER_IN_E
    )


def rule_statement(tokens: list[int], kind: str) -> TokenStatement:
    """A statement that only a rule found."""
    return TokenStatement(tokens, _KINDS[kind], 0, _SCORE, _SCORE)
