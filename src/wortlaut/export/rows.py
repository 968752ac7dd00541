"""CSV: one statement a row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

from wortlaut.records import Analysis, Article, Span, Statement, statement_row

CSV_COLUMNS: tuple[str, ...] = tuple(
    statement_row(
        Article(source="-", text="x", id="-"),
        Statement(article_id="-", type="direct", text="x", spans=(Span(0, 1),), id="-"),
    )
)
"""The header: the keys of ``statement_row``, in its order."""

# A cell that starts like this is a formula to a spreadsheet. Our own apostrophe goes before it,
# also where apostrophes stand there already, so that taking one away gives the cell back.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_csv(
    analyses: Iterable[Analysis], stream: TextIO, *, header: bool = True, safe: bool = True
) -> int:
    """Write the statements of ``analyses`` as CSV (RFC 4180); the number of rows.

    The header is written even where there are no statements. ``safe`` puts an apostrophe before
    cells that a spreadsheet would run as a formula ("-10 Grad seien …"); ``plain_cell`` takes
    it away again. Absent parts are empty cells. Open ``stream`` with ``newline=""``.
    """
    writer = csv.DictWriter(stream, CSV_COLUMNS)
    if header:
        writer.writeheader()
    count = 0
    for analysis in analyses:
        for row in analysis.to_rows():
            writer.writerow({k: formula_safe(v) for k, v in row.items()} if safe else row)
            count += 1
    return count


def formula_safe(value: Any) -> Any:
    """``value`` with an apostrophe before it where a spreadsheet would take it for a formula."""
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def plain_cell(cell: str) -> str:
    """The cell as it was before ``formula_safe``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
