"""Who asks and who answers, and what becomes of it as statements."""

from __future__ import annotations

import math

import pytest

from wortlaut.records import Article, Block, Span
from wortlaut.statements.decode import TokenStatement
from wortlaut.statements.interview import add_answers, turns_of
from wortlaut.text.document import read_document
from wortlaut.text.interview import find_turns
from wortlaut.text.paragraphs import paragraph_spans

LABELLED = """Die Imkerin im Gespräch

Seit dreißig Jahren hält Gesine Ahrens Bienen am Deich.

Frage: Frau Ahrens, wie geht es den Völkern?

Ahrens: Schlecht. Mein Nachbar sagte mir, er habe alle verloren.

Frage: Und was nun?

Ahrens (lacht): Ich fange von vorn an. Das habe ich immer getan.

Frage: Danke.

Das Gespräch führte Jan Rohde."""

ADDRESSED = """Die Imkerin

Die Biologin Gesine Ahrens hält seit dreißig Jahren Bienen am Deich.

Frau Ahrens, wie geht es den Völkern in diesem Jahr?

Schlecht. Ich habe die Hälfte verloren.

Haben Sie damit gerechnet?

Wir rechnen immer damit.

So ist das am Meer.

Sie könnten aufhören.

Ich? Niemals.

Was wünschen Sie sich?

Mir reicht ein trockener Mai."""


def turns(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (t.kind, t.speaker, text[slice(*t.span)]) for t in find_turns(text, paragraph_spans(text))
    ]


def test_names_before_colons() -> None:
    assert turns(LABELLED) == [
        ("question", "Frage", "Frau Ahrens, wie geht es den Völkern?"),
        ("answer", "Ahrens", "Schlecht. Mein Nachbar sagte mir, er habe alle verloren."),
        ("question", "Frage", "Und was nun?"),
        ("answer", "Ahrens", "Ich fange von vorn an. Das habe ich immer getan."),
        ("question", "Frage", "Danke."),
    ]


def test_questions_told_by_their_address() -> None:
    found = turns(ADDRESSED)
    assert [kind for kind, _, _ in found] == ["question", "answer"] * 4
    assert found[3] == ("answer", "Ahrens", "Wir rechnen immer damit.\n\nSo ist das am Meer.")
    assert found[4][2] == "Sie könnten aufhören."
    assert found[7][2] == "Mir reicht ein trockener Mai."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rat sagt Ja\n\nKolb: Das ist gut.\n\nRohde: Das ist schlecht.\n\nEnde.",
        # the stage of a match: both sides comment, nobody asks
        "Stimmen\n\nTrainer Kolb: Wir waren gut.\n\nTrainer Rohde: Wir nicht.\n\n"
        "Trainer Kolb: Es war kalt.\n\nTrainer Rohde: Es war warm.",
        "Brücke\n\nWann wird gesperrt?\n\nIm Mai.\n\nWer zahlt?\n\nDer Kreis.\n\n"
        "Und wie lange?\n\nEin Jahr.",
        # an essay that asks itself
        "Warum?\n\nWarum zahlen wir?\n\nWeil wir müssen.\n\n"
        "Warum schweigen wir?\n\nWeil wir dürfen.",
    ],
)
def test_what_is_no_interview(text: str) -> None:
    assert turns(text) == []


def statement(text: str, tokens: list[tuple[int, int]], words: str, kind: int) -> TokenStatement:
    start = text.index(words)
    covered = [i for i, (a, b) in enumerate(tokens) if start <= a and b <= start + len(words)]
    return TokenStatement(covered, kind, 0, -0.1, -0.5)


def test_each_answer_is_a_direct_statement_with_its_speaker() -> None:
    doc = read_document(Article(source="test", text=LABELLED))
    tokens = [(t.start, t.end) for t in doc.tokens]
    reported = statement(LABELLED, tokens, "er habe alle verloren", 1)
    part = statement(LABELLED, tokens, "Ich fange von vorn an.", 0)
    found = add_answers(doc, [reported, part])

    def words(indices: list[int]) -> str:
        return LABELLED[doc.tokens[indices[0]].start : doc.tokens[indices[-1]].end]

    assert [(words(s.tokens), s.level) for s in found] == [
        ("Schlecht. Mein Nachbar sagte mir, er habe alle verloren.", 0),
        ("er habe alle verloren", 1),
        ("Ich fange von vorn an. Das habe ich immer getan.", 0),
    ]
    roles = found[2].roles
    assert roles is not None
    assert (words(roles.speaker), words(roles.frame)) == ("Ahrens", "Ahrens (lacht):")
    assert found[0].score == pytest.approx(math.log(0.95))


def test_the_speaker_is_named_where_the_article_introduces_her() -> None:
    doc = read_document(Article(source="test", text=ADDRESSED))
    roles = add_answers(doc, [])[0].roles
    assert roles is not None
    start, end = doc.tokens[roles.speaker[0]].start, doc.tokens[roles.speaker[-1]].end
    assert ADDRESSED[start:end] == "Die Biologin Gesine Ahrens"


def test_an_article_without_an_interview_is_left_alone() -> None:
    doc = read_document(Article(source="test", text="Rat sagt Ja\n\nKolb sagte, das sei gut."))
    given = [TokenStatement([3, 4], 1, 0, -0.1, -0.2)]
    assert add_answers(doc, given) == given


def test_blocks_of_a_page_decide() -> None:
    text = "Titel\n\nUnd?\n\nAhrens: Gut.\n\nSehr gut sogar.\n"
    spans = paragraph_spans(text)
    kinds = ("heading", "question", "answer", "answer")
    speakers = (None, None, "Ahrens", "Ahrens")
    blocks = tuple(
        Block(kind, Span(*span), speaker)
        for kind, span, speaker in zip(kinds, spans, speakers, strict=True)
    )
    doc = read_document(Article(source="test", text=text, blocks=blocks))
    question, answer = turns_of(doc)
    assert text[slice(*question.span)] == "Und?"
    assert text[slice(*answer.span)] == "Gut.\n\nSehr gut sogar."
    assert answer.label is not None
    assert text[slice(*answer.label)] == "Ahrens"


def test_an_answer_told_around_quotation_marks_is_left_to_the_marks() -> None:
    text = LABELLED.replace("Ahrens: Schlecht. Mein", "Ahrens: „Schlecht.“ Sie schweigt. Mein")
    doc = read_document(Article(source="test", text=text))
    (answer,) = add_answers(doc, [])
    assert doc.tokens[answer.tokens[0]].text == "Ich"
