"""Mentions as noun phrases: their head, their article, and their name in the nominative.

``parse`` takes the words of a mention apart; ``canonical`` puts them into the form that a list of
speakers shows: "dem Statistischen Bundesamt" → "Statistisches Bundesamt".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wortlaut.actors import closed
from wortlaut.actors.nouns import NounClass, noun_class
from wortlaut.actors.runs import capitalised
from wortlaut.actors.wordlists import word_set
from wortlaut.records import ActorKind

QUOTES = frozenset("„“”\"«»‚‘’›‹'")
_STOPS = frozenset([",", "(", ")", ";", ":", "–", "—", "[", "]", "."])
OBLIQUE = word_set(
    """
    des dem den eines einem einen dieses diesem diesen seines seinem seinen ihres ihrem ihren
    meines meinem meinen unseres unserem unseren
    """
)
DATIVE = word_set("nach von vom bei beim aus mit zufolge seitens laut gemäß gegenüber zu zum zur")
Determiner = Literal["definite", "indefinite", "possessive", "none"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by word index: article, adjectives, head, and what follows the head.

    ``first`` is the first word behind the article, ``head`` the head noun, ``last`` one past the
    end of the name (an apposition, a relative clause or a bracket is left out). ``found`` is the
    head's class. ``oblique`` says that article or preposition ask for a dative or genitive.
    """

    words: tuple[str, ...]
    determiner: str
    first: int
    head: int
    last: int
    found: NounClass | None
    oblique: bool

    @property
    def kind_of_determiner(self) -> Determiner:
        if self.determiner in closed.POSSESSIVE:
            return "possessive"
        if self.determiner in closed.DEFINITE:
            return "definite"
        return "indefinite" if self.determiner in closed.INDEFINITE else "none"

    @property
    def bare(self) -> bool:
        """Only article and head: "das Ministerium"."""
        return self.head == self.first and self.last == self.head + 1

    @property
    def adjectives(self) -> tuple[str, ...]:
        return self.words[self.first : self.head]

    @property
    def many(self) -> bool:
        """Whether it stands for several: "Händler", "die Forscher", "zwei Ärztinnen"."""
        if self.found is None:
            return False
        if self.determiner in _ALL or self.found.gender == "p":
            return True
        if self.found.kind == "group" and not self.determiner:
            return True
        if any(w.lower() in closed.NUMBER_DETS for w in self.adjectives):
            return True
        low = self.words[self.head].lower()
        if self.found.kind == "role" and self.found.gender == "m":
            if self.determiner in {"die", "diese", "ihre", "seine", *_ALL}:
                return True
            if self.oblique and self.determiner == "der":
                return True  # "nach Einschätzung der Geologen"
            if not self.determiner and self.head > self.first:
                return self._plural_adjective and low.endswith(("er", "n", "e"))
            return not self.determiner and self.bare and low.endswith(("er", "n"))
        return False

    @property
    def _plural_adjective(self) -> bool:
        """ "Westliche Diplomaten", "Meinung politischer Beobachter": no singular ends so."""
        last = self.words[self.head - 1]
        return last.endswith("e") or (self.oblique and last.endswith(("er", "en")))

    @property
    def gender(self) -> str | None:
        """Gender of the head, "p" for a plural."""
        if self.many:
            return "p"
        if self.found is not None and self.found.gender is not None:
            return self.found.gender
        if self.determiner == "der":
            return "f" if self.oblique else "m"
        return {"das": "n", "die": "f", "eine": "f", "ein": "m", "dem": "m", "des": "m"}.get(
            self.determiner
        )


def parse(words: Sequence[str], *, oblique: bool = False) -> Phrase | None:
    """Take the words of a mention apart; None where no noun stands in it.

    A leading preposition is skipped. Words are those of the text, unchanged.
    """
    words = tuple(words)
    i = 0
    while i < len(words) and (
        words[i].lower() in closed.PREPOSITIONS
        or words[i] in _STOPS
        or words[i].lower() in {"auch", "sowohl", "weder"}
    ):
        oblique = oblique or words[i].lower() in closed.PREPOSITIONS
        i += 1
    determiner = ""
    if i < len(words) and words[i].lower() in closed.DETERMINERS | _ALL:
        determiner = words[i].lower()
        i += 1
    first = i
    i = _behind_attribute(words, first)
    while i < len(words) and not _is_head(words, i):
        if words[i] in _STOPS:
            return None
        i += 1
    if i >= len(words):
        return None
    head = i
    oblique = oblique or determiner in OBLIQUE
    return Phrase(
        words, determiner, first, head, _phrase_end(words, head), noun_class(words[head]), oblique
    )


def _behind_attribute(words: Sequence[str], first: int) -> int:
    """ "eine | mit einem Megafon bewaffnete | Frau": where the attribute is over."""
    start = first
    if start < len(words) and words[start].lower() in closed.NUMBER_DETS:
        start += 1
    if not start or start >= len(words) or words[start].lower() not in _OPEN_ATTRIBUTES:
        return first
    for i in range(start + 2, len(words) - 1):
        inflected = words[i].islower() and words[i].endswith(_ENDINGS_OF_ADJECTIVES)
        closed_class = words[i] in closed.DETERMINERS | closed.PREPOSITIONS
        if inflected and not closed_class and capitalised(words[i + 1]):
            return i + 1
    return first


def _is_head(words: Sequence[str], i: int) -> bool:
    word = words[i]
    if word in QUOTES or word.endswith("-"):
        return False
    owned = bool(i) and words[i - 1].lower() in closed.POSSESSIVE and word[:1].isupper()
    if not (
        owned or capitalised(word) or (word[:1].isalnum() and any(c.isupper() for c in word[1:]))
    ):
        return False
    following = words[i + 1] if i + 1 < len(words) else ""
    if (
        i
        and words[i - 1].isdigit()
        and following.islower()
        and capitalised("".join(words[i + 2 : i + 3]))
    ):
        return False  # "84 Seiten starkes Gutachten"
    if not capitalised(following):
        return True
    if word.endswith("s") and noun_class(word) is None:
        # "Reiffs Sprecher", "Norwegens Präsidentin": the owner goes before the head.
        return noun_class(following) is None and following.lower() not in closed.REPORT_NOUNS
    return noun_class(following) is None or not _is_adjective(word)


def _is_adjective(word: str) -> bool:
    """Whether a capitalised word is an adjective in a name or title: "Statistische Bundesamt"."""
    low = word.lower()
    for ending in ("en", "em", "er", "es", "e"):
        if low.endswith(ending):
            base = low[: -len(ending)]
            return base.endswith(_ADJECTIVAL) or base in _ADJECTIVES or low.endswith("er")
    return False


_ALL = frozenset(("beide", "beiden", "beider", "alle", "aller"))
_ENDINGS_OF_ADJECTIVES = ("e", "en", "er", "es", "em")
_OPEN_ATTRIBUTES = closed.PREPOSITIONS | {"als", "wegen", "seit"}
_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "abend")
_GENITIVE = word_set("der des dieser dieses eines einer seiner seines ihrer ihres unserer unseres")
_JOINS = word_set(
    "und auch noch als oder sowie bzw. für gegen ohne & / zwischen gegenüber aller beider"
)
_NEVER_INSIDE = word_set("hat hatte haben hatten ist sind war waren wird wurde zufolge dass daß")
_ADJECTIVAL = ("isch", "lich", "ig", "iv", "är", "end", "ell", "haft")
_ADJECTIVES = word_set(
    """
    erst zweit dritt oberst neu alt frei grün rot weiß schwarz gemein groß klein hoh deutsch vereint
    international national regional zentral sozial christdemokrat
    """
)


def _phrase_end(words: Sequence[str], head: int) -> int:
    quoted = False
    for j in range(head + 1, len(words)):
        if words[j] in QUOTES or words[j] == "''":
            quoted = not quoted
        if quoted:
            continue
        if words[j] in _STOPS and not (words[j] == "." and j + 1 < len(words)):
            if words[j] == "," and _list_goes_on(words, j):
                continue
            return j
        if _ends_phrase(words, j):
            return j
    return len(words)


def clause_end(words: Sequence[str], head: int) -> int:
    """Where the clause goes on behind a mention whose head is at ``head``, appositions included:
    "der Premier Jan Rabe | geht nach einem Treffen mit Ute Kolb"."""
    quoted = False
    for j in range(head + 1, len(words)):
        if words[j] in QUOTES:
            quoted = not quoted
        stops = quoted or words[j] in _STOPS or words[j - 1] in _STOPS
        if not stops and _ends_phrase(words, j):
            return j
    return len(words)


def _ends_phrase(words: Sequence[str], j: int) -> bool:
    """Whether something else begins at ``j``: "Medien | am Montag", "Kreise | in ihrer Sicht",
    "Kolb | zitiert einen Zeugen", "Beobachter | einen Tiefschlag"."""
    low, before = words[j].lower(), words[j - 1].lower()
    after = words[j + 1].lower() if j + 1 < len(words) else ""
    if (low, after) == ("als", "auch") or (before, low) == ("als", "auch"):
        return False  # "sowohl der Rat als auch die Polizei"
    if low in closed.PREPOSITIONS:
        if not after or after == "ort":
            return True  # "Angaben der Polizei | nach", "Verbände | vor Ort"
        if after in closed.POSSESSIVE or after in {"einem", "einer", "einen"}:
            return low not in {"von", "für"}
        return after.startswith(_DAYS) and low != "vom"
    if low in closed.DETERMINERS:
        if before in closed.PREPOSITIONS | _JOINS or words[j - 1] in _STOPS:
            return False
        return words[j].islower() and low not in _GENITIVE
    if not words[j].islower() or low in _JOINS | closed.PARTICLES:
        return False
    if before in closed.PREPOSITIONS | closed.DETERMINERS | _JOINS or words[j - 1].islower():
        return low in _NEVER_INSIDE
    return low in closed.FUNCTION_WORDS or low.endswith(("t", "te", "ten"))


def _list_goes_on(words: Sequence[str], comma: int) -> bool:
    """ "A, B und C" is one list of speakers; "A, Sprecher von B und C," is not told apart."""
    rest = words[comma + 1 :]
    return "und" in rest and "," not in rest and len(rest) <= 4 and capitalised(rest[0])


def canonical(phrase: Phrase) -> str:
    """The phrase as a name: nominative, without its article.

    >>> canonical(parse("dem Statistischen Bundesamt".split()))
    'Statistisches Bundesamt'
    """
    words = list(phrase.words[phrase.first : phrase.last])
    head = phrase.head - phrase.first
    plural = phrase.gender == "p" or (
        phrase.determiner in {"", "die", "den", "alle", "beiden", "beide"}
        and phrase.found is not None
        and phrase.found.kind == "group"
    )
    if head > 1 and (any(w.isdigit() for w in words[:head]) or _drops_attribute(phrase)):
        del words[:head]  # "der 44 Seiten langen Begründung", "der am Montag verlesene Brief"
        head = 0
    if words[0].lower() in closed.NUMBER_DETS:
        words[0] = words[0].lower()
    attribute = bool(head) and words[0].lower() in closed.PREPOSITIONS
    for i in range(head - 1 if attribute else 0, head):
        words[i] = _strong(words[i], phrase, plural)
    words[head] = nominative(words[head], phrase)
    if phrase.determiner in {"beide", "beiden", "beider"}:
        words.insert(0, "beide")
    return join(words)


def _drops_attribute(phrase: Phrase) -> bool:
    document = phrase.found is not None and phrase.found.kind == "document"
    return document and phrase.words[phrase.first].lower() in closed.PREPOSITIONS


def join(words: Sequence[str]) -> str:
    """Words as a readable string: no space inside quotation marks or before a comma."""
    text = " ".join(words)
    for mark in "„«›‚(":
        text = text.replace(mark + " ", mark)
    for mark in ("“", "”", "»", "‹", "‘", ",", ")", "."):
        text = text.replace(" " + mark, mark)
    return text


def _strong(word: str, phrase: Phrase, plural: bool) -> str:
    """An adjective as it stands without an article: "dem Statistischen" → "Statistisches"."""
    if word.endswith("s") and word[:1].isupper():
        return word  # "Reiffs Sprecher"
    if plural and phrase.oblique and not phrase.determiner and word.endswith(("ischer", "licher")):
        return word[:-1]
    if not word[:1].isalpha() or word.isupper() or len(word) < 4 or word.endswith(("er", "ig")):
        return word
    for ending in ("en", "em", "es", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            break
    else:
        return word
    if plural or (not phrase.determiner and phrase.gender is None):
        return base + "e"
    return base + {"m": "er", "f": "e", "n": "es"}.get(phrase.gender or "", ending)


def nominative(word: str, phrase: Phrase) -> str:
    """The head noun of ``phrase`` in the nominative, as far as its article tells."""
    found = phrase.found
    low = word.lower()
    if phrase.determiner in _ALL or (phrase.many and found is not None and found.kind == "role"):
        if found is None:
            return word
        return word[:-1] if low.endswith(("ern", "eln")) and found.base != low else word
    if found is None:
        genitive = phrase.determiner in {"des", "eines", "dieses"} and low.endswith("s")
        return word[:-1] if genitive and not low.endswith(("ss", "us", "is")) else word
    if found.kind == "role" and found.gender is None:
        return _nominalised(word, phrase)
    if found.base == low or not low.startswith(found.base):
        return word
    if phrase.oblique or low.endswith(("ern", "eln")):
        if phrase.determiner in {"die", "den", ""} and found.kind == "role" and low.endswith("en"):
            return word  # "den Präsidenten": one or many, the form does not say
        return word[: len(found.base)]
    return word


def _nominalised(word: str, phrase: Phrase) -> str:
    """ "dem Angeklagten" → "Angeklagter", "die Vorsitzende" → "Vorsitzende"."""
    base = word
    for ending in ("en", "em", "er", "e"):
        if word.endswith(ending):
            base = word[: -len(ending)]
            break
    if phrase.determiner in {"der", "dem", "des", "ein", "einem", "eines"} or word.endswith("er"):
        return base + "er"
    return base + "e" if phrase.determiner in {"die", "eine", "einer"} else word


def kind_of(phrase: Phrase) -> ActorKind:
    """The kind of actor that a phrase without a person's name stands for."""
    found = phrase.found
    word = phrase.words[phrase.head]
    if found is None:
        if word.lower().endswith(("ung", "heit", "keit", "schaft", "tion", "ät")):
            return "organisation"
        following = phrase.words[phrase.head + 1 : phrase.last]
        if phrase.determiner in closed.NUMBER_DETS or (
            not phrase.determiner and word.endswith("en")
        ):
            return "group"
        return "organisation" if phrase.determiner or following or word.isupper() else "unknown"
    if found.kind == "role" and phrase.many:
        return "group"
    return found.kind
