"""Nouns of saying: "Angaben der Polizei" stands for the police, "seine Befürchtung" for him.

Such a noun only says that somebody spoke. ``read_report`` tells where the one who spoke is named.
Of documents ("Bericht", "Erklärung") only those count that a medium or a person made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from wortlaut.actors import closed
from wortlaut.actors.phrases import Phrase
from wortlaut.actors.wordlists import word_set

_TAKEN_UP = word_set(
    """
    angaben angabe informationen bericht mitteilung
    """
)

Where = Literal["behind", "before", "self", "possessive", "back", "document"]


@dataclass(frozen=True, slots=True)
class Report:
    """Where the one who spoke is named.

    ``behind`` and ``before`` the noun: words from or up to ``at``; ``self``: the subject of the
    sentence ("eigenen Angaben"); ``possessive``: the pronoun ``word``; ``back``: in what was said
    before ("den Angaben zufolge"); ``document``: nowhere, the noun stands for itself.
    """

    where: Where
    at: int = 0
    word: str = ""


def read_report(phrase: Phrase, is_source: Callable[[int], bool]) -> Report | None:
    """Read a phrase whose head is a noun of saying; None for any other phrase.

    ``is_source`` says whether the words from an index on are a person or a medium.
    """
    words = phrase.words
    noun = words[phrase.head].lower()
    if noun in closed.OWN_WORDS and phrase.determiner in closed.POSSESSIVE and phrase.bare:
        return Report("possessive", word=phrase.determiner)
    if noun not in closed.REPORT_NOUNS:
        return None
    behind = phrase.head + 1
    if behind < phrase.last and words[behind].lower() in {"zufolge", "nach"}:
        behind += 1
    if behind < phrase.last:
        if noun in closed.REPORT_DOCUMENTS and not is_source(behind):
            return Report("document")
        return Report("behind", behind)
    if any(w.lower().startswith("eigen") for w in words[: phrase.head]):
        return Report("self")
    if phrase.determiner in closed.POSSESSIVE:
        return Report("possessive", word=phrase.determiner)
    owner = words[phrase.head - 1] if phrase.head > phrase.first else ""
    if owner[:1].isupper() and owner.endswith("s"):  # "Kolbs Ansicht"
        return Report("before", phrase.head)
    if noun in _TAKEN_UP and (phrase.bare or noun == "angaben"):
        return Report("back")
    return Report("document")
