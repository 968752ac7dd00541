"""Comparing names: the same one up to case, accents, articles and inflection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from wortlaut.actors.wordlists import word_set

_WORD = re.compile(r"\w+")
_ARTICLES = word_set(
    """
    der die das den dem des ein eine einer eines einem einen the la le les
    """
)
_ENDINGS = ("ern", "ers", "en", "em", "er", "es", "e", "n", "s", "r", "m")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """``word`` in lower case without accents and without a German case ending.

    >>> stem("Präsidenten") == stem("Präsident"), stem("Putins") == stem("Putin")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return plain[: -len(ending)]
    return plain


def stems(name: str) -> tuple[str, ...]:
    """The stems of the words of ``name``, articles left out."""
    return tuple(stem(w) for w in _WORD.findall(name) if w.lower() not in _ARTICLES)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one up to case, accents, articles and inflection.

    >>> same_name("das Statistische Bundesamt", "Statistisches Bundesamt")
    True
    """
    return stems(one) == stems(other) != ()


def is_right_name(name: str | None, gold: str, aliases: Iterable[str], *, person: bool) -> bool:
    """Whether ``name`` answers who the ``gold`` speaker is.

    It has to equal the gold name or an alias (``same_name``). Of a person's aliases only those
    count that share a word with the name: a role left unresolved is not an answer.
    """
    if not name:
        return False
    if same_name(name, gold):
        return True
    words = set(stems(gold))
    return any(
        same_name(name, alias) and (not person or words & set(stems(alias))) for alias in aliases
    )
