"""Stretches of capitalised words, parted into offices or titles and a name.

"Bundesfinanzministerin | Ute Kolb", "Bayerns Innenminister | Kolb", "Oberst | Idrissa Koujami".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wortlaut.actors import closed
from wortlaut.actors.first_names import is_first_name
from wortlaut.actors.nouns import looks_like_role, noun_class
from wortlaut.actors.offices import nation
from wortlaut.actors.wordlists import word_set


@lru_cache(maxsize=16384)
def capitalised(word: str) -> bool:
    """Whether ``word`` starts like a noun or a name ("al-Darwasi") and is no function word."""
    if word[:1].isupper():
        return word.lower() not in closed.FUNCTION_WORDS
    return word[:3] in _ARABIC and word[3:4].isupper()


_ARABIC = word_set(
    """
    al- el- as- ad- ar- at- an- az- il-
    """
)


def is_title(word: str) -> bool:
    return word.lower() in closed.TITLES


def is_role(word: str) -> bool:
    found = noun_class(word)
    return found is not None and found.kind == "role"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of capitalised words: offices ``[first, name)`` and a name ``[name, last)``."""

    first: int
    name: int
    last: int

    @property
    def named(self) -> bool:
        return self.name < self.last


def find_runs(words: Sequence[str], glued: Sequence[bool], cuts: Collection[int] = ()) -> list[Run]:
    """Every stretch of capitalised words; ``glued[i]`` says that ``i`` follows ``i-1`` directly
    (same sentence, nothing but space between), ``cuts`` that a mention ends before it."""
    runs: list[Run] = []
    i, n = 0, len(words)
    while i < n:
        if not capitalised(words[i]) and not _will(words, glued, i):
            i += 1
            continue
        j = i + 1
        while j < n and glued[j]:
            if j in cuts and j > i + 1 and is_first_name(words[j - 2]):
                break  # "laut Teamarzt | Elmar Feuerstein | Brüche von …"
            if words[j] in _APOSTROPHES and _irish(words, glued, j):
                j += 2
                continue
            if capitalised(words[j]) or _ends_name(words[j - 1], words[j]):
                j += 1
                continue
            k = j
            while k < n and k < j + 3 and glued[k] and words[k].lower() in closed.PARTICLES:
                k += 1
            joins = k > j and k < n and glued[k] and capitalised(words[k])
            if joins and _particle_joins(words, i, j, k):
                j = k + 1
                continue
            break
        runs.append(part_run(words, i, j, introduced=_introduced(words, glued, i)))
        i = j
    return runs


def _will(words: Sequence[str], glued: Sequence[bool], i: int) -> bool:
    """ "Will Grant", within a sentence."""
    if words[i] != "Will" or not glued[i]:
        return False
    following = words[i + 1] if i + 1 < len(words) else ""
    return capitalised(following) and noun_class(following) is None


def _irish(words: Sequence[str], glued: Sequence[bool], j: int) -> bool:
    """ "Michael O ’ Leary"."""
    following = words[j + 1] if j + 1 < len(words) and glued[j + 1] else ""
    return len(words[j - 1]) == 1 and words[j - 1].isupper() and capitalised(following)


def _ends_name(before: str, word: str) -> bool:
    """ "Grit Anders", "Malte Ihnen": a surname that is a function word elsewhere."""
    low = word.lower()
    if not word[:1].isupper() or low in closed.TIME_WORDS:
        return False
    return is_first_name(before) or (
        low not in closed.FORMAL_PRONOUNS and noun_class(before) is None
    )


def _particle_joins(words: Sequence[str], first: int, particle: int, after: int) -> bool:
    """ "Ursula von der Leyen" is one name, "Sprecher der Polizei" and "Ute Kolb von der Caritas"
    are not: before the particle stands a first name and nothing that could be a surname."""
    if not is_first_name(words[particle - 1]):
        return words[particle].lower() in {
            "al",
            "bin",
            "ibn",
            "van",
            "ten",
            "te",
            "di",
            "del",
            "da",
        }
    if particle - 1 > first and is_first_name(words[particle - 2]):
        return False
    low = words[particle].lower()
    return low not in {"der", "die", "das", "den"} and noun_class(words[after]) is None


def _introduced(words: Sequence[str], glued: Sequence[bool], first: int) -> str:
    """The article before a run, an adjective between them or not; "" where there is none."""
    if not first or not glued[first]:
        return ""
    for i in (first - 1, first - 2):
        if i >= 0 and words[i].lower() in closed.DETERMINERS:
            return words[i].lower()
        if not words[i].endswith(("e", "en", "er", "es", "em")):
            break
    return ""


def part_run(words: Sequence[str], first: int, last: int, *, introduced: str = "") -> Run:
    """Part the run ``words[first:last]`` into leading offices or titles and a name.

    ``introduced`` is the article before it, if any.
    """
    while last - first > 1 and words[last - 1].lower().rstrip(".") in _TRAILERS:
        last -= 1
    i = first
    while i < last:
        word = words[i]
        if is_title(word):
            i += 1
            continue
        if is_first_name(word) and (i + 1 < last):
            break
        found = noun_class(word)
        if found is not None and found.kind == "role":
            if i + 1 == last and i > first and word in SURNAMES_LIKE_ROLES:
                break
            i += 1
            continue
        later = _next_office(words, i + 1, last)
        if later is None and last - i == 3 and nation(word) and word.endswith("s"):
            later = i + 1  # "des Kosovos Hashim Thaçi"
        if (
            later is None
            and introduced
            and i == first
            and _two_names(words[i + 1 : last])
            and (looks_like_role(word, introduced) and not nation(word))
        ):
            later = i + 1  # "der Übersetzer Kaapo Rinne": behind an article stands a noun
        if later is None:
            break
        i = later
    return Run(first, i, last)


def _next_office(words: Sequence[str], start: int, last: int) -> int | None:
    """Where an office follows a genitive or a name of an organisation ("Bayerns | Innenminister
    Kolb"): the index of the office, if a name follows it."""
    for j in range(start, last - 1):
        if is_first_name(words[j]) and not is_first_name(words[j - 1]):
            return j  # "Südtiroler | Matthias Rainalter": whatever leads is no first name
        if is_role(words[j]) or is_title(words[j]):
            return j
    if is_role(words[last - 1]) and start < last and not is_first_name(words[last - 2]):
        # "Putins Sprecher": a role, not a name, but "Gerhard Richter" is one.
        previous = words[last - 2]
        return last - 1 if previous.endswith("s") else None
    return None


def _two_names(words: Sequence[str]) -> bool:
    """ "Kaapo Rinne", "Noor van Rijswijk"."""
    return sum(w.lower() not in closed.PARTICLES for w in words) == 2


ABSTRACT = (
    "nisse",
    "nissen",
    "ungen",
    "ung",
    "heit",
    "heiten",
    "keit",
    "keiten",
    "schaft",
    "tion",
    "tionen",
    "ismus",
)
_APOSTROPHES = frozenset("’'")
_TRAILERS = word_set(
    """
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    """
)
SURNAMES_LIKE_ROLES = word_set(
    """
    Richter Fischer Schneider Müller Becker Bauer Schäfer Wagner Weber Meister Förster Jäger
    Köhler Kaiser König Koch Vogt Schulze Bäcker Metzger Gärtner Schreiner Wirt Bischof Probst
    Prior Abt Senn Hauptmann Major Maler Sänger Krämer Ritter Vogt Schäffer
    """
)
