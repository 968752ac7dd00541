"""Countries and states by their German words: names, adjectives, demonyms, in any inflection."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files

_ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
_NOUN_ENDINGS = ("", "s", "n", "en", "es")
_COMPOUND = ("us", "usa", "eu", "uk", "ddr")  # "US-Präsident", "US-amerikanisch"


def own_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table that ships with the package; cells are stripped."""
    text = (files("wortlaut.knowledge") / "tables" / name).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {key: (value or "").strip() for key, value in row.items() if key}


def listed(cell: str) -> list[str]:
    """The values of a cell that holds several, parted by "|"."""
    return [part.strip() for part in cell.split("|") if part.strip()]


class Places:
    """One table of places: their codes by every word for them."""

    def __init__(self, table: str, code: str) -> None:
        self._table = table
        self._code = code

    @cached_property
    def words(self) -> dict[str, str]:
        """Codes by lower-case word, inflected forms included."""
        found: dict[str, str] = {}
        rows = list(own_table(self._table))
        for row in rows:
            for name in (row["name"], *listed(row["other_names"])):
                for ending in ("", "s", "es") if not name.endswith("s") else ("", "’", "'"):
                    found.setdefault((name + ending).lower(), row[self._code])
        for row in rows:
            for adjective in listed(row["adjectives"]):
                endings = ("",) if adjective[:1].isupper() else _ADJECTIVE_ENDINGS
                for ending in endings:
                    found.setdefault((adjective + ending).lower(), row[self._code])
            for demonym in listed(row["demonyms"]):
                woman = demonym.removesuffix("e") + "in"
                forms = [demonym + e for e in _NOUN_ENDINGS] + [woman, woman + "nen"]
                if demonym[:1].isupper():
                    for form in forms:
                        found.setdefault(form.lower(), row[self._code])
        return found

    def code(self, word: str) -> str | None:
        """The code that a word or name stands for.

        >>> Places("countries.tsv", "iso2").code("weißrussischer")
        'BY'
        """
        low = word.strip().lower()
        found = self.words.get(low)
        if found is None and "-" in low:
            first, _, rest = low.partition("-")
            if first in _COMPOUND and rest:
                found = self.words.get(first)
        return found

    def names(self, words: tuple[str, ...]) -> str | None:
        """The code of a name that a phrase begins with: "Vereinigten Arabischen Emirate"."""
        for length in range(min(4, len(words)), 0, -1):
            if found := self.code(" ".join(words[:length])):
                return found
        return None
