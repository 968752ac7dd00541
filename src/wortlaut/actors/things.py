"""What a phrase without a person's name stands for: a role, a group, an organisation, a document.

It keeps the phrase as its name, in the nominative. A noun that only explains the name behind it
("das Unternehmen | Nordwing", "die Zeitung | „Bonner Bote“") leaves the name alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wortlaut.actors import closed
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import COUNTRIES
from wortlaut.actors.phrases import QUOTES, Phrase, canonical, join, nominative
from wortlaut.actors.runs import capitalised
from wortlaut.actors.traces import Referent
from wortlaut.actors.wordlists import word_set
from wortlaut.records import ActorKind

SEATS = word_set(
    """
    Berlin Paris London Moskau Washington Brüssel Peking Kiew Kyjiw Rom Madrid Warschau Wien Bern
    Ankara Teheran Jerusalem Tokio Budapest Prag Athen Minsk Belgrad Kabul Bagdad Damaskus Kairo
    Riad Seoul Pjöngjang Bonn Canberra Ottawa Stockholm Oslo Helsinki Kopenhagen Lissabon Dublin
    Bukarest Sofia Zagreb Tiflis Eriwan Baku Astana Taschkent Islamabad Hanoi Havanna Caracas
    Brasília Pretoria Nairobi Luxemburg Vilnius Riga Tallinn Skopje Sarajevo Podgorica Pristina
    """
)
"""Seats of government: "Brüssel" speaks for the organisation that sits there."""
_QUOTED_WORDS = 6


def is_place(word: str) -> bool:
    """A country or a seat of government; where it speaks, it is an organisation."""
    return word in COUNTRIES or word in SEATS


def introduces(word: str) -> bool:
    """Whether a noun only says what the name behind it is: "das Unternehmen | Nordwing"."""
    low = word.lower()
    found = noun_class(word)
    return (
        low in closed.REPORT_NOUNS
        or low in closed.NAMED_AFTER
        or (found is not None and found.key in closed.NAMED_AFTER)
    )


def thing(phrase: Phrase, kind: ActorKind) -> Referent:
    """The referent of a phrase that names no person."""
    rest = phrase.words[phrase.head + 1 : phrase.last]
    if rest[:1] and rest[0] in {"Der", "Die", "Das"} and len(rest) > 1:
        rest = rest[1:] if phrase.found is None else rest  # "das Magazin | Der Spiegel"
    if (
        phrase.determiner.startswith("diese")
        and phrase.bare
        and introduces(phrase.words[phrase.head])
    ):
        this = {"m": "dieser", "n": "dieses"}.get(phrase.gender or "", "diese")
        return Referent("organisation", f"{this} {canonical(phrase)}", phrase.gender)
    if rest[:1] == ("namens",) and len(rest) == 2:
        return Referent("person", rest[1], phrase.gender)
    if introduces(phrase.words[phrase.head]) and rest and capitalised_name(rest):
        return Referent("organisation", join(rest), phrase.gender)
    if kind == "unknown":
        single = phrase.last - phrase.first == 1
        person = single and not phrase.determiner and not is_place(phrase.words[phrase.head])
        return Referent("person" if person else "organisation", canonical(phrase), phrase.gender)
    return Referent(kind, None, phrase.gender, None, phrase)


def capitalised_name(words: Sequence[str]) -> bool:
    """Whether a name begins here: a capital letter, or the article of a title with another."""
    return capitalised(words[0]) or (
        words[0] in {"Der", "Die", "Das"} and len(words) > 1 and capitalised(words[1])
    )


def quoted_name(words: Sequence[str]) -> Referent | None:
    """'Die Zeitung „Bonner Bote“' is called Bonner Bote; a quoted word later is no name.

    What is quoted alone is a name even in small letters („news.example.org“).
    """
    for i, word in enumerate(words):
        if word not in QUOTES:
            if i and capitalised(word) and not introduces(word):
                return None
            continue
        end = next((j for j in range(i + 1, len(words)) if words[j] in QUOTES), None)
        if end is None or end == i + 1:
            return None
        alone = not i and end == len(words) - 1
        address = "." in words[i + 1].strip(".") or (end > i + 2 and words[i + 2] == ".")
        if not words[i + 1][:1].isupper() and not (alone or address):
            return None
        return Referent("organisation", join(words[i + 1 : end]))
    return None


def source_in_compound(words: Sequence[str]) -> Referent | None:
    """ "Polizeiangaben" are what the Polizei says, "israelische Armeeangaben" the Armee there."""
    word = words[-1]
    source = word.removesuffix("angaben")
    if source == word or len(source) < 4 or len(words) > 2:
        return None
    found = noun_class(source)
    if found is None:
        return Referent("organisation", source)
    name = source.removesuffix("s") if found.base != source.lower() else source
    if len(words) == 1:
        return Referent(found.kind, name, found.gender)
    adjective = words[0]
    for ending in ("en", "er", "e"):
        if adjective.endswith(ending) and adjective[:1].islower():
            strong = {"m": "er", "f": "e", "n": "es"}.get(found.gender or "", "e")
            return Referent(found.kind, f"{adjective.removesuffix(ending)}{strong} {name}")
    return None


def owned_by(phrase: Phrase, owner: Referent) -> str:
    """ "Ihr Nachbar" → "Nachbar von Monika Egger", "dessen Sprecherin" → "Sprecherin des Kreises",
    as far as the owner is known."""
    name = canonical(phrase)
    if owner.name is None:
        return name
    head = len(canonical(replace(phrase, last=phrase.head + 1)))
    return f"{name[:head]} {_genitive(owner)}{name[head:]}"


def _genitive(owner: Referent) -> str:
    """The owner behind a noun: "des Landkreises", "der Firma", "von Monika Egger"."""
    name = owner.name or ""
    phrase = owner.phrase
    if phrase is None or phrase.found is None or name[:1].islower() or owner.sex == "p":
        return f"der {name}" if owner.kind != "person" and owner.sex == "f" else f"von {name}"
    if owner.sex == "f":
        return f"der {name}"
    plain = owner.sex in {"m", "n"} and phrase.first == phrase.head
    if not plain or owner.kind == "role":
        return f"von {name}"
    word = nominative(phrase.words[phrase.head], phrase)
    short = word.endswith(("s", "ß", "z", "x", "d", "t", "k", "b", "g"))
    ending = "" if word.endswith("us") else "es" if short else "s"
    return f"des {word}{ending}{name[len(word) :]}"
