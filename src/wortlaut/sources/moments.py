"""Times as crawlers, agencies and databases write them, as ISO 8601 with their zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from wortlaut.sources.pages.dates import EARLIEST, LATEST, iso

#: Seconds since 1970 up to here; a greater number is milliseconds.
_MILLISECONDS = 100_000_000_000


def moment(value: object) -> str | None:
    """ISO 8601, the zone kept where there is one; None for what is no date.

    Read are ISO 8601, German dates, the dates of mail and RSS, seconds and milliseconds since
    1970 (UTC), and ``{"$date": …}`` of database exports.

    >>> moment("Tue, 05 Mar 2024 10:00:00 +0100"), moment(1709632800)
    ('2024-03-05T10:00:00+01:00', '2024-03-05T10:00:00+00:00')
    """
    if isinstance(value, Mapping):
        value = value.get("$date", value.get("value"))
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _counted(value)
    if not isinstance(value, str):
        return None
    text = value.strip()[:100]
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):
        return _counted(int(text))
    return iso(text) or _mailed(text)


def utc(value: object) -> str | None:
    """The same moment in UTC, to the second; None where it has no time or no zone."""
    stated = moment(value)
    if stated is None or "T" not in stated:
        return None
    found = datetime.fromisoformat(stated)
    return None if found.tzinfo is None else found.astimezone(UTC).isoformat()


def _counted(number: float) -> str | None:
    try:
        seconds = number / 1000 if abs(number) > _MILLISECONDS else number
        found = datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        return None
    return found.isoformat() if EARLIEST <= found.year <= LATEST else None


def _mailed(text: str) -> str | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.isoformat() if EARLIEST <= found.year <= LATEST else None
