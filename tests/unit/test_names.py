"""The parts of speaker naming: runs of names, people and their offices, nouns, first names."""

from __future__ import annotations

import pytest

from wortlaut.actors.first_names import gender_of, is_first_name
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import nation, same_office
from wortlaut.actors.people import People, Person
from wortlaut.actors.spelling import misspelled, spelling_key
from wortlaut.records import Article
from wortlaut.text.document import read_document


def people(text: str) -> People:
    document = read_document(Article(source="-", text=text))
    return People(document.tokens, [s.first for s in document.sentences])


def only(text: str) -> Person:
    (person,) = people(text).persons
    return person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Es sprach Bundesfinanzministerin Ute Kolb.", "Ute Kolb"),
        ("Da kam Dr. Ute Kolb.", "Ute Kolb"),
        ("Bayerns Innenminister Kolb kam.", "Kolb"),
        ("Gestern kam Ursula von der Heyde nach Kiel.", "Ursula von der Heyde"),
        ("Gestern kam Suleiman al-Darwani nach Kiel.", "Suleiman al-Darwani"),
        ("Der Übersetzer Kaapo Rinne kam.", "Kaapo Rinne"),
        ("Dort steht Gerhard Richter.", "Gerhard Richter"),
        ("Dort steht Grit Anders.", "Grit Anders"),
        ("Frau Kolb lacht.", "Kolb"),
        ("Am Montag traf Jan Rabe Montag ein.", "Jan Rabe"),
        ("Sein Landsmann Urs Hefti gewann.", "Urs Hefti"),
        ("Es sprach Konzernchef Conor O’Malley.", "Conor O’Malley"),
        ("Da kam der Korrespondent in Kiel, Will Harm.", "Will Harm"),
        ("Die Statistikerin Noor van Rehm kam.", "Noor van Rehm"),
        ("Der Premierminister des Kosovos Hamit Thaqari kam.", "Hamit Thaqari"),
        ("Kläger Bernward Q. kam.", "Bernward Q."),
    ],
)
def test_a_name_is_found_without_office_and_title(text: str, name: str) -> None:
    assert only(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Die Deutsche Bank schweigt.",
        "Der Botschafter Frankreichs kam.",
        "Im Deutschen Bundestag wurde gestritten.",
        "Die Ministerin sagte am Montag nichts.",
        "Sprecherin der Polizei ist niemand.",
    ],
)
def test_what_is_nobodys_name(text: str) -> None:
    assert people(text).persons == []


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Finanzministerin Ute Kolb kam.", "finanzminister"),
        ("Die Sprecherin der Fraktion, Ute Kolb, kam.", "sprecher"),
        ("Ute Kolb, Sprecherin der Fraktion, kam.", "sprecher"),
        ("Ute Kolb (41), die neue Leiterin des Museums, kam.", "leiter"),
        ("Ute Kolb ist Richterin.", "richter"),
    ],
)
def test_offices_around_a_name(text: str, office: str) -> None:
    person = only(text)
    assert [o.office for o in person.offices] == [office]
    assert person.gender == "f"


def test_a_relative_clause_gives_no_office() -> None:
    assert only("Ute Kolb, die gestern den Minister traf, kam.").offices == []


def test_the_genitive_office_belongs_to_somebody_else() -> None:
    person = only("Ute Kolb kritisierte den Bruder des Ministers.")
    assert person.offices == []


def test_surname_and_genitive_stand_for_the_full_name() -> None:
    found = people("Kolbs Plan ist alt. Ute Kolb kennt ihn. Kolb lacht.")
    assert [p.name for p in found.persons] == ["Ute Kolb"]
    assert len(found.persons[0].mentions) == 3


def test_first_name_alone_stands_for_the_full_name() -> None:
    found = people("Jan Rabe lebt hier. Gestern ging Jan schwimmen.")
    assert [p.name for p in found.persons] == ["Jan Rabe"]
    assert len(found.persons[0].mentions) == 2


def test_another_spelling_is_the_same_person() -> None:
    found = people("Präsident Arman Toqarew kam. Tokarews Rede war kurz. Dann ging Tokarev.")
    assert [p.name for p in found.persons] == ["Arman Toqarew"]
    assert len(found.persons[0].mentions) == 3


def test_a_title_outweighs_the_ending_of_an_unknown_first_name() -> None:
    assert only("Präsident Tavita Selu kam.").gender == "m"
    assert only("Präsidentin Orlo Selu kam.").gender == "f"


def test_plural_roles_have_no_single_name_behind_them() -> None:
    assert people("Dass die Kollegen Mängel sahen, ist neu.").persons == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tokajew", "Toqajew"),
        ("Tokajew", "Tokayev"),
        ("Lawrow", "Lavrov"),
        ("Selenskyj", "Zelensky"),
        ("Schtscherbakow", "Shcherbakov"),
        ("Chruschtschow", "Khrushchov"),
    ],
)
def test_transcriptions_have_one_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Müller", "Möller"), ("Kolb", "Kalb"), ("Rabe", "Raab")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)
    assert not misspelled(one, other)


def test_a_slip_in_the_vowels_of_a_long_name() -> None:
    assert misspelled("Kranzbichler", "Kranzbechler")
    assert not misspelled("Kranzbichler", "Franzbichler")


def test_couples_stay_two() -> None:
    found = people("Ute Kolb und Jan Kolb kamen.")
    assert [p.name for p in found.persons] == ["Ute Kolb", "Jan Kolb"]


def test_a_common_noun_is_not_the_surname_beside_it() -> None:
    found = people("Peter Bauer kam. Der Bauer aus Kiel blieb fern.")
    assert len(found.persons[0].mentions) == 1


@pytest.mark.parametrize(
    ("word", "kind", "gender"),
    [
        ("Bundesfinanzministerin", "role", "f"),
        ("Präsidenten", "role", "m"),
        ("GdP-Vorsitzende", "role", None),
        ("Ärztin", "role", "f"),
        ("Landgerichts", "organisation", "n"),
        ("Kriminalpolizei", "organisation", "f"),
        ("Koalitionskreisen", "group", "p"),
        ("Langzeitstudie", "document", "f"),
    ],
)
def test_nouns_are_known_by_their_last_part(word: str, kind: str, gender: str | None) -> None:
    found = noun_class(word)
    assert found is not None
    assert (found.kind, found.gender) == (kind, gender)


@pytest.mark.parametrize("word", ["Orlamünder", "Apparat", "Merkel", "Heirat", "Berlin"])
def test_unknown_nouns_have_no_class(word: str) -> None:
    assert noun_class(word) is None


def test_offices_that_are_one() -> None:
    assert same_office("minister", "minister") == 3
    assert same_office("finanzminister", "minister") == 2
    assert same_office("rathauschef", "oberbürgermeister") == 1
    assert same_office("mediziner", "arzt") == 1
    assert same_office("richter", "staatsanwalt") == 0


def test_nations_by_country_and_adjective() -> None:
    assert nation("russischen") == nation("Russlands") == nation("russische") is not None
    assert nation("weißrussischer") == nation("Belarus")
    assert nation("weißrussischer") != nation("russischer")
    assert nation("US-Präsident") == nation("amerikanische")
    assert nation("frühere") is None
    assert nation("politischen") is None


def test_first_names() -> None:
    assert is_first_name("Hans-Joachim")
    assert not is_first_name("Bundestag")
    assert gender_of("Henning") == "m"
    assert gender_of("Qassym-Schomart") == "m"
    assert gender_of("Xanira") == "f"
    assert gender_of("Sascha") == "m"
    assert gender_of("Kim") is None
