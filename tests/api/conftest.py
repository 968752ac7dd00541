"""A server over a small invented corpus, without a model and without a network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

# On the path, so that the process of a job finds them as well.
sys.path.insert(0, str(Path(__file__).parents[1] / "corpus" / "support"))
sys.path.insert(0, str(Path(__file__).parent / "support"))

from small_server import FOLDER, fake, fill
from starlette.testclient import TestClient

from wortlaut.service import ServiceConfig
from wortlaut.service.jobs import Jobs


@pytest.fixture
def make_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """``make_app(token=…, private=…)``: the application over a corpus of its own."""
    from wortlaut.web.app import create_app

    made: list[Any] = []
    monkeypatch.setattr("wortlaut.service.analyser.Pipeline", fake)

    def make(*, more: int = 0, **settings: Any) -> Any:
        folder = tmp_path / FOLDER
        folder.mkdir(exist_ok=True)
        config = ServiceConfig(corpus=fill(folder / "news.db", more), **settings)
        app = create_app(config)
        service = app.state.service
        service.jobs = Jobs(config, fake, written=service.corpora.written_elsewhere)
        made.append(app)
        return app

    yield make
    for app in made:
        app.state.service.stop()


@pytest.fixture
def serve(make_app: Callable[..., Any]) -> Iterator[Callable[..., TestClient]]:
    """``serve(token=…)``: a client of a server that runs until the test is over."""
    with ExitStack() as stack:

        def start(**settings: Any) -> TestClient:
            client = TestClient(
                make_app(**settings),
                base_url="http://localhost",
                raise_server_exceptions=False,
            )
            return stack.enter_context(client)

        yield start


@pytest.fixture
def client(serve: Callable[..., TestClient]) -> TestClient:
    """A client of a server on loopback, where everybody may write."""
    return serve()
