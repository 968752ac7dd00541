"""From rows to SVG."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from wortlaut.charts import specs
from wortlaut.charts.look import THEMES, Language, shortened
from wortlaut.errors import ExtraError, UsageError

KINDS: Mapping[str, Callable[..., Any]] = {
    "shares": specs.shares,
    "styles": specs.styles,
    "timeline": specs.timeline,
    "compare": specs.compare,
}
_SVG = "http://www.w3.org/2000/svg"
_LONGEST_TITLE = 200
_LONGEST_DESCRIPTION = 40
# The converter runs JavaScript in one engine; two threads in it at once gain nothing.
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
) -> str:
    """A chart as SVG, with its title for those who cannot see it.

    ``kind`` is one of ``KINDS``, whose functions say what rows they take; ``theme`` one of
    ``THEMES``; ``width`` in pixels, from 280 up; ``unknown`` the label that is set apart as not
    known. The same arguments give the same SVG. Raises ``ExtraError`` where the extra ``charts``
    is not installed, ``UsageError`` for an unknown kind or theme.
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
        (language, theme, max(280, min(width, 2000)), unknown),
    )


@lru_cache(maxsize=256)
def _drawn(
    kind: str,
    title: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[Any, ...], ...],
    way: tuple[Language, str, int, str | None],
) -> str:
    language, theme, width, unknown = way
    try:
        import vl_convert

        look = specs.Look(THEMES[theme], language, width, title, unknown)
        # Checking a specification against its schema takes longer than writing it; ours are fixed.
        spec = KINDS[kind](columns, rows, look).to_json(validate=False)
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"charts need {error.name}, which is not installed; "
            "install it with: pip install 'wortlaut[charts]'"
        ) from error
    with _ONE:
        svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _described(svg, title, _in_words(columns, rows))


def _in_words(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """What the picture shows, for those who cannot see it: the table, as far as one listens."""
    lines = [columns, *rows[:_LONGEST_DESCRIPTION]]
    said = "; ".join(", ".join(shortened(cell, 60) for cell in line) for line in lines)
    return f"{said}; …" if len(rows) > _LONGEST_DESCRIPTION else said


def _described(svg: str, title: str, words: str) -> str:
    """The picture with a role, a title and a description (SVG 2, 5.8), and nothing that Vega says of its parts."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(svg.encode(), parser)
    for node in root.iter():
        for name in list(node.attrib):
            if name.startswith("aria-"):
                del node.attrib[name]
    root.set("role", "img")
    root.set("aria-label", title)
    named = etree.Element(f"{{{_SVG}}}title")
    named.text = title
    root.insert(0, named)
    described = etree.Element(f"{{{_SVG}}}desc")
    described.text = words
    root.insert(1, described)
    text: str = etree.tostring(root, encoding="unicode")
    return text
