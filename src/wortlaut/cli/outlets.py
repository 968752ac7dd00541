"""``wortlaut outlets``: who publishes, with the source of each fact; the option for a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wortlaut.cli.kept import ListFormat, ListFormatOption, default_format, results
from wortlaut.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from wortlaut.outlets import Outlet, Outlets
    from wortlaut.records import Article

OUTLETS_VARIABLE = "WORTLAUT_OUTLETS"
OutletsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--outlets",
        metavar="FILE",
        envvar=OUTLETS_VARIABLE,
        help="A table of outlets of yours (.tsv, with the columns id and name and any of aliases, "
        "domains, country, language, kind, owner, source, date), which wins over ours.",
        show_default=False,
    ),
]
_COLUMNS = ("id", "name", "kind", "country", "language", "owner", "domains", "restrictions")


def about(own: Sequence[Path] | None, *, short: bool = False) -> Callable[[Article], str | None]:
    """What is shown of an article's outlet: the facts in one line, None where it is not known.

    ``short``: no more than name, kind, and where a legal restriction holds.
    """
    from wortlaut.outlets import Outlets

    outlets = Outlets.load(own or ())

    def summary(article: Article) -> str | None:
        provenance = article.provenance
        url = article.url or (provenance.url if provenance else None)
        outlet = outlets.of(url, article.outlet)
        if outlet is None:
            return None
        return outlet.short() if short else outlet.summary()

    return summary


def outlets_command(
    wanted: Annotated[
        str | None,
        typer.Argument(
            metavar="OUTLET",
            help="Show all facts of this one: its id, name, or an address of it. All outlets are "
            "listed if left out.",
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only of this country, as in AT.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="Only public_service, private, party, state_owned, agency, association or blog.",
        ),
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Only with this in a name, a domain or the owner, as in Funke."
        ),
    ] = None,
    own: OutletsOption = None,
    output_format: ListFormatOption = None,
) -> None:
    """List outlets, or show what is known of one: facts with their source and date.

    Example: wortlaut outlets --country CH

    Example: wortlaut outlets --query Madsack

    Example: wortlaut outlets https://www.tagesschau.de/inland/
    """
    from wortlaut.outlets import Outlets

    outlets = Outlets.load(own or ())
    chosen = output_format or default_format()
    if wanted is None:
        found = _chosen(outlets, country, kind, query)
    else:
        if country or kind or query:
            raise UsageError(
                "--country, --kind and --query choose among all outlets; leave out "
                f"{wanted!r} or them"
            )
        outlet = outlets.of(wanted) or outlets.get(wanted)
        if outlet is None:
            several = ", ".join(f"{o.id} ({o.name.value})" for o in outlets.named(wanted))
            if several:
                raise UsageError(f"{wanted!r} is a name of several: {several}; give an id")
            raise UsageError(
                f"no outlet {wanted!r} is known; `wortlaut outlets` lists them, and a table of "
                "your own adds to them (--outlets)"
            )
        found = [outlet]
    _print(found, chosen, whole=wanted is not None)


def _chosen(
    outlets: Outlets, country: str | None, kind: str | None, query: str | None
) -> list[Outlet]:
    from wortlaut.outlets.table import OUTLET_KINDS

    if kind is not None and kind not in OUTLET_KINDS:
        raise UsageError(f"kind {kind!r} is unknown; one of {', '.join(OUTLET_KINDS)}")
    return [
        outlet
        for outlet in outlets
        if (country is None or (outlet.country and outlet.country.value == country.upper()))
        and (kind is None or (outlet.kind and outlet.kind.value == kind))
        and (query is None or outlet.matches(query))
    ]


def _print(found: list[Outlet], chosen: ListFormat, *, whole: bool) -> None:
    stream = results(chosen)
    if chosen is ListFormat.jsonl:
        for outlet in found:
            stream.write(json.dumps(outlet.to_dict(), ensure_ascii=False) + "\n")
    elif chosen is ListFormat.csv:
        writer = csv.DictWriter(stream, _COLUMNS)
        writer.writeheader()
        writer.writerows(_row(outlet) for outlet in found)
    else:
        from rich.console import Console

        console = Console(file=stream)
        for outlet in found:
            if whole:
                _print_whole(outlet, console)
            else:
                console.print(outlet.summary(), markup=False, highlight=False, soft_wrap=True)


def _row(outlet: Outlet) -> dict[str, Any]:
    facts = ("name", "kind", "country", "language", "owner")
    values = {name: fact.value if (fact := getattr(outlet, name)) else None for name in facts}
    return {
        "id": outlet.id,
        **values,
        "domains": " ".join(outlet.domains),
        "restrictions": "; ".join(
            f"{r.jurisdiction}: {r.measure} ({r.act})" for r in outlet.restrictions
        ),
    }


def _print_whole(outlet: Outlet, console: Console) -> None:
    def line(name: str, value: str, source: str | None, date: str | None, url: str | None) -> None:
        shown = ", ".join(part for part in (source, date, url) if part)
        text = f"{name}: {value}" + (f"  [{shown}]" if shown else "")
        console.print(text, markup=False, highlight=False, soft_wrap=True)

    for name in ("name", "kind", "country", "language", "owner"):
        fact = getattr(outlet, name)
        if fact is None:
            line(name, "not known", None, None, None)
        else:
            line(name, fact.value.replace("_", " "), fact.source, fact.date, fact.url)
    line("also", ", ".join(outlet.aliases) or "-", None, None, None)
    line("domains", " ".join(outlet.domains) or "-", None, None, None)
    for r in outlet.restrictions:
        period = f"since {r.since}" + (f" until {r.until}" if r.until else "")
        measure = f"{r.jurisdiction}: {r.measure}, {period}"
        line("restriction", measure, r.act, r.checked and f"checked {r.checked}", r.url)
