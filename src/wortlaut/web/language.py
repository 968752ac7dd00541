"""German and English: which of them, the words of the pages, numbers and dates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
COOKIE = "wortlaut_language"
_LONGEST_DATE = 40


def choose(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """The language that was asked for, else the one kept in a cookie, else the browser's first.

    ``accepted`` is the header Accept-Language (RFC 9110); what is neither German nor English
    comes to English.

    >>> choose(None, None, "fr, de-AT;q=0.8, en;q=0.3")
    'de'
    """
    for wanted in (asked, kept):
        for language in LANGUAGES:
            if wanted == language:
                return language
    ranked = [
        (-_weight(quality), place, language)
        for place, part in enumerate((accepted or "")[:500].split(","))
        for name, _, quality in [part.strip().partition(";")]
        for language in LANGUAGES
        if name.strip().lower().split("-")[0] == language and _weight(quality) > 0
    ]
    return min(ranked)[2] if ranked else "en"


def _weight(quality: str) -> float:
    """The weight of a language range, ``q=0.8``: 1 where none is given, 0 where it is none."""
    try:
        return float(quality.strip().removeprefix("q=")) if quality else 1.0
    except ValueError:
        return 0.0


@cache
def _table() -> Mapping[str, tuple[str, str]]:
    text = files("wortlaut.web").joinpath("texts.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": (german, english)
        for section, entries in tomllib.loads(text).items()
        for name, (german, english) in entries.items()
    }


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of the pages in one language: ``t("search.title")``.

    Keys are those of ``texts.toml``; an unknown one is a ``KeyError``. ``{name}`` in a text is
    filled from the arguments.
    """

    language: Language

    def __call__(self, key: str, **values: Any) -> str:
        text = _table()[key][LANGUAGES.index(self.language)]
        return text.format(**values) if values else text

    def count(self, key: str, number: int) -> str:
        """``1 Artikel``, ``1.200 Aussagen``: the text ``KEY_one`` where there is one."""
        return self(f"{key}_one" if number == 1 else key, n=self.number(number))

    def known(self, prefix: str, value: str | None) -> str:
        """The word for a value (``type.direct``); the value itself where there is none."""
        if value is None:
            return ""
        return self(f"{prefix}.{value}") if f"{prefix}.{value}" in _table() else value

    def number(self, value: float) -> str:
        """A number as the language groups it."""
        return _grouped(value, self.language)

    def percent(self, share: float) -> str:
        """A share as a percentage, with a decimal below ten; as the charts have it."""
        text = f"{100 * share:.1f}" if 0 < share < 0.0995 else f"{100 * share:.0f}"
        return f"{text.replace('.', ',')}\u00a0%" if self.language == "de" else f"{text}%"

    def decimal(self, value: float) -> str:
        """A number with one decimal, halves up."""
        text = f"{value + 1e-9:.1f}"
        return text.replace(".", ",") if self.language == "de" else text

    def points(self, difference: float) -> str:
        """A difference of two shares in percentage points, with its sign."""
        from babel.numbers import format_decimal

        value = round(100 * difference, 1)
        text = format_decimal(abs(value), "0.0", locale=self.language)
        return f"{'+' if value > 0 else '−' if value < 0 else '±'}{text}"

    def day(self, value: str | None) -> str:
        """A day, month or year in words; what is no date stays as it is."""
        text = (value or "").strip()
        return _in_words(text, self.language) if len(text) <= _LONGEST_DATE else text

    def time(self, value: str | None) -> str:
        """Day and time of a moment, as its own zone has it; only the day of a day."""
        if len((value or "").strip()) <= 10:
            return self.day(value)
        try:
            moment = _moment(value or "")
        except ValueError:
            return self.day(value)
        zone = " UTC" if moment.utcoffset() is not None and not moment.utcoffset() else ""
        return f"{self.day(value)}, {moment:%H:%M}{zone}"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


# What babel writes is kept: a page of a search has a hundred numbers and dates.
@lru_cache(maxsize=1 << 12)
def _grouped(value: float, language: Language) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language)


@lru_cache(maxsize=1 << 12)
def _in_words(text: str, language: Language) -> str:
    from babel.dates import format_date

    try:
        if len(text) == 7:
            first = date.fromisoformat(f"{text}-01")
            return format_date(first, "MMMM yyyy", locale=language)
        parsed = date.fromisoformat(text) if len(text) == 10 else _moment(text)
    except ValueError:
        return text
    pattern = "d. MMMM yyyy" if language == "de" else "d MMMM yyyy"
    return format_date(parsed, pattern, locale=language)
