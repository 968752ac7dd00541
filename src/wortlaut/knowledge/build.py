"""Building the knowledge base from raw tables and tables of our own.

``python -m wortlaut.knowledge.build --source DIR --output FILE``, or ``wortlaut actors build``. The
same tables give the same file, byte for byte. What each table is, and its licence, stands in
``SOURCES.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wortlaut.errors import KnowledgeError
from wortlaut.knowledge import sources
from wortlaut.knowledge.entries import Tenure
from wortlaut.knowledge.facts import FOREIGN, Facts, Person, merged, surname_of
from wortlaut.knowledge.geography import listed, own_table
from wortlaut.knowledge.names import normal, skeletons
from wortlaut.knowledge.store import FORMAT, organisation_key

_HEADS = ("president", "chancellor", "head_of_government", "monarch", "supreme_leader", "pope")
_WORLD = ("secretary_general", "commission_president", "council_president", "high_representative",
          "director_general", "central_bank_head")  # fmt: skip
_LICENCES = {
    "eps_persons": ("every-politician-scrapers, persons (Wikidata, 2022)", "CC0-1.0"),
    "eps_officeholders": ("every-politician-scrapers, office holders (Wikidata, 2022)", "CC0-1.0"),
    "eps_world_leaders": ("every-politician-scrapers, world leaders (2021-22)", "CC0-1.0"),
    "eps_foreign_ministers": ("every-politician-scrapers, foreign ministers (Wikidata, 2022)",
                              "CC0-1.0"),
    "world_leaders_current_2026": ("World leaders, 2026", "CC BY-SA 4.0"),
    "everypolitician": ("EveryPolitician 2015 with German Wikidata labels", "CC0-1.0"),
    "mdb_stammdaten": ("Deutscher Bundestag, Stammdaten aller Abgeordneten 1949-2018",
                       "open data of the Bundestag"),
    "bundestag_speakers": ("Deutscher Bundestag, speakers of the 19th and 20th term",
                           "open data of the Bundestag"),
    "own_persons": ("tables/persons.tsv: German forms of names", "Apache-2.0"),
    "own_tenures": ("tables/tenures.tsv: heads of state and government, ministers, heads of bodies",
                    "Apache-2.0"),
    "own_organisations": ("tables/organisations.tsv", "Apache-2.0"),
}  # fmt: skip
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    key TEXT PRIMARY KEY, title TEXT NOT NULL, licence TEXT NOT NULL, rows INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE entry (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, wikidata TEXT, gender TEXT,
    born TEXT, died TEXT, party TEXT, country TEXT, prominence INTEGER NOT NULL,
    sources TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE name (form TEXT, id TEXT, PRIMARY KEY (form, id)) WITHOUT ROWID;
CREATE TABLE surname (form TEXT, id TEXT, PRIMARY KEY (form, id)) WITHOUT ROWID;
CREATE TABLE skeleton (kind TEXT, form TEXT, id TEXT, PRIMARY KEY (form, kind, id)) WITHOUT ROWID;
CREATE TABLE metonym (form TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tenure (
    person TEXT NOT NULL, office TEXT NOT NULL, country TEXT, body TEXT, start TEXT, end TEXT,
    known_until TEXT
);
CREATE INDEX tenure_person ON tenure (person);
CREATE INDEX tenure_office ON tenure (office, country, body);
"""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What the build put into the file."""

    output: Path
    persons: int
    organisations: int
    tenures: int
    bytes: int

    def __str__(self) -> str:
        return (
            f"{self.output}: {self.persons} persons, {self.organisations} organisations, "
            f"{self.tenures} tenures, {self.bytes / 1e6:.1f} MB"
        )


def build_knowledge(source: Path, output: Path) -> BuildReport:
    """Build ``output`` from the raw tables in ``source`` and the tables of our own.

    A file that is there is replaced once the new one is whole. Raises ``KnowledgeError`` for a
    table that is missing or broken.
    """
    facts = gather(source)
    scratch = output.with_name(output.name + ".new")
    scratch.unlink(missing_ok=True)
    try:
        report = _write(facts, scratch, output)
        scratch.replace(output)
    except OSError as error:
        raise KnowledgeError(f"{output}: cannot be written ({error.strerror or error})") from error
    finally:
        scratch.unlink(missing_ok=True)
    return report


def gather(source: Path) -> Facts:
    """All facts of all tables. What comes first wins where sources differ."""
    facts = Facts()
    _own_persons(facts)
    _own_tenures(facts)
    sources.eps_persons(facts, source)
    sources.eps_officeholders(facts, source)
    sources.eps_world_leaders(facts, source)
    sources.eps_foreign_ministers(facts, source)
    sources.world_leaders_2026(facts, source)
    sources.everypolitician(facts, source)
    ids = sources.bundestag(facts, source)
    sources.bundestag_speakers(facts, source, ids)
    facts.tenures = merged(facts.tenures)
    for tenure in facts.tenures:
        facts.raise_prominence(tenure.person, _prominence(tenure))
    for person in facts.persons.values():
        person.party = None if person.party == "-" else person.party
    return facts


def _prominence(tenure: Tenure) -> int:
    if tenure.office in _HEADS:
        return 2 if tenure.body else 3
    if tenure.office in _WORLD or (tenure.office.endswith("_minister") and not tenure.body):
        return 2
    return 1


def _own_persons(facts: Facts) -> None:
    for row in own_table("persons.tsv"):
        person = facts.person(row["wikidata"])
        person.add("own_persons", row["name"], *listed(row["forms"]))
        person.german = True
        person.fill(gender=_GENDERS[row["gender"]], country=row["country"])


def _own_tenures(facts: Facts) -> None:
    for row in own_table("tenures.tsv"):
        id = row["wikidata"] or f"p:{row['country'] or row['body']}:{normal(row['name'])}"
        person = facts.person(id)
        person.add("own_tenures", row["name"], *listed(row["forms"]))
        if not person.german:
            person.name, person.german = row["name"], True
        country = row["country"] or None
        person.fill(
            gender=_GENDERS[row["gender"]],
            party=row["party"],
            country=country if country != "VA" else None,
        )
        facts.tenures.append(
            Tenure(
                id, row["office"], country, row["body"] or None, row["start"],
                row["end"] or None, None if row["end"] else _KNOWN_UNTIL,
            )
        )  # fmt: skip


_GENDERS = {"m": "male", "f": "female"}
_KNOWN_UNTIL = "2026-06-30"
"""The day up to which our own table of tenures was kept."""


# ------------------------------------------------------------------------------------- writing


def _write(facts: Facts, scratch: Path, output: Path) -> BuildReport:
    entries, names, surnames, sounds = _rows(facts)
    organisations, forms = _organisations()
    metonyms = sorted(
        {
            (organisation_key(r["words"]), f"o:{r['organisation']}")
            for r in own_table("metonyms.tsv")
        }
    )
    tenures = sorted(
        {_columns(t) for t in facts.tenures if facts.persons[t.person].name},
        key=lambda row: tuple(v or "" for v in row),
    )
    content = (entries, names, surnames, sounds, organisations, forms, metonyms, tenures)
    digest = hashlib.sha256(repr((FORMAT, content)).encode()).hexdigest()[:12]
    db = sqlite3.connect(scratch)
    try:
        db.executescript(f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; {_SCHEMA}")
        with db:
            _fill(db, "meta", [("format", str(FORMAT)), ("version", digest)])
            _fill(db, "source", _sources(facts, len(organisations)))
            _fill(db, "entry", sorted([*entries, *organisations]))
            _fill(db, "name", sorted({*names, *forms}))
            _fill(db, "surname", surnames)
            _fill(db, "skeleton", sounds)
            _fill(db, "metonym", metonyms)
            _fill(db, "tenure", tenures)
        db.execute("VACUUM")
    finally:
        db.close()
    size = scratch.stat().st_size
    return BuildReport(output, len(entries), len(organisations), len(tenures), size)


Row = tuple[str | int | None, ...]


def _fill(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if rows:
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _columns(t: Tenure) -> Row:
    return t.person, t.office, t.country, t.body, t.start, t.end, t.known_until


def _rows(facts: Facts) -> tuple[list[Row], list[Row], list[Row], list[Row]]:
    """Entries, full names, surnames and skeletons of all persons that have a name."""
    entries: list[Row] = []
    names: set[Row] = set()
    surnames: set[Row] = set()
    sounds: set[Row] = set()
    for person in facts.persons.values():
        if not person.name or not normal(person.name):
            continue
        entries.append(
            (
                person.id, person.name, "person", person.id if person.id[0] == "Q" else None,
                person.gender, person.born, person.died, person.party, person.country,
                person.prominence, " ".join(sorted(person.sources)),
            )
        )  # fmt: skip
        forms = {person.name, *person.forms}
        last = {s for f in forms if (s := surname_of(f))} | person.surnames
        names |= {(key, person.id) for f in forms if (key := normal(f))}
        surnames |= {(key, person.id) for s in last if (key := normal(s))}
        sounds |= _sounds(person, forms, last)
    return entries, sorted(names), sorted(surnames), sorted(sounds)


def _sounds(person: Person, forms: Iterable[str], last: Iterable[str]) -> set[Row]:
    """Skeletons, for persons whose names reach German through a transliteration."""
    if person.country not in FOREIGN:
        return set()
    found: set[Row] = {("f", k, person.id) for f in forms if " " in f for k in skeletons(f)}
    if person.prominence >= 2:
        found |= {("s", k, person.id) for s in last for k in skeletons(s)}
    return found


def _organisations() -> tuple[list[Row], list[Row]]:
    """Entries of organisations, and their names."""
    entries: list[Row] = []
    forms: set[Row] = set()
    for row in own_table("organisations.tsv"):
        id = f"o:{row['key']}"
        entries.append(
            (
                id, row["name"], "organisation", row["wikidata"] or None, None, None, None, None,
                row["country"] or None, 1, "own_organisations",
            )
        )  # fmt: skip
        forms |= {(organisation_key(n), id) for n in (row["name"], *listed(row["aliases"]))}
    return entries, sorted(forms)


def _sources(facts: Facts, organisations: int) -> list[Row]:
    counts = dict.fromkeys(_LICENCES, 0)
    for person in facts.persons.values():
        for key in person.sources:
            counts[key] += 1
    counts["own_organisations"] = organisations
    return [(key, *_LICENCES[key], counts[key]) for key in sorted(counts)]


def main() -> None:
    """Build from the command line."""
    import sys

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="the folder of the raw tables")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    sys.stdout.write(f"{build_knowledge(options.source, options.output)}\n")


if __name__ == "__main__":
    main()
