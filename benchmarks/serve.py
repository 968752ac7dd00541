"""How quick the workbench and the REST API are: 8 clients at once over a large corpus.

    python benchmarks/serve.py made.db [--rounds 15] [--clients 8] [--check] [--json]

The corpus is made (see made_corpus.py) where the path does not exist. It is never written to: the
server and the process that ingests get a copy of it. The server is a process of its own. Every
client asks for the next page as soon as it has the one before, on a connection that stays open,
with a session as a browser has; which pages is drawn beforehand, the same in every run, each with
other words, filters, actors, outlets and articles. Times are wall clock, in milliseconds, from the
first byte sent to the last one received. All is warm: a first pass over every kind of page is not
counted. Charts are pictures of their own, fetched after the page: measured apart, with
``--charts``.

With ``--check`` the exit code is 1 where a limit is missed. What else runs on the machine counts:
measure when it is quiet.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from corpus_queries import Choices, rank
from made_corpus import fill, made
from speed import cut_texts

from wortlaut import Corpus

SIZES = (20_000, 100_000)
"""Articles and statements of the corpus that is made."""
PASTES = 30
"""Fewer than a server analyses for one client in a minute."""
INGESTED = 400
COMMAND = (sys.executable, "-m", "wortlaut.cli")

P95_MS = 150
PASTE_P95_MS = 300
PAGE_BYTES = 60_000
STALL_MS = 2_000
"""No page may take longer while another process ingests: reading would have stopped."""


class FailedError(Exception):
    """The server did not answer as it should."""


@dataclass(slots=True)
class Times:
    """What the answers of one kind of page took, and their largest size."""

    ms: list[float] = field(default_factory=list)
    largest: int = 0

    def figures(self) -> dict[str, float]:
        return {
            "n": len(self.ms),
            "p50": round(rank(self.ms, 0.5), 1),
            "p95": round(rank(self.ms, 0.95), 1),
            "max": round(max(self.ms), 1),
            "bytes": self.largest,
        }


class Draw(Choices):
    """Draws addresses of pages of this corpus."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        super().__init__(corpus, seed)
        hits = [
            hit
            for offset in range(0, corpus.counts()["statements"], 5_000)
            for hit in corpus.search(limit=40, offset=offset, order="time")
        ]
        self.statements = [(hit.article.id, hit.statement.id) for hit in hits]

    def address(self, path: str, **query: str | int) -> str:
        return path + (f"?{urlencode(query)}" if query else "")

    def article(self) -> str:
        return f"/articles/{self.rng.choice(self.statements)[0]}"

    def selected(self, page: str = "") -> str:
        article, statement = self.rng.choice(self.statements)
        return f"/articles/{article}{page}?statement={statement}"

    def page(self, most: int) -> int:
        return self.rng.randint(2, most)

    def actor(self) -> str:
        return quote(self.one(self.actors), safe="")

    def outlet(self) -> str:
        return quote(self.one(self.outlets), safe="")


PAGES: dict[str, Callable[[Draw], str]] = {
    "start": lambda d: "/",
    "search": lambda d: "/search",
    "search: word": lambda d: d.address("/search", q=d.word),
    "search: word, by time": lambda d: d.address("/search", q=d.word, sort="time"),
    "search: words": lambda d: d.address("/search", q=f"{d.word} {d.word}"),
    "search: filters": lambda d: d.address("/search", outlet=d.one(d.outlets), since=d.month),
    "search: word, filters": lambda d: d.address(
        "/search", q=d.word, type="direct", party=d.one(d.parties)
    ),
    "search: page": lambda d: d.address("/search", q="die", page=d.page(40)),
    "search: page, by time": lambda d: d.address("/search", sort="time", page=d.page(500)),
    "article": lambda d: d.article(),
    "article, selected": lambda d: d.selected(),
    "panel": lambda d: d.selected("/panel"),
    "speakers": lambda d: "/speakers",
    "speakers: page": lambda d: d.address("/speakers", page=d.page(40)),
    "speakers: name": lambda d: d.address("/speakers", q=d.one(d.names)),
    "speaker": lambda d: f"/speakers/{d.actor()}",
    "outlets": lambda d: "/outlets",
    "outlet": lambda d: f"/outlets/{d.outlet()}",
    "outlet: speakers": lambda d: f"/outlets/{d.outlet()}?by=actor",
    "compare: outlets": lambda d: d.address(
        "/compare", left=d.one(d.outlets), right=d.one(d.outlets), by="party"
    ),
    "compare: periods": lambda d: d.address(
        "/compare", left_since="2022", left_until="2022", right_since=d.month, by="actor"
    ),
    "corrections": lambda d: "/corrections",
    "about": lambda d: "/about",
}
API: dict[str, Callable[[Draw], str]] = {
    "api: statements": lambda d: d.address("/api/v1/statements", limit=20),
    "api: statements, word": lambda d: d.address("/api/v1/statements", query=d.word, limit=20),
    "api: statements, filters": lambda d: d.address(
        "/api/v1/statements", query=d.word, outlet=d.one(d.outlets), order="time", limit=20
    ),
    "api: statement": lambda d: f"/api/v1/statements/{d.rng.choice(d.statements)[1]}",
    "api: articles": lambda d: d.address("/api/v1/articles", limit=20),
    "api: article": lambda d: "/api/v1" + d.article(),
    "api: actors": lambda d: d.address("/api/v1/actors", limit=20),
    "api: actor": lambda d: f"/api/v1/actors/{d.actor()}",
    "api: outlets": lambda d: "/api/v1/outlets",
    "api: outlet": lambda d: f"/api/v1/outlets/{d.outlet()}",
    "api: facets": lambda d: d.address("/api/v1/facets", query=d.word),
    "api: shares": lambda d: d.address("/api/v1/shares", by="party", outlet=d.one(d.outlets)),
    "api: timeline": lambda d: d.address("/api/v1/timeline", actor=d.one(d.actors)),
    "api: corrections": lambda d: "/api/v1/corrections",
    "api: about": lambda d: "/api/v1/about",
}
CHARTS: dict[str, Callable[[Draw], str]] = {
    "chart: shares": lambda d: d.address("/figures/shares.svg", outlet=d.one(d.outlets)),
    "chart: timeline": lambda d: d.address("/figures/timeline.svg", actor=d.one(d.actors)),
}


class Client:
    """A browser, or a program: one connection, one session."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"accept": "text/html", "accept-language": "de"}

    def ask(
        self, method: str, address: str, body: str | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        headers = dict(self._headers)
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        cookie = answer.getheader("set-cookie")
        if cookie and "cookie" not in self._headers:
            self._headers["cookie"] = cookie.partition(";")[0]
        return answer, content

    def get(self, address: str) -> bytes:
        answer, content = self.ask("GET", address)
        if answer.status != 200:
            raise FailedError(f"{address} is answered with {answer.status}: {content[:200]!r}")
        return content

    def paste(self, text: str) -> bytes:
        """From the text to its page: the form is sent, the redirect followed."""
        body = urlencode({"text": text, "form_token": self._headers["form-token"]})
        answer, content = self.ask("POST", "/analyze", body)
        if answer.status != 303:
            raise FailedError(f"/analyze is answered with {answer.status}: {content[:200]!r}")
        return self.get(answer.getheader("location") or "")

    def open_form(self) -> None:
        """Read the start page for the token of its form."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.get("/").decode())
        if found is None:
            raise FailedError("the start page has no token in its form")
        self._headers["form-token"] = found[1]


@contextmanager
def served(path: Path) -> Iterator[int]:
    """The port of a server of this corpus, which is ended afterwards."""
    server = subprocess.Popen(
        [*COMMAND, "serve", "--corpus", path, "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        heard: deque[str] = deque(maxlen=30)
        for line in server.stderr:
            heard.append(line)
            if found := re.search(r"http://[^:]+:(\d+)/", line):
                # Read on, so that what it says later never fills the pipe.
                threading.Thread(target=heard.extend, args=(server.stderr,), daemon=True).start()
                break
        else:
            sys.exit("the server did not start:\n" + "".join(heard))
        try:
            yield int(found[1])
        except FailedError as error:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
            sys.exit(f"{error}; the server said:\n" + "".join(heard))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def measure(
    port: int,
    drawn: Sequence[Sequence[tuple[str, str]]],
    *,
    going: Callable[[], bool] = lambda: False,
) -> dict[str, Times]:
    """Ask for the addresses of each client, all clients at once; again while ``going()``.

    Raises ``FailedError`` where an answer is anything but 200.
    """
    found: dict[str, Times] = {}
    lock = threading.Lock()
    failed: list[BaseException] = []
    ready = threading.Barrier(len(drawn))

    def client(addresses: Sequence[tuple[str, str]]) -> None:
        try:
            browser = Client(port)
            browser.get("/about")
            ready.wait()
            again = True
            while again and not failed:
                for kind, address in addresses:
                    start = time.perf_counter()
                    content = browser.get(address)
                    took = (time.perf_counter() - start) * 1000
                    with lock:
                        times = found.setdefault(kind, Times())
                        times.ms.append(took)
                        times.largest = max(times.largest, len(content))
                again = going()
        except BaseException as error:
            failed.append(error)
            ready.abort()

    threads = [threading.Thread(target=client, args=(addresses,)) for addresses in drawn]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise FailedError(f"a client failed: {failed[0]}")
    return found


def measure_pastes(port: int, texts: Sequence[str]) -> Times:
    """From pasted texts to their pages, one after another; the first two are not counted."""
    browser = Client(port)
    browser.open_form()
    times = Times()
    for number, text in enumerate(texts):
        start = time.perf_counter()
        content = browser.paste(text)
        if number > 1:
            times.ms.append((time.perf_counter() - start) * 1000)
            times.largest = max(times.largest, len(content))
        if b"<mark" not in content:
            raise FailedError("the page of a pasted text has no statement in it")
    return times


def measure_ingest(
    port: int, drawn: Sequence[Sequence[tuple[str, str]]], corpus: Path, folder: Path
) -> tuple[Times, int, float]:
    """Reading while ``wortlaut ingest`` writes: times, articles written, seconds."""
    for number, analysis in enumerate(made(INGESTED, INGESTED * 5, seed=7)):
        (folder / f"{number}.txt").write_text(analysis.article.text, encoding="utf-8")
    with Corpus(corpus, read_only=True) as before:
        had = before.counts()["articles"]
    start = time.perf_counter()
    ingest = subprocess.Popen(
        [*COMMAND, "ingest", folder, "--corpus", corpus],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = measure(port, drawn, going=lambda: ingest.poll() is None)
        took = time.perf_counter() - start
        if ingest.wait(600):
            sys.exit(f"wortlaut ingest ended with {ingest.returncode}")
    finally:
        ingest.kill()
    with Corpus(corpus, read_only=True) as after:
        written = after.counts()["articles"] - had
    return together(found), written, took


def together(found: dict[str, Times]) -> Times:
    """All kinds of pages as one."""
    ms = [took for times in found.values() for took in times.ms]
    return Times(ms, max(times.largest for times in found.values()))


def draw_all(corpus: Corpus, clients: int, rounds: int) -> list[list[tuple[str, str]]]:
    """For each client its addresses in its order: so many of each kind."""
    draw = Draw(corpus, 1)
    kinds = {**PAGES, **API}
    drawn = []
    for _ in range(clients):
        mine = [(kind, make(draw)) for _ in range(rounds) for kind, make in kinds.items()]
        draw.rng.shuffle(mine)
        drawn.append(mine)
    return drawn


def figures_of(options: argparse.Namespace, copy: Path, folder: Path) -> dict[str, Any]:
    """All that is measured."""
    with Corpus(copy, read_only=True) as corpus:
        counts = corpus.counts()
        drawn = draw_all(corpus, options.clients, options.rounds)
        draw = Draw(corpus, 2)
        drawn_charts = CHARTS if options.charts else {}
        charts = [
            (k, make(draw)) for _ in range(options.rounds) for k, make in drawn_charts.items()
        ]
        every = {**PAGES, **API}.items()
        first = [[(kind, make(draw)) for kind, make in every] for _ in range(2 * options.clients)]
    texts = cut_texts(PASTES + 2)
    with served(copy) as port:
        measure(port, first)
        start = time.perf_counter()
        pages = measure(port, drawn)
        seconds = time.perf_counter() - start
        pasted = measure_pastes(port, texts)
        if charts:
            measure(port, [charts[: len(CHARTS)]])
        drawings = measure(port, [charts]) if charts else {}
        ingest, written, ingesting = measure_ingest(port, drawn, copy, folder)
    kinds = {kind: pages[kind].figures() for kind in (*PAGES, *API)}
    return {
        "corpus": counts,
        "clients": options.clients,
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "requests_per_second": round(sum(len(t.ms) for t in pages.values()) / seconds, 1),
        "kinds": kinds,
        "all": together(pages).figures(),
        "pasted": pasted.figures(),
        "charts": {kind: times.figures() for kind, times in drawings.items()},
        "ingest": {**ingest.figures(), "articles": written, "seconds": round(ingesting, 1)},
    }


def missed(found: dict[str, Any]) -> list[str]:
    """The limits that are not kept, each as a line."""
    lines = []
    for kind, figures in found["kinds"].items():
        if figures["p95"] > P95_MS:
            lines.append(f"{kind}: p95 {figures['p95']} ms, more than {P95_MS}")
        if kind in PAGES and figures["bytes"] > PAGE_BYTES:
            lines.append(f"{kind}: {figures['bytes']:,} bytes, more than {PAGE_BYTES:,}")
    pasted = found["pasted"]
    if pasted["p95"] > PASTE_P95_MS:
        lines.append(f"pasted text to page: p95 {pasted['p95']} ms, more than {PASTE_P95_MS}")
    if found["ingest"]["max"] > STALL_MS:
        lines.append(f"while ingesting: {found['ingest']['max']} ms, more than {STALL_MS}")
    return lines


def table(found: dict[str, Any]) -> None:
    """The figures for people."""
    counts, ingest = found["corpus"], found["ingest"]
    print(f"{counts['articles']:,} articles, {counts['statements']:,} statements;", end=" ")
    print(f"{found['clients']} clients at once, {found['cores']} cores; warm; milliseconds")
    print(f"{'':36}{'n':>6}{'p50':>9}{'p95':>9}{'max':>9}{'bytes':>9}")

    def row(name: str, figures: dict[str, float]) -> None:
        numbers = "".join(f"{figures[key]:9.1f}" for key in ("p50", "p95", "max"))
        print(f"{name:36}{figures['n']:6}{numbers}{figures['bytes']:9,}")

    for kind, figures in found["kinds"].items():
        row(kind, figures)
    row(f"all, {found['requests_per_second']} a second", found["all"])
    row("pasted 250 tokens to page, alone", found["pasted"])
    for kind, figures in found["charts"].items():
        row(f"{kind}, alone", figures)
    row("all, while another process ingests", ingest)
    print(f"meanwhile {ingest['articles']} articles were ingested in {ingest['seconds']} s")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the workbench and the REST API.")
    parser.add_argument("path", type=Path, help="a corpus; made where there is none")
    parser.add_argument("--rounds", type=int, default=15, help="requests a client and kind")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--charts", action="store_true", help="charts as well; the extra charts")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a limit is missed")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.path.exists():
        with Corpus(options.path, create=True) as corpus:
            fill(corpus, *SIZES)
    with tempfile.TemporaryDirectory() as scratch:
        copy, folder = Path(scratch, "copy.db"), Path(scratch, "articles")
        folder.mkdir()
        with sqlite3.connect(options.path) as original, sqlite3.connect(copy) as target:
            original.backup(target)
        original.close()
        target.close()
        found = figures_of(options, copy, folder)
    found["missed"] = missed(found)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        table(found)
    for line in found["missed"]:
        print(f"missed: {line}", file=sys.stderr)
    sys.exit(1 if options.check and found["missed"] else 0)


if __name__ == "__main__":
    main()
