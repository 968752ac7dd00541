"""What a notebook user and a spaCy user guess, with the shipped model."""

from __future__ import annotations

import pytest

import wortlaut
from wortlaut import Analysis, Article, analyze

TEXT = """Stadtrat beschließt neue Brücke

Wendlingen. Die Brücke werde im Herbst gebaut, sagte Bürgermeisterin Ines Tabor am Montag. \
„Wir haben lange genug gewartet“, sagte sie.
"""


def test_analyze_takes_a_text() -> None:
    analysis = analyze(TEXT)
    assert isinstance(analysis, Analysis)
    assert analysis.article.text == TEXT
    direct = [s for s in analysis.statements if s.type == "direct"]
    assert [s.text for s in direct] == ["„Wir haben lange genug gewartet“"]
    assert direct[0].speaker.name == "Ines Tabor"
    for statement in analysis.statements:
        assert " ".join(span.cut(TEXT) for span in statement.spans) == statement.text


def test_analyze_takes_an_article() -> None:
    article = Article(source="brücke.txt", text=TEXT, outlet="Wendlinger Bote")
    assert analyze(article).article == article
    assert analyze(article) == analyze(article)


def test_a_pipeline_streams_in_order_and_as_one_by_one() -> None:
    articles = [Article(source=f"{n}.txt", text=TEXT * (n % 3 + 1)) for n in range(7)]
    pipeline = wortlaut.Pipeline()
    streamed = list(pipeline.pipe(articles, batch_size=3))
    assert [result.article.id for result in streamed] == [article.id for article in articles]
    for article, result in zip(articles, streamed, strict=True):
        alone = pipeline.analyze(article)
        assert [s.id for s in alone.statements] == [s.id for s in result.statements]
        assert [s.speaker for s in alone.statements] == [s.speaker for s in result.statements]


def test_results_turn_into_dicts_and_back_and_into_rows() -> None:
    analysis = analyze(TEXT)
    assert Analysis.from_dict(analysis.to_dict()).to_dict() == analysis.to_dict()
    rows = analysis.to_rows()
    assert len(rows) == len(analysis.statements) > 0
    assert {row["article_id"] for row in rows} == {analysis.article.id}


def test_the_spacy_component() -> None:
    spacy = pytest.importorskip("spacy", reason="needs the extra wortlaut[spacy]")
    import wortlaut.spacy  # noqa: F401  (an installed package is found by its entry point)

    nlp = spacy.blank("de")
    nlp.add_pipe("wortlaut")
    doc = nlp(TEXT)
    expected = analyze(Article(source="spacy", text=TEXT)).statements
    assert [s.to_dict() for s in doc._.statements] == [s.to_dict() for s in expected]
    assert len(doc.spans["statements"]) == sum(len(s.spans) for s in expected)
    assert [len(d._.statements) for d in nlp.pipe([TEXT, "", TEXT])] == [
        len(expected),
        0,
        len(expected),
    ]
