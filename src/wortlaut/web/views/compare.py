"""Two outlets, or two periods, side by side: who gets which share of the voice."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from wortlaut.corpus import Corpus
from wortlaut.corpus.counts import Share, ShareBy
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.errors import UsageError
from wortlaut.web.figure import figure
from wortlaut.web.labels import share_label
from wortlaut.web.messages import said
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, render

router = pages()
BY: tuple[ShareBy, ...] = ("actor", "party", "gender", "country", "kind", "type")
ROWS = 20
_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: an outlet, a period, or both; empty means all."""

    outlet: str = ""
    since: str = ""
    until: str = ""

    @property
    def filters(self) -> dict[str, Any]:
        pairs = {"outlet": self.outlet, "since": self.since, "until": self.until}
        return {name: value.strip() for name, value in pairs.items() if value.strip()}


@dataclass(frozen=True, slots=True)
class Pair:
    """A value on both sides; a side that does not have it is None."""

    value: str
    label: str
    left: Share | None
    right: Share | None

    @property
    def difference(self) -> float:
        """The share on the right less that on the left."""
        left, right = self.left, self.right
        return (right.share if right else 0.0) - (left.share if left else 0.0)


@router.get("/compare")
def compare(
    visit: Reading,
    left: str = "",
    right: str = "",
    left_since: str = "",
    left_until: str = "",
    right_since: str = "",
    right_until: str = "",
    by: ShareBy = "party",
) -> Response:
    """The form, and the comparison where both sides say something."""
    corpus = visit.service.corpus
    one = Side(left, left_since, left_until)
    two = Side(right, right_since, right_until)
    t = visit.t
    pairs: list[Pair] = []
    error = None
    asked = one != two
    if asked:
        try:
            pairs = compared(corpus, by, one, two)
        except UsageError as problem:
            error = said(visit, problem)
    params = {"by": by, "left": left, "right": right}
    params |= {"left_since": left_since, "left_until": left_until}
    params |= {"right_since": right_since, "right_until": right_until}
    title = t("compare.title", by=t(f"facet.{by}"))
    return render(
        visit,
        "compare",
        status=400 if error else 200,
        left=one,
        right=two,
        by=by,
        choices=BY,
        outlets=[o.outlet for o in corpus.outlets() if o.outlet],
        pairs=pairs,
        totals=totals(corpus, one, two) if pairs else (0, 0),
        error=error,
        asked=asked,
        label=lambda pair: share_label(t, by, pair.value, pair.label),
        names=(side_name(visit, one), side_name(visit, two)),
        figure=figure(visit, "compare", title, **params) if pairs else None,
    )


def compared(corpus: Corpus, by: ShareBy, left: Side, right: Side) -> list[Pair]:
    """The values of both sides, those with the largest shares first, unknown last."""
    one, two = (_shares(corpus, by, side, limit=_LOOKED_AT) for side in (left, right))
    if max(len(one), len(two)) > _LOOKED_AT - 1:
        # Thousands speak, few are shown. Those in neither list have so much at most (Fagin's
        # threshold algorithm).
        rest = _least(one) + _least(two)
        among = {*one, *two} - {UNKNOWN}
        one, two = (_shares(corpus, by, side, values=among) for side in (left, right))
        if _both(one, two, _largest(one, two)[-1]) <= rest:
            one, two = (_shares(corpus, by, side) for side in (left, right))
    values = _largest(one, two)
    return [
        Pair(value, (one.get(value) or two[value]).label, one.get(value), two.get(value))
        for value in [*values, UNKNOWN]
        if value in one or value in two
    ]


def _shares(corpus: Corpus, by: ShareBy, side: Side, **which: Any) -> dict[str, Share]:
    return {share.value: share for share in corpus.shares(by, **which, **side.filters)}


def _least(side: dict[str, Share]) -> float:
    return min((s.share for s in side.values() if s.value != UNKNOWN), default=0.0)


def _both(one: dict[str, Share], two: dict[str, Share], value: str) -> float:
    return sum(side[value].share for side in (one, two) if value in side)


def _largest(one: dict[str, Share], two: dict[str, Share]) -> list[str]:
    values = {*one, *two} - {UNKNOWN}
    return heapq.nsmallest(ROWS, values, key=lambda v: (-_both(one, two, v), v))


def totals(corpus: Corpus, left: Side, right: Side) -> tuple[int, int]:
    """How many statements both sides have."""
    one, two = (corpus.search(limit=0, **side.filters).total for side in (left, right))
    return one, two


def side_name(visit: Any, side: Side) -> str:
    """What a side is called: the outlet, the period, or both."""
    t = visit.t
    period = " – ".join(t.day(day) for day in (side.since, side.until) if day)
    if side.since and side.since == side.until:
        period = t.day(side.since)
    return ", ".join(part for part in (side.outlet, period) if part) or t("compare.all")
