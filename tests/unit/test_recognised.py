"""People whom the tagger tells of: full names that no rule knows, and nothing else."""

from __future__ import annotations

import pytest

from wortlaut.actors.people import People
from wortlaut.actors.recognised import SURE, recognise
from wortlaut.actors.speakers import name_speakers
from wortlaut.records import Article, Document, Excerpt, Span, Speaker, Statement
from wortlaut.tagger.names import NameKind, NameSpan
from wortlaut.text.document import read_document


def read(text: str) -> Document:
    return read_document(Article(source="test", text=text))


def span(text: str, name: str, kind: NameKind = "person", score: float = 0.95) -> NameSpan:
    start = text.index(name)
    return NameSpan(start, start + len(name), kind, score)


def people(text: str, *names: NameSpan) -> list[str]:
    document = read(text)
    found = People(document.tokens, [s.first for s in document.sentences])
    recognise(found, names)
    return [p.name for p in found.persons]


TEXT = "Gestern kam Zwenka Orlathin in den Saal. Später ging Orlathin wieder."


def test_a_full_name_in_no_list_is_a_person_with_all_its_mentions() -> None:
    assert people(TEXT) == []
    document = read(TEXT)
    found = People(document.tokens, [s.first for s in document.sentences])
    recognise(found, [span(TEXT, "Zwenka Orlathin")])
    (person,) = found.persons
    assert person.name == "Zwenka Orlathin"
    assert [found.words[a:b] for a, b in person.mentions] == [["Zwenka", "Orlathin"], ["Orlathin"]]


@pytest.mark.parametrize(
    "name",
    [
        span(TEXT, "Zwenka Orlathin", score=SURE - 0.01),
        span(TEXT, "Zwenka Orlathin", "organisation"),
        span(TEXT, "Zwenka Orlathin", "place"),
        span(TEXT, "Orlathin"),
        span(TEXT, "kam Zwenka Orlathin"),
    ],
)
def test_unsure_other_single_or_odd_names_are_left_alone(name: NameSpan) -> None:
    assert people(TEXT, name) == []


@pytest.mark.parametrize("name", ["Neuer Minister", "NDX Orlathin", "Zwenka 04", "Die Orlathin"])
def test_offices_acronyms_numbers_and_articles_are_no_names(name: str) -> None:
    text = f"Gestern war {name} dort."
    assert people(text, span(text, name)) == []


def test_the_people_of_the_rules_stay_as_they_are() -> None:
    text = "Ministerin Ute Kolb sprach."
    assert people(text, span(text, "Kolb sprach"), span(text, "Ute Kolb")) == ["Ute Kolb"]


def test_a_speaker_gets_the_name_that_only_the_tagger_found() -> None:
    text = "Gestern kam Zwenka Orlathin in den Saal. Später sagte sie: „Das reicht.“"
    document = read(text)
    quote, mention = text.index("Das reicht."), text.index("sie:")
    statement = Statement(
        document.article.id,
        "direct",
        "Das reicht.",
        (Span(quote, quote + 11),),
        speaker=Speaker(Excerpt.cut(text, [(mention, mention + 3)])),
    )
    (alone,) = name_speakers(document, [statement])
    (named,) = name_speakers(document, [statement], names=[span(text, "Zwenka Orlathin")])
    assert alone.speaker.name is None
    assert named.speaker.name == "Zwenka Orlathin"
