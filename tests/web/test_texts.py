"""The words of the pages, and what reads addresses and requests."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest
from starlette.datastructures import QueryParams

from wortlaut import Span
from wortlaut.records import ACTOR_KINDS, GENDERS, MEDIA, STATEMENT_TYPES
from wortlaut.web.asked import Asked
from wortlaut.web.language import Texts, choose
from wortlaut.web.places import find_words
from wortlaut.web.reading import web_address

WEB = Path(__file__).parents[2] / "src" / "wortlaut" / "web"
TABLE = {
    f"{section}.{name}": pair
    for section, entries in tomllib.loads((WEB / "texts.toml").read_text("utf-8")).items()
    for name, pair in entries.items()
}
# Sections whose keys are values of records: t("type." + kind).
BY_VALUE = (
    *("type", "type_meaning", "medium", "kind", "gender", "resolved", "paratext", "outlet_kind"),
    *("done", "action", "error", "nav", "role", "facet"),
)


def used() -> set[str]:
    """The keys that templates and views name."""
    found: set[str] = set()
    for path in [*WEB.rglob("*.j2"), *WEB.rglob("*.py")]:
        text = path.read_text("utf-8")
        found |= set(re.findall(r'"([a-z]\w*\.[a-z]\w+)"', text)) & (set(TABLE) | _called(text))
    return found


def _called(text: str) -> set[str]:
    return set(re.findall(r'\bt(?:\.count)?\(\s*"([a-z]\w*\.[a-z]\w+)"(?!\s*\+)', text))


def test_every_text_that_is_used_is_there_and_every_one_is_used() -> None:
    named = used()
    assert named - set(TABLE) == set()
    with_forms = named | {f"{key}_one" for key in named}
    rest = {k for k in TABLE if k.partition(".")[0] not in BY_VALUE and k not in with_forms}
    assert rest == set()


def test_both_languages_say_the_same() -> None:
    for key, pair in TABLE.items():
        german, english = pair
        assert bool(german) == bool(english), key
        fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in pair]
        assert fields[0] == fields[1], key


def test_values_of_records_have_words() -> None:
    for section, values in (
        ("type", STATEMENT_TYPES),
        ("type_meaning", STATEMENT_TYPES),
        ("kind", ACTOR_KINDS),
        ("gender", GENDERS),
        ("medium", MEDIA),
    ):
        assert {f"{section}.{value}" for value in values} <= set(TABLE)


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "language"),
    [
        ("de", "en", "en", "de"),
        (None, "de", "en", "de"),
        ("fr", None, "fr, de-AT;q=0.8, en;q=0.3", "de"),
        (None, None, "en-GB,de;q=0.9", "en"),
        (None, None, "de;q=0", "en"),
        (None, None, "de;q=x, ;;,", "en"),
        (None, None, None, "en"),
    ],
)
def test_which_language(
    asked: str | None, kept: str | None, accepted: str | None, language: str
) -> None:
    assert choose(asked, kept, accepted) == language


def test_numbers_and_days() -> None:
    german, english = Texts("de"), Texts("en")
    assert (german.number(12345), english.number(12345)) == ("12.345", "12,345")
    assert (german.percent(0.421), german.percent(0.0123)) == ("42\u00a0%", "1,2\u00a0%")
    assert english.percent(1.0) == "100%"
    assert (german.decimal(45.05), english.decimal(73.0)) == ("45,1", "73.0")
    assert (german.points(0.031), german.points(-0.002)) == ("+3,1", "−0,2")
    assert german.day("2024-11-28") == "28. November 2024"
    assert (german.day("2024-11"), english.day("2024-03-01T10:00")) == (
        "November 2024",
        "1 March 2024",
    )
    assert german.day("gestern") == "gestern"
    assert german.time("2024-11-28T09:30:00+00:00") == "28. November 2024, 09:30 UTC"
    assert (german.count("count.articles", 1), english.count("count.articles", 2)) == (
        "1 Artikel",
        "2 articles",
    )


def test_a_search_and_its_neighbours() -> None:
    asked = Asked.of(QueryParams("q=Brücke&type=direct&type=reported&since=2024&page=3&x=1&party="))
    assert asked.arguments == {"type": ["direct", "reported"], "since": "2024"}
    assert asked.page == 3
    assert asked.toggled("type", "direct") == "/search?q=Br%C3%BCcke&type=reported&since=2024"
    assert asked.toggled("party", "SPD").endswith("since=2024&party=SPD")
    assert "page" not in asked.address()
    assert Asked.of(QueryParams("page=²&unknown=0&once=1")).filters == {"once": "1"}


def test_words_are_found_where_they_stand() -> None:
    text = "Ja. „Ja“, sagte sie,\n„aber nein.“ Ja."
    assert find_words(text, ["Ja"], near=5) == (Span(5, 7),)
    assert find_words(text, ["Ja"], near=40) == (Span(34, 36),)
    assert find_words(text, ["Ja", "sie, „aber"], near=5) == (Span(5, 7), Span(16, 26))
    assert find_words(text, ["Ja", "niemals"]) == "niemals"
    assert find_words(text, ["", "  "]) == ()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://blatt.example/a?b=1", "https://blatt.example/a?b=1"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//blatt.example", None),
        ("https://", None),
        ("http://[", None),
        ("https://blatt.example/\u202egpj", None),
        ("https://bl\u0430tt.example/x", "https://xn--bltt-63d.example/x"),  # a Cyrillic a
        (None, None),
    ],
)
def test_only_addresses_on_the_web_are_linked(url: str | None, shown: str | None) -> None:
    assert web_address(url) == shown
