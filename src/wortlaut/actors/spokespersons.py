"""For whom a spokesperson speaks: "die Sprecherin der Polizei", "Regierungssprecher Jan Rabe".

The person or the role is the speaker; the organisation behind stands in ``on_behalf_of``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wortlaut.actors import closed
from wortlaut.actors.beside import beside
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import nation
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import QUOTES, canonical, kind_of, parse
from wortlaut.actors.runs import capitalised, is_role
from wortlaut.actors.wordlists import word_set

_SPEAKS = re.compile(r"(?:presse|haupt|unternehmens|konzern)?sprecher(?:in|innen|s|n)?$", re.I)
_LINKS = word_set("der des von vom beim seitens")
# "Vorstandssprecher" heads the board, "Klassensprecher" and "Lautsprecher" speak for no house.
_NO_HOUSE = word_set(
    """
    vorstand klassen schüler schul laut nachrichten jugend chef vize für muttersprachler mutter
    stadion hallen radio fernseh tages gruppen eltern bauern presse haupt unternehmen konzern ko
    """
)
_VICE = re.compile(r"^(?:vize|ex|chef)-?", re.I)
_ENDING = re.compile(r"(?:e[nmrs]?)$")
GOVERNMENT = "Regierung"
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
        prefix = _VICE.sub("", word[: found.start()])
        prefix = prefix[:1].upper() + prefix[1:]
        if prefix.lower().startswith("vorstand"):
            return None  # the head of a board
        return _complement(words, i + 1) or _compounded(prefix, words[:i])
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


def _compounded(prefix: str, before: Sequence[str]) -> str | None:
    """ "Polizei|sprecher", "der israelische Regierungs|sprecher", "Human Rights Watch-|Sprecher".

    ``before`` are the words in front of the compound.
    """
    house = prefix.rstrip("-")
    if len(house) < 2 or house.lower().removesuffix("s") in _NO_HOUSE | closed.FUNCTION_WORDS:
        return None
    hyphen = prefix.endswith("-")
    if not hyphen and house.endswith("s") and noun_class(house[:-1]) is not None:
        house = house[:-1]  # "Gericht|s|sprecherin"
    if not capitalised(house):
        return None
    if not hyphen:
        nations = [w for w in before if w[:1].islower() and nation(w)]
        if house == GOVERNMENT and nations:
            return f"{_ENDING.sub('', nations[-1])}e {house}"
        return house
    start = len(before)
    while start and capitalised(before[start - 1]) and not is_role(before[start - 1]):
        start -= 1
    return " ".join((*before[start:], house))


def house_of_person(person: Person, people: People) -> str | None:
    """The organisation that the article introduces somebody as the voice of."""
    houses = (house_of(words) for words in beside(people, person).phrases)
    return next((house for house in houses if house), None)
