"""From the rows of a chart to its picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wortlaut.web.language import Language


def draw(
    kind: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    language: Language,
    theme: str,
    *,
    width: int,
    unknown: str,
    titled: bool,
) -> str:
    """The chart as SVG, ``titled`` where it leaves its page. Raises ``ExtraError`` where the extra ``charts`` is not installed."""
    from wortlaut import charts

    return charts.draw(
        kind,
        title,
        columns,
        rows,
        language=language,
        theme=theme,
        width=width,
        unknown=unknown,
        titled=titled,
    )
