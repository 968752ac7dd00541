"""Copies of one report are found, two reports of one event are not."""

from __future__ import annotations

import random

import pytest

from wortlaut.records import Paratext, Span
from wortlaut.trace.agencies import agencies_named
from wortlaut.trace.copies import (
    Report,
    candidates,
    group_copies,
    is_copy,
    pack,
    report_words,
    shared,
    signature,
    unpack,
)

WIRE = """Die Fähre zwischen Nordhafen und der Insel Surderoog fällt bis Ende März aus. Ein Schaden
am Ruder sei größer als zunächst gedacht, sagte der Sprecher der Reederei, Malte Hinrichs, am
Dienstag. „Wir bekommen das Ersatzteil frühestens in drei Wochen.“ Bis dahin fahre ein kleineres
Schiff, das keine Autos mitnimmt. Die Gemeinde bat um Geduld. Bürgermeisterin Frauke Petersen sprach
von einer schweren Zeit für die Betriebe. Die Vorräte auf der Insel reichten für zehn Tage, teilte
der Landkreis mit. Lebensmittel würden mit einem Frachtschiff gebracht. Die Reederei hatte den
Schaden am Sonntag bei einer Kontrolle entdeckt. Rund 400 Menschen leben auf der Insel."""
DESK = (
    WIRE.replace("am\nDienstag", "am Dienstag")
    .replace("schweren Zeit", "harten Probe")
    .replace(" Rund 400 Menschen leben auf der Insel.", "")
)
OTHER = """Wer in den nächsten Wochen mit dem Auto nach Surderoog will, muss umplanen. Am Ruder der
Fähre ist ein Schaden entdeckt worden, und die Reparatur zieht sich hin. Reedereisprecher Malte
Hinrichs rechnet nicht vor April mit dem Ersatzteil. Für die Betriebe auf der Insel ist das ein
Schlag: „Die Ostergäste bleiben uns weg“, sagt Hotelier Jens Thomsen. Die Bürgermeisterin hat einen
Krisenstab einberufen. Sie will erreichen, dass das Land die Frachtkosten übernimmt. Mit dem
Landkreis wird darüber am Donnerstag gesprochen, im Rathaus in Nordhafen, hinter verschlossenen
Türen und ohne die Reederei."""


def report(id: str, text: str, published: str | None = None, agency: str | None = None) -> Report:
    words = report_words(text)
    found = signature(words)
    assert found is not None
    return Report(id, lambda: words, found, published, (agency,) if agency else ())


def test_a_desk_s_edit_is_a_copy_and_another_author_s_report_is_none() -> None:
    wire, desk, other = map(report_words, (WIRE, DESK, OTHER))
    assert is_copy(wire, desk)
    assert is_copy(desk, wire)
    assert not is_copy(wire, other)
    assert shared(wire, wire) == (1.0, 1.0)
    assert shared(wire, []) == (0.0, 0.0)


def test_a_report_inside_a_much_longer_one_is_no_copy() -> None:
    assert not is_copy(report_words(WIRE), report_words(WIRE + OTHER * 3))


def test_groups_name_the_oldest_and_the_agency() -> None:
    groups = group_copies(
        [
            report("b", DESK, "2026-03-03T10:00:00+01:00", "dpa"),
            report("a", WIRE, "2026-03-03T09:30:00+01:00", "dpa"),
            report("c", WIRE + " Mehr dazu später.", None, "AFP"),
            report("z", OTHER, "2026-03-01"),
        ]
    )
    assert [(g.articles, g.original, g.agency) for g in groups] == [(("a", "b", "c"), "a", "dpa")]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_reports_does_not_matter(seed: int) -> None:
    reports = [report(f"{i}", text) for i, text in enumerate([WIRE, OTHER, DESK, OTHER + " So."])]
    expected = group_copies(reports)
    assert {g.articles for g in expected} == {("0", "2"), ("1", "3")}
    random.Random(seed).shuffle(reports)
    assert group_copies(reports) == expected


def test_short_texts_are_nobody_s_copies() -> None:
    assert signature(report_words("Mehr in Kürze.")) is None
    assert not is_copy(["mehr"] * 5, ["mehr"] * 5)


def test_paratext_does_not_count() -> None:
    text = "Lesen Sie auch: Alles neu\n\n" + WIRE
    assert report_words(text, [Paratext("teaser", (Span(0, 25),))]) == report_words(WIRE)


def test_signatures_can_be_kept() -> None:
    found = signature(report_words(WIRE))
    assert found is not None
    assert unpack(pack(found)) == found
    assert list(candidates({"a": found, "b": found})) == [("a", "b")]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Kiel (dpa/lno) - Die Fähre liegt fest.", ("dpa",)),
        ("Wien (APA/dpa) – Die Fähre liegt fest.", ("APA", "dpa")),
        ("Genf (awp/sda) - Der Kurs fällt.", ("Keystone-SDA",)),
        ("Er sagte der dpa, die Fähre (AFP war dabei) liege fest.", ()),
        ("Kiel - Die Fähre liegt fest.", ()),
    ],
)
def test_the_agency_of_a_dateline(text: str, agencies: tuple[str, ...]) -> None:
    assert agencies_named(text) == agencies


def test_the_agency_of_agency_lines_not_of_photo_credits() -> None:
    text = "Die Fähre liegt fest.\n\ndpa/kst\n\nFoto: AFP\n\nMit Material von Reuters und ap"
    part = [
        Paratext("agency", (Span(23, 30),)),
        Paratext("credit", (Span(32, 41),)),
        Paratext("notice", (Span(43, 74),)),
    ]
    assert agencies_named(text, part) == ("dpa", "Reuters")
