"""Offices and countries: when two words name the same office, and which nation one speaks of.

Source of all lists: put together by hand for this project; Apache-2.0 like the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wortlaut.actors.nouns import NounClass
from wortlaut.actors.wordlists import word_list

# Each line: words for one office.
_SAME_OFFICE = (
    "bürgermeister rathauschef stadtoberhaupt stadtchef gemeindepräsident stadtpräsident "
    "gemeindechef ortschef oberbürgermeister verwaltungschef ammann",
    "präsident staatsoberhaupt staatschef staatspräsident machthaber",
    "ministerpräsident regierungschef landeschef landesvater landesmutter premier premierminister "
    "landeshauptmann landeshauptfrau",
    "kanzler regierungschef",
    "vorsitzende parteichef fraktionschef obmann obfrau landeschef vorsitz spitzenmann "
    "gewerkschaftschef verbandschef vorstandssprecher chef",
    "vorstandschef konzernchef firmenchef vorstandsvorsitzende ceo geschäftsführer chef direktor "
    "leiter boss",
    "minister ressortchef chefdiplomat",
    "abgeordnete parlamentarier",
    "trainer coach teamchef bundestrainer cheftrainer übungsleiter",
    "pfarrer pastor geistlicher seelsorger priester kirchenmann",
    "autor schriftsteller dichter verfasser romancier",
    "torwart torhüter goalie keeper",
    "stürmer angreifer torschütze topskorer",
    "landwirt bauer winzer",
    "landrat kreischef",
    "lehrer pädagoge",
    "anwalt rechtsanwalt verteidiger",
    "angeklagte beschuldigte",
)
# Each line: a general word, and the offices it may stand for.
_GENERAL_OFFICE = (
    "politiker: abgeordnete parlamentarier senator stadtrat kandidat minister vorsitzende kanzler "
    "ministerpräsident bürgermeister landrat fraktionschef parteichef generalsekretär sprecher "
    "premier obmann obfrau",
    "amtsinhaber: bürgermeister landrat präsident oberbürgermeister",
    "mediziner: arzt chirurg virologe epidemiologe therapeut psychiater kardiologe onkologe "
    "neurologe pathologe tierarzt",
    "jurist: anwalt rechtsanwalt verteidiger richter staatsanwalt völkerrechtler notar rechtler",
    "theologe: pfarrer pastor bischof pröpstin propst priester superintendent",
    "forscher wissenschaftler experte: professor biologe physiker historiker ökonom soziologe "
    "politologe psychologe geologe chemiker meteorologe ökologe hydrologe virologe forscher "
    "wissenschaftler toxikologe archäologe fachmann",
    "ökonom: volkswirt analyst professor forscher",
    "künstler: regisseur musiker sänger komponist maler bildhauer schauspieler",
    "filmemacher: regisseur",
    "musiker: sänger komponist pianist geiger",
    "spieler profi sportler: torwart torhüter stürmer verteidiger kapitän läufer angreifer",
    "polizist beamte: kommissar hauptkommissar ermittler polizeisprecher",
    "offizier militär soldat: general oberst major hauptmann leutnant admiral",
    "unternehmer manager: inhaber gründer geschäftsführer chef firmenchef vorstandschef "
    "konzernchef vorstandsvorsitzende eigentümer direktor gatte",
    "funktionär: präsident vorsitzende sekretär",
)
_OFFICES: dict[str, set[str]] = {}
for _i, _line in enumerate(_SAME_OFFICE):
    for _word in _line.split():
        _OFFICES.setdefault(_word, set()).add(f"={_i}")
for _i, _line in enumerate(_GENERAL_OFFICE):
    for _word in _line.split(":")[0].split():
        _OFFICES.setdefault(_word, set()).add(f">{_i}")
    for _word in _line.split(":")[1].split():
        _OFFICES.setdefault(_word, set()).add(f"<{_i}")


@lru_cache(maxsize=16384)
def same_office(one: str, other: str) -> int:
    """How well two offices (``NounClass.base`` or ``key``) fit: 3 equal, 2 one within the other,
    1 another word for it, 0 not at all.

    >>> same_office("finanzminister", "minister"), same_office("rathauschef", "bürgermeister")
    (2, 1)
    """
    if one == other:
        return 3
    if one.endswith(other) or other.endswith(one):
        return 2
    for a in _office_forms(one):
        for b in _office_forms(other):
            if any(_agree(x, y) for x in _OFFICES[a] for y in _OFFICES[b]):
                return 1
    return 0


def _agree(one: str, other: str) -> bool:
    """Two words for one office, or a general word and an office it may stand for."""
    return one[1:] == other[1:] and (one[0] == other[0] == "=" or {one[0], other[0]} == {"<", ">"})


@lru_cache(maxsize=4096)
def _office_forms(office: str) -> tuple[str, ...]:
    if office in _OFFICES:
        return (office,)
    found = [known for known in _OFFICES if office.endswith(known)]
    return (max(found, key=len),) if found else ()


_COUNTRIES = word_list(
    """
    Ägypten Albanien Algerien Andorra Angola Argentinien Armenien Aserbaidschan Äthiopien
    Australien Bahrain Bangladesch Belarus Belgien Benin Bolivien Bosnien Botswana Brasilien
    Bulgarien Burundi Chile China Dänemark Deutschland Ecuador Estland Finnland Frankreich Gabun
    Georgien Ghana Griechenland Großbritannien Guatemala Guinea Haiti Honduras Indien Indonesien
    Irak Iran Irland Island Israel Italien Jamaika Japan Jemen Jordanien Kambodscha Kamerun
    Kanada Kasachstan Katar Kenia Kirgisien Kirgistan Kolumbien Kongo Korea Kosovo Kroatien Kuba
    Kuwait Laos Lettland Libanon Liberia Libyen Liechtenstein Litauen Luxemburg Madagaskar
    Malaysia Mali Malta Marokko Mauretanien Mexiko Moldau Monaco Mongolei Montenegro Mosambik
    Myanmar Namibia Nepal Neuseeland Nicaragua Niger Nigeria Nordkorea Nordmazedonien Norwegen
    Oman Österreich Pakistan Panama Paraguay Peru Polen Portugal Ruanda Rumänien Russland Sambia
    Schweden Senegal Serbien Simbabwe Singapur Slowakei Slowenien Somalia Spanien Südafrika
    Sudan Südkorea Syrien Tadschikistan Taiwan Tansania Thailand Togo Tschad Tschechien Tunesien
    Türkei Turkmenistan Uganda Ukraine Ungarn Uruguay Usbekistan Vatikan Venezuela Vietnam
    Weißrussland Zypern Europa Bayern Hessen Sachsen Thüringen Brandenburg Niedersachsen Hamburg
    Bremen Berlin Saarland Tirol Kärnten Salzburg Wien Vorarlberg Burgenland Steiermark Osttimor
    Schottland Wales England Katalonien
    """
)
COUNTRIES = frozenset(_COUNTRIES)
_NATION = {
    "französisch": "frankreich", "britisch": "großbritannien", "englisch": "großbritannien",
    "amerikanisch": "usa", "us": "usa", "us-amerikanisch": "usa", "niederländisch": "niederlande",
    "holländisch": "niederlande", "schweizerisch": "schweiz", "schweizer": "schweiz",
    "türkisch": "türkei", "griechisch": "griechenland", "ungarisch": "ungarn",
    "finnisch": "finnland", "polnisch": "polen", "dänisch": "dänemark", "spanisch": "spanien",
    "slowakisch": "slowakei", "mongolisch": "mongolei", "belarussisch": "belarus",
    "weißrussisch": "belarus", "weißrussland": "belarus", "norwegisch": "norwegen",
    "schwedisch": "schweden", "afghanisch": "afghanistan", "bayerisch": "bayern",
    "sächsisch": "sachsen", "hessisch": "hessen", "deutsch": "deutschland",
    "palästinensisch": "palästina", "kasachisch": "kasachstan", "kirgisisch": "kirgisistan",
    "kirgisistan": "kirgisistan", "europäisch": "europa", "eu": "europa",
    "tschechisch": "tschechien",
}  # fmt: skip
_ADJECTIVE_ENDINGS = ("en", "em", "er", "es", "e", "")


@lru_cache(maxsize=4096)
def nation(word: str) -> str | None:
    """One key for a country and its adjective: "russischen", "Russlands" → the same; else None.

    >>> nation("russischen") == nation("Russlands"), nation("früheren")
    (True, None)
    """
    low = word.lower()
    if word[:1].isupper():
        for country in (word, word.removesuffix("s")):
            if country in COUNTRIES:
                return _nation_key(_NATION.get(country.lower(), country.lower()))
        if low == "usa" or low.startswith("us-"):
            return _nation_key("usa")
        if low.startswith("eu-"):
            return _nation_key("europa")
        if low in {"schweizer", "schweiz"}:
            return _nation_key("schweiz")
        if word.endswith("er") and word[:-2] in COUNTRIES:
            return _nation_key(word[:-2].lower())
    for ending in _ADJECTIVE_ENDINGS:
        if low.endswith(ending):
            stem = low[: len(low) - len(ending)]
            if stem in _NATION:
                return _nation_key(_NATION[stem])
            root = stem.removesuffix("isch")
            if root != stem and _nation_key(root) in _NATION_KEYS:
                return _nation_key(root)
    return None


def _nation_key(name: str) -> str:
    return name[:4]


_NATION_KEYS = frozenset(_nation_key(country.lower()) for country in COUNTRIES)


@dataclass(slots=True)
class Office:
    """An office that somebody carries, with the adjectives and names that narrow it down."""

    office: str
    key: str
    qualifiers: frozenset[str] = frozenset()
    nation: str | None = None
    inferred: bool = False


def role_gender(found: NounClass, determiner: str, word: str) -> str | None:
    """The gender of a role noun with its article: "die Vorsitzende" f, "ein Richter" m."""
    if found.gender == "f":
        return "f"
    if found.gender is None:
        if determiner == "der":
            return "f" if word.endswith("n") else "m"
        if determiner in {"die", "eine", "einer", "ihre", "seine"}:
            return "f"
        return "m" if determiner in {"dem", "den", "des", "ein", "einem", "sein", "ihr"} else None
    return found.gender if found.gender == "m" else None


def describe(phrase: Sequence[str], head: int, found: NounClass) -> Office:
    """The office that a noun phrase names, with what narrows it down."""
    qualifiers: set[str] = set()
    country: str | None = None
    for i, word in enumerate(phrase):
        if i <= head or word in COUNTRIES or word.endswith("s"):
            country = country or nation(word)
        if i > head and word[:1].isupper():
            qualifiers.add(_plain(word))
    prefix = found.office.removesuffix(found.key).strip("-")
    if prefix:
        qualifiers.update(p for p in prefix.split("-") if len(p) > 1)
    return Office(found.office, found.key, frozenset(qualifiers), country)


def _plain(word: str) -> str:
    return word.lower().removesuffix("s")
