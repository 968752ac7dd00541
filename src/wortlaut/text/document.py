"""An article read: tokens, sentences, paragraphs, quotations and paratext in one record."""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.errors import RecordError
from wortlaut.records import Article, Document, Paragraph, Sentence, Token
from wortlaut.text.paragraphs import layout
from wortlaut.text.paratext import find_paratext
from wortlaut.text.quotation import find_quotations
from wortlaut.text.sentences import sentence_spans
from wortlaut.text.tokens import token_spans

Offsets = tuple[int, int]


def read_document(article: Article) -> Document:
    """Read ``article``: its text is never altered, everything else is a view with offsets.

    >>> doc = read_document(Article(source="-", text="Rat sagt Ja\\n\\n„Gut so“, sagte Kolb."))
    >>> [doc.text[s.start:s.end] for s in doc.sentences]
    ['Rat sagt Ja', '„Gut so“, sagte Kolb.']
    """
    text = article.text
    lines = layout(text, wrapped=False if article.blocks else None)
    tokens = token_spans(text)
    flat = [line for paragraph in lines for line in paragraph]
    return _document(article, tokens, sentence_spans(text, tokens, flat), lines)


def document_from_tokens(article: Article, sentences: Sequence[Sequence[Offsets]]) -> Document:
    """The same, with the tokens (offsets, by sentence) that the caller has: gold data, say.

    Paragraphs, quotations and paratext are read from the text as always. Raises ``RecordError``
    where a token is empty, leaves the text or overlaps the one before it.
    """
    tokens: list[Offsets] = []
    spans: list[tuple[int, int]] = []
    end = 0
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for a, b in sentence:
            if not end <= a < b <= len(article.text):
                raise RecordError(
                    f"token [{a}, {b}) in sentence {number} of {article.source!r} is empty, "
                    f"overlaps the token before it (which ends at {end}) or leaves the text "
                    f"({len(article.text)} characters); give tokens in order of their offsets"
                )
            tokens.append((a, b))
            end = b
        if len(tokens) > first:
            spans.append((first, len(tokens)))
    lines = layout(article.text, wrapped=False if article.blocks else None)
    return _document(article, tokens, spans, lines)


def _document(
    article: Article,
    tokens: Sequence[Offsets],
    sentences: Sequence[tuple[int, int]],
    lines: Sequence[Sequence[Offsets]],
) -> Document:
    text = article.text
    paragraphs = [(paragraph[0][0], paragraph[-1][1]) for paragraph in lines]
    quotations = find_quotations(text, paragraphs)
    return Document(
        article=article,
        tokens=tuple(Token(a, b, text[a:b]) for a, b in tokens),
        sentences=tuple(
            Sentence(tokens[first][0], tokens[last - 1][1], first, last)
            for first, last in sentences
        ),
        paragraphs=tuple(Paragraph(a, b) for a, b in paragraphs),
        quotations=quotations,
        paratext=find_paratext(
            text, paragraphs, quotations, authors=article.authors, blocks=article.blocks
        ),
    )
