"""Speed and memory of Wortlaut on one CPU core, with a spaCy pipeline on the same texts beside it.

    python benchmarks/speed.py [--json] [--articles 200]

Every figure is taken in a process of its own, pinned to one core, with one thread. The texts are
the project's examples, cut to 250 tokens each. Rates are the best of three rounds: by the clock,
and by CPU time, which does not move when the machine has other work. The ratio is of CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "articles"
TOKENS = 250
ROUNDS = 3
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)

# name, unit, what is aimed at; "rate" and "ratio" are better when higher.
FIGURES = (
    ("rate", "articles of 250 tokens a second, text to statements", "/s", ">= 40"),
    ("cpu_rate", "the same for a second of CPU time", "/s", ""),
    ("load", "loading: import, model, first sentence", "s", "<= 1.0"),
    ("memory", "peak memory", "MB", "<= 400"),
    ("import", "import wortlaut", "s", "<= 0.2"),
    ("cli", "wortlaut analyze on one article, CPU time", "s", "<= 1.5"),
    ("spacy_rate", "spaCy, de_core_news_sm's architecture, same texts", "/s", ""),
    ("spacy_cpu_rate", "the same for a second of CPU time", "/s", ""),
    ("spacy_memory", "its peak memory", "MB", ""),
    ("ratio", "Wortlaut / spaCy, articles for a second of CPU time", "x", ">= 1.5"),
)


def cut_texts(count: int) -> list[str]:
    """``count`` texts of 250 tokens by our own count, each from another sentence on."""
    from wortlaut import Article
    from wortlaut.text.document import read_document

    paths = sorted(EXAMPLES.glob("*.txt"))
    if not paths:
        sys.exit(f"no texts to measure on: {EXAMPLES.relative_to(ROOT)} holds no .txt file")
    text = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in paths)
    doc = read_document(Article(source="examples", text=f"{text}\n\n{text}"))
    starts = [sentence.first for sentence in doc.sentences if sentence.start < len(text)]
    if count > len(starts):
        sys.exit(f"--articles {count} is too many: the examples have {len(starts)} sentences")
    return [
        doc.text[doc.tokens[first].start : doc.tokens[first + TOKENS - 1].end]
        for first in (starts[i * len(starts) // count] for i in range(count))
    ]


# ------------------------------------------------------------------ inside a process of its own
def pin() -> None:
    """Keep this process on the last core that it may use, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_megabytes() -> float:
    """The most memory that this process itself ever held.

    ``ru_maxrss`` would do, but a child starts with its parent's there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if kilobytes:
            return int(kilobytes[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def best_rates(run: Callable[[], int]) -> dict[str, float]:
    rates, cpu_rates = [], []
    for _ in range(ROUNDS):
        clock, cpu = time.perf_counter(), time.process_time()
        done = run()
        rates.append(done / (time.perf_counter() - clock))
        cpu_rates.append(done / (time.process_time() - cpu))
    return {"rate": max(rates), "cpu_rate": max(cpu_rates)}


def measure_wortlaut(texts: list[str]) -> dict[str, float]:
    start = time.perf_counter()
    from wortlaut import Article, Pipeline

    pipeline = Pipeline()
    pipeline.analyze("Das sagte sie am Montag.")
    load = time.perf_counter() - start

    from wortlaut import Failure

    articles = [Article(source=f"{n}.txt", text=text) for n, text in enumerate(texts)]
    found = 0

    def run() -> int:
        nonlocal found
        results = list(pipeline.pipe(articles))
        failures = [result for result in results if isinstance(result, Failure)]
        if failures:
            sys.exit(f"{len(failures)} articles failed, the first: {failures[0]}")
        found = sum(len(result.statements) for result in results)
        return len(results)

    return {"load": load, **best_rates(run), "memory": peak_megabytes(), "statements": found}


def measure_spacy(texts: list[str]) -> dict[str, float]:
    from spacy_peer import build

    nlp = build()
    list(nlp.pipe(texts[:8]))
    rates = best_rates(lambda: sum(1 for _ in nlp.pipe(texts)))
    return {**rates, "memory": peak_megabytes(), "tokens": sum(len(d) for d in nlp.pipe(texts))}


CHILDREN = {"wortlaut": measure_wortlaut, "spacy": measure_spacy}


# ---------------------------------------------------------------------------------- the parent
def in_a_child(name: str, texts: list[str]) -> dict[str, float] | None:
    """The figures of one child; None, with the reason on stderr, where it cannot run."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", name],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        env=os.environ | ONE_THREAD,
    )
    if done.returncode:
        reason = (done.stderr.strip() or "no message").splitlines()[-1]
        print(f"{name}: not measured: {reason}", file=sys.stderr)
        return None
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def import_seconds() -> float:
    code = "from time import perf_counter as t; a = t(); import wortlaut; print(t() - a)"
    command = [sys.executable, "-c", code]
    return min(
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    )


def cli_seconds() -> float | None:
    """CPU time, user and system, of the whole command on the example of median length."""
    paths = sorted(EXAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    code = "import sys; from wortlaut.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "analyze", str(paths[len(paths) // 2])]
    spent = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | ONE_THREAD)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            reason = (done.stderr.strip() or "no message").splitlines()[-1]
            print(f"cli: not measured: {reason}", file=sys.stderr)
            return None
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def measure(texts: list[str]) -> dict[str, float | None]:
    figures: dict[str, float | None] = {"import": import_seconds(), "cli": cli_seconds()}
    ours = in_a_child("wortlaut", texts)
    figures |= ours or {}
    theirs = in_a_child("spacy", texts)
    figures |= {f"spacy_{key}": value for key, value in (theirs or {}).items()}
    if ours and theirs:
        figures["ratio"] = ours["cpu_rate"] / theirs["cpu_rate"]
    return figures


def machine() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    name = found[1] if found else platform.processor() or platform.machine()
    return f"{name}, Python {platform.python_version()}"


def rows(figures: dict[str, float | None]) -> Iterator[str]:
    for key, what, unit, aim in FIGURES:
        value = figures.get(key)
        shown = "not measured" if value is None else f"{value:.{0 if value >= 100 else 2}f} {unit}"
        met = ""
        if aim and value is not None:
            sign, _, bound = aim.partition(" ")
            met = "met" if (value >= float(bound)) == (sign == ">=") else "MISSED"
        yield f"{what:<54} {shown:>14}  {aim:<7} {met}".rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--articles", type=int, default=200, help="how many texts (default 200)")
    parser.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        pin()
        texts = json.load(sys.stdin)
        print(json.dumps(CHILDREN[options.child](texts)))
        return
    texts = cut_texts(options.articles)
    figures = measure(texts)
    if options.json:
        result: dict[str, Any] = {"machine": machine(), "articles": len(texts), **figures}
        print(json.dumps(result, indent=2))
        return
    print(f"{len(texts)} texts of {TOKENS} tokens, one core: {machine()}\n")
    print("\n".join(rows(figures)))


if __name__ == "__main__":
    main()
