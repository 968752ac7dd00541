"""Actors across articles do not depend on the order of articles, nor on how they were derived."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut import Actor, Analysis, Article, Corpus, Span, Speaker, Statement
from wortlaut.corpus import derive
from wortlaut.errors import CorpusError, UsageError
from wortlaut.records import ACTOR_KINDS, GENDERS

names = st.sampled_from(
    [
        "Anna Sorel",
        "Anna Sorels",
        "ANNA SOREL",
        "Sorel",
        "Jonas Kolb",
        "Polizei Mainz",
        "Q7",
        "?",
        "",
    ]
)
actors = st.builds(
    Actor,
    st.none() | names | st.text(max_size=6),
    st.sampled_from(["person", "person", *ACTOR_KINDS]),
    st.none() | st.none() | st.sampled_from(["Q1", "Q2", "Q3", "x"]),
    st.none() | st.sampled_from(GENDERS),
    st.none() | st.sampled_from(["SPD", "CDU"]),
    st.none() | st.sampled_from(["DE", "AT"]),
).filter(lambda a: not any("\ud800" <= c <= "\udfff" for c in a.name or ""))
speakers = st.builds(
    Speaker,
    actor=actors,
    on_behalf_of=st.none() | actors,
    members=st.just(()) | st.lists(actors, min_size=2, max_size=2).map(tuple),
)


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    article = Article(source=draw(st.sampled_from("abcdef")), text="Sie sagten es alle laut.")
    found = draw(st.lists(speakers, max_size=4))
    statements = [
        Statement(article.id, "direct", "x", (Span(4 * i, 4 * i + 3),), speaker=speaker)
        for i, speaker in enumerate(found)
    ]
    return Analysis(article, tuple(replace(s, text=_cut(article, s)) for s in statements))


def _cut(article: Article, statement: Statement) -> str:
    return statement.spans[0].cut(article.text)


def state(corpus: Corpus) -> list[list[tuple[object, ...]]]:
    """Actors, forms and voices, without the numbers of rows."""
    columns = "identity, named, plain, name, kind, gender, party, country, spoken, behalf, actor"
    return [
        sorted(map(tuple, corpus._db.rows(sql)), key=repr)
        for sql in (
            "SELECT * FROM actor",
            f"SELECT {columns} FROM form",
            "SELECT * FROM voice",
        )
    ]


def check(corpus: Corpus) -> None:
    """Counts are those of the namings, nobody is lost, and deriving anew changes nothing."""
    found = corpus._db.rows(
        "SELECT f.spoken, f.behalf, f.actor, sum(n.part != 'on_behalf_of') AS speaking, "
        "sum(n.part = 'on_behalf_of') AS behalf_of FROM form AS f "
        "LEFT JOIN naming AS n ON n.form = f.number GROUP BY f.number"
    )
    for row in found:
        assert (row["spoken"], row["behalf"]) == (row["speaking"], row["behalf_of"])
        assert row["actor"] is not None
    statements = corpus.counts()["statements"]
    assert corpus._db.value("SELECT count(DISTINCT statement) FROM naming") == statements
    assert sum(voice.statements for voice in corpus.voices("actor")) >= statements
    before = state(corpus)
    corpus._db.run("DELETE FROM meta WHERE key = 'actors'")
    assert derive.bring_up_to_date(corpus._db)
    assert state(corpus) == before
    assert corpus._db.rows("PRAGMA foreign_key_check") == []


@given(st.lists(analyses(), max_size=6, unique_by=lambda a: a.article.id), st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_articles_does_not_matter(batch: list[Analysis], data: st.DataObject) -> None:
    with Corpus(":memory:") as one, Corpus(":memory:") as other:
        for analysis in batch:
            one.add(analysis)
        for analysis in data.draw(st.permutations(batch)):
            other.add(analysis)
        assert state(one) == state(other)
        check(one)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_done_is_what_deriving_anew_gives(data: st.DataObject) -> None:
    with Corpus(":memory:") as corpus:
        corpus.add(data.draw(analyses()), model="0")
        for step in range(data.draw(st.integers(1, 8))):
            _do_something(corpus, data.draw, str(step + 1))
        check(corpus)
        done = [c.number for c in corpus.corrections() if c.undone is None]
        if done:
            for number in data.draw(st.permutations(done)):
                corpus.undo_correction(number)
            check(corpus)
            with Corpus(":memory:") as untouched:
                for analysis in corpus:
                    untouched.add(analysis)
                assert state(corpus) == state(untouched)


def _do_something(corpus: Corpus, draw: Callable[..., object], model: str) -> None:
    action = draw(st.sampled_from(["add", "add", "merge", "split", "rename", "undo"]))
    if action == "add":
        corpus.add(draw(analyses()), model=model)  # type: ignore[arg-type]
        return
    keys = [actor.key for actor in corpus.actors()]
    if not keys:
        return
    one, other = (str(draw(st.sampled_from(keys))) for _ in range(2))
    with suppress(UsageError, CorpusError):  # nothing to do, as it turns out
        if action == "merge":
            corpus.merge_actors(one, other)
        elif action == "split":
            ids = [hit.statement.id for hit in corpus.search(actor=one)]
            articles = [hit.article.id for hit in corpus.search(actor=one)]
            if draw(st.booleans()):
                corpus.split_actor(one, "Mara Lind", statements=ids[:1])
            else:
                corpus.split_actor(one, "Mara Lind", articles=articles[:1])
        elif action == "rename":
            wikidata = draw(st.none() | st.sampled_from(["Q1", "Q9", "none"]))
            corpus.rename_actor(one, "Neuer Name", wikidata=wikidata)  # type: ignore[arg-type]
        else:
            corpus.undo_correction(draw(st.integers(1, 3)))  # type: ignore[arg-type]
