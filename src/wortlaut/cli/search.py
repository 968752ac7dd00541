"""``wortlaut search``: find statements in a corpus."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wortlaut.cli.kept import (
    DEFAULT_CORPUS,
    CorpusOption,
    ListFormat,
    ListFormatOption,
    default_format,
    results,
)
from wortlaut.cli.outlets import OutletsOption, about

if TYPE_CHECKING:
    from wortlaut.corpus import SearchResult


class HitOrder(StrEnum):
    """What comes first."""

    relevance = "relevance"
    time = "time"


def search_command(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY",
            help='Words in any form, "words in a row", begin*, OR, -not, title:word. Everything '
            "if left out. Put -- before a query that begins with a minus sign.",
            show_default=False,
        ),
    ] = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
    speaker: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only who is named or mentioned so, or has this Wikidata id."
        ),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(
            metavar="ACTOR",
            help="Only this actor across articles, by key, Wikidata id or name; see wortlaut "
            "actors.",
        ),
    ] = None,
    party: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only speakers of this party, as in SPD.")
    ] = None,
    gender: Annotated[
        str | None, typer.Option(metavar="GENDER", help="Only speakers: female, male or other.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only speakers of this country, as in DE.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Only speakers that are a person, organisation, group, role, document, unknown.",
        ),
    ] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Only statements of whom nobody can be named.")
    ] = False,
    once: Annotated[
        bool,
        typer.Option("--once", help="A report that several articles carry counts once."),
    ] = False,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Older versions of pages as well.")
    ] = False,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Only this type: direct, indirect, reported, free_indirect, "
            "indirect_free_indirect. May be given more than once.",
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this outlet published.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="From this day on: 2024-11-28, 2024-11, 2024.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="Up to this day, month or year inclusive.")
    ] = None,
    output_format: ListFormatOption = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help="At most so many hits; 0 for all.")
    ] = 50,
    order: Annotated[
        HitOrder, typer.Option(help="Best first, or newest first.")
    ] = HitOrder.relevance,
    outlets: OutletsOption = None,
) -> None:
    """Find statements in a corpus.

    Words are looked for in the quote, its speaker and its frame: "Präsidenten" finds
    "Präsident".

    Example: wortlaut search "Haushalt -Streit" --speaker Kolb --since 2024-11
    """
    from wortlaut.corpus import Corpus

    with Corpus(corpus, read_only=True) as opened:
        found = opened.search(
            query,
            speaker=speaker,
            type=types,
            outlet=outlet,
            since=since,
            until=until,
            actor=actor,
            party=party,
            gender=gender,
            country=country,
            kind=kind,
            unknown=unknown,
            once=once,
            all_versions=all_versions,
            limit=limit or None,
            order=order.value,
        )
    _print(found, output_format or default_format(), outlets)


def _print(found: SearchResult, chosen: ListFormat, outlets: list[Path] | None) -> None:
    from wortlaut.cli import hits

    stream = results(chosen)
    if chosen is ListFormat.jsonl:
        hits.write_hits_jsonl(found, stream)
    elif chosen is ListFormat.csv:
        hits.write_hits_csv(found, stream)
    else:
        from rich.console import Console

        hits.print_hits(found, Console(file=stream), about(outlets, short=True))
