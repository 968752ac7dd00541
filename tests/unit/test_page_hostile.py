"""Pages that nobody should send: refused, or read within limits; never a crash, never executed."""

from __future__ import annotations

import gzip
import time

import pytest

from wortlaut.errors import SourceError
from wortlaut.sources import page

WORDS = "Die Ministerin sagte am Dienstag in Kiel, der Zeitplan stehe und die Mittel seien da. "


def failure(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        page.read_page(data, "a.html")
    return caught.value.code


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 60_000_000)
    started = time.process_time()
    assert failure(bomb) == "too_large"
    assert time.process_time() - started < 5


def test_gzip_that_is_left_over_from_the_transfer_is_unpacked() -> None:
    markup = f"<html><body><p>{WORDS}</p></body></html>".encode()
    assert page.read_page(gzip.compress(markup), "a.html").text == WORDS.strip() + "\n"
    assert failure(b"\x1f\x8b\x08\x00broken") == "damaged"
    half = gzip.compress(f"<html><body><p>{WORDS * 400}".encode(), 0)[:20_000]
    assert page.read_page(half, "a.html").text.startswith(WORDS)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_text"),
        (b" \n ", "no_text"),
        (b"<html><body></body></html>", "no_text"),
        (b"%PDF-1.7 <html><p>Text", "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"<html>" + b"<div>" * 50_000 + b"Sie sagte es.", "too_deep"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, code: str) -> None:
    assert failure(data) == code


def test_entities_are_not_expanded() -> None:
    levels = "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
    )
    markup = f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{levels}]><html><body><p>&j; {WORDS}</p>'
    assert len(page.read_page(markup.encode(), "a.html").text) < 500


def test_a_script_is_neither_run_nor_read() -> None:
    markup = f"""<html><head><title>Rat <script>alert(1)</script>sagt Ja</title></head><body>
        <h1>Rat sagt <script>alert(2)</script>Ja</h1><p onclick="alert(3)">{WORDS}
        <script>document.write("Mehr Text, sagte sie.")</script></p></body></html>"""
    article = page.read_page(markup.encode(), "a.html")
    assert article.title == "Rat sagt Ja"
    assert "alert" not in article.text
    assert "Mehr Text" not in article.text


@pytest.mark.parametrize(
    ("stated", "declared", "encoding"),
    [
        ("utf-8", None, "cp1252"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("us-ascii", None, "utf-8"),
        ("no-such-charset", "iso-8859-1", "cp1252"),
        ("utf-16", None, "utf-8"),
        (None, "windows-1250", "cp1250"),
    ],
)
def test_a_wrong_charset_does_no_harm(
    stated: str | None, declared: str | None, encoding: str
) -> None:
    head = f'<meta charset="{stated}">' if stated else ""
    markup = f"<html><head>{head}</head><body><p>Größe zähle nicht, sagte sie. {WORDS}</p>"
    article = page.read_page(markup.encode(encoding), "a.html", charset=declared)
    assert article.text.startswith("Größe zähle nicht, sagte sie.")


def test_a_page_encoded_twice_is_put_right() -> None:
    words = "Größe zähle für die Bürger nicht, hieß es. „Nein“, sagte sie."
    twice = words.encode().decode("cp1252").encode()
    markup = b"<html><body><p>" + twice + b"</p></body></html>"
    assert page.read_page(markup, "a.html").text == words + "\n"


def test_text_that_speaks_of_such_characters_stays() -> None:
    words = "Wo „Ã¼“ steht, war ein ü gemeint, und „Ã¤“, „Ã¶“ sind ä und ö, sagte sie."
    markup = f"<html><body><p>{words}</p></body></html>"
    assert page.read_page(markup.encode(), "a.html").text == words + "\n"


def test_half_a_page_gives_what_is_there() -> None:
    markup = f"<html><body><article><h1>Rat sagt Ja</h1><p>{WORDS}</p><p>{WORDS[:30]}".encode()
    assert page.read_page(markup, "a.html").text.endswith(WORDS[:30].strip() + "\n")


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{WORDS * 6_000}</p>",
        "".join(f"<p>{i} {WORDS}</p>" for i in range(3_000)),
        "".join(
            f'<div class="e"><time>14.{i % 60:02} Uhr</time><p>{i} {WORDS}</p></div>'
            for i in range(1_000)
        ),
        f"{WORDS}<br><br>" * 2_000,
        "<h2>Von Ina Kolb</h2>" * 3_000 + f"<p>{WORDS}</p>",
        f"<p>{'Aa ' * 20_000}: {WORDS}</p>",
        f'<div class="{"teaser-" * 50_000}"><p>{WORDS}</p></div>',
        '<a rel="author" href="/a">Ina Kolb</a>' * 3_000 + f"<p>{WORDS}</p>",
    ],
)
def test_size_alone_takes_no_time(body: str) -> None:
    started = time.process_time()
    page.read_page(f"<html><body><h1>Titel</h1>{body}</body></html>".encode(), "a.html")
    assert time.process_time() - started < 8  # a tenth of that on an idle core
