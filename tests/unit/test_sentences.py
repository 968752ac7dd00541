"""Sentences: where they end, where they do not; one phenomenon a case."""

from __future__ import annotations

import pytest

from wortlaut.records import Article
from wortlaut.text.document import read_document


def sentences(text: str) -> list[str]:
    doc = read_document(Article(source="test", text=text))
    return [text[s.start : s.end] for s in doc.sentences]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["Der Kai ist morsch.", "Er wird gesperrt."], id="full stop"),
        pytest.param(["Was nun?", "Niemand weiß es!", "Schade."], id="question, exclamation"),
        pytest.param(["Am 3. Mai beginnt der Bau.", "Er dauert lange."], id="ordinal"),
        pytest.param(["Der Bau beginnt am 3.", "Die Stadt zahlt."], id="ordinal at the end"),
        pytest.param(["Er kam auf Platz 13.", "Trainer Kolb lobte ihn."], id="counted, no ordinal"),
        pytest.param(["Am 24.12.2023 um 20.15 Uhr war Schluss.", "Alle gingen."], id="date, time"),
        pytest.param(["Es kostet 1.000,50 Euro.", "Das ist viel."], id="decimal number"),
        pytest.param(["Prof. Dr. Kolb sprach z. B. mit Dr. Thode.", "Gut."], id="abbreviations"),
        pytest.param(["Äpfel, Birnen usw.", "Danach war Schluss."], id="usw. at the end"),
        pytest.param(["Der Verein Alte Werft e.V. (AWV) klagt.", "Er hofft."], id="e.V. inside"),
        pytest.param(["J. F. Kolb und Heidi K. gingen.", "Sie schwiegen."], id="initials"),
        pytest.param(["Papst Paul II. kam.", "Er blieb."], id="regnal number"),
        pytest.param(["Er zögerte … und ging.", "Dann … Schluss."], id="ellipsis"),
        pytest.param(["„Wir gehen.“", "Kolb nickte."], id="end inside the marks"),
        pytest.param(["„Wir gehen.", "Bald“, sagte sie."], id="two in one quotation"),
        pytest.param(["„Wir gehen!“, rief sie.", "Alle gingen."], id="mark, comma, clause"),
        pytest.param(["„Wer geht?“ fragte sie.", "Niemand."], id="mark and lower case"),
        pytest.param(['"Wir gehen."', '"Warum?"', "Stille."], id="straight marks"),
        pytest.param(["»Wir gehen.«", "»Warum?«"], id="guillemets"),
        pytest.param(["Kolb sagte: „Wir gehen jetzt alle nach Hause.“", "Gut."], id="colon waits"),
        pytest.param(
            ["Die Wirtin nimmt den Lärm hin:", "„Es hört ja bald auf“, sagt sie."],
            id="colon ends a clause",
        ),
        pytest.param(["Es gibt drei Orte: Ulm, Aalen und Gmünd.", "Mehr nicht."], id="colon list"),
        pytest.param(
            ["Der Kai ist gesperrt;", "die Fähre legt nun drüben an."], id="semicolon, clauses"
        ),
        pytest.param(
            ["Es kamen Eva Kolb, Pilotin; Jan Rohde, Arzt; Ina Thode, Lehrerin."],
            id="semicolon, list",
        ),
        pytest.param(["Das Ende.", "– Ein Anfang war es auch."], id="dash of a dialogue"),
    ],
)
def test_sentences_on_one_line(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_glued_sentences() -> None:
    assert sentences("Das war das Ende.Nun beginnt es neu.") == [
        "Das war das Ende.",
        "Nun beginnt es neu.",
    ]


def test_headlines_and_paragraphs_end_a_sentence() -> None:
    text = "Hafen bleibt zu\n\nKai morsch\n\nDer Kai ist morsch"
    assert sentences(text) == ["Hafen bleibt zu", "Kai morsch", "Der Kai ist morsch"]


def test_line_ends_of_one_paragraph_a_line_end_a_sentence() -> None:
    text = "Hafen bleibt zu\nDer Kai ist morsch, sagte Kolb:\n„Wir sperren.“"
    assert len(sentences(text)) == 3


def test_wrapped_lines_do_not() -> None:
    text = (
        "Die Stadt sperrt den alten Kai am Hafen für ein\n"
        "ganzes Jahr, weil die Pfähle unter der Mauer\n"
        "morsch geworden sind und niemand sagen kann, wie\n"
        "lange sie noch halten werden. Das teilte gestern\n"
        "das Amt mit."
    )
    assert len(sentences(text)) == 2


def test_empty_text_has_no_sentences() -> None:
    assert sentences(" \n ") == []
