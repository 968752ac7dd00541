"""``ingest``, ``search`` and ``show``: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from wortlaut import Actor, Analysis, Article, Corpus, Failure, Span, Speaker, Statement
from wortlaut.cli import app
from wortlaut.cli.hits import print_hits
from wortlaut.config import PipelineConfig

TEXT = (
    "Streit in Halmstedt\n\nAm Montag wurde es laut. „Die Häuser bleiben stehen“, sagte Anna "
    "Sorel. Danach war Ruhe."
)


def analysis(source: str = "rat.txt", outlet: str | None = "Bote") -> Analysis:
    article = Article(
        source=source, text=TEXT, title="Streit", outlet=outlet, published="2024-11-28"
    )
    quote = Span(TEXT.index("Die Häuser"), TEXT.index("“"))
    speaker = Speaker(actor=Actor("Anna Sorel", "person", "Q4242"), resolved_by="name")
    statement = Statement(article.id, "direct", quote.cut(TEXT), (quote,), speaker=speaker)
    return Analysis(article, (statement,))


class FakePipeline:
    """Finds the one statement; cannot do a text without one."""

    model_version = "fake-1"

    def __init__(self, config: PipelineConfig) -> None:
        self.config = config

    def pipe(self, articles: Iterable[Article], *, batch_size: int) -> Iterator[Analysis | Failure]:
        for article in articles:
            if "Häuser" in article.text:
                start = article.text.index("Die Häuser")
                span = Span(start, start + 10)
                found = Statement(article.id, "direct", span.cut(article.text), (span,))
                yield Analysis(article, (found,))
            else:
                yield Failure(article.source, "analysis", "odd", "nothing\nin it")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Runs the command line in an empty folder with a pipeline that needs no model."""
    module = types.ModuleType("wortlaut.pipeline")
    module.Pipeline = FakePipeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wortlaut.pipeline", module)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORTLAUT_CORPUS", raising=False)

    def invoke(*arguments: str, **options: object) -> Result:
        return CliRunner().invoke(app, arguments, **options)  # type: ignore[arg-type]

    return invoke


@pytest.fixture
def corpus(tmp_path: Path) -> Analysis:
    """A corpus ``wortlaut.db`` with one article; the article."""
    with Corpus(tmp_path / "wortlaut.db", create=True) as made:
        made.add(analysis())
    return analysis()


# ------------------------------------------------------------------------------- search


def test_search_prints_json_lines_to_a_program(run, corpus: Analysis) -> None:
    result = run("search", "Haus")
    assert (result.exit_code, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    hit = json.loads(line)
    assert list(hit) == ["article", "statement", "context", "matches", "score", "actors"]
    assert hit["statement"] == corpus.statements[0].to_dict()
    assert hit["article"]["id"] == corpus.article.id
    ((start, end),) = hit["matches"]
    assert TEXT[start:end] == "Häuser"
    ((start, end),) = hit["context"]["spans"]
    assert TEXT[start:end] == hit["context"]["text"]


def test_search_as_csv(run, corpus: Analysis) -> None:
    result = run("search", "Haus", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["text"] == "Die Häuser bleiben stehen"
    assert row["speaker_wikidata"] == "Q4242"
    assert row["context"].startswith("Am Montag")
    header = run("search", "Katze", "--format", "csv").stdout.strip()
    assert header == ",".join(row)


def test_search_as_a_table(run, corpus: Analysis) -> None:
    lines = run("search", "Haus", "--format", "table").stdout.splitlines()
    assert lines == [
        "1 statement",
        "",
        "Anna Sorel  direct",
        f"Bote · 2024-11-28 · Streit · {corpus.article.id[:8]}",
        "Am Montag wurde es laut. „[Die Häuser bleiben stehen]“, sagte Anna Sorel. Danach war "
        "Ruhe.",
    ]


def test_the_table_on_a_terminal_sets_words_off_by_style() -> None:
    with Corpus(":memory:") as made:
        made.add(analysis())
        found = made.search("Haus")
    console = Console(file=io.StringIO(), force_terminal=True, width=60, color_system="truecolor")
    print_hits(found, console)
    printed = console.file.getvalue()
    assert "\x1b[1mDie \x1b[0m\x1b[1;4mHäuser\x1b[0m" in printed
    assert "[Die" not in printed


def test_controls_in_an_article_do_not_reach_the_terminal() -> None:
    article = Article(source="a\x1b[2J", text="Ja\x1b[31m, gut.", title="T\x07\nU", outlet="O\x9b")
    statement = Statement(article.id, "direct", "Ja", (Span(0, 2),))
    with Corpus(":memory:") as made:
        made.add(Analysis(article, (statement,)))
        found = made.search()
    console = Console(file=io.StringIO(), width=60)
    print_hits(found, console)
    printed = console.file.getvalue()
    assert not {"\x1b", "\x07", "\x9b"} & set(printed)
    assert "T� U" in printed


def test_no_hit_is_no_error(run, corpus: Analysis) -> None:
    result = run("search", "Katze")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert run("search", "Katze", "--format", "table").stdout == "no statement found\n"


@pytest.mark.parametrize(
    ("options", "hits"),
    [
        (["--speaker", "sorel"], 1),
        (["--speaker", "Kolb"], 0),
        (["--type", "direct", "--type", "indirect"], 1),
        (["--type", "indirect"], 0),
        (["--outlet", "bote"], 1),
        (["--outlet", "Blatt"], 0),
        (["--since", "2024-11", "--until", "2024"], 1),
        (["--since", "2025"], 0),
        (["--order", "time"], 1),
        (["--limit", "0"], 1),
        (["--", "-Katze"], 1),
        (["--", "-Haus"], 0),
    ],
)
def test_options_narrow_the_search(run, corpus: Analysis, options: list[str], hits: int) -> None:
    result = run("search", *options)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == hits


def test_limit(run, corpus: Analysis) -> None:
    with Corpus("wortlaut.db") as made:
        for n in range(60):
            made.add(analysis(f"{n}.txt", outlet=None))
    assert len(run("search").stdout.splitlines()) == 50
    assert len(run("search", "-n", "7").stdout.splitlines()) == 7
    assert len(run("search", "--limit", "0").stdout.splitlines()) == 61
    table = run("search", "-n", "7", "--format", "table").stdout
    assert table.startswith("7 of 61 statements\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["search", "--corpus", "none.db"], 1, "there is no corpus at none.db"),
        (["search", "--since", "gestern"], 2, "since is 'gestern'"),
        (["search", "--type", "laut"], 2, "type 'laut' is unknown"),
        (["search", "--speaker", "?"], 2, "no word to look for"),
        (["search", "--order", "rank"], 2, "rank"),
        (["search", "--limit", "-1"], 2, "--limit"),
        (["search", "(" * 100 + "x"], 2, "brackets within brackets"),
        (["show", "zzz"], 1, "there is no article 'zzz'"),
        (["show", ""], 2, "names no article"),
        (["show"], 2, "ARTICLE"),
        (["ingest"], 2, "nothing to ingest"),
        (["ingest", "x.txt", "--jobs", "0"], 2, "jobs"),
        (["ingest", "rat.txt", "--corpus", "rat.txt"], 1, "not an SQLite file"),
        (["ingest", "rat.txt", "--corpus", "no/news.db"], 1, "there is no directory no"),
    ],
)
def test_mistakes_end_with_a_reason_on_stderr(
    run, corpus: Analysis, arguments: list[str], code: int, message: str
) -> None:
    Path("rat.txt").write_text(TEXT, encoding="utf-8")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert Path("rat.txt").read_text(encoding="utf-8") == TEXT


def test_the_corpus_comes_from_the_environment(run, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.db"
    with Corpus(path, create=True) as made:
        made.add(analysis())
    result = run("search", "Haus", env={"WORTLAUT_CORPUS": str(path)})
    assert len(result.stdout.splitlines()) == 1
    result = run("search", "--corpus", "none.db", env={"WORTLAUT_CORPUS": str(path)})
    assert result.exit_code == 1


# --------------------------------------------------------------------------------- show


def test_show_prints_the_article_with_its_statements(run, corpus: Analysis) -> None:
    result = run("show", corpus.article.id[:6])
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == corpus.to_dict()


@pytest.mark.parametrize(
    ("chosen", "part"),
    [("table", "Anna Sorel"), ("csv", "statement_id"), ("html", "<html"), ("jsonl", '{"article"')],
)
def test_show_in_every_format(run, corpus: Analysis, chosen: str, part: str) -> None:
    result = run("show", corpus.article.id, "--format", chosen)
    assert result.exit_code == 0, result.stderr
    assert part in result.stdout
    assert "Die Häuser" in result.stdout


# ------------------------------------------------------------------------------- ingest


def test_ingest_makes_a_corpus_and_says_what_came_of_it(run, tmp_path: Path) -> None:
    Path("rat.txt").write_text(TEXT, encoding="utf-8")
    result = run("ingest", "rat.txt")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert result.stderr == "wortlaut.db: 1 article: 1 added, 0 unchanged, 0 failed\n"
    again = run("ingest", "rat.txt")
    assert again.stderr == "wortlaut.db: 1 article: 0 added, 1 unchanged, 0 failed\n"
    assert len(run("search", "Haus").stdout.splitlines()) == 1


def test_each_failure_is_one_line_and_the_rest_is_done(run) -> None:
    Path("rat.txt").write_text(TEXT, encoding="utf-8")
    Path("odd.txt").write_text("Nichts.", encoding="utf-8")
    result = run("ingest", "missing.txt", "odd.txt", "rat.txt", "--corpus", "news.db")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("missing.txt: source: ")
    assert lines[1] == "odd.txt: analysis: nothing in it"
    assert lines[2] == "news.db: 3 articles: 1 added, 0 unchanged, 2 failed"
    with Corpus("news.db") as made:
        assert made.counts() == {"articles": 1, "statements": 1, "failures": 2}


def test_interrupted_ingest_says_how_to_go_on(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> Iterator[Analysis]:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakePipeline, "pipe", stop)
    Path("rat.txt").write_text(TEXT, encoding="utf-8")
    result = run("ingest", "rat.txt")
    assert result.exit_code == 130
    assert "finished articles are in wortlaut.db" in result.stderr
