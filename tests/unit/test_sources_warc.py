"""Web archives: what is read of them, what is passed over, and what damage costs."""

from __future__ import annotations

import gzip
import hashlib
import io
import logging
import random
import zipfile
import zlib
from pathlib import Path

import pytest
from archives import OK, chunked, packed, page, record, record_id

from wortlaut.records import Article, Failure
from wortlaut.sources import read_inputs, warc_frames
from wortlaut.sources.warc_frames import Damage, Frame, frames


def read(data: bytes) -> list[Article | Failure]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data)))


def codes(results: list[Article | Failure]) -> list[str]:
    return ["read" if isinstance(r, Article) else r.code for r in results]


def article_of(data: bytes) -> Article:
    (result,) = read(data)
    assert isinstance(result, Article), result
    return result


# ------------------------------------------------------------------------------ what is read


@pytest.mark.parametrize("compress", [False, True], ids=["plain", "gzip"])
def test_a_page_with_where_it_lies(tmp_path: Path, compress: bool) -> None:
    path = tmp_path / "archiv.warc"
    path.write_bytes(packed(record(1), record(2)) if compress else record(1) + record(2))
    first, second = read_inputs([str(path)])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.source == f"{path}#{record_id(1)}"
    assert (first.title, first.url, first.outlet) == (
        "Brücke 1 gesperrt",
        "https://www.blatt.example/1",
        "blatt.example",
    )
    assert first.provenance is not None
    assert first.provenance.container == str(path)
    assert first.provenance.record == record_id(1)
    assert first.provenance.captured == "2024-03-05T10:00:01+00:00"
    assert first.provenance.url == "https://www.blatt.example/1"
    assert first.provenance.digest == "sha256:" + hashlib.sha256(page(1).encode()).hexdigest()
    assert first.provenance.reader is not None
    assert "trafilatura" in first.provenance.reader
    assert second.source.endswith(record_id(2))


def test_an_id_does_not_depend_on_the_archive() -> None:
    plain, members, one = record(1), packed(record(1)), gzip.compress(record(1))
    assert len({article_of(data).id for data in (plain, members, one)}) == 1


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(page().encode())),
        ("Transfer-Encoding: chunked\r\n", page().encode()),
        ("Content-Encoding: gzip\r\n", gzip.compress(page().encode())),
        ("Content-Encoding: gzip\r\n", page().encode()),
        ("Content-Encoding: deflate\r\n", zlib.compress(page().encode())),
        ("Content-Encoding: br\r\n", page().encode()),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            chunked(gzip.compress(page().encode()), 20),
        ),
    ],
    ids=["chunked", "not-chunked", "gzip", "not-gzip", "deflate", "not-br", "both"],
)
def test_encodings_are_undone_where_they_are_there(header: str, body: bytes) -> None:
    article = article_of(record(body=body, http=OK + header))
    assert article.text == article_of(record()).text


def test_brotli() -> None:
    brotli = pytest.importorskip("brotli", reason="comes with fastwarc")
    body = brotli.compress(page().encode())
    article = article_of(record(body=body, http=OK + "Content-Encoding: br\r\n"))
    assert article.text == article_of(record()).text


def test_the_charset_of_the_server_is_a_hint() -> None:
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
    assert "Brücke" in article_of(record(body=page().encode("latin-1"), http=http)).text
    assert "Brücke" in article_of(record(body=page().encode(), http=http)).text


def test_a_resource_has_no_http_header() -> None:
    data = record(kind="resource", http=None, content_type="text/html; charset=utf-8")
    assert article_of(data).title == "Brücke 0 gesperrt"


def test_a_text_extract_is_kept_as_it_is() -> None:
    text = "Brücke gesperrt\nDie Bürgermeisterin sagte, die Brücke sei gesperrt.\n"
    data = record(
        kind="conversion",
        http=None,
        body=text.encode(),
        content_type="text/plain",
        headers="WARC-Identified-Content-Language: deu,eng\r\n",
    )
    article = article_of(packed(data))
    assert (article.text, article.title, article.language) == (text, "Brücke gesperrt", "de")
    assert article.url == "https://www.blatt.example/0"


def test_what_is_no_page_is_passed_over_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
    others = [
        record(2, kind="request", http="GET / HTTP/1.1\r\nHost: blatt.example\r\n", body=b""),
        record(3, http=image, body=b"\x89PNG"),
        record(4, http="HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"),
        record(5, kind="revisit", body=b""),
        record(6, kind="warcinfo", http=None, content_type="application/warc-fields"),
    ]
    with caplog.at_level(logging.INFO):
        assert codes(read(b"".join([*others, record(1)]))) == ["read"]
    for what in ("1 × requests", "1 × image/png", "1 × status 404", "1 × revisits"):
        assert what in caplog.text
    (failure,) = read(b"".join(others))
    assert isinstance(failure, Failure)
    assert failure.code == "nothing"
    assert "revisits" in failure.message


def test_a_page_that_cannot_be_read_is_a_failure_of_its_own() -> None:
    results = read(record(1) + record(2, body=b"<html><body></body></html>") + record(3))
    assert codes(results) == ["read", "no_text", "read"]
    assert isinstance(results[1], Failure)
    assert results[1].input == f"-#{record_id(2)}"


# ---------------------------------------------------------------------------------- damage


def test_a_digest_that_does_not_fit_is_a_failure() -> None:
    wrong = "sha1:" + "A" * 32
    assert codes(read(record(1, digest=wrong) + record(2))) == ["digest", "read"]
    cut = "WARC-Truncated: length\r\n"
    assert codes(read(record(1, digest=wrong, headers=cut))) == ["read"]


@pytest.mark.parametrize("form", ["hex", "decoded", "unknown"])
def test_digests_as_writers_take_them(form: str) -> None:
    body = gzip.compress(page().encode())
    digest = {
        "hex": "SHA-256:" + hashlib.sha256(body).hexdigest(),
        "decoded": "md5:" + hashlib.md5(page().encode()).hexdigest(),
        "unknown": "crc32:12345678",
    }[form]
    http = OK + "Content-Encoding: gzip\r\n"
    assert codes(read(record(body=body, http=http, digest=digest))) == ["read"]


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(page().encode())[:-20]),
        ("Transfer-Encoding: chunked\r\n", chunked(page().encode())[:-60]),
    ],
    ids=["gzip", "chunked"],
)
def test_a_payload_that_breaks_off_is_no_article(header: str, body: bytes) -> None:
    assert codes(read(record(1, body=body, http=OK + header) + record(2))) == ["damaged", "read"]


def test_a_bomb_in_a_payload_is_refused() -> None:
    body = gzip.compress(b"<html><body><p>" + b"a" * 60_000_000)
    bomb = record(1, body=body, http=OK + "Content-Encoding: gzip\r\n")
    assert codes(read(packed(bomb, record(2)))) == ["bomb", "read"]


def records_in(data: bytes, *, compressed: bool) -> tuple[list[str], list[Damage]]:
    """The numbers of the sound records, and the damage."""
    sound, damage = [], []
    for frame in frames(io.BufferedReader(io.BytesIO(data)), packed=compressed):
        if isinstance(frame, Frame):
            sound.append((warc_frames.record_id(frame.header) or "?")[-1])
        else:
            damage.append(frame)
    return sound, damage


RECORDS = [record(i, page(i, 4).encode()) for i in range(5)]
MEMBERS = [packed(r) for r in RECORDS]


def with_length(data: bytes, length: int) -> bytes:
    before, _, after = data.partition(b"Content-Length: ")
    return before + b"Content-Length: %d" % length + after[after.index(b"\r\n") :]


@pytest.mark.parametrize("length", [300, 9_999, 999_999_999])
def test_a_wrong_length_costs_its_record_alone(length: int) -> None:
    wrong = with_length(RECORDS[1], length)
    others = [RECORDS[0], wrong, *RECORDS[2:]]
    sound, damage = records_in(packed(*others), compressed=True)
    assert (sound, len(damage)) == (["0", "2", "3", "4"], 1)
    assert damage[0].record == record_id(1)
    assert damage[0].offset == len(MEMBERS[0])
    whole = b"".join(others)
    for data, compressed in ((whole, False), (gzip.compress(whole), True)):
        if compressed and length > warc_frames.MAX_BLOCK:
            continue  # what was unpacked is gone
        sound, damage = records_in(data, compressed=compressed)
        assert (sound, [d.record for d in damage]) == (["0", "2", "3", "4"], [record_id(1)])
        assert damage[0].offset == (0 if compressed else len(RECORDS[0]))


def test_a_length_past_the_limit_that_leads_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_frames, "MAX_BLOCK", 1_500)
    data = b"".join([RECORDS[0], with_length(RECORDS[1], 2_500), *RECORDS[2:]])
    sound, damage = records_in(data, compressed=False)
    assert (sound, [d.record for d in damage]) == (["0", "2", "3", "4"], [record_id(1)])


@pytest.mark.parametrize("at", [0, 2, 100, -6])
def test_a_damaged_member_costs_its_record_alone(at: int) -> None:
    member = bytearray(MEMBERS[1])
    for i in range(at, at + 3):
        member[i] ^= 0xFF
    data = b"".join([MEMBERS[0], bytes(member), *MEMBERS[2:]])
    sound, damage = records_in(data, compressed=True)
    assert (sound, len(damage)) == (["0", "2", "3", "4"], 1)


def test_an_archive_that_breaks_off() -> None:
    sound, damage = records_in(b"".join(MEMBERS)[:-30], compressed=True)
    assert (sound, [d.record for d in damage]) == (["0", "1", "2", "3"], [record_id(4)])
    assert "breaks off" in damage[0].reason
    sound, damage = records_in(b"".join(RECORDS)[:-300], compressed=False)
    assert (sound, [d.record for d in damage]) == (["0", "1", "2", "3"], [record_id(4)])


def test_members_need_not_be_records() -> None:
    whole = b"".join(RECORDS)
    pieces = packed(*(whole[i : i + 700] for i in range(0, len(whole), 700)))
    for data in (gzip.compress(whole), pieces, b"".join(MEMBERS) + bytes(1000)):
        assert records_in(data, compressed=True) == (["0", "1", "2", "3", "4"], [])


def test_a_long_record_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_frames, "MAX_BLOCK", 2_000)
    long = record(1, body=page(1, 50).encode())
    for data, compressed in (
        (RECORDS[0] + long + RECORDS[2], False),
        (packed(RECORDS[0], long, RECORDS[2]), True),
    ):
        found = list(frames(io.BufferedReader(io.BytesIO(data)), packed=compressed))
        assert [isinstance(f, Frame) and f.whole for f in found] == [True, False, True]
    assert codes(read(RECORDS[0] + long)) == ["read", "too_large"]


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
def test_whatever_is_damaged_the_other_records_are_found(compressed: bool) -> None:
    draw = random.Random(7)
    parts = MEMBERS if compressed else RECORDS
    data = b"".join(parts)
    ends = [sum(map(len, parts[: i + 1])) for i in range(len(parts))]
    for _ in range(300):
        at, size = draw.randrange(len(data)), draw.choice((1, 2, 10, 200))
        noise = draw.randbytes(size)
        damaged, last = draw.choice(
            (
                (data[:at] + noise + data[at + size :], at + size),
                (data[:at] + data[at + size :], at + size),
                (data[:at] + noise + data[at:], at),
            )
        )
        whole = {
            str(i) for i, end in enumerate(ends) if end < at or (ends[i - 1] if i else 0) >= last
        }
        sound, damage = records_in(damaged, compressed=compressed)
        assert whole <= set(sound)
        assert len(damage) <= 2


def test_damage_is_told_with_its_place() -> None:
    results = read(MEMBERS[0] + b"nonsense" + MEMBERS[1])
    assert codes(results) == ["read", "damaged", "read"]
    assert isinstance(results[1], Failure)
    assert results[1].input == f"-#byte-{len(MEMBERS[0])}"


# ------------------------------------------------------------------------------------ WACZ


def wacz(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> str:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return str(path)


def test_a_wacz_is_read_in_place(tmp_path: Path) -> None:
    files = {
        "datapackage.json": b"{}",
        "archive/b.warc.gz": packed(record(2)),
        "archive/a.warc": record(1),
    }
    path = wacz(tmp_path / "archiv.wacz", files, zipfile.ZIP_DEFLATED)
    results = list(read_inputs([path]))
    assert [r.source for r in results if isinstance(r, Article)] == [
        f"{path}#archive/a.warc#{record_id(1)}",
        f"{path}#archive/b.warc.gz#{record_id(2)}",
    ]
    assert list(tmp_path.iterdir()) == [Path(path)]


def test_a_member_that_is_damaged_costs_itself(tmp_path: Path) -> None:
    files = {"archive/a.warc.gz": b"kein Archiv", "archive/b.warc.gz": packed(record(2))}
    results = list(read_inputs([wacz(tmp_path / "a.wacz", files)]))
    assert codes(results) == ["damaged", "read"]
    assert isinstance(results[0], Failure)
    assert results[0].input.endswith("#archive/a.warc.gz")


def test_a_bomb_in_a_zip_is_refused(tmp_path: Path) -> None:
    bomb = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 90000000\r\n\r\n" + bytes(
        90_000_000
    )
    path = wacz(tmp_path / "a.wacz", {"archive/a.warc": bomb}, zipfile.ZIP_DEFLATED)
    assert codes(list(read_inputs([path]))) == ["bomb"]


@pytest.mark.parametrize(
    ("name", "what"),
    [("word/document.xml", "Word"), ("xl/workbook.xml", "Excel"), ("bild.png", "unpack it")],
)
def test_another_zip_says_what_it_is(tmp_path: Path, name: str, what: str) -> None:
    (failure,) = read_inputs([wacz(tmp_path / "datei.wacz", {name: b"x"})])
    assert isinstance(failure, Failure)
    assert failure.code == "binary"
    assert what in failure.message


def test_half_a_zip_is_damaged(tmp_path: Path) -> None:
    path = Path(wacz(tmp_path / "a.wacz", {"archive/a.warc": record(1)}))
    path.write_bytes(path.read_bytes()[:500])
    assert codes(list(read_inputs([str(path)]))) == ["damaged"]
