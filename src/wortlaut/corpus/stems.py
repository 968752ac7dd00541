"""Words as the search index keeps them: stemmed for German, folded to plain letters.

A word is stemmed by the Snowball stemmer for German (snowballstemmer), then folded: lower case,
ß to ss, no accents and umlauts. "Präsidenten", "Präsident" and "PRAESIDENT" all become
"prasident", "Häuser" and "Haus" both "haus". Beside the stem the index keeps the folded word where
it differs, so that ``Präsidentsch*`` can find what begins so.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

#: Longer "words" are data, not language; they are cut here, in the index and in queries alike.
LONGEST = 64
#: Raise this when the rules of this module change: every corpus is then indexed anew.
RULES = 1
#: Stands between texts that are indexed together; no word of a query can be this.
BOUNDARY = "‖"

# Soft hyphens, joiners and combining accents stand within words; gender forms are one word:
# "Bürger:innen", "Bürger*innen", "Bürger_in".
_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u00ad\u200b-\u200d\u2060\u0300-\u036f])*(?:[:*·_]in(?:nen)?(?![^\W_]))?"
)
_SAMPLE = """
    Präsidenten Häuser Straße STRASSE Muenchen Goethe neue Quelle Bürgerinnen Bürger:innen Steuern
    Ministerium Regierungen aktuell gewählt gesagt sagten Krieges Außenpolitik ukrainischen Ärztin
"""


def words(text: str) -> Iterator[tuple[int, int]]:
    """Offsets (code points, half open) of the words of ``text``, in order."""
    for match in _WORD.finditer(text):
        yield match.span()


def fold(word: str) -> str:
    """``word`` in plain lower-case letters and digits: "Präsident" is "prasident".

    Case is folded again after the compatibility decomposition, which can bring forth capitals
    ("𝐀" is "A"): Unicode 16, section 3.13, D146.
    """
    plain = unicodedata.normalize("NFKD", word[:LONGEST].casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in plain if c.isalnum())


@lru_cache(maxsize=1 << 12)
def first_letter(letter: str) -> str:
    """What the stem of a word begins with whose first letter this is: "Ä" gives "a"."""
    return fold(letter)[:1]


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The folded stem of ``word``; empty where nothing of the word can be indexed."""
    # The pure Python class, not ``snowballstemmer.stemmer``: that one takes PyStemmer where it
    # is installed, and a corpus must not depend on what else is installed.
    from snowballstemmer.german_stemmer import GermanStemmer  # type: ignore[import-untyped]

    lower = unicodedata.normalize("NFC", word[:LONGEST]).lower()
    letters = "".join(c for c in lower if c.isalnum())
    return fold(GermanStemmer().stemWord(letters))


def index_text(*parts: str | None) -> tuple[str, str]:
    """What the index keeps of ``parts``: the stems in order, and the folded words that differ.

    No phrase runs from one part into the next.
    """
    stems: list[str] = []
    forms: dict[str, None] = {}
    for part in filter(None, parts):
        if stems:
            stems.append(BOUNDARY)
        for start, end in words(part):
            word = part[start:end]
            found = stem(word)
            if found:
                stems.append(found)
            folded = fold(word)
            if folded != found:
                forms[folded] = None
    return " ".join(stems), " ".join(forms)


def fingerprint() -> str:
    """Changes when another version of the stemmer, or of the rules here, gives other stems."""
    blob = f"{RULES} {index_text(_SAMPLE)}"
    return hashlib.sha256(blob.encode()).hexdigest()[:16]
