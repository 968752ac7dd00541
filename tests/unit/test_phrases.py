"""Mentions as noun phrases: head, article, nominative, kind."""

from __future__ import annotations

import pytest

from wortlaut.actors.joint import conjuncts
from wortlaut.actors.phrases import canonical, clause_end, kind_of, parse
from wortlaut.actors.reports import read_report


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("die Polizei", "Polizei"),
        ("dem Generalvikariat", "Generalvikariat"),
        ("Das Statistische Bundesamt", "Statistisches Bundesamt"),
        ("dem Statistischen Bundesamt", "Statistisches Bundesamt"),
        ("Der Europäische Gerichtshof", "Europäischer Gerichtshof"),
        ("des Landratsamts", "Landratsamt"),
        ("dem Präsidenten", "Präsident"),
        ("dem Angeklagten", "Angeklagter"),
        ("der Vorsitzende des Vereins", "Vorsitzender des Vereins"),
        ("einer Studie der Universität", "Studie der Universität"),
        ("ein Sprecher des Ministeriums", "Sprecher des Ministeriums"),
        ("jüngsten Untersuchungen", "jüngste Untersuchungen"),
        ("der 44 Seiten langen Begründung", "Begründung"),
        ("beiden Lagern", "beide Lager"),
        ("die Vorsitzende Richterin", "Vorsitzende Richterin"),
        ("die Stadt, die klagt", "Stadt"),
        ("Koalitionskreisen", "Koalitionskreise"),
        ("Westliche Diplomaten", "Westliche Diplomaten"),
        ("beider Seiten", "beide Seiten"),
        ("das Komitee gestern in Oslo", "Komitee"),
        ("die Behörde in ihrer Mitteilung", "Behörde"),
        ("Die Zeitung zitiert einen Zeugen", "Zeitung"),
        ("der Polizei zufolge", "Polizei"),
        ("die Initiative „Lukas bleibt“", "Initiative „Lukas bleibt“"),
        ("eine mit einem Megafon bewaffnete Frau", "mit einem Megafon bewaffnete Frau"),
        ("dem am Montag verlesenen Brief", "Brief"),
    ],
)
def test_canonical(mention: str, name: str) -> None:
    words = mention.replace(",", " ,").replace("„", "„ ").replace("“", " “").split()
    phrase = parse(words, oblique=mention == "Koalitionskreisen")
    assert phrase is not None
    assert canonical(phrase) == name


@pytest.mark.parametrize("mention", ["er", "demnach", "man selbst", "", ",", "„ “"])
def test_no_noun_no_phrase(mention: str) -> None:
    assert parse(mention.split()) is None


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("der Händler", "role"),
        ("Händler", "group"),
        ("die Händler", "group"),
        ("eine Händlerin", "role"),
        ("zwei Händlerinnen", "group"),
        ("die Koalition", "organisation"),
        ("das Gutachten", "document"),
        ("Reiffs Sprecher", "role"),
    ],
)
def test_kind(mention: str, kind: str) -> None:
    phrase = parse(mention.split())
    assert phrase is not None
    assert kind_of(phrase) == kind


def test_genitive_plural_behind_a_noun_of_saying() -> None:
    phrase = parse(["politischer", "Beobachter"], oblique=True)
    assert phrase is not None
    assert canonical(phrase) == "politische Beobachter"


def test_where_the_clause_goes_on() -> None:
    words = [
        "der",
        "Premier",
        "Jan",
        "Rabe",
        "geht",
        "nach",
        "einem",
        "Treffen",
        "mit",
        "Ute",
        "Kolb",
    ]
    assert words[: clause_end(words, 1)] == ["der", "Premier", "Jan", "Rabe"]
    apposition = ["die", "Chefin", "der", "Klinik", ",", "Ute", "Kolb"]
    assert clause_end(apposition, 1) == len(apposition)


@pytest.mark.parametrize(
    ("mention", "parts"),
    [
        ("der Rat und die Polizei", ["der Rat", "die Polizei"]),
        ("Sowohl das Amt , der Rat als auch die Firma", ["das Amt", "der Rat", "die Firma"]),
        ("Der Sprecher und andere Mitarbeiter", ["Der Sprecher", "andere Mitarbeiter"]),
        ("die Sprecherin des Rates und der Polizei", []),
        ("die Leiterin der Erhebung , die Soziologin Liv Harmsen", []),
        ("das Amt für Bau und Verkehr", []),
        ("die Staats- und Regierungschefs", []),
    ],
)
def test_conjuncts(mention: str, parts: list[str]) -> None:
    words = mention.split()
    assert [" ".join(words[a:b]) for a, b in conjuncts(words)] == parts


@pytest.mark.parametrize(
    ("mention", "where"),
    [
        ("Angaben der Polizei", "behind"),
        ("dem Verdacht der Kritiker", "behind"),
        ("Kolbs Ansicht", "before"),
        ("eigenen Angaben", "self"),
        ("seine Befürchtung", "possessive"),
        ("Sein Rat", "possessive"),
        ("den Angaben zufolge", "back"),
        ("ein Bericht über Mäuse", "document"),
        ("der Rat der Stadt", None),
        ("die Polizei", None),
    ],
)
def test_nouns_of_saying(mention: str, where: str | None) -> None:
    phrase = parse(mention.split())
    assert phrase is not None
    report = read_report(phrase, lambda at: False)
    assert (report.where if report else None) == where
