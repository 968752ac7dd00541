"""Facets, shares of voice, timelines, companions and outlets of a corpus small enough to count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from wortlaut import Actor, Analysis, Article, Corpus, Span, Speaker, Statement
from wortlaut.errors import NotFoundError, UsageError

SPD = Actor("Anna Sorel", "person", "Q4242", "female", "SPD", "DE")
CDU = Actor("Jonas Kolb", "person", None, "male", "CDU", "DE")
ABROAD = Actor("Mara Lind", "person", None, "female", None, "AT")
BODY = Actor("Polizei Mainz", "organisation")


def said(
    name: str,
    *speakers: Actor | Speaker,
    outlet: str | None = "Bote",
    published: str | None = "2024-03-05",
    types: str = "direct",
) -> Analysis:
    """An article in which each of these says one thing, by turns of these types."""
    text = f"{name}. " + " ".join(f"Satz {i} sagt etwas." for i in range(len(speakers)))
    article = Article(source=name, text=text, outlet=outlet, published=published)
    kinds = types.split()
    found = []
    for i, speaker in enumerate(speakers):
        start = text.index(f"Satz {i} ")
        words = text[start : text.index(".", start)]
        found.append(
            Statement(
                article.id,
                kinds[i % len(kinds)],  # type: ignore[arg-type]
                words,
                (Span(start, start + len(words)),),
                speaker=speaker if isinstance(speaker, Speaker) else Speaker(actor=speaker),
            )
        )
    return Analysis(article, tuple(found))


@pytest.fixture
def corpus() -> Iterator[Corpus]:
    """Four articles, seven statements; one joint statement, one by nobody, one undated article."""
    both = Speaker(actor=Actor("Sorel und Kolb", "group"), members=(SPD, CDU))
    for_police = Speaker(actor=ABROAD, on_behalf_of=BODY)
    with Corpus(":memory:") as made:
        made.add(said("eins", SPD, CDU, both, types="direct indirect reported"))
        made.add(said("zwei", SPD, Actor(), outlet="BOTE", published="2024-05-31"))
        made.add(said("drei", for_police, outlet="Kurier", published="2023-12-31"))
        made.add(said("vier", CDU, outlet=None, published=None))
        yield made


def counts(values: object) -> dict[str, int]:
    return {v.value: v.count for v in values}  # type: ignore[attr-defined]


# ---------------------------------------------------------------------------------- facets


def test_every_facet_of_the_whole_corpus(corpus: Corpus) -> None:
    facets = corpus.facets()
    assert (facets.total, facets.articles) == (7, 4)
    assert counts(facets.actor) == {
        "Q4242": 3,
        "jonas-kolb": 3,
        "unknown": 1,
        "mara-lind": 1,
        "org:polizei-mainz": 1,
    }
    assert counts(facets.outlet) == {"Bote": 5, "Kurier": 1}
    assert counts(facets.type) == {"direct": 5, "indirect": 1, "reported": 1}
    assert list(counts(facets.month).items()) == [("2023-12", 1), ("2024-03", 3), ("2024-05", 2)]
    assert list(counts(facets.year).items()) == [("2023", 1), ("2024", 5)]
    assert counts(facets.kind) == {"person": 6, "unknown": 1}
    assert counts(facets.party) == {"CDU": 3, "SPD": 3}
    assert counts(facets.gender) == {"female": 4, "male": 3}
    assert counts(facets.country) == {"DE": 5, "AT": 1}
    assert counts(facets.unknown) == {"unknown": 1}
    missing = {facet.name: facet.missing for facet in facets if facet.missing}
    assert missing == {
        "outlet": 1,
        "month": 1,
        "year": 1,
        "party": 2,
        "gender": 1,
        "country": 1,
        "unknown": 6,
    }


def test_labels_are_names_and_values_are_what_filters_take(corpus: Corpus) -> None:
    first = corpus.facets(outlet="bote").actor.values[0]
    assert (first.value, first.label, first.count) == ("Q4242", "Anna Sorel", 3)
    (outlet,) = [v for v in corpus.facets(outlet=" BOTE ").outlet if v.selected]
    assert (outlet.label, outlet.count) == ("Bote", 5)  # the commonest way to write it


def test_a_facet_ignores_its_own_filter_and_keeps_to_the_others(corpus: Corpus) -> None:
    facets = corpus.facets(party="spd", type="direct", since="2024-05")
    assert facets.total == 1
    assert counts(facets.party) == {"SPD": 1}  # in May and direct, whatever the party
    assert counts(facets.type) == {"direct": 1}
    assert counts(facets.month) == {"2024-03": 1, "2024-05": 1}
    assert counts(facets.outlet) == {"Bote": 1}
    facets = corpus.facets(type="reported")
    assert counts(facets.type) == {"direct": 5, "indirect": 1, "reported": 1}
    assert [v.value for v in facets.type if v.selected] == ["reported"]


def test_filters_of_speakers_mean_one_speaker(corpus: Corpus) -> None:
    """Anna Sorel and Jonas Kolb speak together: no man of the SPD does."""
    assert corpus.facets(party="SPD", gender="male").total == 0
    facets = corpus.facets(gender="male", type="reported")
    assert counts(facets.party) == {"CDU": 1}
    assert counts(facets.gender) == {"female": 1, "male": 1}


def test_the_limit_keeps_what_is_chosen(corpus: Corpus) -> None:
    facets = corpus.facets(actor="Polizei Mainz", limit=1)
    assert [v.value for v in facets.actor] == ["Q4242", "org:polizei-mainz"]
    assert facets.actor.distinct == 5
    assert len(corpus.facets(limit=1).month) == 3
    assert len(corpus.facets(limit=0).actor) == 0


def test_facets_turn_into_json(corpus: Corpus) -> None:
    data = corpus.facets("Satz").to_dict()
    assert data["total"] == 7
    assert data["facets"]["year"]["values"][0] == {
        "value": "2023",
        "label": "2023",
        "count": 1,
        "selected": False,
    }
    with pytest.raises(KeyError):
        corpus.facets()["colour"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"limit": -1}, "limit is -1"),
        ({"type": "laut"}, "type 'laut' is unknown"),
        ({"since": "gestern"}, "since is 'gestern'"),
        ({"country": "Bayern"}, "give its two letters"),
        ({"gender": "x"}, "gender 'x' is unknown"),
        ({"actor": ""}, "an empty key names no actor"),
        ({"speaker": "?"}, "has no word to look for"),
    ],
)
def test_what_cannot_be_meant(corpus: Corpus, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        corpus.facets(**arguments)  # type: ignore[arg-type]


def test_an_empty_corpus_has_no_values() -> None:
    with Corpus(":memory:") as corpus:
        facets = corpus.facets("Haus", party="SPD")
        assert (facets.total, facets.articles) == (0, 0)
        assert all(len(facet) == 0 and facet.missing == 0 for facet in facets)
        assert [s.to_dict() for s in corpus.shares()] == [
            {
                "value": "unknown",
                "label": "unknown",
                "statements": 0,
                "articles": 0,
                "direct": 0,
                "indirect": 0,
                "other": 0,
                "share": 0.0,
            }
        ]
        assert len(corpus.timeline()) == 0
        assert corpus.outlets() == []
        assert corpus.search(after=None).next is None


# ------------------------------------------------------------------------- shares of voice


def test_shares_count_types_and_articles(corpus: Corpus) -> None:
    rows = {s.value: s for s in corpus.shares("party")}
    assert list(rows) == ["CDU", "SPD", "unknown"]
    spd = rows["SPD"]
    assert (spd.statements, spd.articles, spd.direct, spd.indirect, spd.other) == (3, 2, 2, 0, 1)
    assert spd.share == pytest.approx(3 / 7)
    assert rows["unknown"].statements == 2
    assert [s.value for s in corpus.shares("party", limit=1)] == ["CDU", "unknown"]


def test_shares_of_some_statements(corpus: Corpus) -> None:
    assert counts_of(corpus.shares("gender", outlet="bote")) == {
        "female": 3,
        "male": 2,
        "unknown": 1,
    }
    assert counts_of(corpus.shares("actor", party="CDU")) == {"jonas-kolb": 3, "unknown": 0}
    assert counts_of(corpus.shares("type", unknown=True)) == {"direct": 1, "unknown": 0}
    assert counts_of(corpus.shares("outlet", since=date(2024, 1, 1))) == {"Bote": 5, "unknown": 0}
    assert counts_of(corpus.shares("kind", "eins", limit=3))["unknown"] == 0


def test_shares_of_wanted_values(corpus: Corpus) -> None:
    every = {s.value: s for s in corpus.shares("party")}
    assert corpus.shares("party", values=["SPD", "FDP"]) == [every["SPD"], every["unknown"]]
    assert corpus.shares("party", values=[]) == [every["unknown"]]


def counts_of(rows: object) -> dict[str, int]:
    return {row.value: row.statements for row in rows}  # type: ignore[attr-defined]


@pytest.mark.parametrize("by", ["party", "gender", "country", "kind", "actor"])
def test_shares_and_voices_are_the_same(corpus: Corpus, by: str) -> None:
    voices = corpus.voices(by)  # type: ignore[arg-type]
    shares = corpus.shares(by)  # type: ignore[arg-type]
    assert {v.value: (v.name, v.statements, v.share) for v in voices} == {
        s.value: (s.label, s.statements, s.share) for s in shares
    }


def test_unknown_names_of_arguments_are_refused(corpus: Corpus) -> None:
    with pytest.raises(TypeError, match="'colour' is no filter of a search; one of speaker"):
        corpus.shares("party", colour="blue")
    with pytest.raises(UsageError, match="by 'colour' is unknown"):
        corpus.shares("colour")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="split 'colour' is unknown"):
        corpus.timeline(split="colour")  # type: ignore[arg-type]


# ------------------------------------------------------------------------------- timelines


def test_a_timeline_has_no_gaps(corpus: Corpus) -> None:
    line = corpus.timeline()
    assert [(p.period, p.start, p.statements, p.articles) for p in line] == [
        ("2023-12", "2023-12-01", 1, 1),
        ("2024-01", "2024-01-01", 0, 0),
        ("2024-02", "2024-02-01", 0, 0),
        ("2024-03", "2024-03-01", 3, 1),
        ("2024-04", "2024-04-01", 0, 0),
        ("2024-05", "2024-05-01", 2, 1),
    ]
    assert line.undated == 1


@pytest.mark.parametrize(
    ("by", "first", "second", "size"),
    [
        ("day", ("2023-12-31", "2023-12-31"), ("2024-01-01", "2024-01-01"), 153),
        ("week", ("2023-W52", "2023-12-25"), ("2024-W01", "2024-01-01"), 23),
        ("year", ("2023", "2023-01-01"), ("2024", "2024-01-01"), 2),
    ],
)
def test_days_weeks_and_years(
    corpus: Corpus, by: str, first: tuple[str, str], second: tuple[str, str], size: int
) -> None:
    points = corpus.timeline(by).points  # type: ignore[arg-type]
    assert len(points) == size
    assert [(p.period, p.start) for p in points[:2]] == [first, second]
    assert sum(p.statements for p in points) == 6


def test_a_timeline_of_centuries_lists_what_there_is() -> None:
    with Corpus(":memory:") as corpus:
        corpus.add(said("alt", SPD, published="0999-01-01"))
        corpus.add(said("neu", SPD, published="2024-01-01"))
        assert [p.period for p in corpus.timeline("day")] == ["0999-01-01", "2024-01-01"]
        assert [p.period for p in corpus.timeline("week")] == ["0999-W01", "2024-W01"]
        assert len(corpus.timeline("year")) == 1026


def test_a_timeline_split_by_party(corpus: Corpus) -> None:
    line = corpus.timeline(split="party")
    assert counts(line.values) == {"CDU": 3, "SPD": 3, "unknown": 2}
    assert [dict(p.parts) for p in line if p.statements] == [
        {"CDU": 0, "SPD": 0, "unknown": 1},
        {"CDU": 2, "SPD": 2, "unknown": 0},
        {"CDU": 0, "SPD": 1, "unknown": 1},
    ]
    line = corpus.timeline("year", split="actor", limit=1)
    assert [(v.value, v.label, v.count) for v in line.values] == [
        ("Q4242", "Anna Sorel", 3),
        ("rest", "rest", 4),  # those of two people are of both
        ("unknown", "unknown", 1),
    ]
    rows = line.to_rows()
    assert rows[0] == {
        "period": "2023",
        "start": "2023-01-01",
        "value": "Q4242",
        "label": "Anna Sorel",
        "statements": 0,
    }
    assert len(rows) == 6
    assert len(line.to_dict()["points"]) == 2


# --------------------------------------------------------------------- companions, outlets


def test_who_is_quoted_together(corpus: Corpus) -> None:
    (kolb,) = corpus.together("Anna Sorel")
    assert (kolb.key, kolb.articles, kolb.statements, kolb.party) == ("jonas-kolb", 1, 2, "CDU")
    assert [c.key for c in corpus.together("Polizei Mainz")] == ["mara-lind"]
    assert corpus.together("Anna Sorel", since="2024-05") == []
    with pytest.raises(NotFoundError):
        corpus.together("Niemand Nirgends")
    with pytest.raises(UsageError, match="are no actor"):
        corpus.together("unknown")


def test_outlets_are_one_in_upper_and_lower_case(corpus: Corpus) -> None:
    assert [tuple(o.to_dict().values()) for o in corpus.outlets()] == [
        ("Bote", 2, 5, "2024-03-05", "2024-05-31"),
        ("Kurier", 1, 1, "2023-12-31", "2023-12-31"),
        (None, 1, 1, None, None),
    ]


# ------------------------------------------------------------------------------ up to date


def test_what_is_written_is_counted_at_once(corpus: Corpus) -> None:
    assert corpus.facets().total == 7
    corpus.add(said("fünf", SPD))
    assert corpus.facets().total == 8
    assert counts(corpus.facets().actor)["Q4242"] == 4
    number = corpus.merge_actors("Anna Sorel", "Jonas Kolb", author="me").number
    assert counts(corpus.facets().actor)["Q4242"] == 6  # the joint statement is one of hers
    corpus.undo_correction(number, author="me")
    assert counts(corpus.facets().actor)["Q4242"] == 4


def test_counts_by_hand(corpus: Corpus) -> None:
    """The shares of actors by month, counted from the records."""
    by_hand: dict[str, Counter[str]] = defaultdict(Counter)
    for analysis in corpus:
        for statement in analysis.statements:
            members = statement.speaker.members or (statement.speaker.actor,)
            month = (analysis.article.published or "")[:7]
            by_hand[month].update({actor.name or "unknown" for actor in members})
    line = corpus.timeline(split="actor", limit=None)
    labels = {v.value: v.label for v in line.values}
    for point in line:
        found = {labels[value]: n for value, n in point.parts.items() if n}
        assert found == dict(by_hand[point.period])
