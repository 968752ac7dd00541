"""Linking people and offices to the world: evidence, contradiction, date. The world is a small
invented one, so that each case says all it needs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from wortlaut.actors import name_speakers
from wortlaut.knowledge.entries import Entry, OfficeReading, Tenure
from wortlaut.records import Article, Excerpt, Speaker, Statement
from wortlaut.text.document import read_document

NOUNS = {
    "präsident": "president",
    "ministerpräsident": "head_of_government",
    "außenminister": "foreign_minister",
    "bundestagsabgeordneter": "member_of_parliament",
    "abgeordneter": "member_of_parliament",
}
COUNTRIES = {"nordland": "NL", "nordländisch": "NL", "südland": "SL", "südländisch": "SL"}
ENTRIES = [
    Entry("Q1", "Orlan Tessik", "person", "Q1", "male", "1950", None, None, "NL", 3),
    Entry("Q2", "Mirea Voss", "person", "Q2", "female", "1960", None, "SPD", "NL", 3),
    Entry("Q3", "Bernd Müller", "person", "Q3", "male", "1955-05-05", None, "CDU", "DE", 1),
    Entry("Q4", "Dag Rumir", "person", "Q4", "male", "1940", "1999-01-01", None, "SL", 3),
    Entry("Q5", "Ena Rumir", "person", "Q5", "female", "1965", None, None, "SL", 3),
    Entry("Q7", "Ita Rumir", "person", "Q7", "female", "1935", None, None, "SL", 3),
    Entry("own:ute kolb", "Ute Kolb", "person", None, "female", party="SSW"),
    Entry("Q6", "Jon Tarvik", "person", "Q6", "male", "1950", None, None, "NL", 2),
]
TENURES = [
    Tenure("Q1", "president", "NL", None, "2000-05-01", "2008-05-01"),
    Tenure("Q2", "president", "NL", None, "2008-05-01", None, "2022-01-01"),
    Tenure("Q3", "member_of_parliament", "DE", None, "1998", "2013"),
    Tenure("Q4", "president", "SL", None, "1990", "1998"),
    Tenure("Q5", "president", "SL", None, "2005", "2015"),
    Tenure("Q7", "president", "SL", None, "1985", "1990"),
    Tenure("Q6", "foreign_minister", "NL", None, "2004-01-01", "2010-01-01"),
]
ALIASES = {"Ute Kolb-Rahn": "Ute Kolb"}
ORGANISATIONS = {"Rat der Nordmeere": Entry("Q9", "Rat der Nordmeere", "organisation", "Q9")}


class SmallWorld:
    """A knowledge base of eight persons, two countries and one organisation."""

    def find(self, name: str) -> tuple[Entry, ...]:
        name = ALIASES.get(name, name)
        return tuple(e for e in ENTRIES if e.name.replace("ss", "s") == name.replace("ss", "s"))

    def by_surname(self, name: str) -> tuple[Entry, ...]:
        return tuple(e for e in ENTRIES if e.name.split()[-1] == name)

    def is_own(self, id: str) -> bool:
        return id == "own:ute kolb"

    def get(self, id: str) -> Entry | None:
        return next((e for e in ENTRIES if e.id == id), None)

    def tenures(self, id: str) -> tuple[Tenure, ...]:
        return tuple(t for t in TENURES if t.person == id)

    def holders(
        self,
        office: str,
        *,
        country: str | None = None,
        body: str | None = None,
        on: str | None = None,
    ) -> tuple[Entry, ...]:
        found = [t for t in TENURES if t.office == office and t.country == country]
        return tuple(
            e for t in found if on is None or t.covers(on) for e in ENTRIES if e.id == t.person
        )

    def office(self, words: Sequence[str]) -> OfficeReading | None:
        for word in words:
            low = word.lower()
            for noun, key in NOUNS.items():
                if low.removesuffix("in").removesuffix("en") == noun or low == noun:
                    gender = "female" if low.endswith("in") else "male"
                    country = next((c for w in words if (c := self.country(w))), None)
                    former = any(w.startswith("früher") for w in words)
                    return OfficeReading((key,), country, gender=gender, former=former)  # type: ignore[arg-type]
        return None

    def country(self, word: str) -> str | None:
        low = word.lower()
        for stem, iso in COUNTRIES.items():
            if low.startswith(stem) and len(low) - len(stem) <= 2:
                return iso
        return None

    def organisation(self, name: str) -> Entry | None:
        return ORGANISATIONS.get(name)

    def metonym(self, words: str) -> Entry | None:
        return None


def speaker(
    text: str, mention: str, *, published: str | None = None, known: bool = True
) -> Speaker:
    """The speaker of one statement, the last words of ``text`` before which ``mention`` stands."""
    document = read_document(Article("text", text, published=published))
    start = text.rindex(mention)
    statement = Statement(
        document.article.id,
        "indirect",
        text[-5:],
        Excerpt.cut(text, [(len(text) - 5, len(text))]).spans,
        speaker=Speaker(Excerpt.cut(text, [(start, start + len(mention))])),
    )
    return name_speakers(document, [statement], SmallWorld() if known else None)[0].speaker


def test_without_knowledge_nobody_is_linked() -> None:
    found = speaker(
        "Präsident Orlan Tessik sagte, es sei gut", "Präsident Orlan Tessik", known=False
    )
    assert (found.name, found.wikidata, found.actor.gender) == ("Orlan Tessik", None, "male")


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Der nordländische Präsident Orlan Tessik sagte, es sei gut", "Orlan Tessik"),
        ("Präsident Tessik sagte in Nordland, es sei gut", "Präsident Tessik"),
        ("Orlan Tesik, Präsident von Nordland, sagte, es sei gut", "Orlan Tesik"),
        ("Es gab Streit mit dem nordländischen Präsidenten. Tessik sagte, es sei gut", "Tessik"),
    ],
)
def test_an_office_that_fits_the_name_is_evidence(text: str, mention: str) -> None:
    found = speaker(text, mention, published="2005-01-01")
    assert (found.wikidata, found.actor.country) == ("Q1", "NL")


def test_a_bare_surname_gets_its_full_name() -> None:
    found = speaker("Präsident Tessik sagte in Nordland, es sei gut", "Präsident Tessik")
    assert found.name == "Orlan Tessik"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Polizeisprecher Orlan Tessik sagte, es sei gut", "Orlan Tessik"),
        ("Der südländische Präsident Orlan Tessik sagte, es sei gut", "Orlan Tessik"),
        ("Präsidentin Orlan Tessik sagte in Nordland, es sei gut", "Orlan Tessik"),
        ("Der nordländische Trainer Orlan Tessik sagte, es sei gut", "Orlan Tessik"),
        ("Tessik sagte, es sei gut", "Tessik"),
        ("Bernd Müller sagte, es sei gut", "Bernd Müller"),
        ("Bernd Müller (SPD), Bundestagsabgeordneter, sagte, es sei gut", "Bernd Müller"),
        ("Bundestagsabgeordneter Bernd Müller (30) sagte, es sei gut", "Bernd Müller"),
        ("Kleingärtner Bernd Müller sagte, es sei gut", "Bernd Müller"),
        ("Präsidentin Rumir sagte, es sei gut", "Präsidentin Rumir"),
    ],
)
def test_no_link_without_evidence_or_against_it(text: str, mention: str) -> None:
    assert speaker(text, mention, published="2005-01-01").wikidata is None


def test_a_member_of_parliament_is_linked_by_office_and_party() -> None:
    text = "Bundestagsabgeordneter Bernd Müller (CDU) sagte, es sei gut"
    found = speaker(text, "Bernd Müller", published="2005-01-01")
    assert (found.wikidata, found.actor.party) == ("Q3", "CDU")


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("2004-01-01", "Orlan Tessik"),
        ("2012-01-01", "Mirea Voss"),
        (None, None),
        ("2024-01-01", None),
    ],
)
def test_an_office_is_held_by_whoever_held_it_that_day(
    published: str | None, name: str | None
) -> None:
    found = speaker("Der nordländische Präsident sagte, es sei gut", "Der nordländische Präsident",
                    published=published)  # fmt: skip
    if name == "Orlan Tessik":
        assert (found.name, found.resolved_by, found.wikidata) == (name, "knowledge", "Q1")
    else:
        # "Präsident" is said of a man: Voss is none, and the snapshot ends in 2022.
        assert (found.kind, found.wikidata, found.resolved_by) == ("role", None, "phrase")


def test_the_holder_may_be_a_woman() -> None:
    text = "Die nordländische Präsidentin sagte, es sei gut"
    found = speaker(text, "Die nordländische Präsidentin", published="2012-01-01")
    assert (found.name, found.resolved_by) == ("Mirea Voss", "knowledge")


def test_another_name_settles_the_time() -> None:
    text = "Der Minister traf Präsidentin Rumir aus Südland. Rumir sagte, es sei gut"
    assert speaker(text, "Rumir").wikidata is None
    text = "Der nordländische Außenminister Jon Tarvik kam nach Südland. {}"
    text = text.format("Präsidentin Rumir sagte, es sei gut")
    assert speaker(text, "Präsidentin Rumir").wikidata == "Q5"


def test_linked_people_bring_their_offices() -> None:
    text = "Orlan Tessik kam nach Nordland. Der nordländische Präsident sagte, es sei gut"
    found = speaker(text, "Der nordländische Präsident", published="2005-01-01")
    assert (found.name, found.wikidata, found.resolved_by) == ("Orlan Tessik", "Q1", "office")


def test_a_table_of_ones_own_is_evidence_enough() -> None:
    found = speaker("Die Trainerin Ute Kolb sagte, es sei gut", "Die Trainerin Ute Kolb")
    assert (found.actor.party, found.wikidata) == ("SSW", None)
    found = speaker("Ute Kolb (FDP) sagte, es sei gut", "Ute Kolb")
    assert found.actor.party is None


def test_an_alias_in_a_table_of_ones_own_is_the_same_actor() -> None:
    found = speaker("Ute Kolb-Rahn sagte, es sei gut", "Ute Kolb-Rahn")
    assert (found.name, found.actor.party) == ("Ute Kolb", "SSW")


def test_organisations_are_linked_by_name() -> None:
    found = speaker("Der Rat der Nordmeere sagte, es sei gut", "Der Rat der Nordmeere")
    assert (found.name, found.kind, found.wikidata) == ("Rat der Nordmeere", "organisation", "Q9")


def test_joint_speakers_keep_their_name_and_list_their_members() -> None:
    text = "Orlan Tessik und Mirea Voss aus Nordland sagten, es sei gut"
    found = speaker(text, "Orlan Tessik und Mirea Voss", published="2005-01-01")
    assert (found.name, found.kind) == ("Orlan Tessik und Mirea Voss", "group")
    assert [m.wikidata for m in found.members] == ["Q1", "Q2"]
