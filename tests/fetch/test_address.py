"""Which addresses may be asked, and how URLs are taken apart."""

from __future__ import annotations

import pytest

from wortlaut.errors import FetchError
from wortlaut.fetch.address import Address, check_spelling, is_public, parse, redact


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001:db8::1",
        "2001:0:53aa:64c:0:fb65:f5ff:fffe",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "no address",
        "",
    ],
)
def test_what_is_not_of_the_open_internet(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "1.1.1.1",
        "93.184.215.14",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
        "::ffff:93.184.215.14",
        "64:ff9b::93.184.215.14",
        "2002:5db8:d70e::1",
    ],
)
def test_what_is(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "1.2.3.4.5",
        "08.8.8.8",
    ],
)
def test_addresses_in_disguise_are_refused(host: str) -> None:
    with pytest.raises(FetchError) as error:
        check_spelling(host)
    assert error.value.code == "private"


@pytest.mark.parametrize("host", ["blatt.example", "127.0.0.1", "8.8.8.8", "::1", "a1", "3sat.de"])
def test_plain_hosts_are_not(host: str) -> None:
    check_spelling(host)


@pytest.mark.parametrize(
    ("url", "parsed"),
    [
        ("http://Blatt.Example", Address("http", "blatt.example", 80, "/")),
        (" https://blatt.example:81/a?b=1#c\n", Address("https", "blatt.example", 81, "/a?b=1")),
        ("HTTPS://blatt.example./ä b", Address("https", "blatt.example", 443, "/%C3%A4%20b")),
        ("https://straße.example/", Address("https", "xn--strae-oqa.example", 443, "/")),
        ("http://[2606:4700::1111]/", Address("http", "2606:4700::1111", 80, "/")),
        ("http://b.example\\@c.example", Address("http", "b.example", 80, "/%5C@c.example")),
    ],
)  # fmt: skip
def test_a_url_is_taken_apart(url: str, parsed: Address) -> None:
    assert parse(url) == parsed
    assert parse(parsed.url) == parsed


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://blatt.example/a", "scheme"),
        ("gopher://blatt.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,hallo", "scheme"),
        ("//blatt.example/", "scheme"),
        ("http://", "url"),
        ("http:///pfad", "url"),
        ("http://blatt..example/", "url"),
        ("http://blatt.example:99999/", "url"),
        ("http://bl att.example/", "url"),
        ("http://[fe80::1%25eth0]/", "url"),
        ("http://" + "a" * 300 + "/", "url"),
        ("http://blatt.example/" + "a" * 9000, "url"),
        ("https://anna:geheim@blatt.example/", "credentials"),
        ("https://anna@blatt.example/", "credentials"),
    ],
)
def test_what_is_refused(url: str, code: str) -> None:
    with pytest.raises(FetchError) as error:
        parse(url)
    assert error.value.code == code
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://anna:geheim@blatt.example/a@b", "https://blatt.example/a@b"),
        ("https://anna:ge@heim@blatt.example/", "https://blatt.example/"),
        ("https://anna:ge/heim@blatt.example/", "https://blatt.example/"),
        ("ftp://anna@blatt.example/", "ftp://blatt.example/"),
        ("https://blatt.example/@a/1?an=a@b.example", "https://blatt.example/@a/1?an=a@b.example"),
        ("https://blatt.example:8080/@anna", "https://blatt.example:8080/@anna"),
        ("kein@url", "kein@url"),
    ],
)  # fmt: skip
def test_credentials_are_not_shown(url: str, shown: str) -> None:
    assert redact(url) == shown
