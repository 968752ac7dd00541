"""What repeats across the articles of one outlet: its boilerplate, whatever its words are.

The rules of ``wortlaut.text.paratext`` know forms that every outlet might use. An outlet's own
fixtures ("Unsere Serie zum Fluss erscheint jeden Freitag") are only known by turning up again and
again. Give this function the paragraphs of many articles of one outlet; keep what it returns per
outlet, and treat those paragraphs as paratext of the kind ``notice``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

#: A paragraph is boilerplate if it stands in at least this many articles …
ARTICLES = 4
#: … and in at least this share of them …
SHARE = 0.02
#: … or in this many, whatever their share …
ENOUGH = 25
#: … and has at least this many letters: "Ja." may be said by many.
LETTERS = 12

_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_SPACE = re.compile(r"\s+")


def normalised(paragraph: str) -> str:
    """A paragraph as it is compared: case, space and punctuation level, any number the same.

    >>> normalised("Stand:  12.03.2024,  17 Uhr") == normalised("Stand: 1.4.2025, 9 Uhr")
    True
    """
    text = unicodedata.normalize("NFKC", paragraph).casefold()
    text = _NUMBER.sub("0", text)
    text = "".join(c if c.isalnum() or c.isspace() else " " for c in text)
    return _SPACE.sub(" ", text).strip()


def find_repeats(
    articles: Iterable[Iterable[str]],
    *,
    least: int = ARTICLES,
    share: float = SHARE,
    enough: int = ENOUGH,
) -> dict[str, int]:
    """The boilerplate of one outlet: normalised paragraph -> in how many articles it stands.

    ``articles`` are the paragraphs of each article of the outlet, different articles only: two
    versions of one article repeat everything. A paragraph counts once an article. It is
    boilerplate if it stands in at least ``least`` articles and in at least ``share`` of them all,
    or in ``enough``. The order of articles and paragraphs does not matter. Check a paragraph with
    ``normalised(paragraph) in repeats``.

    >>> first, second = ["Der Rat tagt.", "Mehr im Norden"], ["Ein Zug kam.", "Mehr im Norden"]
    >>> find_repeats([first, second], least=2)
    {'mehr im norden': 2}
    """
    counts: Counter[str] = Counter()
    total = 0
    for paragraphs in articles:
        total += 1
        counts.update({key for key in map(normalised, paragraphs) if _tells(key)})
    needed = max(least, share * total)
    return {
        key: count
        for key, count in sorted(counts.items())
        if count >= needed or count >= max(least, enough)
    }


def _tells(key: str) -> bool:
    return sum(c.isalpha() for c in key) >= LETTERS
