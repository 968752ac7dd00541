"""One's own table of actors, whose rows win over the shipped ones.

Tab-separated UTF-8 with a header; only ``name`` is needed. Columns: ``name``, ``aliases`` (parted
by "|"), ``kind`` (person or organisation), ``wikidata``, ``gender``, ``party``, ``country``,
``office`` (a key of ``tables/offices.tsv``), ``body``, ``start``, ``end``, ``prominence``. A row
with a Wikidata id changes that entry; what it leaves empty stays as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from wortlaut.errors import KnowledgeError
from wortlaut.knowledge.entries import Entry, Tenure
from wortlaut.knowledge.facts import surname_of
from wortlaut.knowledge.geography import own_table
from wortlaut.knowledge.names import normal
from wortlaut.records import GENDERS

COLUMNS = (
    "name", "aliases", "kind", "wikidata", "gender", "party", "country", "office", "body", "start",
    "end", "prominence", "source",
)  # fmt: skip
_QID = re.compile(r"Q[1-9]\d*")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(slots=True)
class OwnTable:
    """The rows of one's own tables, by what they are asked for."""

    entries: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    tenures: list[Tenure] = field(default_factory=list)

    def by_name(self, form: str) -> list[Entry]:
        return [self.entries[id] for id in self.names.get(form, ())]

    def by_surname(self, form: str) -> list[Entry]:
        return [self.entries[id] for id in self.surnames.get(form, ())]

    def with_id(self, id: str) -> list[Entry]:
        return [self.entries[id]] if id in self.entries else []

    def tenures_of(self, id: str) -> tuple[Tenure, ...]:
        return tuple(t for t in self.tenures if t.person == id)

    def tenures_in(self, office: str, country: str | None, body: str | None) -> list[Tenure]:
        return [
            t
            for t in self.tenures
            if t.office == office and t.body == body and country in (None, t.country)
        ]

    def over(self, own: Iterable[Entry], shipped: Iterable[Entry]) -> tuple[Entry, ...]:
        """One's own entries alone where there are any; else the shipped ones, as one's own table
        changes them."""
        mine = list(own)
        if not mine:
            return tuple(_changed(e, self.entries.get(e.id)) for e in shipped)
        known = {e.id: e for e in shipped}
        return tuple(_changed(known[e.id], e) if e.id in known else e for e in mine)


def _changed(shipped: Entry, own: Entry | None) -> Entry:
    if own is None:
        return shipped
    return replace(
        shipped,
        name=own.name,
        gender=own.gender or shipped.gender,
        party=own.party or shipped.party,
        country=own.country or shipped.country,
        prominence=max(own.prominence, shipped.prominence),
    )


def read_own(paths: Sequence[Path]) -> OwnTable:
    """Read one's own tables; a later one wins. Raises ``KnowledgeError`` with file and line."""
    table = OwnTable()
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise KnowledgeError(
                f"{path}: cannot be read ({why}); give a tab-separated UTF-8 file"
            ) from error
        reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        header = reader.fieldnames or ()
        unknown = [c for c in header if c not in COLUMNS]
        if "name" not in header or unknown:
            wrong = f"unknown column {unknown[0]!r}" if unknown else "no column 'name'"
            raise KnowledgeError(f"{path}: {wrong}; the columns are {', '.join(COLUMNS)}")
        for number, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise KnowledgeError(
                    f"{path}, line {number}: {len(header)} columns expected, as in the header"
                )
            _add(table, {k: v.strip() for k, v in row.items()}, f"{path}, line {number}")
    return table


def _add(table: OwnTable, row: dict[str, str], where: str) -> None:
    entry = _entry(row, where)
    from wortlaut.knowledge.store import organisation_key

    table.entries[entry.id] = entry
    for form in (entry.name, *filter(None, map(str.strip, row.get("aliases", "").split("|")))):
        key = normal(form) if entry.kind == "person" else organisation_key(form)
        _put(table.names, key, entry.id)
        if entry.kind == "person":
            _put(table.surnames, normal(surname_of(form)), entry.id)
    for column in ("start", "end"):
        if row.get(column) and not _is_day(row[column]):
            raise KnowledgeError(
                f"{where}: {column} is {row[column]!r}; give an ISO date, as in 2027-06-01"
            )
    if office := row.get("office"):
        if office not in _offices():
            raise KnowledgeError(
                f"{where}: office is {office!r}, which is unknown; one of {', '.join(_offices())}"
            )
        table.tenures.append(
            Tenure(
                entry.id, office, entry.country, row.get("body") or None,
                row.get("start") or None, row.get("end") or None,
            )
        )  # fmt: skip


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted(row["key"] for row in own_table("offices.tsv")))


def _is_day(text: str) -> bool:
    """Whether a day, a month or a year of the calendar is written: 2027-06-01, 2027-06, 2027."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


def _put(index: dict[str, list[str]], key: str, id: str) -> None:
    ids = index.setdefault(key, [])
    if id not in ids:
        ids.append(id)


def _entry(row: dict[str, str], where: str) -> Entry:
    name, kind = row["name"], row.get("kind") or "person"
    wikidata, gender = row.get("wikidata") or None, row.get("gender") or None
    prominence = row.get("prominence") or "2"
    if not name:
        raise KnowledgeError(f"{where}: the name is missing")
    if kind not in ("person", "organisation"):
        raise KnowledgeError(f"{where}: kind is {kind!r}; give person or organisation")
    if wikidata and not _QID.fullmatch(wikidata):
        raise KnowledgeError(f"{where}: {wikidata!r} is no Wikidata id; it looks like Q7747")
    if gender is not None and gender not in GENDERS:
        raise KnowledgeError(f"{where}: gender is {gender!r}; give {', '.join(GENDERS)}")
    if prominence not in ("0", "1", "2", "3"):
        raise KnowledgeError(f"{where}: prominence is {prominence!r}; give 0, 1, 2 or 3")
    return Entry(
        wikidata or f"own:{normal(name)}", name, "person" if kind == "person" else "organisation",
        wikidata, gender, None, None, row.get("party") or None,
        (row.get("country") or "").upper() or None, int(prominence),
    )  # fmt: skip
