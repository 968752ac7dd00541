"""Which news agencies an article names as its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wortlaut.records import Paratext

# Short forms as they stand in agency lines, with the name that we show for them.
AGENCIES = {
    "dpa": "dpa", "dpa-afx": "dpa-AFX", "afp": "AFP", "apa": "APA", "sda": "Keystone-SDA",
    "keystone-sda": "Keystone-SDA", "reuters": "Reuters", "rtr": "Reuters", "ap": "AP",
    "epd": "epd", "kna": "KNA", "kathpress": "Kathpress", "sid": "SID", "dts": "dts",
    "dapd": "dapd", "ddp": "ddp", "ots": "ots", "ansa": "ANSA", "tass": "TASS",
    "ria novosti": "RIA Novosti", "interfax": "Interfax", "xinhua": "Xinhua", "pap": "PAP",
    "belta": "Belta", "ukrinform": "Ukrinform", "anadolu": "Anadolu", "efe": "EFE",
}  # fmt: skip
_ONE = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))})\b", re.IGNORECASE
)
# "Kiel (dpa/lno) - ", "Wien (APA) –"
_DATELINE = re.compile(r"^[^()\n]{2,60}\((?P<source>[\w/ .,-]{2,40})\)\s*[-–—:.]", re.MULTILINE)
# "Quelle: dpa", "Mit Material von dpa und AFP", "© APA"
_SOURCE = re.compile(
    r"(?:quellen?\s*:|(?:material|informationen|inhalten)\s+(?:von|der|aus)\b|©|agentur(?:en)?\s*:)"
    r"(?P<source>[^.\n]{2,60})",
    re.IGNORECASE,
)
_HEAD = 400  # characters in which a dateline stands
_KINDS = ("agency", "byline")  # a photo's agency says nothing about the text's
_ALSO_WORDS = {"ap", "sid", "pap"}  # known as an agency in capitals only


def agencies_named(text: str, paratext: Sequence[Paratext] = ()) -> tuple[str, ...]:
    """The agencies that the dateline or the agency lines and bylines name, in their order.

    An agency that is quoted in the report ("sagte er der dpa") is not its source, so the body of
    the text does not count, nor do photo credits.

    >>> agencies_named("Kiel (dpa/lno) - Die Fähre liegt fest.")
    ('dpa',)
    """
    found: dict[str, None] = {}
    for passage in _passages(text, paratext):
        for name in _ONE.findall(passage):
            if name.isupper() or name.lower() not in _ALSO_WORDS:
                found.setdefault(AGENCIES[name.lower()], None)
    return tuple(found)


def _passages(text: str, paratext: Sequence[Paratext]) -> Iterator[str]:
    for match in _DATELINE.finditer(text[:_HEAD]):
        yield match["source"]
    for part in paratext:
        for span in part.spans:
            if part.kind in _KINDS:
                yield span.cut(text)
            elif part.kind != "credit":
                yield from (m["source"] for m in _SOURCE.finditer(span.cut(text)))
