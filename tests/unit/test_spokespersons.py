"""For whom a spokesperson speaks."""

from __future__ import annotations

import pytest

from wortlaut.actors import name_speakers
from wortlaut.actors.spokespersons import house_of
from wortlaut.records import Article, Excerpt, Speaker, Statement
from wortlaut.text.document import read_document


@pytest.mark.parametrize(
    ("phrase", "house"),
    [
        ("ein Sprecher des Ministeriums", "Ministerium"),
        ("die Sprecherin der Bonner Polizei", "Bonner Polizei"),
        ("Polizeisprecherin Ute Kolb", "Polizei"),
        ("Regierungssprecher Jan Rabe", "Regierung"),
        ("eine Gerichtssprecherin", "Gericht"),
        ("der israelische Regierungssprecher Jan Rabe", "israelische Regierung"),
        ("Vizeregierungssprecher Jan Rabe", "Regierung"),
        ("Northern Birds Watch-Sprecher Jan Rabe", "Northern Birds Watch"),
        ("Ministeriumssprecher Jan Rabe", "Ministerium"),
        ("Kreml-Sprecher Jan Rabe", "Kreml"),
        ("der außenpolitische Sprecher der SPD-Fraktion , Jan Rabe", "SPD-Fraktion"),
        ("ein Sprecher des Bundesministeriums für Bildung und Forschung",
         "Bundesministerium für Bildung und Forschung"),
        ("eine Sprecherin der Deutschen Bahn", "Deutsche Bahn"),
    ],
)  # fmt: skip
def test_the_house_is_read(phrase: str, house: str) -> None:
    assert house_of(phrase.split()) == house


@pytest.mark.parametrize(
    "phrase",
    [
        "Vorstandssprecher Jan Rabe",
        "Klassensprecherin Ute Kolb",
        "Vorstandssprecher der Deutschen Bank",
        "Sprecher für Innere Sicherheit",
        "ein Sprecher des Präsidenten",
        "der Sprecher von Angela Kolb",
        "Sprecher",
        "die Pressesprecherin",
        "der Lautsprecher",
        "",
    ],
)
def test_where_no_house_is_there_none_is_read(phrase: str) -> None:
    assert house_of(phrase.split()) is None


def speakers(text: str, *mentions: str) -> list[Speaker]:
    document = read_document(Article("text", text))
    statements, at = [], 0
    for n, mention in enumerate(mentions):
        at = text.index(mention, at)
        spans = Excerpt.cut(text, [(len(text) - 9 + n, len(text) - 8 + n)]).spans
        speaker = Speaker(Excerpt.cut(text, [(at, at + len(mention))]))
        statements.append(Statement(document.article.id, "indirect", "x", spans, speaker=speaker))
        at += len(mention)
    return [s.speaker for s in name_speakers(document, statements)]


def test_the_person_speaks_and_the_organisation_stands_behind() -> None:
    text = "Ute Kolb, Sprecherin der Polizei, sagte nichts. Später sagte Kolb, es sei aufgeklärt."
    for speaker in speakers(text, "Ute Kolb, Sprecherin der Polizei", "Kolb"):
        assert (speaker.name, speaker.kind) == ("Ute Kolb", "person")
        assert speaker.on_behalf_of is not None
        assert (speaker.on_behalf_of.name, speaker.on_behalf_of.kind) == ("Polizei", "organisation")


def test_an_unnamed_spokesperson_keeps_the_role() -> None:
    text = "Ein Sprecher des Ministeriums sagte, die Sache sei damit nun endlich aufgeklärt."
    (speaker,) = speakers(text, "Ein Sprecher des Ministeriums")
    assert (speaker.name, speaker.kind) == ("Sprecher des Ministeriums", "role")
    assert speaker.on_behalf_of is not None
    assert speaker.on_behalf_of.name == "Ministerium"


def test_others_speak_for_themselves() -> None:
    text = "Die Ministerin Ute Kolb sagte, die Sache sei damit nun endlich ganz aufgeklärt."
    (speaker,) = speakers(text, "Die Ministerin Ute Kolb")
    assert speaker.on_behalf_of is None
