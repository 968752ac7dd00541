"""What an input is, is told by what it holds: compressed, nested, misnamed, unknown."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
from pathlib import Path

import pytest
from archives import page, record

from wortlaut.records import Article, Failure
from wortlaut.sources import kinds, read_inputs, unpack
from wortlaut.sources.provenance import sha256

TEXT = "Brücke gesperrt\n\nDie Bürgermeisterin sagte, die Brücke sei gesperrt.\n"


def read(path: Path, data: bytes) -> list[Article | Failure]:
    path.write_bytes(data)
    return list(read_inputs([str(path)]))


def article_of(path: Path, data: bytes) -> Article:
    (result,) = read(path, data)
    assert isinstance(result, Article), result
    return result


def failure_of(path: Path, data: bytes) -> Failure:
    (result,) = read(path, data)
    assert isinstance(result, Failure), result
    return result


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["artikel.html.gz", "artikel.html", "artikel", "artikel.txt"])
def test_a_compressed_page_under_any_name(tmp_path: Path, compress, name: str) -> None:
    article = article_of(tmp_path / name, compress(page().encode()))
    assert article.title == "Brücke 0 gesperrt"
    assert article.provenance is not None
    assert article.provenance.digest == sha256(page().encode())


def test_members_one_after_the_other_are_one_text(tmp_path: Path) -> None:
    half = len(TEXT) // 2
    data = gzip.compress(TEXT[:half].encode()) + gzip.compress(TEXT[half:].encode()) + bytes(512)
    assert article_of(tmp_path / "a.txt.gz", data).text == TEXT
    assert article_of(tmp_path / "b.txt.gz", data + b"Rest").text == TEXT


def test_a_text_says_where_it_came_from_and_keeps_its_id(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    article = article_of(path, TEXT.encode())
    assert article.text == TEXT
    assert article.id == Article(source=str(path), text=TEXT).id
    assert article.provenance is not None
    assert article.provenance.container == str(path)
    assert article.provenance.digest == sha256(TEXT.encode())
    assert article.provenance.captured is None
    assert "trafilatura" not in (article.provenance.reader or "")


@pytest.mark.parametrize("cut", [12, 60])
def test_gzip_that_breaks_off_is_damaged(tmp_path: Path, cut: int) -> None:
    assert failure_of(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())[:-cut]).code == "damaged"


def test_lines_before_the_end_of_half_a_file_are_read(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%s"}\n' % os.urandom(20).hex().encode() for _ in range(4_000))
    results = read(tmp_path / "a.jsonl.gz", gzip.compress(lines)[:-20_000])
    assert sum(isinstance(r, Article) for r in results) > 2_000
    assert isinstance(results[-1], Failure)
    assert results[-1].code == "damaged"


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE_BYTES", 1_000_000)
    bomb = gzip.compress(b"\n" * 5_000_000)
    assert failure_of(tmp_path / "a.txt", bomb).code == "bomb"
    assert failure_of(tmp_path / "a.jsonl", bomb).code == "bomb"
    assert failure_of(tmp_path / "b.txt", gzip.compress(bomb)).code == "bomb"
    nested = TEXT.encode()
    for _ in range(kinds.MAX_LAYERS + 1):
        nested = gzip.compress(nested)
    assert failure_of(tmp_path / "c.txt", nested).code == "bomb"
    assert article_of(tmp_path / "d.txt", gzip.decompress(nested)).text == TEXT


@pytest.mark.parametrize(
    ("data", "code", "what"),
    [
        (b"", "empty", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary", "an image"),
        (b"bplist00" + bytes(50), "binary", "Safari"),
        (b"PAR1" + bytes(50), "binary", "Parquet"),
        (b'<?xml version="1.0"?>\n<inventar><buch/></inventar>', "unknown", "<inventar>"),
        (b'{"name": "paket", "version": "1.0"}', "record", '"text"'),
        (b'[{"lat": 52.5, "lon": 13.4}]', "record", '"text"'),
        (b"[]", "empty", "empty"),
    ],
)
def test_what_is_unknown_says_what_it_seems_to_be(
    tmp_path: Path, data: bytes, code: str, what: str
) -> None:
    failure = failure_of(tmp_path / "datei", data)
    assert failure.code == code
    assert what in failure.message


def test_text_that_begins_like_json_is_text(tmp_path: Path) -> None:
    for text in ("[Update] Die Brücke ist offen.\n", "{Anmerkung} Die Brücke ist offen.\n"):
        assert article_of(tmp_path / "a.txt", text.encode()).text == text


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{levels}]>'
    data = f"{bomb}<html><body><p>&a11; {TEXT}</p></body></html>".encode()
    for result in read(tmp_path / "a.xhtml", data):
        assert not isinstance(result, Article) or len(result.text) < 2_000


# ----------------------------------------------------------------------------- directories


def test_a_directory_of_everything(tmp_path: Path) -> None:
    files = {
        "a.txt": TEXT.encode(),
        "b.html.gz": gzip.compress(page(1).encode()),
        "c": page(2).encode(),
        "d.php?id=3": page(3).encode(),
        "e.warc": record(4),
        "f.json": b'{"title": "T", "maintext": "Die Br\xc3\xbccke, sagte sie, sei offen."}',
        "g.json": b'{"name": "paket", "version": "1.0"}',
        "LICENSE": b"Do what you like.\n",
        "bild.png": b"\x89PNG",
        "bild": b"\x89PNG",
        "stil.css": b"p { color: red }",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    results = list(read_inputs([str(tmp_path)]))
    assert all(isinstance(r, Article) for r in results), results
    names = [r.source.removeprefix(f"{tmp_path}/")[:1] for r in results if isinstance(r, Article)]
    assert names == ["a", "b", "c", "d", "e", "f"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    inner = tmp_path / "ordner"
    inner.mkdir()
    (inner / "a.txt").write_text(TEXT, encoding="utf-8")
    (inner / "zurück").symlink_to(tmp_path)
    (tmp_path / "abkürzung").symlink_to(inner)
    (inner / "selbst.txt").symlink_to("selbst.txt")
    outside = tmp_path.parent / f"{tmp_path.name}-woanders"
    outside.mkdir()
    (outside / "b.txt").write_text(TEXT, encoding="utf-8")
    (inner / "woanders").symlink_to(outside)
    results = list(read_inputs([str(tmp_path)]))
    assert [r.source for r in results if isinstance(r, Article)] == [
        str(inner / "a.txt"),
        str(inner / "woanders" / "b.txt"),
    ]
    assert [r.code for r in results if isinstance(r, Failure)] == ["unreadable"]


def test_patterns_of_any_depth_end_and_match(tmp_path: Path) -> None:
    for name in ("a.txt", "x/b.txt", "x/y/c.txt", "x/y/d.html", ".v/e.txt", "x/.f.txt", "bild.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "x" / "rund").symlink_to(tmp_path)
    (tmp_path / "x" / "herum").symlink_to(tmp_path)

    def names(pattern: str) -> list[str]:
        found = read_inputs([str(tmp_path / pattern)])
        return [f.source.removeprefix(f"{tmp_path}/") for f in found if isinstance(f, Article)]

    assert names("**/*.txt") == ["a.txt", "x/b.txt", "x/y/c.txt"]
    assert names("x/**/[!a-b].*") == ["x/y/c.txt", "x/y/d.html"]
    assert names("*/**/?.html") == ["x/y/d.html"]
    assert names("**/y") == ["x/y/c.txt", "x/y/d.html"]
    assert names("x/y/**") == ["x/y/c.txt", "x/y/d.html"]
    assert names("x/**")[:2] == ["x/b.txt", "x/herum/a.txt"]  # a link leads out of x
    assert names("**/fehlt*") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_directory_is_left_out_and_said_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    for given in (tmp_path, tmp_path / "*.txt", tmp_path / "**" / "*.txt"):
        first, second = read_inputs([str(given)])
        assert isinstance(first, Failure)
        assert first.code == "special"
        assert isinstance(second, Article)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    (failure,) = read_inputs([str(path)])
    assert isinstance(failure, Failure)
    assert failure.code == "permission"


def test_standard_input_may_hold_anything() -> None:
    for data in (page().encode(), gzip.compress(page().encode()), gzip.compress(record())):
        (result,) = read_inputs(["-"], stdin=io.BytesIO(data))
        assert isinstance(result, Article)
        assert result.title == "Brücke 0 gesperrt"


def test_names_that_hold_many() -> None:
    many = [
        "-",
        "a.jsonl",
        "a.jsonl.gz",
        "a.JSON",
        "a.warc",
        "a.warc.gz",
        "a.wacz",
        "a.warc.wet.gz",
    ]
    assert [name for name in many if not kinds.holds_many(name)] == []
    assert not any(kinds.holds_many(name) for name in ("a.txt", "a.html.gz", "a.mhtml", "a"))
