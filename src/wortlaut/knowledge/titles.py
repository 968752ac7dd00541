"""What the words of an office say: which office, of what, of a man or a woman, former or not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from wortlaut.knowledge.entries import Office, OfficeReading
from wortlaut.knowledge.geography import Places, listed, own_table
from wortlaut.records import Gender

_FORMER = ("früher", "ehemalig", "einstig", "vormalig", "damalig", "alt", "ex")
_FUTURE = ("künftig", "designiert", "gewählt", "neugewählt", "zukünftig")
_SKIPPED = frozenset(
    (
        "der", "die", "das", "dem", "den", "des", "ein", "eine", "einer", "einem", "einen",
        "eines", "sein", "seine", "seinem", "seinen", "seiner", "ihr", "ihre", "ihrem", "ihren",
        "ihrer", "unser", "unsere", "von", "vom", "für", "im", "in", "bei", "aus", "neue",
        "neuer", "neuen", "neuem",
    )
)  # fmt: skip
_JOINED = ("bundes", "staats", "landes", "reichs")
# Bodies by the first part of a compound ("UN-Generalsekretär") or the words behind the noun.
_BODIES = {
    "un": "un", "uno": "un", "vereinten nationen": "un", "vereinte nationen": "un", "nato": "nato",
    "eu": "eu", "europäischen union": "eu", "eu-kommission": "eu_commission",
    "europäischen kommission": "eu_commission", "kommission": "eu_commission",
    "eu-rat": "eu_council", "europäischen rates": "eu_council", "europäischen rats": "eu_council",
    "iwf": "iwf", "internationalen währungsfonds": "iwf", "weltbank": "weltbank", "wto": "wto",
    "welthandelsorganisation": "wto", "who": "who", "weltgesundheitsorganisation": "who",
    "iaea": "iaea", "iaeo": "iaea", "internationalen atomenergiebehörde": "iaea", "ezb": "ezb",
    "europäischen zentralbank": "ezb", "osze": "osze", "opec": "opec",
    "eu-parlament": "eu_parliament",
    "europäischen parlaments": "eu_parliament", "europaparlaments": "eu_parliament",
    "arabischen liga": "arab_league", "afrikanischen union": "african_union",
    "bundesbank": "bundesbank", "fed": "fed", "us-notenbank": "fed", "europarat": "europarat",
    "europarats": "europarat", "europarates": "europarat", "unhcr": "unhcr", "unesco": "unesco",
    "unicef": "unicef", "vatikan": "vatikan", "vatikans": "vatikan",
}  # fmt: skip
PARTIES = (
    "CDU", "CSU", "SPD", "FDP", "AfD", "Grüne", "Grünen", "Linke", "Linken", "Linkspartei", "PDS",
    "BSW", "NPD", "ÖVP", "SPÖ", "FPÖ", "BZÖ", "NEOS", "Neos", "SVP", "SP", "CVP", "Piratenpartei",
    "Piraten", "Unions", "Union",
)  # fmt: skip
_PARTY_NAMES = {
    "grünen": "Grüne",
    "linken": "Linke",
    "linkspartei": "Linke",
    "neos": "NEOS",
    "piraten": "Piraten",
    "piratenpartei": "Piraten",
    "unions": "CDU",
    "union": "CDU",
} | {
    p.lower(): p for p in PARTIES if p not in ("Grünen", "Linken", "Linkspartei", "Unions", "Union")
}
# "Präsident" of a body is one of these; "Chef" of a party is its leader.
_OF_BODY = {
    "eu_commission": {"chair": "commission_president", "president": "commission_president"},
    "eu_council": {"chair": "council_president", "president": "council_president"},
    "eu_parliament": {"chair": "parliament_president", "president": "parliament_president"},
    "ezb": {"chair": "central_bank_head", "president": "central_bank_head"},
    "bundesbank": {"chair": "central_bank_head", "president": "central_bank_head"},
    "fed": {"chair": "central_bank_head", "president": "central_bank_head"},
    "un": {"chair": "secretary_general"},
    "nato": {"chair": "secretary_general"},
    "who": {"chair": "director_general"},
    "iaea": {"chair": "director_general"},
    "iwf": {"chair": "director_general"},
}
# Offices that a German text means its own of where it names no country.
_ASSUMED_GERMAN = frozenset(("chancellor", "chancellery_head", "deputy_head_of_government"))
_ONE_BODY = {
    "commission_president": "eu_commission",
    "council_president": "eu_council",
    "high_representative": "eu",
}
_WHOLE_TITLES = {
    "kremlchef": ("president", "RU"), "kreml-chef": ("president", "RU"),
    "kremlherr": ("president", "RU"), "kremlsprecher": ("government_spokesperson", "RU"),
    "kreml-sprecher": ("government_spokesperson", "RU"),
    "palästinenserpräsident": ("president", "PS"),
    "palästinenserpräsidenten": ("president", "PS"), "kanzleramtschef": ("chancellery_head", "DE"),
    "kanzleramtsminister": ("chancellery_head", "DE"), "elysée-chef": ("president", "FR"),
    "generalbundesanwalt": ("prosecutor_general", "DE"),
}  # fmt: skip
_Noun = tuple[tuple[str, ...], Gender, str, bool]
"""The offices of a noun, its gender, what it is joined to, and whether it is a plural."""
_REMEMBERED = 20_000


class Titles:
    """The table of offices with its nouns, and the reading of a phrase."""

    def __init__(self, countries: Places, states: Places) -> None:
        self._countries = countries
        self._states = states
        self._known: dict[str, _Noun | None] = {}

    @cached_property
    def offices(self) -> dict[str, Office]:
        """Offices by key."""
        return {
            row["key"]: Office(
                row["key"],
                tuple(listed(row["nouns"])),
                tuple(listed(row["feminine"])),
                tuple(listed(row["includes"])),
            )
            for row in own_table("offices.tsv")
        }

    @cached_property
    def _nouns(self) -> dict[str, tuple[tuple[str, ...], Gender]]:
        found: dict[str, tuple[tuple[str, ...], Gender]] = {}
        for office in self.offices.values():
            pairs: list[tuple[str, Gender]] = [(n, "male") for n in office.nouns]
            pairs += [(n, "female") for n in office.feminine]
            for noun, gender in pairs:
                keys = found.get(noun.lower(), ((), gender))[0]
                found[noun.lower()] = ((*keys, office.key), gender)
        return found

    @cached_property
    def _long_nouns(self) -> list[str]:
        """Nouns by which a compound may end, longest first."""
        return sorted((n for n in self._nouns if " " not in n), key=lambda n: -len(n))

    def expanded(self, office: str) -> tuple[str, ...]:
        """The offices that count as one: a head of state is a president or a monarch."""
        known = self.offices.get(office)
        return (office, *(known.includes if known else ()))

    def read(self, words: Sequence[str]) -> OfficeReading | None:
        """What a phrase says of an office; None where it names none.

        >>> titles.read(["der", "kasachische", "Präsident"])  # doctest: +SKIP
        OfficeReading(offices=('president',), country='KZ', …)
        """
        head = self._head(words)
        if head is None:
            return None
        at, keys, noun_gender, prefix, plural = head
        gender: Gender | None = noun_gender
        if gender == "female" and not words[at].lower().endswith(("in", "innen", "frau")):
            gender = _of_adjective(words[at], words[0] if at else "")
        former = future = False
        country = state = body = None
        for word in words[:at]:
            low = word.lower()
            if low in _SKIPPED:
                continue
            former = former or (low.startswith(_FORMER) and low not in ("alte", "alter", "alten"))
            future = future or low.startswith(_FUTURE)
            country = country or self._countries.code(word)
            state = state or self._states.code(word)
        country, state, body, assumed, old = self._of_prefix(prefix, country, state)
        former = former or old
        if not (country or state or body):
            country, state, body = self._behind(words[at + 1 :])
        return self._reading(keys, country, state or body, gender, assumed, former, future, plural)

    def _reading(
        self,
        keys: tuple[str, ...],
        country: str | None,
        body: str | None,
        gender: Gender | None,
        assumed: bool,
        former: bool,
        future: bool,
        plural: bool,
    ) -> OfficeReading:
        if body in _PARTY_NAMES.values():
            keys = ("party_leader",) if "chair" in keys else keys
        elif body in _OF_BODY:
            mapped = _OF_BODY[body]
            keys = tuple(dict.fromkeys(mapped.get(k, k) for k in keys))
        elif (country or body) and len(keys) > 1:
            keys = tuple(k for k in keys if k not in ("chair", "party_leader")) or keys
        if len(keys) == 1 and keys[0] in _ONE_BODY and body in (None, "eu"):
            assumed, body = body is None, _ONE_BODY[keys[0]]
        if keys == ("pope",):
            country, body = "VA", None
        if country is None and body is None and keys and _ASSUMED_GERMAN.issuperset(keys):
            country, assumed = "DE", True
        if body and body[:3] in ("DE-", "AT-"):
            country = country or body[:2]
        return OfficeReading(keys, country, body, gender, assumed, former, future, plural)

    def _head(self, words: Sequence[str]) -> tuple[int, tuple[str, ...], Gender, str, bool] | None:
        """Where the noun of the office stands, its offices, its gender and what it is joined to."""
        for i, word in enumerate(words):
            if not word[:1].isupper():
                continue
            pair = f"{word} {words[i + 1]}".lower() if i + 1 < len(words) else ""
            if pair in self._nouns:
                keys, gender = self._nouns[pair]
                return i + 1, keys, gender, "", False
            found = self._known_noun(word.lower())
            if found is not None:
                return (i, *found)
        return None

    def _known_noun(self, low: str) -> _Noun | None:
        """``_noun``, remembered: articles say the same titles again and again."""
        if low not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[low] = self._noun(low)
        return self._known[low]

    def _noun(self, low: str) -> _Noun | None:
        for form, plural in _uninflected(low):
            if form in _WHOLE_TITLES:
                office, country = _WHOLE_TITLES[form]
                return (office,), "male", country.lower() + "-", plural
            if form in self._nouns:
                keys, gender = self._nouns[form]
                return keys, gender, "", plural
        for form, plural in _uninflected(low):
            for noun in self._long_nouns:
                prefix = form.removesuffix(noun)
                if len(prefix) < len(form) and prefix and self._joins(prefix, noun):
                    keys, gender = self._nouns[noun]
                    return keys, gender, prefix, plural
        return None

    def _joins(self, prefix: str, noun: str) -> bool:
        """Whether what stands before the noun says of what it is, and no other office."""
        bare = prefix.rstrip("-")
        if prefix in _JOINED:
            return noun not in ("kommissar", "rat", "chef", "leiter", "sprecher", "direktor")
        if prefix.endswith("-"):
            return bool(
                bare in _BODIES
                or bare in _PARTY_NAMES
                or self._countries.code(bare)
                or self._states.code(bare)
                or bare in ("ex", "alt", "vize")
                or bare.startswith(("ex-", "alt-"))
            )
        return bare in ("alt", "ex") or (bare in ("unions",) and noun.startswith("fraktion"))

    def _of_prefix(
        self, prefix: str, country: str | None, state: str | None
    ) -> tuple[str | None, str | None, str | None, bool, bool]:
        """Country, state, body, whether the country is assumed, and whether the office is past."""
        former = False
        bare = prefix.rstrip("-")
        for old in ("ex-", "alt-"):
            if prefix.startswith(old):
                former, bare = True, bare[len(old) :].rstrip("-")
        if bare in ("ex", "alt"):
            return country, state, None, False, True
        if not bare:
            return country, state, None, False, former
        if bare in _BODIES:
            return country, state, _BODIES[bare], False, former
        if bare in _PARTY_NAMES:
            return country, state, _PARTY_NAMES[bare], False, former
        if bare in ("bundes", "reichs"):
            return country or "DE", state, None, country is None, former
        if len(bare) == 2 and bare in ("ru", "de", "ps", "fr"):
            return bare.upper(), state, None, False, former
        return (
            country or self._countries.code(bare),
            state or self._states.code(bare),
            None,
            False,
            former,
        )

    def _behind(self, words: Sequence[str]) -> tuple[str | None, str | None, str | None]:
        """ "Präsident | der Ukraine", "Generalsekretär | der Vereinten Nationen"."""
        rest = [w for w in words if w not in ("(", ")", ",")]
        while rest and rest[0].lower() in _SKIPPED:
            rest = rest[1:]
        if not rest:
            return None, None, None
        for length in range(min(3, len(rest)), 0, -1):
            phrase = " ".join(rest[:length]).lower()
            for form in (phrase, phrase.removesuffix("s")):
                if form in _BODIES:
                    return None, None, _BODIES[form]
                if form in _PARTY_NAMES:
                    return None, None, _PARTY_NAMES[form]
        place = tuple(rest)
        return self._countries.names(place), self._states.names(place), None


def _of_adjective(noun: str, determiner: str) -> Gender | None:
    """ "Der Vorsitzende" is a man, "die Vorsitzende" a woman, "dem Vorsitzenden" says nothing."""
    if not noun.endswith("e"):
        return None
    return {"der": "male", "die": "female"}.get(determiner.lower())  # type: ignore[return-value]


def _uninflected(low: str) -> list[tuple[str, bool]]:
    """What a noun may be without its ending, and whether that ending makes it a plural."""
    found = [(low, False)]
    if low.endswith("innen"):
        found.append((low.removesuffix("nen"), True))
    found += [
        (low.removesuffix(ending), False)
        for ending in ("en", "es", "n", "s")
        if low.endswith(ending) and len(low) > len(ending) + 3
    ]
    if low.endswith(("er", "ern")):
        found.append((low.removesuffix("n").removesuffix("er") + "e", False))
    return found
