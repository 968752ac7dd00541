"""``wortlaut actors``: the actors of a corpus, corrections, and the knowledge base."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wortlaut.cli.correction_log import write_log
from wortlaut.cli.kept import (
    DEFAULT_CORPUS,
    CorpusOption,
    ListFormat,
    ListFormatOption,
    default_format,
    results,
)
from wortlaut.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from wortlaut.corpus import Corpus, CorpusActor, Correction

ActorArgument = Annotated[
    str,
    typer.Argument(
        metavar="ACTOR",
        help="The actor's key, its Wikidata id, or its name where only one has it.",
        show_default=False,
    ),
]
AuthorOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who says so; the login name unless given."),
]
KindOption = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="person, organisation, group, role, document or unknown."),
]
_RECENT = 5
_ACTOR_COLUMNS: tuple[str, ...] = ("key", "name", "kind", "wikidata", "gender", "party", "country")
_ACTOR_COLUMNS += ("statements", "on_behalf", "articles", "article")

actors_app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@actors_app.callback(invoke_without_command=True)
def actors_command(
    context: typer.Context,
    corpus: CorpusOption = DEFAULT_CORPUS,
    query: Annotated[
        str | None,
        typer.Option(
            "--query",
            "-q",
            metavar="QUERY",
            help="Only who is named so, in the language of search.",
        ),
    ] = None,
    kind: KindOption = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help="At most so many actors; 0 for all.")
    ] = 50,
    output_format: ListFormatOption = None,
) -> None:
    """List the actors of a corpus across its articles, those with most statements first.

    The commands below show one, correct what is wrong, and build the knowledge base.
    Corrections hold for articles to come as well, and for those that are analysed again.

    Example: wortlaut actors --query Kolb --kind person
    """
    if context.invoked_subcommand is not None:
        _nothing_but_the_corpus(context)
        return
    with opened_corpus(context, corpus, read_only=True) as opened:
        found = opened.actors(query, kind=kind, limit=limit or None)
    rows = [actor.to_dict() for actor in found]
    for row in rows:
        del row["names"], row["keys"]
    chosen = output_format or default_format()
    if chosen is ListFormat.table:
        _print_actors(found)
    else:
        _write(rows, _ACTOR_COLUMNS, chosen)


@actors_app.command("show")
def show_actor_command(
    context: typer.Context,
    actor: ActorArgument,
    corpus: CorpusOption = DEFAULT_CORPUS,
    output_format: ListFormatOption = None,
) -> None:
    """Show one actor: all its names and keys, what is known of it, its latest statements.

    Example: wortlaut actors show jonas-kolb
    """
    chosen = output_format or default_format()
    with opened_corpus(context, corpus, read_only=True) as opened:
        found = opened.actor(actor)
        if chosen is ListFormat.table:
            _print_actor(opened, found)
            return
    row = found.to_dict()
    if chosen is ListFormat.csv:
        row |= {"names": "; ".join(found.names), "keys": "; ".join(found.keys)}
    _write([row], (*_ACTOR_COLUMNS, "names", "keys"), chosen)


@actors_app.command("merge")
def merge_command(
    context: typer.Context,
    actor: ActorArgument,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The one that is the same.", show_default=False)
    ],
    corpus: CorpusOption = DEFAULT_CORPUS,
    author: AuthorOption = None,
) -> None:
    """Say that two actors are the same; the first keeps its name.

    Example: wortlaut actors merge Q200881 qassym-schomart-toqajew
    """
    with opened_corpus(context, corpus) as opened:
        _report(opened.merge_actors(actor, other, author=author))


@actors_app.command("split")
def split_command(
    context: typer.Context,
    actor: ActorArgument,
    name: Annotated[
        str,
        typer.Option("--name", metavar="NAME", help="Who it is instead.", show_default=False),
    ],
    articles: Annotated[
        list[str] | None,
        typer.Option(
            "--article",
            metavar="ID",
            help="All statements of the actor in this article (its id, or the first characters). "
            "May be given more than once.",
        ),
    ] = None,
    statements: Annotated[
        list[str] | None,
        typer.Option(
            "--statement",
            metavar="ID",
            help="This statement of the actor. May be given more than once.",
        ),
    ] = None,
    kind: KindOption = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
    author: AuthorOption = None,
) -> None:
    """Say that some statements of an actor are somebody else's.

    The other one is a new actor with a key of its own, which is printed; if it is one who is in
    the corpus already, merge the two. Statements of "unknown" are given to somebody in this way.

    Example: wortlaut actors split jonas-kolb --name "Jonas Kolb (Fährmann)" --article 6a67432a
    """
    with opened_corpus(context, corpus) as opened:
        _report(
            opened.split_actor(
                actor,
                name,
                articles=articles or (),
                statements=statements or (),
                kind=kind,
                author=author,
            )
        )


@actors_app.command("rename")
def rename_command(
    context: typer.Context,
    actor: ActorArgument,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="The right name; as it is if left out.", show_default=False
        ),
    ] = None,
    wikidata: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The right Wikidata id, as in Q7747; none for no id."),
    ] = None,
    kind: KindOption = None,
    corpus: CorpusOption = DEFAULT_CORPUS,
    author: AuthorOption = None,
) -> None:
    """Give an actor its right name, Wikidata id or kind.

    A Wikidata id that another actor has makes them the same.

    Example: wortlaut actors rename jonas-kolb "Jonas M. Kolb" --wikidata Q4242
    """
    with opened_corpus(context, corpus) as opened:
        _report(opened.rename_actor(actor, name, wikidata=wikidata, kind=kind, author=author))


@actors_app.command("log")
def log_command(
    context: typer.Context,
    corpus: CorpusOption = DEFAULT_CORPUS,
    output_format: ListFormatOption = None,
) -> None:
    """List all corrections: number, when, who, what; and which were undone.

    Example: wortlaut actors log --corpus news.db
    """
    with opened_corpus(context, corpus, read_only=True) as opened:
        found = opened.corrections()
    write_log(found, output_format or default_format())


@actors_app.command("undo")
def undo_command(
    context: typer.Context,
    number: Annotated[
        int,
        typer.Argument(metavar="NUMBER", help="The correction, as log has it.", show_default=False),
    ],
    corpus: CorpusOption = DEFAULT_CORPUS,
    author: AuthorOption = None,
) -> None:
    """Take a correction back. It stays in the log, marked as undone.

    Example: wortlaut actors undo 3
    """
    with opened_corpus(context, corpus) as opened:
        found = opened.undo_correction(number, author=author)
    typer.echo(f"undone: {found}")


@actors_app.command("build")
def build_command(
    source: Annotated[
        Path,
        typer.Option(
            "--from", metavar="DIR", help="The folder with the open tables.", show_default=False
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")
    ] = Path("knowledge.sqlite"),
) -> None:
    """Build the knowledge base of persons, offices and organisations anew from open tables.

    Example: wortlaut actors build --from tables/ --output knowledge.sqlite
    """
    from wortlaut.knowledge.build import build_knowledge

    if not source.is_dir():
        raise UsageError(f"{source} is no folder; give the one with the open tables")
    report = build_knowledge(source, output)
    typer.echo(f"{report}; WORTLAUT_KNOWLEDGE={output} makes it the one in use", err=True)


# ---------------------------------------------------------------------------------- helpers


def _nothing_but_the_corpus(context: typer.Context) -> None:
    """Options of the list before another command would be passed over; say so instead."""
    given = [name for name in context.params if name != "corpus" and _given(context, name)]
    if given:
        command = f"wortlaut actors {context.invoked_subcommand}"
        raise UsageError(f"options of {command} come after it; see `{command} --help`")


def opened_corpus(context: typer.Context, corpus: Path, *, read_only: bool = False) -> Corpus:
    """The corpus; ``--corpus`` may stand before or after the name of the command."""
    from wortlaut.corpus import Corpus

    above = context.parent
    if above is not None and _given(above, "corpus") and not _given(context, "corpus"):
        corpus = above.params["corpus"]
    return Corpus(corpus, read_only=read_only)


def _given(context: Any, name: str) -> bool:
    """Whether an option stood on the command line."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _report(correction: Correction) -> None:
    typer.echo(str(correction))
    typer.echo(f"`wortlaut actors undo {correction.number}` takes it back", err=True)


def _write(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], chosen: ListFormat) -> None:
    import csv

    from wortlaut.export import formula_safe

    stream = results(chosen)
    if chosen is ListFormat.jsonl:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({column: formula_safe(row[column]) for column in columns})


def _console() -> Console:
    from rich.console import Console

    return Console(file=results("table"))


def _print_actors(found: Sequence[CorpusActor]) -> None:
    from wortlaut.export.outline import one_line

    console = _console()
    if not found:
        console.print("no actor found")
        return
    rows = [
        (
            one_line(actor.key),
            one_line(actor.name or "(nobody named)")
            + (" (in this article)" if actor.article else ""),
            actor.kind,
            str(actor.statements),
            str(actor.articles),
            one_line(actor.party or ""),
            one_line(actor.country or ""),
        )
        for actor in found
    ]
    header = ("key", "name", "kind", "statements", "articles", "party", "country")
    _print_columns(console, header, rows, right={3, 4})


def _print_columns(
    console: Console, header: Sequence[str], rows: Sequence[Sequence[str]], *, right: set[int]
) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for i, name in enumerate(header):
        table.add_column(
            name, justify="right" if i in right else "left", overflow="fold", header_style="dim"
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if not console.is_terminal:  # a file has no width
        console.width = 10_000
    console.print(table)


def _print_actor(opened: Corpus, actor: CorpusActor) -> None:
    from rich.text import Text

    from wortlaut.export.outline import one_line

    console = _console()
    console.print(Text(one_line(actor.name or "(nobody named)"), style="bold cyan"))
    facts = {
        "key": actor.key,
        "kind": actor.kind,
        "wikidata": actor.wikidata,
        "gender": actor.gender,
        "party": actor.party,
        "country": actor.country,
        "statements": actor.statements,
        "on behalf": actor.on_behalf or None,
        "articles": actor.articles,
        "only in": f"article {actor.article}" if actor.article else None,
        "named": ", ".join(actor.names) or None,
        "also by the keys": ", ".join(k for k in actor.keys if k != actor.key) or None,
    }
    for name, value in facts.items():
        if value is not None:
            console.print(Text(f"  {name}: {one_line(str(value))}"), soft_wrap=True)
    recent = opened.search(actor=actor.key, order="time", limit=_RECENT)
    if recent:
        console.print()
        console.print(Text(f"latest of {recent.total}", style="dim"))
    for hit in recent:
        article = hit.article
        where = [article.outlet, article.published, article.id[:8], hit.statement.id[:8]]
        facts_of = " · ".join(one_line(w) for w in where if w)
        console.print(
            Text.assemble(one_line(hit.statement.text), "  ", (facts_of, "dim")), soft_wrap=True
        )
