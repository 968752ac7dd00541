"""The report of an evaluation: figures for a reader, and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wortlaut.evaluation.score import GROUPS, OVERLAP, PARTS, PRF, Score, Share
from wortlaut.evaluation.speakers import SpeakerScore

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found; prints as tables with rich.

    ``score`` is None where no document has gold statements, ``speakers`` where no row says who
    speaks. ``linked`` says, by kind, how many of the predicted statements whose speaker has a name
    have a Wikidata id for it.
    """

    gold: str
    documents: int
    predicted: int
    score: Score | None = None
    speakers: SpeakerScore | None = None
    linked: Mapping[str, Share] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON; percentages to two places."""
        return {
            "gold": self.gold,
            "documents": self.documents,
            "predicted": self.predicted,
            "score": self.score.to_dict() if self.score else None,
            "speakers": self.speakers.to_dict() if self.speakers else None,
            "linked": {kind: share.to_dict() for kind, share in self.linked.items()},
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield f"[bold]{_escape(self.gold)}[/]  {self.documents} documents"
        if not self.score:
            yield f"{self.predicted} statements predicted; no gold statements, nothing to score"
            return
        score = self.score
        yield (
            f"{score.gold} gold statements, {score.predicted} predicted, {score.pairs} pairs "
            f"in {score.documents} annotated documents"
        )
        yield _main_table(score)
        yield _part_table(score)
        yield _type_table(score)
        if self.speakers:
            yield _speaker_table(self.speakers, self.linked)


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _table(title: str, first: str, *columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, min_width=24)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _figures(prf: PRF) -> tuple[str, str, str]:
    if not prf.predicted and not prf.gold:
        return "–", "–", "–"
    return f"{prf.precision:.1f}", f"{prf.recall:.1f}", f"{prf.f1:.1f}"


def _percent(share: Share) -> str:
    return f"{share.percent:.1f}" if share.total else "–"


def _main_table(score: Score) -> Table:
    table = _table("Score (macro, %)", "", "P", "R", "F1", *(["95 %"] if score.intervals else []))
    for name in GROUPS:
        interval = [f"{low:.1f}–{high:.1f}" for low, high in [score.intervals.get(name, (0, 0))]]
        figures = _figures(getattr(score, name))
        table.add_row(
            f"[bold]{name.capitalize()}[/]", *figures, *(interval if score.intervals else [])
        )
    return table


def _part_table(score: Score) -> Table:
    table = _table("Parts (%)", "", "P", "R", "F1", "token P", "token R", "token F1")
    for part in PARTS:
        table.add_row(part, *_figures(score.parts[part]), *_figures(score.tokens[part]))
    return table


def _type_table(score: Score) -> Table:
    title = f"Types (%): gold statements found at overlap ≥ {OVERLAP}, type F1 over pairs only"
    table = _table(title, "", "found", "of", "type F1")
    for name in sorted(score.found, key=lambda t: -score.found[t].total):
        prf = score.types.get(name)
        share = score.found[name]
        type_f1 = f"{prf.f1:.1f}" if prf else "–"
        table.add_row(name, _percent(share), str(share.total), type_f1)
    table.add_row(
        "[bold]all[/]",
        _percent(score.found_all),
        str(score.found_all.total),
        f"{score.type_f1:.1f}",
    )
    return table


def _speaker_table(speakers: SpeakerScore, linked: Mapping[str, Share]) -> Table:
    title = f"Speakers (%); {speakers.unsure} unsure rows left out"
    table = _table(title, "", "share", "count", "of")
    rows = [
        ("[bold]right name[/]", speakers.right),
        *((f"  {kind}", share) for kind, share in speakers.kinds.items()),
        ("wrong name", speakers.wrong),
        ("left unnamed", speakers.unnamed),
        ("statement not found", speakers.not_found),
        ("right name, of those found", speakers.right_found),
        ("nobody to name: left unnamed", speakers.nobody),
        *((f"predicted {kind}s with a Wikidata id", share) for kind, share in linked.items()),
    ]
    for label, share in rows:
        table.add_row(label, _percent(share), str(share.count), str(share.total))
    return table
