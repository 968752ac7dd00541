"""Searching: German words in any form, a forgiving query language, filters, context."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from wortlaut import Analysis, Article, Corpus, Span, Statement
from wortlaut.corpus.query import MAX_DEPTH, MAX_TERMS, Group, Not, Term, parse_query
from wortlaut.corpus.stems import fold, index_text, stem, words
from wortlaut.errors import UsageError

HOUSES = "Die Häuser am Ufer seien nicht gefährdet"
NEVER = "Das hat der Präsident des Landtags nie gesagt"
PASSED = "ist der Haushalt beschlossen"
OUTER = "Man habe „lange gerungen“"
INNER = "lange gerungen"
WORKS = "dauern die Arbeiten bis zum Herbst"


def found(corpus: Corpus, query: str | None = None, **filters: object) -> set[str]:
    result = corpus.search(query, **filters)  # type: ignore[arg-type]
    assert len(result) == result.total
    return {hit.statement.text for hit in result}


# ------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("forms", "same"),
    [
        ("Präsident Präsidenten PRÄSIDENT praesident Prasidenten", "prasident"),
        ("Haus Häuser Häusern Hauses haeuser", "haus"),
        ("Straße Straßen STRASSE Strasse", "strass"),
        ("Bürger Bürgern Bürgerinnen Bürger:innen Bürger*innen Bürger_innen BÜRGER:INNEN", "burg"),
        ("München Muenchen MÜNCHEN Mu\u0308nchen Mün\u00adchen", "munch"),
        ("Ärzte Arzt Ärzten", "arzt"),
        ("Şahin Sahin", "sahin"),
        ("Regierung Regierungen", "regier"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str, same: str) -> None:
    assert {stem(form) for form in forms.split()} == {same}


def test_words_have_offsets() -> None:
    text = "Die Bürger:innen (ab 3,5 Mio.) – Ö-Orte: in"
    cut = [text[a:b] for a, b in words(text)]
    assert cut == ["Die", "Bürger:innen", "ab", "3", "5", "Mio", "Ö", "Orte", "in"]


def test_the_index_keeps_stems_and_the_forms_that_differ() -> None:
    assert index_text("Die Häuser, das Haus") == ("die haus das haus", "hauser")
    assert index_text("Anna Sorel", None, "", "sie") == ("anna sorel ‖ sie", "")


def test_endless_words_cost_nothing() -> None:
    start = time.perf_counter()
    assert len(stem("ä" * 1_000_000)) <= 64
    assert len(fold("ä" * 1_000_000)) <= 64
    assert time.perf_counter() - start < 0.5


# ------------------------------------------------------------------------------ queries


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Präsidenten", {NEVER, PASSED}),
        ("praesident", {NEVER, PASSED}),
        ("Haus", {HOUSES}),
        ("haeusern ufer", {HOUSES}),
        ("Haus Präsident", set()),
        ("Haus AND Ufer", {HOUSES}),
        ("Haus OR Präsident", {HOUSES, NEVER, PASSED}),
        ("Haus Ufer OR Herbst Arbeit", {HOUSES, WORKS}),
        ("Präsident -gesagt", {PASSED}),
        ("Präsident NOT gesagt", {PASSED}),
        ("-Präsident", {HOUSES, OUTER, INNER, WORKS}),
        ("- Präsident", {NEVER, PASSED}),
        ("NOT NOT Haus", {HOUSES}),
        ("-(Präsident OR Haus)", {OUTER, INNER, WORKS}),
        ("(Haus OR Herbst) -Ufer", {WORKS}),
        ('"nie gesagt"', {NEVER}),
        ("„nie gesagt“", {NEVER}),
        ("»nie gesagt«", {NEVER}),
        ('"gesagt nie"', set()),
        ('-"nie gesagt" Präsident', {PASSED}),
        ('"Anna Sorel"', {HOUSES}),
        ('"Sorel die"', set()),  # the name is one text, the mention another
        ("Haush*", {PASSED}),
        ("Präsidenten*", {PASSED}),
        ("Häuse*", {HOUSES}),
        ("Häus*", {HOUSES, PASSED}),  # ä is a: "Haushalt" as well
        ("quote:Haus", {HOUSES}),
        ("speaker:Haus", set()),
        ("speaker:Präsident", {PASSED}),
        ("quote:Präsident", {NEVER}),
        ("SPEAKER:sor*", {HOUSES}),
        ("frame:Anwohner", {HOUSES}),
        ('speaker:"Jonas Kolb"', {NEVER, WORKS}),
        ("title:Brücke", {HOUSES, NEVER}),
        ("text:Mitternacht", {HOUSES, NEVER}),
        ("text:Mitternacht -Haus", {NEVER}),
        ("text:Mitternacht OR Herbst", {HOUSES, NEVER, WORKS}),
        ("-text:Mitternacht Präsident", {PASSED}),
        ("Mitternacht", set()),
        ("Bürgerin", set()),
        ("text:Bürgerinnen", {PASSED, OUTER, INNER}),
        ("text:Odensee", {WORKS}),
    ],
)
def test_what_a_query_finds(corpus: Corpus, query: str, expected: set[str]) -> None:
    assert found(corpus, query) == expected


@pytest.mark.parametrize("query", [None, "", "  \n"])
def test_no_query_finds_everything(corpus: Corpus, query: str | None) -> None:
    assert found(corpus, query) == {HOUSES, NEVER, PASSED, OUTER, INNER, WORKS}


@pytest.mark.parametrize("query", ["?!", "-", "*", "„“", "((", "NOT", "\x00", "…", "😀", "title:"])
def test_nothing_to_look_for_finds_nothing(corpus: Corpus, query: str) -> None:
    assert found(corpus, query) == set()


@pytest.mark.parametrize(
    ("query", "like"),
    [
        ('"nie gesagt', '"nie gesagt"'),
        ("Haus OR", "Haus"),
        ("OR Haus", "Haus"),
        ("AND Haus AND", "Haus"),
        ("Haus NOT", "Haus"),
        ("Haus )", "Haus"),
        (") Haus (", "Haus"),
        ("((Haus", "Haus"),
        ("(Haus) Ufer)", "Haus Ufer"),
        ("Haus & Ufer – !", "Haus Ufer"),
        ("Haus-Ufer", '"Haus Ufer"'),
        ("Haus:Ufer", '"Haus Ufer"'),
        ("{quote}:Haus", '"quote Haus"'),
        ("NEAR(Haus Ufer)", "near (Haus Ufer)"),
        ("^Haus", "Haus"),
        ("Haus'; DROP TABLE article; --", '"Haus" drop table article'),
        ('Haus"Ufer"', "Haus Ufer"),
        ("quote:(Haus)", "quote Haus"),
        ("or haus", "Or Haus"),
        ("Nord-Haus*", "Nord Haus*"),
    ],
)
def test_odd_queries_mean_the_nearest_thing(query: str, like: str) -> None:
    def shape(node: object) -> object:
        if isinstance(node, Term):
            return tuple(map(str.lower, node.words)), node.prefix, node.field
        if isinstance(node, Not):
            return "not", shape(node.child)
        assert isinstance(node, Group)
        return node.operator, sorted(map(repr, map(shape, node.children)))

    assert shape(parse_query(query)) == shape(parse_query(like))


def test_long_queries_are_refused_with_reason(corpus: Corpus) -> None:
    most = " ".join(f"wort{i}" for i in range(MAX_TERMS))
    assert found(corpus, most) == set()
    assert found(corpus, most.replace(" ", " OR ").replace("wort9 ", "Haus ")) == {HOUSES}
    assert found(corpus, " ".join(f"-{word}" for word in most.split())) != set()
    assert found(corpus, most.replace(" ", " OR text:")) == set()
    with pytest.raises(UsageError, match="at most 100"):
        corpus.search(most + " zuviel")
    with pytest.raises(UsageError, match="at most 100"):
        corpus.search('"' + "wort " * 5_000 + '"')


def test_a_long_quotation_can_be_looked_for(corpus: Corpus) -> None:
    assert found(corpus, f'"{"wort " * 1_900}"') == set()


@pytest.mark.parametrize("deep", ["(", "-(", "(a (b OR ", "NOT (", "quote:(text:x OR ("])
def test_deep_queries_are_refused_with_reason(corpus: Corpus, deep: str) -> None:
    with pytest.raises(UsageError, match="brackets within brackets"):
        corpus.search(deep * 5_000 + "Haus")
    corpus.search(deep * (MAX_DEPTH // deep.count("(")) + "Haus")  # just allowed


# ------------------------------------------------------------------------------ filters


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "Kolb"}, {NEVER, WORKS}),
        ({"speaker": "kolbs"}, {NEVER, WORKS}),
        ({"speaker": "Jonas Kolb"}, {NEVER, WORKS}),
        ({"speaker": "Kolb OR Sorel"}, {HOUSES, NEVER, WORKS}),
        ({"speaker": "-Kolb"}, {HOUSES, PASSED, OUTER, INNER}),
        ({"speaker": "Präsident"}, {PASSED}),
        ({"speaker": "Bürgermeisterin"}, {HOUSES}),
        ({"speaker": "Q4242"}, {HOUSES}),
        ({"speaker": "q4242"}, {HOUSES}),
        ({"speaker": "Q1"}, set()),
        ({"type": "direct"}, {NEVER, INNER}),
        ({"type": ["direct", "reported"]}, {NEVER, INNER, PASSED}),
        ({"type": []}, {HOUSES, NEVER, PASSED, OUTER, INNER, WORKS}),
        ({"outlet": "nordblick"}, {PASSED, OUTER, INNER, WORKS}),
        ({"outlet": " Halmstedter BOTE "}, {HOUSES, NEVER}),
        ({"outlet": "Nord"}, set()),
        ({"since": "2024-11"}, {HOUSES, NEVER}),
        ({"since": "2024-11-28", "until": "2024-11-28"}, {HOUSES, NEVER}),
        ({"since": date(2024, 11, 28)}, {HOUSES, NEVER}),
        ({"since": datetime(2024, 11, 28, 12)}, {HOUSES, NEVER}),
        ({"until": "2024-10"}, {PASSED, OUTER, INNER}),
        ({"until": "2024-10-01"}, set()),
        ({"until": "2024"}, {HOUSES, NEVER, PASSED, OUTER, INNER}),
        ({"since": "2025"}, set()),
        ({"speaker": "Kolb", "type": "direct", "since": "2024"}, {NEVER}),
    ],
)
def test_what_a_filter_leaves(
    corpus: Corpus, filters: dict[str, object], expected: set[str]
) -> None:
    assert found(corpus, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"type": "wörtlich"}, "type 'wörtlich' is unknown; one of direct"),
        ({"since": "28.11.2024"}, "since is '28.11.2024'; give a day"),
        ({"until": "2024-11-31"}, "until is"),
        ({"until": "gestern"}, "until is"),
        ({"speaker": "?"}, "has no word to look for"),
        ({"speaker": ""}, "has no word to look for"),
        ({"limit": -1}, "limit is -1"),
        ({"offset": -1}, "offset is -1"),
        ({"offset": 2**64}, "offset is"),
        ({"order": "rank"}, "order 'rank' is unknown"),
    ],
)
def test_filters_that_cannot_be_meant(
    corpus: Corpus, filters: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        corpus.search(**filters)  # type: ignore[arg-type]


# ------------------------------------------------------------------------ order and pages


def test_the_quote_counts_more_than_the_speaker(corpus: Corpus) -> None:
    result = corpus.search("Präsident")
    assert [hit.statement.text for hit in result] == [NEVER, PASSED]
    assert result[0].score > result[1].score > 0


def test_order_by_time_is_newest_first_and_undated_last(corpus: Corpus) -> None:
    days = [hit.article.published for hit in corpus.search(order="time")]
    assert days == ["2024-11-28T00:30:00+01:00"] * 2 + ["2024-10-02"] * 3 + ["unbekannt"]
    assert [h.statement.text for h in corpus.search("Kolb", order="time")] == [NEVER, WORKS]


@pytest.mark.parametrize("query", [None, "haus OR präsident OR kolb", "-Ufer"])
def test_pages_make_up_the_whole(corpus: Corpus, query: str | None) -> None:
    whole = corpus.search(query, limit=None)
    pages = [corpus.search(query, limit=2, offset=at) for at in range(0, whole.total + 2, 2)]
    assert [hit for page in pages for hit in page] == list(whole)
    assert {page.total for page in pages} == {whole.total}
    assert len(pages[-1]) == 0


def test_the_result_is_a_sequence_that_turns_into_rows(corpus: Corpus) -> None:
    result = corpus.search("Haus")
    (row,) = result.to_rows()
    assert row["speaker"] == "Anna Sorel"
    assert row["context"].startswith("Am Montag")
    data = result.to_dict()
    assert data["total"] == 1
    assert data["hits"][0]["article"]["outlet"] == "Halmstedter Bote"
    assert "text" not in data["hits"][0]["article"]
    assert str(result[0]) == f"Anna Sorel: {HOUSES} (indirect)"


# ------------------------------------------------------------------------------ context


def test_a_hit_shows_the_sentences_around_and_where_the_words_stand(corpus: Corpus) -> None:
    (hit,) = corpus.search("Häusern Anwohner")
    assert hit.text == (
        "Am Montag trat der Stadtrat zusammen. Die Häuser am Ufer seien nicht gefährdet, sagte "
        "die Bürgermeisterin Anna Sorel den Anwohnern. Danach wurde es laut."
    )
    assert hit.before == "Am Montag trat der Stadtrat zusammen. "
    assert hit.after.startswith(", sagte die Bürgermeisterin")
    assert [m.cut(hit.article.text) for m in hit.matches] == ["Häuser", "Anwohnern"]


def test_phrases_and_prefixes_are_marked_and_excluded_words_are_not(corpus: Corpus) -> None:
    (hit,) = corpus.search('"nie gesagt" Landt* -Haus', speaker="Kolb")
    cut = [m.cut(hit.article.text) for m in hit.matches]
    assert cut == ["Landtags", "nie gesagt", "Kolb"]


def test_context_at_the_ends_of_an_article(corpus: Corpus) -> None:
    (hit,) = corpus.search("Herbst")
    assert hit.context == Span(0, len(hit.article.text))


def test_the_context_of_an_endless_sentence_is_short_and_quick() -> None:
    text = "und so weiter " * 20_000
    article = Article(source="a", text=text)
    start = text.index("weiter", 150_000)
    statement = Statement(article.id, "direct", "weiter", (Span(start, start + 6),))
    with Corpus(":memory:") as corpus:
        corpus.add(Analysis(article, (statement,)))
        begin = time.perf_counter()
        (hit,) = corpus.search("weiter")
        assert time.perf_counter() - begin < 1
    assert len(hit.text) < 2_500
    assert hit.context.start <= start < start + 6 <= hit.context.end


@pytest.mark.parametrize("length", [5, 20, 40])
def test_long_neighbouring_sentences_are_shown_whole(length: int) -> None:
    sentences = [f"Am Ufer {number} {'und so ' * length}weiter." for number in range(5)]
    text = " ".join(sentences)
    article = Article(source="a", text=text)
    start = text.index("Ufer 2")
    statement = Statement(article.id, "direct", "Ufer 2", (Span(start, start + 6),))
    with Corpus(":memory:") as corpus:
        corpus.add(Analysis(article, (statement,)))
        (hit,) = corpus.search()
    assert hit.text == " ".join(sentences[1:4])


def test_a_text_without_sentences_still_has_a_context() -> None:
    article = Article(source="a", text="„“…")
    statement = Statement(article.id, "direct", "…", (Span(2, 3),))
    with Corpus(":memory:") as corpus:
        corpus.add(Analysis(article, (statement,)))
        (hit,) = corpus.search()
    assert hit.context.start <= 2 < hit.context.end


# ----------------------------------------------------------------------------- articles


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        (None, {}, {"bruecke.txt", "haushalt.txt", "strasse.txt", "wetter.txt"}),
        ("Wetter", {}, {"wetter.txt"}),
        ("Halmstedt -Wetter", {}, {"bruecke.txt"}),
        ("speaker:Kolb", {}, {"bruecke.txt", "strasse.txt"}),
        ("title:Brücken", {}, {"bruecke.txt"}),
        ("quote:Herbst Straßen", {}, {"strasse.txt"}),
        ("?!", {}, set()),
        (None, {"outlet": "Nordblick"}, {"haushalt.txt", "strasse.txt"}),
        (None, {"until": "2024-10-31"}, {"haushalt.txt"}),
    ],
)
def test_articles(
    corpus: Corpus, query: str | None, filters: dict[str, str], expected: set[str]
) -> None:
    assert {a.source for a in corpus.articles(query, **filters)} == expected  # type: ignore[arg-type]


def test_pages_of_articles(corpus: Corpus) -> None:
    everything = corpus.articles()
    assert corpus.articles(limit=3) + corpus.articles(limit=3, offset=3) == everything
