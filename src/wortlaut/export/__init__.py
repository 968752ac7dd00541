"""Results for others: JSON lines, CSV, a table for the terminal, a page for the browser.

Everything here takes finished ``Analysis`` records; nothing here analyses. rich and Jinja2 are
imported where they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from wortlaut.export.rows import CSV_COLUMNS, formula_safe, plain_cell, write_csv
from wortlaut.records import Analysis, Article

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "CSV_COLUMNS",
    "About",
    "formula_safe",
    "plain_cell",
    "render_html",
    "render_table",
    "write_csv",
    "write_jsonl",
]


def write_jsonl(analyses: Iterable[Analysis], stream: TextIO) -> int:
    """Write one article a line, as ``docs/reference/json.md`` says; the number of lines."""
    from wortlaut.export.lines import json_line

    count = 0
    for analysis in analyses:
        stream.write(json_line(analysis))
        count += 1
    return count


About = Callable[[Article], str | None]
"""What is to be shown of the outlet of an article, if anything."""


def render_table(analysis: Analysis, console: Console, *, about: About | None = None) -> None:
    """Print one article and its statements for a person to read; adapts to width and colour."""
    from wortlaut.export.table import print_analysis

    print_analysis(analysis, console, about(analysis.article) if about else None)


def render_html(analyses: Iterable[Analysis], *, about: About | None = None) -> str:
    """A page that needs nothing else: every statement marked in the text, by speaker."""
    from wortlaut.export.html import page

    return page(analyses, about)
