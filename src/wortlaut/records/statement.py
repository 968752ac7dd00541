"""A statement, its speaker and the analysis of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from wortlaut.errors import RecordError
from wortlaut.records.article import Article, Paratext, Span, as_spans, check_spans, digest

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
Gender = Literal["female", "male", "other"]
GENDERS: tuple[Gender, ...] = ("female", "male", "other")
ROLES = ("speaker", "cue", "frame", "addressee")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of the article, cut by one or more spans: a cue, a frame, an addressee, a mention."""

    text: str
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise RecordError("an excerpt needs at least one span; a part that is absent is None")
        check_spans(self.spans, f"{self.text!r}")

    @classmethod
    def cut(cls, text: str, spans: Iterable[Sequence[int] | Span]) -> Excerpt:
        """Cut ``spans`` out of ``text``; several stretches are joined by one space."""
        found = as_spans(spans)
        if found and found[-1].end > len(text):
            raise RecordError(f"{found[-1]} reaches past the end of the text ({len(text)})")
        return cls(" ".join(s.cut(text) for s in found), found)

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "spans": [[s.start, s.end] for s in self.spans]}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for. ``name`` is None and ``kind`` unknown where nobody can be named.

    ``wikidata`` is an id ("Q7747") where it is certain. ``gender``, ``party`` (its German short
    name) and ``country`` (ISO 3166-1 alpha-2) are None where they are not known.
    """

    name: str | None = None
    kind: ActorKind = "unknown"
    wikidata: str | None = None
    gender: Gender | None = None
    party: str | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in ACTOR_KINDS:
            raise RecordError(f"{self.kind!r} is not a kind of actor; one of {ACTOR_KINDS}")
        if self.gender is not None and self.gender not in GENDERS:
            raise RecordError(f"{self.gender!r} is not a gender; one of {GENDERS}, or None")

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


UNKNOWN_ACTOR = Actor()


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of a statement: the mention in the text (if any) and who it stands for.

    ``resolved_by`` says how the actor was found (``name``, ``office``, ``pronoun``,
    ``carried_over``, ``knowledge`` …); None where it was not. ``certainty`` is how sure that is,
    0 to 1: the share of such resolutions that were right on held-out articles; None where nobody
    was found. ``on_behalf_of`` is the organisation that a spokesperson speaks for; ``members``
    are the joint speakers of "A und B", empty where one speaks.
    """

    mention: Excerpt | None = None
    actor: Actor = UNKNOWN_ACTOR
    resolved_by: str | None = None
    certainty: float | None = None
    on_behalf_of: Actor | None = None
    members: tuple[Actor, ...] = ()

    def __post_init__(self) -> None:
        if self.certainty is not None and not 0.0 <= self.certainty <= 1.0:
            raise RecordError(f"certainty {self.certainty} is not between 0 and 1")

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
            "certainty": None if self.certainty is None else round(self.certainty, 4),
            "gender": self.actor.gender,
            "party": self.actor.party,
            "country": self.actor.country,
            "on_behalf_of": self.on_behalf_of.to_dict() if self.on_behalf_of else None,
            "members": [a.to_dict() for a in self.members],
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
        check_spans(self.spans, "a statement")
        if not 0.0 <= self.confidence <= 1.0:
            raise RecordError(f"confidence {self.confidence} is not between 0 and 1")
        if not self.id:
            spans = [[s.start, s.end] for s in self.spans]
            object.__setattr__(self, "id", digest("statement", self.article_id, self.type, spans))

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
        from wortlaut.records.shapes import analysis_from_dict

        return analysis_from_dict(data)

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row a statement, ready for ``pandas.DataFrame(analysis.to_rows())``."""
        from wortlaut.records.shapes import statement_row

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
