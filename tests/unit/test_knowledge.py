"""The shipped knowledge base: names in every spelling, offices by date, places, organisations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wortlaut.errors import KnowledgeError
from wortlaut.knowledge import Entry, Knowledge
from wortlaut.knowledge.names import normal, skeletons, uninflected
from wortlaut.knowledge.positions import office_of, offices_of_portfolio


@pytest.fixture(scope="module")
def known() -> Iterator[Knowledge]:
    knowledge = Knowledge.open()
    yield knowledge
    knowledge.close()


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [e.id for e in entries]


# -------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "wikidata"),
    [
        ("Wladimir Putin", "Q7747"),
        ("Vladimir Putin", "Q7747"),
        ("Wladimir Putins", "Q7747"),
        ("Angela Merkel", "Q567"),
        ("Dr. Angela Merkel", "Q567"),
        ("ANGELA MERKEL", "Q567"),
        ("Olaf Scholz’", "Q61053"),
        ("Friedrich Merz", "Q566257"),
        ("Qassym-Schomart Toqajew", "Q200881"),
        ("Kassym-Jomart Tokayev", "Q200881"),
        ("Kassim-Schomart Tokajew", "Q200881"),
        ("Sergej Lawrow", "Q58217"),
        ("Sergei Lawrow", "Q58217"),
        ("Serguei Lavrov", "Q58217"),
        ("Wolodymyr Selenskyj", "Q3874799"),
        ("Volodymyr Zelensky", "Q3874799"),
        ("Wolodimir Selenski", "Q3874799"),
        ("Recep Tayyip Erdogan", "Q39259"),
        ("Baschar al Assad", "Q44329"),
        ("Ursula von der Leyen", "Q60772"),
    ],
)
def test_a_name_in_any_spelling(known: Knowledge, name: str, wikidata: str) -> None:
    assert ids(known.find(name))[:1] == [wikidata]


@pytest.mark.parametrize("name", ["Putin", "Putins", "Toqajew", "Tokayev", "Selenskij", "Merkel"])
def test_a_surname_gives_the_best_known_first(known: Knowledge, name: str) -> None:
    first = known.by_surname(name)[0]
    assert first.prominence == 3


@pytest.mark.parametrize("name", ["", " ", "-", "Henning Orlamünder-Quast", "Wladimir", "x" * 5000])
def test_who_is_not_known_is_not_found(known: Knowledge, name: str) -> None:
    assert known.find(name) == ()


def test_namesakes_are_all_found(known: Knowledge) -> None:
    assert len(known.find("Michael Müller")) > 1


def test_what_is_known_of_a_person(known: Knowledge) -> None:
    merkel = known.get("Q567")
    assert merkel == Entry(
        "Q567", "Angela Merkel", "person", "Q567", "female", "1954-07-17", None, "CDU", "DE", 3
    )
    assert known.get("Q0") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lawrow", "Lavrov"),
        ("Selenskyj", "Zelensky"),
        ("Tokajew", "Tokayev"),
        ("Schoigu", "Shoigu"),
        ("Chruschtschow", "Khrushchev"),
        ("Jazenjuk", "Yatsenyuk"),
        ("Nasarbajew", "Nazarbayev"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert set(skeletons(one)) & set(skeletons(other))


@pytest.mark.parametrize(("one", "other"), [("Iwanow", "Petrow"), ("Abbas", "Assad")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert not set(skeletons(one)) & set(skeletons(other))


def test_normal_forms() -> None:
    assert normal("Prof. Dr. Karl-Heinz von Bülow") == normal("karl heinz bülow")
    assert normal("François Hollande") == normal("Francois Hollande")
    assert list(uninflected("Merkels")) == ["Merkel"]


# ------------------------------------------------------------------------------------ offices


@pytest.mark.parametrize(
    ("office", "country", "body", "day", "name"),
    [
        ("president", "RU", None, "2010-05-01", "Dmitri Medwedew"),
        ("president", "RU", None, "2022-04-20", "Wladimir Putin"),
        ("president", "RU", None, "2004-01-01", "Wladimir Putin"),
        ("head_of_state", "KZ", None, "2022-01-10", "Qassym-Schomart Toqajew"),
        ("chancellor", "DE", None, "2005-10-01", "Gerhard Schröder"),
        ("chancellor", "DE", None, "2006-05-01", "Angela Merkel"),
        ("head_of_government", "DE", None, "2023-05-01", "Olaf Scholz"),
        ("president", "DE", None, "2006-05-01", "Horst Köhler"),
        ("foreign_minister", "DE", None, "2008-01-01", "Frank-Walter Steinmeier"),
        ("president", "US", None, "2005-05-01", "George W. Bush"),
        ("president", "US", None, "2012-05-01", "Barack Obama"),
        ("president", "US", None, "2022-05-01", "Joe Biden"),
        ("foreign_minister", "US", None, "2006-01-01", "Condoleezza Rice"),
        ("head_of_government", "GB", None, "2006-01-01", "Tony Blair"),
        ("president", "FR", None, "2006-01-01", "Jacques Chirac"),
        ("president", "FR", None, "2020-01-01", "Emmanuel Macron"),
        ("chancellor", "AT", None, "2005-01-01", "Wolfgang Schüssel"),
        ("head_of_government", "DE", "DE-BY", "2006-01-01", "Edmund Stoiber"),
        ("secretary_general", None, "un", "2006-06-01", "Kofi Annan"),
        ("secretary_general", None, "nato", "2020-01-01", "Jens Stoltenberg"),
        ("commission_president", None, "eu_commission", "2022-01-01", "Ursula von der Leyen"),
        ("party_leader", None, "SPD", "2006-03-01", "Matthias Platzeck"),
        ("pope", "VA", None, "2006-01-01", "Benedikt XVI."),
    ],
)
def test_who_held_an_office_on_a_day(
    known: Knowledge, office: str, country: str | None, body: str | None, day: str, name: str
) -> None:
    found = known.holders(office, country=country, body=body, on=day)
    assert [e.name for e in found] == [name]


def test_a_country_alone_says_nothing_of_its_states(known: Knowledge) -> None:
    names = {e.name for e in known.holders("interior_minister", country="DE", on="2008-01-01")}
    assert names == {"Wolfgang Schäuble"}


def test_nobody_held_it_then(known: Knowledge) -> None:
    assert known.holders("president", country="RU", on="1900-01-01") == ()
    assert known.holders("lord_of_the_rings", country="RU") == ()


def test_the_tenures_of_a_person(known: Knowledge) -> None:
    found = known.tenures("Q7747")
    presidencies = [(t.start or "")[:4] for t in found if t.office == "president"]
    assert presidencies == sorted(presidencies)
    assert len(presidencies) >= 2
    assert known.tenures("Q0") == ()


@pytest.mark.parametrize(
    ("phrase", "offices", "country", "body"),
    [
        ("der kasachische Präsident", ("president",), "KZ", None),
        ("dem russischen Präsidenten", ("president",), "RU", None),
        ("das russische Staatsoberhaupt", ("head_of_state",), "RU", None),
        ("der weißrussische Präsident", ("president",), "BY", None),
        ("US-Präsident", ("president",), "US", None),
        ("Präsidenten Kasachstans", ("president",), "KZ", None),
        ("der Präsident der Ukraine", ("president",), "UA", None),
        ("Bundesaußenministerin", ("foreign_minister",), "DE", None),
        ("bayerische Ministerpräsident", ("head_of_government",), "DE", "DE-BY"),
        ("Ministerpräsident von Niedersachsen", ("head_of_government",), "DE", "DE-NI"),
        ("UN-Generalsekretär", ("secretary_general",), None, "un"),
        ("Generalsekretär der Vereinten Nationen", ("secretary_general",), None, "un"),
        ("EU-Kommissionspräsidentin", ("commission_president",), None, "eu_commission"),
        ("EZB-Präsident", ("central_bank_head",), None, "ezb"),
        ("CDU-Chef", ("party_leader",), None, "CDU"),
        ("Grünen-Chefin", ("party_leader",), None, "Grüne"),
        ("Kremlchef", ("president",), "RU", None),
    ],
)
def test_what_the_words_of_an_office_say(
    known: Knowledge, phrase: str, offices: tuple[str, ...], country: str | None, body: str | None
) -> None:
    reading = known.office(phrase.split())
    assert reading is not None
    assert (reading.offices, reading.country, reading.body) == (offices, country, body)


@pytest.mark.parametrize("phrase", ["der Polizeisprecher", "Trainer", "Vereinspräsident", "", "x"])
def test_what_is_no_office(known: Knowledge, phrase: str) -> None:
    assert known.office(phrase.split()) is None


def test_former_assumed_and_gender(known: Knowledge) -> None:
    former = known.office(["der", "frühere", "Bundeskanzler"])
    assert former is not None
    assert (former.former, former.assumed, former.gender) == (True, True, "male")
    old = known.office(["Ex-Kanzler"])
    assert old is not None
    assert old.former
    woman = known.office(["die", "Kanzlerin"])
    assert woman is not None
    assert woman.gender == "female"
    chair = known.office(["dem", "Vorsitzenden"])
    assert chair is not None
    assert chair.gender is None


def test_english_titles() -> None:
    assert office_of("Minister of Foreign Affairs", "PL") == "foreign_minister"
    assert office_of("Deputy Minister of Finance") is None
    assert office_of("Mayor of London") == "mayor"
    assert offices_of_portfolio("Ministerin für Justiz und Gesundheit") == (
        "justice_minister",
        "health_minister",
    )


# -------------------------------------------------------------------- places and organisations


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Kasachstans", "KZ"),
        ("kasachischen", "KZ"),
        ("weißrussischer", "BY"),
        ("belarussische", "BY"),
        ("Amerikaner", "US"),
        ("US-amerikanische", "US"),
        ("USA", "US"),
        ("Russin", "RU"),
        ("emiratischen", "AE"),
        ("palästinensische", "PS"),
        ("Haus", None),
        ("", None),
    ],
)
def test_the_country_of_a_word(known: Knowledge, word: str, country: str | None) -> None:
    assert known.country(word) == country


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("UN", "o:un"),
        ("der Vereinten Nationen", "o:un"),
        ("dpa", "o:ag_dpa"),
        ("die Grünen", "o:gruene"),
        ("der Deutschen Umwelthilfe", "o:duh"),
        ("Polizei Mainz", "o:polizei mainz"),
        ("des Landgerichts Hamburg", "o:landgericht hamburg"),
        ("Staatsanwaltschaft Frankfurt am Main", "o:staatsanwaltschaft frankfurt am main"),
        ("Bundesverfassungsgerichts", "o:bundesverfassungsgericht"),
        ("Polizei", None),
        ("Verein der Freunde", None),
    ],
)
def test_an_organisation_by_its_name(known: Knowledge, name: str, id: str | None) -> None:
    found = known.organisation(name)
    assert (found.id if found else None) == id


def test_no_id_without_evidence_for_a_pattern(known: Knowledge) -> None:
    police = known.organisation("Polizei Mainz")
    assert police is not None
    assert police.wikidata is None


@pytest.mark.parametrize(
    ("words", "id"),
    [("Kreml", "o:kremlin"), ("das Weiße Haus", "o:white_house"), ("Brüssel", "o:eu"), ("X", None)],
)
def test_a_place_that_speaks(known: Knowledge, words: str, id: str | None) -> None:
    found = known.metonym(words)
    assert (found.id if found else None) == id


# ------------------------------------------------------------------------------ files and tables


def own(tmp_path: Path, text: str) -> Knowledge:
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return Knowledge.open(own=[path])


def test_ones_own_table_wins(tmp_path: Path) -> None:
    known = own(
        tmp_path,
        "name\taliases\tkind\twikidata\tparty\tcountry\toffice\tstart\n"
        "Wladimir W. Putin\tder Präsident\tperson\tQ7747\tparteilos\t\t\t\n"
        "Ida Kranz\tIda Kranz-Holm\tperson\t\tSPD\tDE\tchancellor\t2027-01-01\n"
        "Hafenrat\t\torganisation\t\t\t\t\t\n",
    )
    putin = known.find("Wladimir Putin")[0]
    assert (putin.name, putin.party, putin.born) == ("Wladimir W. Putin", "parteilos", "1952-10-07")
    assert [e.name for e in known.find("Ida Kranz-Holms")] == ["Ida Kranz"]
    assert [e.name for e in known.by_surname("Kranz")][:1] == ["Ida Kranz"]
    on = known.holders("chancellor", country="DE", on="2027-06-01")
    assert [e.name for e in on] == ["Ida Kranz"]
    harbour = known.organisation("der Hafenrat")
    assert harbour is not None
    assert (harbour.name, harbour.wikidata) == ("Hafenrat", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("namen\nIda\n", "unknown column 'namen'"),
        ("wikidata\nQ1\n", "no column 'name'"),
        ("name\tkind\nIda\tanimal\n", "line 2: kind is 'animal'"),
        ("name\twikidata\nIda\t7747\n", "line 2: '7747' is no Wikidata id"),
        ("name\tgender\nIda\tx\n", "line 2: gender is 'x'"),
        ("name\tkind\nIda\n", "line 2: 2 columns expected"),
        ("name\n\t\n", "line 2"),
        ("name\toffice\tstart\nIda\tpresident\tMai\n", "line 2: start is 'Mai'"),
        ("name\toffice\tend\nIda\tpresident\t2027-13-01\n", "line 2: end is '2027-13-01'"),
        ("name\toffice\nIda\tkasper\n", "line 2: office is 'kasper'.* chancellor, "),
    ],
)
def test_a_broken_table_says_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        own(tmp_path, text)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such knowledge base"):
        Knowledge.open(tmp_path / "none.sqlite").find("Angela Merkel")
    (tmp_path / "text.sqlite").write_text("kein SQLite, aber lang genug, um eines zu sein", "utf-8")
    with pytest.raises(KnowledgeError, match="not a knowledge base"):
        Knowledge.open(tmp_path / "text.sqlite").find("Angela Merkel")
    with pytest.raises(KnowledgeError, match=r"cannot be read \(No such file or directory\)"):
        Knowledge.open(own=[tmp_path / "none.tsv"])
    (tmp_path / "latin.tsv").write_bytes("name\nMüller\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"cannot be read \(not UTF-8\)"):
        Knowledge.open(own=[tmp_path / "latin.tsv"])


def test_what_is_in_it(known: Knowledge) -> None:
    info = known.info()
    assert info["persons"] > 40_000
    assert info["with_wikidata"] <= info["persons"] + info["organisations"]
    assert all(s["licence"] and s["rows"] > 0 for s in info["sources"])


def test_it_is_small() -> None:
    import wortlaut.knowledge

    files = [p for p in Path(wortlaut.knowledge.__file__).parent.rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in files if p.suffix in (".sqlite", ".tsv"))
    assert size <= 15_000_000
