"""Offices by the keys of the knowledge base: which are alike in what they prove."""

from __future__ import annotations

NOUNS = {
    "president": ("präsident",), "chancellor": ("bundeskanzler", "regierungschef"),
    "head_of_government": ("ministerpräsident",), "monarch": ("monarch", "staatsoberhaupt"),
    "supreme_leader": ("revolutionsführer", "staatsoberhaupt"), "pope": ("papst",),
    "foreign_minister": ("außenminister",), "defence_minister": ("verteidigungsminister",),
    "interior_minister": ("innenminister",), "finance_minister": ("finanzminister",),
    "economy_minister": ("wirtschaftsminister",), "justice_minister": ("justizminister",),
    "health_minister": ("gesundheitsminister",), "labour_minister": ("arbeitsminister",),
    "education_minister": ("bildungsminister",), "research_minister": ("forschungsminister",),
    "environment_minister": ("umweltminister",), "transport_minister": ("verkehrsminister",),
    "agriculture_minister": ("landwirtschaftsminister",), "energy_minister": ("energieminister",),
    "family_minister": ("familienminister",), "culture_minister": ("kulturminister",),
    "trade_minister": ("handelsminister",), "development_minister": ("entwicklungsminister",),
    "digital_minister": ("digitalminister",), "governor": ("gouverneur",),
    "mayor": ("bürgermeister",), "secretary_general": ("generalsekretär",),
    "commission_president": ("kommissionspräsident",), "council_president": ("ratspräsident",),
    "parliament_president": ("parlamentspräsident",),
    "government_spokesperson": ("regierungssprecher",),
    "vice_president": ("vizepräsident",), "deputy_head_of_government": ("vizekanzler",),
    "member_of_parliament": ("abgeordneter",),
}  # fmt: skip
"""The nouns under which a linked person is found within the article, by key of the office."""
HEADS = ("president", "chancellor", "monarch", "supreme_leader", "head_of_government")
ONE_HOLDER = frozenset(
    ("president", "chancellor", "head_of_government", "head_of_state", "monarch", "supreme_leader",
     "pope", "vice_president", "foreign_minister", "defence_minister", "interior_minister",
     "finance_minister", "economy_minister", "justice_minister", "health_minister",
     "labour_minister", "education_minister", "research_minister", "environment_minister",
     "agriculture_minister", "transport_minister", "energy_minister", "family_minister",
     "culture_minister", "trade_minister", "development_minister", "digital_minister",
     "secretary_general", "commission_president", "council_president", "high_representative",
     "central_bank_head", "parliament_president", "director_general", "chair")
)  # fmt: skip
"""Offices with one holder at a time."""
GOVERNMENT = frozenset(
    ("president", "head_of_government", "chancellor", "minister", "state_secretary",
     "deputy_head_of_government", "foreign_minister", "defence_minister", "interior_minister",
     "finance_minister", "economy_minister", "justice_minister", "health_minister",
     "labour_minister", "education_minister", "research_minister", "environment_minister",
     "agriculture_minister", "transport_minister", "energy_minister", "family_minister",
     "culture_minister", "trade_minister", "development_minister", "housing_minister",
     "digital_minister", "europe_minister", "parliament_president", "chancellery_head")
)  # fmt: skip
"""Offices of a government or its parliament."""
PARTY_OFFICES = frozenset(
    ("party_leader", "party_secretary_general", "parliamentary_leader", "chair", "spokesperson",
     "opposition_leader", "secretary_general", "state_secretary")
)  # fmt: skip
"""Offices of which a knowledge base knows few holders: their absence says nothing."""
ANYWHERE = frozenset(
    ("president", "chair", "director_general", "secretary_general", "party_leader", "governor",
     "spokesperson", "commissioner", "council_president", "head_of_state", "ambassador")
)  # fmt: skip
"""Offices that clubs and chambers have too."""
