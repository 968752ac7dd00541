"""From rows to SVG."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from textwrap import wrap
from typing import Any

from wortlaut.charts import specs
from wortlaut.charts.look import FONT, THEMES, Language, Theme, number, percent, period, shortened
from wortlaut.charts.patterns import SVG, fill_with_patterns
from wortlaut.errors import ExtraError, UsageError

KINDS: Mapping[str, Callable[..., Any]] = {
    "shares": specs.shares,
    "styles": specs.styles,
    "counts": partial(specs.styles, absolute=True),
    "timeline": specs.timeline,
    "compare": specs.compare,
}
_LONGEST_TITLE = 200
CHECKED = False
_TOLD = 20  # rows that are told in words
# The converter runs JavaScript in one engine and keeps Python waiting; two threads gain nothing.
_ONE = threading.Lock()


def draw(
    kind: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    language: Language = "de",
    theme: str = "light",
    width: int = 720,
    unknown: str | None = None,
    titled: bool = False,
) -> str:
    """A chart as SVG, with its title and its figures for those who cannot see it.

    ``kind`` is one of ``KINDS``, whose functions say what rows they take; ``theme`` one of
    ``THEMES``; ``width`` in pixels, from 280 up; ``unknown`` the label that is set apart as not
    known and comes last; ``titled`` shows the title above the chart, for one that leaves its
    page. The same arguments give the same SVG; nothing is fetched. Raises ``ExtraError`` where
    the extra ``charts`` is not installed, ``UsageError`` for an unknown kind or theme.

    >>> svg = draw("shares", "Wer spricht", ("Partei", "Aussagen", "Anteil"), [("SPD", 3, 1.0)])
    >>> svg.startswith("<svg")
    True
    """
    if kind not in KINDS:
        raise UsageError(f"chart {kind!r} is unknown; one of {', '.join(KINDS)}")
    if theme not in THEMES:
        raise UsageError(f"theme {theme!r} is unknown; one of {', '.join(THEMES)}")
    return _drawn(
        kind,
        shortened(title, _LONGEST_TITLE),
        tuple(columns),
        tuple(tuple(row) for row in rows),
        (language, theme, max(280, min(width, 2000)), unknown, titled),
    )


@lru_cache(maxsize=256)
def _drawn(
    kind: str,
    title: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[Any, ...], ...],
    way: tuple[Language, str, int, str | None, bool],
) -> str:
    language, theme, width, unknown, titled = way
    try:
        import vl_convert
        from altair.utils import schemapi

        look = specs.Look(THEMES[theme], language, width, title, unknown)
        # Altair would check each part against the schema of Vega-Lite, which takes longer than
        # drawing; the tests draw every kind with these checks.
        with _ONE, schemapi.debug_mode(CHECKED):
            chart = KINDS[kind](columns, rows, look)
            if titled:
                chart = chart.properties(title=wrap(title, max(20, width // 9)))
            spec = chart.to_dict(validate=CHECKED) | {"datasets": look.datasets}
            svg: str = vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[])
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"charts need {error.name}, which is not installed; "
            "install it with: pip install 'wortlaut[charts]'"
        ) from error
    return _described(svg, title, _told(columns, rows, language), THEMES[theme])


def _told(columns: tuple[str, ...], rows: tuple[tuple[Any, ...], ...], language: Language) -> str:
    """The figures in words: ``SPD: Aussagen 1.240, Anteil 31 %; …``."""

    def cell(value: Any) -> str:
        return percent(value, language) if isinstance(value, float) else number(value, language)

    told = []
    for label, *cells in rows[:_TOLD]:
        named = zip(columns[1:], cells, strict=True)
        said = ", ".join(f"{shortened(name, 40)} {cell(value)}" for name, value in named)
        told.append(f"{period(shortened(label, 44), language)}: {said}")
    return "; ".join([*told, *(["…"] if len(rows) > _TOLD else [])])


def _described(svg: str, title: str, told: str, theme: Theme) -> str:
    """The picture with role, title, description (SVG 2, 5.7 and 5.8) and patterns.

    What Vega says of each part is dropped: it would be read out rectangle by rectangle.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(svg.encode(), parser)
    for node in root.iter():
        for name in list(node.attrib):
            if name.startswith("aria-") or name == "font-family":
                del node.attrib[name]
        if node.text and "\u200b" in node.text:
            node.text = node.text.replace("\u200b", "")
    fill_with_patterns(root, theme.patterns, f"wortlaut-{theme.name}")
    root.set("font-family", FONT)
    root.set("role", "img")
    root.set("aria-label", title)
    for place, (tag, text) in enumerate((("title", title), ("desc", told))):
        named = etree.Element(f"{{{SVG}}}{tag}")
        named.text = text
        root.insert(place, named)
    written: str = etree.tostring(root, encoding="unicode")
    return written
