"""``wortlaut versions``: the versions of a page, and what became of its statements."""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from wortlaut.cli.kept import DEFAULT_CORPUS, CorpusOption, default_format, results

if TYPE_CHECKING:
    from rich.console import Console

    from wortlaut.corpus.versions import KeptVersion
    from wortlaut.records import Statement
    from wortlaut.trace.versions import Change, Comparison

_ID = 8
_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


class VersionsFormat(StrEnum):
    """What ``versions`` prints."""

    table = "table"
    jsonl = "jsonl"


def versions_command(
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="The page's address, or the id of one of its articles."),
    ],
    corpus: CorpusOption = DEFAULT_CORPUS,
    output_format: Annotated[
        VersionsFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="table for people, jsonl for programs. By default the table on a terminal, "
            "otherwise jsonl.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the versions of a page, and which statements were added, removed or changed.

    Example: wortlaut versions https://www.blatt.example/artikel.html
    """
    from wortlaut.corpus import Corpus
    from wortlaut.trace.versions import compare

    with Corpus(corpus, read_only=True) as opened:
        found = opened.versions(url)
    pairs = pairwise(found)
    steps = [None, *(compare(a.analysis, b.analysis) for a, b in pairs)]
    chosen = output_format or VersionsFormat("jsonl" if default_format() == "jsonl" else "table")
    stream = results(chosen)
    if chosen is VersionsFormat.jsonl:
        for version, step in zip(found, steps, strict=True):
            stream.write(json.dumps(_values(version, step), ensure_ascii=False) + "\n")
    else:
        _print(found, steps, stream)


def _values(version: KeptVersion, step: Comparison | None) -> dict[str, Any]:
    article = version.analysis.article.to_dict()
    del article["text"]
    return {
        "article": article,
        "time": version.time,
        "latest": version.latest,
        "statements": len(version.analysis.statements),
        "correction": [c.text for c in version.corrections],
        "counts": step.counts() if step else None,
        "changes": [c.to_dict() for c in step.changes] if step else [],
    }


def _print(found: list[KeptVersion], steps: list[Comparison | None], stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    from wortlaut.export.outline import one_line

    console = Console(file=stream)
    for number, (version, step) in enumerate(zip(found, steps, strict=True), 1):
        article = version.analysis.article
        head = Text(f"version {number} · {version.time} UTC · {article.id[:_ID]}", style="bold")
        head.append(f" · {one_line(article.title or article.source)}")
        console.print(head, soft_wrap=True)
        for correction in version.corrections:
            console.print(Text(f"  correction notice: {one_line(correction.text)}"), soft_wrap=True)
        if step is None:
            count = len(version.analysis.statements)
            console.print(Text(f"  {count} statements", style="dim"))
            continue
        counts = ", ".join(f"{n} {kind}" for kind, n in step.counts().items() if n)
        console.print(Text(f"  {counts or 'no statements'}", style="dim"))
        for change in step.changes:
            _print_change(change, console)


def _print_change(change: Change, console: Console) -> None:
    from rich.text import Text

    mark, colour = _MARKS[change.kind]
    if change.kind == "changed" and change.before and change.after:
        what = ", ".join(change.parts)
        console.print(Text(f"  {mark} changed ({what})", style=colour), soft_wrap=True)
        console.print(Text(f"      before: {_words(change.before)}"), soft_wrap=True)
        console.print(Text(f"      after:  {_words(change.after)}"), soft_wrap=True)
        return
    statement = change.after or change.before
    if statement is not None:
        console.print(Text(f"  {mark} {_words(statement)}", style=colour), soft_wrap=True)


def _words(statement: Statement) -> str:
    from wortlaut.export.outline import one_line, speaker_label

    return f"{speaker_label(statement)}: {one_line(statement.text)}"
