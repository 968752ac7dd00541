"""What a search page was asked: the words, the filters, the order; and links to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, get_args
from urllib.parse import quote_plus

from starlette.datastructures import QueryParams

Filter = Literal[
    "speaker", "actor", "outlet", "type", "since", "until", "kind", "party", "gender", "country"
]
FILTERS: tuple[Filter, ...] = get_args(Filter)
SWITCHES = ("unknown", "once")
PAGE = 20
LAST_PAGE = 500
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it. Empty fields of the form count as not given."""

    q: str = ""
    sort: str = "relevance"
    filters: Mapping[str, str | list[str]] = field(default_factory=dict)
    page: int = 1

    @classmethod
    def of(cls, params: QueryParams) -> Asked:
        """Read the query of an address; values that are too long are cut."""
        filters: dict[str, str | list[str]] = {}
        for name in FILTERS:
            values = [v.strip()[:_LONGEST] for v in params.getlist(name) if v.strip()]
            if values:
                filters[name] = values if name == "type" else values[-1]
        for switch in SWITCHES:
            if params.get(switch, "") not in ("", "0", "false"):
                filters[switch] = "1"
        page = params.get("page", "1")
        return cls(
            params.get("q", "").strip()[:_LONGEST],
            "time" if params.get("sort") == "time" else "relevance",
            filters,
            min(int(page), LAST_PAGE) if page.isdecimal() and int(page) > 0 else 1,
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """The filters as ``Corpus.search`` and ``Corpus.facets`` take them."""
        return {name: True if name in SWITCHES else value for name, value in self.filters.items()}

    def address(self, path: str = "/search", **changes: Any) -> str:
        """The address of the same search with other values; the first page unless said."""
        pairs = {"q": _pair("q", self.q)}
        pairs |= {name: _pair(name, value) for name, value in self.filters.items()}
        pairs["sort"] = _pair("sort", "time" if self.sort == "time" else "")
        pairs |= {name: _pair(name, value) for name, value in changes.items()}
        query = "&".join(pair for pair in pairs.values() if pair)
        return f"{path}?{query}" if query else path

    def has(self, name: str, value: str) -> bool:
        """Whether this value is chosen."""
        chosen = self.filters.get(name)
        return value in chosen if isinstance(chosen, list) else chosen == value

    def toggled(self, name: str, value: str) -> str:
        """The address with this value chosen, or not any more."""
        chosen = self.filters.get(name)
        if name == "type":
            types = [chosen] if isinstance(chosen, str) else list(chosen or ())
            types = [t for t in types if t != value] if value in types else [*types, value]
            return self.address(type=types)
        changes: dict[str, Any] = {name: None if chosen == value else value}
        return self.address(**changes)


def _pair(name: str, value: str | list[str] | None) -> str:
    """``name=value``, once for each of several values; empty for none."""
    if not value:
        return ""
    if isinstance(value, list):
        return "&".join(_pair(name, one) for one in value)
    return f"{name}={_quoted(value)}"


# A page of a search has a hundred addresses made of the same few values.
_quoted = lru_cache(maxsize=1 << 12)(quote_plus)
