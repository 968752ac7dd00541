"""``wortlaut actors``: what it prints, what it corrects, and how it refuses."""

from __future__ import annotations

import csv
import io
import json
import sys
import types
from pathlib import Path

import pytest

from wortlaut import Actor, Analysis, Article, Corpus, Span, Speaker, Statement

TEXT = "Ja. Nein. Doch. Nie."
SPEAKERS = (
    Actor("Anna Sorel", "person", "Q4242", "female", "SPD", "DE"),
    Actor("Jonas Kolb", "person"),
    Actor("=Kolb\x1b", "person"),
    Actor(),
)


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Article:
    """A corpus ``wortlaut.db`` in the current folder with one article; the article."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORTLAUT_CORPUS", raising=False)
    made = Article(source="rat.txt", text=TEXT, outlet="Bote", published="2024-11-28")
    spans = (Span(0, 3), Span(4, 9), Span(10, 15), Span(16, 20))
    statements = tuple(
        Statement(made.id, "direct", span.cut(TEXT), (span,), speaker=Speaker(actor=actor))
        for span, actor in zip(spans, SPEAKERS, strict=True)
    )
    with Corpus("wortlaut.db", create=True) as corpus:
        corpus.add(Analysis(made, statements))
    return made


def test_the_list_as_json_lines(run, article: Article) -> None:
    result = run("actors")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["key"] for row in rows] == [
        *("Q4242", "jonas-kolb"),
        *(f"kolb@{article.id}", "unknown"),
    ]
    assert rows[0] == {
        "key": "Q4242",
        "name": "Anna Sorel",
        "kind": "person",
        "wikidata": "Q4242",
        "gender": "female",
        "party": "SPD",
        "country": "DE",
        "statements": 1,
        "on_behalf": 0,
        "articles": 1,
        "article": None,
    }


def test_the_list_as_csv_and_as_a_table(run, article: Article) -> None:
    rows = list(csv.DictReader(io.StringIO(run("actors", "-f", "csv").stdout)))
    assert [row["name"] for row in rows] == ["Anna Sorel", "Jonas Kolb", "'=Kolb\x1b", ""]
    table = run("actors", "--format", "table").stdout
    assert table.splitlines()[0].split() == [
        *("key", "name", "kind", "statements"),
        *("articles", "party", "country"),
    ]
    assert "(nobody named)" in table
    assert "(in this article)" in table
    assert "\x1b" not in table
    assert run("actors", "-q", "Katze", "-f", "table").stdout == "no actor found\n"


def test_the_list_is_narrowed(run, article: Article) -> None:
    assert len(run("actors", "--query", "kolb").stdout.splitlines()) == 2
    assert len(run("actors", "--kind", "unknown").stdout.splitlines()) == 1
    assert len(run("actors", "--limit", "1").stdout.splitlines()) == 1
    assert len(run("actors", "-n", "0").stdout.splitlines()) == 4


def test_show(run, article: Article) -> None:
    table = run("actors", "show", "anna sorel", "-f", "table").stdout.splitlines()
    assert table[0] == "Anna Sorel"
    assert "  party: SPD" in table
    assert "  statements: 1" in table
    assert table[-1].startswith("Ja.  Bote · 2024-11-28 · ")
    shown = json.loads(run("actors", "show", "Q4242").stdout)
    assert (shown["names"], shown["keys"]) == (["Anna Sorel"], ["Q4242"])
    (row,) = csv.DictReader(io.StringIO(run("actors", "show", "q4242", "-f", "csv").stdout))
    assert row["names"] == "Anna Sorel"


def test_corrections_are_made_listed_and_undone(run, article: Article) -> None:
    made = run("actors", "merge", "jonas-kolb", f"kolb@{article.id[:5]}", "--author", "mara")
    assert made.exit_code == 0, made.stderr
    assert made.stdout.startswith("1: =Kolb")
    assert "`wortlaut actors undo 1` takes it back" in made.stderr
    split = run("actors", "split", "unknown", "--name", "Mara Lind", "--article", article.id)
    assert split.stdout == "2: unknown is Mara Lind (mara-lind~2) in 1 article\n"
    renamed = run("actors", "rename", "Q4242", "Anna Tal", "--kind", "person")
    assert renamed.stdout == "3: Anna Sorel (Q4242) is Anna Tal, person\n"
    undone = run("actors", "undo", "1")
    assert undone.stdout.startswith("undone: 1: ")
    entries = [json.loads(line) for line in run("actors", "log").stdout.splitlines()]
    assert [e["action"] for e in entries] == ["merge", "split", "rename"]
    assert [bool(e["undone"]) for e in entries] == [True, False, False]
    assert entries[0]["author"] == "mara"
    assert entries[1]["key"] == "mara-lind~2"
    table = run("actors", "log", "--format", "table").stdout
    assert "rename: Anna Sorel (Q4242) is Anna Tal" in table
    rows = list(csv.DictReader(io.StringIO(run("search", "-f", "csv").stdout)))
    found = {row["actor"]: row["speaker"] for row in rows}
    assert found["Q4242"] == "Anna Tal"
    assert found["mara-lind~2"] == "Mara Lind"
    assert "Anna Tal" in run("search", "--actor", "Q4242", "-f", "table").stdout


def test_the_corpus_may_stand_before_the_command(run, article: Article) -> None:
    Path("wortlaut.db").rename("news.db")
    for words in (["-c", "news.db", "show", "Q4242"], ["show", "Q4242", "-c", "news.db"]):
        assert run("actors", *words).exit_code == 0
    assert "no corpus at wortlaut.db" in run("actors", "show", "Q4242").stderr
    result = run("actors", "--limit", "3", "show", "Q4242")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "options of wortlaut actors show come after it" in result.stderr


@pytest.mark.parametrize(
    ("options", "hits"),
    [
        (["--actor", "Anna Sorel"], 1),
        (["--party", "spd", "--gender", "female", "--country", "de"], 1),
        (["--kind", "person"], 3),
        (["--unknown"], 1),
        (["--speaker", "kolb"], 2),
    ],
)
def test_search_by_actor(run, article: Article, options: list[str], hits: int) -> None:
    result = run("search", *options)
    assert result.exit_code == 0, result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == hits
    assert all(line["actors"][0]["part"] == "speaker" for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["actors", "show", "Q99"], 1, "there is no actor 'Q99'"),
        (["actors", "show"], 2, "ACTOR"),
        (["actors", "merge", "Q4242", "Q4242"], 2, "are the same actor already"),
        (["actors", "split", "Q4242"], 2, "--name"),
        (["actors", "split", "Q4242", "--name", "X"], 2, "give an article or a statement"),
        (["actors", "rename", "Q4242"], 2, "nothing to change"),
        (["actors", "undo", "9"], 1, "there is no correction 9"),
        (["actors", "undo", "x"], 2, "NUMBER"),
        (["actors", "--kind", "firm"], 2, "kind 'firm' is unknown"),
        (["actors", "log", "--corpus", "none.db"], 1, "there is no corpus at none.db"),
        (["actors", "build", "--from", "nowhere"], 2, "nowhere is no folder"),
        (["search", "--actor", "Q99"], 1, "there is no actor 'Q99'"),
        (["search", "--country", "Mars"], 2, "give its two letters"),
    ],
)
def test_mistakes_end_with_a_reason(
    run, article: Article, arguments: list[str], code: int, message: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_build_calls_the_builder(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    module = types.ModuleType("wortlaut.knowledge.build")

    def build_knowledge(source: Path, output: Path) -> str:
        calls.append((source, output))
        return "built"

    module.build_knowledge = build_knowledge  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wortlaut.knowledge.build", module)
    result = run("actors", "build", "--from", tmp_path, "-o", tmp_path / "own.sqlite")
    assert result.exit_code == 0, result.stderr
    assert calls == [(tmp_path, tmp_path / "own.sqlite")]
    assert result.stderr.startswith("built; WORTLAUT_KNOWLEDGE=")
