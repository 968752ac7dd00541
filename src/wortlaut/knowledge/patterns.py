"""Offices of the state by the form of their name: police, courts, prosecutors, fire brigades."""

from __future__ import annotations

import re

from wortlaut.knowledge.entries import Entry

_PLACE = r"[A-ZÄÖÜ][\wäöüß.]+(?:[- /](?:am|an der|im|in der|ob der|bei|[A-ZÄÖÜ][\wäöüß.()]+)){0,3}"
_BODIES = (
    r"(?:Bundes|Landes)?[Pp]olizei(?:präsidium|direktion|inspektion|station|revier|dienststelle)?",
    r"Kriminalpolizei|Kripo|Wasserschutzpolizei|Autobahnpolizei|Landeskriminalamt|Kantonspolizei|"
    r"Stadtpolizei|Bundespolizeidirektion|Landespolizeidirektion",
    r"(?:General)?[Ss]taatsanwaltschaft|Generalbundesanwaltschaft|Bundesanwaltschaft",
    r"(?:Oberstes |Oberlandes|Ober|Land(?:es)?|Amts|Verwaltungs|Oberverwaltungs|Arbeits|"
    r"Landesarbeits|Sozial|Landessozial|Finanz|Kreis|Bezirks|Handels|Straf|Kammer|Schwur)"
    r"(?:verwaltungs)?gericht",
    r"(?:Berufs|Freiwillige )?[Ff]euerwehr|Bergwacht|Wasserwacht",
    r"Zollfahndungsamt|Hauptzollamt|Handelskammer|Industrie- und Handelskammer|Handwerkskammer",
)
_FORM = re.compile(rf"(?P<body>{'|'.join(_BODIES)})(?: (?:in|von|für) )? ?(?P<place>{_PLACE})?$")
_GENITIVE = re.compile(r"(?:gerichts|amts|präsidiums)\b")
_ALONE = re.compile(
    r"Bundesverfassungsgericht|Bundesgerichtshof|Bundesverwaltungsgericht|Bundessozialgericht|"
    r"Bundesarbeitsgericht|Bundesfinanzhof|Verfassungsgerichtshof|Verwaltungsgerichtshof|"
    r"Bundesstrafgericht|Bundesgericht"
)


def by_pattern(name: str) -> Entry | None:
    """The public body that a name is by its form: "Polizei Mainz", "Landgericht Hamburg".

    It has no Wikidata id; its key is its name. A body without a place ("Polizei") is none, since
    there are many.

    >>> by_pattern("Landgerichts Hamburg").name
    'Landgericht Hamburg'
    """
    text = " ".join(name.split())
    text = re.sub(r"^(?:der|die|das|des|dem|den) ", "", text)
    text = _GENITIVE.sub(lambda m: m.group().removesuffix("s"), text)
    if _ALONE.fullmatch(text):
        return _entry(text)
    match = _FORM.fullmatch(text)
    if match is None or not match["place"]:
        return None
    return _entry(f"{match['body']} {match['place']}")


def _entry(name: str) -> Entry:
    return Entry(f"o:{name.lower()}", name, "organisation")
