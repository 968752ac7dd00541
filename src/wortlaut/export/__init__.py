"""Results for others: JSON lines, CSV, a table for the terminal, a page for the browser.

Everything here takes finished ``Analysis`` records; nothing here analyses. rich and Jinja2 are
imported where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from wortlaut.export.rows import CSV_COLUMNS, formula_safe, plain_cell, write_csv
from wortlaut.records import Analysis

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "CSV_COLUMNS",
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


def render_table(analysis: Analysis, console: Console) -> None:
    """Print one article and its statements for a person to read; adapts to width and colour."""
    from wortlaut.export.table import print_analysis

    print_analysis(analysis, console)


def render_html(analyses: Iterable[Analysis]) -> str:
    """A page that needs nothing else: every statement marked in the text, by speaker."""
    from wortlaut.export.html import page

    return page(analyses)
