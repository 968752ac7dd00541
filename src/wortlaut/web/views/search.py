"""Searching statements, with facets; and the export of what is shown."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from fastapi import Response
from fastapi.responses import StreamingResponse

from wortlaut.corpus.counts import Facet
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.search import Hit
from wortlaut.errors import UsageError
from wortlaut.export.outline import visible
from wortlaut.records import Span
from wortlaut.service.exporting import EXPORTS, export_hits
from wortlaut.web.asked import LAST_PAGE, PAGE, Asked
from wortlaut.web.labels import share_label
from wortlaut.web.language import Texts
from wortlaut.web.messages import said
from wortlaut.web.reading import shown_source
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, Visit, render

router = pages()
SHOWN = 8
"""Values of a facet that are listed."""
_FACETS = ("actor", "outlet", "type", "kind", "party", "gender", "country")
_YEARS_FROM = 25
"""So many months are listed one by one; more are summed up to years."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link."""

    label: str
    count: int
    share: float
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet as the page shows it."""

    name: str
    choices: list[Choice]
    more: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a context: before, within or after the statement; ``hit`` are words searched."""

    text: str
    inside: bool
    hit: bool


@router.get("/search")
def search(visit: Reading) -> Response:
    """The results of a search with its facets."""
    asked = Asked.of(visit.request.query_params)
    corpus = visit.service.corpus
    try:
        result = corpus.search(
            asked.q or None,
            **asked.arguments,
            order="time" if asked.sort == "time" else "relevance",
            limit=PAGE,
            offset=(asked.page - 1) * PAGE,
        )
        facets = corpus.facets(asked.q or None, **asked.arguments, limit=SHOWN)
    except UsageError as error:
        return render(
            visit, "search", status=400, asked=asked, error=said(visit, error), result=None
        )
    boxes = [_box(visit.t, asked, facets[name], facets.total) for name in _FACETS]
    return render(
        visit,
        "search",
        asked=asked,
        error=None,
        result=result,
        facets=facets,
        boxes=[box for box in boxes if len(box.choices) > 1 or any(c.chosen for c in box.choices)],
        times=_times(visit.t, asked, facets.month, facets.year, facets.total),
        unknown=next((v.count for v in facets.unknown if v.value != "false"), 0),
        pieces=pieces,
        source=shown_source,
        outlet_of=visit.service.outlet_of,
        chips=_chips(visit, asked, facets.actor),
        last=min(LAST_PAGE, -(-result.total // PAGE)),
    )


@router.get("/search/export")
def export(visit: Reading, format: str = "csv") -> Response:
    """All that the search finds, in its order, as CSV or JSON lines."""
    asked = Asked.of(visit.request.query_params)
    if format not in EXPORTS:
        raise UsageError(f"format {format!r} is unknown; one of {', '.join(EXPORTS)}")
    visit.service.corpus.search(asked.q or None, **asked.arguments, limit=0)  # or what is wrong
    name = f'attachment; filename="wortlaut.{format}"'
    order = "time" if asked.sort == "time" else "relevance"
    lines = export_hits(visit.service, format, asked.q or None, order=order, **asked.arguments)
    kind = EXPORTS[format]
    return StreamingResponse(lines, media_type=kind, headers={"content-disposition": name})


def pieces(hit: Hit) -> list[Piece]:
    """The context of a hit, cut where the statement or a word that was searched begins or ends."""
    inside = hit.statement.spans
    bounds = {hit.context.start, hit.context.end}
    for span in (*inside, *hit.matches):
        bounds |= {min(max(n, hit.context.start), hit.context.end) for n in (span.start, span.end)}
    cuts = sorted(bounds)
    return [
        Piece(
            visible(hit.article.text[start:end]),
            _covers(inside, start),
            _covers(hit.matches, start),
        )
        for start, end in itertools.pairwise(cuts)
    ]


def _covers(spans: tuple[Span, ...], offset: int) -> bool:
    return any(offset in span for span in spans)


def _box(t: Texts, asked: Asked, facet: Facet, total: int) -> FacetBox:
    values = [v for v in facet if v.value != UNKNOWN]
    choices = [
        Choice(
            share_label(t, facet.name, value.value, value.label),
            value.count,
            value.count / max(total, value.count, 1),
            asked.has(facet.name, value.value),
            asked.toggled(facet.name, value.value),
        )
        for value in values
    ]
    return FacetBox(facet.name, choices, max(0, facet.distinct - len(facet)))


def _times(t: Texts, asked: Asked, months: Facet, years: Facet, total: int) -> FacetBox:
    shown = years if len(months) > _YEARS_FROM and not _narrow(asked) else months
    choices = []
    for value in shown:
        chosen = asked.has("since", value.value) and asked.has("until", value.value)
        both = None if chosen else value.value
        address = asked.address(since=both, until=both)
        label = value.value if len(value.value) == 4 else t.day(value.value)
        share = value.count / max(total, value.count, 1)
        choices.append(Choice(label, value.count, share, chosen, address))
    return FacetBox("time", choices, 0)


def _narrow(asked: Asked) -> bool:
    """Whether the time is narrowed to a year or less already."""
    since, until = asked.filters.get("since", ""), asked.filters.get("until", "")
    return bool(since) and since[:4] == until[:4]


def _chips(visit: Visit, asked: Asked, actors: Facet) -> list[tuple[str, str, str]]:
    """The filters that are chosen: what, which value, and the address without it."""
    t = visit.t
    found = []
    for name, value in asked.filters.items():
        for one in value if isinstance(value, list) else [value]:
            label = share_label(t, name, one, one)
            if name == "actor":
                label = next((v.label for v in actors if v.value == one), one)
            elif name in ("unknown", "once"):
                label = ""
            elif name in ("since", "until"):
                label = t.day(one)
            found.append((t(f"facet.{name}"), label, asked.toggled(name, one)))
    return found
