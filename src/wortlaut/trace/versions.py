"""Versions of one page: what did its statements become.

A page that is fetched again with another text is a new version of its article. Statements of two
versions are paired by their words, not by their place: a statement that only moved is unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wortlaut.records import Analysis, Statement

ChangeKind = Literal["added", "removed", "changed"]
SAME_STATEMENT = 0.5
"""Share of words in common and in order from which two statements are one, changed.

Below it a statement was taken out and another put in. Set on invented pairs
(``tests/unit/test_versions.py``).
"""
_SPEAKER_WEIGHT = 0.05  # between equally similar words the same speaker decides


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a statement from one version to the next.

    ``parts`` says of a changed one what differs: text, type, speaker, addressee.
    """

    kind: ChangeKind
    before: Statement | None
    after: Statement | None
    parts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "parts": list(self.parts),
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a page: the changes in text order, and how many statements stayed."""

    changes: tuple[Change, ...]
    unchanged: int

    def counts(self) -> dict[str, int]:
        """How many were added, removed, changed and left as they were."""
        kinds = [change.kind for change in self.changes]
        found = {k: kinds.count(k) for k in ("added", "removed", "changed")}
        return found | {"unchanged": self.unchanged}


def compare(before: Analysis, after: Analysis) -> Comparison:
    """Pair the statements of two versions and say what changed.

    Equal words are paired first, then by the assignment that shares most words; a pair that
    shares too few is one statement removed and one added.
    """
    pairs = _pairs(before.statements, after.statements)
    matched = {j for _, j in pairs}
    old = dict(pairs)
    changes: list[tuple[int, int, Change]] = []
    unchanged = 0
    for i, statement in enumerate(before.statements):
        if i not in old:
            changes.append((statement.spans[0].start, 0, Change("removed", statement, None)))
            continue
        new = after.statements[old[i]]
        parts = _differences(statement, new)
        if parts:
            changes.append((new.spans[0].start, 1, Change("changed", statement, new, parts)))
        else:
            unchanged += 1
    for j, statement in enumerate(after.statements):
        if j not in matched:
            changes.append((statement.spans[0].start, 2, Change("added", None, statement)))
    ordered = sorted(changes, key=lambda c: c[:2])
    return Comparison(tuple(change for _, _, change in ordered), unchanged)


def _words(statement: Statement) -> list[str]:
    return statement.text.casefold().split()


def _differences(a: Statement, b: Statement) -> tuple[str, ...]:
    found = []
    if a.text.split() != b.text.split():
        found.append("text")
    if a.type != b.type:
        found.append("type")
    if (a.speaker.name or a.speaker.text) != (b.speaker.name or b.speaker.text):
        found.append("speaker")
    if (a.addressee and a.addressee.text) != (b.addressee and b.addressee.text):
        found.append("addressee")
    return tuple(found)


def _pairs(old: Sequence[Statement], new: Sequence[Statement]) -> list[tuple[int, int]]:
    """Indices of statements that are one; equal ones first, in their order."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for j, statement in enumerate(new):
        waiting.setdefault(tuple(_words(statement)), []).append(j)
    pairs: list[tuple[int, int]] = []
    left: list[int] = []
    for i, statement in enumerate(old):
        same = waiting.get(tuple(_words(statement)))
        if same:
            pairs.append((i, same.pop(0)))
        else:
            left.append(i)
    open_ = sorted(j for indices in waiting.values() for j in indices)
    return pairs + _assigned(old, left, new, open_)


def _assigned(
    old: Sequence[Statement], left: list[int], new: Sequence[Statement], open_: list[int]
) -> list[tuple[int, int]]:
    if not left or not open_:
        return []
    import numpy as np
    from rapidfuzz.distance import LCSseq
    from scipy.optimize import linear_sum_assignment

    gain = np.zeros((len(left), len(open_)))
    for row, i in enumerate(left):
        for column, j in enumerate(open_):
            share = LCSseq.normalized_similarity(_words(old[i]), _words(new[j]))
            same_speaker = old[i].speaker.name == new[j].speaker.name
            if share >= SAME_STATEMENT:
                gain[row, column] = share + _SPEAKER_WEIGHT * same_speaker
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(left[r], open_[c]) for r, c in zip(rows, columns, strict=True) if gain[r, c] > 0]
