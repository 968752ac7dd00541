"""Naming never fails, whatever the text and wherever a mention lies."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut.actors import name_speakers
from wortlaut.records import Article, Excerpt, Span, Speaker, Statement
from wortlaut.text.document import read_document

VOCABULARY = """
    Ute Kolb Jan Rabe der die das dem ein einer Ministerin Minister Präsident russische Sprecher
    von des Polizei Angaben nach laut sagte er sie Ihr „ “ " ( ) , . : und 52-Jährige (41) eigenen
    Seiner Meinung Studie « » ‚ ‘ - – … 44 Seiten AG der al-Darwani Kolbs 's @x Putins Dr. beide
    Experten Händler demnach namens 1. ’ 84 starkes Gutachten Kolb, die Richterin Polizeiangaben
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=80))
PLACES = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 30), st.integers(0, 200), st.booleans()),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, places=PLACES)
def test_any_mention_gets_an_answer(text: str, places: list[tuple[int, int, int, bool]]) -> None:
    document = read_document(Article(source="-", text=text))
    statements: dict[str, Statement] = {}
    for start, length, quote, direct in places:
        end = min(start + length, len(text))
        if start >= end or quote >= len(text):
            continue
        made = Statement(
            document.article.id,
            "direct" if direct else "indirect_free_indirect",
            text[quote : quote + 1],
            (Span(quote, quote + 1),),
            speaker=Speaker(Excerpt.cut(text, [(start, end)]) if length % 3 else None),
        )
        statements[made.id] = made
    named = name_speakers(document, list(statements.values()))
    assert [s.id for s in named] == list(statements)
    for before, after in zip(statements.values(), named, strict=True):
        assert after.speaker.mention == before.speaker.mention
        assert (after.speaker.name is None) == (after.speaker.resolved_by is None)
        assert after.speaker.name is None or after.speaker.name.strip()
    assert named == name_speakers(document, list(statements.values()))
