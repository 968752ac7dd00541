"""A chart of a page: where its picture and its table are to be had."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from urllib.parse import urlencode

from wortlaut.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Figure:
    """``address`` is that of the picture (a theme is added), None without the extra ``charts``."""

    title: str
    address: str | None
    table: str


@cache
def has_charts() -> bool:
    """Whether the extra ``charts`` is installed."""
    return all(find_spec(name) for name in ("altair", "vl_convert"))


def figure(visit: Visit, kind: str, title: str, **params: str | None) -> Figure:
    """The figure of this kind (see ``views.figures``) with these parameters."""
    pairs = {name: value for name, value in params.items() if value} | {"lang": visit.language}
    query = urlencode(pairs)
    picture = f"/figures/{kind}.svg?{query}" if has_charts() else None
    return Figure(title, picture, f"/figures/{kind}.csv?{query}")
