"""Counts and searches on columns are those of plain SQL, whatever is in the corpus."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut import Corpus
from wortlaut.corpus.actors import list_actors
from wortlaut.corpus.copies import KeptGroup
from wortlaut.corpus.counts import FACETS, SHARE_BY
from wortlaut.corpus.derive import derive_forms
from wortlaut.corpus.namings import write_namings
from wortlaut.corpus.search import Filters, Page, search_articles, search_statements
from wortlaut.errors import WortlautError

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from made_corpus import Maker

seeds = st.integers(0, 2**32)
QUERIES = (
    None,
    "Regierung",
    "die -Regierung",
    "Haushalt* OR quote:Wald*",
    '"die Regierung"',
    "text:Regierung -Krieg*",
    "title:Hafen* OR Regierung",
    "-text:Lage",
    "?!",
)
SPEAKERS = ("Anna", "-Vera", "Q900000001", "Ministerium OR Jonas", "title:Regierung")


@contextmanager
def any_corpus(rng: random.Random) -> Iterator[Corpus]:
    """A small made corpus with versions, copies, hidden statements and corrections."""
    size = rng.randint(1, 12)
    maker = Maker(rng.randrange(1_000), size)
    ids: list[str] = []
    with Corpus(":memory:") as corpus:
        for number in range(size):
            analysis = maker.article(number, rng.randrange(6))
            article = replace(analysis.article, outlet=rng.choice(("Bote", "BOTE", "Kurier", None)))
            if rng.random() < 0.3:
                article = replace(article, url="https://bote.example/seite", published="2023-05-01")
            corpus.add(replace(analysis, article=article))
            ids.append(article.id)
        if size > 2:
            corpus.set_copies([KeptGroup(tuple(ids[:2]), ids[0], None)])
        _hide(corpus, rng)
        _correct(corpus, rng, ids)
        yield corpus


def _hide(corpus: Corpus, rng: random.Random) -> None:
    numbers = corpus._db.rows("SELECT number, article FROM statement")
    for number, article in rng.sample(numbers, len(numbers) // 6):
        with corpus._db.transaction():
            corpus._db.run("UPDATE statement SET hidden = 1 WHERE number = ?", (number,))
            derive_forms(corpus._db, write_namings(corpus._db, article))


def _correct(corpus: Corpus, rng: random.Random, ids: list[str]) -> None:
    for _ in range(rng.randrange(4)):
        keys = [actor.key for actor in corpus.actors()]
        if not keys:
            return
        try:
            what = rng.randrange(3)
            if what == 0:
                corpus.merge_actors(rng.choice(keys), rng.choice(keys), author="me")
            elif what == 1:
                corpus.rename_actor(rng.choice(keys), "Ida Neu", kind="person", author="me")
            else:
                chosen = [rng.choice(ids)]
                corpus.split_actor(rng.choice(keys), "Ida Neu", articles=chosen, author="me")
        except WortlautError:
            continue  # the same one twice, or not in this article


def any_filters(rng: random.Random, corpus: Corpus) -> dict[str, Any]:
    """A few filters at once."""
    keys = [actor.key for actor in corpus.actors()] or ["unknown"]
    choices: dict[str, tuple[Any, ...]] = {
        "speaker": SPEAKERS,
        "type": ("direct", ["indirect", "reported"]),
        "outlet": ("bote", "KURIER", "Nirgends"),
        "since": ("2022", "2023-05", "2023-05-01"),
        "until": ("2022", "2023-05", "2024-06-15"),
        "party": ("dfp", "Grüne Mitte"),
        "gender": ("female", "male"),
        "country": ("de", "AT"),
        "kind": ("person", "unknown", "organisation"),
        "unknown": (True,),
        "once": (True,),
        "all_versions": (True,),
    }
    found = {name: rng.choice(c) for name, c in choices.items() if rng.random() < 0.15}
    if rng.random() < 0.2 and keys != ["unknown"]:
        found["actor"] = rng.choice(keys)
    return found


def total(corpus: Corpus, query: str | None, filters: dict[str, Any]) -> int:
    return search_statements(corpus._db, query, Filters(**filters), Page(0)).total


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_a_facet_counts_what_a_search_with_its_value_finds(seed: int) -> None:
    rng = random.Random(seed)
    with any_corpus(rng) as corpus:
        query, filters = rng.choice(QUERIES), any_filters(rng, corpus)
        facets = corpus.facets(query, limit=None, **filters)
        assert facets.total == total(corpus, query, filters)
        for name in FACETS:
            own = {"month": ("since", "until"), "year": ("since", "until")}.get(name, (name,))
            others = {key: value for key, value in filters.items() if key not in own}
            for value in facets[name]:
                chosen: Any = True if name == "unknown" else value.value
                narrowed = total(corpus, query, others | dict.fromkeys(own, chosen))
                assert value.count == narrowed, (name, value)
            if name in ("outlet", "type", "month", "year"):
                there = sum(value.count for value in facets[name])
                assert facets[name].missing == total(corpus, query, others) - there


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_pages_on_columns_are_those_of_sql(seed: int) -> None:
    rng = random.Random(seed)
    with any_corpus(rng) as corpus:
        corpus.load()
        for _ in range(5):
            query, filters = rng.choice(QUERIES), any_filters(rng, corpus)
            order = rng.choice(("relevance", "time"))
            whole = search_statements(corpus._db, query, Filters(**filters), Page(None, 0, order))
            assert corpus.search(query, limit=None, order=order, **filters) == whole
            size = rng.randint(1, 4)
            page = corpus.search(query, limit=size, order=order, **filters)
            hits = list(page)
            while page.next:
                page = corpus.search(query, limit=size, order=order, after=page.next, **filters)
                assert page.offset == len(hits)
                hits += page
            assert hits == list(whole)
            some = {k: v for k, v in filters.items() if k in _OF_ARTICLES}
            articles = search_articles(corpus._db, query, Filters(**some), Page(3, 1, order))
            assert corpus.articles(query, limit=3, offset=1, order=order, **some) == articles


_OF_ARTICLES = ("outlet", "since", "until", "once", "all_versions")


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_shares_are_those_of_sql(seed: int) -> None:
    rng = random.Random(seed)
    with any_corpus(rng) as corpus:
        by = rng.choice([by for by in SHARE_BY if by not in ("outlet", "type")])
        column = "key" if by == "actor" else by
        rows = corpus._db.rows(
            f"SELECT coalesce(x.{column}, 'unknown'), count(DISTINCT s.number), "
            "count(DISTINCT s.article), "
            "count(DISTINCT CASE WHEN s.type = 'direct' THEN s.number END), "
            "count(DISTINCT CASE WHEN s.type = 'indirect' THEN s.number END) "
            "FROM statement AS s JOIN article AS a ON a.number = s.article "
            "JOIN naming AS n ON n.statement = s.number AND n.part != 'on_behalf_of' "
            "JOIN form AS f ON f.number = n.form JOIN actor AS x ON x.key = f.actor "
            "WHERE a.latest AND NOT s.hidden AND a.outlet = 'Kurier' GROUP BY 1"
        )
        found = {
            s.value: (s.statements, s.articles, s.direct, s.indirect)
            for s in corpus.shares(by, outlet="Kurier")
            if s.statements
        }
        assert found == {row[0]: tuple(row)[1:] for row in rows}
        voices = corpus.voices(by, outlet="Kurier")  # type: ignore[arg-type]
        assert {(v.value, v.name, v.statements, v.share) for v in voices} == {
            (s.value, s.label, s.statements, s.share) for s in corpus.shares(by, outlet="Kurier")
        }


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_timelines_companions_and_outlets_are_those_of_sql(seed: int) -> None:
    rng = random.Random(seed)
    with any_corpus(rng) as corpus:
        seen = "FROM statement AS s JOIN article AS a ON a.number = s.article WHERE a.latest "
        seen += "AND NOT s.hidden"
        rows = corpus._db.rows(
            f"SELECT substr(a.day, 1, 7), count(*), count(DISTINCT a.number) {seen} "
            "AND a.day IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        line = corpus.timeline(split="type", limit=None)
        found = [(p.period, p.statements, p.articles) for p in line if p.statements]
        assert found == [tuple(row) for row in rows]
        assert all(sum(p.parts.values()) == p.statements for p in line)
        assert line.undated == corpus._db.value(f"SELECT count(*) {seen} AND a.day IS NULL")

        together = (
            "SELECT x.key, count(DISTINCT s.article), count(DISTINCT s.number) FROM actor AS x "
            "JOIN form AS f ON f.actor = x.key JOIN naming AS n ON n.form = f.number "
            "JOIN statement AS s ON s.number = n.statement WHERE s.article IN (SELECT t.article "
            "FROM statement AS t JOIN naming AS m ON m.statement = t.number JOIN form AS g "
            "ON g.number = m.form WHERE g.actor = ?1) AND x.key NOT IN (?1, 'unknown') "
            "GROUP BY 1"
        )
        loaded = corpus.actors()
        with corpus._db.snapshot():
            assert loaded == list_actors(corpus._db, None, None, None, 0)
        for actor in loaded[:3]:
            if actor.key != "unknown":
                pairs = {(c.key, c.articles, c.statements) for c in corpus.together(actor.key)}
                assert pairs == {tuple(r) for r in corpus._db.rows(together, (actor.key,))}

        rows = corpus._db.rows(
            "SELECT lower(outlet), count(*), min(day), max(day) FROM article AS a "
            "WHERE latest GROUP BY 1"
        )
        outlets = {
            (o.outlet and o.outlet.lower(), o.articles, o.first_day, o.last_day)
            for o in corpus.outlets()
        }
        assert outlets == {tuple(row) for row in rows}
        assert sum(o.statements for o in corpus.outlets()) == corpus.counts()["statements"]


def test_filters_are_the_arguments_of_search() -> None:
    names = {field.name for field in fields(Filters)}
    for method in (Corpus.search, Corpus.facets):
        assert names < set(method.__kwdefaults__), method
    with Corpus(":memory:") as corpus, pytest.raises(TypeError):
        corpus.timeline(colour="blue")
