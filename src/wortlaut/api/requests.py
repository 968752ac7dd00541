"""The shapes of requests: what clients send, within limits."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from wortlaut.api.models import SpanPair
from wortlaut.corpus.counts import Period, ShareBy
from wortlaut.records import ActorKind, Gender, Medium, StatementType

MOST_URLS = 1_000
MOST_ARTICLES = 10_000
MOST_FILES = 500

Url = Annotated[
    str,
    Field(
        min_length=8,
        max_length=2_000,
        pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s]+$",
        examples=["https://blatt.example/feed.xml"],
    ),
]
Day = Annotated[
    str,
    Field(
        max_length=10,
        pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        description="A day, month or year: 2024-11-28, 2024-11, 2024.",
        examples=["2024-11"],
    ),
]
Author = Annotated[
    str, Field(min_length=1, max_length=100, description="Who says so; kept with the correction.")
]
Note = Annotated[str, Field(max_length=1_000, description="Why; kept with the correction.")]


def _some_words(text: str) -> str:
    if not text.strip():
        raise ValueError("there is nothing in it but white space")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_some_words)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AnalyzeText(_Request):
    """A text to analyse, with what else is known of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "„Es reicht“, sagte Ministerin Anna Kolb.",
                    "outlet": "Halmstedter Bote",
                    "published": "2024-11-28",
                }
            ]
        },
    )
    text: Text
    title: Annotated[str | None, Field(max_length=500)] = None
    url: Url | None = None
    outlet: Annotated[str | None, Field(max_length=200)] = None
    published: Annotated[
        str | None, Field(max_length=40, description="ISO 8601", examples=["2024-11-28"])
    ] = None


class AnalyzeUrl(_Request):
    """A page to fetch and analyse."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"url": "https://blatt.example/bericht"}]}
    )
    url: Url


class NewSpeaker(_Request):
    """Who speaks: an ``actor`` of the corpus (key, Wikidata id, name), or a name and what is known.

    Without either nobody can be named. ``spans`` are the mention in the text; where they are left
    out, a statement that is changed keeps its own.
    """

    actor: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    name: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    kind: ActorKind | None = None
    wikidata: Annotated[str | None, Field(pattern=r"^Q[1-9][0-9]{0,11}$")] = None
    spans: Annotated[list[SpanPair] | None, Field(max_length=50)] = None


_Spans = Annotated[list[SpanPair], Field(min_length=1, max_length=50)]


class ChangeStatement(_Request):
    """What is to be changed; what is left out stays. Null takes a role away."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"type": "indirect", "author": "mk", "note": "no quotation marks"}]
        },
    )
    spans: _Spans | None = None
    type: StatementType | None = None
    medium: Medium | None = None
    speaker: NewSpeaker | None = None
    cue: _Spans | None = None
    frame: _Spans | None = None
    addressee: _Spans | None = None
    author: Author = "api"
    note: Note | None = None


class AddStatement(_Request):
    """A statement that the machine missed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "spans": [[0, 26]],
                    "type": "indirect",
                    "speaker": {"name": "Ines Tabor", "kind": "person", "spans": [[34, 60]]},
                    "cue": [[28, 33]],
                    "author": "mk",
                }
            ]
        },
    )
    spans: _Spans
    type: StatementType
    medium: Medium | None = None
    speaker: NewSpeaker | None = None
    cue: _Spans | None = None
    frame: _Spans | None = None
    addressee: _Spans | None = None
    author: Author = "api"
    note: Note | None = None


class Signed(_Request):
    """Who does it, and why."""

    author: Author = "api"
    note: Note | None = None


class MergeActor(_Request):
    """Another actor that is the same: a key, a Wikidata id, or a name that only one has."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"other": "Q4242", "author": "mk"}]}
    )
    other: Annotated[str, Field(min_length=1, max_length=200)]
    author: Author = "api"


class RenameActor(_Request):
    """Another name, Wikidata id ("none" takes a wrong one away) or kind."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Anna Sorel", "author": "mk"}]}
    )
    name: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    wikidata: Annotated[str | None, Field(max_length=20)] = None
    kind: ActorKind | None = None
    author: Author = "api"


_Ids = Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(max_length=1_000)]


class SplitActor(_Request):
    """Statements of an actor that are somebody else's: a new actor with this name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Jonas Kolb (Landrat)", "articles": ["6a67432a01020304"]}]
        },
    )
    name: Annotated[str, Field(min_length=1, max_length=200)]
    articles: _Ids = []
    statements: _Ids = []
    kind: ActorKind | None = None
    author: Author = "api"


class IngestUrls(_Request):
    """Pages, feeds and sitemaps to fetch; of the latter two what is new since a day, so many."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"urls": ["https://blatt.example/feed.xml"], "limit": 50}]},
    )
    urls: Annotated[list[Url], Field(min_length=1, max_length=MOST_URLS)]
    since: Day | None = None
    limit: Annotated[int | None, Field(ge=1, le=100_000)] = None


class IngestArticles(_Request):
    """Articles in the shape of the JSON contract, each bare or as {"article": …}; other shapes
    that ``wortlaut ingest`` reads from JSON lines do as well."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "articles": [
                        {
                            "text": "„Es reicht“, sagte Ministerin Anna Kolb.",
                            "outlet": "Halmstedter Bote",
                            "published": "2024-11-28",
                        }
                    ]
                }
            ]
        },
    )
    articles: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_ARTICLES)]


class SearchFilters(BaseModel):
    """What narrows a search; the same for statements, facets, shares, timeline and export."""

    model_config = ConfigDict(extra="forbid")

    query: Annotated[
        str | None,
        Field(
            max_length=500,
            description='Words in any form, "words in a row", begin*, OR, -not, title:word.',
        ),
    ] = None
    speaker: Annotated[
        str | None,
        Field(max_length=200, description="Who is named or mentioned so, or has this Wikidata id."),
    ] = None
    type: Annotated[
        list[StatementType], Field(max_length=5, description="One type, or several.")
    ] = []
    outlet: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    since: Day | None = None
    until: Day | None = None
    actor: Annotated[
        str | None,
        Field(min_length=1, max_length=200, description="One actor by key, Wikidata id or name."),
    ] = None
    party: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    gender: Gender | None = None
    country: Annotated[
        str | None, Field(min_length=2, max_length=2, description="ISO 3166-1, as in DE.")
    ] = None
    kind: ActorKind | None = None
    unknown: Annotated[bool, Field(description="Only what nobody can be named for.")] = False
    once: Annotated[
        bool, Field(description="A report that several articles carry counts once.")
    ] = False
    all_versions: Annotated[bool, Field(description="Older versions of pages as well.")] = False

    @property
    def filters(self) -> dict[str, Any]:
        """The arguments of ``Corpus.search`` besides the words."""
        values = {
            name: getattr(self, name) for name in SearchFilters.model_fields if name != "query"
        }
        return values | {"type": tuple(self.type) or None}


class SearchPage(SearchFilters):
    """A search for a page of statements."""

    order: Annotated[
        Literal["relevance", "time"], Field(description="Best first, or newest first.")
    ] = "relevance"
    limit: Annotated[int, Field(ge=1, le=200, description="How many of them at most.")] = 50
    cursor: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=2_000,
            description="`next` of the page before; all else has to be the same.",
        ),
    ] = None


class FacetSearch(SearchFilters):
    """A search whose facets are counted."""

    limit: Annotated[int, Field(ge=0, le=200, description="Values of each facet.")] = 20


class ShareSearch(SearchFilters):
    """A search whose shares of voice are counted."""

    by: ShareBy = "party"
    limit: Annotated[int, Field(ge=1, le=200, description="How many rows at most.")] = 50


class TimelineSearch(SearchFilters):
    """A search that is counted over time."""

    by: Period = "month"
    split: ShareBy | None = None
    limit: Annotated[int, Field(ge=0, le=50, description="Values of a split.")] = 8


class ExportSearch(SearchFilters):
    """A search all of whose statements are written."""

    format: Literal["jsonl", "csv", "gnqa"] = "jsonl"
    order: Literal["relevance", "time"] = "relevance"
