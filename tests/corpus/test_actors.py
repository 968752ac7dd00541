"""Actors across articles: who is the same, share of voice, and what people correct."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from wortlaut import Actor, Analysis, Article, Corpus, Span, Speaker, Statement
from wortlaut.corpus import Correction
from wortlaut.corpus.connection import connect
from wortlaut.corpus.identity import genitive_of, identity_of, is_full_name, plain
from wortlaut.corpus.migrations import MIGRATIONS
from wortlaut.errors import CorpusError, UsageError
from wortlaut.records import Block, Excerpt, Provenance

KOLB = Actor("Jonas Kolb", "person")
SOREL = Actor("Anna Sorel", "person", "Q4242", "female", "SPD", "DE")
POLICE = Actor("Polizei Mainz", "organisation")
NOBODY = Actor()


def said(name: str, *speakers: Actor | Speaker, outlet: str = "Bote") -> Analysis:
    """An article by this name in which each of the speakers says one thing."""
    text = " ".join(f"„Wort {name} {i}.“" for i in range(len(speakers)))
    article = Article(source=f"{name}.txt", text=text, outlet=outlet, published="2024-11-28")
    statements = []
    for i, who in enumerate(speakers):
        quote = f"Wort {name} {i}."
        start = text.index(quote)
        speaker = who if isinstance(who, Speaker) else Speaker(actor=who)
        span = Span(start, start + len(quote))
        statements.append(Statement(article.id, "direct", quote, (span,), speaker=speaker))
    return Analysis(article, tuple(statements))


@pytest.fixture
def corpus() -> Iterator[Corpus]:
    with Corpus(":memory:", clock=lambda: "2024-12-01T00:00:00Z") as made:
        yield made


def add(corpus: Corpus, *analyses: Analysis) -> None:
    for analysis in analyses:
        corpus.add(analysis, model="1")


def counts(corpus: Corpus) -> dict[str, int]:
    """Statements by the keys of the actors."""
    return {actor.key: actor.statements for actor in corpus.actors()}


def dump(corpus: Corpus) -> list[tuple[object, ...]]:
    """The table of actors, and who takes part in which statement."""
    actors = corpus._db.rows("SELECT * FROM actor ORDER BY key")
    voices = corpus._db.rows("SELECT * FROM voice ORDER BY statement, part, actor")
    return [tuple(row) for row in [*actors, *voices]]


# ------------------------------------------------------------------------ who is the same


def test_one_wikidata_id_is_one_actor_whatever_its_name(corpus: Corpus) -> None:
    add(
        corpus,
        said("a", Actor("Qassym Tokajew", "person", "Q200881")),
        said("b", Actor("Kassym Toqajew", "person", "Q200881"), Actor(None, "person", "Q200881")),
    )
    (actor,) = corpus.actors()
    assert (actor.key, actor.name, actor.statements, actor.articles) == (
        *("Q200881", "Kassym Toqajew"),
        *(3, 2),
    )
    assert corpus.actor("Qassym Tokajew").names == ("Kassym Toqajew", "Qassym Tokajew")


@pytest.mark.parametrize(
    "other",
    ["JONAS KOLB", "Jonas  Kölb".replace("ö", "o"), "Jónas Kolb", "Jonas Kolbs", "Jonas-Kolb"],
)
def test_a_full_name_is_one_actor_up_to_case_accents_and_genitive(
    corpus: Corpus, other: str
) -> None:
    add(corpus, said("a", KOLB), said("b", KOLB), said("c", Actor(other, "person")))
    keys = counts(corpus)
    if other == "Jonas-Kolb":  # a double name: no full one
        assert keys.pop(f"jonas-kolb@{said('c', KOLB).article.id}") == 1
        assert keys == {"jonas-kolb": 2}
        return
    assert keys == {"jonas-kolb": 3}
    assert corpus.actors()[0].name == "Jonas Kolb"


def test_a_bare_surname_is_an_actor_of_its_article_only(corpus: Corpus) -> None:
    bare = Actor("Kolb", "person")
    one, two = said("a", bare, bare), said("b", bare)
    add(corpus, one, two, said("c", KOLB))
    assert counts(corpus) == {
        f"kolb@{one.article.id}": 2,
        f"kolb@{two.article.id}": 1,
        "jonas-kolb": 1,
    }
    assert corpus.actor(f"kolb@{one.article.id}").article == one.article.id
    assert corpus.actor(f"kolb@{one.article.id[:6]}").statements == 2
    with pytest.raises(UsageError, match=r"may be several actors: kolb@.*give the key of one"):
        corpus.actor("Kolb")


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Anna Sorel", True),
        ("Anna von Tal", True),
        ("von der Tal", False),
        ("Strack-Kolb", False),
        ("J. Kolb", False),
        ("Dr. Kolb", False),
        ("Frau Kolb", False),
        ("Papst Klemens", True),
        ("", False),
    ],
)
def test_what_is_a_full_name(name: str, full: bool) -> None:
    assert is_full_name(name) is full


def test_names_that_end_in_s_are_no_genitives_of_given_names() -> None:
    assert genitive_of("anna-sorels") == "anna-sorel"
    assert genitive_of("thomas-peters") is None
    assert genitive_of("anna-gross") is None
    assert genitive_of("org:sorels") is None
    assert genitive_of("anna-sorels@b1") is None


def test_a_genitive_that_occurs_more_often_than_the_name_is_a_name(corpus: Corpus) -> None:
    add(corpus, *(said(f"{n}", Actor("Ole Brands", "person")) for n in range(3)))
    add(corpus, said("x", Actor("Ole Brand", "person")))
    assert counts(corpus) == {"ole-brands": 3, "ole-brand": 1}


def test_kinds_are_told_apart(corpus: Corpus) -> None:
    paper = said("d", Actor("Bericht zur Lage", "document"), Actor("Wirt", "role"))
    add(
        corpus,
        said("a", POLICE, Actor("die Polizei Mainz", "organisation")),
        said("b", Actor("Polizei Mainz", "group"), Actor("Deutschen Bahn", "organisation")),
        said("c", Actor("Deutsche Bahn", "organisation")),
        paper,
    )
    assert counts(corpus) == {
        "org:polizei-mainz": 2,
        "org:deutsche-bahn": 2,
        "group:polizei-mainz": 1,
        "doc:bericht-zur-lage": 1,
        f"role:wirt@{paper.article.id}": 1,
    }


def test_a_name_goes_with_the_only_id_that_it_occurs_with(corpus: Corpus) -> None:
    bare = Actor("Anna Sorel", "person")
    add(corpus, said("a", bare))
    assert counts(corpus) == {"anna-sorel": 1}
    add(corpus, said("b", SOREL))
    assert counts(corpus) == {"Q4242": 2}
    assert corpus.actor("anna-sorel").key == "Q4242"
    add(corpus, said("c", Actor("Anna Sorel", "person", "Q99")))
    assert counts(corpus) == {"Q4242": 1, "Q99": 1, "anna-sorel": 1}
    with pytest.raises(UsageError, match=r"Q4242 \(Anna Sorel, person, 1 statement\)"):
        corpus.actor("Anna Sorel")


def test_nothing_of_a_name_and_ids_that_are_none(corpus: Corpus) -> None:
    add(corpus, said("a", Actor("?!", "person"), Actor("Anna Sorel", "person", "o:sorel")))
    keys = counts(corpus)
    assert keys.pop("anna-sorel") == 1
    ((key, number),) = keys.items()
    assert (key.startswith("x"), "@" in key, number) == (True, True, 1)


def test_whom_nobody_can_name_is_counted(corpus: Corpus) -> None:
    add(corpus, said("a", NOBODY, Actor(None, "person", gender="female"), KOLB))
    unknown = corpus.actor("unknown")
    assert (unknown.name, unknown.kind, unknown.statements, unknown.gender) == (
        *(None, "unknown"),
        *(2, None),
    )
    assert corpus.search(unknown=True).total == 2
    assert corpus.search(kind="unknown").total == 2


def test_joint_speakers_are_their_members_and_who_is_spoken_for_is_kept(corpus: Corpus) -> None:
    both = Speaker(actor=Actor("Anna Sorel und Jonas Kolb", "group"), members=(SOREL, KOLB))
    add(corpus, said("a", both, Speaker(actor=KOLB, on_behalf_of=POLICE)))
    assert counts(corpus) == {"jonas-kolb": 2, "Q4242": 1, "org:polizei-mainz": 0}
    assert corpus.actor("Polizei Mainz").on_behalf == 1
    assert corpus.search(actor="Polizei Mainz").total == 1
    assert corpus.search(speaker="polizei").total == 1
    assert corpus.search(kind="organisation").total == 0
    rows = {row["actor"]: row for row in corpus.search().to_rows()}
    assert set(rows) == {"Q4242;jonas-kolb", "jonas-kolb"}
    assert rows["jonas-kolb"]["on_behalf_of"] == "Polizei Mainz"


def test_a_new_analysis_leaves_nothing_of_the_old_one(corpus: Corpus) -> None:
    old = said("a", KOLB, POLICE)
    add(corpus, old)
    corpus.add(
        replace(old, statements=(old.statements[0].with_speaker(Speaker(actor=SOREL)),)), model="2"
    )
    assert counts(corpus) == {"Q4242": 1}
    for table, number in (("form", 1), ("naming", 1), ("actor", 1)):
        assert corpus._db.value(f"SELECT count(*) FROM {table}") == number


def test_all_of_a_record_comes_back(corpus: Corpus) -> None:
    text = "Vorweg. „Nie“, sagte sie."
    article = Article(
        *("a.txt", text),
        kicker="Rat",
        subtitle="Streit",
        modified="2024-11-29",
        section="Politik",
        keywords=("Rat", "Brücke"),
        paywall=False,
        blocks=(Block("heading", Span(0, 7)), Block("answer", Span(8, 25), "Anna Sorel")),
        provenance=Provenance(container="a.warc", digest="sha256:ab"),
    )
    speaker = Speaker(
        Excerpt.cut(text, [(21, 24)]), SOREL, "pronoun", 0.1 + 0.2, POLICE, (SOREL, KOLB)
    )
    found = Statement(article.id, "direct", "Nie", (Span(9, 12),), speaker=speaker)
    analysis = Analysis(article, (found,))
    corpus.add(analysis)
    assert corpus.article(article.id) == analysis
    assert corpus.kept(article.id) == article
    newer = replace(analysis, article=replace(article, blocks=(), paywall=None))
    corpus.add(newer, model="2")
    assert corpus.article(article.id) == newer


# --------------------------------------------------------------------- listing and searching


@pytest.fixture
def voices(corpus: Corpus) -> Corpus:
    """Eight statements of five actors; two of nobody."""
    other = Actor("Mara Lind", "person", "Q7", "female", "CDU", "AT")
    add(
        corpus,
        said("a", SOREL, SOREL, KOLB, NOBODY),
        said("b", other, POLICE, SOREL, NOBODY, outlet="Blatt"),
    )
    return corpus


def test_share_of_voice_has_an_unknown_row(voices: Corpus) -> None:
    by_party = [(v.value, v.statements, v.share) for v in voices.voices("party")]
    assert by_party == [("unknown", 4, 0.5), ("SPD", 3, 0.375), ("CDU", 1, 0.125)]
    assert {v.value: v.statements for v in voices.voices("gender")} == {"female": 4, "unknown": 4}
    assert {v.value: v.statements for v in voices.voices("country")} == {
        **{"DE": 3, "AT": 1},
        "unknown": 4,
    }
    assert {v.value: v.statements for v in voices.voices("kind")} == {
        **{"person": 5, "organisation": 1},
        "unknown": 2,
    }
    actors = {v.value: (v.name, v.statements) for v in voices.voices("actor")}
    assert actors["Q4242"] == ("Anna Sorel", 3)
    assert actors["unknown"] == ("unknown", 2)
    assert sum(v.statements for v in voices.voices("party", outlet="blatt")) == 4
    assert [v.statements for v in voices.voices("party", since="2025")] == [0]
    with pytest.raises(UsageError, match="by 'age' is unknown; one of party"):
        voices.voices("age")  # type: ignore[arg-type]


def test_the_actors_of_an_empty_corpus(corpus: Corpus) -> None:
    assert corpus.actors() == []
    assert corpus.corrections() == []
    assert [(v.value, v.statements, v.share) for v in corpus.voices()] == [("unknown", 0, 0.0)]
    with pytest.raises(CorpusError, match=r"there is no actor 'Sorel'.*wortlaut actors"):
        corpus.actor("Sorel")
    with pytest.raises(CorpusError, match="there is no actor 'unknown'"):
        corpus.actor("unknown")
    with pytest.raises(UsageError, match="an empty key names no actor"):
        corpus.actor(" ")


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"actor": "Q4242"}, 3),
        ({"actor": "q4242"}, 3),
        ({"actor": "anna sorel"}, 3),
        ({"actor": "unknown"}, 2),
        ({"party": "spd"}, 3),
        ({"party": "FDP"}, 0),
        ({"gender": "Female"}, 4),
        ({"gender": "female", "party": "CDU"}, 1),
        ({"country": "at"}, 1),
        ({"kind": "organisation"}, 1),
        ({"unknown": True}, 2),
        ({"speaker": "Q7"}, 1),
        ({"speaker": "-Sorel"}, 5),
        ({"speaker": "Kolb OR Lind"}, 2),
        ({"speaker": "So*"}, 3),
        ({"speaker": "title:Sorel"}, 0),
        ({"actor": "Q4242", "outlet": "Blatt"}, 1),
    ],
)
def test_filters(voices: Corpus, filters: dict[str, str], total: int) -> None:
    assert voices.search(**filters).total == total  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "error", "message"),
    [
        ({"actor": "Jonas Kalb"}, CorpusError, "there is no actor 'Jonas Kalb'.*like it are jonas"),
        ({"gender": "f"}, UsageError, "gender 'f' is unknown; one of female, male, other"),
        ({"kind": "firm"}, UsageError, "kind 'firm' is unknown; one of person"),
        ({"country": "Austria"}, UsageError, "country is 'Austria'; give its two letters"),
    ],
)
def test_filters_that_cannot_be_meant(
    voices: Corpus, filters: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        voices.search(**filters)  # type: ignore[arg-type]


def test_listing(voices: Corpus) -> None:
    assert [a.key for a in voices.actors()][:2] == ["Q4242", "unknown"]
    assert [a.key for a in voices.actors("sorel OR kolb")] == ["Q4242", "jonas-kolb"]
    assert [a.key for a in voices.actors("Q4242")] == ["Q4242"]
    assert voices.actors("?!") == []
    assert [a.key for a in voices.actors(kind="organisation")] == ["org:polizei-mainz"]
    assert [a.key for a in voices.actors(limit=1, offset=1)] == ["unknown"]
    with pytest.raises(UsageError, match="limit is -1"):
        voices.actors(limit=-1)


# ---------------------------------------------------------------------------- corrections


def test_merge_keeps_the_first_name_and_holds_for_what_comes_later(corpus: Corpus) -> None:
    spelled = Actor("Jonas Colb", "person")
    later = said("b", spelled, spelled)
    add(corpus, said("a", KOLB), later)
    made = corpus.merge_actors("jonas-kolb", "Jonas Colb", author="mara")
    assert made == Correction(
        *(1, "2024-12-01T00:00:00Z", "mara", "merge"),
        "Jonas Colb (jonas-colb) is Jonas Kolb (jonas-kolb)",
    )
    assert counts(corpus) == {"jonas-kolb": 3}
    add(corpus, said("c", spelled))
    corpus.add(replace(later, statements=later.statements[1:]), model="2")
    assert counts(corpus) == {"jonas-kolb": 3}
    found = corpus.actor("jonas-colb")
    assert (found.key, found.name) == ("jonas-kolb", "Jonas Kolb")
    assert found.keys == ("jonas-kolb", "jonas-colb")
    assert corpus.search(actor="Jonas Colb").total == 3
    assert corpus.search(speaker="Kolb").total == 3
    assert {row["speaker"] for row in corpus.search().to_rows()} == {"Jonas Kolb"}


def test_the_id_of_either_becomes_the_key(corpus: Corpus) -> None:
    add(corpus, said("a", KOLB), said("b", SOREL))
    corpus.merge_actors("jonas-kolb", "Q4242")
    (actor,) = corpus.actors()
    assert (actor.key, actor.wikidata, actor.name) == ("Q4242", "Q4242", "Jonas Kolb")
    assert (actor.party, actor.statements) == ("SPD", 2)


def test_chains_and_circles_of_merges(corpus: Corpus) -> None:
    names = ["Ada Berg", "Bela Berg", "Cora Berg", "Dora Berg"]
    add(corpus, *(said(n, Actor(n, "person")) for n in names))
    corpus.merge_actors("bela-berg", "cora-berg")
    corpus.merge_actors("ada-berg", "cora-berg")  # which is Bela by now
    with pytest.raises(UsageError, match="are the same actor already"):
        corpus.merge_actors("cora-berg", "ada-berg")
    with pytest.raises(UsageError, match="are the same actor already"):
        corpus.merge_actors("dora-berg", "dora-berg")
    corpus.merge_actors("dora-berg", "bela-berg")
    assert counts(corpus) == {"dora-berg": 4}
    corpus.undo_correction(2)
    assert counts(corpus) == {"dora-berg": 3, "ada-berg": 1}
    corpus.undo_correction(3)
    corpus.undo_correction(1)
    assert counts(corpus) == dict.fromkeys(["ada-berg", "bela-berg", "cora-berg", "dora-berg"], 1)


def test_split_by_article_and_statement_survives_another_model(corpus: Corpus) -> None:
    first, second = said("a", KOLB, KOLB), said("b", KOLB, KOLB)
    add(corpus, first, second)
    made = corpus.split_actor(
        "jonas-kolb",
        "Jonas Kolb (Fährmann)",
        articles=[first.article.id[:8]],
        statements=[second.statements[0].id],
    )
    assert made.key == "jonas-kolb-faehrmann~1"
    assert counts(corpus) == {"jonas-kolb-faehrmann~1": 3, "jonas-kolb": 1}
    assert corpus.actor("Jonas Kolb").key == "jonas-kolb"
    # Another analysis: other types, so other ids, and other ends.
    moved = [
        replace(s, type="reported", spans=(Span(s.spans[0].start + 1, s.spans[0].end),), id="")
        for s in second.statements
    ]
    corpus.add(replace(second, statements=tuple(moved)), model="2")
    assert counts(corpus) == {"jonas-kolb-faehrmann~1": 3, "jonas-kolb": 1}
    add(corpus, said("c", KOLB))
    assert counts(corpus)["jonas-kolb"] == 2
    corpus.undo_correction(1)
    assert counts(corpus) == {"jonas-kolb": 5}


def test_split_of_all_statements_leaves_nothing_of_the_actor(corpus: Corpus) -> None:
    only = said("a", SOREL, SOREL)
    add(corpus, only)
    corpus.split_actor("Q4242", "Anna Sorelle", articles=[only.article.id])
    (actor,) = corpus.actors()
    assert (actor.key, actor.wikidata, actor.party) == ("anna-sorelle~1", None, None)
    with pytest.raises(CorpusError, match=r"there is no actor 'Q4242'"):
        corpus.actor("Q4242")
    corpus.undo_correction(1)
    assert counts(corpus) == {"Q4242": 2}


def test_statements_of_nobody_are_given_to_somebody(corpus: Corpus) -> None:
    article = said("a", NOBODY, NOBODY, SOREL)
    add(corpus, article)
    made = corpus.split_actor("unknown", "Anna Sorel", statements=[article.statements[0].id])
    assert corpus.actor(made.key or "").kind == "person"
    corpus.merge_actors("Q4242", made.key or "")
    assert counts(corpus) == {"Q4242": 2, "unknown": 1}
    # The one who said whose it is knows better than a model that names somebody else.
    corpus.add(said("a", KOLB, NOBODY, SOREL), model="2")
    assert counts(corpus) == {"Q4242": 2, "unknown": 1}


def test_a_split_can_be_split(corpus: Corpus) -> None:
    one, two = said("a", KOLB), said("b", KOLB)
    add(corpus, one, two)
    corpus.split_actor("jonas-kolb", "Erster", articles=[one.article.id, two.article.id])
    corpus.split_actor("erster~1", "Zweiter", articles=[two.article.id])
    assert counts(corpus) == {"erster~1": 1, "zweiter~2": 1}


def test_rename_gives_name_id_and_kind(corpus: Corpus) -> None:
    add(corpus, said("a", Actor("Kolb GmbH", "person")), said("b", SOREL))
    corpus.rename_actor("kolb-gmbh", "Kolb & Söhne", kind="organisation")
    actor = corpus.actor("Kolb & Söhne")
    assert (actor.key, actor.kind, actor.names) == ("kolb-gmbh", "organisation", ("Kolb GmbH",))
    assert corpus.search(speaker="Söhne").total == 1
    corpus.rename_actor("kolb-gmbh", wikidata="q4242")
    assert counts(corpus) == {"Q4242": 2}
    assert corpus.actor("Q4242").name == "Kolb & Söhne"
    corpus.undo_correction(2)
    corpus.rename_actor("Q4242", wikidata="Q5")
    assert (corpus.actor("Q5").key, corpus.actor("Q4242").key) == ("Q5", "Q5")
    assert corpus.actor("Anna Sorel").wikidata == "Q5"


def test_a_correction_outlives_the_one_it_was_made_on(corpus: Corpus) -> None:
    add(corpus, said("a", KOLB), said("b", SOREL))
    corpus.rename_actor("jonas-kolb", wikidata="Q9")
    corpus.merge_actors("Q9", "Q4242")
    corpus.undo_correction(1)
    assert counts(corpus) == {"Q4242": 2}
    assert corpus.actor("Q4242").name == "Jonas Kolb"


def test_a_correction_outlives_the_id_it_was_made_on(corpus: Corpus) -> None:
    """A model that gives no Wikidata id any more undoes no correction."""
    found, other = said("a", SOREL), said("b", KOLB)
    add(corpus, found, other)
    corpus.rename_actor("Q4242", "Anna Sorel-Tal")
    corpus.merge_actors("Q4242", "jonas-kolb")
    bare = Actor("Anna Sorel", "person")
    corpus.add(said("a", bare), model="2")
    assert counts(corpus) == {"Q4242": 2}
    assert corpus.actor("anna-sorel").name == "Anna Sorel-Tal"
    # Where the name occurs with another id, that is who it is.
    add(corpus, said("c", replace(bare, wikidata="Q7")))
    assert counts(corpus) == {"Q4242": 1, "Q7": 2}
    corpus.add(said("c", KOLB), model="2")
    assert counts(corpus) == {"Q4242": 3}
    corpus.undo_correction(1)
    corpus.undo_correction(2)
    assert counts(corpus) == {"anna-sorel": 1, "jonas-kolb": 2}


def test_a_wrong_id_is_taken_away(corpus: Corpus) -> None:
    add(corpus, said("a", SOREL, KOLB))
    made = corpus.rename_actor("Q4242", wikidata="none")
    assert made.text == "Anna Sorel (Q4242) is Anna Sorel, not Q4242"
    actor = corpus.actor("Q4242")  # still known by it, as the article has it
    assert (actor.key, actor.name, actor.wikidata) == ("anna-sorel~1", "Anna Sorel", None)
    assert corpus.search(speaker="Q4242").total == 0
    with pytest.raises(UsageError, match="has no Wikidata id that could be taken away"):
        corpus.rename_actor("anna-sorel~1", wikidata="none")
    corpus.rename_actor("anna-sorel~1", wikidata="Q5")
    assert corpus.actor("Anna Sorel").key == "Q5"
    corpus.undo_correction(2)
    corpus.undo_correction(1)
    assert counts(corpus) == {"Q4242": 1, "jonas-kolb": 1}


def test_a_name_goes_with_two_ids_that_people_said_are_the_same(corpus: Corpus) -> None:
    ids = [replace(KOLB, wikidata=q) for q in ("Q1", "Q2")]
    add(corpus, said("a", *ids), said("b", KOLB))
    assert counts(corpus) == {"Q1": 1, "Q2": 1, "jonas-kolb": 1}
    corpus.merge_actors("Q1", "Q2")
    assert counts(corpus) == {"Q1": 3}
    add(corpus, said("c", replace(KOLB, wikidata="Q3")))
    assert counts(corpus) == {"Q1": 2, "Q3": 1, "jonas-kolb": 1}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda c: c.merge_actors("unknown", "Q4242"), UsageError, "no actor that can be merged"),
        (lambda c: c.rename_actor("unknown", "X"), UsageError, "use split to say whose"),
        (lambda c: c.rename_actor("Q4242"), UsageError, "nothing to change"),
        (lambda c: c.rename_actor("Q4242", "  "), UsageError, "an empty name names nobody"),
        (lambda c: c.rename_actor("Q4242", "X", wikidata="4"), UsageError, "no Wikidata id"),
        (lambda c: c.rename_actor("Q4242", "X", kind="firm"), UsageError, "kind 'firm'"),
        (lambda c: c.split_actor("Q4242", "X"), UsageError, "give an article or a statement"),
        (lambda c: c.split_actor("Q4242", "X", articles=["zz"]), CorpusError, "no article 'zz'"),
        (lambda c: c.split_actor("Q4242", "X", articles=[""]), UsageError, "names no article"),
        (lambda c: c.split_actor("Q4242", "X", statements=["zz"]), CorpusError, "no statement"),
        (lambda c: c.split_actor("Q99", "X", articles=["a"]), CorpusError, "no actor 'Q99'"),
        (lambda c: c.merge_actors("Q4242", "nobody"), CorpusError, "no actor 'nobody'"),
        (lambda c: c.undo_correction(7), CorpusError, "no correction 7.*wortlaut corrections"),
    ],
)
def test_corrections_that_cannot_be_meant(
    corpus: Corpus, call: object, error: type[Exception], message: str
) -> None:
    add(corpus, said("a", SOREL, NOBODY))
    before = dump(corpus)
    with pytest.raises(error, match=message):
        call(corpus)  # type: ignore[operator]
    assert corpus.corrections() == []
    assert dump(corpus) == before


def test_split_wants_statements_of_the_actor(corpus: Corpus) -> None:
    one, two = said("a", SOREL), said("b", KOLB)
    add(corpus, one, two)
    with pytest.raises(UsageError, match="has no statement in article"):
        corpus.split_actor("Q4242", "X", articles=[two.article.id])
    with pytest.raises(UsageError, match="is not one of Anna Sorel"):
        corpus.split_actor("Q4242", "X", statements=[two.statements[0].id])


def test_the_log_tells_what_was_undone_by_whom(corpus: Corpus) -> None:
    add(corpus, said("a", SOREL, KOLB))
    corpus.merge_actors("Q4242", "jonas-kolb", author="mara")
    corpus.undo_correction(1, author="ole")
    (entry,) = corpus.corrections()
    assert (entry.author, entry.undone, entry.undone_by) == ("mara", "2024-12-01T00:00:00Z", "ole")
    with pytest.raises(UsageError, match="was undone on 2024-12-01T00:00:00Z by ole already"):
        corpus.undo_correction(1)
    corpus.merge_actors("Q4242", "jonas-kolb")
    assert [c.number for c in corpus.corrections()] == [1, 2]
    assert corpus.corrections()[1].author


# ------------------------------------------------------------------------------- the file


def test_an_older_corpus_gets_its_actors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, path = tmp_path / "new.db", tmp_path / "old.db"
    plain_sorel = Actor("Anna Sorel", "person", "Q4242")  # an older corpus knew no more
    kept = [said("a", plain_sorel, KOLB, NOBODY), said("b", Actor("Anna Sorel", "person"))]
    with Corpus(new, create=True) as corpus:
        add(corpus, *kept)
        wanted = dump(corpus)
    before = [step.__name__ for step in MIGRATIONS].index("m0004_actors")
    with monkeypatch.context() as patch:
        for name in ("connection", "migrations"):
            patch.setattr(f"wortlaut.corpus.{name}.MIGRATIONS", MIGRATIONS[:before])
        connect(path, create=True, read_only=False, clock=lambda: "then").close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("ATTACH ? AS new", (str(new),))
        for table in ("article", "statement"):
            columns = ", ".join(r[1] for r in raw.execute(f"PRAGMA main.table_info({table})"))
            raw.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
        raw.commit()
    with pytest.raises(CorpusError, match="made by an older Wortlaut"):
        Corpus(path, read_only=True)
    with Corpus(path) as corpus:
        assert list(corpus) == sorted(kept, key=lambda a: a.article.id)
        assert dump(corpus) == wanted
        assert counts(corpus) == {"Q4242": 2, "jonas-kolb": 1, "unknown": 1}


def test_other_rules_derive_anew_and_corrections_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        add(corpus, said("a", SOREL, KOLB), said("b", KOLB, NOBODY))
        corpus.split_actor("jonas-kolb", "X Y", articles=[said("b", KOLB, NOBODY).article.id])
        corpus.merge_actors("Q4242", "jonas-kolb")
        before = dump(corpus)
    monkeypatch.setattr("wortlaut.corpus.derive.RULES", 99)
    with Corpus(path) as corpus:
        assert dump(corpus) == before
        assert corpus._db.value("SELECT value FROM meta WHERE key = 'actors'").startswith("99 ")


def test_the_ledger_shows_corrected_names(corpus: Corpus) -> None:
    add(corpus, said("a", Speaker(actor=SOREL, on_behalf_of=POLICE)))
    corpus.rename_actor("Q4242", "Anna Sorel-Lind")
    corpus.rename_actor("org:polizei-mainz", "Polizeipräsidium Mainz")
    row = corpus._db.rows("SELECT * FROM ledger")[0]
    assert (row["speaker"], row["actor"], row["party"]) == ("Anna Sorel-Lind", "Q4242", "SPD")
    assert row["on_behalf_of"] == "Polizeipräsidium Mainz"


def test_plain_names() -> None:
    assert plain("Jörg O’Hara-Łoś") == "joerg ohara los"
    assert identity_of(Actor("Dr. Anna Sorel", "person"), "a").key == "anna-sorel"
    long = identity_of(Actor("Rat " * 100, "organisation"), "a").key
    assert len(long) < 100
