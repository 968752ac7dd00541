"""From an address or a name to the outlet and its facts."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from wortlaut.errors import OutletTableError
from wortlaut.outlets import Fact, Outlet, Outlets, Restriction, host_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.blatt.example/artikel?x=1", "www.blatt.example"),
        ("http://user:wort@WWW.Blatt.Example:8080/a", "www.blatt.example"),
        ("blatt.example", "blatt.example"),
        ("https://www.zürich-bote.example./x", "www.xn--zrich-bote-9db.example"),
        ("https://web.archive.org/web/20220401120000id_/https://blatt.example/a", "blatt.example"),
        ("https://web.archive.org/web/2022*/http%3A%2F%2Fblatt.example/a", "blatt.example"),
        ("archive.ph/20230101/https://blatt.example/x", "blatt.example"),
        ("https://www.google.com/amp/s/amp.blatt.example/x", "amp.blatt.example"),
        ("https://m-blatt-example.cdn.ampproject.org/c/s/m.blatt.example/x", "m.blatt.example"),
        ("https://web.archive.org/", "web.archive.org"),
        ("ftp://blatt.example/a", None),
        ("mailto:redaktion@blatt.example", None),
        ("notizen/artikel.txt", None),
        ("http://[::1", None),
        ("http://" + "a" * 70 + ".example", None),
        ("", None),
        (None, None),
    ],
)
def test_the_host_that_publishes(address: str | None, host: str | None) -> None:
    assert host_of(address) == host


def outlets() -> Outlets:
    found = Outlets()
    source = ("Impressum", "2026-01-02", "https://blatt.example/impressum")
    found.add(
        Outlet(
            "blatt",
            Fact("Das Blatt", *source),
            ("blatt.example", "blatt-online.example"),
            ("Blatt Online",),
            kind=Fact("private", *source),
            restrictions=(Restriction("EU", "broadcasting suspended", "Act 1", "2022-03-02"),),
        )
    )
    found.add(Outlet("lokal", Fact("Lokales", *source), ("lokal.blatt.example",)))
    return found


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("https://blatt.example/a", "blatt"),
        ("https://www.blatt.example/a", "blatt"),
        ("https://amp.m.blatt-online.example/a", "blatt"),
        ("https://lokal.blatt.example/a", "lokal"),
        ("https://www.lokal.blatt.example/a", "lokal"),
        ("https://nochblatt.example/a", None),
        ("https://example/a", None),
        (None, None),
    ],
)
def test_the_outlet_of_an_address(url: str | None, id: str | None) -> None:
    found = outlets().of(url)
    assert (found.id if found else None) == id


def test_a_name_helps_where_the_address_does_not() -> None:
    assert outlets().of("https://anderes.example", "das  BLATT").id == "blatt"  # type: ignore[union-attr]
    assert outlets().of(None, "Blatt online").id == "blatt"  # type: ignore[union-attr]
    assert outlets().of(None, "Blattwerk") is None


def test_the_summary_says_kind_and_restriction() -> None:
    outlet = outlets().get("blatt")
    assert outlet is not None
    assert outlet.summary() == (
        "Das Blatt · private · EU: broadcasting suspended (Act 1, since 2022-03-02)"
    )


def test_a_short_summary_says_where_restrictions_hold() -> None:
    ended = Restriction("DE", "prohibited", "Act 2", "2024-07-16", until="2025-06-24")
    outlet = outlets().get("blatt")
    assert outlet is not None
    known = replace(outlet, restrictions=(*outlet.restrictions, ended))
    assert known.short() == "Das Blatt · private · legal restrictions: EU"
    assert replace(known, restrictions=(ended,)).short() == "Das Blatt · private"


def test_ones_own_table_wins_and_keeps_what_it_leaves_empty(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "id\tname\tdomains\towner\nblatt\tBlatt am Morgen\t\tVerlag Ost\n"
        "neu\tNeues\thttps://www.neu.example/\t\n",
        encoding="utf-8",
    )
    found = outlets()
    found.add_table(table)
    blatt = found.of("https://blatt.example")
    assert blatt is not None
    assert (blatt.name.value, blatt.name.source) == ("Blatt am Morgen", "own table")
    assert blatt.owner == Fact("Verlag Ost", "own table")
    assert blatt.kind == Fact(
        "private", "Impressum", "2026-01-02", "https://blatt.example/impressum"
    )
    assert len(blatt.restrictions) == 1
    assert found.of("https://m.neu.example").id == "neu"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\tname\nblatt\n", "line 2: 2 columns"),
        ("id\tname\nblatt\tA\tB\n", "line 2: 2 columns"),
        ("id\tname\n\tA\n", "line 2: a row needs an id and a name"),
        ("id\tname\tkind\na\tA\tgood\n", "unknown kind 'good'"),
        ("id\tname\tdomains\na\tA\tkeine-domain\n", "no domain"),
    ],
)
def test_a_broken_table_says_where(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(OutletTableError, match=message):
        outlets().add_table(table)


# ------------------------------------------------------------------------------ our own table


@pytest.fixture(scope="module")
def ours() -> Outlets:
    return Outlets.load()


def test_our_table_has_many_outlets_each_fact_with_a_source(ours: Outlets) -> None:
    assert len(ours) >= 150
    assert {"DE", "AT", "CH"} <= {o.country.value for o in ours if o.country}
    for outlet in ours:
        assert None not in (outlet.country, outlet.language), outlet.id
        for fact in (outlet.name, outlet.country, outlet.language, outlet.kind, outlet.owner):
            assert fact is None or (fact.value and fact.source and fact.date), outlet.id
            assert fact is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", fact.date or ""), outlet.id


def test_the_rows_of_our_tables_belong_together() -> None:
    folder = files("wortlaut.outlets") / "tables"
    names = ("outlets", "sources", "restrictions")
    outlets, sources, restrictions = (rows_of(folder / f"{name}.tsv") for name in names)
    ids = [row["id"] for row in outlets]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)
    assert {row["outlet"] for row in restrictions} <= set(ids)
    keys = [row["key"] for row in sources]
    assert len(set(keys)) == len(keys)
    used = {row[f].partition(" ")[0] for row in outlets for f in row if f.endswith("source")}
    assert used - {""} == set(keys)
    for row in outlets:  # a source without its fact, or the other way round
        assert bool(row["kind"]) == bool(row["kind_source"]), row["id"]
        assert bool(row["owner"]) == bool(row["owner_source"]), row["id"]
        assert not row["owner_source"].startswith("project"), row["id"]
        assert row["country"] == row["country"].upper()
        assert row["language"] == row["language"].lower()


def rows_of(path: Traversable) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_no_domain_belongs_to_two_outlets(ours: Outlets) -> None:
    domains = [domain for outlet in ours for domain in outlet.domains]
    assert len(set(domains)) == len(domains)
    assert all(host_of(domain) == domain for domain in domains)


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("https://m.tagesschau.de/inland/x.html", "tagesschau"),
        ("https://amp.focus.de/politik/x.html", "focus"),
        ("https://www.rbb24.de/x", "rbb"),
        ("https://www1.wdr.de/x", "wdr"),
        ("https://faktencheck.afp.com/x", "afp"),
        ("https://web.archive.org/web/2022/https://deutsch.rt.com/x", "rt-de"),
        ("https://www.rt.com/news/x", "rt"),
        ("https://russian.rt.com/x", "rt-ru"),
        ("https://de.news-front.su/x", "news-front"),
    ],
)
def test_known_hosts(ours: Outlets, url: str, id: str) -> None:
    assert ours.of(url).id == id  # type: ignore[union-attr]


def test_restrictions_name_act_and_day(ours: Outlets) -> None:
    rt = ours.get("RT DE")
    assert rt is not None
    assert [(r.jurisdiction, r.since) for r in rt.restrictions] == [
        ("EU", "2022-03-02"),
        ("DE", "2022-02-01"),
        ("AT", "2022-04-14"),
    ]
    assert "2022/350" in rt.restrictions[0].act
    assert "2022/350" in rt.summary()
    day = re.compile(r"\d{4}-\d\d-\d\d")
    for r in (r for o in ours for r in o.restrictions):
        assert all((r.jurisdiction, r.measure, r.act, r.url)), r
        assert all(day.fullmatch(d or "") for d in (r.since, r.until or r.since, r.checked)), r
        assert r.until is None or r.since < r.until, r


def test_russian_rt_is_in_no_act(ours: Outlets) -> None:
    russian = ours.get("rt-ru")
    assert russian is not None
    assert not russian.restrictions


def test_a_name_that_several_go_by_is_nobody_s(ours: Outlets) -> None:
    assert ours.get("BZ") is None
    assert ours.of(None, "ntv").id == "ntv"  # type: ignore[union-attr]
    assert ours.of(None, "Heute").id == "heute-at"  # type: ignore[union-attr]


def test_a_table_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(OutletTableError, match="cannot be read"):
        outlets().add_table(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes("id\tname\na\tM\xfcnchen\n".encode("latin-1"))
    with pytest.raises(OutletTableError, match="UTF-8"):
        outlets().add_table(tmp_path / "latin.tsv")
