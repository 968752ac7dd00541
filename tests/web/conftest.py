"""A server over a small invented corpus; for browsers a real one, with the shipped model."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus" / "support"))
sys.path.insert(0, str(Path(__file__).parent / "support"))

from invented import FakePipeline, ledger
from visiting import Visitor

from wortlaut import Corpus
from wortlaut.service import ServiceConfig


def fill(path: Path) -> Path:
    """A corpus of the invented ledger."""
    with Corpus(path, create=True) as corpus:
        for analysis in ledger():
            corpus.add(analysis, model="1")
    return path


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Visitor]]:
    """``visitor(token=…)``: somebody at a server over a corpus of its own, without a model."""
    from wortlaut.web.app import create_app

    monkeypatch.setattr("wortlaut.service.analyser.Pipeline", lambda config: FakePipeline())
    opened: list[Visitor] = []

    def make(**settings: Any) -> Visitor:
        folder = tmp_path / "geheimer-ordner"
        folder.mkdir(exist_ok=True)
        app = create_app(ServiceConfig(corpus=fill(folder / "news.db"), **settings))
        language = {"accept-language": "de"}
        opened.append(Visitor(app, base_url="http://localhost", headers=language))
        opened[-1].__enter__()
        return opened[-1]

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def guest(visitor: Callable[..., Visitor]) -> Visitor:
    """Somebody at a server on loopback."""
    return visitor()


# ------------------------------------------------------------------------------ browsers


def chromium() -> str | None:
    """A Chromium of the system, where there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server with the shipped model, over the invented ledger; its address."""
    import uvicorn

    from wortlaut.web.app import create_app

    path = fill(tmp_path_factory.mktemp("web") / "news.db")
    app = create_app(ServiceConfig(corpus=path, analyses=1000))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not (server.started and server.servers):
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright; skipped with a reason where one of both is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    arguments += ["--disable-background-networking", "--disable-component-update"]
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()
