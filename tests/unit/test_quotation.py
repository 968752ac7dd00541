"""Quotation marks: every style, nested, unpaired, re-opened, and what is no mark at all."""

from __future__ import annotations

import time

import pytest

from wortlaut.records import Quotation
from wortlaut.text.paragraphs import paragraph_spans
from wortlaut.text.quotation import find_quotations


def found(text: str) -> tuple[Quotation, ...]:
    return find_quotations(text, paragraph_spans(text))


def quotes(text: str) -> list[str]:
    return [text[q.start : q.end] for q in found(text)]


@pytest.mark.parametrize(
    "quote",
    [
        "„Ja“",
        "„Ja”",
        '„Ja"',
        "“Ja”",
        "“Ja“",
        '"Ja"',
        "»Ja«",
        "«Ja»",
        "« Ja »",
        "”Ja”",
        "``Ja''",
        ",,Ja''",
        "‚Ja‘",
        "‘Ja’",
        "'Ja'",
        "›Ja‹",
        "‹Ja›",
        "`Ja´",
    ],
)
@pytest.mark.parametrize("frame", ["{}, sagte sie.", "Sie sagte: {}.", "({})", "{}", "Ein {}-Ruf"])
def test_every_style(quote: str, frame: str) -> None:
    text = frame.format(quote)
    if quote[0] == "," and frame.startswith("("):
        text = f"( {quote})"
    assert quotes(text) == [quote]
    assert (found(text)[0].opened, found(text)[0].closed) == (True, True)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("„Er rief ‚Halt‘ und ging“", "‚Halt‘"),
        ("»Er rief ›Halt‹ und ging«", "›Halt‹"),
        ("«Er rief ‹Halt› und ging»", "‹Halt›"),
        ("\"Er rief 'Halt' und ging\"", "'Halt'"),
        ("„Er rief »Halt« und ging“", "»Halt«"),
        ("„Er rief „Halt“ und ging“", "„Halt“"),
        ('"Er las "Faust" und ging"', '"Faust"'),
        ("„Er rief ‚Halt‘“", "‚Halt‘"),
        ("„‚Halt‘, rief er“", "‚Halt‘"),
        ("‚Das ist Hans’ Auto und Ingas „Boot“‘", "„Boot“"),
    ],
)
def test_nested(outer: str, inner: str) -> None:
    text = f"{outer}, sagte Kolb."
    assert [(text[q.start : q.end], q.level) for q in found(text)] == [(outer, 0), (inner, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Wie geht's? Das war's.",
        "O'Keefe und O’Keefe kamen.",
        "Putins' Plan und Hans' Boot und Grass’ Buch.",
        "'ne Idee der '68er, so ist 's eben.",
        "Rock 'n' Roll",
        "Ein 27\" großer Schirm, 5' lang.",
        "Kein Zeichen.",
        "a < b und c > d",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    assert quotes(text) == []


def test_apostrophe_inside_a_quotation() -> None:
    assert quotes("'Mir geht's gut', sagte er.") == ["'Mir geht's gut'"]


def test_interrupted_by_its_frame() -> None:
    assert quotes("„Nein“, sagte Kolb, „niemals.“") == ["„Nein“", "„niemals.“"]


def test_missing_blank_around_marks() -> None:
    assert quotes('Er sagte:„Ja“und ging,"Nein"sagte sie.') == ["„Ja“", '"Nein"']


def test_reopened_at_each_paragraph() -> None:
    text = "„Erstens.\n\n„Zweitens.\n\n„Drittens“, sagte Kolb."
    assert [(text[q.start : q.end], q.closed) for q in found(text)] == [
        ("„Erstens.", False),
        ("„Zweitens.", False),
        ("„Drittens“", True),
    ]


def test_open_over_paragraphs_without_reopening() -> None:
    text = "„Erstens.\n\nZweitens.\n\nDrittens“, sagte Kolb. Er ging."
    assert [(text[q.start : q.end], q.opened, q.closed) for q in found(text)] == [
        ("„Erstens.", True, False),
        ("Zweitens.", False, False),
        ("Drittens“", False, True),
    ]


def test_forgotten_closing_mark_ends_at_the_next_opening_one() -> None:
    text = "„Wir gehen, sagte Kolb. „Und zwar bald“, fügte er an."
    assert [(text[q.start : q.end], q.level, q.closed) for q in found(text)] == [
        ("„Wir gehen, sagte Kolb.", 0, False),
        ("„Und zwar bald“", 0, True),
    ]


def test_forgotten_opening_mark_reaches_to_the_start_of_the_sentence() -> None:
    text = "Es regnet. Wir gehen“, sagte Kolb."
    (quote,) = found(text)
    assert (text[quote.start : quote.end], quote.opened, quote.closed) == (
        "Wir gehen“",
        False,
        True,
    )


def test_pairs_never_cross_a_paragraph() -> None:
    text = "Er sagte: „Ja.\n\nEs regnet. Der „Kai“ ist zu."
    assert [text[q.start : q.end] for q in found(text)] == ["„Ja.", "„Kai“"]


@pytest.mark.parametrize("unit", ["„", "„Wort ", '"', '"a ', "'a ", "“ a", '"„', "“", "a“ ", "s’ "])
def test_time_grows_with_size_only(unit: str) -> None:
    def seconds(count: int) -> float:
        text = "‚" + unit * count
        start = time.process_time()
        find_quotations(text, [(0, len(text))])
        return time.process_time() - start

    small = min(seconds(1_000) for _ in range(3))
    large = min(seconds(10_000) for _ in range(3))  # the least of three: others use the core
    assert large < 40 * small + 0.05
