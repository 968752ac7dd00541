"""Boilerplate of an outlet: what stands in article after article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wortlaut.text.repeats import find_repeats, normalised

SERIES = "Unsere Serie über den Fluss erscheint jeden Freitag."


def articles(repeated: int, others: int) -> list[list[str]]:
    return [
        [
            f"Bericht {chr(97 + i % 26) * (1 + i // 26)} über die Brücke.",
            *([SERIES] * (i < repeated)),
        ]
        for i in range(repeated + others)
    ]


def test_a_paragraph_in_many_articles_is_boilerplate() -> None:
    assert find_repeats(articles(4, 96)) == {normalised(SERIES): 4}


def test_too_few_articles_or_too_small_a_share_is_none() -> None:
    assert find_repeats(articles(3, 10)) == {}
    assert find_repeats(articles(5, 995)) == {}
    assert find_repeats(articles(25, 4975)) == {normalised(SERIES): 25}


def test_a_paragraph_counts_once_an_article() -> None:
    assert find_repeats([[SERIES] * 10]) == {}


def test_dates_spaces_and_marks_make_no_difference() -> None:
    given_articles = [[f"Stand:  {day}.3.2024, 1{day}.00 Uhr, alle Angaben"] for day in range(1, 6)]
    assert find_repeats(given_articles) == {"stand 0 0 uhr alle angaben": 5}


def test_short_words_that_many_say_are_none() -> None:
    assert find_repeats([["Ja."], ["Ja."], ["Ja!"], ["ja"], ["Ja."]]) == {}


PARAGRAPHS = st.lists(
    st.sampled_from([SERIES, "Mehr aus dem Norden!", "Ja.", "", "1", "Ähm, so etwas"])
)


@given(st.lists(PARAGRAPHS), st.integers(1, 5))
def test_order_makes_no_difference_and_every_repeat_was_given(
    corpus: list[list[str]], least: int
) -> None:
    found = find_repeats(corpus, least=least)
    assert find_repeats([list(reversed(a)) for a in reversed(corpus)], least=least) == found
    for key, count in found.items():
        assert least <= count == sum(key in map(normalised, a) for a in corpus)
        assert normalised(key) == key


@given(st.lists(PARAGRAPHS, min_size=1), st.integers(1, 4))
def test_more_is_asked_fewer_are_found(corpus: list[list[str]], least: int) -> None:
    assert set(find_repeats(corpus, least=least + 1)) <= set(find_repeats(corpus, least=least))
