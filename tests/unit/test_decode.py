"""Label scores to statements: where bounds are dear, and which nested ones are repeats."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from wortlaut.records import STATEMENT_TYPES
from wortlaut.statements.decode import DecodeConfig, clause_bounds, decode_statements
from wortlaut.tagger.tags import BEGIN, INSIDE, LABELS, LEVELS, label

DIRECT, INDIRECT = STATEMENT_TYPES.index("direct"), STATEMENT_TYPES.index("indirect")
WORDS = ["Kolb", "sagte", ",", "es", "reiche", "nun", "endlich", "."]


def _scores(
    rows: list[tuple[int, range, int]], probability: float = 0.9
) -> npt.NDArray[np.float32]:
    """Log-probabilities with a statement (level, tokens, type) in each of ``rows``."""
    p = np.full((len(WORDS), LEVELS, LABELS), (1 - probability) / (LABELS - 1))
    p[:, :, 0] = probability
    for level, tokens, kind in rows:
        for token in tokens:
            position = BEGIN if token == tokens[0] else INSIDE
            p[token, level, [0, label(position, kind)]] = p[token, level, 1], probability
    return np.log(p).astype(np.float32)


def _decode(scores: npt.NDArray[np.float32], cost: float) -> list[list[int]]:
    config = DecodeConfig(bound_cost=cost)
    (found,) = decode_statements([scores], config, [clause_bounds(WORDS)])
    return [s.tokens for s in found]


def test_clauses_begin_at_marks_and_behind_them() -> None:
    assert np.flatnonzero(clause_bounds(WORDS)).tolist() == [2, 3, 7]


def test_a_bound_within_a_clause_has_its_price() -> None:
    scores = _scores([(0, range(3, 6), INDIRECT)])
    scores[6, 0, [0, label(INSIDE, INDIRECT)]] = np.log([0.6, 0.4])
    assert _decode(scores, 0.0) == [[3, 4, 5]]
    assert _decode(scores, 1.0) == [[3, 4, 5, 6]]
    assert [s.tokens for s in decode_statements([scores], DecodeConfig())[0]] == [[3, 4, 5]]


def test_a_sure_bound_stays() -> None:
    assert _decode(_scores([(0, range(3, 6), INDIRECT)], 0.99), 1.0) == [[3, 4, 5]]


def test_a_nested_copy_is_dropped_and_one_of_another_type_is_kept() -> None:
    outer = (0, range(0, 8), INDIRECT)
    assert len(_decode(_scores([outer, (1, range(0, 8), DIRECT)]), 0.0)) == 1
    assert len(_decode(_scores([outer, (1, range(1, 8), INDIRECT)]), 0.0)) == 1
    assert len(_decode(_scores([outer, (1, range(1, 8), DIRECT)]), 0.0)) == 2


@pytest.mark.parametrize("level", range(LEVELS))
def test_a_type_with_a_bias_is_found_where_it_is_in_doubt_and_no_other_is(level: int) -> None:
    def found(kind: str, config: DecodeConfig) -> list[str]:
        scores = _scores([], 0.999)
        number = STATEMENT_TYPES.index(kind)
        for token in range(3, 7):
            position = BEGIN if token == 3 else INSIDE
            scores[token, level, [0, label(position, number)]] = np.log([0.6, 0.35])
        (statements,) = decode_statements([scores], config)
        assert all(s.tokens == [3, 4, 5, 6] and s.score < 0 for s in statements)
        return [STATEMENT_TYPES[s.kind] for s in statements]

    for kind, config in (
        ("direct", DecodeConfig(direct_bias=2.0)),
        ("reported", DecodeConfig(reported_bias=2.0)),
    ):
        assert found(kind, DecodeConfig()) == []
        assert found(kind, config) == [kind]
        assert found("free_indirect", config) == []
