"""Sentences over tokens: ``[first, last)`` token indices that partition the tokens.

A sentence ends at its final mark and at every hard line end, so headlines and subheads need no
full stop. Full stops of abbreviations, ordinals, dates and initials belong to their token
(``wortlaut.text.tokens``) and end a sentence only where the next word shows it. A semicolon
between clauses ends one too, and a colon after a clause that is complete without what follows
("Die Wirtin nimmt den Lärm hin: …"), not one that waits for it ("Der Sprecher sagte: …"): so the
German news quotation attribution data cuts its sentences, whose train part these rules were
tuned on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_FINAL = re.compile(r"[.!?…]|\.{2,}")
_MAY_END = frozenset(".!?…:;")
_CLOSING = frozenset("“”\"'‘’»«›‹)]") | {"''"}
_OPENING = frozenset("„“\"'‚‘»«›‹([¿¡-–—") | {"``", "''"}
_QUOTES = frozenset('„“"»«') | {"``", "''"}

# Words that begin a sentence far more often than they follow an abbreviation or an ordinal.
_STARTERS = """
    Der Die Das Dem Den Des Ein Eine Einen Einem Einer Er Sie Es Wir Ich Ihr Man Dies Diese Dieser
    Dieses Diesen Diesem Dabei Dafür Dagegen Daher Damit Danach Daneben Dann Daran Darauf Daraus
    Darin Darüber Darum Darunter Davon Dazu Denn Dennoch Deshalb Doch Dort Durch Auch Auf Aus Außer
    Außerdem Aber Als Also Allerdings Am An Angesichts Bei Beim Bereits Bis Bisher Da Ebenso Erst
    Etwa Für Gegen Gestern Heute Hier Hinter Im In Inzwischen Ist Je Jetzt Kein Keine Laut Mehr Mit
    Nach Nachdem Neben Nicht Noch Nun Nur Ob Obwohl Oder Ohne Schon Sein Seine Seit Seitdem So
    Sollte Sowohl Statt Trotz Trotzdem Über Um Und Unter Unterdessen Viele Vom Von Vor Während
    Wann Warum Was Weder Weil Weiter Weitere Wenn Wer Weshalb Wie Wird Wo Zu Zudem Zugleich Zuletzt
    Zum Zur Zurzeit Zuvor Zwar Zwei Zwischen Insgesamt Jedoch Alle Alles Andere Anders Beide
    Dadurch Ihre
"""
STARTERS = frozenset(_STARTERS.split())

# Abbreviations that close an enumeration or a name: a capital after them begins a sentence.
_LATE = "usw. etc. usf. u.v.m. e.V. a.D. v.Chr. n.Chr. ff."
LATE_ABBREVIATIONS = frozenset(_LATE.split())

# Numbers after these are no ordinals: "kam auf Platz 13. Trainer Kolb lobte …".
_COUNTED = "Platz Rang Seite Nummer Kapitel Artikel Paragraf Paragraph Absatz Stufe Gruppe Version"
COUNTED = frozenset(_COUNTED.split())

# Words before a colon that wait for what follows it: verbs of saying and the like.
_ANNOUNCING = """
    sagt sagte sagten sagen gesagt erklärt erklärte erklärten lautet lautete lauten fragt fragte
    gefragt rief riefen betont betonte kritisiert kritisierte schreibt schrieb schrieben
    geschrieben heißt hieß geheißen lobte zitiert fügte meint meinte meinten begründet begründete
    kommentiert kommentierte fordert forderte warnt warnte antwortet antwortete ergänzt ergänzte
    bestätigt bestätigte mitgeteilt verkündet verkündete zugesichert schätzte resümiert resümierte
    berichtet berichtete erläutert erläuterte meldet meldete Worten Worte wörtlich sinngemäß folgt
    folgende folgender folgendes folgenden kurz etwa also stellte sicher Frage
"""
ANNOUNCING = frozenset(_ANNOUNCING.split())

# Frequent finite verbs that the ending of a regular verb does not show.
_VERBS = """
    ist sind war waren wird werden wurden hat haben hatten kann können konnten soll sollen sollten
    muss müssen mussten will wollen wollten darf dürfen sei seien hätten wären könne werde würden
    möge mag gab kam kamen ging gingen stand standen fiel lag fand fanden sah ließ blieb zog nahm
    trat stieg verlor gewann schien bin bist habe seid
"""
VERBS = frozenset(_VERBS.split())
_NO_VERBS = """
    nicht seit jetzt sonst selbst fast statt erst weit dort damit somit überhaupt zuletzt zunächst
    acht recht laut bekannt heut insgesamt bisher unten guten letzten ersten rechten zweiten
    dritten alten vierten sechsten hinten mitten weiten harten
"""
NO_VERBS = frozenset(_NO_VERBS.split())

#: Words before and after a colon, and before and after a semicolon, that make a clause.
COLON_CLAUSE = 5
SEMICOLON_CLAUSE = 3
#: How far before a colon a word that announces what follows may stand.
COLON_REACH = 6
#: How far ahead a clause is looked at; keeps the work linear.
LOOK_AHEAD = 40

Offsets = tuple[int, int]


def sentence_spans(
    text: str, tokens: Sequence[Offsets], lines: Sequence[Offsets] = ()
) -> list[tuple[int, int]]:
    """Sentences as ``[first, last)`` token indices; together they hold every token once.

    ``lines`` are the offsets of the stretches that a sentence cannot leave
    (``wortlaut.text.paragraphs.layout``). Linear in the number of tokens.

    >>> from wortlaut.text.tokens import token_spans
    >>> text = "Am 3. Mai kam Dr. Kolb. „Gut so.“ Das war alles."
    >>> tokens = token_spans(text)
    >>> [text[tokens[a][0]:tokens[b - 1][1]] for a, b in sentence_spans(text, tokens)]
    ['Am 3. Mai kam Dr. Kolb.', '„Gut so.“', 'Das war alles.']
    """
    return _Splitter(text, tokens, lines).sentences()


class _Splitter:
    def __init__(self, text: str, tokens: Sequence[Offsets], lines: Sequence[Offsets]) -> None:
        self.tokens = tokens
        self.words = [text[a:b] for a, b in tokens]
        self.hard = _hard_ends(tokens, lines)
        self.hard.add(len(self.words))

    def sentences(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        first = index = 0
        while index < len(self.words):
            # Most words end no sentence; asking here spares a call for each of them.
            end = self._end(first, index) if self.words[index][-1] in _MAY_END else 0
            index = end or index + 1
            if end or index in self.hard:
                found.append((first, index))
                first = index
        return found

    def _end(self, first: int, index: int) -> int:
        """Where the sentence that began at ``first`` ends if ``index`` is its final mark, or 0."""
        word = self.words[index]
        last = index + 1
        if word == ":":
            return last if self._is_clause_end(first, index, COLON_CLAUSE) else 0
        if word == ";":
            return last if self._is_clause_end(first, index, SEMICOLON_CLAUSE) else 0
        dotted = len(word) > 1 and word[-1] == "." and word[0].isalnum()
        if not dotted and not _FINAL.fullmatch(word):
            return 0
        while last not in self.hard and self._is_closing(last):
            last += 1
        return last if last in self.hard or self._begins(index, last) else 0

    def _is_closing(self, index: int) -> bool:
        """A further final mark, a closing quotation mark or bracket, glued to what it closes."""
        if self.tokens[index - 1][1] != self.tokens[index][0]:
            return False
        return self.words[index] in _CLOSING or bool(_FINAL.fullmatch(self.words[index]))

    def _begins(self, final: int, last: int) -> bool:
        """Whether token ``last`` begins a sentence after the final mark at ``final``."""
        first = last
        while self.words[first] in _OPENING and first - last < 3 and first + 1 < len(self.words):
            first += 1
        head = self.words[first].lstrip("-–—") or self.words[first]
        if not (head[0].isupper() or head[0].isdigit()):
            return False
        if last > final + 1:
            return True
        mark = self.words[final]
        if (mark == "…" or mark.startswith("..")) and self._is_free(final):
            return head in STARTERS  # not "Und dann … Stille."
        if len(mark) > 1 and mark[0].isalnum():
            return head[0].isupper() and self._ends_dotted(final, head, self.words[last])
        if self.tokens[final][1] < self.tokens[last][0]:
            return True
        before = self.words[final - 1] if final else ""
        return head[0].isupper() and before[-2:].islower()  # "Ende.Neuer Satz", not "SAT.Eins"

    def _is_free(self, index: int) -> bool:
        return index == 0 or self.tokens[index - 1][1] < self.tokens[index][0]

    def _ends_dotted(self, final: int, head: str, after: str) -> bool:
        """Whether a token with its own full stop ("usw.", "3.", "J.") also ends the sentence."""
        word = self.words[final]
        if word in LATE_ABBREVIATIONS:
            return after != "("
        before = self.words[final - 1] if final else ""
        if word[:-1].isdigit() and before in COUNTED:
            return True
        return head in STARTERS and (after == head or word[:-1].isdigit())

    def _is_clause_end(self, first: int, index: int, least: int) -> bool:
        """Whether the colon or semicolon at ``index`` stands between two clauses."""
        if index - first < least or index + 1 in self.hard:
            return False
        after = self._clause_after(index)
        if len(after) < least:
            return False
        if self.words[index] == ";":  # not in lists: "Eva Kolb, Pilotin; Jan Rohde, Arzt; …"
            return after[0][0].islower() or any(map(_is_verb, after))
        if not (after[0] in _QUOTES or after[0][0].isupper()):
            return False
        if ANNOUNCING.intersection(self.words[max(first, index - COLON_REACH) : index]):
            return False
        return any(map(_is_verb, after))

    def _clause_after(self, index: int) -> list[str]:
        clause: list[str] = []
        for last in range(index + 1, min(index + 1 + LOOK_AHEAD, len(self.words))):
            if last in self.hard:
                break
            clause.append(self.words[last])
            if _FINAL.fullmatch(self.words[last]):
                break
        return clause


def _hard_ends(tokens: Sequence[Offsets], lines: Sequence[Offsets]) -> set[int]:
    """Indices of the first token after each line."""
    return {bisect_left(tokens, (end, end)) for _, end in lines}


def _is_verb(word: str) -> bool:
    """Whether a word may be a finite verb: a frequent one, or one with a regular ending."""
    if word in VERBS:
        return True
    return (
        len(word) > 3
        and word[0].islower()
        and word.endswith(("t", "te", "ten"))
        and word not in NO_VERBS
    )
