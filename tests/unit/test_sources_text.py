"""Text files and how bytes become text."""

from __future__ import annotations

import io
import logging

import pytest

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources import inputs, plain, raw, read_inputs

SENTENCE = "Die Bürgermeisterin sagte, die Brücke sei gesperrt.\n"


def read_stdin(data: bytes) -> Article | Failure:
    (result,) = read_inputs(["-"], stdin=io.BytesIO(data))
    return result


def article_of(data: bytes) -> Article:
    result = read_stdin(data)
    assert isinstance(result, Article), result
    return result


def failure_of(data: bytes) -> Failure:
    result = read_stdin(data)
    assert isinstance(result, Failure), result
    return result


def test_text_is_kept_but_for_mark_and_line_ends() -> None:
    text = "Titel\n\n  Zeile mit Rand \r\nzwei\u2028drei\rvier\n\n"
    article = article_of(b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert article.text == text.replace("\r\n", "\n")
    assert article.source == "-"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_wide_encodings_are_read(encoding: str) -> None:
    assert article_of(SENTENCE.encode(encoding)).text == SENTENCE


def test_windows_1252_is_read_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    text = "„Größe“ – sagte Jörg Müßig über die Straße, „ist nicht alles.“"
    with caplog.at_level(logging.WARNING):
        assert article_of(text.encode("cp1252")).text == text
    assert "-: not UTF-8" in caplog.text
    assert "Windows-1252" in caplog.text


def test_a_cut_utf8_file_is_not_taken_for_windows_1252(caplog: pytest.LogCaptureFixture) -> None:
    data = "Müller sagte, die Brücke sei gesperrt. Für Fußgä".encode()[:-1]
    with caplog.at_level(logging.WARNING):
        assert article_of(data).text == "Müller sagte, die Brücke sei gesperrt. Für Fußg�"
    assert "1 broken UTF-8 character" in caplog.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\ufeff\u200b\u00a0".encode(), "empty"),
        (b"Text mit \0 darin und noch mehr", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"abc" * 100, "binary"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "binary"),
        (b"PK\x03\x04aaaa", "pipe"),
        (b"\x01\x02\x03\x04abcdef" * 20, "binary"),
        ("Мэр сказал, что мост закрыт.".encode("cp1251") * 3, "encoding"),
        (b"\xff\xfeD\x00i\x00e\x00\x00\xd8", "encoding"),
    ],
)
def test_what_is_no_text_is_a_failure(data: bytes, code: str) -> None:
    failure = failure_of(data)
    assert (failure.code, failure.stage, failure.input) == (code, "source", "-")
    assert "\n" not in str(failure)


def test_too_large_is_told_before_all_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MAX_ARTICLE_BYTES", 1000)
    monkeypatch.setattr(raw, "_CHUNK", 100)
    stream = io.BytesIO(b"a" * 1_000_000)
    (failure,) = read_inputs(["-"], stdin=stream)
    assert isinstance(failure, Failure)
    assert failure.code == "too_large"
    assert stream.tell() < 200_000


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Müller: „Wir warten nicht“\n\nDie Ministerin sagte es.", "Müller: „Wir warten nicht“"),
        ("Kommt die Maut?\nDie Ministerin sagte es.", "Kommt die Maut?"),
        ("\n\n  Brücke gesperrt  \n\nText.", "Brücke gesperrt"),
        ("Die Brücke ist gesperrt.\n\nDas sagte sie.", None),
        ("Er sagte: „Das ist gut.“\n\nMehr nicht.", None),
        ("Nur eine Zeile", None),
        ("Zeile eins\nZeile zwei\n\nDritter Block.", None),
        ("Wort " * 40 + "\n\nText.", None),
        ("***\n\nText.", None),
    ],
)
def test_headline(text: str, title: str | None) -> None:
    assert plain.headline(text) == title
    assert plain.article(text, "a.txt").title == title


def test_an_article_without_words_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        plain.article("… – !", "a.txt")
    assert caught.value.code == "empty"


def test_a_surprise_in_a_reader_is_a_failure_and_reading_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    real = inputs.read_raw

    def read_raw(item: raw.Raw, **options):
        if item.source.endswith("a.txt"):
            raise AssertionError("parser in trouble")
        return real(item, **options)

    monkeypatch.setattr(inputs, "read_raw", read_raw)
    first, second = read_inputs([str(tmp_path)])
    assert isinstance(first, Failure)
    assert first.code == "internal"
    assert "parser in trouble" in first.message
    assert isinstance(second, Article)
