"""Mentions as noun phrases: head, article, nominative, kind."""

from __future__ import annotations

import pytest

from wortlaut.actors.phrases import canonical, kind_of, parse


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
    ],
)
def test_canonical(mention: str, name: str) -> None:
    words = mention.replace(",", " ,").split()
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
