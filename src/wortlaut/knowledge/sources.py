"""Readers of the raw tables: each takes one file and adds its facts.

The files are described in ``SOURCES.md``. A reader takes what a later join can stand on: ids,
names, dates, offices that ``positions`` knows. It never guesses an id.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from wortlaut.errors import KnowledgeError
from wortlaut.knowledge.entries import Tenure
from wortlaut.knowledge.facts import Facts
from wortlaut.knowledge.positions import office_of

REPOS = {
    "austria-cabinet": "AT", "china-ministers": "CN", "france-cabinet": "FR",
    "iran-ministers": "IR", "israel-ministers": "IL", "kazakhstan-cabinet": "KZ",
    "poland-cabinet": "PL", "russia-cabinet": "RU", "swiss-federal-council": "CH",
    "turkey-ministers": "TR", "ukraine-cabinet": "UA", "united-kingdom-cabinet": "GB",
    "us-cabinet": "US",
}  # fmt: skip
_GENDERS = {"male": "male", "female": "female", "männlich": "male", "weiblich": "female"}
_QID = re.compile(r"Q[1-9]\d*\Z")
_LEGISLATURES = {
    "UK": "GB", "United_States_of_America": "US", "Czech_Republic": "CZ", "Scotland": "GB",
    "Northern_Ireland": "GB", "Wales": "GB", "Faroe_Islands": "FO", "Hong_Kong": "HK",
    "Moldova": "MD", "Macedonia": "MK", "Bosnia_and_Herzegovina": "BA",
}  # fmt: skip
PARTIES = {
    "CDU": "CDU", "CSU": "CSU", "SPD": "SPD", "FDP": "FDP", "AfD": "AfD", "GRÜNE": "Grüne",
    "BÜNDNIS 90/DIE GRÜNEN": "Grüne", "Bündnis 90/Die Grünen": "Grüne", "Grüne": "Grüne",
    "DIE GRÜNEN/BÜNDNIS 90": "Grüne", "BÜNDNIS 90": "Grüne", "DIE LINKE.": "Linke",
    "DIE LINKE": "Linke", "Die Linke": "Linke", "Linke": "Linke", "PDS": "PDS", "PDS/LL": "PDS",
    "BSW": "BSW", "Freie Wähler": "Freie Wähler", "SSW": "SSW", "FW": "Freie Wähler",
}  # fmt: skip


def rows(path: Path, *, delimiter: str = "\t") -> Iterator[dict[str, str]]:
    """The rows of a table, plain or ``.xz``; cells are stripped, a missing cell is empty."""
    packed = path.with_name(path.name + ".xz")
    try:
        if path.exists():
            text = path.read_text(encoding="utf-8-sig")
        else:
            text = lzma.decompress(packed.read_bytes()).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise KnowledgeError(
            f"{path}: no such table (nor {packed.name}); give the folder of the raw tables"
        ) from error
    except (UnicodeDecodeError, lzma.LZMAError) as error:
        raise KnowledgeError(f"{path}: cannot be read as a table: {error}") from error
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    for row in reader:
        yield {k.strip(): (v or "").strip() for k, v in row.items() if isinstance(k, str)}


def qid(text: str) -> str | None:
    return text if _QID.match(text) else None


def countries(source: Path) -> dict[str, str]:
    """ISO alpha-2 by the Wikidata id of the country."""
    found = {r["country_qid"]: r["iso2"] for r in rows(source / "countries_de.tsv")}
    found.pop("", None)
    return found


def eps_persons(facts: Facts, source: Path) -> None:
    for row in rows(source / "eps_persons.tsv"):
        if not (id := qid(row["person_qid"])):
            continue
        person = facts.person(id)
        person.add("eps_persons", _clean(row["name_en"]))
        person.fill(
            gender=_GENDERS.get(row["gender"]),
            born=_date(row["dob"]),
            died=_date(row["dod"]),
            country=REPOS.get(row["source_repo"]),
        )


def eps_officeholders(facts: Facts, source: Path) -> None:
    for row in rows(source / "eps_officeholders.tsv"):
        if not (id := qid(row["person_qid"])):
            continue
        country = REPOS.get(row["source_repo"])
        person = facts.person(id)
        person.add("eps_officeholders", _clean(row["person_en"]))
        person.fill(country=country)
        facts.raise_prominence(id, 1)
        title, body = row["position_en"], None
        office = office_of(title, country) if country else None
        if country is None:
            office, body = _WORLD.get(title, (None, None))
        if office is None:
            continue
        if office in ("mayor", "governor"):
            body = re.sub(r"(?i)^(?:mayor|governor) of (?:the )?", "", title)
        facts.tenures.append(
            Tenure(
                id, office, country, body, _date(row["start"]), _date(row["end"]),
                None if row["end"] else row["snapshot"],
            )
        )  # fmt: skip


_WORLD = {
    "Secretary-General of the United Nations": ("secretary_general", "un"),
    "Director-General of the World Trade Organization": ("director_general", "wto"),
    "President of the United Nations General Assembly": ("chair", "un_general_assembly"),
    "President of the International Court of Justice": ("chair", "icj"),
}


def eps_world_leaders(facts: Facts, source: Path) -> None:
    iso = countries(source)
    for row in rows(source / "eps_world_leaders_2021_22.tsv"):
        country, id = iso.get(row["country_qid"]), qid(row["person_qid"])
        if not country or not id:
            continue
        title = row["position_en"].lower()
        if re.search(r"prime minister|premier|chancellor|chief minister|taoiseach", title):
            office = "chancellor" if "chancellor" in title else "head_of_government"
        elif re.search(r"\bpresident", title) and "council" not in title:
            office = "president"
        elif re.search(r"king|queen|monarch|emperor|emir|sultan|prince|ngwenyama|duke", title):
            office = "monarch"
        else:
            continue
        person = facts.person(id)
        person.add("eps_world_leaders", _clean(row["person_en"]))
        person.fill(country=country)
        facts.tenures.append(
            Tenure(
                id, office, country, None, row["start_year"] or None, row["end_year"] or None,
                None if row["end_year"] else row["last_seen"],
            )
        )  # fmt: skip


def eps_foreign_ministers(facts: Facts, source: Path) -> None:
    iso = countries(source)
    for row in rows(source / "eps_foreign_ministers.tsv"):
        country, id = iso.get(row["country_qid"]), qid(row["person_qid"])
        if not country or not id or not row["person_en"] or country in REPOS.values():
            continue
        person = facts.person(id)
        person.add("eps_foreign_ministers", _clean(row["person_en"]))
        person.fill(country=country)
        facts.tenures.append(
            Tenure(
                id, "foreign_minister", country, None, _date(row["start"]), None, row["last_seen"]
            )
        )


_BODIES = {
    ("EU", "head_of_government"): ("commission_president", "eu_commission"),
    ("EU", "head_of_state"): ("council_president", "eu_council"),
    ("AU_AF", "head_of_government"): ("chair", "african_union_commission"),
    ("AU_AF", "head_of_state"): ("chair", "african_union"),
}


def world_leaders_2026(facts: Facts, source: Path) -> None:
    for row in rows(source / "world_leaders_current_2026.tsv"):
        if not (id := qid(row["person_qid"])):
            continue
        if row["iso"] == "SA" and row["position"] == "head_of_state":
            continue  # the table names the crown prince as king
        title = row["title_en"].lower()
        country: str | None = row["iso"]
        body = None
        if (country, row["position"]) in _BODIES:
            office, body = _BODIES[(str(country), row["position"])]
            country = None
        elif row["position"] == "head_of_government":
            office = "chancellor" if title == "chancellor" else "head_of_government"
        elif "president" in title:
            office = "president"
        else:
            office = "monarch"
        if facts.contradicts(id, row["person_en"]):
            continue
        person = facts.person(id)
        person.add("world_leaders_current_2026", _clean(row["person_en"]))
        person.fill(country=country)
        since = row["since"] or row["first_seen"]
        facts.tenures.append(Tenure(id, office, country, body, since, None, row["last_seen"]))


def everypolitician(facts: Facts, source: Path) -> None:
    iso = {
        r["name_en"].replace(" ", "_"): r["iso2"] for r in rows(source / "countries_de.tsv")
    } | _LEGISLATURES
    for row in rows(source / "everypolitician_2015_wikidata_names_de.tsv"):
        if not (id := qid(row["qid"])) or not (row["name"] or row["name_de"]):
            continue
        german = re.sub(r" \(.*", "", row["name_de"])
        person = facts.person(id)
        known = bool(person.forms)
        person.add("everypolitician", german, _clean(row["name"]))
        person.fill(country=iso.get(row["country"]))
        if german and (not known or _latin(german)):
            person.name = german
            person.german = True
        if row["legislature"] not in ("Assembly",) or row["country"] != "Turkey":
            facts.raise_prominence(id, 1)


# The electoral terms of the Bundestag: first day of each; a term ends where the next begins.
_TERMS = (
    "1949-09-07", "1953-10-06", "1957-10-15", "1961-10-17", "1965-10-19", "1969-10-20",
    "1972-12-13", "1976-12-14", "1980-11-04", "1983-03-29", "1987-02-18", "1990-12-20",
    "1994-11-10", "1998-10-26", "2002-10-17", "2005-10-18", "2009-10-27", "2013-10-22",
    "2017-10-24", "2021-10-26", "2025-03-25",
)  # fmt: skip


def bundestag(facts: Facts, source: Path) -> dict[str, str]:
    """Members of the Bundestag up to 2018; gives the id of the entry by their number there."""
    wikidata = dict(
        line.split("\t")[:2]
        for line in (source / "mdb_id_to_wikidata.tsv").read_text("utf-8").splitlines()
        if "\t" in line
    )
    ids: dict[str, str] = {}
    for row in rows(source / "mdb_stammdaten_2018.tsv"):
        number = row["id"]
        id = qid(wikidata.get(number, "").strip()) or f"p:mdb:{number}"
        ids[number] = id
        surname = " ".join(filter(None, (row["adel"], row["praefix"], row["nachname"])))
        plain = " ".join(filter(None, (row["praefix"], row["nachname"])))
        person = facts.person(id)
        person.add("mdb_stammdaten", f"{row['vorname']} {surname}", f"{row['vorname']} {plain}")
        person.surnames |= {surname, plain}
        if not person.german:
            person.name, person.german = f"{row['vorname']} {plain}", True
        person.fill(
            gender=_GENDERS.get(row["geschlecht"]),
            born=_german_date(row["geburtsdatum"]),
            died=_german_date(row["sterbedatum"]),
            party=PARTIES.get(row["partei"]),
        )
        person.country = "DE"
        facts.raise_prominence(id, 1)
        _terms(facts, id, [int(t) for t in re.findall(r"\d+", row["wahlperioden"])])
    return ids


def _terms(facts: Facts, id: str, terms: list[int]) -> None:
    """Terms that follow each other are one tenure."""
    start: int | None = None
    for term in sorted(set(terms)):
        start = term if start is None else start
        if term + 1 in terms:
            continue
        begin = _TERMS[start - 1]
        end = _TERMS[term] if term < 19 else None
        until = None if end else "2018-02-01"
        facts.tenures.append(Tenure(id, "member_of_parliament", "DE", None, begin, end, until))
        start = None


def bundestag_speakers(facts: Facts, source: Path, ids: dict[str, str]) -> None:
    """Who spoke in the 19th and 20th Bundestag; adds the members who came after 2018."""
    for row in rows(source / "bundestag_speakers_wp19_20.tsv"):
        number, party = row["id"], PARTIES.get(row["fraktion"].replace("\xa0", " "))
        if not re.fullmatch(r"1100\d{4}", number) or not row["fraktion"] or number in ids:
            continue
        name = " ".join(filter(None, (row["vorname"], row["namenszusatz"], row["nachname"])))
        if not re.fullmatch(r"[^\W\d_][\w'’. -]+", name):
            continue
        if facts.contradicts(f"p:mdb:{number}", name):
            continue
        person = facts.person(f"p:mdb:{number}")
        person.add("bundestag_speakers", name)
        person.fill(party=party)
        person.country, person.german = "DE", True
        facts.raise_prominence(person.id, 1)


def _clean(name: str) -> str:
    """A label without what stands in brackets behind it; "Уткин, Олег" and the like are dropped."""
    name = re.sub(r"\s*\(.*?\)", "", name).strip()
    return name if _latin(name) else ""


def _latin(name: str) -> bool:
    return bool(name) and all(
        ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2100 or ord(c) in range(0x2B0, 0x370) for c in name
    )


def _date(text: str) -> str | None:
    """An ISO date or prefix; a year alone where a source fills up with the first of January."""
    return text if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text) else None


def _german_date(text: str) -> str | None:
    found = re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", text)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else _date(text)
