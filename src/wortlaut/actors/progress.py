"""What naming knows at some point of the article: what it has read, and who has spoken so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from wortlaut.actors.index import Index
from wortlaut.actors.traces import Referent
from wortlaut.records import Statement

_LOOK_BACK = 60
"""A short form takes up one of that many speakers before it."""


@dataclass(slots=True)
class Progress:
    """The state of one pass over one article. ``last`` is the speaker of the last statement that
    is not nested, with that statement."""

    index: Index
    last: tuple[Referent, Statement] | None = None
    named: list[Referent] = field(default_factory=list)
    by_id: dict[str, Referent] = field(default_factory=dict)

    def note(self, statement: Statement, referent: Referent) -> None:
        """A statement has got its speaker."""
        if referent.name is not None:
            self.named.append(referent)
        if self.last is None or not statement.nested_in:
            self.last = (referent, statement)
        self.by_id[statement.id] = referent

    def speakers_back(self) -> Iterator[Referent]:
        """Those who spoke, the last one first."""
        return islice(reversed(self.named), _LOOK_BACK)

    def outer(self, statement: Statement) -> Referent | None:
        """Who makes the statement around a nested one."""
        return self.by_id.get(statement.nested_in or "")

    def last_organisation(self) -> Referent | None:
        """The organisation with a name of its own that spoke last: "das Unternehmen"."""
        for referent in self.speakers_back():
            if referent.kind == "organisation" and referent.title and referent.phrase is None:
                return referent
        return None
