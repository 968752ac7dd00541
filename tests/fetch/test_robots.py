"""robots.txt after RFC 9309, asked for once per origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from wortlaut.errors import FetchError
from wortlaut.fetch import Fetcher

if TYPE_CHECKING:
    from conftest import Clock, Site, Wires

URL = "http://blatt.example/artikel"
Make = Callable[..., Fetcher]


def robots(site: Site, rules: str | bytes, status: str = "200 OK") -> None:
    site["/robots.txt"] = lambda r: r.answer(rules, status, "text/plain")
    site["/artikel"] = "<p>da"


def code(fetcher: Fetcher, url: str = URL) -> str:
    try:
        fetcher.fetch(url)
    except FetchError as error:
        return error.code
    return "fetched"


@pytest.mark.parametrize(
    ("rules", "result"),
    [
        ("User-agent: *\nDisallow: /artikel", "robots"),
        ("User-agent: *\nDisallow: /", "robots"),
        ("User-agent: Wortlaut\nDisallow: /\nUser-agent: *\nAllow: /", "robots"),
        ("User-agent: wortlaut\nAllow: /\nUser-agent: *\nDisallow: /", "fetched"),
        ("User-agent: *\nDisallow: /\nAllow: /artikel", "fetched"),
        ("User-agent: *\nDisallow: /*kel$", "robots"),
        ("User-agent: GPTBot\nDisallow: /", "fetched"),
        ("\ufeffUser-agent: *\r\nDisallow: /artikel\r\n", "robots"),
        ("User-agent: *\nDisallow:", "fetched"),
        ("", "fetched"),
        (b"\xff\xfe\0<html>", "fetched"),
        ("<html><p>Willkommen", "fetched"),
    ],
)
def test_rules(site: Site, make: Make, rules: str | bytes, result: str) -> None:
    robots(site, rules)
    assert code(make()) == result
    assert ("/artikel" in site.paths()) == (result == "fetched")


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("404 Not Found", "fetched"),
        ("403 Forbidden", "fetched"),
        ("500 Internal Server Error", "robots"),
        ("503 Unavailable", "robots"),
        ("429 Too Many Requests", "robots"),
    ],
)
def test_what_the_server_answers(site: Site, make: Make, status: str, result: str) -> None:
    robots(site, "User-agent: *\nDisallow: /", status)
    assert code(make()) == result


def test_it_is_asked_for_once_and_again_after_a_day(site: Site, make: Make, clock: Clock) -> None:
    robots(site, "")
    fetcher = make()
    for _ in range(3):
        fetcher.fetch(URL)
    asked = site.paths(robots=True).count("/robots.txt")
    clock.time += 25 * 3600
    fetcher.fetch(URL)
    assert (asked, site.paths(robots=True).count("/robots.txt")) == (1, 2)


def test_each_origin_has_its_own(site: Site, make: Make) -> None:
    robots(site, "")
    fetcher = make()
    for url in (URL, "http://www.blatt.example/artikel", "http://blatt.example:8080/artikel"):
        fetcher.fetch(url)
    asked = [r.headers["host"] for r in site.asked if r.path == "/robots.txt"]
    assert asked == ["blatt.example", "www.blatt.example", "blatt.example:8080"]


def test_what_lies_past_the_limit_is_not_read(site: Site, make: Make) -> None:
    filler = "# " + "a" * 98 + "\n"
    robots(site, "User-agent: *\nDisallow: /geheim\n" + filler * 6000 + "Disallow: /artikel\n")
    fetcher = make()
    assert code(fetcher) == "fetched"
    assert code(fetcher, "http://blatt.example/geheim") == "robots"


def test_one_without_end_is_cut(site: Site, make: Make) -> None:
    def page(request) -> None:
        request.send(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /artikel\n")
        while request.send(b"# mehr\n" * 1000):
            pass

    site["/robots.txt"] = page
    assert code(make()) == "robots"


def test_it_may_be_elsewhere(site: Site, make: Make) -> None:
    site["/robots.txt"] = lambda r: r.answer(status="301 Moved", Location="/regeln.txt")
    site["/regeln.txt"] = "User-agent: *\nDisallow: /artikel"
    assert code(make()) == "robots"


def test_one_that_leads_in_a_circle_counts_as_none(site: Site, make: Make) -> None:
    robots(site, "")
    site["/robots.txt"] = lambda r: r.answer(status="301 Moved", Location="/robots.txt")
    assert code(make()) == "fetched"


def test_one_that_leads_to_a_private_address_closes_the_site(
    site: Site, make: Make, wires: Wires
) -> None:
    robots(site, "")
    wires.names = {"10.0.0.1": ["10.0.0.1"]}
    site["/robots.txt"] = lambda r: r.answer(status="301 Moved", Location="http://10.0.0.1/")
    assert code(make()) == "private"
    assert site.paths() == []


def test_a_server_that_does_not_answer_is_asked_three_times_in_all(
    site: Site, make: Make, wires: Wires
) -> None:
    site["/robots.txt"] = lambda r: r.send(b"")
    fetcher = make()
    codes = {code(fetcher, f"http://blatt.example/{n}") for n in range(5)}
    assert codes == {"broken"}
    assert len(site.asked) == 3


@pytest.mark.parametrize(("own", "asked", "slept"), [(1, 4, 4), (5, 4, 5), (1, 500, 500)])
def test_the_longer_delay_wins(
    site: Site, make: Make, clock: Clock, own: float, asked: int, slept: float
) -> None:
    robots(site, f"User-agent: *\nCrawl-delay: {asked}")
    fetcher = make(delay=own)
    fetcher.fetch(URL)
    fetcher.fetch(URL)
    assert clock.slept == [slept]


def test_checking_asks_for_nothing_else(site: Site, make: Make) -> None:
    robots(site, "User-agent: *\nDisallow: /geheim")
    fetcher = make()
    fetcher.check(URL)
    with pytest.raises(FetchError):
        fetcher.check("http://blatt.example/geheim")
    assert site.paths() == []
