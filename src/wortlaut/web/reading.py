"""An article as the reader shows it: marks, legend, and what is said of one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from wortlaut.corpus.actors import Participant
from wortlaut.corpus.corrections import Correction
from wortlaut.export.marked import (
    MarkedBlock,
    colour_class,
    marked_blocks,
    parts_of,
)
from wortlaut.export.outline import (
    one_line,
    outline,
    speaker_key,
    speaker_label,
    speaker_numbers,
    visible,
)
from wortlaut.outlets import Outlet
from wortlaut.records import STATEMENT_TYPES, Analysis, Article, Span, Statement
from wortlaut.service.public import public_source

LEGEND = 60
"""Speakers in a legend, at most."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A speaker in the legend: number, colour, name, how many statements."""

    number: int
    css: str
    label: str
    count: int
    known: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the list beside the text."""

    number: int
    statement: Statement
    depth: int
    css: str
    speaker: int
    label: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The statement that is selected, and what the corpus knows of it."""

    entry: Entry
    before: Entry | None
    after: Entry | None
    around: Entry | None
    actors: tuple[Participant, ...] = ()
    corrections: Sequence[Correction] = ()

    @property
    def statement(self) -> Statement:
        return self.entry.statement


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """All that the reader's template needs of an article. ``base`` is the page's own address.

    A long article is shown in ``parts``; ``listed`` are the statements of this one.
    """

    base: str
    kept: bool
    article: Article
    outlet: Outlet | None
    blocks: list[MarkedBlock]
    entries: list[Entry]
    legend: list[LegendEntry]
    types: list[str]
    has_paratext: bool
    chosen: Chosen | None = None
    by_number: dict[int, Entry] = field(default_factory=dict)
    part: int = 1
    parts: int = 1
    listed: list[Entry] = field(default_factory=list)

    def with_known(
        self, actors: tuple[Participant, ...], corrections: Sequence[Correction]
    ) -> ReaderPage:
        """The same with what the corpus knows of the selected statement."""
        if self.chosen is None:
            return self
        return replace(self, chosen=replace(self.chosen, actors=actors, corrections=corrections))

    @property
    def headline_in_text(self) -> bool:
        return bool(self.blocks) and self.blocks[0].kind == "headline"

    @property
    def title(self) -> str:
        return one_line(self.article.title or shown_source(self.article))

    @property
    def link(self) -> str | None:
        """The article's address on the web, where it is safe to link."""
        return web_address(self.article.url)


def reader_page(
    analysis: Analysis,
    base: str,
    outlet: Outlet | None,
    *,
    kept: bool,
    chosen: str | None = None,
    part: int = 1,
) -> ReaderPage:
    """The page of an article; ``chosen`` is the id of the statement that is selected.

    ``part`` is the part of a long article, from 1; that of the selected statement comes first.
    """
    ordered = outline(analysis.statements)
    statements = [statement for statement, _ in ordered]
    numbers = speaker_numbers(statements)
    entries = [
        Entry(
            number,
            statement,
            min(depth, 3),
            colour_class(numbers[speaker_key(statement)]),
            numbers[speaker_key(statement)],
            speaker_label(statement),
        )
        for number, (statement, depth) in enumerate(ordered, 1)
    ]
    parts = parts_of(analysis.article.text)
    selected = choose(entries, chosen) if chosen else None
    if selected is not None:
        at = selected.statement.spans[0].start
        part = 1 + next((i for i, p in enumerate(parts) if at < p.end), 0)
    part = min(max(part, 1), max(len(parts), 1))
    within = parts[part - 1] if parts else None
    listed = [e for e in entries if within and _touches(e.statement, within)]
    return ReaderPage(
        base=base,
        kept=kept,
        article=analysis.article,
        outlet=outlet,
        blocks=marked_blocks(analysis, statements, within),
        entries=entries,
        legend=_legend(entries)[:LEGEND],
        types=[t for t in STATEMENT_TYPES if any(s.type == t for s in statements)],
        has_paratext=bool(analysis.paratext),
        chosen=selected,
        by_number={entry.number: entry for entry in entries},
        part=part,
        parts=len(parts),
        listed=listed,
    )


def _touches(statement: Statement, part: Span) -> bool:
    return any(span.start < part.end and part.start < span.end for span in statement.spans)


def choose(entries: list[Entry], statement_id: str) -> Chosen | None:
    """The entry of a statement with its neighbours; None where it is not there."""
    for place, entry in enumerate(entries):
        if entry.statement.id == statement_id:
            parent = entry.statement.nested_in
            return Chosen(
                entry,
                entries[place - 1] if place else None,
                entries[place + 1] if place + 1 < len(entries) else None,
                next((e for e in entries if parent and e.statement.id == parent), None),
            )
    return None


def _legend(entries: list[Entry]) -> list[LegendEntry]:
    counts = Counter(entry.speaker for entry in entries)
    first = {entry.speaker: entry for entry in reversed(entries)}
    order = sorted(first, key=lambda number: (number == 0, number))
    return [
        LegendEntry(number, first[number].css, first[number].label, counts[number], number != 0)
        for number in order
    ]


def shown_source(article: Article) -> str:
    """Where an article came from, without the folders of the machine that read it."""
    return visible(public_source(article.source))


def web_address(url: str | None) -> str | None:
    """``url`` if it is safe to link: an address on the web, nothing that runs.

    International names of hosts are shown in ASCII (RFC 5891), so that no letter passes for
    another.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or visible(url) != url:
        return None
    if host.isascii():
        return url
    import idna

    try:
        ascii_host = idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=ascii_host + port).geturl()
