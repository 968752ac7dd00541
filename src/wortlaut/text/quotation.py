"""Quotation marks paired into stretches, nested, with offsets.

German („…“ ‚…‘ »…« ›…‹), English (“…” ‘…’), French and Swiss («…» ‹…›), Scandinavian (”…”),
typewriter ("…" '…' ``…'' ,,…'') and the mixes that typing makes of them („…" „…”). What a mark can
do is read from its shape and its neighbours; what it does, from the marks still open in its
paragraph. Marks are evidence, not truth: a missing partner is noted, never guessed far away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wortlaut.records import Quotation

_MARK = re.compile(r"``|''|(?<![,\w]),,(?=\w)|[„“”‟\"»«‚‘’‛'›‹`´「」『』＂]")

#: "'s ist", "'ne Idee", "die '68er": a mark that stands for missing letters.
_ELISION = re.compile(
    r"(?:s|n|ne|nen|ner|nem|nes|m|t|em|um|mal|rein|raus|rauf|runter|rüber|ran|nauf|naus|nunter|"
    r"\d\d(?:er|ers|ern)?)\b",
    re.IGNORECASE,
)

#: Which marks may close what another opened, common typing errors included.
_CLOSERS = {
    "„": ("“", "”", '"', "‟", "＂", "''"),
    "“": ("”", "“", '"', "''"),
    "”": ("”", '"'),
    "‟": ("”", "“", '"'),
    '"': ('"', "“", "”", "＂", "''"),
    "＂": ("＂", '"'),
    "``": ("''", '"', "“", "”"),
    "''": ("''",),
    ",,": ("''", '"', "“", "”"),
    "»": ("«", "»"),
    "«": ("»", "«"),
    "‚": ("‘", "’", "'", "‛"),
    "‘": ("’", "'", "‘"),
    "‛": ("’", "'", "‘"),
    "’": ("’",),
    "'": ("'", "’"),
    "`": ("'", "´", "`", "’"),
    "´": ("´", "'"),
    "›": ("‹", "›"),
    "‹": ("›", "‹"),
    "「": ("」",),
    "『": ("』",),
}
_ONLY_OPENS = frozenset(("„", "‚", "‛", "``", ",,", "「", "『"))
_ONLY_CLOSES = frozenset(("」", "』"))
#: Marks that are apostrophes (or arrows) as often as not: a pair counts, a lone one never does.
_DOUBTFUL = frozenset(("'", "’", "‘", "‛", "`", "´", "‹", "›", "''", ",,"))
_APOSTROPHES = frozenset(("'", "’", "‘", "‛", "`", "´"))
_SINGLE = frozenset(("‚", "›", "‹")) | _APOSTROPHES
#: Before an opening mark: brackets and other opening marks; and, less surely, these.
_BEFORE_OPENING = frozenset("([{<„“»«›‹‚‘\"'`¿¡")
_BEFORE_OPENING_WEAK = frozenset("–—-/|*_>=:,;")
_NEVER_OPENED = frozenset(".,;:!?)]}%-")
#: How far down the stack a closing mark looks for its partner; keeps the work linear.
MAX_DEPTH = 8
#: How far behind an apostrophe the closing mark may stand that shows it to be one.
GENITIVE_REACH = 200


@dataclass(slots=True)
class _Mark:
    """A mark with the characters around it; empty at the ends of its paragraph."""

    start: int
    end: int
    shape: str
    before: str
    after: str
    cut: int | None = None  # where the next opening mark of its kind stands

    @property
    def free_left(self) -> bool:
        return self.before == "" or self.before.isspace()

    @property
    def free_right(self) -> bool:
        return self.after == "" or self.after.isspace()

    @property
    def afloat(self) -> bool:
        """Blanks on both sides, as in "« Oui »": only the marks still open can tell."""
        return self.free_left and self.free_right

    def opens(self) -> bool:
        if self.shape in _ONLY_CLOSES or self.after == "":
            return False
        if self.shape in _ONLY_OPENS or self.afloat:
            return True
        if self.free_right and self.shape in "«»" and self.before in "([":
            return True  # "(« Oui »)"
        if self.free_right or self.after in _NEVER_OPENED:
            return False
        return self.free_left or self.before in _BEFORE_OPENING

    def opens_perhaps(self) -> bool:
        if self.shape in _ONLY_CLOSES:
            return False
        return self.before in _BEFORE_OPENING_WEAK and self.after.isalnum()

    def closes(self) -> bool:
        if self.shape in _ONLY_OPENS:
            return False
        if self.shape in "«»" and not self.after.isalnum():
            return True  # "« Oui »-Ruf"
        return not self.free_left or self.free_right or self.after in _NEVER_OPENED


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> tuple[Quotation, ...]:
    """The quotations of ``text``, in order of their start, outer before inner.

    Pairs never cross a paragraph. An opening mark without partner reaches to the next opening
    mark of its kind or to the end of its paragraph (``closed=False``). A closing mark without
    partner reaches back to the start of its paragraph where an earlier one was left open, else to
    the start of its sentence (``opened=False``). Linear in the length of the text.

    >>> text = "„Ich weiß“, sagte er."
    >>> [text[q.start:q.end] for q in find_quotations(text, [(0, len(text))])]
    ['„Ich weiß“']
    """
    found: list[Quotation] = []
    bare: list[tuple[int, int]] = []  # paragraphs without marks since one was left open
    left_open = False
    for start, end in paragraphs:
        reader = _Paragraph(text, start, end, carried=left_open)
        reader.read()
        if left_open and not reader.marks:
            bare.append((start, end))
            continue
        if reader.continued:
            found.extend(Quotation(a, b, 0, opened=False, closed=False) for a, b in bare)
        bare = []
        found.extend(_with_levels(reader.found))
        left_open = reader.left_open
    return tuple(found)


class _Paragraph:
    """The marks of one paragraph, read left to right with a stack of those still open."""

    def __init__(self, text: str, start: int, end: int, *, carried: bool) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.carried = carried  # an earlier paragraph left a quotation open
        self.continued = False  # … and this one closes it
        self.marks = 0
        self.left_open = False
        self.found: list[tuple[int, int, bool, bool]] = []
        self._stack: list[_Mark] = []
        self._closed_until = start

    def read(self) -> None:
        for match in _MARK.finditer(self.text, self.start, self.end):
            start, end = match.span()
            before = self.text[start - 1] if start > self.start else ""
            after = self.text[end] if end < self.end else ""
            mark = _Mark(start, end, match.group(), before, after)
            partner = self._partner(mark)
            if not self._is_apostrophe(mark, partner):
                self.marks += 1
                self._take(mark, partner)
        self.left_open = any(m.shape not in _DOUBTFUL and m.cut is None for m in self._stack)
        self._drop(0, self.end)

    def _is_apostrophe(self, mark: _Mark, partner: int | None) -> bool:
        if mark.shape not in _APOSTROPHES:
            return False
        if mark.before.isalnum():  # "geht's"; "Putins' Plan"
            return mark.after.isalnum() or partner is None or self._is_genitive(mark, partner)
        return mark.free_left and bool(_ELISION.match(self.text, mark.end, self.end))

    def _is_genitive(self, mark: _Mark, partner: int) -> bool:
        """ "‚Das ist Hans’ Auto‘": a blank behind an s, and the real closing mark further on."""
        return (
            mark.shape in "'’"
            and self._stack[partner].shape == "‚"
            and mark.before in "sßxz"
            and mark.free_right
            and self.text.find("‘", mark.end, min(self.end, mark.end + GENITIVE_REACH)) >= 0
        )

    def _take(self, mark: _Mark, partner: int | None) -> None:
        opens = mark.opens()
        if partner is not None and mark.closes() and (mark.afloat or not opens):
            self._drop(partner + 1, mark.start)
            opening = self._stack.pop()
            for below in self._stack[: -MAX_DEPTH - 1 : -1]:
                if below.cut is not None and below.cut > opening.start:
                    below.cut = None  # what cut it short lies inside this pair
            self.found.append((opening.start, mark.end, True, True))
            if not self._stack:
                self._closed_until = mark.end
        elif opens or mark.opens_perhaps():
            self._push(mark)
        elif mark.closes() and not self._stack and mark.shape not in _DOUBTFUL:
            self._stray(mark)

    def _push(self, mark: _Mark) -> None:
        single = mark.shape in _SINGLE
        for below in self._stack[: -MAX_DEPTH - 1 : -1]:
            if (below.shape in _SINGLE) == single:
                if below.cut is None:
                    below.cut = mark.start
                break
        self._stack.append(mark)

    def _partner(self, mark: _Mark) -> int | None:
        """Where on the stack the opening mark stands that ``mark`` would close."""
        last = len(self._stack) - 1
        for index in range(last, max(-1, last - MAX_DEPTH), -1):
            if mark.shape in _CLOSERS[self._stack[index].shape]:
                return index
        return None

    def _stray(self, mark: _Mark) -> None:
        """A closing mark that nothing opened: "… und Schluss“, sagte er."."""
        if mark.shape == '"' and mark.before.isdigit() and not self.carried:
            return  # 27" are inches
        start = self._closed_until
        if self.carried and start == self.start:
            self.continued = True
        else:
            start = _sentence_start(self.text, start, mark.start)
        while start < mark.start and self.text[start].isspace():
            start += 1
        if start < mark.start:
            self.found.append((start, mark.end, False, True))
        self._closed_until = mark.end

    def _drop(self, keep: int, end: int) -> None:
        """Give up on the marks above ``keep``: they reach to the next of their kind or ``end``."""
        while len(self._stack) > keep:
            mark = self._stack.pop()
            if mark.shape in _DOUBTFUL:
                continue
            stop = end if mark.cut is None else min(end, mark.cut)
            while stop > mark.end and self.text[stop - 1].isspace():
                stop -= 1
            if stop > mark.end:
                self.found.append((mark.start, stop, True, False))
                end = mark.start


_SENTENCE_START = re.compile(r"[.!?:]\s+")


def _sentence_start(text: str, start: int, end: int) -> int:
    for match in _SENTENCE_START.finditer(text, start, end):
        start = match.end()
    return start


def _with_levels(found: list[tuple[int, int, bool, bool]]) -> list[Quotation]:
    quotations: list[Quotation] = []
    ends: list[int] = []
    for start, end, opened, closed in sorted(found, key=lambda q: (q[0], -q[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        quotations.append(Quotation(start, end, len(ends), opened, closed))
        ends.append(end)
    return quotations
