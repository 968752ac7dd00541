"""How sure a resolution is: counts by sort, the narrow one where it was seen often enough."""

from __future__ import annotations

import pytest

from wortlaut.actors import certainty as module
from wortlaut.actors.certainty import SHARES, certainty, sort_of
from wortlaut.records import Actor, ActorKind, Speaker


def speaker(how: str | None, kind: ActorKind = "person", wikidata: str | None = None) -> Speaker:
    return Speaker(actor=Actor("Ute Kolb" if how else None, kind, wikidata), resolved_by=how)


def test_nobody_is_not_certain_at_all() -> None:
    assert certainty(speaker(None, "unknown")) is None
    assert sort_of(speaker(None, "unknown")) == ()


def test_the_narrowest_sort_with_enough_cases_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {
        ("office",): (60, 100),
        ("office", "person"): (38, 38),
        ("office", "person", "linked"): (0, 3),
    }
    monkeypatch.setattr(module, "SHARES", counts)
    assert certainty(speaker("office", "role")) == round(61 / 102, 4)
    assert certainty(speaker("office")) == round(39 / 40, 4)
    assert certainty(speaker("office", wikidata="Q1")) == round(39 / 40, 4)
    assert certainty(speaker("knowledge", wikidata="Q1")) == round(39 / 40, 4)


def test_what_was_never_counted_is_even() -> None:
    assert certainty(speaker("a new way")) == 0.5


def test_the_table_is_one_of_shares() -> None:
    assert SHARES
    assert all(0 <= right <= total and total > 0 for right, total in SHARES.values())
    for sort, (_, total) in SHARES.items():
        assert len(sort) == 1 or total <= SHARES[sort[:-1]][1]


def test_a_name_is_surer_than_a_pronoun_and_a_pronoun_than_a_guess() -> None:
    name, pronoun, carried = (certainty(speaker(h)) for h in ("name", "pronoun", "carried_over"))
    assert name is not None
    assert pronoun is not None
    assert carried is not None
    assert name > pronoun > carried
