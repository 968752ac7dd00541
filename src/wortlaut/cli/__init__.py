"""The command line: each command parses, calls one library function, prints.

Results go to standard output, everything else to standard error. Exit codes: 0 all done, 1 some
inputs failed, 2 usage, 130 interrupted, 141 the reader of our output has gone.

A command's module is light: what it needs is imported when it runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wortlaut.cli.actors import actors_app
from wortlaut.cli.analyze import analyze_command
from wortlaut.cli.copies import copies_command
from wortlaut.cli.corrections import corrections_app
from wortlaut.cli.evaluate import evaluate_command
from wortlaut.cli.info import info_command
from wortlaut.cli.ingest import ingest_command
from wortlaut.cli.outlets import outlets_command
from wortlaut.cli.search import search_command
from wortlaut.cli.serve import serve_command
from wortlaut.cli.show import show_command
from wortlaut.cli.versions import versions_command
from wortlaut.errors import WortlautError

BROKEN_PIPE = 141  # 128 + SIGPIPE, as a shell reports it


class _Group(TyperGroup):
    """Turns our errors into one line and an exit code, and keeps quiet about a closed pipe."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except WortlautError as error:
            typer.echo(f"wortlaut: {error}", err=True)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError:
            _discard_output()
            raise typer.Exit(BROKEN_PIPE) from None
        return result


app = typer.Typer(
    name="wortlaut",
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from wortlaut import __version__

        typer.echo(f"wortlaut {__version__}")
        raise typer.Exit


@app.callback()
def wortlaut(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Who said what, down to the character: statements in German-language news, offline.

    Example: wortlaut analyze article.txt
    """
    # What the page reader's libraries log is of no use to who runs a command; our own warnings
    # go to standard error as they are.
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _discard_output() -> None:
    """Point standard output at nothing, so that the final flush does not fail once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


# In the order of --help.
app.command("analyze")(analyze_command)
app.command("ingest")(ingest_command)
app.command("search")(search_command)
app.command("show")(show_command)
app.command("serve")(serve_command)
app.command("versions")(versions_command)
app.command("copies")(copies_command)
app.command("outlets")(outlets_command)
app.command("evaluate")(evaluate_command)
app.command("info")(info_command)
app.add_typer(actors_app, name="actors")
app.add_typer(corrections_app, name="corrections")


def main() -> None:
    """Run the command line with the arguments of the process."""
    app(prog_name="wortlaut")
