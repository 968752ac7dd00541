"""Sentences over tokens: ``[first, last)`` token indices that partition the tokens.

A sentence ends at its final mark and at every hard line end, so headlines and subheads need no
full stop. Full stops of abbreviations, ordinals, dates and initials belong to their token
(``wortlaut.text.tokens``) and end a sentence only where the next word shows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FINAL = re.compile(r"(?:[.!?…]|\.{2,})")
_CLOSING = frozenset("“”\"'‘’»«›‹)]") | {"''"}
_OPENING = frozenset("„“\"'‚‘»«›‹([¿¡") | {"``"}

#: Words that begin a sentence far more often than they follow an abbreviation.
_STARTERS = """
    Der Die Das Dem Den Des Ein Eine Einen Einem Einer Er Sie Es Wir Ich Ihr Man Dies Diese Dieser
    Dieses Diesen Diesem Dabei Dafür Dagegen Daher Damit Danach Daneben Dann Daran Darauf Daraus
    Darin Darüber Darum Darunter Davon Dazu Denn Dennoch Deshalb Doch Dort Durch Auch Auf Aus Außer
    Außerdem Aber Als Also Allerdings Am An Angesichts Bei Beim Bereits Bis Bisher Da Ebenso Erst
    Etwa Für Gegen Gestern Heute Hier Hinter Im In Inzwischen Ist Je Jetzt Kein Keine Laut Mehr Mit
    Nach Nachdem Neben Nicht Noch Nun Nur Ob Obwohl Oder Ohne Schon Sein Seine Seit Seitdem So
    Sollte Sowohl Statt Trotz Trotzdem Über Um Und Unter Unterdessen Viele Vom Von Vor Während
    Wann Warum
    Was Weder Weil Weiter Weitere Wenn Wer Weshalb Wie Wird Wo Zu Zudem Zugleich Zuletzt Zum Zur
    Zurzeit Zuvor Zwar Zwei Zwischen Insgesamt Jedoch Alle Alles Andere Anders Beide Dadurch Ihre
"""
STARTERS = frozenset(_STARTERS.split())

#: Abbreviations that seldom stand before their noun, so a capital after them begins a sentence.
_LATE = "usw. etc. usf. u.a. u.ä. o.ä. u.v.m. e.V. a.D. v.Chr. n.Chr. ff. Co. Inc. Ltd. Corp."
_CLOSING_ABBREVIATIONS = frozenset(_LATE.split())

Offsets = tuple[int, int]


def sentence_spans(
    text: str, tokens: Sequence[Offsets], lines: Sequence[Offsets] = ()
) -> list[tuple[int, int]]:
    """Sentences as ``[first, last)`` token indices; together they hold every token once.

    ``lines`` are the offsets of the stretches that a sentence cannot leave
    (``wortlaut.text.paragraphs.layout``). Linear in the number of tokens.
    """
    words = [text[a:b] for a, b in tokens]
    hard = _hard_ends(tokens, lines)
    sentences: list[tuple[int, int]] = []
    first = 0
    index = 0
    while index < len(words):
        last = index + 1
        if last not in hard and _is_final(words, index):
            last = _with_closing(tokens, words, last, hard)
            ends = last in hard or _begins(text, tokens, words, index, last)
        else:
            ends = last in hard
        if ends or last == len(words):
            sentences.append((first, last))
            first = last
        index = last
    return sentences


def _hard_ends(tokens: Sequence[Offsets], lines: Sequence[Offsets]) -> set[int]:
    """Indices of the first token after each line."""
    hard: set[int] = set()
    index = 0
    for _, end in lines:
        while index < len(tokens) and tokens[index][0] < end:
            index += 1
        hard.add(index)
    return hard


def _is_final(words: Sequence[str], index: int) -> bool:
    word = words[index]
    return bool(_FINAL.fullmatch(word)) or (len(word) > 1 and word[-1] == "." and word[0].isalnum())


def _with_closing(
    tokens: Sequence[Offsets], words: Sequence[str], last: int, hard: set[int]
) -> int:
    """Take in further final marks, closing quotation marks and brackets glued to the end."""
    while (
        last < len(words)
        and last not in hard
        and tokens[last - 1][1] == tokens[last][0]
        and (words[last] in _CLOSING or _FINAL.fullmatch(words[last]))
    ):
        last += 1
    return last


def _begins(
    text: str, tokens: Sequence[Offsets], words: Sequence[str], final: int, last: int
) -> bool:
    """Whether token ``last`` begins a sentence after the final mark at ``final``."""
    if last >= len(words):
        return True
    first = last
    while first < len(words) - 1 and words[first] in _OPENING and first - last < 3:
        first += 1
    head = words[first]
    if not (head[0].isupper() or head[0].isdigit()):
        return False
    mark = words[final]
    if len(mark) > 1 and mark[0].isalnum():
        return last == final + 1 and _ends_after_dotted(mark, head, first > last)
    return tokens[last - 1][1] < tokens[last][0] or head[0].isupper()


def _ends_after_dotted(word: str, head: str, quoted: bool) -> bool:
    """Whether a token with its own full stop ("usw.", "3.", "J.") also ends the sentence."""
    if word in _CLOSING_ABBREVIATIONS:
        return head[0].isupper()
    if word[:-1].isdigit():
        return head in STARTERS
    if len(word) == 2 and word[0].isupper():
        return False
    return head in STARTERS and not quoted
