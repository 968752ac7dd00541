"""Citations: read back by readers of the formats, whatever the article holds."""

from __future__ import annotations

import pytest

from wortlaut import Actor, Article, Span, Speaker, Statement
from wortlaut.export.citation import bibtex, citation, ris
from wortlaut.records import Excerpt

rispy = pytest.importorskip("rispy")
bibtexparser = pytest.importorskip("bibtexparser")

ARTICLE = Article(
    source="x.html",
    text="„Das ist „zu viel“ für uns“, sagte Anna Sorel.",
    title="Streit um „Fähre“ & Geld",
    outlet="Nordblick",
    authors=("Jo Brandt", "Mia Ohm"),
    published="2024-11-28T09:30:00+01:00",
    url="https://nordblick.example/a?b=1&c={x}",
)
SPEAKER = Speaker(Excerpt("Anna Sorel", (Span(35, 45),)), Actor("Anna Sorel", "person"))
DIRECT = Statement(
    ARTICLE.id, "direct", "„Das ist „zu viel“ für uns“", (Span(0, 27),), speaker=SPEAKER
)
LINK = "http://127.0.0.1:8017/statements/abc"


def test_in_words() -> None:
    assert citation(DIRECT, ARTICLE, permalink=LINK) == (
        "Anna Sorel: „Das ist ‚zu viel‘ für uns“. In: „Streit um ‚Fähre‘ & Geld“, Nordblick, "
        f"28. November 2024, {LINK}"
    )
    assert citation(DIRECT, ARTICLE, language="en").startswith(
        "Anna Sorel: “Das ist ‘zu viel’ für uns”. In: “Streit um ‘Fähre’ & Geld”, Nordblick, "
        "28 November 2024"
    )
    other = Statement(ARTICLE.id, "reported", "zu viel", (Span(10, 17),))
    bare = Article(source="y", text=ARTICLE.text)
    assert citation(other, bare) == f"Ohne Sprecher: zu viel (zusammengefasst). In: {bare.id}"


def test_ris_is_read_back() -> None:
    text = ris(DIRECT, ARTICLE, permalink=LINK)
    assert text.endswith("ER  - \r\n")
    assert all(line[2:6] == "  - " for line in text.split("\r\n") if line)
    (read,) = rispy.loads(text)
    assert read["type_of_reference"] == "NEWS"
    assert read["authors"] == ["Jo Brandt", "Mia Ohm"]
    assert (read["title"], read["year"]) == (ARTICLE.title, "2024")
    assert read["urls"] == [ARTICLE.url]


def test_bibtex_is_read_back() -> None:
    text = bibtex(DIRECT, ARTICLE)
    (entry,) = bibtexparser.parse_string(text).entries
    assert entry.key == f"wortlaut-{DIRECT.id}"
    assert (entry["date"], entry["organization"]) == ("2024-11-28", "Nordblick")
    assert entry["title"] == r"Streit um „Fähre“ \& Geld"
    assert entry["url"] == "https://nordblick.example/a?b=1&c=%7Bx%7D"


@pytest.mark.parametrize(
    "evil",
    [
        "}}@string{x=1}",
        "\\input{x}",
        "a\r\nER  - \r\nTY  - BOOK",
        "\u202eabc",
        "x" * 20_000,
        "{",
        "",
    ],
)
def test_hostile_text_stays_in_its_field(evil: str) -> None:
    article = Article(
        source="x", text=evil or "x", title=evil, outlet=evil, authors=(evil,), published=evil
    )
    statement = Statement(article.id, "direct", evil or "x", (Span(0, max(1, len(evil))),))
    assert len(rispy.loads(ris(statement, article))) == 1
    text = bibtex(statement, article)
    read = bibtexparser.parse_string(text)
    assert (len(read.entries), len(read.blocks), read.failed_blocks) == (1, 1, [])
    assert text.replace("\\{", "").replace("\\}", "").count("{") == text.replace("\\{", "").replace(
        "\\}", ""
    ).count("}")
    assert "\u202e" not in text + citation(statement, article)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Das ist „Unsinn“", "Das ist ‚Unsinn‘"),
        ("„Unsinn“ sei das", "‚Unsinn‘ sei das"),
        ("„A“ und „B“", "‚A‘ und ‚B‘"),
        ("„„A“ und B“", "‚A‘ und B"),
        ('“He said "no" twice.”', "He said ‚no‘ twice."),
        ("»Ja, (»nein«)!«", "Ja, (‚nein‘)!"),
        ("„offen", "offen"),
        ("zu“", "zu"),
        ("“", ""),
    ],
)
def test_marks_within_stay_in_pairs(text: str, inner: str) -> None:
    article = Article(source="x", text=text)
    statement = Statement(article.id, "direct", text, (Span(0, len(text)),))
    assert citation(statement, article) == f"Ohne Sprecher: „{inner}“. In: {article.id}"


@pytest.mark.parametrize(
    ("published", "words", "year", "day", "iso"),
    [
        ("2024-11", "November 2024", "2024", "2024/11/", "2024-11"),
        ("2024", "2024", "2024", "2024//", "2024"),
        ("gestern", "gestern", None, None, None),
        ("2024-13", "2024-13", None, None, None),
    ],
)
def test_dates_as_far_as_they_are_known(
    published: str, words: str, year: str | None, day: str | None, iso: str | None
) -> None:
    article = Article(source="x", text=ARTICLE.text, title="T", published=published)
    assert citation(DIRECT, article).endswith(f"In: „T“, {words}")
    (read,) = rispy.loads(ris(DIRECT, article))
    assert (read.get("year"), read.get("date")) == (year, day)
    (entry,) = bibtexparser.parse_string(bibtex(DIRECT, article)).entries
    assert {field.key: field.value for field in entry.fields}.get("date") == iso


def test_a_permalink_stays_in_its_line_and_in_every_form() -> None:
    evil = f"{LINK}\r\nER  - \r\nTY  - BOOK"
    assert len(rispy.loads(ris(DIRECT, ARTICLE, permalink=evil))) == 1
    assert "\n" not in citation(DIRECT, ARTICLE, permalink=evil)
    for form in (citation, ris, bibtex):
        assert LINK in form(DIRECT, ARTICLE, permalink=LINK)


def test_a_long_quote_is_cut_where_one_sees_it() -> None:
    article = Article(source="x", text="Wort " * 2000)
    statement = Statement(article.id, "direct", article.text, (Span(0, 10_000),))
    cited = citation(statement, article)
    assert "Wort […]“. In:" in cited
    assert len(cited) < 2_100
