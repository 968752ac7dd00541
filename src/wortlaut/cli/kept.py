"""What the commands that work on a corpus share: its option, their formats, their output."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

DEFAULT_CORPUS = Path("wortlaut.db")
CORPUS_VARIABLE = "WORTLAUT_CORPUS"

CorpusOption = Annotated[
    Path,
    typer.Option(
        "--corpus",
        "-c",
        metavar="FILE",
        envvar=CORPUS_VARIABLE,
        help="The corpus.",
    ),
]


class ListFormat(StrEnum):
    """How a list is printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


ListFormatOption = Annotated[
    ListFormat | None,
    typer.Option(
        "--format",
        "-f",
        help="table for people, jsonl for programs, csv for spreadsheets. By default the table "
        "on a terminal, otherwise jsonl.",
        show_default=False,
    ),
]


def default_format() -> ListFormat:
    """The table for a person at a terminal, JSON lines for a program."""
    return ListFormat.table if sys.stdout.isatty() else ListFormat.jsonl


def results(chosen: str) -> TextIO:
    """Standard output: UTF-8 for programs, whatever the terminal has for the table."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and chosen == "table":
        reconfigure(errors="replace")
    elif reconfigure:
        reconfigure(encoding="utf-8", newline="")
    return sys.stdout
