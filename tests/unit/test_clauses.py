"""Reporting clauses that are found without the model: what they report, and what does not."""

from __future__ import annotations

import pytest

from wortlaut.records import STATEMENT_TYPES, Article, Document
from wortlaut.statements.clauses import add_clauses
from wortlaut.statements.decode import TokenStatement
from wortlaut.text.document import read_document


def _document(text: str) -> Document:
    return read_document(Article(source="-", text=text))


def _reported(text: str) -> list[str]:
    document = _document(text)
    found = add_clauses(document, [])
    assert all(STATEMENT_TYPES[s.kind] == "indirect" for s in found)
    return [" ".join(document.tokens[t].text for t in s.tokens) for s in found]


REPORTS = {
    "Die Halle bleibt geschlossen, teilte die Stadt Wenden mit.": "Die Halle bleibt geschlossen",
    "Die Halle bleibt geschlossen, hieß es aus dem Rathaus.": "Die Halle bleibt geschlossen",
    "Die Halle bleibt zu, wie aus der Verwaltung verlautete.": "Die Halle bleibt zu",
    "Die Stadt teilte mit, dass die Halle zu ist.": "dass die Halle zu ist",
    "Offen blieb nichts, und Kolb sagte, dass er gehe.": "dass er gehe",
    "Im Ausschuss wurde festgehalten, dass Geld fehlt.": "dass Geld fehlt",
    "Die Richterin bat den Zeugen, die Mütze abzunehmen.": "die Mütze abzunehmen",
    "Die Stadt schlug vor, den Vertrag zu verlängern.": "den Vertrag zu verlängern",
    "Man bat die, die es betrifft, bald umzuziehen.": "die es betrifft , bald umzuziehen",
    "Viele Eltern fragten, wann die Halle wieder öffnet.": "wann die Halle wieder öffnet",
    "Die Stadt „am Berg“ teilte mit, dass Geld fehlt.": "dass Geld fehlt",
    "Neu gebaut wird demnach erst in drei Jahren.": "Neu gebaut wird erst in drei Jahren",
    "Laut Stadtverwaltung bleibt die Halle bis Ostern zu.": "bleibt die Halle bis Ostern zu",
    "Zum Fest kamen nach Angaben der Polizei 600 Gäste.": "Zum Fest kamen 600 Gäste",
    "Dem Verband zufolge fehlen im Land 300 Hallen.": "fehlen im Land 300 Hallen",
}


@pytest.mark.parametrize("text", REPORTS, ids=range(len(REPORTS)))
def test_a_reporting_clause_reports(text: str) -> None:
    assert _reported(text) == [REPORTS[text]]


def test_a_sentence_that_points_back_reports_the_one_before_it() -> None:
    text = "Die Halle bleibt bis Ostern zu. Das teilte die Stadt am Montag mit."
    assert _reported(text) == ["Die Halle bleibt bis Ostern zu Das"]
    document = _document(text)
    known = TokenStatement([0, 1, 2], STATEMENT_TYPES.index("indirect"), 0, -0.1, -0.1)
    assert add_clauses(document, [known]) == [known]


@pytest.mark.parametrize(
    "text",
    [
        "Die Halle bleibt geschlossen.",
        "Die Bürgermeisterin, Ute Kolb, kritisierte die Pläne.",
        "Die Stadt teilte nicht mit, ob die Halle öffnet.",
        "Die Kinder riefen laut über den Platz und lachten.",
        "Nach drei Stunden war die Halle wieder leer.",
        "Der Hausmeister ging, um die Halle zu schließen.",
        "Das heißt im Ort seit jeher so. Das meint jeder.",
        "„Die Halle bleibt geschlossen, teilte die Stadt mit.“",
        "Ja, so.",
        ".",
    ],
)
def test_other_sentences_report_nothing(text: str) -> None:
    assert _reported(text) == []


def test_a_sentence_in_which_something_is_found_stays_as_it_is() -> None:
    document = _document("Die Stadt teilte mit, dass die Halle zu ist.")
    known = TokenStatement([7, 8], STATEMENT_TYPES.index("indirect"), 0, -0.1, -0.1)
    assert add_clauses(document, [known]) == [known]
