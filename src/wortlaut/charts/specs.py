"""The charts as Altair specifications; ``drawing`` makes SVG of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from wortlaut.charts.look import (
    NARROW,
    Language,
    Theme,
    configured,
    different,
    number,
    percent,
    period,
    points,
    shortened,
    text_width,
)

Rows = Sequence[Sequence[Any]]
_MONTH = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])")
_MOST_MONTHS = 1200
_SIZE = 12.5  # of the words at the bars
_DIFFERENCE: Mapping[Language, tuple[str, str]] = {
    "de": ("Unterschied in Prozentpunkten", "Prozentpunkte"),
    "en": ("Difference in percentage points", "Percentage points"),
}
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months from one name to the next; in years 1, 2, 5, 10
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)


class Look:
    """What a chart needs of theme, language and width. ``unknown`` is the label set apart.

    Beside wide bars stand their labels; on narrow charts the labels stand above the bars.
    """

    def __init__(
        self, theme: Theme, language: Language, width: int, title: str, unknown: str | None
    ) -> None:
        self.theme = theme
        self.language = language
        self.title = title
        self.unknown = unknown
        self.width = width
        self.narrow = width < NARROW
        self.bar = 12 if self.narrow else 17
        self.shift = 8 if self.narrow else 0
        self.datasets: dict[str, list[dict[str, Any]]] = {}

    def data(self, rows: list[dict[str, Any]]) -> Any:
        """Rows for a layer: by name only, as Altair copies all it holds many times."""
        import altair as alt

        name = f"rows-{len(self.datasets)}"
        self.datasets[name] = rows
        return alt.NamedData(name=name)

    def known_first(self, rows: Rows) -> list[tuple[str, bool, Sequence[Any]]]:
        """Label, whether it is the unknown one, and the other cells; the unknown ones last."""
        ordered = sorted(rows, key=lambda row: row[0] == self.unknown)
        labels = different([shortened(r[0], 44 if self.narrow else 30) for r in ordered])
        return [(x, r[0] == self.unknown, r[1:]) for x, r in zip(labels, ordered, strict=True)]

    def room(self, labels: Sequence[str]) -> float:
        """Pixels across for the bars, about: Vega sets the labels and knows better."""
        if self.narrow:
            return self.width - 10
        most = max((text_width(label, 13) for label in labels), default=0)
        return self.width - 16 - min(most, self.width * 0.6)

    def names(self, names: Sequence[object]) -> list[str]:
        """The names of series, in a legend; a number behind a name that is there already."""
        made: list[str] = []
        for name in names:
            short = shortened(name, 30 if self.narrow else 40)
            made.append(f"{short} ({len(made) + 1})" if short in made else short)
        return made

    def colours(self, names: list[str], colours: Sequence[str], room: float) -> Any:
        """Colours of the series, with a legend above the chart in as many columns as fit."""
        import altair as alt

        widest = max((text_width(name, 13) for name in names), default=0)
        columns = max(1, min(len(names), int(room // (widest + 36))))
        return alt.Color(
            "name:N",
            sort=names,
            scale=alt.Scale(domain=names, range=list(colours[: len(names)])),
            legend=alt.Legend(columns=columns),
        )

    def rows(self, labels: Sequence[tuple[str, bool]]) -> Any:
        """The scale of the rows, with labels beside them where there is room."""
        import altair as alt

        colour: Any = self.theme.text
        if quiet := [label for label, unknown in labels if unknown]:
            test = f"indexof({json.dumps(quiet)}, datum.value) >= 0"
            colour = {"condition": {"test": test, "value": self.theme.quiet}, "value": colour}
        axis = alt.Axis(domain=False, ticks=False, labelPadding=6, labelColor=colour)
        return alt.Y(
            "label:N",
            sort=[label for label, _ in labels],
            title=None,
            axis=None if self.narrow else axis,
            scale=alt.Scale(padding=0),
        )

    def finished(self, layers: Sequence[Any], labels: Sequence[tuple[str, bool]], row: int) -> Any:
        """The layers, so many pixels a row; in a narrow chart the labels above each."""
        import altair as alt

        if self.narrow:
            above = (
                alt.Chart(self.data([{"label": x, "unknown": unknown} for x, unknown in labels]))
                .mark_text(align="left", dy=4 - row / 2, baseline="top", fontSize=13)
                .encode(
                    y=self.rows(labels),
                    x=alt.value(0),
                    text="label:N",
                    color=alt.condition(
                        "datum.unknown",
                        alt.value(self.theme.quiet),
                        alt.value(self.theme.text),
                    ),
                )
            )
            layers = [*layers, above]
        chart = alt.layer(*layers).properties(height=row * max(1, len(labels)))
        return configured(chart, self.theme, self.language, self.width)


def _scale(most: float, room: float, words: float) -> Any:
    """From zero on, so that ``words`` pixels are left behind the longest bar."""
    import altair as alt

    left = max(room - words, room * 0.3)
    return alt.Scale(domain=[0, (most or 1) * room / left], nice=False)


def shares(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Bars of a share with count and percentage; rows are label, count, share."""
    import altair as alt

    data = [
        {
            "label": label,
            "share": share,
            "text": f"{percent(share, look.language)}  ({number(count, look.language)})",
            "unknown": unknown,
        }
        for label, unknown, (count, share) in look.known_first(rows)
    ]
    labels = [(row["label"], row["unknown"]) for row in data]
    words = 8 + max((text_width(row["text"], _SIZE) for row in data), default=0)
    most = max((row["share"] for row in data), default=0)
    scale = _scale(most, look.room([label for label, _ in labels]), words)
    base = alt.Chart(look.data(data)).encode(
        y=look.rows(labels), x=alt.X("share:Q", title=None, axis=None, scale=scale)
    )
    bars = base.mark_bar(height=look.bar, yOffset=look.shift).encode(
        color=alt.condition(
            "datum.unknown", alt.value(look.theme.unknown), alt.value(look.theme.bar)
        )
    )
    texts = base.mark_text(
        align="left", dx=6, dy=look.shift, fontSize=_SIZE, color=look.theme.text
    ).encode(text="text:N")
    return look.finished([bars, texts], labels, 44 if look.narrow else 27)


def styles(columns: Sequence[str], rows: Rows, look: Look, *, absolute: bool = False) -> Any:
    """Bars of 100 %, or ``absolute``, parted; rows are a label and a count for each other column.

    Parts that have the room say their percentage; behind the bar stands the number of all.
    """
    import altair as alt

    names = look.names(columns[1:])
    found = look.known_first(rows)
    room = look.room([label for label, *_ in found])
    totals = [number(sum(counts), look.language) for _, _, counts in found]
    words = 8 + max((text_width(total, _SIZE) for total in totals), default=0)
    most = max((sum(counts) for _, _, counts in found), default=0) if absolute else 1
    pixels = max(room - words, room * 0.3) / (most or 1)
    colours = look.theme.series
    data, ends = [], []
    for (label, _, counts), total in zip(found, totals, strict=True):
        whole, start = sum(counts) or 1, 0.0
        for name, colour, count in zip(names, _around(colours, names), counts, strict=True):
            part = count if absolute else count / whole
            text = percent(count / whole, look.language)
            fits = part * pixels > text_width(text, 12) + 6
            data.append(
                {
                    **{"label": label, "name": name, "start": start, "end": start + part},
                    **{"middle": start + part / 2, "text": text if fits else ""},
                    "ink": look.theme.ink(colour),
                }
            )
            start += part
        ends.append({"label": label, "end": start if absolute else 1, "text": total})
    labels = [(label, unknown) for label, unknown, _ in found]
    scale = _scale(most, room, words)
    base = alt.Chart(look.data(data)).encode(y=look.rows(labels))
    bars = base.mark_bar(
        height=look.bar + 2, yOffset=look.shift, stroke=look.theme.ground, strokeWidth=1
    ).encode(
        x=alt.X("start:Q", title=None, axis=None, scale=scale),
        x2="end:Q",
        color=look.colours(names, _around(colours, names), room),
    )
    texts = base.mark_text(fontSize=12, dy=look.shift).encode(
        x=alt.X("middle:Q"), text="text:N", color=alt.Color("ink:N", scale=None)
    )
    behind = (
        alt.Chart(look.data(ends))
        .mark_text(align="left", dx=6, dy=look.shift, fontSize=_SIZE, color=look.theme.quiet)
        .encode(y=look.rows(labels), x=alt.X("end:Q"), text="text:N")
    )
    return look.finished([bars, texts, behind], labels, 44 if look.narrow else 28)


def _around(colours: Sequence[str], names: Sequence[str]) -> list[str]:
    """A colour for each name; from the first again where there are more names."""
    return [colours[place % len(colours)] for place in range(len(names))]


def timeline(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Columns over time, stacked where there are several series.

    Rows are a period (``2024``, ``2024-11`` or ``2024-W48``) and counts. Months that are missing
    in between are shown as nothing.
    """
    import altair as alt

    names = look.names(columns[1:])
    rows = _without_gaps(rows)
    labels = different([period(shortened(row[0], 24), look.language) for row in rows])
    data = [
        {"period": label, "name": name, "count": count, "order": order}
        for label, (_, *counts) in zip(labels, rows, strict=True)
        for order, (name, count) in enumerate(zip(names, counts, strict=True))
        if count  # a bar without height would draw over the axis
    ]
    axis = alt.Axis(
        values=_shown([str(row[0]) for row in rows], labels, look.width - 60),
        labelAngle=0,
        labelPadding=5,
        labelOverlap=False,
        tickSize=4,
    )
    alone = names[0] if len(names) == 1 else None
    chart = (
        alt.Chart(look.data(data))
        .mark_bar(stroke=look.theme.ground, strokeWidth=0 if alone else 0.6)
        .encode(
            x=alt.X(
                "period:O",
                title=None,
                sort=labels,
                scale=alt.Scale(domain=labels, paddingInner=0.18, paddingOuter=0.1),
                axis=axis,
            ),
            y=alt.Y(
                "count:Q",
                title=alone,
                axis=alt.Axis(
                    values=_marks(max((sum(row[1:]) for row in rows), default=0)),
                    format=",.0f",
                    labelPadding=6,
                    domain=False,
                    ticks=False,
                    titleAngle=0,
                    titleAlign="left",
                    titleAnchor="end",
                    titleX=0,
                    titleY=-8,
                    titleBaseline="bottom",
                ),
            ),
            order="order:Q",
            color=alt.value(look.theme.bar)
            if alone
            else look.colours(names, _around(look.theme.series, names), look.width - 40),
        )
        .properties(height=170 if look.narrow else 200)
    )
    return configured(chart, look.theme, look.language, look.width)


def _marks(most: float) -> list[int]:
    """Whole round numbers from 0 up to ``most``, five at most."""
    steps = (n * 10**power for power in range(16) for n in (1, 2, 5))
    step = next((n for n in steps if most / n < 5), 10**16)
    return list(range(0, int(most) + 1, step))


def _without_gaps(rows: Rows) -> Rows:
    """Months that are missing between others as rows of nothing; other periods as they are."""
    if not rows or not all(_MONTH.fullmatch(str(row[0])) for row in rows):
        return rows
    by_number = {int(row[0][:4]) * 12 + int(row[0][5:]) - 1: row for row in rows}
    first, last = min(by_number), max(by_number)
    if last - first > _MOST_MONTHS or len(by_number) < len(rows):
        return rows
    nothing = (0,) * (len(rows[0]) - 1)
    return [
        by_number.get(n, (f"{n // 12:04d}-{n % 12 + 1:02d}", *nothing))
        for n in range(first, last + 1)
    ]


def _shown(periods: Sequence[str], labels: Sequence[str], room: float) -> list[str]:
    """Labels of as many periods as have room: months from January on, round years."""
    each = max((text_width(label, 13) for label in labels), default=0) + 22
    least = len(labels) * each / max(room, 1)
    years = all(p.isdecimal() for p in periods)
    steps = _YEAR_STEPS if years else _STEPS
    step = next((n for n in steps if n >= least), max(int(least) + 1, steps[-1]))
    first = 0
    for place, name in enumerate(periods):
        if int(name) % step == 0 if years else step > 2 and name.endswith(("-01", "-W01")):
            first = place
            break
    return list(labels[first % step :: step])


def compare(columns: Sequence[str], rows: Rows, look: Look) -> Any:
    """Two bars a row and their difference; rows are a label, the left share, the right share."""
    import altair as alt

    names = look.names(columns[1:3])
    found = look.known_first(rows)
    labels = [(label, unknown) for label, unknown, _ in found]
    room = look.room([label for label, _ in labels])
    most = max((max(pair) for *_, pair in found), default=0)
    scale = _scale(most, room, 110)
    y = look.rows(labels)
    layers = []
    for side, place in ((0, -1), (1, 1)):
        offset = look.shift + place * 6.5
        data = [
            {
                **{"label": label, "name": names[side], "share": pair[side]},
                "text": percent(pair[side], look.language),
            }
            for label, _, pair in found
        ]
        base = alt.Chart(look.data(data)).encode(
            y=y, x=alt.X("share:Q", title=None, axis=None, scale=scale)
        )
        layers += [
            base.mark_bar(height=12, yOffset=offset).encode(
                color=look.colours(names, look.theme.pair, room)
            ),
            base.mark_text(
                align="left", dx=6, dy=offset, fontSize=12, color=look.theme.text
            ).encode(text="text:N"),
        ]
    gaps = [
        {"label": label, "text": points(right - left, look.language)}
        for label, _, (left, right) in found
    ]
    beside = partial(alt.value, "width")
    layers.append(
        alt.Chart(look.data(gaps))
        .mark_text(align="right", dy=look.shift, fontSize=_SIZE, color=look.theme.text)
        .encode(y=y, x=beside(), text="text:N")
    )
    layers.append(
        alt.Chart(look.data([{"text": _DIFFERENCE[look.language][look.narrow]}]))
        .mark_text(align="right", baseline="bottom", fontSize=12, color=look.theme.quiet)
        .encode(x=beside(), y=alt.value(-2), text="text:N")
    )
    return look.finished(layers, labels, 60 if look.narrow else 42)
