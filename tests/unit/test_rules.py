"""The constructions that are statements by themselves, on documents without any model."""

from __future__ import annotations

import pytest

from wortlaut.records import STATEMENT_TYPES, Article, Document
from wortlaut.statements.decode import TokenStatement
from wortlaut.statements.rules import add_missed
from wortlaut.text.document import read_document


def _document(text: str) -> Document:
    return read_document(Article(source="-", text=text))


def _texts(document: Document, found: list[TokenStatement]) -> list[tuple[str, str]]:
    return [
        (
            STATEMENT_TYPES[s.kind],
            document.text[document.tokens[s.tokens[0]].start : document.tokens[s.tokens[-1]].end],
        )
        for s in found
    ]


def test_a_clause_with_so_and_a_name_behind_it_is_reported() -> None:
    document = _document("Die Schleuse bleibt bis Ostern geschlossen, so Hafenmeister Kolb.")
    assert _texts(document, add_missed(document, [])) == [
        ("indirect", "Die Schleuse bleibt bis Ostern geschlossen")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Die Schleuse bleibt geschlossen, so lange es regnet.",
        "Es war laut, so laut, dass Kolb ging.",
        "Die Schleuse bleibt geschlossen.",
        "„Die Schleuse bleibt geschlossen, so Kolb.“",
    ],
)
def test_other_uses_of_so_report_nothing(text: str) -> None:
    document = _document(text)
    assert add_missed(document, []) == []


def test_konjunktiv_carries_a_statement_of_its_paragraph_on() -> None:
    document = _document("Kolb sagte, es gehe voran. Die Lage stabilisiere sich langsam.")
    before = TokenStatement([3, 4, 5], STATEMENT_TYPES.index("indirect"), 0, -0.1, -0.1)
    assert _texts(document, add_missed(document, [before]))[1:] == [
        ("indirect_free_indirect", "Die Lage stabilisiere sich langsam.")
    ]
    assert add_missed(document, []) == []  # nothing before it, nothing to carry on
    apart = _document("Kolb sagte, es gehe voran.\n\nDie Lage stabilisiere sich langsam.")
    assert _texts(apart, add_missed(apart, [before])) == _texts(apart, [before])


def test_ich_is_not_carried_on() -> None:
    document = _document("Kolb sagte, es gehe voran. Ich habe das nicht gesehen.")
    before = TokenStatement([3, 4, 5], STATEMENT_TYPES.index("indirect"), 0, -0.1, -0.1)
    assert add_missed(document, [before]) == [before]
