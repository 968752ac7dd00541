"""Paratext: the stretches of an article that are not the report.

Rules over paragraphs, none that knows an outlet. Unmistakable forms ("Lesen Sie auch: …") count
anywhere below the headline; forms that a report might use too ("Hintergrund: …") only in the run
of paratext that closes an article; bylines and datelines only near its head. Words in quotation
marks never count: who is quoted with "Schreiben Sie uns!" is being reported. Precision goes before
recall: a paragraph of the report that is thrown away cannot be found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wortlaut.records import Block, Paratext, Quotation, Span
from wortlaut.text.paratext_rules import AGENCY, BYLINE_START, CODE, OURS, PICTURE, READER
from wortlaut.text.paratext_rules import RULES as PRINT_RULES
from wortlaut.text.paratext_web import WEB_RULES

__all__ = ["BYLINE_START", "find_paratext"]

Offsets = tuple[int, int]

RULES = (*WEB_RULES[:1], *PRINT_RULES, *WEB_RULES[1:])

#: A byline stands among the first paragraphs, the headline not counted.
HEAD = 4
#: A paragraph longer than this (in characters) is paratext only as a notice.
SHORT = 320
#: Phrases by which a publisher speaks of itself, needed in a closing paragraph that is short …
SELF_REFERENCES = 2
#: … or longer, where an interview's last answer might hold two of them …
SELF_REFERENCES_LONG = 3
#: … and no paragraph longer than this is looked at.
LONGEST_NOTICE = 3000

_DATELINE = re.compile(
    rf"(?:[A-Z]{{2,}}-[A-Z]{{1,4}}: )?[A-ZÄÖÜ][\w.-]+(?:[ /][\w.-]+){{0,3}}"
    rf" ?\((?:{AGENCY}|[a-zäöü]{{2,5}})"
    rf"(?:[/-](?:{AGENCY}|[\w-]{{2,12}})){{0,3}}\)(?= ?[-–—.:])"
)
_BARE_DATELINE = re.compile(rf"\({AGENCY}(?:/[a-z-]{{2,12}}){{0,3}}\)(?= ?[-–—])")
_SIGNED = re.compile(
    rf"(?<=[.!?“”\"»«] )(?:\({CODE}(?:[/, ]{{1,2}}{CODE}){{0,4}}\)|"
    rf"{AGENCY}(?:/{CODE}){{0,3}})$"
)
_CREDIT_AT_END = re.compile(rf"(?<=[.!?“”\"»«] ){PICTURE}: ?[^.:!?]{{2,45}}$")
#: How a line about an author goes on behind the name: "Ina Kolb ist Redakteurin."
_ABOUT = ("ist", "war", "arbeitet", "schreibt", "lehrt", "lebt", "leitet", "forscht", "berichtet")
_SELF = re.compile(
    rf"\b[Uu]{OURS[1:]}|\b[Uu]nsere Artikel\b|\b(?:bitten|danken) wir {READER}\b|"
    rf"\bwir (?:bitten|danken) {READER}\b|\b(?:teilt|teilen Sie) (?:sie|ihn|es|uns)\b|"
    rf"\bWenn {READER} unsere?\b"
)


def find_paratext(
    text: str,
    paragraphs: Sequence[Offsets],
    quotations: Iterable[Quotation] = (),
    *,
    authors: Iterable[str] = (),
    blocks: Iterable[Block] = (),
) -> tuple[Paratext, ...]:
    """Teasers, appeals, notices, bylines, agency lines, credits and captions, in text order.

    Each is one stretch of one paragraph, in most cases all of it. The first paragraph is taken as
    the headline and is never paratext, apart from a dateline. A paragraph that is nothing but one
    of the ``authors`` is a byline; one that the page marks as a caption (``blocks``) is a caption.
    Linear in the length of the text.

    >>> text = "Rat sagt Ja\\n\\nVon Ina Kolb\\n\\nDer Rat stimmte zu.\\n\\nLesen Sie auch: Warum?"
    >>> spans = [(0, 11), (13, 25), (27, 46), (48, 70)]
    >>> [(p.kind, text[p.spans[0].start:p.spans[0].end]) for p in find_paratext(text, spans)]
    [('byline', 'Von Ina Kolb'), ('teaser', 'Lesen Sie auch: Warum?')]
    """
    shown = _without_quotes(text, paragraphs, quotations)
    kinds = [_kind(words, index) for index, words in enumerate(shown)]
    captions = {b.span.start for b in blocks if b.kind == "caption"}
    for index, (start, _) in enumerate(paragraphs):
        if start in captions:
            kinds[index] = kinds[index] or "caption"
    names = frozenset(authors)
    about = tuple(f"{name} {verb} " for name in names for verb in _ABOUT)
    tail = len(paragraphs)  # where the run of paratext that closes the article begins
    while tail > 1 and (kind := kinds[tail - 1] or _tail_kind(shown[tail - 1], about)):
        tail -= 1
        kinds[tail] = kind
    found: list[Paratext] = []
    for index, (start, end) in enumerate(paragraphs):
        kind = kinds[index]
        if index and text[start:end].removeprefix("Von ") in names:
            kind = "byline"
        if kind is not None:
            found.append(Paratext(kind, (Span(start, end),)))
        else:
            found.extend(_within(text, start, end, head=index <= HEAD, last=index == tail - 1))
    return tuple(found)


def _without_quotes(
    text: str, paragraphs: Sequence[Offsets], quotations: Iterable[Quotation]
) -> list[str]:
    """The words of each paragraph, those in quotation marks struck out; "" where it is too long."""
    outer = [q for q in quotations if q.level == 0]
    shown: list[str] = []
    at = 0
    for start, end in paragraphs:
        while at < len(outer) and outer[at].end <= start:
            at += 1
        if end - start > LONGEST_NOTICE:
            shown.append("")
            continue
        parts: list[str] = []
        here = start
        while at < len(outer) and outer[at].start < end:
            quote = outer[at]
            parts.append(text[here : quote.start + 1])
            parts.append("_" * (quote.end - quote.start - 2))
            here = max(quote.end - 1, quote.start + 1)
            at += 1
        parts.append(text[here:end])
        shown.append("".join(parts))
    return shown


def _kind(words: str, index: int) -> str | None:
    if index == 0 or not words or len(words) > SHORT:
        return None
    for rule in RULES:
        here = rule.where == "anywhere" or (rule.where == "head" and index <= HEAD)
        if here and rule.fits(words):
            return rule.kind
    return None


def _tail_kind(words: str, about: tuple[str, ...]) -> str | None:
    if 0 < len(words) <= SHORT:
        if words.startswith(about):
            return "byline"
        for rule in RULES:
            if rule.where == "tail" and rule.fits(words):
                return rule.kind
    needed = SELF_REFERENCES if len(words) <= SHORT else SELF_REFERENCES_LONG
    return "notice" if len(_SELF.findall(words)) >= needed else None


def _within(text: str, start: int, end: int, *, head: bool, last: bool) -> list[Paratext]:
    """A dateline before, an agency's sign or a photo credit behind the words of a paragraph."""
    found: list[Paratext] = []
    if head:
        dateline = _DATELINE.match(text, start, end) or _BARE_DATELINE.match(text, start, end)
        if dateline:
            found.append(Paratext("agency", (Span(*dateline.span()),)))
    if last:
        at = max(start, end - 60)
        for kind, pattern in (("agency", _SIGNED), ("credit", _CREDIT_AT_END)):
            match = pattern.search(text[at:end])
            if match:
                found.append(Paratext(kind, (Span(at + match.start(), end),)))
                break
    return found
