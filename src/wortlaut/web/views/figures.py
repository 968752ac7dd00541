"""Charts: each as a picture (SVG) and as the table behind it (CSV), by the same address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from wortlaut.charts import draw
from wortlaut.corpus.counts import SHARE_BY, ShareBy
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.export import formula_safe
from wortlaut.web.labels import share_label, unknown_last
from wortlaut.web.views.compare import Side, compared, side_name
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, Visit

router = pages()
ROWS = 15
WIDE, NARROW = 760, 340
"""Pixels of a chart beside and without room."""
PARTS = 6
MONTHS = 72
"""A longer time is shown by years."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a chart shows: its title, the names of its columns, and its rows.

    ``kind`` says how it is drawn: shares, styles, timeline, compare.
    """

    kind: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@router.get("/figures/{kind}.svg")
def picture(
    visit: Reading, kind: str, theme: str = "light", narrow: bool = False, download: bool = False
) -> Response:
    """The chart as a picture."""
    data = _data(visit, kind)
    headers = {"cache-control": "private, no-cache"}
    if download:
        headers["content-disposition"] = f'attachment; filename="wortlaut-{kind}.svg"'
    svg = draw(
        *(data.kind, data.title, data.columns, data.rows),
        language=visit.language,
        theme=theme,
        width=NARROW if narrow else WIDE,
        unknown=visit.t("unknown.outlet" if _param(visit, "by") == "outlet" else "unknown.value"),
        titled=download,
    )
    return Response(svg, media_type="image/svg+xml", headers=headers)


@router.get("/figures/{kind}.csv")
def table(visit: Reading, kind: str) -> Response:
    """The figures behind it."""
    data = _data(visit, kind)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(data.columns)
    writer.writerows([formula_safe(cell) for cell in row] for row in data.rows)
    headers = {"content-disposition": f'attachment; filename="wortlaut-{kind}.csv"'}
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _data(visit: Visit, kind: str) -> Data:
    makers: Mapping[str, Callable[[Visit], Data]] = {
        "shares": _shares,
        "styles": _styles,
        "timeline": _timeline,
        "compare": _compare,
    }
    if kind not in makers:
        raise NotFoundError(f"there is no chart {kind!r}; there are {', '.join(makers)}")
    return makers[kind](visit)


def _param(visit: Visit, name: str) -> str:
    return visit.request.query_params.get(name, "").strip()[:300]


def _by(visit: Visit) -> ShareBy:
    wanted = _param(visit, "by") or "party"
    for by in SHARE_BY:
        if wanted == by:
            return by
    raise UsageError(f"by {wanted!r} is unknown; one of {', '.join(SHARE_BY)}")


def _filters(visit: Visit) -> dict[str, Any]:
    names = ("actor", "outlet", "since", "until", "party", "kind", "country", "gender", "type")
    return {name: value for name in names if (value := _param(visit, name))}


def _shares(visit: Visit) -> Data:
    t, by = visit.t, _by(visit)
    shares = unknown_last(visit.service.corpus.shares(by, **_filters(visit), limit=ROWS))
    return Data(
        "shares",
        t("outlet.shares", by=t(f"facet.{by}")),
        (t(f"facet.{by}"), t("count.statements_only"), t("compare.share")),
        [(share_label(t, by, s.value, s.label), s.statements, round(s.share, 6)) for s in shares],
    )


def _styles(visit: Visit) -> Data:
    t, by = visit.t, _by(visit)
    shares = unknown_last(visit.service.corpus.shares(by, **_filters(visit), limit=ROWS))
    return Data(
        "styles",
        t("outlet.styles", by=t(f"facet.{by}")),
        (t(f"facet.{by}"), t("type.direct"), t("type.indirect"), t("compare.other")),
        [
            (share_label(t, by, s.value, s.label), s.direct, s.indirect, s.other)
            for s in shares
            if s.statements
        ],
    )


def _timeline(visit: Visit) -> Data:
    t = visit.t
    split: ShareBy | None = "type" if _param(visit, "split") == "type" else None
    corpus, filters = visit.service.corpus, _filters(visit)
    line = corpus.timeline("month", split=split, limit=PARTS, **filters)
    if len(line) > MONTHS:
        line = corpus.timeline("year", split=split, limit=PARTS, **filters)
    names = [share_label(t, "type", v.value, v.label) for v in line.values] if split else []
    return Data(
        "timeline",
        t("outlet.timeline") if split else t("speaker.timeline"),
        (t("facet.time"), *(names or [t("count.statements_only")])),
        [
            (p.period, *([p.parts[v.value] for v in line.values] if split else [p.statements]))
            for p in line
        ],
    )


def _compare(visit: Visit) -> Data:
    t, by = visit.t, _by(visit)
    sides = [
        Side(_param(visit, side), _param(visit, f"{side}_since"), _param(visit, f"{side}_until"))
        for side in ("left", "right")
    ]
    pairs = compared(visit.service.corpus, by, *sides)
    return Data(
        "compare",
        t("compare.title", by=t(f"facet.{by}")),
        (t(f"facet.{by}"), *(side_name(visit, side) for side in sides)),
        [
            (
                share_label(t, by, pair.value, pair.label),
                round(pair.left.share if pair.left else 0.0, 6),
                round(pair.right.share if pair.right else 0.0, 6),
            )
            for pair in pairs
        ],
    )
