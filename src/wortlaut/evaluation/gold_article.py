"""Annotated articles: gold statements by offset, and their form as gold documents.

All offsets are code points, half open, into ``GoldArticle.text``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wortlaut.records import (
    ROLES,
    ActorKind,
    Article,
    Medium,
    Paratext,
    Span,
    StatementType,
)
from wortlaut.text.document import read_document

#: The parts of a statement that have spans.
PARTS = ("quote", *ROLES)


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as its annotator marked it: the spans of its parts, and who speaks.

    ``name`` is the canonical speaker, None where nobody can be named; ``speaker`` may be empty
    although ``name`` is known: the text then carries the speaker on without a mention.
    """

    number: int
    type: StatementType
    medium: Medium = "speech"
    nested: bool = False
    quote: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    name: str | None = None
    kind: ActorKind = "unknown"
    aliases: tuple[str, ...] = ()

    def spans(self, part: str) -> tuple[Span, ...]:
        """The spans of ``quote`` or of one of the four roles, by name."""
        if part not in PARTS:
            raise KeyError(part)
        spans: tuple[Span, ...] = getattr(self, part)
        return spans


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article: plain text, statements and paratext by offset into it."""

    id: str
    text: str
    date: str | None = None
    style: str | None = None
    title: str | None = None
    statements: tuple[GoldStatement, ...] = ()
    paratext: tuple[Paratext, ...] = ()

    def to_article(self) -> Article:
        """The bare article, as the pipeline gets it; its ``source`` is the gold id."""
        return Article(
            source=self.id, id=self.id, text=self.text, title=self.title, published=self.date
        )


#: How gold documents spell types and media.
TYPE_LABELS: dict[StatementType, str] = {
    "direct": "Direct",
    "indirect": "Indirect",
    "reported": "Reported",
    "free_indirect": "FreeIndirect",
    "indirect_free_indirect": "IndirectFreeIndirect",
}
MEDIUM_LABELS: dict[Medium, str] = {
    "speech": "Speech",
    "writing": "Writing",
    "thought": "Thought",
    "sw": "SW",
    "st": "ST",
    "tw": "TW",
    "none": "none",
}


def to_gold_document(article: GoldArticle) -> dict[str, Any]:
    """The article as a gold document: tokens, sentences and annotations by token number.

    The shape is that of the German news quotation attribution data (Petersen-Frey and Biemann,
    LREC-COLING 2024). A token belongs to a span when it overlaps it; neighbouring tokens make
    one span. ``begin`` / ``end`` count tokens, ``charBegin`` / ``charEnd`` code points, half open.
    """
    document = _tokens_and_sentences(article)
    tokens: list[dict[str, Any]] = document["tokens"]
    ids = [{part: _token_ids(tokens, s.spans(part)) for part in PARTS} for s in article.statements]
    annotations = [
        {part: _part(article.text, tokens, ids[i][part]) for part in PARTS}
        | {
            "id": i,
            "type": TYPE_LABELS[s.type],
            "medium": MEDIUM_LABELS[s.medium],
            "isNested": s.nested,
            "hasNested": any(
                other.nested and j != i and _holds(ids[i]["quote"], ids[j]["quote"], s.nested)
                for j, other in enumerate(article.statements)
            ),
        }
        for i, s in enumerate(article.statements)
    ]
    return {
        "documentName": article.id,
        "originalText": article.text,
        **document,
        "annotations": annotations,
    }


def _holds(outer: Sequence[int], inner: Sequence[int], outer_nested: bool) -> bool:
    if not inner or not set(inner) <= set(outer):
        return False
    return len(inner) < len(outer) or not outer_nested


def _tokens_and_sentences(article: GoldArticle) -> dict[str, Any]:
    document = read_document(article.to_article())
    text = article.text
    tokens: list[dict[str, Any]] = []
    sentences: list[dict[str, Any]] = []
    for number, sentence in enumerate(document.sentences):
        members = document.tokens[sentence.first : sentence.last]
        sentences.append(
            {
                "id": number,
                "begin": sentence.first,
                "end": sentence.last,
                "charBegin": sentence.start,
                "charEnd": sentence.end,
                "text": text[sentence.start : sentence.end],
                "tokenIds": list(range(sentence.first, sentence.last)),
                "tokens": [t.text for t in members],
            }
        )
        tokens += [
            {
                "id": sentence.first + i,
                "sentence": number + 1,
                "word": i + 1,
                "text": t.text,
                "charBegin": t.start,
                "charEnd": t.end,
            }
            for i, t in enumerate(members)
        ]
    return {"tokens": tokens, "sentences": sentences}


def _token_ids(tokens: Sequence[dict[str, Any]], spans: Iterable[Span]) -> list[int]:
    found: set[int] = set()
    for span in spans:
        first = bisect_right(tokens, span.start, key=lambda t: t["charEnd"])
        last = bisect_left(tokens, span.end, key=lambda t: t["charBegin"])
        found.update(range(first, last))
    return sorted(found)


def _part(text: str, tokens: Sequence[dict[str, Any]], ids: Sequence[int]) -> dict[str, Any]:
    runs: list[list[int]] = []
    for i in ids:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = [
        {
            "begin": run[0],
            "end": run[-1] + 1,
            "charBegin": tokens[run[0]]["charBegin"],
            "charEnd": tokens[run[-1]]["charEnd"],
        }
        for run in runs
    ]
    cut = " ".join(text[s["charBegin"] : s["charEnd"]] for s in spans)
    return {"spans": spans, "text": cut, "tokenIds": list(ids)}
