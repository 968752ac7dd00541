"""Articles as JSON lines."""

from __future__ import annotations

import hashlib
import io
import json

import pytest

import wortlaut
from wortlaut.records import Analysis, Article, Failure, Provenance, Span, Statement
from wortlaut.sources import raw, read_inputs

TEXT = "Die Brücke sei gesperrt, sagte sie."


def read(*lines: str | bytes) -> list[Article | Failure]:
    data = b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines)
    return list(read_inputs(["-"], stdin=io.BytesIO(data)))


def test_flat_articles_with_all_fields() -> None:
    fields = {
        "text": TEXT,
        "title": "Brücke",
        "url": "https://blatt.example/1",
        "outlet": "Blatt",
        "authors": ["Ada Feder", " "],
        "published": "2024-03-05",
        "source": "archiv/1",
        "id": 17,
        "comments": 3,
    }
    line = json.dumps(fields)
    (article,) = read(line)
    assert article == Article(
        source="archiv/1",
        text=TEXT,
        title="Brücke",
        url="https://blatt.example/1",
        outlet="Blatt",
        authors=("Ada Feder",),
        published="2024-03-05",
        id="17",
        provenance=Provenance(
            container="-",
            url="https://blatt.example/1",
            record="line 1",
            digest="sha256:" + hashlib.sha256(line.encode()).hexdigest(),
            reader=f"wortlaut {wortlaut.__version__}",
        ),
    )


def test_text_alone_is_enough_and_kept_as_it_is() -> None:
    text = " Zeile\r\nzwei\u2028drei \n"
    (article,) = read(json.dumps({"text": text}, ensure_ascii=False))
    assert isinstance(article, Article)
    assert article.text == text
    assert article.source == "-"


def test_our_own_output_is_read_back() -> None:
    given = Article(source="a.txt", text=TEXT, title="T", authors=("A", "B"), outlet="Blatt")
    statement = Statement(given.id, "indirect", TEXT[:23], (Span(0, 23),))
    line = json.dumps(Analysis(given, (statement,)).to_dict())
    assert read(line) == [given]


def test_a_broken_line_is_a_failure_of_its_own() -> None:
    good = json.dumps({"text": TEXT})
    results = read(good, '{"text": "abgebr', "", "[1, 2]", good, '{"titel": "x"}', '{"text": 5}')
    assert [type(r).__name__ for r in results] == [
        "Article",
        "Failure",
        "Failure",
        "Article",
        "Failure",
        "Failure",
    ]
    failures = [r for r in results if isinstance(r, Failure)]
    assert [(f.input, f.code) for f in failures] == [
        ("-:2", "json"),
        ("-:4", "record"),
        ("-:6", "record"),
        ("-:7", "record"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"text": " \\n "}', "empty"),
        ('{"article": "kein Objekt"}', "record"),
        ('{"article": {"text": null}}', "record"),
        ('{"text": "a", "authors": {"a": 1}}', "record"),
        ('{"text": "a", "title": true}', "record"),
        ('{"text": "a", "published": ' + "9" * 5000 + "}", "json"),
        ('{"text": ' + "[" * 100_000, "json"),
        (b'{"text": "a\0b"}', "binary"),
    ],
)
def test_bad_lines_say_why(line: str | bytes, code: str) -> None:
    good = json.dumps({"text": TEXT})
    first, failure = read(good, line)
    assert isinstance(first, Article)
    assert isinstance(failure, Failure)
    assert (failure.input, failure.code) == ("-:2", code)


def test_what_cannot_be_stored_is_replaced_one_to_one() -> None:
    (article,) = read('{"text": "halb \\ud83d da, \\u0000 auch, \\ud83d\\ude00 ganz"}')
    assert isinstance(article, Article)
    assert article.text == "halb � da, � auch, 😀 ganz"


def test_the_name_decides_where_the_first_line_is_broken(tmp_path) -> None:
    path = tmp_path / "artikel.jsonl"
    path.write_text('kaputt\n{"text": "Sie sagte es."}\n', encoding="utf-8")
    failure, article = read_inputs([str(path)])
    assert isinstance(failure, Failure)
    assert failure.input == f"{path}:1"
    assert isinstance(article, Article)


def test_utf16_and_a_byte_order_mark() -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False)
    for data in (line.encode("utf-16"), line.encode("utf-8-sig")):
        (article,) = read(data)
        assert isinstance(article, Article)
        assert article.text == TEXT


def test_nothing_but_empty_lines_is_empty(tmp_path) -> None:
    path = tmp_path / "leer.jsonl"
    path.write_text("\n\n", encoding="utf-8")
    (failure,) = read_inputs([str(path)])
    assert isinstance(failure, Failure)
    assert failure.code == "empty"


def test_a_line_past_the_limit_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MAX_ARTICLE_BYTES", 300)
    monkeypatch.setattr(raw, "_CHUNK", 64)
    good = json.dumps({"text": TEXT})
    results = read(good, json.dumps({"text": "a" * 1000}), good)
    assert [getattr(r, "code", "read") for r in results] == ["read", "too_large", "read"]
