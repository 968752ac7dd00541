"""Printing corrections, for the commands that list them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wortlaut.cli.kept import ListFormat, results

if TYPE_CHECKING:
    from wortlaut.corpus import Correction

LOG_COLUMNS = (
    *("number", "made", "author", "action", "text", "key", "undone", "undone_by"),
    *("article", "statement", "note", "applies"),
)


def write_log(found: Sequence[Correction], chosen: ListFormat) -> None:
    """Corrections as a table, JSON lines (with the statements as they were) or CSV."""
    if chosen is ListFormat.table:
        _print(found)
        return
    from wortlaut.export import formula_safe

    stream = results(chosen)
    rows = [correction.to_dict() for correction in found]
    if chosen is ListFormat.jsonl:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    writer = csv.DictWriter(stream, LOG_COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: formula_safe(row[column]) for column in LOG_COLUMNS})


def _print(found: Sequence[Correction]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from wortlaut.export.outline import one_line

    console = Console(file=results("table"))
    if not found:
        console.print("no correction was made")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("number", justify="right", header_style="dim")
    for name in ("made", "author", "what", "undone"):
        table.add_column(name, overflow="fold", header_style="dim")
    for c in found:
        what = f"{c.action}: {c.text}" + (f" ({c.note})" if c.note else "")
        if not c.applies and not c.undone:
            what += " [not found any more]"
        undone = f"{c.undone} by {c.undone_by}" if c.undone else ""
        cells = (str(c.number), c.made, c.author, what, undone)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    if not console.is_terminal:  # a file has no width
        console.width = 10_000
    console.print(table)
