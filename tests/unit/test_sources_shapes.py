"""Articles in the shapes that crawlers, agencies and databases write."""

from __future__ import annotations

import gzip
import io
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from wortlaut.records import Analysis, Article, Block, Failure, Span
from wortlaut.sources import json_objects, raw, read_inputs, shapes
from wortlaut.sources.moments import moment, utc

TEXT = "Die Brücke sei gesperrt, sagte sie.\nSie öffne im Mai."


def read(data: str | bytes) -> list[Article | Failure]:
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return list(read_inputs(["-"], stdin=stream))


def article_of(fields: dict[str, Any]) -> Article:
    (result,) = read(json.dumps(fields))
    assert isinstance(result, Article), result
    return result


def codes(results: list[Article | Failure]) -> list[str]:
    return ["read" if isinstance(r, Article) else r.code for r in results]


# -------------------------------------------------------------------------------- crawlers


def test_news_please() -> None:
    article = article_of(
        {
            "authors": ["Ada Feder"],
            "date_download": "2024-03-06 07:00:00+01:00",
            "date_modify": None,
            "date_publish": "2024-03-05 10:00:00",
            "description": "Kurz",
            "filename": "x.html",
            "language": "de",
            "maintext": TEXT,
            "source_domain": "blatt.example",
            "title": "Brücke gesperrt",
            "title_page": None,
            "url": "https://blatt.example/1",
        }
    )
    assert article.text == TEXT
    assert (article.title, article.outlet) == ("Brücke gesperrt", "blatt.example")
    assert article.published == "2024-03-05T10:00:00"
    assert article.authors == ("Ada Feder",)
    assert article.provenance is not None
    assert article.provenance.captured == "2024-03-06T06:00:00+00:00"


def test_fundus_with_sections() -> None:
    article = article_of(
        {
            "title": "Brücke gesperrt",
            "authors": ["Ada Feder", "Ina Kolb"],
            "publishing_date": "2024-03-05 10:00:00+01:00",
            "topics": ["Verkehr", "Bau"],
            "free_access": False,
            "body": {
                "summary": ["Die Brücke ist zu."],
                "sections": [
                    {"headline": [], "paragraphs": ["Erster Absatz.", "Zweiter Absatz."]},
                    {"headline": ["Kritik"], "paragraphs": ["Dritter Absatz."]},
                ],
            },
            "html": {
                "requested_url": "https://blatt.example/1",
                "responded_url": "https://blatt.example/1?x",
                "crawl_date": "2024-03-06 07:00:00+00:00",
                "source_info": {"publisher": "Blatt"},
                "content": "<html></html>",
            },
        }
    )
    assert article.text.split("\n\n")[:2] == ["Brücke gesperrt", "Die Brücke ist zu."]
    assert [b.kind for b in article.blocks].count("heading") == 2
    assert [b.span.cut(article.text) for b in article.blocks][4] == "Kritik"
    assert article.published == "2024-03-05T10:00:00+01:00"
    assert (article.url, article.outlet) == ("https://blatt.example/1?x", "Blatt")
    assert (article.keywords, article.paywall) == (("Verkehr", "Bau"), True)
    assert article.provenance is not None
    assert article.provenance.captured == "2024-03-06T07:00:00+00:00"


def test_trafilatura() -> None:
    article = article_of(
        {
            "title": "T",
            "author": "Ada Feder; Ina Kolb",
            "hostname": "blatt.example",
            "date": "2024-03-05",
            "text": TEXT,
            "raw_text": "anderes",
            "source": "https://blatt.example/1",
            "categories": "Politik",
            "tags": "Bau, Verkehr",
        }
    )
    assert article.text == TEXT
    assert article.url == article.source == "https://blatt.example/1"
    assert article.authors == ("Ada Feder", "Ina Kolb")
    assert (article.outlet, article.keywords) == ("blatt.example", ("Bau", "Verkehr"))


def test_a_content_system_with_markup() -> None:
    article = article_of(
        {
            "id": 17,
            "title": {"rendered": "Brücke gesperrt"},
            "content": {"rendered": "<p>Sie sagte:</p><blockquote><p>„Zu.“</p></blockquote>"},
            "link": "https://blog.example/17",
            "date": "2024-03-05T10:00:00",
        }
    )
    assert article.text == "Brücke gesperrt\n\nSie sagte:\n\n„Zu.“\n"
    assert [b.kind for b in article.blocks] == ["heading", "paragraph", "quote"]
    assert article.id != "17"  # two blogs have a 17 each


def test_a_news_interface() -> None:
    (article,) = read(
        json.dumps(
            {
                "status": "ok",
                "articles": [
                    {
                        "source": {"id": None, "name": "Blatt"},
                        "author": "Ada Feder",
                        "title": "T",
                        "url": "https://blatt.example/1",
                        "publishedAt": "2024-03-05T10:00:00Z",
                        "content": TEXT,
                    }
                ],
            }
        )
    )
    assert isinstance(article, Article)
    assert (article.text, article.outlet) == (TEXT, "Blatt")
    assert article.published == "2024-03-05T10:00:00+00:00"
    assert article.source == "-"


def test_markup_alone() -> None:
    paragraphs = f"<p>{TEXT}</p>" * 8
    html = f"<html><head><title>T</title></head><body><article>{paragraphs}</article></body></html>"
    article = article_of({"url": "https://blatt.example/1", "html": html, "title": "Eigener"})
    assert "sei gesperrt" in article.text
    assert (article.title, article.url) == ("Eigener", "https://blatt.example/1")


def test_text_under_our_own_name_is_never_taken_for_markup() -> None:
    text = "Er schrieb: <p>Absatz</p>"
    assert article_of({"text": text}).text == text
    assert article_of({"content": f"<p>{text}</p>"}).text != text


def test_our_own_output_keeps_its_blocks_and_where_it_came_from() -> None:
    given = article_of({"text": TEXT, "title": "T"})
    given = Article(
        source="a.warc#1",
        text=TEXT,
        blocks=(Block("heading", Span(0, 5)),),
        modified="2024-03-05T10:00:00+01:00",
        keywords=("Bau",),
        paywall=True,
        provenance=given.provenance,
    )
    assert read(json.dumps(Analysis(given, ()).to_dict())) == [given]
    assert read(json.dumps(given.to_dict())) == [given]


@pytest.mark.parametrize(
    "blocks", [[{"kind": "heading", "span": [0, 999]}], [{"kind": "x", "span": [0, 1]}], [3], "x"]
)
def test_blocks_that_do_not_fit_are_a_failure(blocks: Any) -> None:
    assert codes(read(json.dumps({"text": TEXT, "blocks": blocks}))) == ["record"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-03-05T10:00:00.123Z", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05 10:00:00+01:00", "2024-03-05T10:00:00+01:00"),
        ("Tue, 05 Mar 2024 10:00:00 +0100", "2024-03-05T10:00:00+01:00"),
        ("5. März 2024, 10:00 Uhr", "2024-03-05T10:00:00"),
        ("2024-03-05", "2024-03-05"),
        (1709632800, "2024-03-05T10:00:00+00:00"),
        (1709632800123, "2024-03-05T10:00:00+00:00"),
        ({"$date": "2024-03-05T10:00:00Z"}, "2024-03-05T10:00:00+00:00"),
        ({"$date": 1709632800000}, "2024-03-05T10:00:00+00:00"),
        ("gestern", None),
        ("9" * 5000, None),
        (10**400, None),
        (True, None),
        ([2024], None),
    ],
)
def test_moments(given: Any, expected: str | None) -> None:
    assert moment(given) == expected


def test_a_moment_without_a_zone_is_no_moment_in_utc() -> None:
    assert utc("2024-03-05T10:00:00+01:00") == "2024-03-05T09:00:00+00:00"
    assert utc("2024-03-05T10:00:00") is None
    assert utc("2024-03-05") is None


def test_a_date_that_cannot_be_read_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert article_of({"text": TEXT, "published": "demnächst"}).published is None
    assert "demnächst" in caplog.text


@pytest.mark.parametrize(
    ("stated", "code"), [("de-AT", "de"), ("German", "de"), ("deu", "de"), ("EN_us", "en")]
)
def test_languages(stated: str, code: str) -> None:
    assert article_of({"text": TEXT, "language": stated}).language == code


# ----------------------------------------------------------------------------------- ninjs


def ninjs(**fields: Any) -> dict[str, Any]:
    return {"uri": "urn:agentur:1", "versioncreated": "2024-03-05T12:00:00+01:00", **fields}


def test_ninjs_1() -> None:
    article = article_of(
        ninjs(
            type="text",
            firstcreated="2024-03-05T10:00:00+01:00",
            language="de",
            headline="Brücke gesperrt",
            byline="Von Ada Feder, dpa",
            copyrightholder="Agentur",
            subject=[{"name": "Verkehr"}],
            body_text="Ein Satz. Noch ein Satz.",
            body_xhtml="<p>Ein Satz.</p>\n<h2>Kritik</h2>\n<p>Noch ein Satz.</p>",
        )
    )
    assert article.text == "Brücke gesperrt\n\nEin Satz.\n\nKritik\n\nNoch ein Satz.\n"
    assert [b.kind for b in article.blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert (article.authors, article.outlet) == (("Ada Feder",), "Agentur")
    assert article.published == "2024-03-05T10:00:00+01:00"
    assert article.modified == "2024-03-05T12:00:00+01:00"
    assert article.keywords == ("Verkehr",)
    assert article.url is None


@pytest.mark.parametrize("camel", [False, True], ids=["2.x", "3.x"])
def test_ninjs_2_and_3(camel: bool) -> None:
    fields = ninjs(
        uri="https://agentur.example/1",
        headlines=[
            {"role": "short", "value": "Zu"},
            {"role": "main", "value": "Brücke gesperrt"},
        ],
        bodies=[
            {"role": "summary", "contenttype": "text/plain", "value": "Kurz."},
            {"role": "main", "contenttype": "text/plain", "value": "Ein Satz. Noch einer."},
            {"role": "html", "contenttype": "text/html", "value": "<p>Ein Satz.</p><p>Noch.</p>"},
        ],
        by="Ada Feder und Ina Kolb",
        infosources=[{"name": "Agentur"}],
    )
    if camel:
        fields["versionCreated"] = fields.pop("versioncreated")
        for body in fields["bodies"]:
            body["contentType"] = body.pop("contenttype")
    article = article_of(fields)
    assert article.text == "Brücke gesperrt\n\nEin Satz.\n\nNoch.\n"
    assert article.title == "Brücke gesperrt"
    assert article.authors == ("Ada Feder", "Ina Kolb")
    assert (article.outlet, article.url) == ("Agentur", "https://agentur.example/1")
    assert article.published == "2024-03-05T12:00:00+01:00"


def test_ninjs_of_plain_text() -> None:
    article = article_of(ninjs(headline="T", body_text="Ein Absatz.\n\nNoch einer,\nmit Umbruch."))
    assert article.text == "T\n\nEin Absatz.\n\nNoch einer,\nmit Umbruch.\n"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"pubstatus": "canceled", "body_text": "Falsch."}, "withdrawn"),
        ({"type": "picture", "headline": "Ein Bild"}, "no_text"),
        ({"bodies": [], "headlines": [{"value": "T"}]}, "no_text"),
        ({"bodies": [17]}, "record"),
    ],
)
def test_ninjs_that_is_no_article(fields: dict[str, Any], code: str) -> None:
    assert codes(read(json.dumps(ninjs(**fields)))) == [code]


def test_scripts_in_a_body_and_a_headline_are_not_text() -> None:
    article = article_of(
        ninjs(
            headline="Brücke <script>alert(1)</script>gesperrt",
            body_xhtml="<p>Ein Satz.</p><script>alert(2)</script><p onclick='x()'>Noch.</p>",
        )
    )
    assert "alert" not in article.text + (article.title or "")


# ---------------------------------------------------------------- lines, arrays and objects

ONE, TWO = {"text": "Eins, sagte sie."}, {"text": 'Zwei, {sagte} er: "]".'}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], indent=2),
        json.dumps(ONE, indent=1) + "\n" + json.dumps(TWO, indent=1),
        json.dumps(ONE) + "\n" + json.dumps(TWO),
        json.dumps(ONE) + json.dumps(TWO),
        "\ufeff" + json.dumps([ONE, TWO]),
        json.dumps({"articles": [ONE, TWO]}, indent=2),
        json.dumps({"hits": {"hits": [{"_source": ONE}, {"_source": TWO}]}}),
    ],
    ids=["array", "pretty", "objects", "lines", "joined", "mark", "wrapped", "search"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_however_they_are_written(data: str, encoding: str) -> None:
    for given in (data.encode(encoding), gzip.compress(data.encode(encoding))):
        results = read(given)
        assert [r.text for r in results if isinstance(r, Article)] == [ONE["text"], TWO["text"]]
        assert len(results) == 2


def test_a_broken_object_of_an_array_costs_itself() -> None:
    data = json.dumps([ONE, {"text": 5}, TWO])
    assert codes(read(data)) == ["read", "record", "read"]
    broken = data.replace('{"text": 5}', '{"text": 5 5}')
    results = read(broken)
    assert codes(results) == ["read", "json", "read"]
    assert isinstance(results[1], Failure)
    assert results[1].input == "-:2"
    assert codes(read(json.dumps([ONE, TWO], indent=1)[:-10])) == ["read", "json"]


def test_a_broken_first_line_does_not_make_it_a_document() -> None:
    data = '{"text": "abgebr\n' + json.dumps(ONE) + "\n" + json.dumps(TWO)
    assert codes(read(data)) == ["json", "read", "read"]


def test_an_endless_object_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MAX_ARTICLE_BYTES", 500)
    monkeypatch.setattr(json_objects, "PIECE", 64)
    endless = {"text": "a" * 5_000, "b": [{"c": "{"}] * 300}
    for indent in (None, 2):
        assert codes(read(json.dumps([ONE, endless, TWO], indent=indent))) == [
            "read",
            "too_large",
            "read",
        ]


def test_objects_are_cut_where_they_close() -> None:
    data = b' {"a": "}\\"{"} , {"b": {"c": [{}]}}] x {"d": 1'
    found = list(json_objects.objects(io.BufferedReader(io.BytesIO(data))))
    assert found == [
        (1, b'{"a": "}\\"{"}'),
        (2, b'{"b": {"c": [{}]}}'),
        (3, b"x "),
        (4, b'{"d": 1'),
    ]


def test_the_reference_lists_every_name() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/articles.md").read_text(encoding="utf-8")
    table = page.partition("## Names")[2].partition("## Shapes")[0]
    listed = set(re.findall(r"`(\w+)`", table))
    names = (
        *(*shapes._TEXTS, *shapes._TITLES, *shapes._URLS, *shapes._OUTLETS, *shapes._AUTHORS),
        *(*shapes.PUBLISHED, *shapes.MODIFIED, *shapes._CAPTURED),
    )
    assert set(names) - listed == set()
