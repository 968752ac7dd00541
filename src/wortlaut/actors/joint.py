"""Several who speak as one: "der Rat und die Polizei", "sowohl A als auch B", "A, B und C"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wortlaut.actors import closed
from wortlaut.actors.phrases import OBLIQUE, QUOTES, parse
from wortlaut.actors.traces import Referent
from wortlaut.actors.wordlists import word_set

_AND = word_set("und sowie auch")
_NEXT = closed.DETERMINERS | word_set("andere weitere mehrere beide viele einige zahlreiche")


def joint(members: Iterable[Referent]) -> Referent:
    """Several as one group, named "A, B und C"."""
    names = [m.name or "" for m in members]
    return Referent("group", " und ".join(filter(None, [", ".join(names[:-1]), names[-1]])), "p")


def conjuncts(words: Sequence[str]) -> list[tuple[int, int]]:
    """The parts of a list of noun phrases as ranges of words; empty where there is one phrase.

    A part begins with an article or with "andere" and stands in the case of the first, so that
    "die Sprecherin des Rates und der Polizei" is one.
    """
    start = 1 if words and words[0].lower() in {"sowohl", "weder"} else 0
    begins = [start]
    joined = False
    quoted = False
    for j in range(start + 1, len(words) - 1):
        quoted = quoted != (words[j] in QUOTES)
        if quoted or words[j + 1].lower() not in _NEXT or words[j] not in _AND | {","}:
            continue
        begins.append(j + 1)
        joined = joined or words[j] in _AND
    ends = [*(b - 1 for b in begins[1:]), len(words)]
    parts = [(a, b - 1 if words[b - 1] == "als" else b) for a, b in zip(begins, ends, strict=True)]
    if not joined or len(parts) < 2:
        return []
    cases = [_oblique(words[a:b]) for a, b in parts]
    return parts if None not in cases and len(set(cases)) == 1 else []


def _oblique(words: Sequence[str]) -> bool | None:
    """Whether a phrase stands in dative or genitive by its article; None where it is no phrase."""
    phrase = parse(words)
    if phrase is None or phrase.head == len(words):
        return None
    if phrase.determiner in OBLIQUE:
        return True
    feminine = phrase.found is not None and phrase.found.gender == "f"
    return phrase.determiner in {"der", "einer"} and feminine
