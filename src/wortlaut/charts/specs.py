"""The charts as Altair specifications; ``drawing`` makes SVG of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from wortlaut.charts.look import Language, Theme, configured, month, number, percent, shortened

Rows = Sequence[Sequence[Any]]
_ROW = 26  # pixels a bar has, with its gap
_NARROW = 480
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_MOST_MONTHS = 1200
_MONTH_LABELS = 90  # pixels that a month's name needs


class Look:
    """What a chart needs of theme, language and width. ``unknown`` is the label set apart."""

    def __init__(
        self, theme: Theme, language: Language, width: int, title: str, unknown: str | None
    ) -> None:
        self.theme = theme
        self.language = language
        self.title = title
        self.unknown = unknown
        self.narrow = width < _NARROW
        self.width = width
        self.room = 1.75 if self.narrow else 1.3  # for the words behind the longest bar
        self.least_text = 0.2 if self.narrow else 0.09
        self.end = 1.3 if self.narrow else 1.12  # of a bar of 100 %, for the number behind it

    @property
    def on_dark(self) -> str:
        """Words on the first of the series."""
        return self.theme.ground

    @property
    def on_light(self) -> str:
        """Words on the others."""
        return self.theme.text if self.theme.ground != "#16171a" else "#16171a"

    def parts(self, count: int) -> tuple[str, ...]:
        """The colours of so many series."""
        if count == 3:
            series = self.theme.series
            return (series[0], series[2], self.theme.unknown)
        return self.theme.series[:count]

    def columns(self, names: Sequence[str]) -> int:
        """How many names of a legend have room beside each other."""
        longest = max(map(len, names), default=0) * 7 + 34  # a letter, the square and a gap
        return max(1, min(len(names), self.width // longest))

    def label(self, label: object, place: int) -> str:
        """A row's label, cut, and different from all others (by blanks that are not seen)."""
        return shortened(label, 18 if self.narrow else 28) + "\u200b" * place

    def row_axis(self) -> Any:
        """The axis of labels: no line, no ticks."""
        import altair as alt

        return alt.Axis(domain=False, ticks=False, labelPadding=6)

    def finished(self, chart: Any) -> Any:
        """The chart with our type and colours."""
        return configured(chart, self.theme, self.title, self.width)


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    make: Any = alt.Data  # its annotations are incomplete
    return make(values=rows)


def _names(columns: Sequence[str]) -> list[str]:
    """The names of series, cut, and each different from those before it."""
    names: list[str] = []
    for column in columns:
        name = shortened(column, 40)
        names.append(f"{name} ({len(names) + 1})" if name in names else name)
    return names


def _without_gaps(rows: Rows) -> Rows:
    """Months that are missing between others as rows of nothing; other periods as they are."""
    if not rows or not all(_MONTH.fullmatch(row[0]) for row in rows):
        return rows
    by_number = {int(row[0][:4]) * 12 + int(row[0][5:]) - 1: row for row in rows}
    first, last = min(by_number), max(by_number)
    if last - first > _MOST_MONTHS:
        return rows
    nothing = (0,) * (len(rows[0]) - 1)
    return [
        by_number.get(n, (f"{n // 12:04d}-{n % 12 + 1:02d}", *nothing))
        for n in range(first, last + 1)
    ]


def shares(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Bars of a share with count and percentage; rows are label, count, share."""
    import altair as alt

    data = [
        {
            "label": look.label(label, place),
            "share": share,
            "text": f"{percent(share, look.language)}  ({number(count, look.language)})",
            "known": label != look.unknown,
        }
        for place, (label, count, share) in enumerate(rows)
    ]
    most = max((row["share"] for row in data), default=0) or 1
    base = alt.Chart(_data(data)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=look.row_axis())
    )
    bars = base.mark_bar(height=17, strokeWidth=1).encode(
        x=alt.X("share:Q", title=None, axis=None, scale=alt.Scale(domain=[0, most * look.room])),
        color=alt.condition(
            "datum.known", alt.value(look.theme.bar), alt.value(look.theme.unknown)
        ),
        stroke=alt.condition("datum.known", alt.value(look.theme.bar), alt.value(look.theme.quiet)),
        strokeDash=alt.condition("datum.known", alt.value([1, 0]), alt.value([3, 2])),
    )
    words = base.mark_text(align="left", dx=5, fontSize=12.5, color=look.theme.text).encode(
        x=alt.X("share:Q"), text="text:N"
    )
    return look.finished((bars + words).properties(height=_ROW * max(1, len(data))))


def styles(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Bars of 100 %, parted; rows are a label and a count for each of the other columns."""
    import altair as alt

    names = _names(columns[1:])
    data, totals = [], []
    for place, (label, *counts) in enumerate(rows):
        whole, start = sum(counts) or 1, 0.0
        for order, (name, count) in enumerate(zip(names, counts, strict=True)):
            share = count / whole
            data.append(
                {
                    "label": look.label(label, place),
                    "name": name,
                    "start": start,
                    "end": start + share,
                    "middle": start + share / 2,
                    "text": percent(share, look.language) if share >= look.least_text else "",
                    "light": order > 0,
                }
            )
            start += share
        totals.append({"label": look.label(label, place), "at": 1.0})
        totals[-1]["text"] = number(sum(counts), look.language)
    y = alt.Y("label:N", sort=None, title=None, axis=look.row_axis())
    scale = alt.Scale(domain=[0, look.end])
    base = alt.Chart(_data(data)).encode(y=y)
    bars = base.mark_bar(height=17, stroke=look.theme.ground, strokeWidth=1).encode(
        x=alt.X("start:Q", title=None, axis=None, scale=scale),
        x2="end:Q",
        color=alt.Color(
            "name:N",
            sort=names,
            scale=alt.Scale(domain=names, range=list(look.parts(len(names)))),
            legend=alt.Legend(columns=look.columns(names)),
        ),
    )
    words = base.mark_text(fontSize=12).encode(
        x=alt.X("middle:Q", scale=scale),
        text="text:N",
        color=alt.condition("datum.light", alt.value(look.on_light), alt.value(look.on_dark)),
    )
    ends = (
        alt.Chart(_data(totals))
        .mark_text(align="left", dx=5, fontSize=12.5, color=look.theme.quiet)
        .encode(y=y, x=alt.X("at:Q", scale=scale), text="text:N")
    )
    return look.finished((bars + words + ends).properties(height=_ROW * max(1, len(rows))))


def timeline(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Bars over months, stacked where there are several series; rows are a period and counts."""
    import altair as alt

    names = _names(columns[1:])
    rows = _without_gaps([(shortened(period, 20), *counts) for period, *counts in rows])
    periods = [str(row[0]) for row in rows]
    data = [
        {"period": period, "name": name, "count": count, "order": order}
        for period, *counts in rows
        for order, (name, count) in enumerate(zip(names, counts, strict=True))
    ]
    step = max(1, -(-len(periods) * _MONTH_LABELS // look.width)) if periods else 1
    if step > 2:  # then whole years, halves or quarters
        step = next((n for n in (3, 6, 12, 24, 60, 120) if n >= step), 120)
    first = next((i for i, p in enumerate(periods) if step < 3 or p.endswith("-01")), 0)
    shown = periods[first % step :: step]
    labels = {p: month(p, look.language) for p in shown}
    said = json.dumps(labels, ensure_ascii=False)
    chart = (
        alt.Chart(_data(data))
        .mark_bar(stroke=look.theme.ground, strokeWidth=0.5)
        .encode(
            x=alt.X(
                "period:O",
                title=None,
                sort=periods,
                scale=alt.Scale(paddingInner=0.15),
                axis=alt.Axis(values=shown, labelExpr=f"({said})[datum.value] || ''", labelAngle=0),
            ),
            y=alt.Y(
                "count:Q",
                title=None,
                axis=alt.Axis(tickCount=4, format=",.0f", domain=False, ticks=False),
            ),
            order="order:Q",
        )
    )
    if len(names) > 1:
        chart = chart.encode(
            color=alt.Color(
                "name:N",
                sort=names,
                scale=alt.Scale(domain=names, range=list(look.parts(len(names)))),
                legend=alt.Legend(columns=look.columns(names)),
            )
        )
    else:
        chart = chart.encode(color=alt.value(look.theme.bar))
    return look.finished(chart.properties(height=190))


def compare(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Two bars a row; rows are a label, the share on the left and that on the right."""
    import altair as alt

    names = _names(columns[1:3])
    data = [
        {
            "label": look.label(label, place),
            "name": name,
            "share": share,
            "text": percent(share, look.language),
        }
        for place, (label, left, right) in enumerate(rows)
        for name, share in zip(names, (left, right), strict=True)
    ]
    most = max((row["share"] for row in data), default=0) or 1
    base = alt.Chart(_data(data)).encode(
        y=alt.Y(
            "label:N",
            sort=None,
            title=None,
            axis=look.row_axis(),
            scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1),
        ),
        yOffset=alt.YOffset("name:N", sort=names, scale=alt.Scale(paddingInner=0.08)),
    )
    bars = base.mark_bar().encode(
        x=alt.X("share:Q", title=None, axis=None, scale=alt.Scale(domain=[0, most * look.room])),
        color=alt.Color(
            "name:N",
            sort=names,
            scale=alt.Scale(domain=names, range=list(look.theme.pair)),
            legend=alt.Legend(columns=look.columns(names)),
        ),
    )
    words = base.mark_text(align="left", dx=5, fontSize=12, color=look.theme.text).encode(
        x=alt.X("share:Q"), text="text:N"
    )
    return look.finished((bars + words).properties(height=42 * max(1, len(rows))))
