"""``wortlaut versions``, ``copies`` and ``search --once``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from wortlaut import Actor, Analysis, Article, Corpus, Speaker, Statement
from wortlaut.records import Excerpt, Paratext, Provenance, Span
from wortlaut.trace.settle import settle

URL = "https://nordblick.example/faehre.html"
REPORT = (
    "Die Fähre zwischen Nordhafen und der Insel fällt bis Ende März aus. Ein Schaden am Ruder sei "
    "größer als gedacht, sagte der Sprecher der Reederei am Dienstag. Das Ersatzteil komme "
    "frühestens in drei Wochen. Bis dahin fahre ein kleineres Schiff, das keine Autos mitnimmt. "
    "Die Gemeinde bat um Geduld, die Vorräte auf der Insel reichten noch für zehn Tage."
)
WORDS = "Ein Schaden am Ruder sei größer als gedacht"


def report(url: str, outlet: str, text: str, captured: str, *, notice: str = "") -> Analysis:
    """An article with one statement."""
    whole = text + (f"\n\n{notice}" if notice else "")
    article = Article(
        url, whole, "Fähre fällt aus", url, outlet, published=captured,
        provenance=Provenance(url=url, captured=captured),
    )  # fmt: skip
    start = whole.index(WORDS)
    span = Span(start, start + len(WORDS))
    speaker = Speaker(Excerpt.cut(whole, [(0, 9)]), Actor("Reederei", "organisation"), "name", 0.9)
    said = Statement(article.id, "indirect", WORDS, (span,), speaker=speaker)
    if not notice:
        return Analysis(article, (said,))
    told = Paratext("correction", (Span(len(text) + 2, len(whole)),))
    return Analysis(article, (said,), (told,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A page in two versions, and the report of the second at another outlet as well."""
    made = tmp_path / "news.db"
    newer = REPORT.replace("drei Wochen", "vier Wochen")
    notice = "Korrektur: In einer früheren Fassung war von drei Wochen die Rede."
    with Corpus(made, create=True) as corpus:
        corpus.add(report(URL, "Nordblick", REPORT, "2026-03-03T08:00:00Z"))
        corpus.add(report(URL, "Nordblick", newer, "2026-03-03T12:00:00Z", notice=notice))
        other = "https://insel.example/a"
        corpus.add(report(other, "Inselbote", newer, "2026-03-03T14:00:00Z"))
        settle(corpus)
    return made


def test_versions(run, path: Path) -> None:
    table = run("versions", URL, "-c", path, "-f", "table")
    assert table.exit_code == 0
    assert "version 1" in table.stdout
    assert "correction notice: Korrektur: In einer früheren Fassung" in table.stdout
    lines = run("versions", URL, "-c", path, "-f", "jsonl").stdout.splitlines()
    old, new = map(json.loads, lines)
    assert (old["latest"], new["latest"]) == (False, True)
    assert (old["counts"], new["correction"] != []) == (None, True)
    by_id = run("versions", old["article"]["id"][:8], "-c", path, "-f", "jsonl")
    assert by_id.stdout.splitlines() == lines


def test_versions_of_a_page_that_is_not_there(run, path: Path) -> None:
    result = run("versions", "https://nordblick.example/nix", "-c", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no page https://nordblick.example/nix" in result.stderr


def test_copies(run, path: Path) -> None:
    (line,) = run("copies", "-c", path, "-f", "jsonl").stdout.splitlines()
    members = json.loads(line)["articles"]
    assert [m["outlet"] for m in members if m["original"]] == ["Nordblick"]
    assert {m["outlet"] for m in members} == {"Nordblick", "Inselbote"}
    rows = list(csv.DictReader(io.StringIO(run("copies", "-c", path, "-f", "csv").stdout)))
    assert [row["group"] for row in rows] == ["1", "1"]
    assert "2 articles" in run("copies", "-c", path, "-f", "table").stdout


def test_search_once_and_in_all_versions(run, path: Path) -> None:
    def found(*options: str) -> int:
        result = run("search", "Ruder", "-c", path, "-f", "jsonl", *options)
        return len(result.stdout.splitlines())

    assert (found(), found("--once"), found("--all-versions")) == (2, 1, 3)
