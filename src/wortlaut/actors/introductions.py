"""How an article introduces somebody: the offices before, beside and behind a name.

"Bundesfinanzministerin Ute Kolb", "die Sprecherin der Fraktion, Ute Kolb", "Ute Kolb (41),
Sprecherin des Verbands", "Ute Kolb ist Juristin".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wortlaut.actors import closed
from wortlaut.actors.nouns import guessed_role, noun_class
from wortlaut.actors.offices import Office, describe, nation, role_gender
from wortlaut.actors.runs import capitalised, is_role, is_title
from wortlaut.actors.wordlists import word_set

_BREAKS = frozenset(",;:()[]„“”«»\"'‚‘’›‹!?–—/")
_REACH_BACK = 14
_REACH_AHEAD = 7
_COPULAS = word_set("ist war wurde wird als bleibt")
_RELATIVE = word_set("der die das dem den deren dessen")
_FINITE = word_set("sagte sagt erklärte betonte hat hatte ist war wird wurde und oder")


class Introductions:
    """Reads offices around names. ``taken`` holds the tokens that belong to a name."""

    def __init__(
        self,
        words: Sequence[str],
        glued: Sequence[bool],
        begins: frozenset[int],
        taken: Mapping[int, object],
    ) -> None:
        self._words = words
        self._glued = glued
        self._begins = begins
        self._taken = taken

    def read(self, lead: int, name: int, last: int) -> list[tuple[Office, str | None]]:
        """The offices, with the gender each points to, around the name ``[name, last)``.

        ``lead`` is where the run of words begins that ends in the name.
        """
        words = self._words
        heads = [i for i in range(lead, name) if is_role(words[i]) and not self._is_genitive(i)]
        if lead < name and not heads and not is_title(words[name - 1]):
            heads = [name - 1]
        found = [self._office(i, name) for i in heads]
        before = self.before(lead)
        if before is not None:
            found.append(self._office(before, lead - 1))
        after = self._after(last)
        if after is not None:
            found.append(self._office(after, self._phrase_end(after)))
        return found

    def before(self, start: int) -> int | None:
        """The head of an apposition before a name: "die | Sprecherin | der Fraktion, Ute Kolb"."""
        i = start - 1
        if i < 1:
            return None
        if self._words[i] == ",":
            i -= 1
        elif not self._glued[start] or noun_class(self._words[i]) is None:
            return None  # "der Vorsitzende der Gewerkschaft | Konrad F." has no comma
        head = None
        for j in range(i, max(-1, i - _REACH_BACK), -1):
            word = self._words[j]
            if word in _BREAKS or word.lower() in _FINITE:
                break
            if capitalised(word) and is_role(word) and self._leads(j):
                head = j
            if j in self._begins:
                break
        return None if head in self._taken else head

    def _office(self, head: int, end: int) -> tuple[Office, str | None]:
        """The office whose head noun is at ``head``, with its adjectives and what follows."""
        words = self._words
        found = noun_class(words[head]) or guessed_role(words[head])
        first = head
        while first > 0 and self._glued[first] and head - first < 5:
            previous = words[first - 1]
            if previous.lower() in closed.DETERMINERS:
                first -= 1
                break
            if not (previous[:1].islower() or nation(previous) or previous.endswith("s")):
                break
            first -= 1
        gender = role_gender(found, words[first].lower(), words[head])
        return describe(words[first : max(end, head + 1)], head - first, found), gender

    def _is_genitive(self, index: int) -> bool:
        word = self._words[index].lower()
        found = noun_class(word)
        return found is not None and word.endswith("s") and found.base != word

    def _leads(self, index: int) -> bool:
        """Whether a role noun is the head of its phrase and no genitive of the noun before."""
        j = index - 1
        while j > 0 and self._words[j][:1].islower():
            if self._words[j].lower() in closed.DETERMINERS | closed.PREPOSITIONS:
                break
            j -= 1
        if j > 0 and self._words[j - 1].lower() in closed.REPORT_NOUNS:
            return True
        genitive = j >= 0 and self._words[j].lower() in {"des", "eines"}
        return not genitive and not self._is_genitive(index)

    def _after(self, last: int) -> int | None:
        """The head of an apposition behind a name: "Ute Kolb, (die) | Sprecherin | des …"."""
        words = self._words
        i = last
        if words[i : i + 1] == ["("]:
            while i < len(words) and i < last + 6 and words[i] != ")":
                i += 1
            i += 1
        if i >= len(words) or (words[i] != "," and words[i] not in _COPULAS):
            return None
        for j in range(i + 1, min(i + _REACH_AHEAD, len(words))):
            word = words[j]
            if word == "." or word in _BREAKS or j in self._begins:
                return None
            if j == i + 1 and word.lower() in _RELATIVE and not self._role_within(j + 1, j + 4):
                return None  # a relative clause: "Kolb, die gestern …"
            if capitalised(word):
                return j if is_role(word) and j not in self._taken else None
        return None

    def _role_within(self, first: int, last: int) -> bool:
        """Whether the next noun is a role, with adjectives alone before it."""
        for word in self._words[first:last]:
            if capitalised(word):
                return is_role(word)
            if word.lower() in closed.FUNCTION_WORDS:
                return False
        return False

    def _phrase_end(self, head: int) -> int:
        j = head + 1
        while j < len(self._words) and j < head + 8 and self._words[j] not in {",", ".", ";", "("}:
            j += 1
        return j
