"""A page's parts put together: one ``Article`` with its text, its blocks and its metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wortlaut.records import Article, Block, BlockKind, Span
from wortlaut.sources import plain as plain_text
from wortlaut.sources.pages import dates, people, titles
from wortlaut.sources.pages.classes import KICKERS, words_of
from wortlaut.sources.pages.extraction import extract
from wortlaut.sources.pages.linked import Linked, clean
from wortlaut.sources.pages.paywall import paywall
from wortlaut.sources.pages.pieces import key_of, pieces_of
from wortlaut.sources.pages.select import Selection
from wortlaut.sources.raw import blank
from wortlaut.text.paratext import BYLINE_START

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: The article's text in JSON-LD counts where the page shows less than this share of it.
SHOWN_SHARE = 0.5
BODY_CHARS = 400


@dataclass(slots=True)
class Part:
    """A block of the text to be: its words, its kind, and who speaks in it."""

    text: str
    kind: BlockKind
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
    chosen = Selection(pieces, extracted, _descriptions(linked)).chosen(title)
    parts = [Part(c.piece.text, _KINDS[c.role]) for c in chosen]
    parts = _fuller(parts, linked, extracted)
    if blank("".join(part.text for part in parts)):
        return None
    lead = next((c.piece.text for c in chosen if c.role == "lead"), None)
    if title and key_of(title) not in {key_of(p.text) for p in parts[:2]}:
        parts.insert(0, Part(title, "heading"))
    text, blocks = _joined(parts)
    byline = next((p.text for p in pieces if BYLINE_START.match(p.text)), None)
    return Article(
        source=source,
        text=text,
        title=title or plain_text.headline(text),
        url=address,
        outlet=outlets[0] if outlets else None,
        authors=people.authors(linked, full, outlets, byline),
        published=dates.published(linked, full, address),
        modified=dates.modified(linked, full),
        language=titles.language(linked, full),
        kicker=titles.kicker(pieces, title, _kickers(full)),
        subtitle=" ".join(lead.split()) if lead else None,
        section=titles.section(linked),
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
                text = clean(element.text_content())
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


def _joined(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    """The text, blocks parted by one empty line, and the blocks with their offsets."""
    blocks = []
    at = 0
    for part in parts:
        blocks.append(Block(part.kind, Span(at, at + len(part.text)), part.speaker))
        at += len(part.text) + 2
    return "\n\n".join(part.text for part in parts) + "\n", tuple(blocks)
