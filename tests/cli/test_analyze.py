"""``wortlaut analyze``: formats, streams, exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

TEXT = "Brücke\n\n„Wir bauen“, sagte Feder. „Nein“, sagte Lind.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Es regnet.\n", encoding="utf-8")
    return tmp_path


def test_jsonl_is_the_default_where_there_is_no_terminal(run, folder: Path) -> None:
    result = run("analyze", folder)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [x["article"]["source"] for x in lines] == [str(folder / n) for n in ("a.txt", "b.txt")]
    assert lines[0]["article"]["text"] == TEXT
    assert [s["speaker"]["name"] for s in lines[0]["statements"]] == ["Feder", "Lind"]


def test_table(run, folder: Path) -> None:
    result = run("analyze", folder / "a.txt", "--format", "table")
    assert result.exit_code == 0
    assert "  2 Lind  direct · 100%\n    [„Nein“], sagte Lind.\n" in result.stdout


def test_csv_has_its_header_always(run, folder: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("analyze", folder, "-f", "csv").stdout)))
    assert [row[8] for row in rows] == ["text", "„Wir bauen“", "„Nein“"]
    nothing = run("analyze", folder / "b.txt", "-f", "csv").stdout
    assert nothing.splitlines() == [",".join(rows[0])]


def test_html_holds_all_articles(run, folder: Path) -> None:
    result = run("analyze", folder, "-f", "html")
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.count("<article ") == 2


def test_standard_input(run) -> None:
    result = run("analyze", "-", input=TEXT)
    assert json.loads(result.stdout)["article"]["source"] == "-"


def test_some_failures_are_exit_1_and_one_line_each(run, folder: Path) -> None:
    (folder / "leer.txt").write_text(" \n")
    (folder / "krach.txt").write_text("Absturz, sagte sie.")
    result = run("analyze", folder, "fehlt.txt", "ftp://b.example/a")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines() == [
        f"{folder}/krach.txt: tagger: the model gave up",
        f"{folder}/leer.txt: source: empty: no words in it",
        "fehlt.txt: source: there is no such file or directory; check the path",
        "ftp://b.example/a: fetch: 'ftp://b.example/a' is no http or https address; "
        "only these are fetched",
    ]


def test_a_failure_is_one_line_whatever_the_name(run) -> None:
    result = run("analyze", "zwei\nZeilen\x1b.txt")
    assert result.stderr.splitlines() == [
        "zwei Zeilen�.txt: source: there is no such file or directory; check the path"
    ]


def test_no_inputs_is_a_usage_error_with_a_hint(run) -> None:
    result = run("analyze")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "wortlaut analyze article.txt" in result.stderr


@pytest.mark.parametrize("args", [["--format", "xml", "a.txt"], ["--frmat", "csv", "a.txt"]])
def test_unknown_options_are_usage_errors(run, args: list[str]) -> None:
    result = run("analyze", *args)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.csv", "article_id,"), ("out.html", "<!DOCTYPE"), ("out.jsonl", '{"art'), ("out", "{")],
)
def test_output_goes_to_a_file_in_the_format_of_its_name(
    run, folder: Path, name: str, start: str
) -> None:
    result = run("analyze", folder / "a.txt", "--output", folder / name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (folder / name).read_text(encoding="utf-8").startswith(start)


def test_a_stated_format_overrules_the_name(run, folder: Path) -> None:
    run("analyze", folder / "a.txt", "-o", folder / "out.csv", "-f", "table")
    assert "  1 Feder  direct" in (folder / "out.csv").read_text(encoding="utf-8")


def test_output_never_overwrites_an_input(run, folder: Path) -> None:
    result = run("analyze", folder, "--output", folder / "sub" / ".." / "a.txt")
    assert result.exit_code == 2
    (folder / "sub").mkdir()
    result = run("analyze", folder, "--output", folder / "sub" / ".." / "a.txt")
    assert result.exit_code == 2
    assert "is one of the inputs" in result.stderr
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


def test_output_that_cannot_be_written_is_a_usage_error(run, folder: Path) -> None:
    result = run("analyze", folder / "a.txt", "--output", folder / "gibt" / "es.jsonl")
    assert result.exit_code == 2
    assert "cannot write to" in result.stderr


def test_our_own_output_can_be_analyzed_again(run, folder: Path) -> None:
    once = run("analyze", folder).stdout
    assert run("analyze", "-", input=once).stdout == once


@pytest.mark.parametrize("command", ["analyze", "ingest"])
def test_tables_of_actors_reach_the_pipeline(run, folder: Path, monkeypatch, command: str) -> None:
    import sys

    seen: list[tuple[Path, ...]] = []
    fake = sys.modules["wortlaut.pipeline"].Pipeline

    class Noted(fake):
        def __init__(self, config: object) -> None:
            seen.append(config.actors)  # type: ignore[attr-defined]

    monkeypatch.setattr(sys.modules["wortlaut.pipeline"], "Pipeline", Noted)
    more = ["--corpus", folder / "c.db"] if command == "ingest" else []
    tables = ["--actors", "eine.tsv", "--actors", "zwei.tsv"]
    run(command, folder / "a.txt", *tables, *more)
    run(command, folder / "a.txt", *more)
    assert seen[0] == (Path("eine.tsv"), Path("zwei.tsv"))
    assert seen[-1] == ()
