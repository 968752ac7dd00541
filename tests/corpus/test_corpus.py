"""The corpus file: what goes in comes out, once, and only a corpus is opened as one."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from wortlaut import Analysis, Article, Corpus, Failure, Span, Statement
from wortlaut.corpus import connection as connection_module
from wortlaut.corpus import index as index_module
from wortlaut.corpus.connection import APPLICATION_ID
from wortlaut.corpus.migrations import MIGRATIONS
from wortlaut.corpus.query import MAX_DEPTH, MAX_TERMS, MAX_WORDS
from wortlaut.corpus.rows import day_of
from wortlaut.errors import CorpusError, RecordError, UsageError

DOCS = Path(__file__).parents[2] / "docs"
WRITER = Path(__file__).parent / "support" / "write_corpus.py"


def raw(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What another program reads in the file."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


# ---------------------------------------------------------------------------- articles


def test_what_goes_in_comes_out(corpus: Corpus, analyses: list[Analysis]) -> None:
    assert [corpus.article(a.article.id) for a in analyses] == analyses
    assert list(corpus) == sorted(analyses, key=lambda a: a.article.id)


def test_adding_again_changes_nothing(corpus: Corpus, analyses: list[Analysis]) -> None:
    before = corpus.info()
    for analysis in analyses:
        assert corpus.add(analysis, model="1") is False
        assert corpus.add(analysis) is False
    assert corpus.info() == before
    assert corpus.search("Häuser").total == 1


def test_another_model_replaces_the_statements(corpus: Corpus, analyses: list[Analysis]) -> None:
    bridge = analyses[0]
    newer = replace(bridge, statements=bridge.statements[1:], paratext=())
    assert corpus.add(newer, model="2") is True
    assert corpus.article(bridge.article.id) == newer
    assert corpus.model_of(bridge.article.id) == "2"
    assert corpus.search("Häuser").total == 0
    assert corpus.search("Präsident").total == 2
    assert len(corpus.articles("Häuser")) == 1
    assert corpus.has(bridge.article.id, model="2")
    assert not corpus.has(bridge.article.id, model="1")


def test_export_does_not_depend_on_the_order_of_adding(analyses: list[Analysis]) -> None:
    with Corpus(":memory:") as one, Corpus(":memory:") as other:
        for analysis in analyses:
            one.add(analysis)
        for analysis in reversed(analyses):
            other.add(analysis)
        assert list(one) == list(other)
        queries = [None, "Haus", "Kolb", "präsident OR haus", "text:Halmstedt"]
        hits = [[hit.to_dict() for hit in one.search(q)] for q in queries]
        assert hits == [[hit.to_dict() for hit in other.search(q)] for q in queries]


def test_more_articles_than_a_page_are_all_read() -> None:
    with Corpus(":memory:") as corpus:
        for n in range(450):
            corpus.add(Analysis(Article(source=f"{n}", text=f"Text {n}"), ()))
        ids = [a.article.id for a in corpus]
    assert len(set(ids)) == 450
    assert ids == sorted(ids)


def test_a_prefix_finds_one_article(corpus: Corpus, analyses: list[Analysis]) -> None:
    wanted = analyses[0].article.id
    assert corpus.article(wanted[:8]).article.id == wanted


def test_a_prefix_of_several_is_refused() -> None:
    with Corpus(":memory:") as corpus:
        for i in ("ab1", "ab2", "ac"):
            corpus.add(Analysis(Article(source=i, text=i, id=i), ()))
        with pytest.raises(UsageError, match="ab1, ab2; give more of it"):
            corpus.article("ab")
        assert corpus.article("ac").article.id == "ac"


@pytest.mark.parametrize("wanted", ["zzzz", "%", "' OR 1=1 --", "\ud800"])
def test_no_such_article(corpus: Corpus, wanted: str) -> None:
    with pytest.raises(CorpusError, match="there is no article"):
        corpus.article(wanted)
    assert corpus.has(wanted) is False


def test_an_empty_id_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="names no article"):
        corpus.article("  ")


def test_half_a_surrogate_pair_is_refused_whole() -> None:
    with Corpus(":memory:") as corpus:
        with pytest.raises(RecordError, match=r"half of a surrogate pair.*repair the text"):
            corpus.add(Analysis(Article(source="a", text="Rat\ud800"), ()))
        assert corpus.counts()["articles"] == 0


def test_nul_and_other_controls_are_kept() -> None:
    analysis = Analysis(Article(source="a", text="Rat\x00haus\x1b \u202e 😀"), ())
    with Corpus(":memory:") as corpus:
        corpus.add(analysis)
        assert corpus.article(analysis.article.id) == analysis


def test_a_statement_of_another_article_is_refused(analyses: list[Analysis]) -> None:
    mixed = replace(analyses[3], statements=analyses[2].statements)
    with Corpus(":memory:") as corpus, pytest.raises(RecordError, match="belongs to article"):
        corpus.add(mixed)


def test_two_statements_with_one_id_are_refused() -> None:
    article = Article(source="a", text="Ja, gut.")
    twice = Statement(article.id, "direct", "Ja", (Span(0, 2),))
    with Corpus(":memory:") as corpus:
        with pytest.raises(RecordError, match="same id"):
            corpus.add(Analysis(article, (twice, twice)))
        assert corpus.counts()["articles"] == 0


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-11-28", "2024-11-28"),
        ("2024-11-28T00:30:00+01:00", "2024-11-28"),
        ("2024-11-28T23:30:00Z", "2024-11-28"),
        ("2024-11-28 um 9 Uhr", "2024-11-28"),
        ("Thu, 28 Nov 2024 00:30:00 +0100", "2024-11-28"),
        ("2024-13-40 oder so", None),
        ("gestern", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_is_that_of_the_article(published: str | None, day: str | None) -> None:
    assert day_of(published) == day


# ---------------------------------------------------------------------------- failures


def test_failures_are_kept_once_and_cleared_by_success(analyses: list[Analysis]) -> None:
    times = iter(["t1", "t2", "t3", "t4", "t5", "t6", "t7"])
    with Corpus(":memory:", clock=lambda: next(times, "later")) as corpus:
        corpus.add_failure(Failure("bruecke.txt", "source", "empty", "leer"))
        corpus.add_failure(Failure("anders.txt", "source", "empty", "leer"))
        again = Failure("bruecke.txt", "analysis", "worker", "gestorben")
        corpus.add_failure(again)
        assert corpus.failures() == [Failure("anders.txt", "source", "empty", "leer"), again]
        corpus.add(analyses[0])
        assert [f.input for f in corpus.failures()] == ["anders.txt"]
        assert corpus.clear_failure("anders.txt") is True
        assert corpus.clear_failure("anders.txt") is False
        assert corpus.failures() == []


def test_first_and_last_time_of_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for moment in ("2024-11-01T00:00:00Z", "2024-11-02T00:00:00Z"):
        with Corpus(path, create=True, clock=lambda moment=moment: moment) as corpus:
            corpus.add_failure(Failure("x", "source", "empty", "leer"))
    assert raw(path, "SELECT first_seen, last_seen FROM failure") == [
        ("2024-11-01T00:00:00Z", "2024-11-02T00:00:00Z")
    ]


def test_a_failure_with_an_odd_name_is_kept() -> None:
    with Corpus(":memory:") as corpus:
        corpus.add_failure(Failure("b\udcfcrger.txt", "source", "empty", "leer"))
        assert [f.input for f in corpus.failures()] == ["b\\udcfcrger.txt"]


# --------------------------------------------------------------------------- the file


def test_info_counts(corpus: Corpus) -> None:
    corpus.add_failure(Failure("x", "source", "empty", "leer"))
    info = corpus.info()
    assert corpus.counts() == {"articles": 4, "statements": 6, "failures": 1}
    assert (info.articles, info.statements, info.failures) == (4, 6, 1)
    assert (info.outlets, info.speakers) == (2, 2)
    assert (info.first_day, info.last_day) == ("2024-10-02", "2024-11-28")
    assert info.types == {"direct": 2, "indirect": 2, "indirect_free_indirect": 1, "reported": 1}
    assert info.models == {"1": 4}
    assert info.to_dict()["schema"] == len(MIGRATIONS)


def test_a_missing_corpus_is_not_made_by_looking(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with pytest.raises(CorpusError, match=r"there is no corpus at .*wortlaut ingest INPUT"):
        Corpus.open(path)
    assert not path.exists()


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="there is no directory"):
        Corpus.open(tmp_path / "nowhere" / "news.db", create=True)


def test_a_directory_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not a file"):
        Corpus.open(tmp_path, create=True)


@pytest.mark.parametrize("content", [b"Der Rat tagt.\n" * 200, b"\x00" * 5000, b"x"])
@pytest.mark.parametrize("create", [True, False])
def test_another_file_is_left_alone(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"not an SQLite file|is empty, not a corpus"):
        Corpus.open(path, create=create)
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "shop.db"
    raw(path, "CREATE TABLE article (price)")
    content = path.read_bytes()
    with pytest.raises(CorpusError, match=r"of another program.*give another path"):
        Corpus.open(path, create=create)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_corpus_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.touch()
    with pytest.raises(CorpusError, match="is empty, not a corpus"):
        Corpus.open(path)
    with Corpus.open(path, create=True) as corpus:
        assert corpus.counts()["articles"] == 0


def test_the_header_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Corpus.open(path, create=True).close()
    assert raw(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert raw(path, "PRAGMA journal_mode") == [("wal",)]
    assert raw(path, "SELECT number, name FROM migration") == [
        (number, step.__name__) for number, step in enumerate(MIGRATIONS, start=1)
    ]


def test_a_newer_corpus_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Corpus.open(path, create=True).close()
    raw(path, "PRAGMA user_version = 99")
    with pytest.raises(CorpusError, match=r"newer Wortlaut \(schema 99"):
        Corpus.open(path)


def test_an_older_corpus_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.db"
    with monkeypatch.context() as patch:
        for name in ("connection", "migrations"):
            patch.setattr(f"wortlaut.corpus.{name}.MIGRATIONS", MIGRATIONS[:1])
        connection_module.connect(path, create=True, read_only=False, clock=lambda: "then").close()
    with pytest.raises(CorpusError, match="made by an older Wortlaut"):
        Corpus.open(path, read_only=True)
    with Corpus(path, clock=lambda: "now") as corpus:
        corpus.add(Analysis(Article(source="a", text="Der Rat tagt."), ()))
        assert len(corpus.articles("Räten")) == 1
    assert raw(path, "SELECT number, applied FROM migration") == [
        (number, "then" if number == 1 else "now") for number in range(1, len(MIGRATIONS) + 1)
    ]


def test_a_migration_that_fails_leaves_the_step_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.db"

    def m9999_half(connection: connection_module.Connection) -> None:
        connection.run("CREATE TABLE half (x)")
        connection.run("CREATE TABLE article (x)")  # is there already

    Corpus.open(path, create=True).close()
    with monkeypatch.context() as patch:
        for name in ("connection", "migrations"):
            patch.setattr(f"wortlaut.corpus.{name}.MIGRATIONS", (*MIGRATIONS, m9999_half))
        with pytest.raises(CorpusError, match="already exists"):
            Corpus.open(path)
    assert raw(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert raw(path, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == [(0,)]


def test_another_stemmer_means_a_new_index(
    tmp_path: Path,
    analyses: list[Analysis],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = tmp_path / "news.db"
    with monkeypatch.context() as patch:
        patch.setattr("wortlaut.corpus.index.fingerprint", lambda: "other")
        patch.setattr(
            "wortlaut.corpus.index.statement_index_values", lambda row: ("unfug",) + ("",) * 5
        )
        with Corpus(path, create=True) as corpus:
            for analysis in analyses:
                corpus.add(analysis)
            assert corpus.search("Haus").total == 0
    with Corpus(path, read_only=True) as corpus:
        assert "indexed with another stemmer" in caplog.text
    with Corpus(path) as corpus:
        assert corpus.search("Haus").total == 1
        assert corpus.search("unfug").total == 0
        assert index_module.index_is_current(corpus._db)


def test_read_only_writes_nothing(tmp_path: Path, analyses: list[Analysis]) -> None:
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        corpus.add(analyses[0])
    content = path.read_bytes()
    with Corpus(path, read_only=True) as corpus:
        assert corpus.search("Haus").total == 1
        with pytest.raises(CorpusError, match="cannot be written"):
            corpus.add(analyses[1])
    assert path.read_bytes() == content


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """``folder`` and its files cannot be written; root, who may write everywhere, is nobody."""
    for path in [*folder.iterdir(), folder]:
        path.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs the users of POSIX")
def test_a_read_only_medium_can_be_searched(analyses: list[Analysis]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "news.db"
        with Corpus(path, create=True) as corpus:
            corpus.add(analyses[0])
            assert corpus.search("Haus").total == 1  # every module is loaded from here on
        with without_rights(Path(name)):
            with Corpus(path, read_only=True) as corpus:
                assert corpus.search("Haus").total == 1
            with pytest.raises(CorpusError, match="cannot be written; check its rights"):
                Corpus(path).add(analyses[1])


def test_a_damaged_corpus_says_so(tmp_path: Path, analyses: list[Analysis]) -> None:
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        corpus.add(analyses[0])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"damaged; restore it from a copy"):
        Corpus(path, read_only=True).search("Haus")


def test_a_closed_corpus_says_so(corpus: Corpus) -> None:
    corpus.close()
    with pytest.raises(CorpusError, match="open the corpus again"):
        corpus.counts()


def test_a_writer_that_waits_too_long_is_told(
    tmp_path: Path, analyses: list[Analysis], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.db"
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    with Corpus(path, create=True) as one, Corpus(path) as other:
        one._db.run("BEGIN IMMEDIATE")
        with pytest.raises(CorpusError, match="another process has been writing"):
            other.add(analyses[0])
        one._db.run("COMMIT")
        assert other.add(analyses[0]) is True


# ------------------------------------------------------------------------ other programs


def test_others_read_while_it_is_written(tmp_path: Path) -> None:
    """Every look sees whole articles, their statements in the index, and never fewer."""
    path = tmp_path / "news.db"
    command = [sys.executable, str(WRITER), str(path), "400", "1"]
    looks = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if not line[0].isdigit() or int(line) % 20:
                continue
            with Corpus(path, read_only=True) as corpus:
                seen = list(corpus)
                found = corpus.search("Haus", limit=0).total
                after = corpus.counts()
            expected = sum(1 + int(a.article.source[4:-4]) % 3 for a in seen)
            assert sum(len(a.statements) for a in seen) == expected
            assert expected <= found <= after["statements"]
            looks.append(len(seen))
    assert writer.returncode == 0
    assert len(looks) == 20
    assert looks == sorted(looks)
    assert looks[0] < looks[-1]


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    command = [sys.executable, str(WRITER), str(path), "150", "1"]
    writers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    with Corpus(path) as corpus:
        assert corpus.counts() == {
            "articles": 150,
            "statements": sum(1 + n % 3 for n in range(150)),
            "failures": 0,
        }
        assert corpus.search("Haus", limit=0).total == corpus.counts()["statements"]


def test_processes_that_make_the_corpus_at_the_same_moment(tmp_path: Path) -> None:
    code = (
        "import sys, time; from wortlaut.corpus import Corpus\n"
        "while time.time() < float(sys.argv[1]): pass\n"
        "for path in sys.argv[2:]: Corpus(path, create=True).close()"
    )
    paths = [str(tmp_path / f"{n}.db") for n in range(40)]
    command = [sys.executable, "-c", code, str(time.time() + 1.5), *paths]
    makers = [subprocess.Popen(command) for _ in range(3)]
    assert [maker.wait() for maker in makers] == [0, 0, 0]


def test_the_view_for_other_programs(tmp_path: Path, analyses: list[Analysis]) -> None:
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        for analysis in analyses:
            corpus.add(analysis)
    sql = "SELECT speaker, text, outlet FROM ledger WHERE type = 'reported'"
    assert raw(path, sql) == [
        ("der Präsidenten beider Kammern", "ist der Haushalt beschlossen", "Nordblick")
    ]


def test_the_queries_in_the_docs_run(tmp_path: Path, analyses: list[Analysis]) -> None:
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        for analysis in analyses:
            corpus.add(analysis)
    page = (DOCS / "explanation" / "corpus.md").read_text(encoding="utf-8")
    queries = [q for q in re.findall(r"```sql\n(.*?)```", page, re.S) if "ATTACH" not in q]
    by_speaker, by_party, by_month, places = [raw(path, query) for query in queries]
    assert by_speaker == [("jonas-kolb", "Jonas Kolb", 2, 2), ("Q4242", "Anna Sorel", 1, 1)]
    assert by_party == [(None, "unknown", 1), ("2024", "unknown", 5)]
    assert by_month == []  # she is not quoted directly
    texts = {a.article.id: a.article.text for a in analyses}
    found = {s.id: s for a in analyses for s in a.statements}
    assert len(places) == len(found)
    for id, start, end in places:
        assert texts[found[id].article_id][start:end] == found[id].text


def test_the_limits_in_the_docs_are_the_limits() -> None:
    page = (DOCS / "reference" / "search.md").read_text(encoding="utf-8")
    assert f"more than {MAX_TERMS} words and phrases ({MAX_WORDS:,} words within" in page
    assert f"more than {MAX_DEPTH} brackets within brackets" in page
