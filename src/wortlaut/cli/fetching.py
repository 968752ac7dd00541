"""What the commands that fetch share: their options, the dry run, and the way to the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wortlaut.fetch import Fetched
    from wortlaut.records import Failure
    from wortlaut.sources import Found
    from wortlaut.sources.selection import Planned
    from wortlaut.sources.web import Memory, Web

DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Only list what would be read and fetched, and what not and why. Feeds, sitemaps and "
        "robots.txt are asked for, pages are not.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DAY",
        help="Of feeds and sitemaps, only pages from this day (2024-11-28), month or year on.",
        show_default=False,
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help="Of each feed or sitemap, at most N pages.",
        show_default=False,
    ),
]
FollowOption = Annotated[
    bool,
    typer.Option("--follow", help="Fetch what saved feeds and sitemaps name, too."),
]
DelayOption = Annotated[
    float | None,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        min=0,
        help="Pause between two requests to a host; what the host asks for wins if it is longer. "
        "By default 1.",
        show_default=False,
    ),
]
AllowPrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Fetch from addresses of your own network and machine, too."
    ),
]


@dataclass(frozen=True, slots=True)
class Fetching:
    """The options of a call. Raises ``UsageError`` where they cannot be meant."""

    since: str | None = None
    limit: int | None = None
    follow: bool = False
    delay: float | None = None
    allow_private: bool = False

    def __post_init__(self) -> None:
        from wortlaut.sources.selection import Choice

        Choice(self.since, self.limit)


def is_url(item: Found | Failure) -> bool:
    """Whether an input is fetched."""
    return getattr(item, "url", None) is not None


@contextmanager
def opened_web(
    found: Iterable[Found | Failure],
    fetching: Fetching,
    *,
    memory: Memory | None = None,
    raw: Callable[[Fetched], None] | None = None,
) -> Iterator[Web | None]:
    """The way to the web, where something may be fetched; it ends with all that is under way."""
    if not fetching.follow and not any(is_url(item) for item in found):
        yield None
        return
    from wortlaut.config import load_settings
    from wortlaut.fetch import Fetcher
    from wortlaut.sources.selection import Choice
    from wortlaut.sources.web import Web

    config = load_settings(flags={"delay": fetching.delay}).fetch
    if memory is not None and not (config.contact or config.user_agent):
        typer.echo(
            "hint: publishers cannot reach you; set WORTLAUT_CONTACT to a mail address or page",
            err=True,
        )
    with Fetcher(config, allow_private=fetching.allow_private) as fetcher:
        yield Web(
            fetcher,
            choice=Choice(fetching.since, fetching.limit),
            hosts=config.hosts,
            memory=memory,
            raw=raw,
            follows=fetching.follow,
        )


def dry_run(found: list[Found | Failure], fetching: Fetching) -> None:
    """List what would be done; exit code 1 where something fails."""
    from wortlaut.export.outline import one_line
    from wortlaut.records import Failure
    from wortlaut.sources.inputs import plan_found
    from wortlaut.sources.selection import Planned

    counts = {"fetch": 0, "read": 0, "skip": 0, "fail": 0}
    with opened_web(found, fetching) as web:
        plan: Iterable[Planned | Failure] = (
            [item if isinstance(item, Failure) else Planned(item.source, "read") for item in found]
            if web is None
            else plan_found(found, web)
        )
        for item in plan:
            if isinstance(item, Failure):
                counts["fail"] += 1
                typer.echo(one_line(str(item)), err=True)
            else:
                counts[item.action] += 1
                typer.echo(one_line(_line(item)))
    names = {"fetch": "to fetch", "read": "to read", "skip": "left out", "fail": "failed"}
    parts = (f"{counts[key]} {name}" for key, name in names.items() if counts[key])
    typer.echo(f"dry run: {', '.join(parts) or 'nothing'}; nothing was analysed", err=True)
    if counts["fail"]:
        raise typer.Exit(1)


def _line(item: Planned) -> str:
    facts = [item.why] if item.why else []
    if item.entry and item.action == "fetch":
        facts = [fact for fact in (item.entry.date, item.entry.title) if fact]
    return f"{item.action} {item.url}" + (f" ({', '.join(facts)})" if facts else "")
