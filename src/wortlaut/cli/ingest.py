"""``wortlaut ingest``: analyse inputs and keep them in a corpus."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

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
from wortlaut.cli.kept import DEFAULT_CORPUS, CorpusOption
from wortlaut.cli.pipeline_options import ActorsOption, ModelOption, ModeOption
from wortlaut.errors import UsageError

if TYPE_CHECKING:
    from wortlaut.corpus import Corpus
    from wortlaut.fetch import Fetched
    from wortlaut.ingest import IngestProgress
    from wortlaut.records import Article, Failure

    _Inputs = Iterable[Article | Failure]

_INTERRUPTED = 130


def ingest_command(
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
    corpus: CorpusOption = DEFAULT_CORPUS,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes that analyse.")
    ] = 1,
    actors: ActorsOption = None,
    model: ModelOption = None,
    mode: ModeOption = None,
    dry: DryRunOption = False,
    since: SinceOption = None,
    limit: LimitOption = None,
    follow: FollowOption = False,
    delay: DelayOption = None,
    allow_private: AllowPrivateOption = False,
    keep_raw: Annotated[
        bool,
        typer.Option(
            "--keep-raw",
            help="Keep the bytes of each page as well, packed, so that a statement can be proved "
            "later: wortlaut show ARTICLE --raw.",
        ),
    ] = False,
) -> None:
    """Analyse inputs and keep them in a corpus, which is made where there is none.

    What is there already is passed over: a run that was stopped is resumed by running it again.
    Each input that fails is one line on standard error, and the exit code is 1.

    Example: wortlaut ingest pages/ --corpus news.db

    Example: wortlaut ingest https://blatt.example/feed.xml --since 2024-11 --corpus news.db
    """
    from functools import partial

    from wortlaut.config import load_settings
    from wortlaut.corpus import Corpus
    from wortlaut.ingest import ingest
    from wortlaut.pipeline import Pipeline
    from wortlaut.sources import expand_inputs, holds_many, read_found

    if not inputs:
        raise UsageError(
            "nothing to ingest; give a file, a directory, a URL, or - for standard input, "
            "as in: wortlaut ingest pages/"
        )
    settings = load_settings(
        flags={"actors": actors or None, "model": model, "mode": mode}
    ).pipeline
    factory = partial(Pipeline, settings)
    fetching = Fetching(since, limit, follow, delay, allow_private)
    found = list(expand_inputs(inputs))
    if dry:
        dry_run(found, fetching)
        return
    single = not any(is_url(i) or holds_many(getattr(i, "source", "")) for i in found)
    try:
        with (
            Corpus(corpus, create=True) as opened,
            _kept(opened if keep_raw else None) as fetched,
            opened_web(found, fetching, memory=opened, raw=fetched) as web,
            _progress(len(found) if single else None) as (progress, reading),
        ):
            report = ingest(
                reading(read_found(found, web=web)),
                opened,
                factory(),
                jobs=jobs,
                pipeline_factory=factory,
                batch_size=settings.batch_size,
                progress=progress,
            )
    except KeyboardInterrupt:
        typer.echo(
            f"wortlaut: interrupted; finished articles are in {corpus}, run the command again "
            "for the rest",
            err=True,
        )
        raise typer.Exit(_INTERRUPTED) from None
    typer.echo(f"{corpus}: {report}", err=True)
    if report.failures:
        raise typer.Exit(1)


@contextmanager
def _kept(corpus: Corpus | None) -> Iterator[Callable[[Fetched], None] | None]:
    """Payloads that are read within it are kept; what it gives does the same for fetched ones."""
    from wortlaut.sources.provenance import witnessed

    if corpus is None:
        yield None
        return

    def keep(fetched: Fetched) -> None:
        corpus.keep_raw(fetched.body)

    with witnessed(corpus.keep_raw):
        yield keep


@contextmanager
def _progress(
    total: int | None,
) -> Iterator[tuple[Callable[[IngestProgress], None], Callable[[_Inputs], _Inputs]]]:
    """Failures as lines on standard error; a bar as well where that is a terminal.

    The second function is put around the inputs: fetching them may take most of the time.
    """
    from wortlaut.export.outline import one_line

    if not sys.stderr.isatty():

        def report(progress: IngestProgress) -> None:
            if progress.failure:
                typer.echo(one_line(str(progress.failure)), err=True)

        yield report, lambda inputs: inputs
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        under_way = bar.add_task("", total=None, visible=False)

        def advance(progress: IngestProgress) -> None:
            if progress.failure:
                bar.console.print(Text(one_line(str(progress.failure))), soft_wrap=True)
            parts = f"{progress.added} added, {progress.unchanged} unchanged"
            if progress.failed:
                parts += f", {progress.failed} failed"
            bar.update(task, completed=progress.done, description=parts)

        def reading(inputs: _Inputs) -> _Inputs:
            for number, item in enumerate(inputs, start=1):
                ahead = number - int(bar.tasks[task].completed)
                bar.update(under_way, visible=ahead > 1, description=f"{ahead} read, not analysed")
                yield item
            bar.update(under_way, visible=False)

        yield advance, reading
