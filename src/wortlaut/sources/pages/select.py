"""Which pieces of a page are its article.

trafilatura says where the main text is, and the page's own description in JSON-LD or meta
elements what its lead is. Its answer is laid over the page again: so what it loses within the
article (block quotes, short paragraphs, subheads, the lead) is kept, every piece has the markup
it stood in, and boxes whose class names say what they are (teasers, newsletters, shares) go.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wortlaut.sources.pages.classes import BOXES, CAPTIONS, LEADS, QUOTES, words_of
from wortlaut.sources.pages.pieces import Piece, key_of

#: A container with more than this share of the article's text is the article, whatever its name.
MAIN_SHARE = 0.4
#: The element that holds this share of the candidates is the body; what is outside it, is not.
BODY_SHARE = 0.6
#: A class name with more than this share of the text is no box on this page.
USUAL_SHARE = 0.25
#: A kept piece's key shorter than this must equal one of trafilatura's, not be part of one.
SHORT_KEY = 24
#: The same words this often in one page are a placeholder ("Externer Inhalt") …
PLACEHOLDER = 3
#: … if they are at least this many characters.
PLACEHOLDER_CHARS = 24
#: A piece with more of its characters in links is a list of links …
LINKED = 0.66
#: A lead, or a stray block of the article, has at least this many characters …
LEAD_CHARS = 45
#: … and at most this many.
LONGEST_LEAD = 1200
#: The first paragraph of the article has at least this many.
FIRST_CHARS = 60
SUBHEAD_CHARS = 110
#: A caption has at least this many words; "picture alliance/dpa" is a credit.
CAPTION_WORDS = 5
#: Without a headline in sight, the lead stands at most this many pieces before the article.
REACH = 12

_MONTH = r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Oct|Dec|May|Mar)[a-zäöü]*"
#: What stands around a headline and is no lead: bylines, dates, reading times, buttons.
_META = re.compile(
    rf"""\W*(?:
      (?:von|text|autor(?:in)?|redaktion|foto|interview|protokoll|stand|aktualisiert|zuletzt|
         veröffentlicht|erschienen|publiziert|geändert|update|updated|übersetzung|lesezeit|
         faktencheck|mitarbeit|quelle|by|gastbeitrag\ von|ein\ kommentar\ von)\b[^.!?]{{0,120}}$
      | (?:\w+,\ ?(?:den\ )?)?\d{{1,2}}\.\ ?(?:\d{{1,2}}\.|{_MONTH}\ )[^!?]{{0,60}}$
      | (?:vor\ )?\d+\ ?(?:min|minute|minuten|std|stunden?|sek)\b[^.!?]{{0,40}}$
      | \w+,\ {_MONTH}\ \d+
      )""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…:][\"“”»«'’)\]]*$")

Role = Literal["heading", "paragraph", "quote", "list_item", "caption", "lead"]


@dataclass(slots=True)
class Chosen:
    """A piece of the article and what it is in it."""

    piece: Piece
    role: Role


class Selection:
    """The article's pieces of one page."""

    def __init__(
        self, pieces: Sequence[Piece], extracted: Sequence[str], description: Sequence[str]
    ) -> None:
        self.pieces = pieces
        self.descriptions = [k for k in map(key_of, description) if len(k) >= SHORT_KEY]
        keys = [key_of(block) for block in extracted]
        self._exact = Counter(keys)
        self._joined = "\n".join(keys)
        self._words: dict[Any, frozenset[str]] = {}
        seen = Counter(p.key for p in pieces if len(p.text) >= PLACEHOLDER_CHARS)
        self._repeated = {key for key, count in seen.items() if count >= PLACEHOLDER}
        self.core = [p for p in pieces if self._extracted(p)]
        self._share: dict[Any, float] = self._shares()
        self._usual: frozenset[str] = frozenset()
        self._usual = self._usual_names()

    def words(self, element: Any) -> frozenset[str]:
        if element not in self._words:
            self._words[element] = words_of(element)
        return self._words[element]

    def _extracted(self, piece: Piece) -> bool:
        """Whether trafilatura kept these words."""
        if not piece.key or piece.key in self._repeated:
            return False
        return piece.key in self._exact or (
            len(piece.key) >= SHORT_KEY and piece.key in self._joined
        )

    def _shares(self) -> dict[Any, float]:
        """The share of the extracted text that each element holds."""
        sizes: dict[Any, int] = defaultdict(int)
        total = 0
        for piece in self.core:
            total += len(piece.key)
            element = piece.element
            while element is not None:
                sizes[element] += len(piece.key)
                element = element.getparent()
        return {e: size / max(1, total) for e, size in sizes.items()}

    def _usual_names(self) -> frozenset[str]:
        """Names of boxes that hold much of the text: there "topic" is what the article is called.

        A body that is cut into many small elements has none that holds most of it.
        """
        sizes: Counter[str] = Counter()
        for piece in self.core:
            name = self.box(piece)
            if name and not _is_links(piece):
                sizes[name] += len(piece.key)
        total = sum(len(p.key) for p in self.core)
        return frozenset(n for n, size in sizes.items() if size > USUAL_SHARE * total)

    def box(self, piece: Piece, allowed: frozenset[str] = frozenset()) -> str | None:
        """What kind of box around it, by its class names, keeps a piece out of the article."""
        element = piece.element
        while element is not None and self._share.get(element, 0.0) < MAIN_SHARE:
            if element.tag in ("nav", "footer", "form") and "blockquote" not in piece.tags:
                return str(element.tag)  # the footer of a block quote names its speaker
            found = (self.words(element) & BOXES) - allowed - self._usual
            if found:
                return min(found)
            element = element.getparent()
        return None

    def tells(self, piece: Piece) -> bool:
        """Whether a piece says something of its own: no box, no list of links, no caption."""
        if self.box(piece, frozenset(("ticker",))) or _is_links(piece) or not piece.key:
            return False
        return piece.key not in self._repeated and not self._is_caption(piece)

    def leads(self, chosen: Chosen) -> bool:
        """Whether a piece is the article's lead: by its place, its class or its description."""
        if chosen.role == "lead":
            return True
        key = chosen.piece.key
        if chosen.role != "paragraph" or not 2 * SHORT_KEY <= len(key) <= LONGEST_LEAD:
            return False
        return key in self.descriptions or self.near(chosen.piece, LEADS, 2)

    def writes(self, piece: Piece) -> bool:
        """Whether a byline is the article's own: in no box but one for authors."""
        return self.box(piece, frozenset(("author", "authors", "byline"))) is None

    def near(self, piece: Piece, names: frozenset[str], levels: int = 3) -> bool:
        """Whether the piece or an element just around it is named so, and is not the article."""
        element = piece.element
        for _ in range(levels):
            if element is None or self._share.get(element, 0.0) >= MAIN_SHARE:
                return False
            if self.words(element) & names:
                return True
            element = element.getparent()
        return False

    def chosen(self, title: str | None) -> list[Chosen]:
        """The article's pieces in order, the headline left out; what is said twice comes once."""
        main = [p for p in self.core if not self.box(p) and not _is_links(p)]
        main = self._inner(main) or self.core
        if not main:
            return []
        first = _first_paragraph(main)
        found = [*self._head(first, title), *self._body(main, first)]
        return _without_echoes(found, key_of(title or ""))

    def _inner(self, main: list[Piece]) -> list[Piece]:
        """``main`` without what stands before or behind the element that holds most of it.

        A body that is cut up into several elements of one class (by advertisements, say) is
        one body.
        """
        shares: dict[Any, int] = defaultdict(int)
        for piece in main:
            for element in _chain(piece.element):
                shares[element] += len(piece.key)
        total = sum(len(p.key) for p in main)
        holders = [e for e, size in shares.items() if size >= BODY_SHARE * total]
        if not holders:
            return main
        body = min(holders, key=lambda e: (shares[e], -sum(1 for _ in e.iterancestors())))
        forms: Counter[tuple[str, ...]] = Counter()
        inside = [body in _chain(p.element) for p in main]
        for piece, within in zip(main, inside, strict=True):
            if within:
                forms[_form(piece)] += len(piece.key)
        usual = {form for form, size in forms.items() if size >= 0.2 * total}
        kept = [p for p, i in zip(main, inside, strict=True) if i or _form(p) in usual]
        return kept or main

    def _head(self, first: Piece, title: str | None) -> list[Chosen]:
        """The lead, and captions, between the headline and the first paragraph."""
        start = self._headline(first, title)
        found = []
        for piece in self.pieces[start : first.index]:
            if self._is_caption(piece):
                if start and not self.box(piece) and _tells(piece):
                    found.append(Chosen(piece, "caption"))
            elif self._is_lead(piece, below_headline=start > 0):
                found.append(Chosen(piece, "lead"))
        return found

    def _headline(self, first: Piece, title: str | None) -> int:
        """Index behind the last piece before ``first`` that is the headline; else far enough."""
        key = key_of(title or "")
        same = [
            p.index + 1
            for p in self.pieces[: first.index]
            if p.heading and len(p.key) >= 8 and (p.key in key or (key and key in p.key))
        ]
        near = [
            i for i in same if first.index - i <= 3 * REACH and not self.box(self.pieces[i - 1])
        ]
        if near or same:
            return near[0] if near else same[-1]
        for piece in reversed(self.pieces[: first.index]):
            if "h1" in piece.tags[:4] and not self.box(piece):
                return piece.index + 1
        return max(0, first.index - REACH)

    def _is_lead(self, piece: Piece, *, below_headline: bool) -> bool:
        key = piece.key
        if len(key) >= SHORT_KEY and any(key in d or d in key for d in self.descriptions):
            return piece.link_share < LINKED and len(piece.text) < LONGEST_LEAD
        if len(piece.text) < LEAD_CHARS or piece.link_share > LINKED or self.box(piece):
            return False
        if _is_meta(piece.text):
            return False
        if self.near(piece, LEADS, 2):
            return True
        return below_headline and bool(_SENTENCE_END.search(piece.text)) and not piece.heading

    def _body(self, main: Sequence[Piece], first: Piece) -> list[Chosen]:
        kept = {p.index for p in main if p.index >= first.index or _is_opening(p)}
        last = max(kept | {first.index})
        homes = {p.element.getparent() for p in main if p.index in kept}
        found: list[Chosen] = []
        for piece in self.pieces[min(kept | {first.index}) : last + 1]:
            role = self._role(piece, piece.index in kept, homes)
            if role:
                found.append(Chosen(piece, role))
        while found and found[-1].role == "heading":  # of a box that is left out
            if _SENTENCE_END.search(found[-1].piece.text):
                break
            found.pop()
        return found

    def _role(self, piece: Piece, kept: bool, homes: set[Any]) -> Role | None:
        if piece.key in self._repeated or not piece.key:
            return None
        if self._is_caption(piece):
            return "caption" if _tells(piece) and not self.box(piece, CAPTIONS) else None
        quoted = "blockquote" in piece.tags[:4] or self.near(piece, QUOTES, 2)
        if not kept:
            if self.box(piece) and not quoted:
                return None
            if not self._belongs(piece, homes, quoted):
                return None
        if quoted and not piece.heading:
            return "quote"
        if piece.heading or _is_subhead(piece):
            return "heading"
        if "li" in piece.tags[:3]:
            return "list_item"
        return "paragraph"

    def _belongs(self, piece: Piece, homes: set[Any], quoted: bool) -> bool:
        """Whether a piece that trafilatura left out stands among those that it kept."""
        if piece.link_share > LINKED or _is_meta(piece.text):
            return False
        chain = [e for _, e in zip(range(4), _chain(piece.element.getparent()), strict=False)]
        around = any(e in homes for e in chain[:2])
        if not around and piece.heading:
            around = any(self._share.get(e, 0.0) >= MAIN_SHARE for e in chain)
        if not around:
            return False
        if quoted or piece.heading or "p" in piece.tags[:1]:
            return True
        if piece.tags[0] in ("li", "dt", "dd", "td", "th"):
            return True
        return len(piece.text) >= LEAD_CHARS and bool(_SENTENCE_END.search(piece.text))

    def _is_caption(self, piece: Piece) -> bool:
        if any(t in ("figcaption", "figure") for t in piece.tags[:4]):
            return "blockquote" not in piece.tags[:3] and "table" not in piece.tags[:4]
        return self.near(piece, CAPTIONS, 2)


def _chain(element: Any) -> Iterator[Any]:
    while element is not None:
        yield element
        element = element.getparent()


def _form(piece: Piece) -> tuple[str, ...]:
    """Tag and class of a piece and of the element around it: how the body's paragraphs look."""
    home = piece.element.getparent()
    around = ("", "") if home is None else (str(home.tag), home.get("class") or "")
    return (str(piece.element.tag), piece.element.get("class") or "", *around)


def _first_paragraph(main: Sequence[Piece]) -> Piece:
    """The first that is a paragraph: some words with a full stop, no "3 Minuten Lesezeit"."""
    for piece in main:
        if (
            len(piece.text) >= FIRST_CHARS
            and _SENTENCE_END.search(piece.text)
            and not piece.heading
            and not _is_meta(piece.text)
        ):
            return piece
    return main[0]


def _is_opening(piece: Piece) -> bool:
    """A short piece before the first long paragraph that still is a sentence of the report."""
    return bool(_SENTENCE_END.search(piece.text)) and not piece.heading and not _is_meta(piece.text)


def _is_meta(text: str) -> bool:
    return len(text) < 160 and bool(_META.match(text))


def _tells(piece: Piece) -> bool:
    """Whether a caption says something: not a duration, a date, or a credit alone."""
    words = re.findall(r"[^\W\d_]{2,}", piece.text)
    return len(words) >= CAPTION_WORDS and not _is_meta(piece.text)


def _is_links(piece: Piece) -> bool:
    """A list of links: whole items linked. A linked sentence in a paragraph may be the report."""
    share = piece.link_share
    return share > 0.9 or (share > LINKED and "li" in piece.tags[:3])


def _is_subhead(piece: Piece) -> bool:
    return (
        piece.bold_share > 0.95
        and len(piece.text) <= SUBHEAD_CHARS
        and "\n" not in piece.text
        and not re.search(r"[.!?:;,…][\"“”»«'’)]*$", piece.text)
        and "li" not in piece.tags[:3]
    )


def _without_echoes(found: Sequence[Chosen], title: str) -> list[Chosen]:
    """Each text once: the headline again, a pull quote that repeats its paragraph, go."""
    long = "\n".join(c.piece.key for c in found if c.role in ("paragraph", "lead", "list_item"))
    seen: set[str] = set()
    kept = []
    gone: set[Any] = set()  # block quotes that are left out, and their footers with them
    for item in found:
        key = item.piece.key
        if key == title or (key in seen and len(key) >= SHORT_KEY):
            continue
        home = item.piece.element.getparent()
        if item.role == "quote":
            if home in gone:
                continue
            if len(key) >= SHORT_KEY and key in long:
                gone.add(home)
                continue
        seen.add(key)
        kept.append(item)
    return kept
