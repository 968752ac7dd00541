"""What counting gives: facets of a search, share of voice, a timeline, who is quoted together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from wortlaut.records import ActorKind, Gender

FacetName = Literal[
    "actor",
    "outlet",
    "type",
    "month",
    "year",
    "kind",
    "party",
    "gender",
    "country",
    "unknown",
]
FACETS: tuple[FacetName, ...] = get_args(FacetName)
ShareBy = Literal["actor", "party", "gender", "country", "kind", "outlet", "type"]
SHARE_BY: tuple[ShareBy, ...] = get_args(ShareBy)
Period = Literal["day", "week", "month", "year"]
PERIODS: tuple[Period, ...] = get_args(Period)
#: The value of a timeline's parts that are not among the most frequent.
REST = "rest"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that a search can be narrowed to, and how many statements it would then find.

    ``value`` is what the filter takes (the key of an actor); ``label`` is what to show.
    """

    value: str
    label: str
    count: int
    selected: bool = False

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter, the most frequent first; months and years in order of time.

    ``distinct`` is how many values there are in all, listed or not; ``missing`` counts
    the statements that have none (no date, no outlet, a party that is not known).
    """

    name: FacetName
    values: tuple[FacetValue, ...]
    distinct: int
    missing: int

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self.values)

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "values": [value.to_dict() for value in self.values],
            "distinct": self.distinct,
            "missing": self.missing,
        }


@dataclass(frozen=True, slots=True)
class Facets:
    """How many statements and articles a search finds, and what it could be narrowed to.

    ``facets["party"]`` and ``facets.party`` are the same.
    """

    total: int
    articles: int
    actor: Facet
    outlet: Facet
    type: Facet
    month: Facet
    year: Facet
    kind: Facet
    party: Facet
    gender: Facet
    country: Facet
    unknown: Facet

    def __getitem__(self, name: str) -> Facet:
        if name not in FACETS:
            raise KeyError(name)
        found: Facet = getattr(self, name)
        return found

    def __iter__(self) -> Iterator[Facet]:
        return (self[name] for name in FACETS)

    def to_dict(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "articles": self.articles,
            "facets": {facet.name: facet.to_dict() for facet in self},
        }


@dataclass(frozen=True, slots=True)
class Share:
    """The share of voice of one actor, party, gender, country, kind, outlet or type.

    ``value`` is "unknown" for those of whom it is not known. ``share`` is of all statements that
    were counted; ``other`` are those neither direct nor indirect.
    """

    value: str
    label: str
    statements: int
    articles: int
    direct: int
    indirect: int
    other: int
    share: float

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"share": round(self.share, 4)}


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """One period: its name ("2024-11", "2024-W48"), its first day, and what was counted in it.

    ``parts`` are the statements by value where the timeline is split, in the order of its values.
    """

    period: str
    start: str
    statements: int
    articles: int
    parts: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements over time. ``undated`` counts those of articles without a date.

    ``values`` are those of ``split``, with their counts over all periods and those without a
    date; the least frequent ones are together in "rest".
    """

    by: Period
    split: ShareBy | None
    values: tuple[FacetValue, ...]
    points: tuple[TimelinePoint, ...]
    undated: int

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[TimelinePoint]:
        return iter(self.points)

    def to_dict(self) -> dict[str, Any]:
        return {
            "by": self.by,
            "split": self.split,
            "values": [value.to_dict() for value in self.values],
            "points": [point.to_dict() for point in self.points],
            "undated": self.undated,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row a period, and a value where it is split: what a chart or a table takes."""
        if self.split is None:
            return [
                {"period": p.period, "start": p.start, "statements": p.statements}
                for p in self.points
            ]
        return [
            {
                "period": point.period,
                "start": point.start,
                "value": value.value,
                "label": value.label,
                "statements": point.parts[value.value],
            }
            for point in self.points
            for value in self.values
        ]


@dataclass(frozen=True, slots=True)
class Companion:
    """An actor that is quoted in the same articles as another.

    ``articles`` are those that both take part in, ``statements`` the companion's own in them.
    """

    key: str
    name: str | None
    kind: ActorKind
    wikidata: str | None
    gender: Gender | None
    party: str | None
    country: str | None
    articles: int
    statements: int

    def __str__(self) -> str:
        return self.name or self.key

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet: its articles, its statements, and the first and last day. ``outlet`` is None for
    the articles of which the outlet is not known."""

    outlet: str | None
    articles: int
    statements: int
    first_day: str | None
    last_day: str | None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)
