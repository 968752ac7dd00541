"""Fetching from a real server that misbehaves in every way a server can."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wortlaut.errors import FetchError
from wortlaut.fetch import Fetched, Fetcher, Validators

if TYPE_CHECKING:
    from conftest import Clock, Request, Site, Wires

URL = "http://blatt.example/artikel"
Make = Callable[..., Fetcher]
SHORT = {"read": 0.3, "total": 0.8, "attempts": 1}


def failure(fetcher: Fetcher, url: str = URL, **more: object) -> FetchError:
    with pytest.raises(FetchError) as error:
        fetcher.fetch(url, **more)
    return error.value


# ------------------------------------------------------------------------ what goes well


def test_a_page_comes_with_all_that_a_citation_needs(site: Site, make: Make) -> None:
    site["/artikel"] = lambda r: r.answer(
        "<p>Grüße", type="text/html; Charset=UTF-8", ETag='"1"', Set_Cookie="a=b", X_A="1"
    )
    fetched = make().fetch(URL + "#absatz")
    assert fetched == Fetched(
        url=URL + "#absatz",
        final_url=URL,
        status=200,
        headers=fetched.headers,
        body="<p>Grüße".encode(),
        captured="2024-11-28T12:00:00Z",
    )
    assert fetched.content_type == "text/html"
    assert fetched.charset == "utf-8"
    assert fetched.validators == Validators('"1"', None)
    assert fetched.digest.startswith("sha256:")
    assert fetched.headers["x-a"] == "1"
    assert "set-cookie" not in fetched.headers
    assert "Grüße" not in repr(fetched)


def test_who_asks_says_so(site: Site, make: Make) -> None:
    site["/artikel"] = "<p>da"
    make(contact="archiv@blatt.example").fetch(URL)
    make(contact="https://archiv.example/wir").fetch(URL)
    make().fetch(URL)
    agents = [r.headers["user-agent"] for r in site.asked if r.path == "/artikel"]
    assert agents[0].startswith("wortlaut/")
    assert agents[0].endswith(" (+mailto:archiv@blatt.example)")
    assert agents[1].endswith(" (+https://archiv.example/wir)")
    assert "(" not in agents[2]
    first = site.asked[0]
    assert first.headers["from"] == "archiv@blatt.example"
    assert first.headers["host"] == "blatt.example"
    assert not {"cookie", "authorization", "referer"} & set(first.headers)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"<p>da")),
        ("x-gzip", gzip.compress(b"<p>") + gzip.compress(b"da")),
        ("gzip", gzip.compress(b"<p>da") + b"\0\0"),
        ("deflate", zlib.compress(b"<p>da")),
        ("deflate", zlib.compress(b"<p>da")[2:-4]),
        ("identity", b"<p>da"),
    ],
)
def test_a_packed_page_is_unpacked(site: Site, make: Make, encoding: str, packed: bytes) -> None:
    site["/artikel"] = lambda r: r.answer(packed, Content_Encoding=encoding)
    assert make().fetch(URL).body == b"<p>da"


def test_chunks_and_no_length_at_all(site: Site, make: Make) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    site["/artikel"] = lambda r: r.send(
        head + b"Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n2\r\nda\r\n0\r\n\r\n"
    )
    site["/anderer"] = lambda r: r.send(head + b"\r\n<p>da")
    assert make().fetch(URL).body == b"<p>da"
    assert make().fetch("http://blatt.example/anderer").body == b"<p>da"


def test_redirects_are_followed_and_each_host_is_asked_first(site: Site, make: Make) -> None:
    site["/artikel"] = lambda r: r.answer(status="301 Moved", Location="/neu#x")
    site["/neu"] = lambda r: r.answer(status="302 Found", Location="//www.blatt.example/gr%C3%B6ße")
    site["/gr%C3%B6%C3%9Fe"] = "<p>da"
    fetched = make().fetch(URL)
    assert fetched.final_url == "http://www.blatt.example/gr%C3%B6%C3%9Fe"
    assert fetched.url == URL
    hosts = [r.headers["host"] for r in site.asked if r.path == "/robots.txt"]
    assert hosts == ["blatt.example", "www.blatt.example"]


def test_not_modified(site: Site, make: Make) -> None:
    def page(request: Request) -> None:
        if request.headers.get("if-none-match") == '"1"':
            request.answer(status="304 Not Modified", type="")
        else:
            request.answer("<p>da", ETag='"1"', Last_Modified="Thu, 28 Nov 2024 09:00:00 GMT")

    site["/artikel"] = page
    fetcher = make()
    first = fetcher.fetch(URL)
    second = fetcher.fetch(URL, unless=first.validators)
    assert (first.not_modified, second.not_modified) == (False, True)
    assert second.body == b""
    assert site.asked[-1].headers["if-modified-since"] == "Thu, 28 Nov 2024 09:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_no_answer(site: Site, make: Make) -> None:
    site["/artikel"] = lambda r: r.answer(status="304 Not Modified")
    assert failure(make()).code == "http_304"


def test_the_head_alone(site: Site, make: Make) -> None:
    site["/artikel"] = "<p>da"
    fetched = make().fetch(URL, head=True)
    assert (fetched.body, fetched.content_type) == (b"", "text/html")
    assert site.asked[-1].method == "HEAD"


# ------------------------------------------------------------------- slow, long, endless


def trickle(request: Request, data: bytes) -> None:
    while request.send(data):
        time.sleep(0.02)


@pytest.mark.parametrize(
    "start",
    [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"],
    ids=["nothing yet", "in the headers", "in the body"],
)
def test_a_server_that_falls_silent(site: Site, make: Make, start: bytes) -> None:
    site["/artikel"] = lambda r: (r.send(start), r.done.wait(10))
    assert failure(make(**SHORT)).code == "timeout"


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    ],
    ids=["headers", "body of known length", "body until the end"],
)
def test_a_server_that_trickles(site: Site, make: Make, start: bytes) -> None:
    site["/artikel"] = lambda r: (r.send(start), trickle(r, b"a"))
    before = time.monotonic()
    error = failure(make(**SHORT))
    assert error.code == "timeout"
    assert "0.8 seconds" in str(error)
    assert time.monotonic() - before < 5


def test_headers_without_end(site: Site, make: Make) -> None:
    def page(request: Request) -> None:
        request.send(b"HTTP/1.1 200 OK\r\n")
        while request.send(b"X-A: " + b"a" * 1000 + b"\r\n"):
            pass

    site["/artikel"] = page
    assert failure(make(attempts=1)).code == "broken"


def test_a_body_without_end(site: Site, make: Make) -> None:
    def page(request: Request) -> None:
        request.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while request.send(b"<p>mehr" * 1000):
            pass

    site["/artikel"] = page
    assert failure(make()).code == "too_large"
    assert site.paths() == ["/artikel"]


def test_a_length_beyond_all_measure_is_not_read(site: Site, make: Make) -> None:
    site["/artikel"] = lambda r: r.answer("<p>da", Content_Length="9" * 30)
    assert failure(make()).code == "too_large"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(site: Site, make: Make, encoding: str) -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    piece = b"\0" * 1_000_000
    bomb = b"".join(pack.compress(piece) for _ in range(20)) + pack.flush()
    assert len(bomb) < 25_000
    site["/artikel"] = lambda r: r.answer(bomb, Content_Encoding=encoding)
    assert failure(make()).code == "too_large"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_a_packing_that_was_not_asked_for(site: Site, make: Make, encoding: str) -> None:
    site["/artikel"] = lambda r: r.answer(b"??", Content_Encoding=encoding)
    assert failure(make()).code == "encoding"


# ------------------------------------------------------------------------ broken answers


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>da",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<p>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxy\r\n<p>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
        + gzip.compress(b"<p>da" * 100)[:-12],
        b"HTTP/1.1 2",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
    ],
    ids=["length", "chunks", "chunk size", "gzip", "status line", "another protocol", "nothing"],
)
def test_an_answer_that_breaks_off_is_asked_for_again(
    site: Site, make: Make, clock: Clock, data: bytes
) -> None:
    site["/artikel"] = lambda r: r.send(data)
    assert failure(make()).code == "broken"
    assert site.paths() == ["/artikel"] * 3
    assert clock.slept == [1, 2]


def test_damaged_gzip(site: Site, make: Make) -> None:
    data = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff"
    site["/artikel"] = lambda r: r.answer(data, Content_Encoding="gzip")
    assert failure(make()).code == "encoding"


def test_a_connection_that_is_reset_is_tried_again(site: Site, make: Make) -> None:
    def page(request: Request) -> None:
        if site.paths().count("/artikel") > 1:
            request.answer("<p>da")
            return
        linger = struct.pack("ii", 1, 0)
        request.conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        request.conn.close()

    site["/artikel"] = page
    assert make().fetch(URL).body == b"<p>da"


@pytest.mark.parametrize("body", [b"", b" \n", gzip.compress(b"")])
def test_an_empty_page(site: Site, make: Make, body: bytes) -> None:
    encoding = "gzip" if body.startswith(b"\x1f") else ""
    site["/artikel"] = lambda r: r.answer(body, Content_Encoding=encoding)
    assert failure(make()).code == "empty"


@pytest.mark.parametrize("type", ["image/png", "application/pdf", "video/mp4", "text/css"])
def test_what_is_no_page_is_not_read(site: Site, make: Make, type: str) -> None:
    site["/artikel"] = lambda r: r.answer(b"a", type=type, Content_Length="9000000000")
    error = failure(make())
    assert error.code == "content_type"
    assert type in str(error)


@pytest.mark.parametrize(
    "type",
    ["", "text/plain", "application/rss+xml; charset=utf-8", "application/feed+json", "TEXT/HTML"],
)
def test_what_may_be_one_is(site: Site, make: Make, type: str) -> None:
    site["/artikel"] = lambda r: r.answer("<p>da", type=type)
    assert make().fetch(URL).body == b"<p>da"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("401 Unauthorized", "behind a login"),
        ("403 Forbidden", "refuses it to programs"),
        ("404 Not Found", "no such page"),
        ("410 Gone", "removed"),
        ("451 Unavailable For Legal Reasons", "legal reasons"),
        ("418 Teapot", "418"),
    ],
)
def test_a_refusal_is_final(site: Site, make: Make, status: str, said: str) -> None:
    site["/artikel"] = lambda r: r.answer("<p>Fehler", status)
    error = failure(make())
    assert error.code == f"http_{status[:3]}"
    assert said in str(error)
    assert site.paths() == ["/artikel"]


# --------------------------------------------------------------------- again, and later


def answers(site: Site, *statuses: tuple[str, str]) -> None:
    """One status after the other, with its Retry-After; the last for good."""

    def page(request: Request) -> None:
        number = min(site.paths().count("/artikel"), len(statuses)) - 1
        status, after = statuses[number]
        request.answer("<p>da", status, Retry_After=after)

    site["/artikel"] = page


def test_503_and_then_all_is_well(site: Site, make: Make, clock: Clock) -> None:
    answers(site, ("503 Unavailable", ""), ("502 Bad Gateway", ""), ("200 OK", ""))
    assert make().fetch(URL).body == b"<p>da"
    assert clock.slept == [1, 2]


@pytest.mark.parametrize(
    ("after", "waited"),
    [("7", 7), ("Thu, 28 Nov 2024 12:00:30 GMT", 30), ("Thu, 28 Nov 2024 11:00:00 GMT", 1),
     ("bald", 1), ("-5", 1)],
)  # fmt: skip
def test_retry_after_is_heeded(
    site: Site, make: Make, clock: Clock, after: str, waited: float
) -> None:
    answers(site, ("429 Too Many Requests", after), ("200 OK", ""))
    assert make().fetch(URL).body == b"<p>da"
    assert clock.slept == [waited]


def test_too_long_a_pause_is_not_waited_for_by_any_page_of_the_host(
    site: Site, make: Make, clock: Clock
) -> None:
    answers(site, ("429 Too Many Requests", "3600"), ("200 OK", ""))
    fetcher = make()
    assert failure(fetcher).code == "wait"
    error = failure(fetcher, "http://blatt.example/anderer")
    assert error.code == "wait"
    assert "3600 seconds" in str(error)
    assert clock.slept == []
    assert site.paths() == ["/artikel"]


def test_what_stays_unavailable_fails(site: Site, make: Make, clock: Clock) -> None:
    answers(site, ("503 Unavailable", ""))
    assert failure(make()).code == "http_503"
    assert len(site.paths()) == 3
    assert clock.slept == [1, 2]


def test_hosts_have_a_pause_between_requests(site: Site, make: Make, clock: Clock) -> None:
    site["/artikel"] = "<p>da"
    fetcher = make(delay=1.5)
    for url in (URL, URL, "http://zeitung.example/artikel", URL):
        fetcher.fetch(url)
    assert clock.slept == [1.5, 1.5]


def test_one_request_at_a_time_to_a_host(site: Site, make: Make) -> None:
    def page(request: Request) -> None:
        time.sleep(0.05)
        request.answer("<p>da")

    site["/artikel"] = page
    fetcher = make()
    threads = [threading.Thread(target=fetcher.fetch, args=(URL,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert site.paths() == ["/artikel"] * 4
    assert site.most_at_once == 1


def test_closing_ends_what_is_under_way(site: Site, make: Make) -> None:
    reached = threading.Event()
    site["/artikel"] = lambda r: (reached.set(), r.done.wait(10))
    fetcher = make(read=9, total=9)
    codes: list[str] = []
    thread = threading.Thread(target=lambda: codes.append(failure(fetcher).code))
    thread.start()
    assert reached.wait(5)
    fetcher.close()
    thread.join(5)
    assert codes == ["interrupted"]
    assert failure(fetcher).code == "interrupted"


# ------------------------------------------------------------------- where not to go


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://blatt.example/", "scheme"),
        ("http://anna:geheim@blatt.example/", "credentials"),
        ("http://127.0.0.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://2130706433/", "private"),
        ("http://intern.example/", "private"),
        ("http://[/", "url"),
    ],
)
def test_a_redirect_to_where_we_do_not_go(
    site: Site, make: Make, wires: Wires, location: str, code: str
) -> None:
    wires.names = {"127.0.0.1": ["127.0.0.1"], "::1": ["::1"], "2130706433": ["127.0.0.1"]}
    wires.names["intern.example"] = ["10.0.0.7", "fd00::7"]
    site["/artikel"] = lambda r: r.answer(status="302 Found", Location=location)
    error = failure(make())
    assert error.code == code
    assert "geheim" not in str(error)
    assert site.paths() == ["/artikel"]
    assert set(wires.dialled) == {"93.184.215.14"}


@pytest.mark.parametrize("where", ["/artikel", "/runde"])
def test_redirects_without_end(site: Site, make: Make, where: str) -> None:
    site["/artikel"] = lambda r: r.answer(status="302 Found", Location=where)
    site["/runde"] = lambda r: r.answer(status="302 Found", Location="/artikel")
    assert failure(make()).code == "redirects"


def test_redirects_to_ever_new_places(site: Site, make: Make) -> None:
    for number in range(20):
        target = f"/{number + 1}"
        site[f"/{number}"] = lambda r, target=target: r.answer(status="307 T", Location=target)
    assert failure(make(), "http://blatt.example/0").code == "redirects"
    assert site.paths() == [f"/{n}" for n in range(6)]


@pytest.mark.parametrize("host", ["intern.example", "0x7f.1", "localhost"])
def test_private_addresses_are_refused_unless_they_are_allowed(
    site: Site, make: Make, wires: Wires, host: str
) -> None:
    wires.names = {host: ["127.0.0.1"]}
    site["/artikel"] = "<p>da"
    error = failure(make(), f"http://{host}/artikel")
    assert error.code == "private"
    assert "--allow-private" in str(error)
    assert wires.dialled == []
    assert make(allow_private=True).fetch(f"http://{host}/artikel").body == b"<p>da"


def test_of_several_addresses_the_public_ones_are_asked(
    site: Site, make: Make, wires: Wires
) -> None:
    wires.names = {"blatt.example": ["10.0.0.1", "1.1.1.1", "::1"]}
    site["/artikel"] = "<p>da"
    make().fetch(URL)
    assert set(wires.dialled) == {"1.1.1.1"}


def test_a_name_that_changes_its_mind_is_checked_each_time(
    site: Site, make: Make, wires: Wires
) -> None:
    class Rebinding(list[str]):
        pass

    site["/artikel"] = "<p>da"
    fetcher = make()
    real = wires.resolve

    def rebound(host: str, port: int) -> list[str]:
        return real(host, port) if len(wires.resolved) < 2 else ["127.0.0.1"]

    wires.resolve = rebound  # type: ignore[method-assign]
    fetcher.fetch(URL)
    assert failure(fetcher).code == "private"
    assert set(wires.dialled) == {"93.184.215.14"}  # what was checked is what is dialled


def test_a_name_that_stands_for_nothing(site: Site, make: Make, wires: Wires) -> None:
    wires.names = {"blatt.example": []}
    error = failure(make(attempts=1))
    assert error.code == "dns"
    assert "blatt.example" in str(error)


def test_a_port_where_nobody_listens(make: Make, wires: Wires) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wires.port = listener.getsockname()[1]
    assert failure(make()).code == "connect"


# ------------------------------------------------------------------------------- TLS

SECURE = "https://blatt.example/artikel"
CERTIFICATE = Path(__file__).with_name("blatt.example.pem")


@pytest.fixture
def tls(site: Site) -> Site:
    """The site behind a certificate for blatt.example that it has signed itself."""
    site.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    site.tls.load_cert_chain(CERTIFICATE)
    site["/artikel"] = "<p>da"
    return site


def test_a_certificate_that_is_trusted(
    tls: Site, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert make().fetch(SECURE).body == b"<p>da"


def test_a_certificate_of_another_host(
    tls: Site, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    error = failure(make(), "https://zeitung.example/artikel")
    assert error.code == "tls"
    assert tls.asked == []


def test_a_certificate_that_nobody_vouches_for(tls: Site, make: Make) -> None:
    error = failure(make(), SECURE)
    assert error.code == "tls"
    assert "certificate" in str(error)
    assert tls.asked == []


def test_a_server_that_speaks_no_tls(site: Site, make: Make) -> None:
    site["/artikel"] = "<p>da"
    assert failure(make(attempts=1), SECURE).code in ("tls", "broken")


def test_a_handshake_that_trickles(site: Site, make: Make) -> None:
    site.first_word = lambda conn: trickle_handshake(conn, site)
    error = failure(make(**SHORT), SECURE)
    assert error.code == "timeout"


def trickle_handshake(conn: socket.socket, site: Site) -> None:
    conn.sendall(b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb")  # a ServerHello of 16 kB
    while not site.done.is_set():
        conn.sendall(b"\0")
        time.sleep(0.02)
