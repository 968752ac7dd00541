"""``wortlaut evaluate``: score the pipeline on gold data."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wortlaut.cli.pipeline_options import ModelOption, ModeOption
from wortlaut.errors import WortlautError

_BOOTSTRAP = 1000


class ReportFormat(StrEnum):
    """How the report is printed."""

    table = "table"
    json = "json"


def evaluate_command(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Gold data: a directory of .json files, a .jsonl or .jsonl.xz file, or a tagged "
            ".txt file.",
            show_default=False,
        ),
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT",
            help="Write the predictions here, in the format of the gold data, one document a line "
            "(.jsonl, or .jsonl.xz).",
            show_default=False,
        ),
    ] = None,
    speakers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Who the speaker of each gold statement is (.jsonl); scores speaker resolution.",
            show_default=False,
        ),
    ] = None,
    model: ModelOption = None,
    mode: ModeOption = None,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", help="How to print the report.")
    ] = ReportFormat.table,
) -> None:
    """Score Wortlaut on gold data.

    Predicts from text and tokens alone; annotations are used for the score only.

    Documents without annotations are predicted, not scored.

    Example: wortlaut evaluate gold.jsonl --predictions predicted.jsonl
    """
    from wortlaut.config import load_settings
    from wortlaut.evaluation.run import evaluate
    from wortlaut.pipeline import Pipeline

    try:
        with _progress() as progress:
            report = evaluate(
                gold,
                Pipeline(load_settings(flags={"model": model, "mode": mode}).pipeline),
                predictions_path=predictions,
                speakers_path=speakers,
                bootstrap=_BOOTSTRAP,
                progress=progress,
            )
    except WortlautError as error:
        typer.echo(f"wortlaut evaluate: {error}", err=True)
        raise typer.Exit(error.exit_code) from error
    if output_format is ReportFormat.json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        Console().print(report)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Documents", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
