"""Paragraphs: empty lines, single line ends, wrapped lines, mixtures."""

from __future__ import annotations

import pytest

from wortlaut.text.paragraphs import layout, paragraph_spans

LONG = "Der alte Kai am Hafen ist morsch, " * 4 + "sagte die Leiterin des Amtes am Montag."
WRAPPED = (
    "Die Stadt sperrt den alten Kai am Hafen für ein\n"
    "ganzes Jahr, weil die Pfähle unter der Mauer\n"
    "morsch geworden sind und niemand sagen kann, wie\n"
    "lange sie noch halten werden. Das teilte gestern\n"
    "das Amt mit."
)


def paragraphs(text: str) -> list[str]:
    return [text[a:b] for a, b in paragraph_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Titel\n\nAbsatz eins.\n\nAbsatz zwei.", ["Titel", "Absatz eins.", "Absatz zwei."]),
        ("Titel\nAbsatz eins.\nAbsatz zwei.", ["Titel", "Absatz eins.", "Absatz zwei."]),
        ("Titel\r\n\r\nAbsatz\r\n", ["Titel", "Absatz"]),
        ("Titel\n \t\nAbsatz", ["Titel", "Absatz"]),
        ("\n\n  Titel  \n\n\n\n", ["Titel"]),
        ("Titel\u2028Absatz", ["Titel", "Absatz"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_blocks_and_lines(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_a_short_block_keeps_its_lines_together() -> None:
    text = "Titel\n\nEine Zeile\nnoch eine Zeile\n\nSchluss."
    assert paragraphs(text) == ["Titel", "Eine Zeile\nnoch eine Zeile", "Schluss."]
    assert [len(lines) for lines in layout(text)] == [1, 2, 1]


def test_long_lines_are_paragraphs_even_below_an_empty_line() -> None:
    assert paragraphs(f"Titel\n\n{LONG}\n{LONG}") == ["Titel", LONG, LONG]


def test_wrapped_text_is_one_paragraph_a_block() -> None:
    assert paragraphs(WRAPPED) == [WRAPPED]
    assert paragraphs(f"Titel\n\n{WRAPPED}\n\n{WRAPPED}") == ["Titel", WRAPPED, WRAPPED]


def test_two_short_lines_are_not_taken_for_wrapped() -> None:
    title = "Stadt sperrt den morschen Kai am alten Hafen für ein ganzes Jahr"
    assert paragraphs(f"{title}\nDie Stadt sperrt den Kai.") == [
        title,
        "Die Stadt sperrt den Kai.",
    ]
