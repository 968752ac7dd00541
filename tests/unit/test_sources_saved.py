"""Pages saved by browsers: MHTML, and the notes at the beginning of HTML."""

from __future__ import annotations

import base64
import io
import quopri

import pytest
from archives import page

from wortlaut.records import Article, Failure
from wortlaut.sources import mhtml, read_inputs, saved
from wortlaut.sources.provenance import sha256

URL = "https://www.blatt.example/bruecke"
HEADER = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: Br=\r\n"
    "Date: Tue, 5 Mar 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n'
)


def read(data: bytes) -> Article | Failure:
    (result,) = read_inputs(["-"], stdin=io.BytesIO(data))
    return result


def message(*parts: tuple[str, bytes], header: str = HEADER) -> bytes:
    """A MIME message: each part with its header lines and its body."""
    out = header.format(url=URL, boundary="----Grenze").encode()
    for head, body in parts:
        out += b"------Grenze\r\n" + head.encode() + b"\r\n" + body + b"\r\n"
    return out + b"------Grenze--\r\n"


def html_part(encoding: str, charset: str = "utf-8", url: str = URL) -> tuple[str, bytes]:
    data = page().encode(charset)
    head = f"Content-Type: text/html; charset={charset}\r\n"
    body = {
        "quoted-printable": quopri.encodestring(data),
        "base64": base64.encodebytes(data),
        "binary": data,
    }[encoding]
    return f"{head}Content-Transfer-Encoding: {encoding}\r\nContent-Location: {url}\r\n", body


IMAGE = (
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n",
    base64.encodebytes(b"\x89PNG"),
)
FRAME = (
    "Content-Type: text/html\r\nContent-Location: https://werbung.example/\r\n",
    b"<html><body><p>Kaufen Sie jetzt!</p></body></html>",
)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "binary"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_mhtml(encoding: str, charset: str) -> None:
    article = read(message(FRAME, html_part(encoding, charset), IMAGE))
    assert isinstance(article, Article), article
    assert article.title == "Brücke 0 gesperrt"
    assert "Kaufen" not in article.text
    assert article.url == URL
    assert article.provenance is not None
    assert article.provenance.url == URL
    assert article.provenance.captured == "2024-03-05T09:00:00+00:00"
    if encoding != "quoted-printable":
        assert article.provenance.digest == sha256(page().encode(charset))


def test_a_page_sent_by_mail() -> None:
    header = "From: a@blatt.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
    article = read(header.encode() + page().encode())
    assert isinstance(article, Article)
    assert article.title == "Brücke 0 gesperrt"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (message(IMAGE), "no_text"),
        (message(("Content-Type: text/html\r\n", b"  ")), "empty"),
        (message(html_part("base64"))[:700], "damaged"),
        (message(*[IMAGE] * 3).replace(b"------Grenze", b"--"), "no_text"),
    ],
    ids=["no-page", "empty-page", "half", "no-boundary"],
)
def test_a_message_without_a_page(data: bytes, code: str) -> None:
    result = read(data)
    assert isinstance(result, Failure)
    assert result.code == code


def test_messages_nested_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mhtml, "MAX_PARTS", 500)
    nested = HEADER.format(url=URL, boundary="g").encode() + b"".join(
        b"--g%s\r\nContent-Type: multipart/mixed; boundary=g%d\r\n\r\n"
        % (b"" if i == 0 else b"%d" % (i - 1), i)
        for i in range(2_000)
    )
    result = read(nested)
    assert isinstance(result, Failure)
    assert result.code in {"too_large", "too_deep"}


def test_a_text_that_begins_like_a_letter_is_text() -> None:
    text = "Von: Ada Feder\nAn: alle\n\nDie Brücke, sagte sie, sei gesperrt.\n"
    article = read(text.encode())
    assert isinstance(article, Article)
    assert article.text == text


def test_what_browsers_note_in_a_page() -> None:
    chrome = f"<!DOCTYPE html>\n<!-- saved from url=(0034){URL} -->\n<html>"
    assert saved.origin(chrome) == (URL, None)
    single = (
        f"<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: {URL} \n"
        " saved date: Tue Mar 05 2024 10:00:00 GMT+0100 (Mitteleuropäische Normalzeit)\n-->"
    )
    assert saved.origin(single) == (URL, "2024-03-05T09:00:00+00:00")
    assert saved.origin("<html>") == (None, None)
    article = read((chrome + page()).encode())
    assert isinstance(article, Article)
    assert article.url == URL
    assert article.provenance is not None
    assert article.provenance.url == URL
