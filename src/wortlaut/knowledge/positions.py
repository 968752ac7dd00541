"""From the English title of a position to the key of an office; None where it is none of ours.

The titles are labels of Wikidata ("Federal Minister of European and International Affairs"), so
words decide, the more special first. What is only near an office (a deputy, a junior minister, an
envoy, a former state) is kept apart from it: a wrong holder is worse than none.
"""

from __future__ import annotations

import re

_JUNIOR = re.compile(
    r"\bdeputy|\bunder[- ]?secretary|^state secretary (?:in|of|for)|minister delegate|"
    r"\bassistant\b|"
    r"^minister of state\b|^minister in the|^first vice|\bvice (?:chief|chair|president of the "
    r"(?:national|const|inter))|second president|third president|parliamentary secretary|"
    r"secretary to the treasury|^lord of the|\balternate\b|military cabinet|home front|"
    r"permanent secretary|\bshadow\b|^supreme commander"
)
# In London a "Minister for …" serves under a Secretary of State; in Paris it is the other way.
_JUNIOR_IN = {
    "GB": re.compile(r"^minister |^information|^chief of the general staff"),
    "FR": re.compile(r"^secretary of state|^minister (?:of state|for overseas)"),
    "AT": re.compile(r"^secretary of state|^state secretary"),
    "CH": re.compile(r"chancellor"),
}
_RULES: tuple[tuple[str, str], ...] = (
    (r"^(?:acting )?president$", "president"),
    (r"^(?:federal )?chancellor$", "chancellor"),
    (r"^prime minister$|^premier of the state council$", "head_of_government"),
    (r"^monarch$", "monarch"),
    (r"^supreme leader", "supreme_leader"),
    (r"^vice president$", "vice_president"),
    (r"general secretary of the chinese communist", "party_leader"),
    (r"foreign ministry spoke", "foreign_ministry_spokesperson"),
    (r"government spokes", "government_spokesperson"),
    (r"press secretary", "government_spokesperson"),
    (r"speaker of the (?:house of (?:comm|repr)|united states house|knesset|islamic|grand|verkh)|"
     r"marshal of the sejm|president of the (?:french )?national (?:council|assembly)|"
     r"chairman of the (?:state duma|verkhovna)|chair of the verkhovna", "parliament_president"),
    (r"governor of the (?:national bank|bank of|central bank|banque|oesterr|narodowy|people's bank|"
     r"swiss)|chair(?:man)? of the (?:federal reserve|governing board of the swiss)|"
     r"governor of bank of", "central_bank_head"),
    (r"(?:chief|head) of (?:the )?(?:general|joint|defen[cs]e) staff|joint chiefs of staff|"
     r"chief of the armed forces", "chief_of_defence"),
    (r"^commander-in-chief of the armed forces", "army_chief"),
    (r"national security advisor|"
     r"secretary of the (?:supreme )?(?:national )?security (?:and|council)|"
     r"secretary of the supreme national", "national_security_advisor"),
    (r"white house chief of staff|chief of staff of the presidential|"
     r"head of the (?:presidential administration|office of the president)|chancellery minister",
     "chancellery_head"),
    (r"attorney general|prosecutor[- ]general", "prosecutor_general"),
    (r"^director of (?:the )?(?:federal security service|foreign intelligence|mossad|central intel|"
     r"national intel)|chief of the secret", "intelligence_head"),
    (r"permanent representative to the united nations|ambassador to the united nations|"
     r"permanent representative of .* to the united nations", "un_ambassador"),
    (r"foreign affairs|external (?:affairs|relations)|international (?:affairs|relations)|"
     r"foreign minister|foreign and commonwealth|^secretary of state$", "foreign_minister"),
    (r"chancellor of the exchequer|minister of (?:the economy, )?financ|finance minister|"
     r"economic affairs and finance|secretary of the treasury|minister of treasury",
     "finance_minister"),
    (r"homeland security", "homeland_minister"),
    (r"home department|internal affairs|interior affairs|"
     r"(?:minister|ministry|secretary) (?:of|for)(?: the)? interior", "interior_minister"),
    (r"defen[cs]e|armed forces$|^minister of war", "defence_minister"),
    (r"justice", "justice_minister"),
    (r"health", "health_minister"),
    (r"agricultur|environment, food and rural", "agriculture_minister"),
    (r"environment|ecolog|climate", "environment_minister"),
    (r"labou?r|employment|work and pensions|social (?:affairs|policy|protection)",
     "labour_minister"),
    (r"education", "education_minister"),
    (r"transport(?:ation)?\b|infrastructure", "transport_minister"),
    (r"petroleum|energy", "energy_minister"),
    (r"economy|econom|business", "economy_minister"),
    (r"trade|commerce", "trade_minister"),
    (r"culture", "culture_minister"),
    (r"science|research|digital", "research_minister"),
    (r"famil|women|youth|children", "family_minister"),
    (r"emergency|emergencies", "emergency_minister"),
    (r"european (?:union|affairs)|exiting the european", "europe_minister"),
    (r"sport", "sports_minister"),
    (r"housing|construction", "housing_minister"),
    (r"international development", "development_minister"),
    (r"^mayor of ", "mayor"),
    (r"^governor of ", "governor"),
    (r"member of the federal council", "federal_councillor"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), key) for pattern, key in _RULES)
_MINISTER = re.compile(r"minister|secretary of|secretary for|chancellor of the exch|^secretary")
_NEEDS_MINISTER = re.compile(r"_minister$")


def office_of(title: str, country: str | None = None) -> str | None:
    """The office that an English title stands for, in a country.

    >>> office_of("Federal Minister of Finance"), office_of("Deputy Minister of Finance")
    ('finance_minister', None)
    """
    title = title.strip().lower()
    if re.match(r"^vice-chancellor|^(?:first )?deputy prime minister$|^vice premier", title):
        return "deputy_head_of_government"
    if _JUNIOR.search(title):
        return None
    if country in _JUNIOR_IN and _JUNIOR_IN[country].search(title):
        return None
    if country == "US" and title == "attorney general":
        return "justice_minister"
    for pattern, key in _COMPILED:
        if pattern.search(title) and (not _NEEDS_MINISTER.search(key) or _MINISTER.search(title)):
            return key
    return None


_LAND_MINISTERS: tuple[tuple[str, str], ...] = (
    (r"ministerpräsident(?:in)?(?:, |$)|^regierungschef|^regierender bürgermeister|"
     r"^präsident(?:in)? des senats", "head_of_government"),
    (r"^bundeskanzler(?:in)?$", "chancellor"),
    (r"chef(?:in)? de[rs] (?:staatskanzlei|bundeskanzleramt)|^leiter(?:in)? der staatskanzlei",
     "chancellery_head"),
    (r"auswärtiges amt", "foreign_minister"),
    (r"verteidigung", "defence_minister"),
    (r"innere?[ns]?\b", "interior_minister"),
    (r"finanz", "finance_minister"),
    (r"justiz", "justice_minister"),
    (r"wirtschaftliche zusammenarbeit", "development_minister"),
    (r"wirtschaft\b", "economy_minister"),
    (r"gesundheit", "health_minister"),
    (r"bildung|kultus|schule|unterricht", "education_minister"),
    (r"wissenschaft|forschung", "research_minister"),
    (r"umwelt", "environment_minister"),
    (r"verkehr|mobilität", "transport_minister"),
    (r"landwirtschaft|ernährung", "agriculture_minister"),
    (r"arbeit|soziales", "labour_minister"),
    (r"familie", "family_minister"),
    (r"kultur", "culture_minister"),
    (r"wohnen|bauwesen|\bbau\b", "housing_minister"),
    (r"digital", "digital_minister"),
    (r"europa", "europe_minister"),
)  # fmt: skip
_LAND_COMPILED = tuple((re.compile(pattern), key) for pattern, key in _LAND_MINISTERS)


def offices_of_portfolio(portfolio: str) -> tuple[str, ...]:
    """The offices of a German portfolio: "Justiz und Gesundheit" is two of them.

    >>> offices_of_portfolio("Ministerin für Justiz und Gesundheit (Stellvertreterin)")
    ('justice_minister', 'health_minister')
    """
    text = re.sub(r"\(.*", "", portfolio).split("•")[-1].strip().lower()
    text = re.sub(r"^stellvertret\w* (?:des|der) \w+, |^zweite\w* stellvertret[^,]*, ", "", text)
    found = tuple(key for pattern, key in _LAND_COMPILED if pattern.search(text))
    for alone in ("head_of_government", "chancellor", "chancellery_head"):
        if alone in found:
            return (alone,)
    return found
