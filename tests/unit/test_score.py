"""The score on cases small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut.evaluation.score import (
    PARTS,
    Score,
    ScoredStatement,
    pair_statements,
    score_documents,
    token_f1,
)


def tokens(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last))


def statement(
    quote: frozenset[int],
    *,
    type: str = "indirect",
    medium: str = "speech",
    **roles: frozenset[int],
) -> ScoredStatement:
    return ScoredStatement(type, medium, quote, **roles)


def score(*documents: tuple[list[ScoredStatement], list[ScoredStatement]]) -> Score:
    return score_documents(documents)


def test_partial_overlap_counts_tokens() -> None:
    gold = [statement(tokens(0, 10), speaker=tokens(10, 12))]
    predicted = [statement(tokens(5, 10), speaker=tokens(11, 15))]
    result = score((gold, predicted))
    assert (result.message.precision, result.message.recall) == (100, 50)
    assert result.message.f1 == pytest.approx(2 * 100 * 50 / 150)
    assert (result.roles.precision, result.roles.recall) == (25, 50)
    assert result.roles.f1 == pytest.approx(2 * 25 * 50 / 75)
    # joint: precision of 1 and 1/4, recall of 1/2 and 1/2
    assert (result.joint.precision, result.joint.recall) == (62.5, 50)
    assert (result.joint.predicted, result.joint.gold) == (2, 2)


def test_a_part_that_one_side_lacks_costs_the_other_side_only() -> None:
    gold = [statement(tokens(0, 4), cue=tokens(5, 6), addressee=tokens(8, 9))]
    predicted = [statement(tokens(0, 4), cue=tokens(5, 6), frame=tokens(4, 8))]
    result = score((gold, predicted))
    # predicted: cue right, frame wrong; gold: cue found, addressee missed
    assert (result.roles.precision, result.roles.predicted) == (50, 2)
    assert (result.roles.recall, result.roles.gold) == (50, 2)
    assert (result.parts["frame"].predicted, result.parts["frame"].gold) == (1, 0)
    assert (result.parts["addressee"].predicted, result.parts["addressee"].gold) == (0, 1)
    assert (result.parts["speaker"].predicted, result.parts["speaker"].gold) == (0, 0)
    assert result.message.f1 == 100


def test_unpaired_ones_count_zero_for_each_part_they_have() -> None:
    kept = statement(tokens(0, 4), speaker=tokens(4, 5))
    missed = statement(tokens(10, 14), speaker=tokens(14, 15), cue=tokens(15, 16))
    invented = statement(tokens(20, 24), speaker=tokens(24, 25))
    result = score(([kept, missed], [kept, invented]))
    assert (result.pairs, result.gold, result.predicted) == (1, 2, 2)
    assert (result.message.precision, result.message.recall) == (50, 50)
    # roles: predicted speakers 1 and 0; gold speakers 1 and 0, cue 0
    assert result.roles.precision == 50
    assert result.roles.recall == pytest.approx(100 / 3)
    assert result.joint.recall == pytest.approx(100 * 2 / 5)


def test_means_are_pooled_over_documents_not_averaged_by_document() -> None:
    right = statement(tokens(0, 4))
    result = score(
        ([right, statement(tokens(6, 9)), statement(tokens(10, 12))], [right]),
        ([right], [right]),
    )
    assert result.message.recall == 50
    assert result.message.precision == 100


def test_an_empty_document_on_either_side() -> None:
    one = statement(tokens(0, 4))
    assert score(([], [])).joint.f1 == 0
    assert score(([one], [])).message.recall == 0
    only_predicted = score(([], [one]))
    assert (only_predicted.message.precision, only_predicted.message.predicted) == (0, 1)
    assert only_predicted.message.gold == 0
    assert score_documents([], bootstrap=10).documents == 0


def test_pairs_need_a_shared_quote_token() -> None:
    gold = [statement(tokens(0, 4), speaker=tokens(9, 10))]
    predicted = [statement(tokens(4, 8), speaker=tokens(9, 10))]
    assert pair_statements(gold, predicted) == []
    assert score((gold, predicted)).roles.f1 == 0


def test_pairing_maximises_the_sum_not_the_best_single_pair() -> None:
    # Greedy would take gold 0 with predicted 0 (F1 0.89) and leave both others alone.
    gold = [statement(tokens(0, 10)), statement(tokens(0, 4))]
    predicted = [statement(tokens(0, 8)), statement(tokens(4, 10))]
    assert token_f1(gold[0].quote, predicted[0].quote) > token_f1(gold[0].quote, predicted[1].quote)
    assert pair_statements(gold, predicted) == [(0, 1), (1, 0)]


def test_type_and_medium_decide_between_equal_quotes() -> None:
    quote = tokens(0, 4)
    gold = [statement(quote, type="direct"), statement(quote, type="indirect", medium="writing")]
    predicted = [
        statement(quote, type="indirect", medium="speech"),
        statement(quote, type="direct", medium="writing"),
    ]
    assert pair_statements(gold, predicted) == [(0, 1), (1, 0)]
    media = [statement(quote, medium="sw"), statement(quote, medium="st")]
    assert pair_statements(media, media[::-1]) == [(0, 1), (1, 0)]


def test_a_better_quote_outweighs_the_type() -> None:
    gold = [statement(tokens(0, 10), type="direct")]
    predicted = [
        statement(tokens(0, 9), type="direct"),
        statement(tokens(0, 10), type="reported"),
    ]
    assert pair_statements(gold, predicted) == [(0, 1)]


def test_nested_statements_with_one_quote_are_each_paired_with_their_own() -> None:
    quote = tokens(0, 4)
    twins = [statement(quote, speaker=tokens(n, n + 1)) for n in (5, 6, 7)]
    outer = statement(tokens(0, 9), speaker=tokens(9, 10))
    assert score(([outer, *twins], [*twins[::-1], outer])).joint.f1 == 100


def test_token_micro_counts_unpaired_tokens_too() -> None:
    gold = [statement(tokens(0, 8)), statement(tokens(20, 22))]
    predicted = [statement(tokens(4, 8)), statement(tokens(30, 32))]
    micro = score((gold, predicted)).tokens["quote"]
    assert micro.precision == pytest.approx(100 * 4 / 6)
    assert micro.recall == 40
    assert (micro.predicted, micro.gold) == (6, 10)


def test_found_needs_half_the_overlap_and_goes_by_gold_type() -> None:
    gold = [
        statement(tokens(0, 6), type="direct"),
        statement(tokens(10, 16), type="direct"),
        statement(tokens(20, 24), type="reported"),
    ]
    predicted = [
        statement(tokens(0, 2), type="direct"),  # F1 of 4/8: found
        statement(tokens(10, 11), type="direct"),  # F1 of 2/7: paired, not found
        statement(tokens(20, 24), type="indirect"),  # found under another type
    ]
    result = score((gold, predicted))
    assert (result.found["direct"].count, result.found["direct"].total) == (1, 2)
    assert result.found["reported"].percent == 100
    assert (result.found_all.count, result.found_all.total) == (2, 3)


def test_type_f1_looks_at_pairs_only() -> None:
    gold = [
        statement(tokens(0, 4), type="direct"),
        statement(tokens(10, 14), type="direct"),
        statement(tokens(20, 24), type="indirect"),
        statement(tokens(30, 34), type="reported"),
    ]
    predicted = [
        statement(tokens(0, 4), type="direct"),
        statement(tokens(10, 14), type="indirect"),
        statement(tokens(20, 24), type="indirect"),
        statement(tokens(40, 44), type="direct"),
    ]
    result = score((gold, predicted))
    assert (result.types["direct"].precision, result.types["direct"].recall) == (100, 50)
    assert (result.types["indirect"].precision, result.types["indirect"].recall) == (50, 100)
    assert "reported" not in result.types
    assert result.type_f1 == pytest.approx(200 / 3)
    assert result.type_accuracy == pytest.approx(200 / 3)


def test_intervals_enclose_the_figure_and_repeat_with_their_seed() -> None:
    right, wrong = statement(tokens(0, 4)), statement(tokens(2, 12))
    documents = [([right], [right]), ([right], [wrong]), ([right], []), ([right], [right])] * 5
    first = score_documents(documents, bootstrap=200, seed=7)
    low, high = first.intervals["message"]
    assert 0 < low < first.message.f1 < high < 100
    assert score_documents(documents, bootstrap=200, seed=7).intervals == first.intervals
    assert score_documents(documents, bootstrap=200, seed=8).intervals != first.intervals
    assert score_documents(documents).intervals == {}


def test_to_dict_is_plain() -> None:
    import json

    one = statement(tokens(0, 4), type="direct")
    data = json.loads(json.dumps(score(([one], [one])).to_dict()))
    assert data["message"] == {
        "precision": 100.0,
        "recall": 100.0,
        "f1": 100.0,
        "predicted": 1,
        "gold": 1,
    }
    assert data["found"]["all"] == {"percent": 100.0, "count": 1, "total": 1}


def test_from_annotation_takes_every_part() -> None:
    annotation = {"type": "Direct", "medium": "SW"} | {
        part: {"tokenIds": [n, n + 1]} for n, part in enumerate(PARTS)
    }
    made = ScoredStatement.from_annotation(annotation)
    assert [sorted(made.part(p)) for p in PARTS] == [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]]
    assert (made.type, made.medium) == ("Direct", "SW")


few = st.frozensets(st.integers(0, 12), max_size=5)
statements = st.builds(
    ScoredStatement,
    type=st.sampled_from(["direct", "indirect"]),
    medium=st.sampled_from(["speech", "sw"]),
    quote=st.frozensets(st.integers(0, 12), min_size=1, max_size=8),
    speaker=few,
    cue=few,
    frame=few,
    addressee=few,
)
documents = st.lists(
    st.tuples(st.lists(statements, max_size=4), st.lists(statements, max_size=4)), max_size=4
)


@given(documents, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_is_irrelevant(
    pairs: list[tuple[list[ScoredStatement], list[ScoredStatement]]], random: object
) -> None:
    shuffled = [
        (random.sample(g, len(g)), random.sample(p, len(p)))  # type: ignore[attr-defined]
        for g, p in pairs
    ]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score_documents(shuffled) == score_documents(pairs)


@given(st.lists(st.lists(statements, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_gold_as_prediction_is_perfect(gold: list[list[ScoredStatement]]) -> None:
    result = score_documents([(g, g[::-1]) for g in gold])
    assert result.message.f1 == 100
    assert result.joint.f1 == 100
    assert result.found_all.percent == 100
    assert result.type_accuracy == 100
    assert all(result.tokens[p].f1 == 100 for p in PARTS if result.tokens[p].gold)


@given(documents)
@settings(max_examples=60, deadline=None)
def test_figures_stay_between_0_and_100(
    pairs: list[tuple[list[ScoredStatement], list[ScoredStatement]]],
) -> None:
    result = score_documents(pairs)
    for prf in (result.message, result.roles, result.joint, *result.tokens.values()):
        low, high = sorted((prf.precision, prf.recall))
        assert 0 <= low <= high <= 100
        assert low - 1e-9 <= prf.f1 <= high + 1e-9
    assert result.pairs <= min(result.gold, result.predicted)
