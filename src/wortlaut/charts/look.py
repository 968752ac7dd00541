"""How charts look: colours for light, dark and print, type, numbers and months in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wortlaut.charts.patterns import Pattern

Language = Literal["de", "en"]
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
# Controls, marks of direction, signs without width, and what XML does not allow.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff]"
)
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "de": (
        *("Jan.", "Feb.", "März", "April", "Mai", "Juni"),
        *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ),
    "en": (
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
}
NARROW = 480
"""Below so many pixels, labels stand above their bars."""
_SIGN = 0.56  # the width of a letter, in sizes of type, in a sans serif; somewhat generous


@dataclass(frozen=True, slots=True)
class Theme:
    """``series`` differ in lightness from one to the next; ``pair`` are the two sides compared.

    ``patterns`` says which of the colours are drawn as a pattern: those are told apart without
    seeing colour, too.
    """

    name: str
    ground: str
    text: str
    quiet: str
    line: str
    axis: str
    bar: str
    unknown: str
    series: tuple[str, ...]
    pair: tuple[str, str]
    patterns: Mapping[str, Pattern]

    def ink(self, colour: str) -> str:
        """What is read better on a colour: the theme's text or its ground."""
        pattern = self.patterns.get(colour)
        base = pattern.base if pattern else colour
        return max((self.text, self.ground), key=lambda ink: contrast(ink, base))


THEMES: Mapping[str, Theme] = {
    "light": Theme(
        name="light",
        ground="#fffdf8",
        text="#1c1b19",
        quiet="#66635d",
        line="#e4dfd4",
        axis="#8d887d",
        bar="#174a82",
        unknown="#b9b4a8",
        series=("#174a82", "#8fbcdc", "#d6d0c3", "#dd9a2b", "#7d3f16", "#b7d7a8", "#4f6f52"),
        pair=("#174a82", "#e0a03a"),
        patterns={
            "#b9b4a8": Pattern("lines", "#e6e1d6", "#a29c8f"),
            "#d6d0c3": Pattern("dots", "#e6e1d6", "#b3ad9f"),
            "#7d3f16": Pattern("bars", "#7d3f16", "#a96a3f"),
            "#b7d7a8": Pattern("cross", "#d5e8cb", "#9cbf8b"),
        },
    ),
    "dark": Theme(
        name="dark",
        ground="#16171a",
        text="#ebe8e2",
        quiet="#aba7a0",
        line="#2e2f33",
        axis="#77746e",
        bar="#7fb2e5",
        unknown="#5f5d58",
        series=("#7fb2e5", "#2f5f93", "#55544f", "#e8b055", "#8f5425", "#a9cf9c", "#4d7350"),
        pair=("#7fb2e5", "#96601f"),
        patterns={
            "#5f5d58": Pattern("lines", "#34353a", "#85827b"),
            "#55544f": Pattern("dots", "#3a3b40", "#67655f"),
            "#8f5425": Pattern("bars", "#8f5425", "#b57a4a"),
            "#a9cf9c": Pattern("cross", "#a9cf9c", "#7fa873"),
        },
    ),
    "print": Theme(
        name="print",
        ground="#ffffff",
        text="#000000",
        quiet="#444444",
        line="#dddddd",
        axis="#555555",
        bar="#2b2b2b",
        unknown="#c8c8c8",
        series=("#2b2b2b", "#a6a6a6", "#eeeeee", "#c9c9c9", "#707070", "#e1e1e1", "#fafafa"),
        pair=("#2b2b2b", "#b4b4b4"),
        patterns={
            "#c8c8c8": Pattern("lines", "#ffffff", "#777777"),
            "#eeeeee": Pattern("dots", "#ececec", "#a4a4a4"),
            "#c9c9c9": Pattern("cross", "#ffffff", "#555555"),
            "#707070": Pattern("bars", "#707070", "#e0e0e0"),
            "#e1e1e1": Pattern("bars", "#ffffff", "#333333"),
            "#fafafa": Pattern("dots", "#ffffff", "#000000"),
        },
    ),
}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        red, green, blue = linear
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def shortened(label: object, most: int) -> str:
    """A label in one line, without controls, cut with an ellipsis."""
    text = " ".join(_CONTROLS.sub(" ", str(label)).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def different(labels: Sequence[str]) -> list[str]:
    """Labels of which no two are the same: by blanks without width, which the picture drops."""
    seen: dict[str, int] = {}
    made = []
    for label in labels:
        seen[label] = seen.get(label, -1) + 1
        made.append(label + "\u200b" * seen[label])
    return made


def text_width(text: str, size: float) -> float:
    """About how many pixels words take."""
    return len(text) * size * _SIGN


def number(value: float, language: Language) -> str:
    """A whole number, grouped as the language does."""
    return f"{round(value):,}".replace(",", "." if language == "de" else ",")


def percent(share: float, language: Language) -> str:
    """A share as a percentage, with a decimal below ten; what is not nothing is never 0."""
    if 0 < share < 0.0005:
        return "<0,1\u00a0%" if language == "de" else "<0.1%"
    text = f"{100 * share:.1f}" if 0 < share < 0.0995 else f"{100 * share:.0f}"
    return f"{text.replace('.', ',')}\u00a0%" if language == "de" else f"{text}%"


def points(difference: float, language: Language) -> str:
    """A difference of two shares in percentage points, with its sign."""
    value = round(100 * difference, 1)
    text = f"{'+' if value > 0 else '−' if value < 0 else '±'}{abs(value):.1f}"
    return text.replace(".", ",") if language == "de" else text


def period(label: str, language: Language) -> str:
    """``2024-11`` as ``Nov. 2024``, ``2024-W07`` as ``KW 7, 2024``; another period as it is."""
    year, _, part = label.partition("-")
    if re.fullmatch("0[1-9]|1[0-2]", part):
        return f"{_MONTHS[language][int(part) - 1]} {year}"
    if re.fullmatch("W[0-9]{2}", part):
        return f"{'KW' if language == 'de' else 'week'} {int(part[1:])}, {year}"
    return label


def configured(chart: Any, theme: Theme, language: Language, width: int) -> Any:
    """A chart with our type and colours, without frame."""
    decimal, thousands = (",", ".") if language == "de" else (".", ",")
    return chart.properties(
        width=width,
        # The height is that of the rows; a legend and a title come on top of it.
        autosize={"type": "fit-x", "contains": "padding"},
        background=theme.ground,
        # The reader's typeface may be wider than that which Vega measured.
        padding={"left": 2 if width < NARROW else 10, "right": 6, "top": 4, "bottom": 4},
        config={
            "font": FONT,
            "view": {"stroke": None},
            "locale": {
                "number": {
                    "decimal": decimal,
                    "thousands": thousands,
                    "grouping": [3],
                    "currency": ["", ""],
                }
            },
            "axis": {
                "labelColor": theme.text,
                "titleColor": theme.quiet,
                "tickColor": theme.axis,
                "domainColor": theme.axis,
                "gridColor": theme.line,
                "labelFontSize": 13,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "labelLimit": width * 0.6,
            },
            "legend": {
                "labelColor": theme.text,
                "labelFontSize": 13,
                "symbolType": "square",
                "symbolSize": 130,
                "symbolStrokeWidth": 0,
                "title": None,
                "orient": "top",
                "labelLimit": width * 0.8,
                "columnPadding": 14,
                "rowPadding": 4,
                "padding": 0,
                "offset": 10,
            },
            "title": {
                "anchor": "start",
                "frame": "bounds",
                "color": theme.text,
                "fontSize": 16,
                "fontWeight": 600,
                "offset": 12,
            },
        },
    )
