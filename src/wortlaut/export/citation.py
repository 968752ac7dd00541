"""A statement as a reference: in words, as RIS, as BibTeX.

RIS is the format of Research Information Systems, of which only its documentation is left
(https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp): one
``TAG  - value`` a line, ended by ``ER``. BibTeX entries use the fields of biblatex
(https://ctan.org/pkg/biblatex, section 2).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal

from wortlaut.export.outline import one_line, speaker_label
from wortlaut.records import Article, Statement

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
_MARKS = {"de": ("„", "“"), "en": ("“", "”")}
_INNER = {"de": ("‚", "‘"), "en": ("‘", "’")}
_ANY_MARK = re.compile('[„“”"»«]')
_BEFORE_OPENING = frozenset(' ([{/–—-„“”"»«‚‘›‹')
_SAYS = {
    "de": {"direct": "", "indirect": "indirekt wiedergegeben", "reported": "zusammengefasst"},
    "en": {"direct": "", "indirect": "reported indirectly", "reported": "summarised"},
}
_NOBODY = {"de": "Ohne Sprecher", "en": "No speaker named"}
_YEAR_AND_MONTH = re.compile("([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_LONGEST = 2_000
# What TeX would take for a command; a backslash last, so that it does not meet its own kind.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{c: f"\\{c}" for c in "#$%&_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def citation(
    statement: Statement,
    article: Article,
    *,
    permalink: str | None = None,
    language: Literal["de", "en"] = "de",
) -> str:
    """The statement as a sentence of a footnote: who, what, how, where, when.

    Direct speech stands in quotation marks, marks within it become inner ones; for all else the
    way of reporting is said instead. More than 2,000 characters are cut, with ``[…]``.
    """
    words = _shortened(one_line(statement.text))
    if statement.type == "direct":
        opening, closing = _MARKS[language]
        inner = _inner_marks(_without_outer_marks(words), language)
        words = f"{opening}{inner}{closing}"
    else:
        key = "reported" if statement.type == "reported" else "indirect"
        words = f"{words} ({_SAYS[language][key]})"
    nobody = statement.speaker.name is None and statement.speaker.text is None
    who = _NOBODY[language] if nobody else speaker_label(statement)
    opening, closing = _MARKS[language]
    where = [
        f"{opening}{_inner_marks(one_line(article.title), language)}{closing}"
        if article.title
        else None,
        one_line(article.outlet) if article.outlet else None,
        _day_in_words(article.published, language),
        one_line(permalink) if permalink else None,
    ]
    return (
        f"{who}: {words}. In: {', '.join(part for part in where if part) or one_line(article.id)}"
    )


def ris(statement: Statement, article: Article, *, permalink: str | None = None) -> str:
    """The statement as a RIS record of type NEWS; lines end in CR LF."""
    day = _date_parts(article.published)
    lines = [("TY", "NEWS")]
    lines += [("AU", one_line(author)) for author in article.authors]
    lines += [
        ("TI", one_line(article.title or article.id)),
        ("T2", one_line(article.outlet or "")),
        ("PY", day[0] if day else ""),
        ("DA", "/".join((*day, "", "")[:3]) if day else ""),
        ("LA", one_line(article.language)),
        ("UR", one_line(article.url or "")),
        ("L2", one_line(permalink or "")),
        ("N1", citation(statement, article)),
        ("ID", _key(statement)),
    ]
    body = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{body}ER  - \r\n"


def bibtex(statement: Statement, article: Article, *, permalink: str | None = None) -> str:
    """The statement as an ``@online`` entry of biblatex; the key is made of its id."""
    fields = {
        "author": " and ".join(f"{{{_tex(one_line(a))}}}" for a in article.authors),
        "title": _tex(one_line(article.title or article.id)),
        "organization": _tex(one_line(article.outlet or "")),
        "date": "-".join(_date_parts(article.published)),
        "url": _address(article.url or permalink),
        "note": _tex(citation(statement, article, permalink=permalink if article.url else None)),
        "langid": "german" if article.language.startswith("de") else "",
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{_key(statement)},\n{body}}}\n"


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " […]"


def _opens(words: str, place: int) -> bool:
    """Whether the mark there opens: „ always, others by what stands before and behind them."""
    if words[place] == "„":
        return True
    behind = words[place + 1 : place + 2]
    before = words[place - 1] if place else " "
    return before in _BEFORE_OPENING and behind not in ("", " ")


def _without_outer_marks(words: str) -> str:
    """``words`` without the pair of marks around all of it, or the half of it that is there."""
    depth, lowest, closed_at = 0, 0, None
    for match in _ANY_MARK.finditer(words):
        depth += 1 if _opens(words, match.start()) else -1
        lowest = min(lowest, depth)
        if depth == 0 and closed_at is None:
            closed_at = match.start()
    last = len(words) - 1
    if _ANY_MARK.match(words) and lowest == 0 and closed_at in (None, last):
        words, last = words[1:], last - 1
        return words[:last] if closed_at is not None else words
    if lowest < 0 and depth < 0 and _ANY_MARK.fullmatch(words[-1:]):
        return words[:-1]
    return words


def _inner_marks(words: str, language: Literal["de", "en"]) -> str:
    opening, closing = _INNER[language]
    return _ANY_MARK.sub(lambda m: opening if _opens(words, m.start()) else closing, words)


def _key(statement: Statement) -> str:
    """The key of an entry: the id, of which a key may hold letters, digits, ``-`` and ``_``."""
    return "wortlaut-" + re.sub(r"[^A-Za-z0-9_-]", "", statement.id)


def _day(published: str | None) -> date | None:
    try:
        return datetime.fromisoformat((published or "").strip()).date()
    except ValueError:
        return None


def _date_parts(published: str | None) -> tuple[str, ...]:
    """Year, month and day, as far as they are known."""
    if day := _day(published):
        return (f"{day:%Y}", f"{day:%m}", f"{day:%d}")
    known = _YEAR_AND_MONTH.fullmatch((published or "").strip())
    return tuple(part for part in known.groups() if part) if known else ()


def _day_in_words(published: str | None, language: Literal["de", "en"]) -> str | None:
    day = _day(published)
    if day is None:
        match _date_parts(published):
            case (year, part):
                return f"{_MONTHS[language].split()[int(part) - 1]} {year}"
        return one_line(published) if published else None
    month = _MONTHS[language].split()[day.month - 1]
    return f"{day.day}{'.' if language == 'de' else ''} {month} {day.year}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _address(url: str | None) -> str:
    """An address may hold anything but what would end the field."""
    return re.sub(r"[{}\\\s]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url or "")
