"""``name_speakers``: what it promises about its output, whatever the names."""

from __future__ import annotations

from pathlib import Path

import pytest

from wortlaut.actors import name_speakers
from wortlaut.records import Article, Document, Excerpt, Span, Speaker, Statement, StatementType
from wortlaut.text.document import read_document

TEXT = (
    "Bürgermeisterin Ute Kolb sagte: „Wir bauen.“\n\nDer Rat tagt am Mittwoch.\n\n"
    "Das Wetter bleibt schön.\n\n„Niemand baut.“"
)


def read(text: str) -> Document:
    return read_document(Article(source="-", text=text))


def statement(
    document: Document,
    quote: str,
    mention: str | None = None,
    *,
    type: StatementType = "direct",
    frame: str | None = None,
) -> Statement:
    def excerpt(part: str | None) -> Excerpt | None:
        if part is None:
            return None
        start = document.text.index(part)
        return Excerpt.cut(document.text, [(start, start + len(part))])

    start = document.text.index(quote)
    return Statement(
        document.article.id,
        type,
        quote,
        (Span(start, start + len(quote)),),
        speaker=Speaker(excerpt(mention)),
        frame=excerpt(frame),
    )


def test_nothing_to_name() -> None:
    assert name_speakers(read(TEXT), ()) == ()


def test_only_actor_and_method_change() -> None:
    document = read(TEXT)
    before = statement(document, "„Wir bauen.“", "Bürgermeisterin Ute Kolb")
    (after,) = name_speakers(document, [before])
    assert after.speaker.name == "Ute Kolb"
    assert after.speaker.resolved_by == "name"
    assert after.speaker.wikidata is None
    assert after.with_speaker(before.speaker) == before


def test_the_order_given_comes_back() -> None:
    document = read("Ute Kolb sagte: „Ja.“ Jan Rabe sagte: „Nein.“ Er ging.")
    first = statement(document, "„Ja.“", "Ute Kolb")
    second = statement(document, "„Nein.“", "Jan Rabe")
    named = name_speakers(document, [second, first])
    assert [s.id for s in named] == [second.id, first.id]
    assert [s.speaker.name for s in named] == ["Jan Rabe", "Ute Kolb"]


def test_a_speaker_is_not_carried_over_several_paragraphs() -> None:
    document = read(TEXT)
    named = name_speakers(
        document,
        [
            statement(document, "„Wir bauen.“", "Bürgermeisterin Ute Kolb"),
            statement(document, "„Niemand baut.“"),
        ],
    )
    assert named[1].speaker.name is None
    assert named[1].speaker.kind == "unknown"
    assert named[1].speaker.resolved_by is None


def test_a_person_who_opens_the_sentence_between_takes_over() -> None:
    document = read("Ute Kolb sagte: „Ja.“ Jan Rabe schüttelte den Kopf. „Nein.“")
    named = name_speakers(
        document,
        [statement(document, "„Ja.“", "Ute Kolb"), statement(document, "„Nein.“")],
    )
    assert named[1].speaker.name == "Jan Rabe"
    assert named[1].speaker.resolved_by == "carried_over"


def test_a_frame_that_names_nobody_names_nobody() -> None:
    document = read("Ute Kolb sagte: „Ja.“ Es heißt, sie gehe bald.")
    named = name_speakers(
        document,
        [
            statement(document, "„Ja.“", "Ute Kolb"),
            statement(document, "sie gehe bald", type="indirect", frame="Es heißt,"),
        ],
    )
    assert named[1].speaker.name is None


@pytest.mark.parametrize("mention", ["man", "wer", "Niemand"])
def test_nobody_in_particular(mention: str) -> None:
    document = read(f"Jan Rabe kam. „Ja“, sagte {mention}.")
    (named,) = name_speakers(document, [statement(document, "„Ja“", mention)])
    assert (named.speaker.name, named.speaker.kind) == (None, "unknown")
    assert named.speaker.resolved_by is None
    assert named.speaker.text == mention


SHARED = Path(__file__).parents[2] / ".." / "shared" / "articles"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` is not beside the checkout")
def test_two_presidents_and_a_colleague() -> None:
    (path,) = SHARED.glob("*.txt")
    document = read(path.read_text(encoding="utf-8"))
    mentions = {
        "Putin": "Putin",
        "dem russischen Präsidenten": "Putin",
        "Seiner Meinung": "Putin",
        "das russische Staatsoberhaupt": "Putin",
        "Qassym-Schomart Toqajew": "Qassym-Schomart Toqajew",
        "der Staatschef": "Qassym-Schomart Toqajew",
        "Ihm": "Qassym-Schomart Toqajew",
        "der kasachische Präsident": "Qassym-Schomart Toqajew",
        "Sein weißrussischer Kollege Alexander Lukaschenko": "Alexander Lukaschenko",
    }
    statements: list[Statement] = []
    for mention in mentions:
        start = document.text.index(mention)
        end = start + len(mention)
        sentence = next(s for s in document.sentences if s.start <= start < s.end)
        # The rest of the sentence stands in for the quote, a character of the next paragraph
        # for a statement that has no mention.
        quote = Span(end, max(sentence.end, end + 1))
        statements.append(
            Statement(
                document.article.id,
                "indirect",
                quote.cut(document.text),
                (quote,),
                speaker=Speaker(Excerpt.cut(document.text, [(start, end)])),
            )
        )
        follow = Span(quote.end, quote.end + 1)
        statements.append(
            Statement(document.article.id, "free_indirect", follow.cut(document.text), (follow,))
        )
    named = name_speakers(document, statements)
    assert {s.speaker.text: s.speaker.name for s in named[::2]} == mentions
    assert [s.speaker.name for s in named[1::2]] == list(mentions.values())
