"""``wortlaut corrections``: what people put right, taking it back, and training data from it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wortlaut.cli.actors import AuthorOption, opened_corpus
from wortlaut.cli.correction_log import write_log
from wortlaut.cli.kept import DEFAULT_CORPUS, CorpusOption, ListFormatOption, default_format

corrections_app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


class ExportFormat(StrEnum):
    """What ``corrections export`` writes."""

    gnqa = "gnqa"
    jsonl = "jsonl"


@corrections_app.callback(invoke_without_command=True)
def corrections_command(
    context: typer.Context,
    corpus: CorpusOption = DEFAULT_CORPUS,
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="ID", help="Only of this article's statements."),
    ] = None,
    output_format: ListFormatOption = None,
) -> None:
    """List all corrections of statements and actors: number, when, who, what; and those undone.

    They are made in the browser (`wortlaut serve`), with the REST API, in Python, and with
    `wortlaut actors`.

    Example: wortlaut corrections --corpus news.db
    """
    if context.invoked_subcommand is not None:
        return
    with opened_corpus(context, corpus, read_only=True) as opened:
        wanted = opened.article(article).article.id if article else None
        found = opened.corrections(article=wanted)
    write_log(found, output_format or default_format())


@corrections_app.command("undo")
def undo_command(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The correction.", show_default=False)
    ],
    corpus: CorpusOption = DEFAULT_CORPUS,
    author: AuthorOption = None,
) -> None:
    """Take a correction back. It stays in the log, marked as undone.

    Example: wortlaut corrections undo 3
    """
    with opened_corpus(context, corpus) as opened:
        found = opened.undo_correction(number, author=author)
    typer.echo(f"undone: {found}")


@corrections_app.command("export")
def export_command(
    context: typer.Context,
    output: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file; - for standard output.")
    ] = Path("-"),
    corpus: CorpusOption = DEFAULT_CORPUS,
    output_format: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            "-f",
            help="gnqa: the corrected articles with all their statements, as training data that "
            "`wortlaut evaluate` reads; jsonl: the log with each statement before and after.",
        ),
    ] = ExportFormat.gnqa,
) -> None:
    """Write corrected articles as training data, or the log of corrections.

    Example: wortlaut corrections export corrected.jsonl --corpus news.db
    """
    import json

    from wortlaut.errors import UsageError
    from wortlaut.evaluation.training_data import training_lines

    with opened_corpus(context, corpus, read_only=True) as opened:
        if output_format is ExportFormat.gnqa:
            lines = list(training_lines(opened.corrected_articles()))
        else:
            lines = [
                json.dumps(c.to_dict(), ensure_ascii=False) + "\n" for c in opened.corrections()
            ]
    if str(output) == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.writelines(lines)
    else:
        try:
            output.write_text("".join(lines), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{output} cannot be written: {error.strerror}") from error
    what = "article" if output_format is ExportFormat.gnqa else "correction"
    typer.echo(f"{len(lines)} {what}{'' if len(lines) == 1 else 's'}", err=True)
