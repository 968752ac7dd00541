"""``kill -9`` at any moment: whole articles only, and a resumed run ends where another would."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from invented import FakePipeline, article

from wortlaut import Corpus
from wortlaut.corpus.migrations import MIGRATIONS
from wortlaut.ingest import ingest

WRITER = Path(__file__).parent / "support" / "write_corpus.py"
ARTICLES = 120
#: Kill when the writer has printed this line, and then so many seconds later.
MOMENTS = (
    ("open", 0.0),
    ("open", 0.004),
    ("open", 0.012),
    ("open", 0.03),
    ("open", 0.08),
    ("1", 0.0),
    ("13", 0.001),
    ("40", 0.0003),
    ("41", 0.002),
    ("77", 0.0007),
    ("100", 0.0),
)

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")


def kill_at(path: Path, line: str, delay: float, jobs: int = 1) -> tuple[int, list[int]]:
    """Start a writer, kill it at the moment; its exit code and the ids of its workers."""
    command = [sys.executable, str(WRITER), str(path), str(ARTICLES), str(jobs)]
    workers: list[int] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for printed in writer.stdout:
            first, *rest = printed.split()
            workers = [int(pid) for pid in rest] or workers
            if first == line:
                time.sleep(delay)
                writer.send_signal(signal.SIGKILL)
                break
        return writer.wait(), workers


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the corpus holds, apart from the times."""
    columns = {
        "article": "number, id, source, title, url, outlet, authors, published, day, language, "
        "text, paratext, model, details",
        "statement": "*",
        "actor": "*",
        "form": "*",
        "naming": "*",
        "article_index": "rowid, *",
        "statement_index": "rowid, *",
        "meta": "*",
        "failure": "input, stage, code, message",
        "migration": "number, name",
    }
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT {names} FROM {table} ORDER BY 1").fetchall()
            for table, names in columns.items()
        }


def check(path: Path) -> int:
    """The file is sound and holds whole articles only; how many."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if connection.execute("PRAGMA user_version").fetchone()[0] < len(MIGRATIONS):
            return 0  # killed while it was made
        for index in ("article_index", "statement_index"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
            table = index.removesuffix("_index")
            sql = f"SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {index})"
            assert connection.execute(sql).fetchone() == (0,)
    pipeline = FakePipeline()
    with Corpus(path, read_only=True) as corpus:
        found = list(corpus)
        for analysis in found:
            number = int(analysis.article.source[4:-4])
            assert analysis == pipeline.analyze(article(number))
    return len(found)


def test_killed_and_resumed_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    kept = [0]
    for line, delay in MOMENTS:
        code, _ = kill_at(path, line, delay)
        assert code == -signal.SIGKILL
        if path.exists():
            kept.append(check(path))
    assert kept == sorted(kept), "an article that was kept is gone"
    assert kept[-1] >= 100

    subprocess.run([sys.executable, str(WRITER), str(path), str(ARTICLES), "1"], check=True)
    assert check(path) == ARTICLES
    whole = tmp_path / "whole.db"
    with Corpus(whole, create=True) as corpus:
        report = ingest((article(n) for n in range(ARTICLES)), corpus, FakePipeline())
    assert report.added == ARTICLES
    assert tables(path) == tables(whole)


def running(pid: int) -> bool:
    """Whether the process does anything: it exists and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes in /proc")
def test_killed_with_workers_leaves_none_behind(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    code, workers = kill_at(path, "20", 0.0, jobs=2)
    assert code == -signal.SIGKILL
    assert len(workers) >= 2
    until = time.monotonic() + 20
    while any(map(running, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(running, workers))
    assert check(path) >= 20
