"""The shapes of answers that are no articles or statements: counts, outlets, jobs, the server."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from wortlaut.api.models import Count, example
from wortlaut.corpus.counts import Period, ShareBy

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

    model_config = example(
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
