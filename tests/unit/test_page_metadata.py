"""What a citation needs from a page: title, people, dates, address, paywall. Pages are invented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wortlaut.records import Article
from wortlaut.sources import page
from wortlaut.sources.pages.dates import iso
from wortlaut.sources.pages.people import split_names
from wortlaut.sources.pages.titles import without_outlet

TEXT = (
    "Der Kreistag hat am Montag vier Stunden lang über die alte Brücke bei Moorhusen beraten. "
    "Am Ende stand fest, dass sie im Herbst gesperrt wird, weil ihre Pfeiler morsch sind."
)


def read(head: str = "", body: str = "", *, url: str | None = None, lang: str = "de") -> Article:
    markup = f"""<html lang="{lang}"><head>{head}</head><body><article><h1>Rat sagt Ja</h1>{body}
        <p>{TEXT}</p><p>{TEXT} Mehr ist nicht bekannt.</p></article></body></html>"""
    return page.article(markup, "page.html", url=url)


def linked(**properties: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(**contents: str) -> str:
    return "".join(
        f'<meta property="{k.replace("_", ":")}" content="{v}">' for k, v in contents.items()
    )


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Rat sagt Ja | Küstenblatt", "Rat sagt Ja"),
        ("Rat sagt Ja - Politik - Küstenblatt", "Rat sagt Ja - Politik"),
        ("Rat sagt Ja | Politik | KUESTENBLATT.de", "Rat sagt Ja"),
        ("Rat sagt Ja – Küstenblatt Online", "Rat sagt Ja"),
        ("Kolb: „Nein“ – ein Porträt", "Kolb: „Nein“ – ein Porträt"),
        ("Küstenblatt", "Küstenblatt"),
    ],
)
def test_the_outlet_is_cut_from_the_title(stated: str, title: str) -> None:
    assert without_outlet(stated, ["Küstenblatt", "kuestenblatt.de"]) == title


def test_opengraph_before_the_title_element() -> None:
    head = "<title>Rat stimmt zu: alles zur Brücke | Küstenblatt</title>"
    article = read(head + meta(og_title="Brücke: Rat sagt Ja | Küstenblatt"))
    assert article.title == "Brücke: Rat sagt Ja"
    assert article.kicker == "Brücke"


def test_authors_of_json_ld_are_names_alone() -> None:
    author = [{"@type": "Person", "name": "Von Ina Kolb"}, {"name": "Dr. Jan Rohde, Kiel"}]
    assert read(linked(author=author)).authors == ("Ina Kolb", "Dr. Jan Rohde")


def test_authors_referred_to_by_id() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Rat sagt Ja", "author": {"@id": "#p1"}},
            {"@type": "Person", "@id": "#p1", "name": "Ina Kolb"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert read(head).authors == ("Ina Kolb",)


def test_persons_come_before_agencies_and_the_outlet() -> None:
    publisher = {"name": "Küstenblatt"}
    author = [{"name": "dpa"}, {"name": "Küstenblatt"}, {"name": "Ina Kolb"}]
    assert read(linked(author=author, publisher=publisher)).authors == ("Ina Kolb",)
    assert read(linked(author=author[:1], publisher=publisher)).authors == ("dpa",)


def test_the_byline_of_the_page_where_metadata_names_nobody() -> None:
    assert read(body="<p class='author'>Von Ina Kolb und Jan Rohde</p>").authors == (
        "Ina Kolb",
        "Jan Rohde",
    )
    assert read(body="<a rel='author' href='/kolb'>Ina Kolb</a>").authors == ("Ina Kolb",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Von: Ina Kolb", ["Ina Kolb"]),
        ("von Ina Kolb, Redakteurin für Finanzen", ["Ina Kolb"]),
        ("Text: Ina Kolb / Fotos: Jan Rohde", ["Ina Kolb", "Fotos: Jan Rohde"]),
        ("Ein Kommentar von Ina Kolb", ["Ina Kolb"]),
        ("Aus Kiel berichtet Ina Kolb", ["Ina Kolb"]),
    ],
)
def test_split_names(byline: str, names: list[str]) -> None:
    assert list(split_names(byline)) == names


def test_dates_keep_their_zone() -> None:
    article = read(
        linked(datePublished="2024-03-05T10:22:00+0100", dateModified="2024-03-06T09:00:00Z")
    )
    assert article.published == "2024-03-05T10:22:00+01:00"
    assert article.modified == "2024-03-06T09:00:00+00:00"


def test_a_date_alone_takes_its_time_from_elsewhere_on_the_page() -> None:
    body = '<time datetime="2024-03-05T10:22:00+01:00">5. März 2024</time>'
    assert read('<meta name="date" content="2024-03-05">', body).published == (
        "2024-03-05T10:22:00+01:00"
    )


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("5. März 2024, 10:22 Uhr", "2024-03-05T10:22:00"),
        ("2024-03-05 10:22", "2024-03-05T10:22:00"),
        ("20240305", "2024-03-05"),
        ("2024-13-05", None),
        ("P3M", None),
        ("0001-01-01", None),
    ],
)
def test_iso(stated: str, date: str | None) -> None:
    assert iso(stated) == date


def test_address_language_section_and_keywords() -> None:
    head = """<link rel="canonical" href="/rat.html">
        <meta name="keywords" content="Rat, Brücke,rat">
        <meta property="article:section" content="Politik">"""
    article = read(head, url="https://kuestenblatt.example/amp/rat.html", lang="de-AT")
    assert article.url == "https://kuestenblatt.example/rat.html"
    assert (article.language, article.section) == ("de", "Politik")
    assert article.keywords == ("Rat", "Brücke")
    assert read(lang="de").url is None
    assert read(url="https://kuestenblatt.example/a").url == "https://kuestenblatt.example/a"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "http://", "//"])
def test_an_address_that_is_none_is_not_taken(address: str) -> None:
    assert read(f'<link rel="canonical" href="{address}">').url is None


def test_a_page_behind_a_paywall_says_so() -> None:
    assert read(linked(isAccessibleForFree=False)).paywall is True
    assert read(linked(isAccessibleForFree="False")).paywall is True
    assert read(linked(hasPart={"isAccessibleForFree": "http://schema.org/False"})).paywall is True
    assert read('<meta property="article:content_tier" content="locked">').paywall is True
    assert read(linked(isAccessibleForFree=True)).paywall is False
    assert read(body="<div><p>Jetzt weiterlesen mit Küstenblatt Plus</p></div>").paywall is True
    assert read().paywall is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"@type": 5, "author": [1, null]}',
        '{"@type":"NewsArticle","author":{"@id":5}}',
    ],
)
def test_json_ld_that_is_none_is_passed_over(script: str) -> None:
    article = read(f'<script type="application/ld+json">{script}</script>')
    assert article.title == "Rat sagt Ja"
    assert article.authors == ()


def test_metadata_escaped_twice_is_read() -> None:
    assert read(linked(headline="R&amp;uuml;ckbau &quot;eilt&quot;")).title == 'Rückbau "eilt"'
