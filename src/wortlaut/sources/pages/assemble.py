"""A page's parts put together: one ``Article`` with its text, its blocks and its metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wortlaut.records import Article, Block, BlockKind, Span
from wortlaut.sources import plain as plain_text
from wortlaut.sources.pages import dates, people, titles
from wortlaut.sources.pages.classes import KICKERS, QUESTIONS, words_of
from wortlaut.sources.pages.extraction import extract
from wortlaut.sources.pages.linked import Linked, clean, visible
from wortlaut.sources.pages.paywall import paywall
from wortlaut.sources.pages.pieces import Piece, key_of, pieces_of
from wortlaut.sources.pages.select import Chosen, Selection
from wortlaut.sources.pages.ticker import ENTRIES, entries_of, entry_of, linked_entries
from wortlaut.sources.raw import blank
from wortlaut.text.interview import find_turns
from wortlaut.text.paratext import BYLINE_START

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: The article's text in JSON-LD counts where the page shows less than this share of it.
SHOWN_SHARE = 0.5
BODY_CHARS = 400
#: A byline stands at most this many pieces above or below the article.
BYLINE_REACH = 8
#: A question is set in bold type but for a mark or two.
BOLD = 0.9


@dataclass(slots=True)
class Part:
    """A block of the text to be: its words, its kind, and who speaks in it."""

    text: str
    kind: BlockKind
    piece: Piece | None = None
    speaker: str | None = None


def assemble(
    full: HtmlElement, plain: HtmlElement, *, source: str, url: str | None
) -> Article | None:
    """The article of a page, or None where it has no text.

    ``full`` is the page's tree, ``plain`` the same without formatting, for the extraction.
    """
    linked = Linked(full)
    address = titles.canonical(linked, full, url)
    outlets = titles.outlet_names(linked, address)
    title = titles.stated_title(linked, full, outlets)
    pieces = pieces_of(full)
    extracted = extract(plain, title)
    selection = Selection(pieces, extracted, _descriptions(linked))
    chosen = selection.chosen(title)
    parts = _ticker(pieces, selection, chosen, linked)
    if not parts:
        parts = _fuller(
            [Part(c.piece.text, _KINDS[c.role], c.piece) for c in chosen], linked, extracted
        )
    if blank("".join(part.text for part in parts)):
        return None
    lead = next((c.piece.text for c in chosen if selection.leads(c)), None)
    if title and key_of(title) not in {key_of(p.text) for p in parts[:2]}:
        parts.insert(0, Part(title, "heading"))
    text, blocks = _joined(_turns(parts))
    return Article(
        source=source,
        text=text,
        title=title or plain_text.headline(text),
        url=address,
        outlet=outlets[0] if outlets else None,
        authors=people.authors(linked, full, outlets, _byline(pieces, selection, chosen)),
        published=dates.published(linked, full, address),
        modified=dates.modified(linked, full),
        language=titles.language(linked, full),
        kicker=titles.kicker(pieces, title, _kickers(full)),
        subtitle=" ".join(lead.split()) if lead else None,
        section=titles.section(linked, outlets, title),
        keywords=titles.keywords(linked),
        paywall=paywall(linked, pieces),
        blocks=blocks,
    )


_KINDS: dict[str, BlockKind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "lead": "paragraph",
    "quote": "quote",
    "list_item": "list_item",
    "caption": "caption",
}


def _byline(pieces: Sequence[Piece], selection: Selection, chosen: Sequence[Chosen]) -> str | None:
    """The first line near the article that says "Von …", in no box of another article's."""
    if not chosen:
        return None
    first, last = chosen[0].piece.index, chosen[-1].piece.index
    near = pieces[max(0, first - BYLINE_REACH) : last + BYLINE_REACH]
    lines = (p.text for p in near if BYLINE_START.match(p.text) and selection.writes(p))
    return next(lines, None)


def _descriptions(linked: Linked) -> list[str]:
    stated = [
        linked.stated("description"),
        linked.stated("alternativeHeadline", "abstract"),
        linked.first("og:description"),
        linked.first("description"),
        linked.first("twitter:description"),
    ]
    return [s for s in stated if s]


def _kickers(tree: HtmlElement) -> list[str]:
    """The words of elements above a headline whose class says that they are its kicker."""
    found = []
    for heading in tree.iter("h1", "h2"):
        home = heading.getparent()
        for element in [*heading.iter("span", "div", "p", "small"), *_before(heading, home)]:
            if words_of(element) & KICKERS:
                text = visible(element)
                if text:
                    found.append(text)
        if heading.tag == "h2" or found:
            break
    return found


def _before(heading: HtmlElement, home: HtmlElement | None) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for level in (heading, home):
        if level is None:
            continue
        for sibling in level.itersiblings(preceding=True):
            if isinstance(sibling.tag, str):
                found += [sibling, *sibling.iter("span", "p", "a")][:20]
            if len(found) > 60:
                break
    return found


def _fuller(parts: list[Part], linked: Linked, extracted: Sequence[str]) -> list[Part]:
    """``parts``, or the text in JSON-LD or trafilatura's where the page's markup shows less."""
    shown = sum(len(p.text) for p in parts)
    body = linked.article.get("articleBody")
    if isinstance(body, str) and len(body) > BODY_CHARS and shown < SHOWN_SHARE * len(body):
        lines = [clean(line) for line in body.splitlines()]
        return [Part(line, "paragraph") for line in lines if line]
    if shown < SHOWN_SHARE * sum(map(len, extracted)):
        return [Part(block, "paragraph") for block in extracted]
    return parts


def _ticker(
    pieces: Sequence[Piece], selection: Selection, chosen: Sequence[Chosen], linked: Linked
) -> list[Part]:
    """The parts of a live ticker: what stands above it, then its entries; [] elsewhere."""
    groups = entries_of(pieces, selection.core)
    groups = [[p for p in g if selection.tells(p)] for g in groups]
    entries = [entry_of(group) for group in groups if group]
    stated = linked_entries(linked)
    if len(stated) > len(entries):  # the page would load them with a script
        entries = stated
    if len(entries) < ENTRIES:
        return []
    inside = {p.index for group in groups for p in group}
    first = min(inside, default=len(pieces))
    keys = {key_of(text) for entry in entries for text in entry.texts}
    head = [
        Part(c.piece.text, _KINDS[c.role], c.piece)
        for c in chosen
        if c.piece.index < first and c.piece.key not in keys
    ]
    return [*head, *(Part("\n\n".join(entry.texts), "entry") for entry in entries)]


def _turns(parts: list[Part]) -> list[Part]:
    """``parts`` with the questions and answers of an interview named as such."""
    if any(part.kind == "entry" for part in parts):
        return parts
    text, blocks = _joined(parts)
    spans = [(b.span.start, b.span.end) for b in blocks if b.kind != "caption"]
    kept = [part for part in parts if part.kind != "caption"]
    marked = [_asks(part) for part in kept]
    for turn in find_turns(text, spans, marked):
        start = turn.frame[0] if turn.frame else turn.span[0]
        for part, span in zip(kept, spans, strict=True):
            subhead = part.kind == "heading" and turn.kind == "answer"
            if start <= span[0] < turn.span[1] and not subhead:
                part.kind, part.speaker = turn.kind, turn.speaker
    return parts


def _asks(part: Part) -> bool:
    """Whether the page marks a part as a question: bold, a subhead, a term, a class."""
    piece = part.piece
    if piece is None:
        return False
    if piece.heading:
        return piece.text.endswith("?")
    named = words_of(piece.element) & QUESTIONS
    return bool(named) or piece.bold_share > BOLD or piece.tag == "dt"


def _joined(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    """The text, blocks parted by one empty line, and the blocks with their offsets."""
    blocks = []
    at = 0
    for part in parts:
        blocks.append(Block(part.kind, Span(at, at + len(part.text)), part.speaker))
        at += len(part.text) + 2
    return "\n\n".join(part.text for part in parts) + "\n", tuple(blocks)
