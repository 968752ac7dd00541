"""What a hit shows: the statement between its neighbouring sentences, and the words found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from wortlaut.corpus.query import Term
from wortlaut.corpus.stems import first_letter, fold, stem, words
from wortlaut.records import Span, Statement
from wortlaut.text.paragraphs import layout
from wortlaut.text.sentences import sentence_spans
from wortlaut.text.tokens import token_spans

#: So many characters around a statement are looked at for its neighbouring sentences; a longer
#: sentence is cut at a blank.
REACH = 600
#: So many are looked at first. They do where both neighbours have another sentence behind them, so
#: that nothing of them was cut off: in 99 of 100 cases, and twice as fast.
_FIRST_REACH = 300
_LONGEST_KEPT = 4_000


def context_of(text: str, statement: Statement) -> Span:
    """The statement with the rest of its sentences, one sentence before and one after."""
    first, last = statement.spans[0].start, statement.spans[-1].end
    for reach in (_FIRST_REACH, REACH):
        start = _blank_before(text, first - reach)
        end = _blank_after(text, last + reach)
        window = text[start:end]
        around = _around if len(window) <= _LONGEST_KEPT else _around.__wrapped__
        before, after, spare = around(window, first - start, last - start)
        if (spare[0] or not start) and (spare[1] or end == len(text)):
            break
    return Span(before + start, after + start)


@lru_cache(maxsize=2048)
def _around(window: str, first: int, last: int) -> tuple[int, int, tuple[bool, bool]]:
    """The stretch of sentences around ``[first, last)``, and whether more sentences stand before
    and after it; what is looked at often is kept."""
    lines = [line for paragraph in layout(window) for line in paragraph]
    tokens = token_spans(window)
    sentences = [(tokens[a][0], tokens[b - 1][1]) for a, b in sentence_spans(window, tokens, lines)]
    inside = [i for i, (a, b) in enumerate(sentences) if a < last and b > first]
    if not inside:
        return first, last, (False, False)
    before = sentences[max(inside[0] - 1, 0)]
    after = sentences[min(inside[-1] + 1, len(sentences) - 1)]
    spare = (inside[0] > 1, inside[-1] < len(sentences) - 2)
    return min(before[0], first), max(after[1], last), spare


def find_words(text: str, context: Span, terms: Iterable[Term]) -> tuple[Span, ...]:
    """Where the words of a query stand in the context: offsets into the article's text."""
    wanted = list(terms)
    if not wanted:
        return ()
    found = [(a + context.start, b + context.start) for a, b in words(context.cut(text))]
    # Stemming is slow and changes endings: only words that begin alike can be the same.
    heads = {first_letter(word[0]) for term in wanted for word in term.words}
    stems = [stem(text[a:b]) if first_letter(text[a]) in heads else "" for a, b in found]
    forms: list[str] = []
    matches: set[tuple[int, int]] = set()
    for term in wanted:
        if term.prefix:
            forms = forms or [fold(text[a:b]) for a, b in found]
            head = fold(term.words[0])
            hits = (i for i, form in enumerate(forms) if form.startswith(head))
            matches.update(found[i] for i in hits)
            continue
        row = [stem(word) for word in term.words]
        for i in range(len(stems) - len(row) + 1):
            if stems[i] == row[0] and stems[i : i + len(row)] == row:
                matches.add((found[i][0], found[i + len(row) - 1][1]))
    return _merged(matches)


def _merged(matches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(matches):
        if merged and start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)


def _blank_before(text: str, at: int) -> int:
    """The end of the blank at or before ``at``; not so far back that it costs anything."""
    if at <= 0:
        return 0
    blank = max(text.rfind(c, max(at - REACH, 0), at) for c in " \n\t")
    return blank + 1 if blank >= 0 else at


def _blank_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blanks = [b for b in (text.find(c, at, at + REACH) for c in " \n\t") if b >= 0]
    return min(blanks, default=at)
