"""Markup of an article alone, as feeds, agencies and databases hold it: its text and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wortlaut.records import Block, BlockKind, Span
from wortlaut.sources.pages import tree
from wortlaut.sources.pages.pieces import key_of, pieces_of
from wortlaut.sources.raw import blank

Part = tuple[str, BlockKind]

_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|article|table|figure)\b[^<>]{0,500}>", re.I
)
_KINDS: tuple[tuple[frozenset[str], BlockKind], ...] = (
    (frozenset({"figcaption", "caption", "figure"}), "caption"),
    (frozenset({"blockquote"}), "quote"),
    (frozenset({"h1", "h2", "h3", "h4", "h5", "h6"}), "heading"),
    (frozenset({"li", "dd", "dt"}), "list_item"),
)


def is_markup(text: str) -> bool:
    """Whether a text has block elements of HTML in it."""
    return _MARKUP.search(text[:20_000]) is not None


def parts_of(markup: str) -> list[Part]:
    """The stretches of a fragment in order, all of them: nothing is judged to be clutter.

    Scripts, forms and what is never shown are left out. Raises ``SourceError`` (no_text,
    too_large).
    """
    parsed, _ = tree.parse(tree.trimmed(f"<html><body>{markup}</body></html>"))
    return [(piece.text, _kind(piece.tags)) for piece in pieces_of(parsed)]


def _kind(tags: Iterable[str]) -> BlockKind:
    names = frozenset(tags)
    return next((kind for wanted, kind in _KINDS if names & wanted), "paragraph")


def joined(parts: Iterable[Part], title: str | None = None) -> tuple[str, tuple[Block, ...]]:
    """Text with its blocks parted by an empty line, the title first unless it is there."""
    kept = [(text.strip(), kind) for text, kind in parts if not blank(text)]
    if title and kept and key_of(title) not in {key_of(text) for text, _ in kept[:2]}:
        kept.insert(0, (title, "heading"))
    blocks: list[Block] = []
    at = 0
    for text, kind in kept:
        blocks.append(Block(kind, Span(at, at + len(text))))
        at += len(text) + 2
    return "\n\n".join(text for text, _ in kept) + "\n" if kept else "", tuple(blocks)
