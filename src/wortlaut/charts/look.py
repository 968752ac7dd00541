"""How charts look: colours for light, dark and print, type, numbers and months in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["de", "en"]
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
# Controls, what changes the direction of writing, and what XML cannot hold.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
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


@dataclass(frozen=True, slots=True)
class Theme:
    """``series`` are in the order of lightness; ``pair`` are the two sides of a comparison."""

    ground: str
    text: str
    quiet: str
    line: str
    bar: str
    unknown: str
    series: tuple[str, ...]
    pair: tuple[str, str]


THEMES: Mapping[str, Theme] = {
    "light": Theme(
        ground="#fffdf8",
        text="#1c1b19",
        quiet="#66635d",
        line="#d8d3c8",
        bar="#174a82",
        unknown="#b9b4a8",
        series=("#0f3d70", "#3f86bf", "#9cc6e0", "#e3a43b", "#a8631c", "#6f6a60", "#c9c4b8"),
        pair=("#174a82", "#d08a2e"),
    ),
    "dark": Theme(
        ground="#16171a",
        text="#ebe8e2",
        quiet="#aba7a0",
        line="#3b3a38",
        bar="#7fb2e5",
        unknown="#8f8b83",
        series=("#d6e8f8", "#7fb2e5", "#4f8ccb", "#f0bf6a", "#b97a35", "#8f8b83", "#4d4b47"),
        pair=("#7fb2e5", "#e5a95a"),
    ),
    "print": Theme(
        ground="#ffffff",
        text="#000000",
        quiet="#444444",
        line="#bbbbbb",
        bar="#222222",
        unknown="#bbbbbb",
        series=("#111111", "#555555", "#8c8c8c", "#b8b8b8", "#d9d9d9", "#efefef", "#ffffff"),
        pair=("#111111", "#a0a0a0"),
    ),
}


def shortened(label: object, most: int) -> str:
    """A label in one line, without controls, cut with an ellipsis."""
    text = " ".join(_CONTROLS.sub(" ", str(label)).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def number(value: float, language: Language) -> str:
    """A whole number, grouped as the language does."""
    return f"{round(value):,}".replace(",", "." if language == "de" else ",")


def percent(share: float, language: Language) -> str:
    """A share as a percentage, with a decimal below ten; what is not nothing is never 0."""
    if 0 < share < 0.0005:
        return "<0,1\u00a0%" if language == "de" else "<0.1%"
    text = f"{100 * share:.1f}" if 0 < share < 0.0995 else f"{100 * share:.0f}"
    return f"{text.replace('.', ',')}\u00a0%" if language == "de" else f"{text}%"


def month(period: str, language: Language) -> str:
    """``2024-11`` as ``Nov. 2024``; another period as it is."""
    year, _, part = period.partition("-")
    if not (part.isdecimal() and 1 <= int(part) <= 12):
        return period
    return f"{_MONTHS[language][int(part) - 1]} {year}"


def configured(chart: Any, theme: Theme, title: str, width: int) -> Any:
    """A chart with our type and colours, without frame and grid."""
    return (
        chart.properties(
            width=width,
            autosize={"type": "fit-x", "contains": "padding"},
            background=theme.ground,
            padding={"left": 2, "right": 6, "top": 2, "bottom": 2},
            description=title,
        )
        .configure(font=FONT)
        .configure_view(strokeWidth=0)
        .configure_axis(
            labelColor=theme.text,
            titleColor=theme.quiet,
            tickColor=theme.line,
            domainColor=theme.line,
            gridColor=theme.line,
            labelFontSize=13,
            titleFontSize=12,
            titleFontWeight="normal",
            labelLimit=400,
        )
        .configure_legend(
            labelColor=theme.text,
            labelFontSize=13,
            symbolType="square",
            title=None,
            orient="top",
            labelLimit=260,
            columnPadding=14,
            padding=0,
            offset=8,
        )
    )
