"""The options of the commands that analyse: the model, how sure it must be, tables of actors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Mode(StrEnum):
    """How many statements are wanted, see ``PipelineConfig``."""

    precise = "precise"
    balanced = "balanced"
    complete = "complete"


ActorsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Link speakers to this table of yours first (.tsv, with a column name and any of "
        "aliases, kind, wikidata, gender, party, country, office). May be given several times.",
        show_default=False,
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="MODEL",
        help="Another model: de-open (no clause against commercial use), or the folder of one. "
        "wortlaut info lists the models and their licences.",
        show_default=False,
    ),
]
ModeOption = Annotated[
    Mode | None,
    typer.Option(
        "--mode",
        help="precise leaves out what the model is not sure of, complete misses less and errs more "
        "often; balanced is in between, and the default.",
        show_default=False,
    ),
]
