"""Which values a comparison shows, without counting all of them."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

import pytest

from wortlaut.corpus.counts import Share
from wortlaut.web.views.compare import ROWS, Side, compared


class Counted:
    """As much of a corpus as a comparison needs: shares by outlet."""

    def __init__(self, sides: dict[str, dict[str, float]]) -> None:
        self._sides = sides

    def shares(
        self,
        by: str,
        *,
        outlet: str,
        limit: int | None = None,
        values: Collection[str] | None = None,
    ) -> list[Share]:
        side = self._sides[outlet]
        wanted = [v for v in side if values is None or v in values]
        shown = sorted(wanted, key=lambda v: -side[v])[:limit]
        rows = [Share(v, v, 1, 1, 0, 0, 1, side[v]) for v in shown]
        return [*rows, Share("unknown", "unknown", 0, 0, 0, 0, 0, 0.0)]


@pytest.mark.parametrize("alike", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_the_largest_of_thousands(seed: int, alike: bool) -> None:
    rng = random.Random(seed)
    sides = {
        outlet: {
            f"{n:04}": 1e-3 if alike else rng.random() ** 9 for n in rng.sample(range(2000), 1000)
        }
        for outlet in ("A", "B")
    }
    corpus: Any = Counted(sides)
    pairs = compared(corpus, "actor", Side("A"), Side("B"))

    def both(value: str) -> float:
        return sum(side.get(value, 0.0) for side in sides.values())

    expected = sorted({*sides["A"], *sides["B"]}, key=lambda v: (-both(v), v))[:ROWS]
    assert [pair.value for pair in pairs] == [*expected, "unknown"]
    for pair in pairs[:-1]:
        assert (pair.left.share if pair.left else 0.0) == sides["A"].get(pair.value, 0.0)
        assert (pair.right.share if pair.right else 0.0) == sides["B"].get(pair.value, 0.0)
