"""``wortlaut outlets``, and outlets wherever a statement is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wortlaut.cli import app
from wortlaut.corpus import Corpus
from wortlaut.records import Analysis, Article, Span, Statement

RUNNER = CliRunner()


def run(*arguments: str) -> str:
    result = RUNNER.invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_all_or_some() -> None:
    lines = [json.loads(line) for line in run("outlets", "--format", "jsonl").splitlines()]
    assert len(lines) >= 150
    some = run("outlets", "--country", "ch", "--kind", "public_service", "--format", "csv")
    assert {row.split(",")[3] for row in some.splitlines()[1:]} == {"CH"}


def test_a_word_of_name_domain_or_owner_finds_outlets() -> None:
    def found(*arguments: str) -> set[str]:
        lines = run("outlets", *arguments, "--format", "jsonl").splitlines()
        return {json.loads(line)["id"] for line in lines}

    assert {"haz", "lvz"} <= found("--query", "MADSACK")
    assert found("--query", "tagesschau.de") == {"tagesschau"}
    assert found("--query", "madsack", "--country", "CH") == set()


@pytest.mark.parametrize("wanted", ["rt-de", "RT Deutsch", "https://deutsch.rt.com/inland/1/"])
def test_one_with_its_sources_and_restrictions(wanted: str) -> None:
    text = run("outlets", wanted, "--format", "table")
    assert "name: RT DE" in text
    assert "kind: state owned  [Wikipedia: RT DE" in text
    assert "restriction: EU: " in text
    assert "2022/350" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("outlets", "https://nirgends.example/"), "no outlet"),
        (("outlets", "--kind", "good"), "kind 'good' is unknown"),
        (("outlets", "rt-de", "--country", "CH"), "leave out 'rt-de' or them"),
        (("outlets", "--outlets", "none.tsv"), "cannot be read (No such file or directory)"),
    ],
)
def test_what_cannot_be_meant(arguments: tuple[str, ...], message: str) -> None:
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_name_of_several_is_answered_with_their_ids(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tname\taliases\nb\tBote B\tDer Bote\na\tBote A\tDer Bote\n", "utf-8")
    result = RUNNER.invoke(app, ["outlets", "der bote", "--outlets", str(own)])
    assert result.exit_code == 2
    assert "'der bote' is a name of several: a (Bote A), b (Bote B); give an id" in result.stderr


def test_facts_stand_where_a_statement_is_shown(tmp_path: Path) -> None:
    article = Article("a", "„Gut“, sagte er.", "Titel", "https://deutsch.rt.com/a/1/", "RT DE")
    statement = Statement(article.id, "direct", "„Gut“", (Span(0, 5),))
    path = str(tmp_path / "news.db")
    with Corpus(path, create=True) as corpus:
        corpus.add(Analysis(article, (statement,)))
    hits = run("search", "gut", "--format", "table", "--corpus", path)
    assert "RT DE · state owned · legal restrictions: EU, DE, AT · Titel" in " ".join(hits.split())
    for command in (
        ("show", article.id, "--format", "table"),
        ("show", article.id, "--format", "html"),
    ):
        shown = " ".join(run(*command, "--corpus", path).split())
        assert "RT DE · state owned · RU · EU: broadcasting" in shown


def test_ones_own_table(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(
        "id\tname\tdomains\towner\tsource\n"
        "hafen\tHafenblatt\thafenblatt.example\tIda Kranz\tImpressum\n",
        encoding="utf-8",
    )
    text = run("outlets", "https://m.hafenblatt.example/x", "--outlets", str(own), "-f", "table")
    assert "owner: Ida Kranz  [Impressum]" in text
