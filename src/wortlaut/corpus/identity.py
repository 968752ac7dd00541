"""Who is the same across articles: the identity of an actor, made of nothing but its record.

An identity is also the key that a person types:

================================  ============================================================
``Q7747``                         whoever has this Wikidata id
``anna-sorel``                    a person by full name
``org:polizei-mainz``             an organisation; ``group:``, ``doc:``, ``name:`` (of unknown kind)
``kolb@6a67432a01020304``         a bare surname: an actor of this article only
``role:buergermeister@6a67…``     a role without a person, likewise
``unknown``                       nobody can be named
``jonas-kolb~3``                  split off by correction 3
================================  ============================================================

Which identities belong to one actor is told in ``wortlaut.corpus.derive``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from wortlaut.records import Actor, ActorKind

#: Raise this when the rules of this module or of ``derive`` change: every corpus is derived anew.
RULES = 2
UNKNOWN = "unknown"
_PREFIXES: dict[ActorKind, str] = {
    "person": "",
    "organisation": "org:",
    "group": "group:",
    "document": "doc:",
    "role": "role:",
    "unknown": "name:",
}
_LONGEST = 80
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ARTICLES = _words("der die das des dem den")
_TITLES = _words("dr prof herr herrn frau")
_PARTICLES = _words(
    "von vom van der den de del della di da do dos du zu zum zur ten ter af av al el bin ibn "
    "la le und"
)
# "der Deutschen Bahn", "Deutsches Rotes Kreuz": adjectives in names of organisations.
_ADJECTIVE = re.compile(
    r"(\w*(?:deutsch|isch|lich|ig|al|iv|aer|rot|gruen|neu|frei))(?:e[nmrs])(?!$)\b"
)
# Given names that are surnames with -s as well: "Thomas Peters" is not the genitive of a Peter.
# Bahlow, Deutsches Namenlexikon: patronymics of the north and the Rhineland; English ones.
_PATRONYMICS = _words(
    "abrahams adams ahrens alberts andrews arnolds behrens bernhards carstens clemens conrads "
    "daniels davids derichs diedrichs dierks eberhards edwards eggers engels ernsts evans "
    "franks friedrichs gerdes gerhards harms heinrichs hendriks henrichs hermanns hinrichs "
    "hughes isaacs jacobs jakobs jansens johns kaspers konrads lamberts leonhards lewis "
    "ludwigs luekens martens matthews matthias meiners michaels nichols otts ottens pauls peters "
    "philipps phillips reinders reinhards richards roberts rogers rolfs sanders siemens simons "
    "steffens stevens tonnies thomas ulrichs walters wilhelms willems williams wilms winters "
    "wolters wouters"
)


class Identity(NamedTuple):
    """``key`` is the identity; ``named`` is what its name alone would be, None without a name."""

    key: str
    named: str | None


def plain(name: str) -> str:
    """A name up to case, accents, hyphens and apostrophes: "Jörg O’Hara" is "joerg ohara"."""
    text = unicodedata.normalize("NFC", _APOSTROPHES.sub("", name).casefold())
    text = unicodedata.normalize("NFKD", text.translate(_SPELLED_OUT)).casefold()
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in text)
    return " ".join(kept.split())


def is_wikidata(text: str) -> bool:
    """Whether this is a Wikidata id, as in "Q7747"."""
    return _WIKIDATA.fullmatch(text) is not None


def is_full_name(name: str) -> bool:
    """Two words or more that tell a person: "Anna Sorel"; not "von Tal", "J. Kolb", "Herr Kolb"."""
    words = [word for part in name.split() if (word := plain(part))]
    return sum(len(w) > 1 and w not in _PARTICLES and w not in _TITLES for w in words) > 1


def identity_of(actor: Actor, article_id: str) -> Identity:
    """The identity of an actor as an article names it."""
    named = _by_name(actor, article_id) if actor.name and actor.name.strip() else None
    if actor.wikidata and is_wikidata(actor.wikidata):
        return Identity(actor.wikidata, named)
    return Identity(named or UNKNOWN, named)


def article_of_key(key: str) -> str | None:
    """The id of the article that an actor by this key belongs to; None for all the others."""
    return key.partition("@")[2] or None


def split_key(name: str, number: int) -> str:
    """The key of an actor that correction ``number`` splits off."""
    return f"{_slug(plain(name), name)}~{number}"


def genitive_of(key: str) -> str | None:
    """What a person's name is without the genitive -s: "anna-sorel" of "anna-sorels"."""
    if not _is_person(key) or not key.endswith("s") or key.endswith("ss"):
        return None
    surname = key.rpartition("-")[2]
    if len(surname) < 4 or surname in _PATRONYMICS:
        return None
    return key[:-1]


def with_genitive(key: str) -> str | None:
    """The other way round: "anna-sorels" of "anna-sorel"."""
    genitive = f"{key}s"
    return genitive if genitive_of(genitive) == key else None


def _by_name(actor: Actor, article_id: str) -> str:
    name = actor.name or ""
    words = plain(name).split()
    dropped = _TITLES if actor.kind == "person" else _ARTICLES
    while len(words) > 1 and words[0] in dropped:
        del words[0]
    if actor.kind in ("organisation", "group", "document"):
        words = [_ADJECTIVE.sub(r"\1e", " ".join(words))]
        return _PREFIXES[actor.kind] + _slug(words[0], name)
    key = _PREFIXES[actor.kind] + _slug(" ".join(words), name)
    shared = actor.kind != "role" and is_full_name(name) and len(words) > 1
    return key if shared else f"{key}@{article_id}"


def _slug(words: str, name: str) -> str:
    """Plain words as a part of a key; never empty."""
    if not words:
        return "x" + _digest(name)
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rsplit(' ', 1)[0]} {_digest(words)}"
    return words.replace(" ", "-")


def _is_person(key: str) -> bool:
    return "-" in key and not any(c in key for c in ":@~")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
