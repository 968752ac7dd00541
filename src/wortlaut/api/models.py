"""The shapes of answers: the JSON contract (``docs/reference/json.md``) and what surrounds it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from wortlaut.records import ActorKind, Gender, Medium, StatementType
from wortlaut.records.article import BlockKind

_Place = Annotated[int, Field(ge=0, le=2**53)]
SpanPair = Annotated[
    list[_Place],
    Field(
        min_length=2,
        max_length=2,
        description="[start, end): code points into the text of the article, half open.",
        examples=[[28, 33]],
    ),
]
Count = Annotated[int, Field(ge=0)]
Share01 = Annotated[float, Field(ge=0, le=1)]


def example(**values: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [values]})


# ---------------------------------------------------------------------------------- errors


class ErrorDetail(BaseModel):
    """One value that does not fit: where it stands in the request, and what is wrong."""

    where: list[str | int]
    message: str


class ErrorFacts(BaseModel):
    """``code`` is stable, ``message`` is for people."""

    code: str
    message: str
    details: list[ErrorDetail] | None = None


class Error(BaseModel):
    """The body of every error."""

    model_config = example(
        error={"code": "not_found", "message": "there is no article '6a67432a' in the corpus"}
    )
    error: ErrorFacts


# ------------------------------------------------------------------------- the JSON contract


class Excerpt(BaseModel):
    """Words of the article: a cue, a frame, an addressee."""

    text: str
    spans: list[SpanPair]


class ActorFacts(BaseModel):
    """Who a mention stands for."""

    name: str | None
    kind: ActorKind
    wikidata: str | None
    gender: Gender | None
    party: str | None
    country: str | None


class Speaker(ActorFacts):
    """Who speaks: the mention in the text, and who it stands for."""

    text: str | None
    spans: list[SpanPair]
    resolved_by: str | None
    certainty: Share01 | None
    on_behalf_of: ActorFacts | None
    members: list[ActorFacts]


class Statement(BaseModel):
    """One act of reported speech, thought or writing."""

    id: str
    type: StatementType
    medium: Medium
    text: str
    spans: list[SpanPair]
    speaker: Speaker
    cue: Excerpt | None
    frame: Excerpt | None
    addressee: Excerpt | None
    nested_in: str | None
    confidence: Share01


class Block(BaseModel):
    """What a page marks out: a heading, a block quote, a question …"""

    kind: BlockKind
    span: SpanPair
    speaker: str | None


class Provenance(BaseModel):
    """Where the bytes of an article came from; of a file its name, without folders."""

    container: str | None
    url: str | None
    record: str | None
    captured: str | None
    digest: str | None
    reader: str | None


class Paratext(BaseModel):
    """Stretches of the article that are not the report."""

    kind: str
    spans: list[SpanPair]


class ArticleFacts(BaseModel):
    """An article without its text."""

    id: str
    source: str
    title: str | None
    url: str | None
    outlet: str | None
    authors: list[str]
    published: str | None
    language: str
    kicker: str | None
    subtitle: str | None
    modified: str | None
    section: str | None
    keywords: list[str]
    paywall: bool | None
    provenance: Provenance | None


class ArticleOfHit(ArticleFacts):
    """An article without its text, with what its page marks out."""

    blocks: list[Block]


class Article(ArticleOfHit):
    """An article."""

    text: str
    paratext: list[Paratext]


class Analysis(BaseModel):
    """An article with its statements: one line of ``wortlaut analyze --format jsonl``."""

    article: Article
    statements: list[Statement]


class Analyzed(Analysis):
    """``kept``: "added" or "unchanged" where it was put into the corpus, else null."""

    kept: Literal["added", "unchanged"] | None


# ------------------------------------------------------------------------------ the corpus


class Articles(BaseModel):
    """A page of articles; ``next`` is the cursor of the next one, null on the last."""

    articles: list[ArticleFacts]
    next: str | None


class Version(BaseModel):
    """One version of a page. ``time`` is what orders them; ``latest`` is the one that counts.

    ``corrections`` are the notices in its text that say what was corrected.
    """

    article: ArticleFacts
    time: str
    latest: bool
    statements: Count
    corrections: list[Excerpt]


class Versions(BaseModel):
    """The versions of a page, oldest first."""

    versions: list[Version]


class Participant(ActorFacts):
    """An actor in a statement, as the corpus knows it across articles, with corrections."""

    part: Literal["speaker", "member", "on_behalf_of"]
    key: str


class Hit(BaseModel):
    """A statement that was found, with its context; ``matches`` are the words of the query."""

    article: ArticleOfHit
    statement: Statement
    context: Excerpt
    matches: list[SpanPair]
    score: float
    actors: list[Participant]


class Found(BaseModel):
    """A page of statements; ``next`` is the cursor of the next one, null on the last."""

    total: Count
    next: str | None
    hits: list[Hit]


class Correction(BaseModel):
    """What a person said: when (UTC), who, what; and when and by whom it was taken back.

    ``key`` is that of the actor which a split made. Of a correction of a statement ``article`` and
    ``statement`` are ids, ``before`` and ``after`` the statement as it was; ``applies`` is false
    where another analysis does not have the statement any more.
    """

    model_config = example(
        number=3,
        made="2024-11-28T09:30:00Z",
        author="mk",
        action="merge",
        text="A. Sorel (sorel@6a67432a01020304) is Anna Sorel (Q4242)",
        key=None,
        undone=None,
        undone_by=None,
        article=None,
        statement=None,
        before=None,
        after=None,
        note=None,
        applies=True,
    )
    number: int
    made: str
    author: str
    action: Literal["merge", "split", "rename", "change", "delete", "add"]
    text: str
    key: str | None
    undone: str | None
    undone_by: str | None
    article: str | None
    statement: str | None
    before: Statement | None
    after: Statement | None
    note: str | None
    applies: bool


class Corrections(BaseModel):
    """A page of the log, the latest first."""

    corrections: list[Correction]
    next: str | None


class Corrected(BaseModel):
    """A correction, and the statement as it is now (null where it was taken out)."""

    correction: Correction
    statement: Hit | None


class ActorEntry(ActorFacts):
    """An actor across the articles of the corpus."""

    key: str
    statements: Count
    on_behalf: Count
    articles: Count
    article: str | None
    names: list[str]
    keys: list[str]


class Actors(BaseModel):
    """A page of actors, those with most statements first."""

    actors: list[ActorEntry]
    next: str | None


class CorrectedActor(BaseModel):
    """A correction, and the actor as it is now."""

    correction: Correction
    actor: ActorEntry
