"""The shipped knowledge base against the tables it was built from."""

from __future__ import annotations

import random
import re
import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest

from wortlaut.errors import KnowledgeError
from wortlaut.knowledge.build import build_knowledge
from wortlaut.knowledge.geography import listed, own_table
from wortlaut.knowledge.names import normal
from wortlaut.knowledge.sources import rows

SOURCE = Path(__file__).parents[2] / ".." / "shared" / "data" / "knowledge"
SHIPPED = Path(str(files("wortlaut.knowledge") / "de.sqlite"))
TABLES = {
    "eps_persons": ("eps_persons.tsv", "person_qid", ("name_en",)),
    "eps_officeholders": ("eps_officeholders.tsv", "person_qid", ("person_en",)),
    "eps_world_leaders": ("eps_world_leaders_2021_22.tsv", "person_qid", ("person_en",)),
    "eps_foreign_ministers": ("eps_foreign_ministers.tsv", "person_qid", ("person_en",)),
    "everypolitician": (
        "everypolitician_2015_wikidata_names_de.tsv",
        "qid",
        ("name", "name_de"),
    ),
}

needs_source = pytest.mark.skipif(
    not SOURCE.is_dir(), reason="the raw tables are not beside the checkout"
)


@pytest.mark.shared
@needs_source
@pytest.mark.parametrize("source", sorted(TABLES))
def test_sampled_rows_stand_in_their_source(source: str) -> None:
    table, key, columns = TABLES[source]
    said: dict[str, set[str]] = {}
    for row in rows(SOURCE / table):
        names = (re.sub(r" \(.*", "", row[c]) for c in columns)  # "Name (politician)"
        said.setdefault(row[key], set()).update(normal(name) for name in names if name)
    with sqlite3.connect(f"{SHIPPED.resolve().as_uri()}?mode=ro&immutable=1", uri=True) as db:
        found = db.execute(
            "SELECT id, wikidata FROM entry WHERE ' ' || sources || ' ' LIKE ? ORDER BY id",
            (f"% {source} %",),
        ).fetchall()
        for id, wikidata in random.Random(source).sample(found, min(60, len(found))):
            forms = {f for (f,) in db.execute("SELECT form FROM name WHERE id = ?", (id,))}
            assert wikidata == id
            assert id in said, f"{id} is not in {table}"
            assert forms & said[id], f"{id}: {forms} and {said[id]} have no name in common"


@pytest.mark.shared
@needs_source
def test_the_shipped_file_is_what_the_tables_give(tmp_path: Path) -> None:
    built = tmp_path / "de.sqlite"
    report = build_knowledge(SOURCE, built)
    assert report.bytes == built.stat().st_size
    with (
        sqlite3.connect(f"{SHIPPED.resolve().as_uri()}?mode=ro&immutable=1", uri=True) as shipped,
        sqlite3.connect(built) as anew,
    ):
        version = "SELECT value FROM meta WHERE key = 'version'"
        assert anew.execute(version).fetchone() == shipped.execute(version).fetchone()


def test_a_missing_table_says_which(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"eps_persons\.tsv: no such table"):
        build_knowledge(tmp_path, tmp_path / "out.sqlite")
    assert list(tmp_path.iterdir()) == []


# -------------------------------------------------------------------------- tables of our own


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("persons.tsv", "wikidata"),
        ("organisations.tsv", "key"),
        ("metonyms.tsv", "words"),
        ("countries.tsv", "iso2"),
        ("states.tsv", "code"),
        ("offices.tsv", "key"),
    ],
)
def test_our_tables_have_unique_keys_and_say_their_source(table: str, key: str) -> None:
    found = list(own_table(table))
    assert len({r[key] for r in found}) == len(found) > 0
    assert all(r[key] and r["source"] and r["licence"] for r in found)


def test_our_tables_fit_each_other() -> None:
    offices = {r["key"] for r in own_table("offices.tsv")}
    organisations = {r["key"] for r in own_table("organisations.tsv")}
    countries = {r["iso2"] for r in own_table("countries.tsv")}
    for row in own_table("tenures.tsv"):
        assert row["office"] in offices, row
        assert not row["country"] or row["country"] in countries, row
        assert not row["end"] or row["start"] < row["end"], row
    for row in own_table("metonyms.tsv"):
        assert row["organisation"] in organisations, row
    for row in own_table("offices.tsv"):
        assert set(listed(row["includes"])) <= offices, row


def test_no_id_stands_for_two_names_in_our_tables() -> None:
    names: dict[str, set[str]] = {}
    for row in [*own_table("persons.tsv"), *own_table("tenures.tsv")]:
        if row["wikidata"]:
            names.setdefault(row["wikidata"], set()).add(normal(row["name"]))
    assert {id: forms for id, forms in names.items() if len(forms) > 1} == {}
