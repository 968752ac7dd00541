"""``wortlaut show``: one article of a corpus, with its statements."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from wortlaut.cli.kept import DEFAULT_CORPUS, CorpusOption, default_format, results
from wortlaut.cli.outlets import OutletsOption, about


class ShowFormat(StrEnum):
    """What ``show`` prints."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


def show_command(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="The article's id, or its first characters.", show_default=False
        ),
    ],
    corpus: CorpusOption = DEFAULT_CORPUS,
    output_format: Annotated[
        ShowFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="table for people, jsonl for programs, csv for spreadsheets, html for browsers. "
            "By default the table on a terminal, otherwise jsonl.",
            show_default=False,
        ),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="Write the kept bytes of its page instead; see ingest --keep-raw."
        ),
    ] = False,
    outlets: OutletsOption = None,
) -> None:
    """Show an article of a corpus with its statements.

    Example: wortlaut show 6a67432a --format html > article.html
    """
    from wortlaut import export
    from wortlaut.corpus import Corpus

    with Corpus(corpus, read_only=True) as opened:
        if raw:
            sys.stdout.buffer.write(opened.raw_page(article).body)
            return
        analysis = opened.article(article)
    chosen = output_format or ShowFormat(default_format())
    stream = results(chosen)
    if chosen is ShowFormat.html:
        stream.write(export.render_html([analysis], about=about(outlets)))
    elif chosen is ShowFormat.csv:
        export.write_csv([analysis], stream)
    elif chosen is ShowFormat.jsonl:
        export.write_jsonl([analysis], stream)
    else:
        from rich.console import Console

        export.render_table(analysis, Console(file=stream), about=about(outlets))
