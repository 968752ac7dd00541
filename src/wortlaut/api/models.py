"""The shapes of answers: the JSON contract (``docs/reference/json.md``) and what surrounds it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from wortlaut.corpus.counts import Period, ShareBy
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


def _example(**values: Any) -> ConfigDict:
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

    model_config = _example(
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

    model_config = _example(
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


# --------------------------------------------------------------------------------- counting


class FacetValue(BaseModel):
    """A value that a search can be narrowed to, and how many statements it would then find."""

    value: str
    label: str
    count: Count
    selected: bool


class Facet(BaseModel):
    """The values of one filter; ``missing`` counts the statements that have none."""

    name: str
    values: list[FacetValue]
    distinct: Count
    missing: Count


class Facets(BaseModel):
    """How many statements and articles a search finds, and what it could be narrowed to."""

    total: Count
    articles: Count
    facets: dict[str, Facet]


class Share(BaseModel):
    """The share of voice of one value; "unknown" for those of whom it is not known."""

    value: str
    label: str
    statements: Count
    articles: Count
    direct: Count
    indirect: Count
    other: Count
    share: float


class Shares(BaseModel):
    """Share of voice, the most frequent first."""

    by: ShareBy
    shares: list[Share]


class TimelinePoint(BaseModel):
    """One period: its name, its first day, and what was counted in it."""

    period: str
    start: str
    statements: Count
    articles: Count
    parts: dict[str, Count]


class Timeline(BaseModel):
    """Statements over time."""

    by: Period
    split: ShareBy | None
    values: list[FacetValue]
    points: list[TimelinePoint]
    undated: Count


# ---------------------------------------------------------------------------------- outlets


class Fact(BaseModel):
    """A value, who says so, and as of when."""

    value: str
    source: str
    date: str | None
    url: str | None


class Restriction(BaseModel):
    """A legal restriction: where it holds, by which act, since and until when."""

    jurisdiction: str
    measure: str
    act: str
    since: str
    until: str | None
    url: str | None
    checked: str | None


class OutletFacts(BaseModel):
    """What is known of an outlet, each fact with its source."""

    id: str
    name: Fact
    domains: list[str]
    aliases: list[str]
    country: Fact | None
    language: Fact | None
    kind: Fact | None
    owner: Fact | None
    restrictions: list[Restriction]


class OutletEntry(BaseModel):
    """An outlet in the corpus. ``outlet`` is null for articles of which it is not known;
    ``facts`` where nothing is known of it."""

    outlet: str | None
    articles: Count
    statements: Count
    first_day: str | None
    last_day: str | None
    facts: OutletFacts | None


class OutletList(BaseModel):
    """The outlets of the corpus, those with most statements first."""

    outlets: list[OutletEntry]


# ------------------------------------------------------------------------------------- jobs

JobState = Literal["queued", "running", "done", "failed", "stopped"]


class JobFailure(BaseModel):
    """An input that could not be done."""

    input: str
    stage: str
    code: str
    message: str


class Job(BaseModel):
    """An ingest: how far it has come and what became of it.

    ``state`` is "done" also where some inputs failed: ``failed`` counts them, ``failures`` lists
    the first of them. "failed" is a job that came to no end of its own; ``message`` says why.
    """

    model_config = _example(
        id="4bJ2x8Qc",
        kind="urls",
        state="running",
        inputs=2,
        created="2024-11-28T09:30:00Z",
        started="2024-11-28T09:30:00Z",
        ended=None,
        added=12,
        unchanged=3,
        failed=0,
        failures=[],
        message=None,
    )
    id: str
    kind: Literal["urls", "articles", "files"]
    state: JobState
    inputs: Count
    created: str
    started: str | None
    ended: str | None
    added: Count
    unchanged: Count
    failed: Count
    failures: list[JobFailure]
    message: str | None


class Jobs(BaseModel):
    """The jobs that are remembered, the latest first."""

    jobs: list[Job]


# ------------------------------------------------------------------------------------ about


class Health(BaseModel):
    """The server answers and can read its corpus."""

    status: Literal["ok"]


class Licences(BaseModel):
    """Of the code and of the model's weights."""

    code: str
    model: str | None


class CorpusFacts(BaseModel):
    """What is in the corpus."""

    articles: Count
    statements: Count
    failures: Count
    older_versions: Count
    copies: Count
    outlets: Count
    speakers: Count
    first_day: str | None
    last_day: str | None
    types: dict[str, Count]
    schema_version: int


class About(BaseModel):
    """Versions, the model's card with its measured scores and limits, licences, the corpus."""

    version: str
    api: str
    python: str
    libraries: dict[str, str | None]
    licences: Licences
    model: dict[str, Any] | None
    corpus: CorpusFacts
    writing: Literal["open", "token"]
    reading: Literal["open", "token"]
