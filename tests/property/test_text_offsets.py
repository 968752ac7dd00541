"""Whatever the text: offsets cut what they claim, and nothing is lost or counted twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wortlaut.records import Article, Document
from wortlaut.text.document import document_from_tokens, read_document

PIECES = st.sampled_from(
    [
        *"„“”‟\"»«‚‘’‛'›‹`´「」.,:;!?…-–()[]/ \n\t\r\x00\u00a0\u2028\u200f\u202e\u0301",
        *("``", "''", ",,", "\n\n", "\r\n", "...", "--", "👩‍👩‍👧", "🇩🇪", "ß", "Ü", "\ufeff"),
        *("Kolb", "sagte", "Dr.", "z. B.", "3.", "24.12.", "1.000,5", "usw.", "geht's", "Hans'"),
        *("Von Ina Kolb", "Lesen Sie auch: ", "Foto: ", "(dpa)", "Ulm (dpa) - ", "ver.di"),
        *("unsere Website ", "a@b.example", "https://a.example/", "US-", "-frei", "II.", "K."),
    ]
)
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200),
    st.lists(PIECES, max_size=60).map("".join),
    st.lists(PIECES, max_size=60).map(" ".join),
)


def read(text: str) -> Document:
    return read_document(Article(source="test", text=text))


@given(TEXTS)
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    doc = read(text)
    covered = [i for token in doc.tokens for i in range(token.start, token.end)]
    assert covered == [i for i, char in enumerate(text) if not char.isspace()]


@given(TEXTS)
def test_tokens_are_what_their_offsets_cut(text: str) -> None:
    doc = read(text)
    assert all(token.text == text[token.start : token.end] != "" for token in doc.tokens)


@given(TEXTS)
def test_sentences_partition_the_tokens(text: str) -> None:
    doc = read(text)
    indices = [i for sentence in doc.sentences for i in range(sentence.first, sentence.last)]
    assert indices == list(range(len(doc.tokens)))
    for sentence in doc.sentences:
        assert sentence.start == doc.tokens[sentence.first].start
        assert sentence.end == doc.tokens[sentence.last - 1].end


@given(TEXTS)
def test_paragraphs_hold_every_token_and_no_sentence_crosses_one(text: str) -> None:
    doc = read(text)
    ends = [0] + [i for p in doc.paragraphs for i in (p.start, p.end)]
    assert ends == sorted(ends)
    for part in (*doc.tokens, *doc.sentences):
        assert any(p.start <= part.start and part.end <= p.end for p in doc.paragraphs)


@given(TEXTS)
def test_quotations_lie_in_one_paragraph_and_nest_properly(text: str) -> None:
    doc = read(text)
    open_ends: list[int] = []
    before = -1
    for quote in doc.quotations:
        assert quote.start < quote.end
        assert quote.start >= before
        assert any(p.start <= quote.start and quote.end <= p.end for p in doc.paragraphs)
        open_ends = [end for end in open_ends if end > quote.start]
        assert all(quote.end <= end for end in open_ends)
        assert quote.level == len(open_ends)
        open_ends.append(quote.end)
        before = quote.start


@given(TEXTS)
def test_paratext_lies_in_the_text_in_order(text: str) -> None:
    doc = read(text)
    end = 0
    for span in (s for paratext in doc.paratext for s in paratext.spans):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(TEXTS)
def test_a_document_from_its_own_tokens_is_the_same(text: str) -> None:
    doc = read(text)
    sentences = [[(t.start, t.end) for t in doc.tokens[s.first : s.last]] for s in doc.sentences]
    assert document_from_tokens(doc.article, sentences) == doc
