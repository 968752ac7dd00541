"""When an office was held, and whether words name it: the arithmetic behind a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wortlaut.actors.beside import party_of

if TYPE_CHECKING:
    from wortlaut.knowledge.entries import OfficeReading, Tenure

_INCLUDES = {
    "head_of_state": {"president", "monarch", "supreme_leader"},
    "head_of_government": {"chancellor"},
}
FIRST, LAST = "0000-01-01", "9999-12-31"
Window = tuple[str, str]
"""The days on which the article may have been written, both ends included."""


def bounds(tenure: Tenure, *, open_ended: bool = False) -> Window:
    """First and last day of a tenure; a year alone covers the whole year.

    ``open_ended``: a tenure without an end goes on after the day to which its source knew it.
    """
    start = (tenure.start or FIRST) + FIRST[len(tenure.start or FIRST) :]
    last = tenure.end if tenure.end or open_ended else tenure.known_until
    return start, (last or LAST) + LAST[len(last or LAST) :]


def overlap(one: Window, other: Window) -> Window | None:
    """The days that two windows share."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start <= end else None


def is_office(wanted: str, held: str) -> bool:
    """Whether who holds ``held`` also is ``wanted``: a chancellor is a head of government."""
    if wanted == held or held in _INCLUDES.get(wanted, ()):
        return True
    return wanted == "minister" and held.endswith("_minister")


def fits(reading: OfficeReading, tenure: Tenure) -> bool:
    """Whether a tenure is in the office that the words name, whenever that was."""
    if not any(is_office(wanted, tenure.office) for wanted in reading.offices):
        return False
    if reading.body is not None and party_of(reading.body) is None:
        return reading.body == tenure.body
    if reading.country and tenure.body and "-" in tenure.body:
        return False  # the country's own office, not that of one of its states
    if reading.country and tenure.country and not reading.assumed:
        return reading.country == tenure.country
    # The German head of state is "Bundespräsident"; a bare "Präsident" is some club's.
    return reading.country is not None or (tenure.office, tenure.country) != ("president", "DE")
