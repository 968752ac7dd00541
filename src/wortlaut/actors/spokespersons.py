"""For whom a spokesperson speaks: "die Sprecherin der Polizei", "Regierungssprecher Jan Rabe".

The person or the role is the speaker; the organisation behind stands in ``on_behalf_of``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wortlaut.actors import closed
from wortlaut.actors.beside import beside
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import QUOTES, canonical, kind_of, parse
from wortlaut.actors.runs import capitalised
from wortlaut.actors.wordlists import word_set

_SPEAKS = re.compile(r"(?:presse|haupt|unternehmens|konzern)?sprecher(?:in|innen|s|n)?$", re.I)
_LINKS = word_set("der des von vom beim bei für seitens")
# "Vorstandssprecher" heads the board, "Klassensprecher" and "Lautsprecher" speak for no house.
_NO_HOUSE = word_set(
    """
    vorstand klassen schüler schul laut nachrichten jugend chef vize für muttersprachler mutter
    stadion hallen radio fernseh tages gruppen eltern bauern presse haupt unternehmen konzern ko
    """
)
_LONGEST = 6
"""Words that the name of an organisation may have."""
_BREAKS = frozenset(",;:()[].–—") | QUOTES


def house_of(words: Sequence[str]) -> str | None:
    """The organisation in a phrase with a spokesperson, in the nominative; None without one.

    >>> house_of("ein Sprecher des Ministeriums".split()), house_of(["Polizeisprecherin"])
    ('Ministerium', 'Polizei')
    """
    for i, word in enumerate(words):
        found = _SPEAKS.search(word)
        if found is None or not word[:1].isupper():
            continue
        behind = _complement(words, i + 1)
        if behind is not None:
            return behind
        return _compounded(word[: found.start()])
    return None


def _complement(words: Sequence[str], start: int) -> str | None:
    """ "Sprecherin | der Bonner Polizei": the phrase behind, if it is an organisation."""
    if start >= len(words) or words[start].lower() not in _LINKS:
        return None
    end = start + 1
    while end < len(words) and words[end] not in _BREAKS:
        if words[end].lower() == "und" and "für" not in words[start:end]:
            break
        end += 1
    phrase = parse(words[start:end], oblique=True)
    if phrase is None or kind_of(phrase) not in {"organisation", "group", "unknown"}:
        return None
    if phrase.last - phrase.head > _LONGEST or is_first_name(phrase.words[phrase.head]):
        return None  # a clause, or "Sprecher von | Ute Kolb"
    return canonical(phrase)


def _compounded(prefix: str) -> str | None:
    """ "Polizei|sprecher", "Regierungs|sprecher", "Kreml-|Sprecher"."""
    house = prefix.rstrip("-")
    if len(house) < 2 or house.lower().removesuffix("s") in _NO_HOUSE:
        return None
    if house.lower().removesuffix("s") in closed.FUNCTION_WORDS:
        return None
    if house == prefix and house.endswith(("ungs", "tions", "ums", "tums", "itäts", "schafts")):
        house = house[:-1]
    return house if capitalised(house) else None


def house_of_person(person: Person, people: People) -> str | None:
    """The organisation that the article introduces somebody as the voice of."""
    houses = (house_of(words) for words in beside(people, person).phrases)
    return next((house for house in houses if house), None)
