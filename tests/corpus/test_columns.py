"""Columns are shared and up to date, cursors hold their place, and searches stay what they were."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from invented import FakePipeline, article, ledger, statement

from wortlaut import Analysis, Article, Corpus
from wortlaut.errors import UsageError

ADD = """
import sys
sys.path.insert(0, sys.argv[2])
from invented import FakePipeline, article
from wortlaut import Corpus
with Corpus(sys.argv[1]) as corpus:
    corpus.add(FakePipeline().analyze(article(int(sys.argv[3]))))
"""
SUPPORT = Path(__file__).parent / "support"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the four articles and six statements."""
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        for analysis in ledger():
            corpus.add(analysis, model="1")
    return path


def report(number: int, day: str | None, quotes: int = 1) -> Analysis:
    """An article of this day with quotes of the same words."""
    text = " ".join(f"„Die Lage {number} ist {i} gut“, sagte Anna Sorel." for i in range(quotes))
    one = Article(source=f"lage-{number}", text=text, outlet="Bote", published=day)
    said = [
        statement(one, f"Die Lage {number} ist {i} gut", "direct", name="Anna Sorel", kind="person")
        for i in range(quotes)
    ]
    return Analysis(one, tuple(said))


# ------------------------------------------------------------------------------ up to date


def test_corpora_of_one_file_share_their_columns(path: Path) -> None:
    with Corpus(path) as one, Corpus(path, read_only=True) as other:
        one.load()
        assert other._at_hand() is one._columns()
    with Corpus(path, read_only=True) as later:
        del one, other
        assert later.facets().total == 6


def test_a_search_alone_loads_no_columns(path: Path) -> None:
    with Corpus(path, read_only=True) as corpus:
        assert corpus.search("Haus").total == 1
        assert corpus._at_hand() is None
        assert corpus.facets("Haus").total == 1
        assert corpus._at_hand() is not None


def test_what_another_process_writes_is_counted_at_once(path: Path) -> None:
    with Corpus(path, read_only=True) as corpus:
        assert corpus.facets().total == 6
        subprocess.run([sys.executable, "-c", ADD, str(path), str(SUPPORT), "2"], check=True)
        assert corpus.facets().total == 9
        assert corpus.search("Wir bauen").total == 3
        assert "Ortsblatt" in [outlet.outlet for outlet in corpus.outlets()]


def test_with_a_max_age_only_what_others_write_comes_later(path: Path) -> None:
    with (
        Corpus(path, read_only=True, max_age=60) as reader,
        Corpus(path, max_age=60) as ingest,
        Corpus(path) as person,
    ):
        assert reader.facets().total == 6
        ingest.add(report(1, "2024-01-01"))
        assert reader.facets().total == 6
        assert reader.search("Lage").total == 0
        person.add(report(2, "2024-01-02"))
        assert reader.facets().total == 8
        assert reader.search("Lage").total == 2


def test_new_columns_are_loaded_in_the_background(path: Path) -> None:
    with Corpus(path, read_only=True, max_age=60) as reader, Corpus(path, max_age=60) as ingest:
        keeper = reader._keeper
        assert reader.facets().total == 6
        ingest.add(report(1, "2024-01-01"))
        keeper._looked -= 90  # as if so many seconds had passed
        assert reader.facets().total == 6
        assert keeper._loader is not None
        keeper._loader.join()
        assert reader.facets().total == 7
        ingest.add(report(2, "2024-01-01"))
        keeper._looked -= 1_000  # nobody asked for a long time: too old to be shown
        assert reader.facets().total == 8


def test_threads_count_while_others_write(path: Path) -> None:
    seen: list[list[int]] = []

    def count() -> None:
        with Corpus(path, read_only=True) as corpus:
            totals = []
            while not totals or totals[-1] < 26:
                totals.append(corpus.facets("Lage").total + corpus.search(outlet="Bote").total)
            seen.append(totals)

    with Corpus(path) as keep, Corpus(path) as writer:
        keep.load()
        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(13):
            writer.add(report(number, "2024-01-01"))
        for thread in threads:
            thread.join(timeout=30)
    assert len(seen) == 4
    assert all(totals == sorted(totals) for totals in seen)


def test_a_hit_that_is_gone_is_left_out(path: Path) -> None:
    with Corpus(path, read_only=True, max_age=60) as reader, Corpus(path, max_age=60) as ingest:
        reader.load()
        bridge = ledger()[0]
        ingest.add(replace(bridge, statements=bridge.statements[:1]), model="2")
        found = reader.search(order="time")
        assert found.total == 6
        assert bridge.statements[1].text not in [hit.statement.text for hit in found]


# --------------------------------------------------------------------------------- cursors


@pytest.mark.parametrize("warm", [False, True])
def test_what_comes_in_between_is_neither_skipped_nor_shown_twice(warm: bool) -> None:
    with Corpus(":memory:") as corpus:
        for number in range(1, 9):
            corpus.add(report(number, f"2024-01-{number:02}", quotes=2))
        corpus.add(report(9, None, quotes=2))
        if warm:
            corpus.load()
        before = [hit.statement.text for hit in corpus.search("Lage", limit=None, order="time")]
        page = corpus.search("Lage", limit=5, order="time")
        seen = [hit.statement.text for hit in page]
        number = 10
        while page.next:
            corpus.add(report(number, "2024-01-09", quotes=3))  # before the page
            corpus.add(report(number + 1, "2023-01-01"))  # after it
            page = corpus.search("Lage", limit=5, order="time", after=page.next)
            seen += [hit.statement.text for hit in page]
            number += 2
            if number > 20:
                break
        while page.next:
            page = corpus.search("Lage", limit=5, order="time", after=page.next)
            seen += [hit.statement.text for hit in page]
        assert len(seen) == len(set(seen))
        assert [text for text in seen if text in before] == before
        assert "Die Lage 10 ist 0 gut" not in seen
        assert "Die Lage 11 ist 0 gut" in seen


def test_a_cursor_goes_on_where_its_hit_was_although_it_is_gone() -> None:
    with Corpus(":memory:") as corpus:
        for number in range(4):
            corpus.add(report(number, f"2024-01-{number + 1:02}", quotes=2), model="1")
        for order in ("time", "relevance"):
            page = corpus.search("Lage", limit=3, order=order)  # type: ignore[arg-type]
            last = page[-1].statement.text
            number = int(last.split()[2])
            other = report(number, f"2024-01-{number + 1:02}", quotes=2)
            kept = tuple(s for s in other.statements if s.text != last)
            corpus.add(Analysis(other.article, kept), model=f"without one, {order}")
            rest = corpus.search("Lage", order=order, after=page.next)  # type: ignore[arg-type]
            seen = {hit.statement.text for hit in [*page, *rest]}
            assert seen >= {hit.statement.text for hit in corpus.search("Lage")}


def test_a_page_says_where_it_stands() -> None:
    with Corpus(":memory:") as corpus:
        for number in range(3):
            corpus.add(report(number, "2024-01-01", quotes=2))
        first = corpus.search(limit=4)
        assert first.offset == 0
        second = corpus.search(limit=4, after=first.next)
        assert (second.offset, len(second), second.total, second.next) == (4, 2, 6, None)
        assert corpus.search(limit=6).next is None
        assert corpus.search(limit=0).next is None
        assert first.to_dict()["next"] == first.next


def test_cursors_that_cannot_be_meant(path: Path) -> None:
    with Corpus(path) as corpus:
        cursor = corpus.search(limit=1).next
        assert cursor is not None
        assert set(cursor) <= set(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        )
        for other in ({"order": "time"}, {"outlet": "Nordblick"}, {"query": "Haus"}):
            with pytest.raises(UsageError, match="belongs to a search with another query"):
                corpus.search(after=cursor, **other)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="give one of them"):
            corpus.search(after=cursor, offset=2)
        values = json.loads(base64.urlsafe_b64decode(cursor + "=="))
        broken = [
            [2, *values[1:]],
            [*values[:-1], "x"],
            [*values, 1],
            values[:-1],
            {"day": None},
            "[" * 10_000,
        ]
        texts = [base64.urlsafe_b64encode(json.dumps(b).encode()).decode() for b in broken]
        nested = base64.urlsafe_b64encode(b"[" * 100_000).decode()
        for text in (*texts, nested, "", "ä", "?", "A", cursor[:-3], "=" * 9):
            with pytest.raises(UsageError, match="no cursor of this version"):
                corpus.search(after=text)


def test_a_cursor_of_types_in_any_container(path: Path) -> None:
    with Corpus(path) as corpus:
        page = corpus.search(type=["direct", "indirect"], limit=1)
        assert len(corpus.search(type=("direct", "indirect"), limit=1, after=page.next)) == 1


# -------------------------------------------------------------------------------- searches


def test_one_article_of_several_hits_is_read_once(path: Path) -> None:
    with Corpus(path) as corpus:
        corpus.load()
        hits = [hit for hit in corpus.search() if hit.article.source == "bruecke.txt"]
        assert len(hits) == 2
        assert hits[0].article is hits[1].article


def test_many_hits_are_read_in_several_goes() -> None:
    with Corpus(":memory:") as corpus:
        for number in range(30):
            corpus.add(report(number, "2024-01-01", quotes=40))
        cold = corpus.search("Lage", limit=None)
        assert (len(cold), cold.total) == (1_200, 1_200)
        corpus.load()
        assert corpus.search("Lage", limit=None) == cold
        assert len(corpus.articles(limit=None)) == 30


def test_numbers_that_are_used_again_find_no_other_article() -> None:
    """SQLite gives the number of the last row, once deleted, to the next one."""
    with Corpus(":memory:") as corpus:
        corpus.add(report(1, "2024-01-01", quotes=3), model="1")
        assert corpus.facets("Lage").total == 3
        three = report(1, "2024-01-01", quotes=3)
        corpus.add(replace(three, statements=three.statements[:1]), model="2")
        corpus.add(FakePipeline().analyze(article(4)))
        assert corpus.facets("Lage").total == 1
        assert [hit.article.source for hit in corpus.search("Lage")] == ["lage-1"]
