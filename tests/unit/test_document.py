"""Documents: one view a kind, the caller's tokens, and time that grows with size only."""

from __future__ import annotations

import time

import pytest

from wortlaut.errors import RecordError
from wortlaut.records import Article, Paragraph, Quotation, Sentence, Span, Token
from wortlaut.text.document import document_from_tokens, read_document

TEXT = "Kai zu\n\n„Ja“, sagte Ina Kolb.\n\nLesen Sie auch: Kutter"


def test_read_document_holds_every_view() -> None:
    doc = read_document(Article(source="test", text=TEXT))
    assert doc.text == TEXT
    assert doc.tokens[:4] == (
        Token(0, 3, "Kai"),
        Token(4, 6, "zu"),
        Token(8, 9, "„"),
        Token(9, 11, "Ja"),
    )
    assert doc.sentences[:2] == (Sentence(0, 6, 0, 2), Sentence(8, 29, 2, 10))
    assert doc.paragraphs == (Paragraph(0, 6), Paragraph(8, 29), Paragraph(31, 53))
    assert doc.quotations == (Quotation(8, 12),)
    assert [(p.kind, p.spans) for p in doc.paratext] == [("teaser", (Span(31, 53),))]


def test_document_from_tokens_takes_the_callers_cuts() -> None:
    doc = document_from_tokens(
        Article(source="test", text=TEXT), [[(0, 6)], [], [(8, 12), (12, 13)], [(14, 29)]]
    )
    assert [t.text for t in doc.tokens] == ["Kai zu", "„Ja“", ",", "sagte Ina Kolb."]
    assert [(s.first, s.last) for s in doc.sentences] == [(0, 1), (1, 3), (3, 4)]
    assert doc.quotations == (Quotation(8, 12),)
    assert len(doc.paragraphs) == 3


@pytest.mark.parametrize(
    "sentences", [[[(0, 0)]], [[(3, 1)]], [[(0, 3)], [(2, 4)]], [[(50, 99)]], [[(-1, 2)]]]
)
def test_document_from_tokens_refuses_impossible_offsets(
    sentences: list[list[tuple[int, int]]],
) -> None:
    with pytest.raises(RecordError, match=r"token \[.* in sentence .* of 'test'"):
        document_from_tokens(Article(source="test", text=TEXT), sentences)


def test_an_empty_article_is_an_empty_document() -> None:
    doc = read_document(Article(source="test", text=""))
    assert (doc.tokens, doc.sentences, doc.paragraphs, doc.quotations) == ((), (), (), ())


@pytest.mark.parametrize(
    "unit",
    [
        "Das ist ein Wort und ",
        "Er sagte: noch eins; und ",
        "„Wort ",
        "„",
        "Von Ina Kolb\n\n",
        "Lesen Sie auch: Kai\n",
        "Foto: Ina " * 8 + "\n\n",
        "Dr. ",
        "\n",
        "a@b ",
    ],
)
def test_time_grows_with_size_only(unit: str) -> None:
    """Ten times the text must not take a hundred times as long."""

    def seconds(count: int) -> float:
        article = Article(source="test", text=unit * count)
        start = time.process_time()
        read_document(article)
        return time.process_time() - start

    small = min(seconds(300) for _ in range(3))
    large = min(seconds(3_000) for _ in range(3))  # the least of three: others use the core
    assert large < 40 * small + 0.1
