"""The records that everything else passes around.

All are frozen and slotted. Offsets are code points into ``Article.text``, half open, and are
checked when a record is made. ``to_dict`` gives the shape of the JSON contract
(``docs/reference/json.md``), ``from_dict`` reads it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from wortlaut.errors import RecordError

StatementType = Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
STATEMENT_TYPES: tuple[StatementType, ...] = (
    "direct",
    "indirect",
    "reported",
    "free_indirect",
    "indirect_free_indirect",
)
Medium = Literal["speech", "writing", "thought", "sw", "st", "tw", "none"]
MEDIA: tuple[Medium, ...] = ("speech", "writing", "thought", "sw", "st", "tw", "none")
ActorKind = Literal["person", "organisation", "group", "role", "document", "unknown"]
ACTOR_KINDS: tuple[ActorKind, ...] = (
    "person",
    "organisation",
    "group",
    "role",
    "document",
    "unknown",
)
ROLES = ("speaker", "cue", "frame", "addressee")


def _digest(*parts: object) -> str:
    blob = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
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


def _spans(value: Iterable[Sequence[int] | Span]) -> tuple[Span, ...]:
    return tuple(v if isinstance(v, Span) else Span(int(v[0]), int(v[1])) for v in value)


def _check_spans(spans: tuple[Span, ...], what: str) -> None:
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
class Article:
    """One published text with its metadata. ``text`` is fixed; every offset points into it."""

    source: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str = "de"
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(
                self, "id", _digest("article", self.outlet or self.source, self.url, self.text)
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


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of the article, cut by one or more spans: a cue, a frame, an addressee, a mention."""

    text: str
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise RecordError("an excerpt needs at least one span; a part that is absent is None")
        _check_spans(self.spans, f"{self.text!r}")

    @classmethod
    def cut(cls, text: str, spans: Iterable[Sequence[int] | Span]) -> Excerpt:
        """Cut ``spans`` out of ``text``; several stretches are joined by one space."""
        found = _spans(spans)
        if found and found[-1].end > len(text):
            raise RecordError(f"{found[-1]} reaches past the end of the text ({len(text)})")
        return cls(" ".join(s.cut(text) for s in found), found)

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "spans": [[s.start, s.end] for s in self.spans]}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for. ``name`` is None and ``kind`` unknown where nobody can be named."""

    name: str | None = None
    kind: ActorKind = "unknown"
    wikidata: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in ACTOR_KINDS:
            raise RecordError(f"{self.kind!r} is not a kind of actor; one of {ACTOR_KINDS}")


UNKNOWN_ACTOR = Actor()


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of a statement: the mention in the text (if any) and who it stands for.

    ``resolved_by`` says how the actor was found (``name``, ``role``, ``pronoun``,
    ``carried_over`` …); None where it was not.
    """

    mention: Excerpt | None = None
    actor: Actor = UNKNOWN_ACTOR
    resolved_by: str | None = None

    @property
    def text(self) -> str | None:
        return self.mention.text if self.mention else None

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.mention.spans if self.mention else ()

    @property
    def name(self) -> str | None:
        return self.actor.name

    @property
    def kind(self) -> ActorKind:
        return self.actor.kind

    @property
    def wikidata(self) -> str | None:
        return self.actor.wikidata

    def __str__(self) -> str:
        return self.name or self.text or "unknown"

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "spans": [[s.start, s.end] for s in self.spans],
            "name": self.name,
            "kind": self.kind,
            "wikidata": self.wikidata,
            "resolved_by": self.resolved_by,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of reported speech, thought or writing."""

    article_id: str
    type: StatementType
    text: str
    spans: tuple[Span, ...]
    medium: Medium = "speech"
    speaker: Speaker = field(default_factory=Speaker)
    cue: Excerpt | None = None
    frame: Excerpt | None = None
    addressee: Excerpt | None = None
    nested_in: str | None = None
    confidence: float = 1.0
    id: str = ""

    def __post_init__(self) -> None:
        if self.type not in STATEMENT_TYPES:
            raise RecordError(f"{self.type!r} is not a statement type; one of {STATEMENT_TYPES}")
        if self.medium not in MEDIA:
            raise RecordError(f"{self.medium!r} is not a medium; one of {MEDIA}")
        if not self.spans:
            raise RecordError("a statement needs at least one quote span")
        _check_spans(self.spans, "a statement")
        if not 0.0 <= self.confidence <= 1.0:
            raise RecordError(f"confidence {self.confidence} is not between 0 and 1")
        if not self.id:
            spans = [[s.start, s.end] for s in self.spans]
            object.__setattr__(self, "id", _digest("statement", self.article_id, self.type, spans))

    def __str__(self) -> str:
        return f"{self.speaker}: {self.text} ({self.type})"

    def with_speaker(self, speaker: Speaker) -> Statement:
        """The same statement (and id) with another speaker."""
        return replace(self, speaker=speaker)

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "type": self.type,
            "medium": self.medium,
            "text": self.text,
            "spans": [[s.start, s.end] for s in self.spans],
            "speaker": self.speaker.to_dict(),
            "cue": self.cue.to_dict() if self.cue else None,
            "frame": self.frame.to_dict() if self.frame else None,
            "addressee": self.addressee.to_dict() if self.addressee else None,
            "nested_in": self.nested_in,
            "confidence": round(self.confidence, 4),
        }


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the pipeline makes of one article: the article, its paratext and its statements."""

    article: Article
    statements: tuple[Statement, ...]
    paratext: tuple[Paratext, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON contract: one of these is one line of ``--format jsonl``."""
        article = self.article.to_dict() | {"paratext": [p.to_dict() for p in self.paratext]}
        return {"article": article, "statements": [s.to_dict() for s in self.statements]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Analysis:
        """Read what ``to_dict`` wrote; offsets are checked against the text."""
        return _analysis_from_dict(data)

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row a statement, ready for ``pandas.DataFrame(analysis.to_rows())``."""
        return [statement_row(self.article, s) for s in self.statements]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be done: where, at which stage, and why. Never lost silently."""

    input: str
    stage: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.input}: {self.stage}: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        return {
            "input": self.input,
            "stage": self.stage,
            "code": self.code,
            "message": self.message,
        }


def statement_row(article: Article, statement: Statement) -> dict[str, Any]:
    """A statement as one flat row (CSV, data frames): no nested values, None for absent parts."""
    return {
        "article_id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "statement_id": statement.id,
        "type": statement.type,
        "medium": statement.medium,
        "text": statement.text,
        "start": statement.spans[0].start,
        "end": statement.spans[-1].end,
        "spans": ";".join(f"{s.start}-{s.end}" for s in statement.spans),
        "speaker": statement.speaker.name,
        "speaker_mention": statement.speaker.text,
        "speaker_kind": statement.speaker.kind,
        "speaker_wikidata": statement.speaker.wikidata,
        "resolved_by": statement.speaker.resolved_by,
        "cue": statement.cue.text if statement.cue else None,
        "frame": statement.frame.text if statement.frame else None,
        "addressee": statement.addressee.text if statement.addressee else None,
        "nested_in": statement.nested_in,
        "confidence": round(statement.confidence, 4),
    }


def _excerpt_from_dict(text: str, data: Mapping[str, Any] | None) -> Excerpt | None:
    if not data or not data.get("spans"):
        return None
    return Excerpt.cut(text, data["spans"])


def _statement_from_dict(article: Article, data: Mapping[str, Any]) -> Statement:
    text = article.text
    speaker = data.get("speaker") or {}
    quote = Excerpt.cut(text, data["spans"])
    return Statement(
        article_id=article.id,
        type=data["type"],
        medium=data.get("medium", "speech"),
        text=quote.text,
        spans=quote.spans,
        speaker=Speaker(
            mention=_excerpt_from_dict(text, speaker),
            actor=Actor(
                name=speaker.get("name"),
                kind=speaker.get("kind", "unknown"),
                wikidata=speaker.get("wikidata"),
            ),
            resolved_by=speaker.get("resolved_by"),
        ),
        cue=_excerpt_from_dict(text, data.get("cue")),
        frame=_excerpt_from_dict(text, data.get("frame")),
        addressee=_excerpt_from_dict(text, data.get("addressee")),
        nested_in=data.get("nested_in"),
        confidence=data.get("confidence", 1.0),
        id=data.get("id", ""),
    )


def _analysis_from_dict(data: Mapping[str, Any]) -> Analysis:
    try:
        fields = dict(data["article"])
        paratext = tuple(
            Paratext(p["kind"], _spans(p["spans"])) for p in fields.pop("paratext", ())
        )
        fields["authors"] = tuple(fields.get("authors", ()))
        article = Article(**fields)
        statements = tuple(_statement_from_dict(article, s) for s in data["statements"])
    except (KeyError, TypeError, IndexError) as error:
        raise RecordError(
            f"this is not an analysed article ({type(error).__name__}: {error}); "
            "expected the shape of `wortlaut analyze --format jsonl`"
        ) from error
    return Analysis(article=article, statements=statements, paratext=paratext)
