"""How long searches, counts and pages of a large corpus take: one client, then several at once.

    python benchmarks/made_corpus.py made.db
    python benchmarks/corpus_queries.py made.db [--rounds 40] [--clients 8] [--json]

Times are wall clock, in milliseconds, in one process, as in a server: every client is a thread
with a connection of its own, all of them share the columns. Each call has other words, actors,
outlets and days, so that little of it was asked for before.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from wortlaut import Corpus

SIZE = 20
Case = Callable[[Corpus, "Choices"], object]


class Choices:
    """Draws what to ask for: words by how common they are, actors by how much they say."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = sorted(
            {
                word.strip("„“.,")
                for analysis in _some(corpus, 300)
                for statement in analysis.statements
                for word in statement.text.split()
                if word[:1].isupper()
            }
        )
        actors = corpus.actors(limit=400)
        self.actors = [actor.key for actor in actors if actor.name]
        self.names = [actor.name.split()[-1] for actor in actors if actor.name]
        self.outlets = [outlet.outlet for outlet in corpus.outlets() if outlet.outlet]
        self.parties = [share.value for share in corpus.shares("party")][:-1]
        self.articles = [hit.article.id for hit in corpus.search(limit=500, order="time")]

    def one(self, of: Sequence[str]) -> str:
        return self.rng.choice(of)

    @property
    def word(self) -> str:
        return self.one(self.words)

    @property
    def month(self) -> str:
        return f"{self.rng.randint(2022, 2024)}-{self.rng.randint(1, 12):02}"


def _some(corpus: Corpus, count: int) -> list[Any]:
    return [analysis for analysis, _ in zip(corpus, range(count), strict=False)]


def _page(corpus: Corpus, query: str | None, **more: Any) -> object:
    """What a page of a search shows: hits and facets."""
    found = corpus.search(query, limit=SIZE, **more)
    more.pop("order", None)
    return found, corpus.facets(query, **more)


CASES: dict[str, Case] = {
    "search: one word": lambda c, d: c.search(d.word, limit=SIZE),
    "search: one word, by time": lambda c, d: c.search(d.word, limit=SIZE, order="time"),
    "search: a word of most statements": lambda c, d: c.search("die", limit=SIZE),
    "search: two words": lambda c, d: c.search(f"{d.word} {d.word}", limit=SIZE),
    "search: a phrase": lambda c, d: c.search(f'"die {d.word}"', limit=SIZE),
    "search: how words begin": lambda c, d: c.search(f"{d.word[:4]}*", limit=SIZE),
    "search: all but a word": lambda c, d: c.search(f"-{d.word}", limit=SIZE),
    "search: words of the article": lambda c, d: c.search(f"text:{d.word}", limit=SIZE),
    "search: no words": lambda c, d: c.search(limit=SIZE, offset=SIZE * d.rng.randrange(50)),
    "search: a page far down": lambda c, d: c.search(
        limit=SIZE, offset=d.rng.randrange(50_000, 90_000)
    ),
    "search: a speaker's name": lambda c, d: c.search(speaker=d.one(d.names), limit=SIZE),
    "search: an actor": lambda c, d: c.search(actor=d.one(d.actors), limit=SIZE),
    "search: a word, party, outlet, month": lambda c, d: c.search(
        d.word, party=d.one(d.parties), outlet=d.one(d.outlets), since=d.month, limit=SIZE
    ),
    "articles: newest": lambda c, d: c.articles(limit=SIZE, offset=SIZE * d.rng.randrange(50)),
    "articles: one word": lambda c, d: c.articles(d.word, limit=SIZE),
    "article": lambda c, d: c.article(d.one(d.articles)),
    "actors": lambda c, d: c.actors(limit=SIZE, offset=SIZE * d.rng.randrange(20)),
    "actors: a name": lambda c, d: c.actors(d.one(d.names), limit=SIZE),
    "actor": lambda c, d: c.actor(d.one(d.actors)),
    "facets": lambda c, d: c.facets(),
    "facets: one word": lambda c, d: c.facets(d.word),
    "facets: a word, party, outlet, month": lambda c, d: c.facets(
        d.word, party=d.one(d.parties), outlet=d.one(d.outlets), since=d.month
    ),
    "shares: party": lambda c, d: c.shares("party", outlet=d.one(d.outlets)),
    "shares: the first 20 actors": lambda c, d: c.shares("actor", limit=SIZE),
    "timeline: months by party": lambda c, d: c.timeline(split="party"),
    "timeline: an actor's weeks": lambda c, d: c.timeline("week", actor=d.one(d.actors)),
    "together": lambda c, d: c.together(d.one(d.actors)),
    "outlets": lambda c, d: c.outlets(),
    "page: hits and facets of a word": lambda c, d: _page(c, d.word),
    "page: the same by time": lambda c, d: _page(c, d.word, order="time"),
    "page: hits and facets of an outlet": lambda c, d: _page(c, None, outlet=d.one(d.outlets)),
}
PAGES = [name for name in CASES if name.startswith("page")]


def measure(path: Path, names: Sequence[str], rounds: int, clients: int) -> dict[str, list[float]]:
    """The times of each case, in milliseconds, of all clients together."""
    times: dict[str, list[float]] = {name: [] for name in names}
    failed: list[BaseException] = []

    def client(seed: int) -> None:
        try:
            with Corpus(path, read_only=True, max_age=2.0) as corpus:
                draw = Choices(corpus, seed)
                for name in names:
                    CASES[name](corpus, draw)  # warm: not counted
                ready.wait()
                for _ in range(rounds):
                    for name in names:
                        start = time.perf_counter()
                        CASES[name](corpus, draw)
                        times[name].append((time.perf_counter() - start) * 1000)
        except BaseException as error:
            failed.append(error)
            ready.abort()
            raise

    ready = threading.Barrier(clients)
    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.exit(f"a client failed: {failed[0]!r}")
    return times


def rank(values: Sequence[float], share: float) -> float:
    """The value below which so many of them lie."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure searches and counts of a corpus.")
    parser.add_argument("path", type=Path, help="a corpus; see made_corpus.py")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--clients", type=int, default=8, help="for the pages, after one alone")
    parser.add_argument("--switch", type=float, default=0.005, help="sys.setswitchinterval")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sys.setswitchinterval(options.switch)
    start = time.perf_counter()
    with Corpus(options.path, read_only=True) as corpus:
        counts = corpus.counts()
        begun = time.perf_counter()
        corpus.load()
        loading = time.perf_counter() - begun
    found = {"loading the columns": [loading * 1000]}
    found |= measure(options.path, list(CASES), options.rounds, 1)
    if options.clients > 1:
        together = measure(options.path, PAGES, options.rounds, options.clients)
        found |= {f"{name}, {options.clients} at once": t for name, t in together.items()}
    figures = {
        name: {
            "n": len(times),
            "median": round(rank(times, 0.5), 1),
            "p95": round(rank(times, 0.95), 1),
            "max": round(max(times), 1),
        }
        for name, times in found.items()
    }
    if options.json:
        print(json.dumps({"corpus": counts, "ms": figures}, indent=2))
        return
    print(f"{counts['articles']:,} articles, {counts['statements']:,} statements", end="; ")
    print(f"measured for {time.perf_counter() - start:.0f} s; milliseconds")
    print(f"{'':50}{'n':>6}{'median':>9}{'p95':>9}{'max':>9}")
    for name, figure in figures.items():
        print(
            f"{name:50}"
            + f"{figure['n']:6}"
            + "".join(f"{figure[key]:9.1f}" for key in ("median", "p95", "max"))
        )


if __name__ == "__main__":
    main()
