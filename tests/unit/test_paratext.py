"""Paratext: what is set aside, and above all what is not."""

from __future__ import annotations

import pytest

from wortlaut.records import Article, Document
from wortlaut.text.document import read_document

TITLE = "Stadt sperrt den alten Kai"
LEAD = "Die Stadt hat den Kai am Montag gesperrt, weil seine Pfähle morsch sind."
BODY = "„Wir bauen neu“, sagte Amtsleiterin Imke Thode. Der Bau beginne im Mai."


def read(*paragraphs: str, authors: tuple[str, ...] = ()) -> Document:
    return read_document(Article(source="test", text="\n\n".join(paragraphs), authors=authors))


def paratext(*paragraphs: str, authors: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    doc = read(*paragraphs, authors=authors)
    return [(p.kind, s.cut(doc.text)) for p in doc.paratext for s in p.spans]


@pytest.mark.parametrize(
    ("kind", "closing"),
    [
        ("teaser", "Mehr zum Thema - Hafen: Warum die Pfähle faulen"),
        ("teaser", "Lesen Sie auch: Warum die Pfähle faulen"),
        ("teaser", "LESEN SIE AUCH: So schön war der Kai"),
        ("teaser", "Das könnte Sie auch interessieren: Kai, Kran und Kutter"),
        ("teaser", "Kommentar: Der Kai war längst verloren"),
        ("teaser", "Bildergalerie: So sieht der Kai heute aus"),
        ("teaser", "Die wichtigsten Baustellen im Überblick"),
        ("appeal", "Nichts mehr verpassen: Abonnieren Sie unseren Newsletter „Hafenpost“."),
        ("appeal", "Haben Sie Hinweise zum Kai? Schreiben Sie uns an tipp@hafenbote.example."),
        ("appeal", "Folgen Sie uns auch auf Instagram!"),
        ("appeal", "Spendenkonto: Verein Alter Kai, Stichwort „Pfahl“"),
        ("appeal", "Kennen Sie den Kai noch? Erzählen Sie uns Ihre Geschichte!"),
        ("appeal", "Unabhängiger Journalismus braucht Unterstützung."),
        ("appeal", "Diskutieren Sie mit: Braucht die Stadt den Kai?"),
        ("notice", "Hinweis der Redaktion: In einer früheren Fassung stand ein falsches Datum."),
        ("notice", "Transparenzhinweis: Der Autor besitzt ein Boot am Kai."),
        ("notice", "Dieser Artikel wird laufend aktualisiert. Stand: 14.20 Uhr"),
        ("notice", "Stand: 12. März, 17 Uhr"),
        ("notice", "Für alle Genannten gilt die Unschuldsvermutung."),
        ("byline", "Das Interview führte Ina Kolb."),
        ("byline", "Die Chefredaktion"),
        ("byline", "Ina Kolb"),
        ("agency", "dpa/AFP"),
        ("agency", "© dpa-infocom, dpa:240612-99-000001/1"),
        ("agency", "(ino/dpa)"),
        ("agency", "Mit Material von dpa"),
        ("credit", "Foto: Ina Kolb"),
        ("credit", "Text und Bild: Feuerwehr Hafenstadt"),
        ("caption", "Der gesperrte Kai am Montagabend. Foto: Ina Kolb"),
        ("caption", "Blick über den Hafen, aufgenommen im Mai. (Bild: Jan Rohde)"),
    ],
)
def test_at_the_end(kind: str, closing: str) -> None:
    assert paratext(TITLE, LEAD, BODY, closing) == [(kind, closing)]


@pytest.mark.parametrize(
    "byline",
    [
        "Von Ina Kolb",
        "Von Ina Kolb und Jan Rohde, Hafenstadt",
        "Von unserem Korrespondenten Jan Rohde",
        "Ein Kommentar von Ina Kolb",
        "Text: Ina Kolb, Bild: Jan Rohde",
    ],
)
def test_byline_below_the_headline(byline: str) -> None:
    assert paratext(TITLE, byline, LEAD, BODY) == [("byline", byline)]


def test_a_line_with_an_author_of_the_article_is_a_byline() -> None:
    assert paratext(TITLE, "Ina Kolb", LEAD) == []
    assert paratext(TITLE, "Ina Kolb", LEAD, authors=("Ina Kolb",)) == [("byline", "Ina Kolb")]


@pytest.mark.parametrize(
    "dateline",
    ["Hafenstadt (dpa)", "Hafenstadt/Ulm (dpa/lno)", "Hafenstadt (APA)", "Bad Kai (odk)"],
)
def test_dateline(dateline: str) -> None:
    assert paratext(TITLE, f"{dateline} - {LEAD}", BODY) == [("agency", dateline)]


def test_agency_signed_behind_the_last_sentence() -> None:
    assert paratext(TITLE, LEAD, f"{BODY} (dpa)") == [("agency", "(dpa)")]


def test_a_run_of_paratext_at_the_end() -> None:
    closing = ["Foto: Ina Kolb", "Kommentar: Der Kai war verloren", "Lesen Sie auch: Kutter ahoi"]
    found = paratext(TITLE, LEAD, BODY, *closing)
    assert found == [("credit", closing[0]), ("teaser", closing[1]), ("teaser", closing[2])]


def test_a_publisher_speaks_of_itself_at_length() -> None:
    notice = (
        "Seit dem Frühjahr wird unsere Website von vielen Anbietern nicht mehr angezeigt. "
        "Darunter leidet unsere Arbeit, und viele unserer Leser finden uns nicht mehr. Wenn Ihnen "
        "unsere Artikel gefallen, dann teilt sie gern, wo immer Ihr seid. So helft Ihr mit, dass "
        "es uns auch im nächsten Jahr noch gibt und niemand den Kai vergisst, an dem alles begann, "
        "als der erste Kutter mit der Zeitung kam."
    )
    assert paratext(TITLE, LEAD, BODY, notice) == [("notice", notice)]


@pytest.mark.parametrize(
    "report",
    [
        "„Abonnieren Sie unseren Newsletter“, rief der Händler den Leuten auf dem Markt zu.",
        "Hintergrund: Die Stadt hatte den Kai vor zehn Jahren gekauft und nie geprüft.",
        "Die Redaktion der Hafenpost wehrte sich gegen den Vorwurf.",
        "Der Verein hat ein Spendenkonto eingerichtet. Für den Kai fehlen 20.000 Euro.",
        "Von Ulm aus fuhr der Zug weiter nach Aalen.",
        "Das Foto: Es zeigt den Kai im Jahr 1912, als noch Kutter dort lagen.",
        "Kolb (SPD) – seit zehn Jahren im Rat – stimmte dagegen.",
        "Mehr zum Thema wollte das Amt am Montag nicht sagen, sagte eine Sprecherin.",
        "Freuen Sie sich auf den neuen Kai? Ja, sehr.",
        "Kommen Sie mit an den Kai?",
        "Wir haben den Kai vermisst. Er fehlt uns sehr.",
        "Für den Angeklagten gilt bis zu einem Urteil die Unschuldsvermutung, sagte der Richter.",
    ],
)
def test_a_paragraph_of_the_report_is_kept(report: str) -> None:
    assert paratext(TITLE, LEAD, report) == []
    assert paratext(TITLE, report, BODY) == []


def test_weak_forms_count_only_in_the_closing_run() -> None:
    assert paratext(TITLE, "Kommentar: Der Kai war verloren", LEAD, BODY) == []


def test_the_headline_is_never_paratext() -> None:
    assert paratext("Lesen Sie auch: Kutter ahoi") == []
    assert paratext("Foto: privat", LEAD) == []
