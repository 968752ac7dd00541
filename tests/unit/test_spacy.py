"""The spaCy component, with a pipeline of the test's own in place of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from wortlaut.errors import SourceError, WortlautError
from wortlaut.records import Analysis, Article, Excerpt, Failure, Speaker, Statement

spacy = pytest.importorskip("spacy", reason="needs the extra wortlaut[spacy]")

from wortlaut.spacy import StatementComponent  # noqa: E402  (needs spaCy)

ONE = "Am Montag:  „Der Deich hält“, sagte Wiebke Ohms."
TWO = "„Es reicht“, so Ohms, „und zwar jetzt.“ Dann ging sie."
QUOTE = re.compile("„[^“]*“")


class QuotesAlone:
    """Every stretch in quotation marks is of one direct statement; Ohms said it."""

    def __init__(self) -> None:
        self.batch_sizes: list[int] = []

    def analyze(self, article: Article) -> Analysis:
        if "kaputt" in article.text:
            raise SourceError(f"{article.source}: kaputt")
        spans = [m.span() for m in QUOTE.finditer(article.text)]
        if not spans:
            return Analysis(article, ())
        quote = Excerpt.cut(article.text, spans)
        where = article.text.index("Ohms")
        speaker = Speaker(Excerpt.cut(article.text, [(where, where + 4)]))
        statement = Statement(article.id, "direct", quote.text, quote.spans, speaker=speaker)
        return Analysis(article, (statement,))

    def pipe(self, articles: Iterable[Article], *, batch_size: int) -> Iterator[Analysis | Failure]:
        self.batch_sizes.append(batch_size)
        for article in articles:
            try:
                yield self.analyze(article)
            except SourceError as error:
                yield Failure(article.source, "analyze", error.code, str(error))


@pytest.fixture
def component() -> StatementComponent:
    return StatementComponent(QuotesAlone(), batch_size=2)


@pytest.fixture
def nlp(component: StatementComponent):
    from spacy.language import Language

    Language.factory("quotes_alone", func=lambda nlp, name: component)
    nlp = spacy.blank("de")
    nlp.add_pipe("quotes_alone")
    return nlp


def test_statements_are_records_with_offsets_into_the_text(nlp) -> None:
    doc = nlp(ONE)
    (statement,) = doc._.statements
    assert isinstance(statement, Statement)
    assert statement.text == "„Der Deich hält“"
    assert statement.spans[0].cut(doc.text) == statement.text
    assert statement.speaker.text == "Ohms"


def test_spans_are_labelled_by_type_and_linked_by_id(nlp) -> None:
    doc = nlp(TWO)
    (statement,) = doc._.statements
    spans = list(doc.spans["statements"])
    assert [span.text for span in spans] == ["„Es reicht“", "„und zwar jetzt.“"]
    assert {span.label_ for span in spans} == {"direct"}
    assert {span.id_ for span in spans} == {statement.id}


def test_spans_widen_to_whole_tokens() -> None:
    class InsideAWord(QuotesAlone):
        def analyze(self, article: Article) -> Analysis:
            quote = Excerpt.cut(article.text, [(14, 20)])
            return Analysis(article, (Statement(article.id, "indirect", quote.text, quote.spans),))

    doc = StatementComponent(InsideAWord())(spacy.blank("de")("Sie lobt die Wasserwirtschaft."))
    assert doc._.statements[0].text == "asserw"
    assert doc.spans["statements"][0].text == "Wasserwirtschaft"


def test_pipe_keeps_the_order_and_the_documents_without_text(nlp) -> None:
    texts = [ONE, "", "Nichts gesagt.", " \n", TWO, ONE]
    docs = list(nlp.pipe(texts, batch_size=4))
    assert [doc.text for doc in docs] == texts
    assert [len(doc._.statements) for doc in docs] == [1, 0, 0, 0, 1, 1]
    assert all("statements" in doc.spans for doc in docs)


def test_pipe_hands_on_its_own_batch_size(nlp, component: StatementComponent) -> None:
    list(nlp.pipe([ONE] * 5, batch_size=3))
    assert component.pipeline.batch_sizes == [2, 2]


def test_one_by_one_and_in_a_stream_are_the_same(nlp) -> None:
    for doc in nlp.pipe([ONE, TWO]):
        assert doc._.statements == nlp(doc.text)._.statements


@pytest.mark.parametrize("call", [lambda nlp, t: nlp(t), lambda nlp, t: list(nlp.pipe([ONE, t]))])
def test_what_cannot_be_analysed_raises(nlp, call) -> None:
    with pytest.raises(WortlautError, match="kaputt"):
        call(nlp, "kaputt")


def test_an_error_handler_takes_what_cannot_be_analysed(nlp) -> None:
    seen = []
    nlp.set_error_handler(lambda name, proc, docs, error: seen.append((docs[0].text, str(error))))
    docs = list(nlp.pipe([ONE, "kaputt", TWO]))
    assert [doc.text for doc in docs] == [ONE, TWO]
    assert [text for text, _ in seen] == ["kaputt"]
    assert "analyze" in seen[0][1]


def test_statements_survive_bytes(nlp) -> None:
    from spacy.tokens import Doc

    doc = nlp(TWO)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert back._.statements == doc._.statements
    assert [s.text for s in back.spans["statements"]] == [s.text for s in doc.spans["statements"]]


def test_a_document_that_was_not_analysed_has_no_statements() -> None:
    assert spacy.blank("de")(ONE)._.statements == []
