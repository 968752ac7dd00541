"""Versions of a page, copies of a report, what repeats on a site, and the bytes as read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from wortlaut.corpus import Corpus
from wortlaut.errors import CorpusError
from wortlaut.ingest import ingest
from wortlaut.records import (
    Actor,
    Analysis,
    Article,
    Paratext,
    Provenance,
    Span,
    Speaker,
    Statement,
)
from wortlaut.sources.provenance import sha256, witnessed
from wortlaut.trace.settle import settle

REPORT = (
    "Die Fähre zwischen Nordhafen und der Insel fällt bis Ende März aus. Ein Schaden am Ruder sei "
    "größer als gedacht, sagte der Sprecher der Reederei am Dienstag. Das Ersatzteil komme "
    "frühestens in drei Wochen. Bis dahin fahre ein kleineres Schiff, das keine Autos mitnimmt. "
    "Die Gemeinde bat um Geduld, die Vorräte auf der Insel reichten noch für zehn Tage."
)
URL = "https://www.blatt.example/faehre.html"


def analysed(
    text: str,
    *names: str,
    url: str | None = URL,
    published: str | None = None,
    captured: str | None = None,
    paratext: tuple[Paratext, ...] = (),
) -> Analysis:
    """An article whose first words are said by somebody, a word each."""
    provenance = Provenance(captured=captured) if captured else None
    article = Article(
        source=url or "a", text=text, url=url, published=published, provenance=provenance
    )
    found, start = [], 0
    for name in names:
        end = text.index(" ", start)
        speaker = Speaker(actor=Actor(name, "person"), resolved_by="name")
        span = (Span(start, end),)
        found.append(Statement(article.id, "direct", text[start:end], span, speaker=speaker))
        start = end + 1
    return Analysis(article, tuple(found), paratext)


@pytest.fixture
def corpus() -> Corpus:
    return Corpus(":memory:", clock=lambda: "2026-03-05T00:00:00Z")


def names(corpus: Corpus) -> dict[str | None, int]:
    return {actor.name: actor.statements for actor in corpus.actors()}


# ---------------------------------------------------------------------------------- versions

OLD = analysed("Eins zwei drei.", "Ida Kolb", "Ole Reiff", captured="2026-03-01T08:00:00Z")
NEW = analysed(
    "Neu zwei drei.",
    "Ida Kolb",
    url="http://blatt.example/faehre.html?utm_source=x#a",
    captured="2026-03-02T08:00:00+01:00",
)


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_the_same_address_with_another_text_is_a_version(
    corpus: Corpus, order: tuple[Analysis, Analysis]
) -> None:
    for analysis in order:
        assert corpus.add(analysis, model="1")
    assert corpus.counts() == {"articles": 1, "statements": 1, "failures": 0}
    assert corpus.info().older_versions == 1
    found = corpus.versions(URL)
    assert [(v.analysis.article.id, v.latest) for v in found] == [
        (OLD.article.id, False),
        (NEW.article.id, True),
    ]
    assert [v.time for v in found] == ["2026-03-01T08:00:00", "2026-03-02T07:00:00"]
    assert corpus.versions(OLD.article.id) == found
    assert names(corpus) == {"Ida Kolb": 1}


def test_only_the_latest_version_is_searched_unless_asked(corpus: Corpus) -> None:
    corpus.add(OLD)
    corpus.add(NEW)
    assert corpus.search("eins").total == 0
    assert corpus.search("eins", all_versions=True).total == 1
    assert [a.id for a in corpus.articles()] == [NEW.article.id]
    assert len(corpus.articles(all_versions=True)) == 2


def test_an_older_version_analysed_again_has_no_voice(corpus: Corpus) -> None:
    corpus.add(OLD, model="1")
    corpus.add(NEW, model="1")
    assert corpus.add(OLD, model="2")
    assert names(corpus) == {"Ida Kolb": 1}
    assert corpus.counts()["statements"] == 1


def test_an_article_without_address_is_its_only_version(corpus: Corpus) -> None:
    alone = analysed("Eins zwei.", "Ida Kolb", url=None)
    corpus.add(alone)
    (version,) = corpus.versions(alone.article.id)
    assert version.latest
    with pytest.raises(CorpusError, match="there is no page"):
        corpus.versions("https://anderswo.example/")


def test_a_notice_of_correction_is_told(corpus: Corpus) -> None:
    text = "Eins zwei. Korrektur: Es waren drei."
    corpus.add(analysed(text, paratext=(Paratext("correction", (Span(11, 36),)),)))
    (version,) = corpus.versions(URL)
    assert [c.text for c in version.corrections] == ["Korrektur: Es waren drei."]


# ------------------------------------------------------------------------ copies and repeats


def site(number: int, text: str, host: str = "blatt.example") -> Analysis:
    day = f"2026-03-{number + 1:02}"
    return analysed(text, "Ida Kolb", url=f"https://{host}/{number}", published=day)


def copies() -> list[Analysis]:
    return [
        site(1, "Kiel (dpa) - " + REPORT),
        site(2, REPORT + " Mehr dazu später.", "kurier.example"),
        site(3, "Ein ganz anderer Bericht über den Haushalt der Stadt. " * 5),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_copies_count_once_if_asked(corpus: Corpus, seed: int) -> None:
    articles = copies()
    random.Random(seed).shuffle(articles)
    for analysis in articles:
        corpus.add(analysis)
    assert settle(corpus)
    assert not settle(corpus)
    first, second, _ = copies()
    (group,) = corpus.copies()
    assert group.articles == (first.article.id, second.article.id)
    assert (group.original, group.agency) == (first.article.id, "dpa")
    assert corpus.search().total == 3
    assert corpus.search(once=True).total == 2
    assert corpus.info().copies == 1


def test_a_group_dissolves_when_its_page_changes(corpus: Corpus) -> None:
    for analysis in copies():
        corpus.add(analysis)
    settle(corpus)
    other = "Die Fähre fährt wieder, und zwar pünktlich, heißt es. " * 6
    corpus.add(analysed(other, url="https://kurier.example/2", captured="2026-04-01T00:00:00Z"))
    settle(corpus)
    assert corpus.copies() == []


FIXTURE = "Unser Brief am Morgen kommt jeden Tag um sechs."


def fixtures(count: int) -> list[Analysis]:
    found = []
    for n in range(count):
        text = f"Titel {n} heute\nBericht {'abcdefghij'[n]} mit eigenen Worten.\n{FIXTURE}"
        start = text.index(FIXTURE)
        article = Article(source=f"{n}", text=text, url=f"https://blatt.example/{n}")
        span = (Span(start, start + len(FIXTURE)),)
        speaker = Speaker(actor=Actor("Unser Brief", "organisation"), resolved_by="name")
        statement = Statement(article.id, "direct", FIXTURE, span, speaker=speaker)
        found.append(Analysis(article, (statement,)))
    return found


def test_what_repeats_on_a_site_makes_no_statements(corpus: Corpus) -> None:
    for analysis in fixtures(3):
        corpus.add(analysis)
    settle(corpus)
    assert corpus.counts()["statements"] == 3
    corpus.add(fixtures(4)[3])
    settle(corpus)
    assert corpus.counts()["statements"] == 0
    assert corpus.search("Brief").total == 0
    assert names(corpus) == {}
    kept = corpus.article(fixtures(1)[0].article.id)
    assert kept.statements == ()
    assert [(p.kind, p.spans[0].cut(kept.article.text)) for p in kept.paratext] == [
        ("repeated", FIXTURE)
    ]


def test_what_no_longer_repeats_comes_back(corpus: Corpus) -> None:
    for analysis in fixtures(4):
        corpus.add(analysis)
    settle(corpus)
    assert corpus.counts()["statements"] == 0
    other = analysed("Etwas anderes.", url="https://blatt.example/3", captured="2026-04-01")
    corpus.add(other)
    settle(corpus)
    assert corpus.counts()["statements"] == 3


def test_a_stopped_run_is_settled_by_the_next(tmp_path: Path) -> None:
    class Nothing:
        def pipe(self, articles: object, *, batch_size: int) -> object:
            return iter(())

    path = tmp_path / "news.db"
    with Corpus(path, create=True) as stopped:
        for analysis in copies():
            stopped.add(analysis)
        assert stopped.copies() == []
    with Corpus(path) as again:
        ingest([], again, Nothing())  # type: ignore[arg-type]
        assert len(again.copies()) == 1


# --------------------------------------------------------------------------------------- raw


def test_bytes_are_kept_once_and_proved(corpus: Corpus) -> None:
    body = b"<p>Eins</p>" * 1000
    digest = corpus.keep_raw(body)
    assert corpus.keep_raw(body) == digest == sha256(body)
    assert corpus.raw_page(digest).body == body
    article = Article("a", "Eins zwei.", provenance=Provenance(digest=digest))
    corpus.add(Analysis(article, ()))
    assert corpus.raw_page(article.id).body == body
    assert corpus.info().raw_pages == 1


def test_bytes_that_were_not_kept_or_are_damaged(tmp_path: Path) -> None:
    with Corpus(tmp_path / "news.db", create=True) as corpus:
        corpus.add(OLD)
        with pytest.raises(CorpusError, match="--keep-raw"):
            corpus.raw_page(OLD.article.id)
        digest = corpus.keep_raw(b"Eins")
        corpus._db.run("UPDATE raw SET body = x'00' WHERE digest = ?", (digest,))
        with pytest.raises(CorpusError, match="is damaged"):
            corpus.raw_page(digest)


def test_a_witness_sees_payloads_only_while_it_watches() -> None:
    seen: list[bytes] = []
    with witnessed(seen.append):
        sha256(b"eins")
    sha256(b"zwei")
    assert seen == [b"eins"]
