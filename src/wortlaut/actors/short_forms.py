"""Short forms that an article introduces: "Nordküsten Netz AG (NNG)", later "die NNG"."""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.actors import closed
from wortlaut.actors.people import People
from wortlaut.actors.phrases import canonical, parse
from wortlaut.actors.runs import capitalised
from wortlaut.actors.wordlists import word_set


def short_forms(people: People) -> dict[str, str]:
    """ "Nordsee Netzgesellschaft AG (NNG)": what the short form stands for."""
    found: dict[str, str] = {}
    words = people.words
    for i in range(2, len(words) - 1):
        if words[i - 1] != "(" or words[i + 1] != ")" or sum(c.isupper() for c in words[i]) < 2:
            continue
        run = people.run_at(i - 2)
        if run is None or i - 2 in people.at:
            continue
        phrase = parse(words[_long_form_start(people, run.first) : i - 1])
        if phrase is not None:
            found.setdefault(words[i], canonical(phrase))
    return found


def _long_form_start(people: People, first: int) -> int:
    """Reach back over "für", "und", "der": "das | Bundesamt für Bau (BB)"."""
    words: Sequence[str] = people.words
    j = first
    while j > 0 and people.glued[j] and first - j < 8:
        low = words[j - 1].lower()
        if low in {"das", "dem", "die", "den", "der", "des"}:
            inside = low in {"der", "des", "den", "die"} and j > 1 and people.glued[j - 1]
            if not inside or people.run_at(j - 2) is None:
                return j - 1
        elif not (capitalised(words[j - 1]) or low in _INSIDE_LONG_FORMS or _is_adjective(low)):
            return j
        j -= 1
    return j


def _is_adjective(word: str) -> bool:
    return word.endswith(("e", "en", "er", "es")) and word not in closed.FUNCTION_WORDS


_INSIDE_LONG_FORMS = word_set(
    """
    für und von zur zum gegen in
    """
)
