"""The table for a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from wortlaut.export import render_table
from wortlaut.records import Actor, Analysis, Article, Excerpt, Speaker, Statement

TEXT = (
    "Brücke bleibt zu\n\n"
    "Dr. Ada Feder kam am Montag. „Wir bauen“, sagte Feder dem Boten, „und zwar noch heute.“ "
    "Laut Ministerium sei das Geld da. Er nannte sie „das Nadelöhr“.\n"
)
ARTICLE = Article(source="bruecke.txt", text=TEXT, title="Brücke bleibt zu", outlet="Bote")


def excerpt(*parts: str) -> Excerpt:
    spans, position = [], 0
    for part in parts:
        start = TEXT.index(part, position)
        position = start + len(part)
        spans.append((start, position))
    return Excerpt.cut(TEXT, spans)


def statement(kind: str, *parts: str, **more) -> Statement:
    quote = excerpt(*parts)
    return Statement(ARTICLE.id, kind, quote.text, quote.spans, **more)


def analysis() -> Analysis:
    feder = Speaker(excerpt("Feder dem"), Actor("Ada Feder", "person"), "name")
    whole = statement("reported", "Er nannte sie „das Nadelöhr“")
    return Analysis(
        ARTICLE,
        (
            statement(
                "direct",
                "„Wir bauen“",
                "„und zwar noch heute.“",
                speaker=feder,
                cue=excerpt("sagte"),
                addressee=excerpt("dem Boten"),
                confidence=0.934,
            ),
            statement("indirect", "sei das Geld da", speaker=Speaker(excerpt("Ministerium"))),
            whole,
            statement("direct", "„das Nadelöhr“", nested_in=whole.id, medium="thought"),
        ),
    )


def rendered(given: Analysis, *, width: int = 100, terminal: bool = False, **more) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=terminal, **more)
    render_table(given, console)
    return stream.getvalue()


def test_the_whole_table_without_styles() -> None:
    assert rendered(analysis(), width=90) == (
        "━" * 90 + "\n"
        "Brücke bleibt zu\n"
        "Bote · bruecke.txt · 4 statements · 2 speakers\n"
        "\n"
        "  1 Ada Feder (Feder dem)  direct · cue: sagte · to: dem Boten · 93%\n"
        "    [„Wir bauen“], sagte Feder dem Boten, [„und zwar noch heute.“]\n"
        "\n"
        "  2 Ministerium  indirect · 100%\n"
        "    Laut Ministerium [sei das Geld da].\n"
        "\n"
        "  3 unknown  reported · 100%\n"
        "    [Er nannte sie „das Nadelöhr“].\n"
        "\n"
        "      4 ↳ unknown  direct · thought · 100%\n"
        "        Er nannte sie [„das Nadelöhr“].\n"
        "\n"
    )


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    for line in rendered(analysis(), width=width).splitlines():
        assert len(line) <= min(width, 100)
        assert line == line.rstrip()


def test_speakers_have_colours_of_their_own_on_a_terminal() -> None:
    shown = rendered(analysis(), terminal=True, color_system="standard", no_color=False)
    assert "\x1b[1;36mAda Feder\x1b[0m" in shown
    assert "\x1b[1;35mMinisterium\x1b[0m" in shown
    assert "[„" not in shown.replace("\x1b[", "")


def test_no_color_leaves_bold_and_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = rendered(analysis(), terminal=True, color_system="standard")
    assert "\x1b[1m" in shown
    assert "\x1b[1;36m" not in shown
    assert "\x1b[36m" not in shown


def test_nothing_in_an_article_acts_on_the_terminal() -> None:
    text = "\x1b]0;Titel\x07Er sagte, [bold]es\u202e sei so[/bold].\n"
    article = Article(source="\x1b[2Ja.txt", text=text, title="\x1b[31mRot")
    found = Statement(article.id, "direct", text[:9], Excerpt.cut(text, [(12, 40)]).spans)
    shown = rendered(Analysis(article, (found,)))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "[bold]es" in shown


def test_an_article_without_statements_says_so() -> None:
    shown = rendered(Analysis(Article(source="wetter.txt", text="Es regnet."), ()))
    assert "wetter.txt\nno statements found\n" in shown


def test_a_long_sentence_around_is_cut_at_words() -> None:
    text = "Wort " * 200 + "sagte sie, es sei gut, " + "Wort " * 200
    found = Excerpt.cut(text, [(text.index("es sei gut"), text.index("es sei gut") + 10)])
    article = Article(source="a", text=text)
    shown = rendered(
        Analysis(article, (Statement(article.id, "indirect", found.text, found.spans),))
    )
    words = shown.partition("100%\n")[2]
    assert words.split()[:2] == ["…", "Wort"]
    assert words.split()[-2:] == ["Wort", "…"]
    assert len(words) < 700


@pytest.mark.parametrize(
    ("around", "quote"),
    [
        ("Am 3. März sagte Dr. Ada Lind, {}.", "man warte nicht"),
        ("Der Trainer des FC St. Pauli sagte: {}", "„Gut.“"),
        ("{} laut Gericht am 14. September.", "Der Prozess beginnt"),
    ],
)
def test_a_sentence_is_not_cut_at_abbreviations_and_dates(around: str, quote: str) -> None:
    text = "Es regnet. " + around.format(quote) + " Danach schien die Sonne."
    found = Excerpt.cut(text, [(text.index(quote), text.index(quote) + len(quote))])
    article = Article(source="a", text=text)
    shown = rendered(
        Analysis(article, (Statement(article.id, "indirect", found.text, found.spans),))
    )
    words = shown.partition("100%\n")[2].strip()
    assert words == around.format(f"[{quote}]")


def test_long_stretches_between_parts_are_left_out() -> None:
    text = "„Eins“, sagte sie " + "und ging weiter " * 30 + "und schloss: „Zwei.“"
    spans = Excerpt.cut(text, [(0, 6), (len(text) - 7, len(text))]).spans
    article = Article(source="a", text=text)
    shown = rendered(Analysis(article, (Statement(article.id, "direct", "x", spans),)))
    assert "[„Eins“] […] [„Zwei.“]" in shown
