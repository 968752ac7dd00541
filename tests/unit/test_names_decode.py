"""Names from label scores: what may follow what, bounds of sentences, scores."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.tagger.names import NAME_LABELS, decode_names, encode_names


def scores(*rows: dict[int, float]) -> np.ndarray:
    """Log-probabilities: the labels given, the rest of the mass on no name, little elsewhere."""
    out = np.full((len(rows), NAME_LABELS), 1e-4)
    for row, given_ in zip(out, rows, strict=True):
        for label, p in given_.items():
            row[label] = p
        row[0] = max(1e-4, 1 - sum(given_.values())) if 0 not in given_ else given_[0]
    return np.log(out / out.sum(-1, keepdims=True)).astype(np.float32)


def test_encoding_and_decoding_are_a_round_trip() -> None:
    names = [(0, 2, "person"), (2, 3, "person"), (4, 7, "organisation"), (8, 9, "place")]
    labels = encode_names(10, names)
    assert labels.tolist() == [1, 2, 1, 0, 3, 4, 4, 0, 5, 0]
    found = decode_names(scores(*({int(label): 0.99} for label in labels)))
    assert [n[:3] for n in found] == names
    assert all(n[3] > 0.97 for n in found)


def test_a_name_never_goes_on_where_none_began() -> None:
    found = decode_names(scores({0: 0.99}, {2: 0.6, 1: 0.35}, {0: 0.99}))
    assert [n[:3] for n in found] == [(1, 2, "person")]


def test_a_name_keeps_its_kind() -> None:
    found = decode_names(scores({1: 0.7, 3: 0.3}, {4: 0.9, 2: 0.08}, {4: 0.9, 2: 0.05}))
    assert [n[:3] for n in found] == [(0, 3, "organisation")]


def test_a_name_ends_with_its_sentence() -> None:
    row = scores({1: 0.95}, {2: 0.9, 1: 0.09})
    assert [n[:3] for n in decode_names(row)] == [(0, 2, "person")]
    assert [n[:3] for n in decode_names(row, [0, 1])] == [(0, 1, "person"), (1, 2, "person")]


def test_more_weight_on_no_name_gives_fewer_names() -> None:
    row = scores({1: 0.6}, {0: 0.99}, {3: 0.97})
    assert [n[:2] for n in decode_names(row)] == [(0, 1), (2, 3)]
    assert [n[:2] for n in decode_names(row, outside=2.0)] == [(2, 3)]


def test_nothing_gives_nothing() -> None:
    assert decode_names(np.zeros((0, NAME_LABELS), dtype=np.float32)) == []


def _allowed(labels: tuple[int, ...], firsts: set[int]) -> bool:
    return all(
        label == 0
        or label % 2 == 1
        or (i > 0 and i not in firsts and labels[i - 1] in {label, label - 1})
        for i, label in enumerate(labels)
    )


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.sets(st.integers(0, 3)))
def test_the_sequence_is_the_best_of_all_allowed(seed: int, n: int, firsts: set[int]) -> None:
    row = np.random.default_rng(seed).normal(size=(n, NAME_LABELS)).astype(np.float32)
    best = max(
        (labels for labels in product(range(NAME_LABELS), repeat=n) if _allowed(labels, firsts)),
        key=lambda labels: sum(float(row[i, label]) for i, label in enumerate(labels)),
    )
    spans = [n[:3] for n in decode_names(row, sorted(firsts))]
    assert encode_names(n, spans).tolist() == list(best)
