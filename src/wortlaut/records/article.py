"""Spans, and an article with what is read out of it before anything is analysed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Literal

from wortlaut.errors import RecordError

BlockKind = Literal[
    "paragraph", "heading", "quote", "list_item", "caption", "question", "answer", "entry"
]
BLOCK_KINDS: tuple[BlockKind, ...] = (
    "paragraph",
    "heading",
    "quote",
    "list_item",
    "caption",
    "question",
    "answer",
    "entry",
)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest(*parts: object) -> str:
    """The id of what the parts say: 16 hexadecimal digits of their SHA-256."""
    blob = _ENCODER.encode(parts)
    return hashlib.sha256(blob.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, ``[start, end)`` in code points; never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise RecordError(
                f"span [{self.start}, {self.end}) is not a stretch of text; "
                "give offsets with 0 <= start < end"
            )

    def cut(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


def as_spans(value: Iterable[Sequence[int] | Span]) -> tuple[Span, ...]:
    """Pairs of offsets as spans."""
    return tuple(v if isinstance(v, Span) else Span(int(v[0]), int(v[1])) for v in value)


def check_spans(spans: tuple[Span, ...], what: str) -> None:
    """Raise ``RecordError`` where spans overlap or are out of order."""
    for before, after in pairwise(spans):
        if after.start < before.end:
            raise RecordError(f"the spans of {what} overlap or are out of order: {before}, {after}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark, with its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets in the text, and its tokens as ``[first, last)`` token indices."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text between empty lines (or line ends, where a file has no empty lines)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: offsets with the marks included.

    ``level`` is 0 for an outer pair and grows inwards; ``opened`` / ``closed`` are False where
    that mark is missing and the stretch was bounded by its paragraph.
    """

    start: int
    end: int
    level: int = 0
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Paratext:
    """A stretch of the article that is not the report: teaser, byline, appeal, agency …"""

    kind: str
    spans: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "spans": [[s.start, s.end] for s in self.spans]}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article with a function of its own in the page it was read from.

    ``speaker`` is who speaks in it where the page says so: the one who asks in a ``question``,
    the one who answers in an ``answer``. An ``entry`` is one entry of a live ticker.
    """

    kind: BlockKind
    span: Span
    speaker: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in BLOCK_KINDS:
            raise RecordError(f"{self.kind!r} is not a kind of block; one of {BLOCK_KINDS}")

    def to_dict(self) -> dict[str, Any]:
        span = [self.span.start, self.span.end]
        return {"kind": self.kind, "span": span, "speaker": self.speaker}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the bytes of an article came from, so that a statement can be proved later.

    ``container``: the file or archive; ``url``: where it was fetched or captured, after
    redirects; ``record``: the WARC-Record-ID; ``captured``: when, UTC (ISO 8601); ``digest``:
    ``sha256:…`` of the payload; ``reader``: what read it, with versions.
    """

    container: str | None = None
    url: str | None = None
    record: str | None = None
    captured: str | None = None
    digest: str | None = None
    reader: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Article:
    """One published text with its metadata. ``text`` is fixed; every offset points into it.

    ``published`` and ``modified`` are ISO 8601, with a zone where the source gives one.
    ``blocks`` are what the page marks out (headings, block quotes, questions and answers …), in
    order; a plain text has none. ``paywall``: True where the page holds back a part of the
    report, None where that is not known.
    """

    source: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str = "de"
    id: str = ""
    kicker: str | None = None
    subtitle: str | None = None
    modified: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    paywall: bool | None = None
    blocks: tuple[Block, ...] = ()
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        if self.blocks and self.blocks[-1].span.end > len(self.text):
            raise RecordError(f"a block of {self.source} reaches past the end of its text")
        if not self.id:
            object.__setattr__(
                self, "id", digest("article", self.outlet or self.source, self.url, self.text)
            )

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "source": self.source,
            "title": self.title,
            "url": self.url,
            "outlet": self.outlet,
            "authors": list(self.authors),
            "published": self.published,
            "language": self.language,
            "text": self.text,
            "kicker": self.kicker,
            "subtitle": self.subtitle,
            "modified": self.modified,
            "section": self.section,
            "keywords": list(self.keywords),
            "paywall": self.paywall,
            "blocks": [b.to_dict() for b in self.blocks],
            "provenance": self.provenance.to_dict() if self.provenance else None,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """An article read: tokens, sentences, paragraphs, quotations and paratext, all by offset."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    paratext: tuple[Paratext, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text
