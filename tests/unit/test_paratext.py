"""Paratext: what is set aside, and above all what is not."""

from __future__ import annotations

import time

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
        (
            "correction",
            "Hinweis der Redaktion: In einer früheren Fassung stand ein falsches Datum.",
        ),
        ("correction", "Korrektur: Der Kai ist 90 Meter lang, nicht 900."),
        ("correction", "In einer früheren Version dieses Artikels hieß die Werft falsch."),
        ("correction", "Wir haben den Fehler korrigiert und bitten um Entschuldigung."),
        ("notice", "Dies ist eine maschinelle Übersetzung eines Textes aus dem Kutterblatt."),
        (
            "notice",
            "Mit * gekennzeichnete Links sind Affiliate-Links, für die wir Provision bekommen.",
        ),
        ("notice", "Empfohlener externer Inhalt"),
        ("notice", "3 Minuten Lesezeit"),
        ("notice", "Veröffentlicht am 13. Mai 2024 um 15:44"),
        ("notice", "Sendung: Hafenradio, 24.04.2024, 15:10 Uhr"),
        ("notice", "Anzeige"),
        ("teaser", ">> Hier finden Sie alle Baustellen des Jahres"),
        ("teaser", "→ Der Kai in Bildern"),
        ("teaser", "Mehr über den Hafen lesen Sie hier"),
        ("teaser", "Weitere Nachrichten aus dem Hafen:"),
        ("appeal", "2 Wochen kostenlos testen"),
        ("appeal", "Wie hat Ihnen dieser Artikel gefallen?"),
        ("appeal", "Nie wieder etwas verpassen: Jetzt kostenlos anmelden"),
        ("appeal", "Haben Sie Hinweise zum Kai? Dann schreiben Sie uns."),
        ("credit", "Recherche: Ina Kolb, Faktencheck: Jan Rohde, Grafik: Eva Thode"),
        ("credit", "Bildrechte: Hafenradio/Ina Kolb"),
        ("credit", "Copyright © Hafenbote 2024. Alle Rechte vorbehalten."),
        ("byline", "(iko)"),
        ("byline", "HAFENRADIO (iko)"),
        ("agency", "red, hafen.example/Agenturen"),
        ("agency", "(APA/Red)"),
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
        "Schreiben Sie sich das hinter die Ohren, sagte die Amtsleiterin.",
        "Zum Thema Kai: Es ist klar, dass die Stadt ihn zu spät geprüft hat.",
        "Er hoffe, dass die Leute hier Zeitung lesen.",
        "Update der Kaimauer kostet Millionen.",
        "Übersetzt wurde die Inschrift am Kai erst vor zwei Jahren.",
        "Die Anzeige gegen die Stadt ging am Montag ein.",
        "Der Kommentar ist im Rat übersetzt worden, weil ihn niemand verstand.",
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


def test_a_line_about_the_author_closes_an_article() -> None:
    line = "Ina Kolb ist Redakteurin und wohnt am Kai."
    assert paratext(TITLE, LEAD, BODY, line) == []
    assert paratext(TITLE, LEAD, BODY, line, authors=("Ina Kolb",)) == [("byline", line)]


@pytest.mark.parametrize(
    "closing",
    ["Foto: " + "Aa " * 100, "Foto: Aa Bb, " * 24, "Von " + "Aa Bb, " * 44, "red/" + "aa/" * 100],
)
def test_lines_made_to_mislead_the_rules_take_no_time(closing: str) -> None:
    started = time.process_time()
    read(TITLE, LEAD, *[closing] * 20)
    assert time.process_time() - started < 2
