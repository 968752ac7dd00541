"""``wortlaut analyze``: statements of the given inputs, printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeAlias

import typer

from wortlaut.cli.fetching import (
    AllowPrivateOption,
    DelayOption,
    DryRunOption,
    Fetching,
    FollowOption,
    LimitOption,
    SinceOption,
    dry_run,
    is_url,
    opened_web,
)
from wortlaut.cli.outlets import OutletsOption, about
from wortlaut.cli.pipeline_options import ActorsOption, ModelOption, ModeOption
from wortlaut.errors import UsageError

if TYPE_CHECKING:
    from wortlaut.config import PipelineConfig
    from wortlaut.records import Analysis, Article, Failure
    from wortlaut.sources import Found

    _Read: TypeAlias = Article | Failure

_TABLE_WIDTH = 100  # of a table that goes into a file


class OutputFormat(StrEnum):
    """What ``analyze`` prints."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


def analyze_command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="URLs of pages, feeds or sitemaps; text (.txt), saved pages (.html, .mhtml), web "
            "archives (.warc, .wacz), articles as JSON (.jsonl), a directory or a pattern of "
            "these, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="table for people, jsonl for programs, csv for spreadsheets, html for browsers. "
            "By default the table on a terminal, otherwise jsonl.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to FILE instead; .csv, .html and .jsonl set the format.",
            show_default=False,
        ),
    ] = None,
    actors: ActorsOption = None,
    model: ModelOption = None,
    mode: ModeOption = None,
    outlets: OutletsOption = None,
    dry: DryRunOption = False,
    since: SinceOption = None,
    limit: LimitOption = None,
    follow: FollowOption = False,
    delay: DelayOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Find every statement in the inputs: the words, who said them, and where they stand.

    Results appear as they come. An input that cannot be read is one line on standard error;
    the others are done all the same, and the exit code is 1.

    Example: wortlaut analyze article.txt

    Example: wortlaut analyze pages/ --output statements.html

    Example: wortlaut analyze https://blatt.example/feed.xml --limit 5

    Example: wortlaut analyze article.txt --actors my.tsv
    """
    from wortlaut.config import load_settings
    from wortlaut.sources import expand_inputs, read_found

    if not inputs:
        raise UsageError(
            "nothing to analyze; give a file, a directory, a URL, or - for standard input, "
            "as in: wortlaut analyze article.txt"
        )
    fetching = Fetching(since, limit, follow, delay, allow_private)
    found = list(expand_inputs(inputs))
    if dry:
        dry_run(found, fetching)
        return
    flags = {"actors": actors or None, "model": model, "mode": mode}
    settings = load_settings(flags=flags).pipeline
    chosen = output_format or _default_format(output)
    _refuse_overwriting(output, found)
    with (
        opened_web(found, fetching) as web,
        _opened(output, chosen) as stream,
        _progress(found, output) as track,
    ):
        failed = _run(track(read_found(found, web=web)), chosen, stream, settings, outlets)
    if failed:
        raise typer.Exit(1)


def _run(
    articles: Iterable[Article | Failure],
    chosen: OutputFormat,
    stream: TextIO,
    settings: PipelineConfig,
    outlets: list[Path] | None,
) -> int:
    """Analyse and write; failures go to standard error. The number of failures."""
    from wortlaut.pipeline import Pipeline
    from wortlaut.records import Failure

    pipeline = Pipeline(settings)
    failed = 0

    def done() -> Iterator[Analysis]:
        nonlocal failed
        for result in pipeline.pipe(articles):
            if isinstance(result, Failure):
                failed += 1
                _report(result)
            else:
                yield result

    _write(done(), chosen, stream, outlets)
    return failed


def _write(
    analyses: Iterator[Analysis], chosen: OutputFormat, stream: TextIO, outlets: list[Path] | None
) -> None:
    from wortlaut import export

    if chosen is OutputFormat.html:
        stream.write(export.render_html(analyses, about=about(outlets)))
    elif chosen is OutputFormat.csv:
        export.write_csv(_flushing(analyses, stream), stream)
    elif chosen is OutputFormat.jsonl:
        export.write_jsonl(_flushing(analyses, stream), stream)
    else:
        from rich.console import Console

        console = Console(file=stream, width=None if stream is sys.stdout else _TABLE_WIDTH)
        known = about(outlets)
        for analysis in analyses:
            export.render_table(analysis, console, about=known)


def _flushing(analyses: Iterable[Analysis], stream: TextIO) -> Iterator[Analysis]:
    """Each article's lines are handed on before the next is waited for."""
    for analysis in analyses:
        yield analysis
        stream.flush()


def _report(failure: Failure) -> None:
    from wortlaut.export.outline import one_line

    typer.echo(one_line(str(failure)), err=True)


def _default_format(output: Path | None) -> OutputFormat:
    if output is not None:
        suffix = output.suffix.lower().lstrip(".")
        return OutputFormat(suffix) if suffix in ("csv", "html") else OutputFormat.jsonl
    return OutputFormat.table if sys.stdout.isatty() else OutputFormat.jsonl


def _refuse_overwriting(output: Path | None, found: Iterable[Found | Failure]) -> None:
    if output is None:
        return
    target = os.path.realpath(output)
    for item in found:
        path = getattr(item, "path", None)
        if path is not None and os.path.realpath(path) == target:
            raise UsageError(f"{output} is one of the inputs; give --output another name")


@contextmanager
def _opened(output: Path | None, chosen: OutputFormat) -> Iterator[TextIO]:
    """The stream for results: UTF-8 for programs, whatever the terminal has for the table."""
    if output is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure and chosen is OutputFormat.table:
            reconfigure(errors="replace")
        elif reconfigure:
            reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        return
    try:
        stream = open(output, "w", encoding="utf-8", newline="")  # noqa: SIM115
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"cannot write to {output} ({reason}); give another --output") from error
    with stream:
        yield stream


@contextmanager
def _progress(
    found: list[Found | Failure], output: Path | None
) -> Iterator[Callable[[Iterable[_Read]], Iterable[_Read]]]:
    """A bar on standard error for many inputs, unless results themselves run over the terminal."""
    from wortlaut.sources import holds_many

    open_ended = any(is_url(i) or holds_many(getattr(i, "source", "")) for i in found)
    quiet = not sys.stderr.isatty() or (output is None and sys.stdout.isatty())
    if quiet or (len(found) < 2 and not open_ended):
        yield lambda articles: articles
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=None if open_ended else len(found))

        def track(articles: Iterable[_Read]) -> Iterable[_Read]:
            for article in articles:
                yield article
                bar.advance(task)

        yield track
