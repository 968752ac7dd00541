"""The page for the browser."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise, product

import pytest

from wortlaut.export import render_html
from wortlaut.export.marked import COLOURS, PART, marked_blocks, parts_of
from wortlaut.records import (
    STATEMENT_TYPES,
    Actor,
    Analysis,
    Article,
    Excerpt,
    Paratext,
    Span,
    Speaker,
    Statement,
)

TEXT = (
    "Feder: „Wir bauen“\n\n"
    "„Wir bauen“, sagte Ada Feder dem Boten,\n„und zwar <heute> & morgen.“\n\n"
    "Er nannte sie „das Nadelöhr“.\n\n"
    "Mehr zum Thema: Brücke\n"
)
VOID = {"meta", "br", "link", "img"}


class Reader(HTMLParser):
    """Checks that tags nest, and collects the text of chosen elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.marks: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self.open.append((tag, dict(attrs)))
        if self._in("row") and tag in ("p", "h1", "h2"):
            self.paragraphs.append("")
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def _in(self, css: str) -> bool:
        return any(css in (attrs.get("class") or "").split() for _, attrs in self.open)

    def handle_data(self, data: str) -> None:
        if self._in("card") or self._in("ref"):
            return
        if any(t in ("p", "h1", "h2") for t, _ in self.open) and self._in("row"):
            self.paragraphs[-1] += data


def excerpt(*parts: str) -> Excerpt:
    spans, position = [], 0
    for part in parts:
        start = TEXT.index(part, position)
        position = start + len(part)
        spans.append((start, position))
    return Excerpt.cut(TEXT, spans)


def analysis() -> Analysis:
    article = Article(
        source="bruecke.txt",
        text=TEXT,
        title="Feder: „Wir bauen“",
        url="https://bote.example/bruecke",
        authors=("Bo Lind",),
    )

    def make(kind, *parts, **more) -> Statement:
        quote = excerpt(*parts)
        return Statement(article.id, kind, quote.text, quote.spans, **more)

    feder = Speaker(excerpt("Ada Feder"), Actor("Ada Feder", "person", "Q1"), "name")
    outer = make("reported", "Er nannte sie „das Nadelöhr“")
    statements = (
        make("direct", "„Wir bauen“", speaker=Speaker(excerpt("Feder"), feder.actor)),
        make(
            "direct",
            "bauen“, sagte Ada",  # crosses the speaker's mention
            "„und zwar <heute> & morgen.“",
            speaker=feder,
            cue=excerpt("sagte"),
            frame=excerpt("sagte Ada Feder dem Boten"),
            addressee=excerpt("dem Boten"),
        ),
        outer,
        make("direct", "„das Nadelöhr“", nested_in=outer.id),
    )
    start = TEXT.index("Mehr zum")
    teaser = Paratext("teaser", (Span(start, len(TEXT) - 1),))
    return Analysis(article, statements, (teaser,))


def test_the_text_is_unaltered_and_the_page_nests() -> None:
    reader = Reader(render_html([analysis()]))
    assert "\n\n".join(reader.paragraphs) + "\n" == TEXT


def test_the_page_asks_nothing_of_anybody() -> None:
    page = render_html([analysis()])
    reader = Reader(page)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "form", "svg", "base"}
    for _, attrs in reader.tags:
        assert not set(attrs) & {"style", "src", "srcset", "background"}
        assert not [name for name in attrs if name.startswith("on")]
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    page = render_html([analysis()])
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [
        attrs["content"]
        for tag, attrs in Reader(page).tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_every_statement_is_marked_linked_and_noted() -> None:
    reader = Reader(render_html([analysis()]))
    ids = [attrs["id"] for tag, attrs in reader.tags if tag == "details"]
    links = [attrs["href"] for tag, attrs in reader.tags if attrs.get("class", "") and
             (attrs["class"] or "").startswith("ref ")]  # fmt: skip
    described = {
        attrs["aria-describedby"] for _, attrs in reader.tags if "aria-describedby" in attrs
    }
    assert ids == ["a1s1", "a1s2", "a1s3", "a1s4"]
    assert sorted(links) == ["#a1s1", "#a1s2", "#a1s3", "#a1s4"]
    assert described == set(ids)


def test_hostile_text_stays_text() -> None:
    text = "</p><script>alert(1)</script> sagte <b>er</b> \u202eevil\u2066 \x1b[0m & \"'\n"
    article = Article(
        source="<img src=x onerror=alert(1)>",
        text=text,
        title="<script>a</script>",
        url="javascript:alert(1)",
        outlet='"><script>o</script>',
        language='de" onload="x',
        authors=("<i>A</i>",),
    )
    mention = Excerpt.cut(text, [(0, 11)])
    found = Statement(
        article.id,
        "direct",
        text[4:30],
        (Span(4, 30),),
        speaker=Speaker(mention, Actor("<script>n</script>", "person", "<x>"), "<y>"),
        cue=Excerpt.cut(text, [(12, 40)]),
    )
    page = render_html([Analysis(article, (found,), (Paratext("<k>", (Span(0, 8),)),))])
    reader = Reader(page)
    assert not {tag for tag, _ in reader.tags} & {"script", "img", "i"}
    assert [
        a for tag, a in reader.tags if tag == "b" and not a.get("class") and "lang" not in a
    ] == []
    assert "onload" not in {name for _, attrs in reader.tags for name in attrs}
    assert "javascript:" not in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", page)
    assert reader.paragraphs[-1] == text.strip().translate({0x202E: "�", 0x2066: "�", 0x1B: "�"})


def test_many_articles_have_a_list_of_contents_and_ids_of_their_own() -> None:
    one = analysis()
    other = Analysis(Article(source="wetter.txt", text="Es regnet."), ())
    page = render_html(iter([one, other, one]))
    ids = [attrs["id"] for _, attrs in Reader(page).tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert '<a href="#a2"' in page
    assert "No statements found." in page


def test_no_articles_is_a_page_too() -> None:
    assert "No articles." in render_html([])
    Reader(render_html([]))


def test_more_speakers_than_colours() -> None:
    text = "Einer sagte es. " * 20
    article = Article(source="a", text=text)
    found = tuple(
        Statement(
            article.id,
            "direct",
            "x",
            (Span(n * 16, n * 16 + 5),),
            speaker=Speaker(actor=Actor(f"Person {n}", "person")),
        )
        for n in range(20)
    )
    used = set(re.findall(r"\bsp\d+\b", render_html([Analysis(article, found)]).split("<main>")[1]))
    assert used == {f"sp{n}" for n in range(1, COLOURS + 1)}


def css() -> str:
    folder = files("wortlaut.export").joinpath("templates")
    sheets = ("marks.css", "page.css")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in sheets)


def test_types_differ_by_more_than_colour() -> None:
    lines = {}
    for kind in STATEMENT_TYPES:
        rule = re.search(
            rf"^\.{kind.replace('_', '-')} {{ text-decoration: (.*?);? }}", css(), re.M
        )
        assert rule is not None, kind
        lines[kind] = rule[1].split("var")[0]
    assert len(set(lines.values())) == len(STATEMENT_TYPES)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_reach_the_contrast_of_wcag_aa(dark: bool) -> None:
    light_part, _, rest = css().partition("@media (prefers-color-scheme: dark)")
    part = rest.partition("\n}\n")[0] if dark else light_part
    root = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part.partition("}")[0]))
    tints = re.findall(r"\.sp(\d+) { --bg: (#\w{6}); --ink: (#\w{6}); }", part)
    assert [int(n) for n, _, _ in tints] == list(range(COLOURS + 1))
    pairs = [(root["text"], root["paper"]), (root["grey"], root["paper"])]
    pairs += [(root["text"], root["card"])]
    for _, background, ink in tints:
        pairs += [(root["text"], background), (ink, root["paper"]), (ink, root["card"])]
        pairs += [(root["grey"], background)]  # paratext may hold a statement; so may a note
    pairs += [(ink, background) for (_, _, ink), (_, background, _) in product(tints, tints)]
    too_weak = [(a, b, round(contrast(a, b), 2)) for a, b in pairs if contrast(a, b) < 4.5]
    assert too_weak == []


def test_the_style_prints_darkens_and_folds() -> None:
    for query in ("prefers-color-scheme: dark", "@media print", "min-width", "reduced-motion"):
        assert query in css()


def test_long_texts_come_in_parts_that_hold_every_paragraph_once() -> None:
    paragraphs = [f"Absatz {n}. " + "Wort " * (n % 40) for n in range(600)]
    paragraphs[300] = "lang " * 20_000
    text = "\n\n".join(paragraphs)
    parts = parts_of(text)
    assert all(part.end - part.start <= PART for part in parts)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert "".join(part.cut(text) for part in parts).split() == text.split()
    assert parts_of("") == []
    assert parts_of("Kurz.\n\nSehr.") == [Span(0, 12)]
    assert parts_of("x" * 40_000)[0] == Span(0, PART)
    analysis = Analysis(Article(source="x", text=text), ())
    shown = "".join(
        event.text
        for part in parts
        for block in marked_blocks(analysis, [], part)
        for event in block.events
    )
    assert shown.split() == text.split()
