"""What servers said of their pages is kept in the corpus."""

from __future__ import annotations

from pathlib import Path

from wortlaut.corpus import Corpus
from wortlaut.records import Analysis, Article, Remembered

URL = "https://blatt.example/feed"


def test_what_is_noted_comes_back(tmp_path: Path) -> None:
    known = Remembered('"1"', None, "0.1.0", ("a" * 16, "b" * 16), b"<rss>" * 1000)
    page = Remembered(None, "Thu, 28 Nov 2024 09:00:00 GMT", "0.1.0")
    with Corpus(tmp_path / "news.db", create=True) as corpus:
        assert corpus.recall(URL) is None
        corpus.remember(URL, Remembered('"0"', None, "0.0.9"))
        corpus.remember(URL, known)
        corpus.remember("https://blatt.example/\ud800", page)
    with Corpus(tmp_path / "news.db", read_only=True) as corpus:
        assert corpus.recall(URL) == known
        assert corpus.recall("https://blatt.example/\ud800") == page


def test_an_article_alone() -> None:
    article = Article(source=URL, text="Der Rat tagt.", url=URL, title="Rat")
    with Corpus(":memory:") as corpus:
        assert corpus.kept(article.id) is None
        corpus.add(Analysis(article, ()))
        found = corpus.kept(article.id)
    assert found is not None
    assert (found.id, found.text, found.url) == (article.id, article.text, URL)
