"""``wortlaut serve``: a corpus in the browser, and the REST API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wortlaut.cli.kept import DEFAULT_CORPUS, CorpusOption
from wortlaut.cli.outlets import OutletsOption
from wortlaut.cli.pipeline_options import ActorsOption, ModelOption, ModeOption

TOKEN_VARIABLE = "WORTLAUT_TOKEN"


def serve_command(
    corpus: CorpusOption = DEFAULT_CORPUS,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; 0.0.0.0 for all.")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 for one that is free."),
    ] = 8017,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar=TOKEN_VARIABLE,
            help="What opens writing to a client; made and printed where others can reach the "
            "server and none is given.",
            show_default=False,
        ),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Reading needs the token as well.")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="HOST",
            help="A name by which browsers may ask for the server, as in archiv.blatt.example. "
            "May be given several times.",
            show_default=False,
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private", help="Fetch from addresses of your own network and machine, too."
        ),
    ] = False,
    actors: ActorsOption = None,
    model: ModelOption = None,
    mode: ModeOption = None,
    outlets: OutletsOption = None,
    browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = False,
) -> None:
    """Open a corpus in the browser: analyse, read, search, compare, correct; with a REST API.

    The corpus is made where there is none. Only this machine can reach the server unless --host
    says otherwise; then writing needs a token.

    Example: wortlaut serve --corpus news.db --open
    """
    import secrets

    from wortlaut.config import load_settings
    from wortlaut.service.config import ServiceConfig, is_loopback
    from wortlaut.web.server import run

    if token is None and (private or not is_loopback(host)):
        token = secrets.token_urlsafe(24)
        typer.echo(f"token: {token}", err=True)
    settings = load_settings(flags={"actors": actors or None, "model": model, "mode": mode})
    config = ServiceConfig(
        corpus=Path(corpus),
        host=host,
        port=port,
        token=token,
        private=private,
        hosts=tuple(names or ()),
        pipeline=settings.pipeline,
        fetch=settings.fetch,
        outlets=tuple(outlets or ()),
        allow_private=allow_private,
    )
    run(config, announce=lambda url: _announce(url, corpus, browser))


def _announce(url: str, corpus: Path, browser: bool) -> None:
    typer.echo(f"{corpus}: {url} (stop with Ctrl-C)", err=True)
    if browser:
        import webbrowser

        webbrowser.open(url)
