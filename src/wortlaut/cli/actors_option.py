"""The option of the commands that name speakers: tables of actors of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
