"""The constructions that are statements by themselves, on documents without any model."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from wortlaut.records import STATEMENT_TYPES, Article, Document, Excerpt, Speaker, Statement
from wortlaut.statements.decode import TokenStatement
from wortlaut.statements.rules import (
    add_missed,
    fill_quotations,
    is_borrowed_headline,
    join_interrupted,
)
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


@pytest.mark.parametrize(
    ("sentence", "carried"),
    [("Er lese gern Zeitung.", True), ("Er lachte sehr laut.", False), ("Er wurde laut.", False)],
)
def test_a_verb_in_e_behind_a_pronoun_is_konjunktiv(sentence: str, carried: bool) -> None:
    document = _document("Kolb sagte, es gehe voran. " + sentence)
    before = TokenStatement([3, 4, 5], STATEMENT_TYPES.index("indirect"), 0, -0.1, -0.1)
    wanted = [("indirect_free_indirect", sentence)] if carried else []
    assert _texts(document, add_missed(document, [before]))[1:] == wanted


def test_pieces_of_a_quotation_become_the_whole_of_it() -> None:
    document = _document("Der Fall werde „ganz besonders sorgfältig“ geprüft, sagte Kolb.")
    pieces = [_between(document, "„", "ganz", "direct"), _between(document, "“", "“", "direct")]
    assert _texts(document, fill_quotations(document, pieces)) == [
        ("direct", "„ganz besonders sorgfältig“")
    ]


@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_what_crosses_the_marks_or_is_no_quotation_keeps_its_bounds(kind: str) -> None:
    document = _document("Der Fall werde „ganz besonders sorgfältig“ geprüft, sagte Kolb.")
    first = "werde" if kind == "direct" else "besonders"
    found = [_between(document, first, "sorgfältig", kind)]
    before = _texts(document, found)
    assert _texts(document, fill_quotations(document, found)) == before


def test_a_quotation_of_two_sentences_is_left_to_the_model() -> None:
    document = _document("Kolb sagte: „Es geht voran. Wir bauen weiter an der Schleuse.“")
    found = [_between(document, "Wir", "Schleuse", "direct")]
    assert _texts(document, fill_quotations(document, found)) == [
        ("direct", "Wir bauen weiter an der Schleuse")
    ]


def test_ich_is_not_carried_on() -> None:
    document = _document("Kolb sagte, es gehe voran. Ich habe das nicht gesehen.")
    before = TokenStatement([3, 4, 5], STATEMENT_TYPES.index("indirect"), 0, -0.1, -0.1)
    assert add_missed(document, [before]) == [before]


def _between(document: Document, first: str, last: str, kind: str) -> TokenStatement:
    words = [t.text for t in document.tokens]
    tokens = list(range(words.index(first), words.index(last) + 1))
    return TokenStatement(tokens, STATEMENT_TYPES.index(kind), 0, -0.1, -0.2)


JOINS = {
    "Sein Land, so Kolb weiter, werde zahlen.": ("Sein Land werde zahlen", "indirect", 1),
    "Das Land zahle, sagte Kolb, dass es reiche.": ("Das zahle dass reiche", "indirect", 2),
    "Es reicht nicht, sagt Kolb, Nein.": ("Es nicht Nein Nein", "reported", 2),
}


@pytest.mark.parametrize("text", JOINS)
def test_a_frame_between_commas_joins_the_halves(text: str) -> None:
    bounds, kind, count = JOINS[text]
    a, b, c, d = bounds.split()
    document = _document(text)
    halves = [_between(document, a, b, kind), _between(document, c, d, kind)]
    wanted = sorted(i for half in halves for i in half.tokens)
    joined = join_interrupted(document, halves)
    assert len(joined) == count
    assert sorted(i for s in joined for i in s.tokens) == wanted


def test_a_headline_is_no_statement_of_somebody_named_below_it() -> None:
    document = _document("Neuer Chef im Klinikum\n\nSeelhof leitet es seit Januar.")
    text = document.text

    def statement(mention: tuple[int, int]) -> Statement:
        quote = Excerpt.cut(text, [(0, 22)])
        speaker = Speaker(mention=Excerpt.cut(text, [mention]))
        return Statement(document.article.id, "indirect", quote.text, quote.spans, speaker=speaker)

    assert is_borrowed_headline(document, statement((24, 31)))
    assert not is_borrowed_headline(document, statement((6, 10)))


def test_a_sentence_in_an_outer_quotation_stays_out_behind_an_inner_one() -> None:
    text = "„Er rief ‚Nein‘. Die Schleuse bleibt geschlossen, so Kolb.“ Der Hafen öffnet, so Kolb."
    document = _document(text)
    assert _texts(document, add_missed(document, [])) == [("indirect", "Der Hafen öffnet")]


def test_many_quotations_and_many_sentences_are_no_product() -> None:
    document = _document("„Ja.“ " + "Die Schleuse ist heute zu. " * 1000)
    many = replace(document, quotations=document.quotations * 60_000)
    begin = time.process_time()
    assert add_missed(many, []) == []
    assert time.process_time() - begin < 1.0  # 60 million comparisons take several seconds
