"""The inline-tag format of gold articles: reading, writing, and what it refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.errors import GoldError
from wortlaut.evaluation.tagged import (
    GoldArticle,
    GoldStatement,
    format_tagged,
    parse_tagged,
    read_tagged,
    to_gold_document,
)
from wortlaut.records import Paratext, Span

SOURCE = """@@ steg
@date 2024-05-02
@style Regionalzeitung
Rat stimmt für den Steg

<para byline>Von Jo Lüders</para byline>

<q 1>„Das war</q 1><fr 1,2>“, <cue 1,2>sagte</cue 1,2> <sp 1,2>Ina Moorkamp</sp 1,2>,</fr 1,2> \
<q 1>„überfällig“</q 1>. <q 2>„Jetzt wird gebaut.“</q 2> <fr 3><cue 3>Laut</cue 3> \
<sp 3>der Kämmerin</sp 3></fr 3> <q 3>sei er <q 4>„ein Fass ohne Boden“</q 4></q 3>.
@1 direct speech | Ina Moorkamp | person | Moorkamp; die Bürgermeisterin
@2 direct speech | Ina Moorkamp | person | Moorkamp
@3 indirect sw | Kämmerin | role |
@4 direct sw nested | Kämmerin | role |
"""


def cut(article: GoldArticle, spans: tuple[Span, ...]) -> list[str]:
    return [span.cut(article.text) for span in spans]


def test_text_is_the_source_without_tags() -> None:
    (article,) = parse_tagged(SOURCE)
    assert (article.id, article.date, article.style) == ("steg", "2024-05-02", "Regionalzeitung")
    assert article.title == "Rat stimmt für den Steg"
    assert article.text.startswith("Rat stimmt für den Steg\n\nVon Jo Lüders\n\n„Das war“, sagte")
    assert article.text.endswith("sei er „ein Fass ohne Boden“.")
    assert article.paratext == (Paratext("byline", (Span(25, 38),)),)
    assert article.text[25:38] == "Von Jo Lüders"


def test_parts_are_cut_by_their_offsets() -> None:
    (article,) = parse_tagged(SOURCE)
    first, second, third, fourth = article.statements
    assert cut(article, first.quote) == ["„Das war", "„überfällig“"]
    assert cut(article, first.frame) == ["“, sagte Ina Moorkamp,"]
    assert second.frame == first.frame
    assert second.speaker == first.speaker
    assert cut(article, third.quote) == ["sei er „ein Fass ohne Boden“"]
    assert cut(article, fourth.quote) == ["„ein Fass ohne Boden“"]
    assert fourth.nested
    assert not third.nested
    assert first.aliases == ("Moorkamp", "die Bürgermeisterin")
    assert third.spans("cue") == third.cue


def test_unknown_speaker_has_no_name() -> None:
    (article,) = parse_tagged("@@ a\n<q 1>Es heißt viel</q 1>.\n@1 indirect st | | unknown |\n")
    assert article.statements[0].name is None
    assert article.statements[0].speaker == ()


def test_several_articles_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    second = "@@ b\nNichts gesagt\n\n\n\nZwei leere Zeilen zählen als eine.\n\n"
    path.write_bytes(("\ufeff" + SOURCE + "\n" + second).replace("\n", "\r\n").encode())
    first, last = read_tagged(path)
    assert first == parse_tagged(SOURCE)[0]
    assert last.text == "Nichts gesagt\n\nZwei leere Zeilen zählen als eine."
    assert last.statements == ()


def test_round_trip_is_exact() -> None:
    (article,) = parse_tagged(SOURCE)
    assert format_tagged(article) == SOURCE


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("Ein <q 1>Wort", 2, "<q 1> is never closed"),
        ("Ein Wort</q 1>", 2, "closes nothing"),
        ("Eins\n\nEin <q 1Wort</q 1>", 4, "half a tag"),
        ("Ein q 1>Wort</q 1>", 2, "half a tag"),
        ("Ein <q>Wort</q>", 2, "half a tag"),
        ("Ein <quote 1>Wort</quote 1>", 2, "half a tag"),
        ("<q 1>Ein <sp 1>Wort</q 1></sp 1>", 2, "where </sp 1> is due"),
        ("<q 1>Ein Wort</q 2>", 2, "where </q 1> is due"),
        ("<q 1></q 1>Wort", 2, "marks no text"),
        ("Eins\n<q 7>Ein Wort</q 7>", 3, "statement 7 have no line"),
        ("<para advert>Kauft</para advert>", 2, "not a kind of paratext"),
        ("Wort\n@1 direct speech | A | person |", 3, "statement 1 has no quote"),
        ("<q 1>W</q 1>\n@1 direct | A | person |", 3, "cannot be read"),
        ("<q 1>W</q 1>\n@1 direct speech | A | person", 3, "cannot be read"),
        ("<q 1>W</q 1>\n@1 quoted speech | A | person |", 3, "not a type"),
        ("<q 1>W</q 1>\n@1 direct tv | A | person |", 3, "not a medium"),
        ("<q 1>W</q 1>\n@1 direct speech | A | human |", 3, "not a kind"),
        ("<q 1>W</q 1>\n@1 direct speech | A | person |\nNachtrag", 4, "not a statement's line"),
        ("<q 1>W</q 1>\n@1 direct sw | A | role |\n@1 direct sw | A | role |", 4, "two lines"),
        ("@when 2024\nWort", 2, "unknown or repeated line"),
        ("Wort\n@@ a\nWort", 3, "used twice"),
        ("Wort\n@@\nWort", 3, "without id"),
    ],
)
def test_faults_are_named_with_their_line(body: str, line: int, words: str) -> None:
    with pytest.raises(GoldError) as caught:
        parse_tagged(f"@@ a\n{body}\n", where="gold.txt")
    message = str(caught.value)
    assert message.startswith(f"gold.txt, line {line}: ")
    assert words in message
    assert "; " in message  # what to do


def test_text_before_the_first_article_is_refused() -> None:
    with pytest.raises(GoldError, match="line 2: text before the first article"):
        parse_tagged("\nEin Satz.\n@@ a\nWort\n")


def test_missing_and_misencoded_files(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        read_tagged(tmp_path / "nirgends.txt")
    (tmp_path / "latin.txt").write_bytes("@@ a\nMüller\n".encode("latin-1"))
    with pytest.raises(GoldError, match="not UTF-8"):
        read_tagged(tmp_path / "latin.txt")


def test_an_angle_bracket_that_is_no_tag_is_text() -> None:
    (article,) = parse_tagged("@@ a\nWeniger als 5 (<5) -> gut, x < y\n")
    assert article.text == "Weniger als 5 (<5) -> gut, x < y"


@pytest.mark.parametrize(
    "article",
    [
        GoldArticle("a", "", statements=()),
        GoldArticle("a", "Ein <q 1>Wort", title="Ein <q 1>Wort"),
        GoldArticle("a", "Wort\n\n\nWort", title="Wort"),
    ],
)
def test_what_the_format_cannot_hold_is_refused_or_kept(article: GoldArticle) -> None:
    if article.text:
        with pytest.raises(GoldError):
            format_tagged(article)
    else:
        assert parse_tagged(format_tagged(article)) == [article]


def test_crossing_spans_are_refused() -> None:
    statement = GoldStatement(1, "direct", quote=(Span(0, 6),), speaker=(Span(4, 9),))
    with pytest.raises(GoldError):
        format_tagged(
            GoldArticle("a", "Ein gutes Wort", title="Ein gutes Wort", statements=(statement,))
        )


WORDS = st.lists(
    st.sampled_from(["„Ja“", "sagte", "Meier", ",", "dass", "es gehe", "🙂", "é", ".", "x < y"]),
    min_size=4,
    max_size=20,
)


@given(words=WORDS, data=st.data())
def test_nested_spans_round_trip(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    edges = sorted({0, len(text)} | {m.start() for m in re.finditer(r"\S+", text)})
    spans = [Span(0, len(text))]
    for _ in range(data.draw(st.integers(0, 3))):
        outer = spans[-1]
        inner = [e for e in edges if outer.start <= e <= outer.end]
        first = data.draw(st.integers(0, max(0, len(inner) - 2)))
        if len(inner) < 2:
            break
        last = data.draw(st.integers(first + 1, len(inner) - 1))
        spans.append(Span(inner[first], inner[last]))
    statements = tuple(
        GoldStatement(n, "indirect", nested=n > 1, quote=(span,), speaker=(spans[-1],))
        for n, span in enumerate(spans, start=1)
    )
    article = GoldArticle("a", text, title=text.strip(), statements=statements)
    assert parse_tagged(format_tagged(article)) == [article]


def test_gold_document_counts_tokens() -> None:
    (article,) = parse_tagged(SOURCE)
    doc = to_gold_document(article)
    assert doc["documentName"] == "steg"
    assert doc["originalText"] == article.text
    texts = [t["text"] for t in doc["tokens"]]
    assert [t for s in doc["sentences"] for t in s["tokens"]] == texts
    assert [i for s in doc["sentences"] for i in s["tokenIds"]] == list(range(len(texts)))
    for token in doc["tokens"]:
        assert article.text[token["charBegin"] : token["charEnd"]] == token["text"]
    first, _, third, fourth = doc["annotations"]
    assert [texts[i] for i in first["quote"]["tokenIds"]] == [
        "„",
        "Das",
        "war",
        "„",
        "überfällig",
        "“",
    ]
    assert len(first["quote"]["spans"]) == 2
    assert first["quote"]["text"] == "„Das war „überfällig“"
    assert [texts[i] for i in first["speaker"]["tokenIds"]] == ["Ina", "Moorkamp"]
    assert first["addressee"] == {"spans": [], "text": "", "tokenIds": []}
    assert (first["type"], first["medium"], first["isNested"]) == ("Direct", "Speech", False)
    assert (third["hasNested"], fourth["hasNested"], fourth["isNested"]) == (True, False, True)


def test_a_token_belongs_to_a_span_that_covers_part_of_it() -> None:
    source = "@@ a\nDer <q 1>Klima</q 1>plan.\n@1 direct speech | | unknown |\n"
    doc = to_gold_document(parse_tagged(source)[0])
    assert doc["annotations"][0]["quote"]["text"] == "Klimaplan"
