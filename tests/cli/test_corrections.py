"""``wortlaut corrections``: the log, undoing, and training data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wortlaut import Analysis, Article, Corpus, Span, Statement
from wortlaut.evaluation.gold import read_gold

TEXT = "„Es reicht“, sagte Mara Lind. Der Verein warnt vor Folgen."


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    article = Article(source="a.txt", text=TEXT)
    with Corpus(path, create=True) as corpus:
        corpus.add(
            Analysis(article, (Statement(article.id, "direct", "„Es reicht“", (Span(0, 11),)),))
        )
        (kept,) = corpus
        corpus.change_statement(kept.statements[0].id, spans=[(1, 10)], author="Mara", note="ohne")
        corpus.add_statement(article.id, type="reported", spans=[(41, 57)], author="=Jo")
    return path


def test_the_log_in_all_formats(run, corrected: Path) -> None:
    table = run("corrections", "-c", str(corrected), "-f", "table").stdout
    assert "change: „„Es reicht““: spans (ohne)" in table
    lines = run("corrections", "-c", str(corrected), "-f", "jsonl").stdout.splitlines()
    first, second = map(json.loads, lines)
    assert (first["before"]["text"], first["after"]["text"]) == ("„Es reicht“", "Es reicht")
    assert (second["action"], second["before"]) == ("add", None)
    csv = run("corrections", "-c", str(corrected), "-f", "csv").stdout
    assert "'=Jo" in csv


def test_undo_and_a_log_of_one_article(run, corrected: Path) -> None:
    assert run("corrections", "undo", "2", "-c", str(corrected)).exit_code == 0
    again = run("corrections", "undo", "2", "-c", str(corrected))
    assert (again.exit_code, "already" in again.stderr) == (2, True)
    with Corpus(corrected, read_only=True) as corpus:
        (kept,) = corpus
    assert len(kept.statements) == 1
    one = run("corrections", "-c", str(corrected), "--article", kept.article.id[:6], "-f", "jsonl")
    assert len(one.stdout.splitlines()) == 2
    none = run("corrections", "-c", str(corrected), "--article", "ffff", "-f", "jsonl")
    assert (none.exit_code, none.stdout) == (1, "")


def test_training_data_can_be_evaluated(run, corrected: Path, tmp_path: Path) -> None:
    out = tmp_path / "corrected.jsonl"
    result = run("corrections", "export", str(out), "-c", str(corrected))
    assert (result.exit_code, "1 article" in result.stderr) == (0, True)
    (gold,) = read_gold(out)
    assert [s.text for s in gold.analysis().statements] == ["Es reicht", "warnt vor Folgen"]
    log = run("corrections", "export", "-", "-c", str(corrected), "-f", "jsonl")
    assert len(log.stdout.splitlines()) == 2
    bad = run("corrections", "export", str(tmp_path / "no" / "x"), "-c", str(corrected))
    assert (bad.exit_code, "cannot be written" in bad.stderr) == (2, True)
