"""The day an article was published, as its metadata or its own first lines give it.

Nothing is guessed: a date without a year, or one in the middle of the report, says nothing. The
forms are those of German agencies and pages:

- a dateline: "Berlin, 3. März 2014 (dpa) –", "Berlin (Deutschland), 06.09.2005 –";
- a line of its own: "Freitag, 12. März 2021, 10:15 Uhr", "Stand: 12.03.2021", "2021-03-12";
- a weekday with its full date in the first paragraph: "am Freitag, den 12. März 2021". News speak
  so of this week, not of another year.
"""

from __future__ import annotations

import re
from datetime import date

from wortlaut.records import Article

_HEAD_LINES = 8
_HEAD = 600
"""Lines and characters at the beginning in which a date of publication stands."""
_MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "mär": 3,
    "mrz": 3, "april": 4, "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10,
    "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
_WEEKDAY = r"(?:Mo|Di|Mi|Do|Fr|Sa|So|\w{3,6}tag|Mittwoch|Sonnabend)\b\.?"
_DAY = (
    r"(?:(?P<d>\d{1,2})\.\s?(?:(?P<m>\d{1,2})\.|(?P<name>[A-Za-zä]{3,9})\.?)\s?(?P<y>\d{4})"
    r"|(?P<iso>\d{4}-\d\d-\d\d))(?!\d)"
)
_TIME = r"(?:[\s,|·–-]*(?:um\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?Uhr)?)?"
_LABEL = (
    r"(?:(?:zuletzt\s)?(?:stand|aktualisiert|veröffentlicht|erstellt|publiziert|erschienen|datum|"
    r"update)(?:\s(?:am|vom))?\s?:?|vom|am)"
)
_NO_PLACE = "Am|Vom|Im|Seit|Bis|Ab|Nach|Zum|Ende|Anfang|Mitte|Als|Der|Die|Das"
_PLACE = (
    rf"(?!(?:{_NO_PLACE})\b)[A-ZÄÖÜ][\w.'’-]*(?:[ /][A-ZÄÖÜa-zäöüß][\w.'’-]*){{0,3}}"
    r"(?:\s?\([^()\n]{2,30}\))?"
)
_DATELINE = re.compile(
    rf"^(?:\(?[\w.-]{{2,12}}\)?\s[-–]\s)?{_PLACE}\s?[,.]\s?(?:den\s|am\s)?(?:{_WEEKDAY},?\s)?{_DAY}"
    r"(?=\s?(?:[-–—:.(/,]|$))"
)
_OWN_LINE = re.compile(
    rf"^\W*(?:{_LABEL}\s?)?(?:{_WEEKDAY},?\s?(?:den\s|dem\s)?)?{_DAY}{_TIME}"
    r"(?:\s?[-–—|·/,]\s?[^.!?]{0,60})?\W*$",
    re.IGNORECASE,
)
_WITH_WEEKDAY = re.compile(rf"{_WEEKDAY},?\s(?:de[nm]\s)?{_DAY}")
_EARLIEST = 1900


def article_day(article: Article) -> str | None:
    """The day of publication as an ISO date, None where the article does not say it.

    >>> article_day(Article("text", "Berlin, 3. März 2014 (dpa) – Das Gesetz ist beschlossen."))
    '2014-03-03'
    """
    stated = _iso(article.published[:10]) if article.published else None
    return stated or _day_of_text(article.text)


def _day_of_text(text: str) -> str | None:
    head = text[:_HEAD]
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    for line in lines[:_HEAD_LINES]:
        for form in (_DATELINE, _OWN_LINE):
            found = form.match(line)
            if found and (day := _read(found)):
                return day
    days = {
        day for found in _WITH_WEEKDAY.finditer(_first_paragraph(text)) if (day := _read(found))
    }
    return days.pop() if len(days) == 1 else None


def _first_paragraph(text: str) -> str:
    """The first stretch that is more than a title."""
    for line in text[: 4 * _HEAD].splitlines():
        if len(line.split()) > 15:
            return line
    return ""


def _read(found: re.Match[str]) -> str | None:
    if found["iso"]:
        return _iso(found["iso"])
    month = int(found["m"]) if found["m"] else _MONTHS.get(found["name"].lower().rstrip("."), 0)
    return _iso(f"{found['y']}-{month:02}-{int(found['d']):02}")


def _iso(text: str) -> str | None:
    """``text`` if it is a day that exists."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.isoformat() if day.year >= _EARLIEST else None
