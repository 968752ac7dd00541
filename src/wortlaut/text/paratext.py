"""Paratext: stretches of an article that are not the report (first rules)."""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.records import Paratext


def find_paratext(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Paratext, ...]:
    """Teasers, appeals, notices, bylines, agency lines, credits and captions, in order."""
    return ()
