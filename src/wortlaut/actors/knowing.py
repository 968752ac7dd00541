"""What naming asks of a knowledge base; ``wortlaut.knowledge.Knowledge`` answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wortlaut.knowledge.entries import Entry, OfficeReading, Tenure


class KnowledgeBase(Protocol):
    """Persons, offices and organisations of the world. All days are ISO dates."""

    def find(self, name: str) -> tuple[Entry, ...]: ...

    def by_surname(self, name: str) -> tuple[Entry, ...]: ...

    def is_own(self, id: str) -> bool: ...

    def get(self, id: str) -> Entry | None: ...

    def tenures(self, id: str) -> tuple[Tenure, ...]: ...

    def holders(
        self,
        office: str,
        *,
        country: str | None = None,
        body: str | None = None,
        on: str | None = None,
    ) -> tuple[Entry, ...]: ...

    def office(self, words: Sequence[str]) -> OfficeReading | None: ...

    def country(self, word: str) -> str | None: ...

    def organisation(self, name: str) -> Entry | None: ...

    def metonym(self, words: str) -> Entry | None: ...
