"""Reporting clauses that say so themselves, for sentences in which the model found nothing.

Five constructions of German reporting, each with the clause that it reports:

- "Die Halle bleibt zu, teilte die Stadt mit." and "…, wie die Stadt mitteilte."
- "Das teilte die Stadt mit." reports the sentence before it.
- "Die Stadt teilte mit, dass die Halle zu bleibe." and "Die Vereine fragten, wann …"
- "Die Stadt bat die Vereine, in die alte Halle auszuweichen."
- "Laut Stadtverwaltung bleibt die Halle zu." and "… nach Angaben …", "… zufolge …", "… demnach …"

What is denied ("teilte nicht mit, ob …") is left to the model. How often each is right, and what
it adds on dev, is in ``training/EXPERIMENTS.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from wortlaut.records import Document, Sentence
from wortlaut.statements.decode import TokenStatement
from wortlaut.statements.rules import rule_statement

Forms = Mapping[str, Collection[str]]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs of saying that need nothing but what is said.
_SAYING = _words(
    "sagte sagten sagt sagen berichtete berichteten berichtet berichten erklärte erklärten erklärt "
    "erklären betonte betonten betont versicherte versicherten versichert bestätigte bestätigten "
    "bestätigt erläuterte erläuterten erläutert meinte meinten meint verlautete verlautet "
    "bekräftigte bekräftigten bekräftigt schilderte schildert beteuerte beteuert präzisierte "
    "ergänzte ergänzt"
)
#: … and those that may have another object besides: a clause with dass tells.
_TELLING = _SAYING | _words(
    "meldete meldeten meldet melden behauptete behaupteten behauptet warnte warnten warnt "
    "unterstrich vermeldete vermelden vermeldet schrieb schrieben schreibt urteilte urteilten "
    "argumentierte argumentierten argumentiert kommentierte kommentiert prognostizierte "
    "prognostizierten prognostiziert erzählte erzählt äußerte versprach versprachen befand hieß "
    "heißt beklagte beklagten beklagt kritisierte kritisierten kritisiert informierte informierten "
    "resümierte bilanzierte"
)
#: Verbs with a particle at the end of the clause, by particle.
_PARTED: Forms = {
    "mit": _words("teilte teilten teilt teilen"),
    "an": _words("gab gaben gibt geben kündigte kündigten kündigt merkte merkten"),
    "bekannt": _words("gab gaben gibt geben machte"),
    "ein": _words("räumte räumten räumt"),
    "klar": _words("stellte stellten stellt"),
    "fest": _words("stellte stellten stellt"),
    "hinzu": _words("fügte fügten fügt"),
    "Protokoll": _words("gab gaben"),
}
_PARTED_DASS: Forms = {
    **_PARTED,
    "hin": _words("wies wiesen weist"),
    "zurück": _words("wies wiesen"),
    "hervor": _words("geht ging"),
    "aus": _words("geht ging"),
}
_SAID = _words(
    "gesagt mitgeteilt angekündigt erklärt bestätigt betont berichtet versichert behauptet "
    "angegeben festgehalten festgestellt"
)
_QUESTIONS = _words(
    "ob wer was wie warum wann wo wen wem welche welcher welches wohin woher weshalb wieso"
)
_FRAGEN = _words("fragte fragten fragt fragen erkundigte erkundigten")
#: Last words of ", wie die Stadt mitteilte".
_AS_SAID = (
    _TELLING
    | _words("mitteilte mitteilten mitteilt angab angaben angibt bekanntgab")
    | {
        "hervorgeht",
        "hervorging",
    }
)
#: "Das … " before these points to something else ("Das heißt …", "Das meint …").
_NOT_BACK = _words("heißt hieß meint meinte sagen")
#: Verbs that take what is said as an infinitive with zu.
_ASKING = _words(
    "bat baten bittet bitten riet rieten rät raten empfahl empfahlen empfiehlt drohte drohten "
    "droht versprach versprachen verspricht appellierte appellierten appelliert behauptete "
    "behauptet bestritt bestritten bestreitet beschuldigte beschuldigten beschuldigt verlangte "
    "verlangten verlangt forderte forderten fordert beteuerte beteuert versicherte versichert "
    "warnte warnten warnt dementierte dementiert leugnete verpflichtete gelobte schwor"
)
_PARTED_ASKING: Forms = {
    "an": _words("kündigte kündigten kündigt gab gaben gibt regte regten regt bot boten bietet"),
    "auf": _words("forderte forderten fordert rief riefen ruft"),
    "vor": _words("schlug schlugen schlägt warf warfen wirft"),
    "ein": _words("räumte räumt"),
    "zu": _words("gab gibt sagte sagten"),
    "nahe": _words("legte legten"),
    "dazu": _words("rief"),
}
_ASKED = _words(
    "aufgerufen aufgefordert gebeten angekündigt vorgeschlagen empfohlen geraten gedroht "
    "versprochen verlangt gefordert vorgeworfen angeboten zugesagt ausgesprochen"
)
_DENIED = _words("nicht kein keine keinen weder nie ohne")
_PURPOSE = _words("um ohne statt anstatt")
_INFINITIVE = re.compile(r"[a-zäöüß]{2,}zu[a-zäöüß]{2,}n")
#: "laut" is loud before these.
_LOUD = _words("ein eine die das im am über")
_SOURCE = re.compile(
    r"[\w-]*(?:[Aa]ngaben?|[Aa]uskunft|[Aa]uffassung|[Aa]nsicht|[Mm]einung|[Ee]inschätzung|"
    r"[Aa]ussagen?|[Bb]erichten|[Ii]nformationen|[Ee]rkenntnissen|[Aa]ktenlage|[Bb]erechnungen|"
    r"[Ss]chätzungen)"
)
_BEFORE_NOUN = _words(
    "der die das dem den des ein eine einem einer eines seinem seiner ihrem ihrer den deren dessen"
)
#: Tokens of a reporting clause behind what it reports, and of a sentence that points back.
_LONGEST_TAIL, _LONGEST_BACK = 14, 25
_CLAUSE = 4
#: Tokens of a quotation, marks included, that is no speech by itself.
_QUOTED_WORDS = 7


def add_clauses(document: Document, found: Sequence[TokenStatement]) -> list[TokenStatement]:
    """``found`` and what the constructions add, in text order; what is quoted stays out."""
    words = [t.text for t in document.tokens]
    taken = {token for statement in found for token in statement.tokens}
    added: list[TokenStatement] = []
    before: Sentence | None = None
    for sentence, quoted in zip(document.sentences, _in_speech(document), strict=True):
        free = not quoted and taken.isdisjoint(range(sentence.first, sentence.last))
        tokens = _reported(words, sentence, before) if free else None
        if tokens:
            added.append(rule_statement(tokens, "indirect"))
            taken.update(tokens)
            free = False
        before = sentence if free else None
    return sorted([*found, *added], key=lambda s: (s.tokens[0], -len(s.tokens)))


def _in_speech(document: Document) -> list[bool]:
    """Whether each sentence has more in quotation marks than a name or a few words inside it."""
    starts = [t.start for t in document.tokens]
    firsts = [s.first for s in document.sentences]
    spoken = [False] * len(firsts)
    for quotation in document.quotations:
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        begin, end = bisect_right(firsts, first) - 1, bisect_right(firsts, last - 1)
        for number in range(max(begin, 0), end):
            sentence = document.sentences[number]
            inside = sentence.first < first and last < sentence.last
            spoken[number] |= not inside or last - first > _QUOTED_WORDS
    return spoken


def _reported(words: Sequence[str], sentence: Sentence, before: Sentence | None) -> list[int]:
    """The tokens that a free sentence reports; ``before`` is the one before it, if free too."""
    own = words[sentence.first : sentence.last]
    if len(own) < _CLAUSE or own[-1] != ".":
        return []
    if before and _points_back(own):
        clause = range(before.first, before.last - 1)
        if len(clause) >= _CLAUSE - 1 and words[before.last - 1] == ".":
            return [*clause, sentence.first]
    places = _before_tail(own) or _behind_dass(own) or _from_source(own) or _infinitive(own)
    return [sentence.first + place for place in places]


def _says(words: Sequence[str], verbs: Collection[str], parted: Forms) -> bool:
    """Whether a clause has a verb of ``verbs``, or one of ``parted`` with its particle last."""
    forms = parted.get(words[-1], ()) if words else ()
    return any(word in verbs or word in forms for word in words)


def _points_back(words: Sequence[str]) -> bool:
    """ "Das teilte die Stadt mit." """
    if len(words) > _LONGEST_BACK or "," in words[:3] or not _DENIED.isdisjoint(words):
        return False
    if words[0] == "Davon":
        return words[1] in ("geht", "gehen", "ging", "gingen") and "aus" in words
    return words[0] in ("Das", "Dies") and (
        words[1] in _TELLING - _NOT_BACK
        or any(words[1] in verbs and part in words for part, verbs in _PARTED_DASS.items())
    )


def _before_tail(words: Sequence[str]) -> Sequence[int]:
    """The clause before ", teilte die Stadt mit." or ", wie die Stadt mitteilte." """
    if "," not in words or words[0] == "Wie":
        return ()
    at = len(words) - 1 - words[::-1].index(",")
    tail = words[at + 1 : -1]
    if at < 3 or not 2 <= len(tail) <= _LONGEST_TAIL or not _DENIED.isdisjoint(tail):
        return ()
    reports = (
        tail[0] in _SAYING
        or (tail[0] in ("hieß", "heißt") and tail[1] == "es")
        or tail[0] in _PARTED.get(tail[-1], ())
        or (tail[0] == "wie" and len(tail) > 2 and tail[-1] in _AS_SAID)
    )
    return range(at) if reports else ()


def _behind_dass(words: Sequence[str]) -> Sequence[int]:
    """The rest of the sentence from "dass" on, behind a clause that says, or from a question on."""
    for at in range(2, len(words)):
        if words[at - 1] != ",":
            continue
        head = _last_clause(words[: at - 1])
        asks = words[at] in _QUESTIONS and not _FRAGEN.isdisjoint(head)
        if asks or words[at] in ("dass", "daß", "ob"):
            said = _says(head, _TELLING, _PARTED_DASS) or (head and head[-1] in _SAID)
            says = (asks or said) and _DENIED.isdisjoint(head)
            return range(at, len(words) - 1) if says else ()
    return ()


def _infinitive(words: Sequence[str]) -> Sequence[int]:
    """The infinitive with zu behind a clause that asks for it, promises it or denies it."""
    commas = [i for i, word in enumerate(words) if word == ","]
    for number, at in enumerate(commas):
        head = _last_clause(words[:at])
        asked = _says(head, _ASKING, _PARTED_ASKING) or (head and head[-1] in _ASKED)
        if not asked or not _DENIED.isdisjoint(head) or words[at + 1] in _PURPOSE:
            continue
        for end in [*commas[number + 1 :], len(words) - 1][:3]:
            if end > at + 2 and _has_zu(words[at + 1 : end]):
                return range(at + 1, end)
    return ()


def _has_zu(words: Sequence[str]) -> bool:
    last = words[-1]
    if len(words) > 1 and words[-2] == "zu":
        return last.endswith("n") and last[0].islower()
    return _INFINITIVE.fullmatch(last) is not None


def _last_clause(words: Sequence[str]) -> Sequence[str]:
    """What follows the last comma."""
    return words[len(words) - words[::-1].index(",") :] if "," in words else words


def _from_source(words: Sequence[str]) -> Sequence[int]:
    """The clause around "laut Stadt", "nach Angaben der Stadt", "der Stadt zufolge", without it."""
    for at in range(len(words) - 1):
        first, last = _source(words, at)
        if last:
            begin = max((i + 1 for i in range(first) if words[i] in ";:–"), default=0)
            ends = (i for i in range(last, len(words) - 1) if words[i] in ";:–")
            end = next(ends, len(words) - 1)
            clause = [i for i in range(begin, end) if not first <= i < last]
            if len(clause) >= _CLAUSE and len(words) >= _CLAUSE + 2:
                return clause
    return ()


def _source(words: Sequence[str], at: int) -> tuple[int, int]:
    """The bounds of a source whose preposition is the word ``at``; (0, 0) where it is none."""
    word = words[at]
    if word in ("laut", "Laut", "gemäß", "Gemäß"):
        return (at, _noun_phrase(words, at + 1)) if words[at + 1] not in _LOUD else (0, 0)
    if word in ("nach", "Nach"):
        end = _noun_phrase(words, at + 1)
        said = any(_SOURCE.fullmatch(w) for w in words[at + 1 : end])
        return (at, end) if said else (0, 0)
    if word in ("demnach", "Demnach"):
        return at, at + 1
    if word == "zufolge":
        first = at - 1
        while first >= 0 and words[first][0].isupper():
            first -= 1
        if first >= 0 and words[first] in _BEFORE_NOUN:
            first -= 1
        return (first + 1, at + 1) if first + 1 < at else (0, 0)
    return 0, 0


def _noun_phrase(words: Sequence[str], first: int) -> int:
    """Where the noun phrase that begins at ``first`` ends, with its genitives; 0 where none is."""
    noun = first
    while noun < min(len(words), first + 3) and _is_before_noun(words[noun]):
        noun += 1
    end = noun
    while end < len(words) and words[end][0].isupper():
        end += 1
    if end == noun:
        return 0
    if end + 1 < len(words) and words[end] in ("der", "des", "von", "vom", "im", "in"):
        return _noun_phrase(words, end + 1) or end
    return end


def _is_before_noun(word: str) -> bool:
    return word[0].islower() and (word in _BEFORE_NOUN or word.endswith(("en", "er", "em")))
