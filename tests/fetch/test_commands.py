"""URLs on the command line: analyze, ingest, dry run. The server is one of this machine."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from wortlaut.corpus import Corpus

if TYPE_CHECKING:
    from conftest import Request, Site

FAKE = Path(__file__).parents[1] / "cli" / "fake_pipeline.py"
SRC = Path(__file__).parents[2] / "src"
OPEN = "--allow-private"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``run("analyze", url)`` in this process, with a pipeline without a model, and no delay."""
    spec = importlib.util.spec_from_file_location("fake_pipeline", FAKE)
    assert spec is not None
    assert spec.loader is not None
    fake = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fake)
    monkeypatch.setitem(sys.modules, "wortlaut.pipeline", fake.install())
    monkeypatch.setenv("WORTLAUT_DELAY", "0")
    from wortlaut.cli import app

    def call(*args: str | Path) -> Result:
        return CliRunner().invoke(app, [str(a) for a in args], prog_name="wortlaut")

    return call


@pytest.fixture
def host(site: Site) -> str:
    """A feed with two pages, one that is forbidden and one that is not there."""
    host = f"http://127.0.0.1:{site.port}"

    def page(name: str) -> Callable[[Request], None]:
        text = "Der Rat tagt heute lange. " * 12
        markup = (
            f"<!DOCTYPE html><html><head><title>{name}</title></head><body><article><h1>{name}</h1>"
            f"<p>{text}</p><p>„Es reicht“, sagte Kolb am Abend.</p></article></body></html>"
        )

        def answer(request: Request) -> None:
            if request.headers.get("if-none-match") == '"1"':
                request.answer(status="304 Not Modified", ETag='"1"')
            else:
                request.answer(markup, ETag='"1"')

        return answer

    items = "".join(
        f"<item><title>{p}</title><link>{host}/{p}</link><pubDate>{d} Nov 2024 09:30:00 +0100"
        "</pubDate></item>"
        for p, d in (("eins", 28), ("zwei", 27), ("geheim", 28), ("fehlt", 28))
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    site["/feed"] = lambda r: r.answer(feed, type="application/rss+xml")
    site["/eins"], site["/zwei"] = page("Eins"), page("Zwei")
    site["/robots.txt"] = "User-agent: *\nDisallow: /geheim"
    return host


def test_a_page_of_the_own_machine_needs_a_flag(run: Callable[..., Result], host: str) -> None:
    refused = run("analyze", f"{host}/eins")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "--allow-private" in refused.stderr
    result = run("analyze", f"{host}/eins", OPEN)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    data = json.loads(line)
    assert data["article"]["source"] == f"{host}/eins"
    assert data["article"]["provenance"]["url"] == f"{host}/eins"
    assert data["statements"][0]["speaker"]["text"] == "Kolb"


def test_a_feed_is_ingested_and_later_asked_for_changes_only(
    run: Callable[..., Result], host: str, site: Site, tmp_path: Path
) -> None:
    corpus = tmp_path / "news.db"
    first = run("ingest", f"{host}/feed", OPEN, "--corpus", corpus)
    assert first.exit_code == 1
    assert "2 added, 0 unchanged, 2 failed" in first.stderr
    assert "WORTLAUT_CONTACT" in first.stderr
    assert f"{host}/geheim: fetch: " in first.stderr
    site.asked.clear()
    second = run("ingest", f"{host}/feed", OPEN, "--corpus", corpus)
    assert "0 added, 2 unchanged, 2 failed" in second.stderr
    asked = {r.path: r.headers.get("if-none-match") for r in site.asked}
    assert (asked["/eins"], asked["/zwei"]) == ('"1"', '"1"')
    with Corpus(corpus, read_only=True) as opened:
        assert sorted(a.title or "" for a in opened.articles()) == ["Eins", "Zwei"]
        assert {f.input.rpartition("/")[2] for f in opened.failures()} == {"geheim", "fehlt"}


@pytest.mark.parametrize("command", ["analyze", "ingest"])
def test_a_dry_run_lists_what_would_be_done(
    run: Callable[..., Result], host: str, site: Site, tmp_path: Path, command: str
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Der Rat tagt.", encoding="utf-8")
    corpus = ["--corpus", tmp_path / "news.db"] if command == "ingest" else []
    options = ["--dry-run", "--since", "2024-11-28", OPEN, *corpus]
    result = run(command, f"{host}/feed", text, "ftp://x.example/", *options)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"fetch {host}/eins (2024-11-28T09:30:00+01:00, eins)",
        f"skip {host}/zwei (of 2024-11-27T09:30:00+01:00, before 2024-11-28)",
        f"fetch {host}/fehlt (2024-11-28T09:30:00+01:00, fehlt)",
        f"read {text}",
    ]
    assert f"{host}/geheim: fetch: " in result.stderr
    assert "ftp://x.example/: fetch: " in result.stderr
    assert "2 to fetch, 1 to read, 1 left out, 2 failed; nothing was analysed" in result.stderr
    assert set(site.paths()) == {"/feed"}
    assert not (tmp_path / "news.db").exists()


def test_a_saved_feed_is_followed_on_request(
    run: Callable[..., Result], host: str, tmp_path: Path
) -> None:
    saved = tmp_path / "feed.xml"
    saved.write_text(
        f"<rss version='2.0'><channel><item><link>{host}/eins</link></item></channel></rss>",
        encoding="utf-8",
    )
    alone = run("analyze", saved)
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert "--follow" in alone.stderr
    followed = run("analyze", saved, "--follow", OPEN)
    assert followed.exit_code == 0
    assert json.loads(followed.stdout)["article"]["source"] == f"{host}/eins"
    planned = run("analyze", saved, "--follow", "--dry-run", OPEN)
    assert planned.stdout.split() == ["fetch", f"{host}/eins"]


def test_the_limit_is_one_for_each_feed(run: Callable[..., Result], host: str, site: Site) -> None:
    result = run("analyze", f"{host}/feed", "--limit", "1", OPEN)
    assert result.exit_code == 0
    assert set(site.paths()) == {"/feed", "/eins"}


@pytest.mark.parametrize(
    "options", [["--since", "gestern"], ["--limit", "0"], ["--delay", "-1"]], ids=str
)
def test_what_cannot_be_meant_is_a_usage_error(
    run: Callable[..., Result], host: str, options: list[str]
) -> None:
    assert run("analyze", f"{host}/feed", *options).exit_code == 2


def test_a_password_is_shown_nowhere(
    run: Callable[..., Result], site: Site, tmp_path: Path
) -> None:
    url = f"http://anna:geheim@127.0.0.1:{site.port}/eins"
    corpus = tmp_path / "news.db"
    result = run("ingest", url, OPEN, "--corpus", corpus)
    assert result.exit_code == 1
    assert "geheim" not in result.output + result.stderr
    assert b"geheim" not in corpus.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_an_interrupt_does_not_wait_for_servers(site: Site, host: str, tmp_path: Path) -> None:
    site["/eins"] = lambda r: r.done.wait(60)
    process = subprocess.Popen(
        [sys.executable, FAKE, "ingest", f"{host}/feed", OPEN, "-c", tmp_path / "news.db"],
        env={**os.environ, "PYTHONPATH": str(SRC), "WORTLAUT_DELAY": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 30
    while "/eins" not in site.paths() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"interrupted" in stderr
