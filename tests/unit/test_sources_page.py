"""Saved pages."""

from __future__ import annotations

import io
import time

import pytest

from wortlaut.errors import SourceError
from wortlaut.records import Article
from wortlaut.sources import page, read_inputs
from wortlaut.sources.pages import tree

FULL = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<title>Ministerin: „Wir warten nicht“ | Küstenblatt</title>
<meta property="og:site_name" content="Küstenblatt">
<meta name="author" content="Ada Feder">
<meta property="article:published_time" content="2024-03-05T10:22:00+01:00">
<link rel="canonical" href="https://kuestenblatt.example/bahn.html">
</head><body><nav><a href="/">Start</a></nav>
<header><h1>Ministerin: „Wir warten nicht“</h1></header>
<article><p>Die <b>Ministerin</b> hat am Dienstag in Kiel den Ausbau der Bahnstrecke angekündigt.
Sie sagte, der Zeitplan <i>stehe</i>.</p><h2>Kritik aus dem Kreistag</h2>
<p>Der Abgeordnete Peter Beispiel warf ihr vor, sie <a href="x">verschleppe</a> die Sache.</p>
<blockquote><p>„Wer so plant, der plant das Scheitern.“</p></blockquote>
<p>Laut Ministerium seien<br>die Mittel da. Sie nannte das <q>einen Anfang</q>.</p>
<ul><li>Erstens die Strecke.</li><li>Zweitens der Bahnhof.</li></ul>
</article><footer>Impressum</footer></body></html>"""


def read_stdin(markup: str | bytes) -> Article:
    data = markup if isinstance(markup, bytes) else markup.encode()
    (result,) = read_inputs(["-"], stdin=io.BytesIO(data))
    assert isinstance(result, Article), result
    return result


def test_a_page_is_read_with_its_metadata() -> None:
    article = read_stdin(FULL)
    assert article.title == "Ministerin: „Wir warten nicht“"
    assert article.outlet == "Küstenblatt"
    assert article.authors == ("Ada Feder",)
    assert article.published == "2024-03-05T10:22:00+01:00"
    assert article.url == "https://kuestenblatt.example/bahn.html"


def test_paragraphs_headings_quotes_and_items_are_blocks() -> None:
    assert read_stdin(FULL).text == (
        "Ministerin: „Wir warten nicht“\n\n"
        "Die Ministerin hat am Dienstag in Kiel den Ausbau der Bahnstrecke angekündigt. "
        "Sie sagte, der Zeitplan stehe.\n\n"
        "Kritik aus dem Kreistag\n\n"
        "Der Abgeordnete Peter Beispiel warf ihr vor, sie verschleppe die Sache.\n\n"
        "„Wer so plant, der plant das Scheitern.“\n\n"
        "Laut Ministerium seien\ndie Mittel da. Sie nannte das „einen Anfang“.\n\n"
        "Erstens die Strecke.\n\n"
        "Zweitens der Bahnhof.\n"
    )


def test_a_short_page_keeps_its_paragraphs() -> None:
    markup = (
        "<html><body><h1>Maut</h1><p>Er sagte, er wolle das nicht.</p><p>Kurz.</p></body></html>"
    )
    assert read_stdin(markup).text == "Maut\n\nEr sagte, er wolle das nicht.\n\nKurz.\n"


def test_half_a_page_gives_what_is_there() -> None:
    article = read_stdin(FULL[: FULL.index("die Sache")])
    assert article.text.endswith("warf ihr vor, sie verschleppe\n")


@pytest.mark.parametrize(
    ("stated", "encoding"), [("iso-8859-1", "cp1252"), ("utf-8", "utf-16"), ("koi8-r", "koi8-r")]
)
def test_stated_and_marked_encodings(stated: str, encoding: str) -> None:
    words = "Größe zähle" if encoding != "koi8-r" else "Мост закрыт"
    markup = f'<html><head><meta charset="{stated}"></head><body><p>{words}, sagte sie.</p></body>'
    assert read_stdin(markup.encode(encoding)).text == f"{words}, sagte sie.\n"


def test_a_page_in_a_text_file_is_a_page_and_text_in_a_page_file_is_text(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("<html><body><p>Sie sagte es.</p></body></html>")
    (tmp_path / "b.html").write_text("Sie sagte, 3 < 4 sei <p> wahr.")
    page_article, text_article = read_inputs([str(tmp_path)])
    assert isinstance(page_article, Article)
    assert page_article.text == "Sie sagte es.\n"
    assert isinstance(text_article, Article)
    assert text_article.text == "Sie sagte, 3 < 4 sei <p> wahr."


@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE html>",
        "<html><head><title>Nichts</title></head><body></body></html>",
        "<html><body><script>var a = 'Text, sagte sie.'</script></body></html>",
        "<html>" * 50_000,
    ],
)
def test_a_page_without_text_says_so(markup: str) -> None:
    with pytest.raises(SourceError) as caught:
        page.article(markup, "a.html")
    assert caught.value.code == "no_text"


@pytest.mark.parametrize("tag", ["div", "blockquote", "span class=x", "ul><li"])
def test_fifty_thousand_nested_tags_are_refused_without_a_crash(tag: str) -> None:
    with pytest.raises(SourceError) as caught:
        page.article(f"<html><body>{f'<{tag}>' * 50_000}<p>Sie sagte es.", "a.html")
    assert caught.value.code == "too_deep"


def test_nested_formatting_is_no_depth() -> None:
    article = page.article("<p>" + "<b>" * 50_000 + "Sie sagte es." + "</b>" * 50_000, "a.html")
    assert article.text == "Sie sagte es.\n"


def test_a_page_past_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_PAGE_CHARS", 500)
    embedded = f'<html><body><img src="data:image/png;base64,{"A" * 5000}"><p>Sie sagte es.</p>'
    assert page.article(embedded, "a.html").text == "Sie sagte es.\n"
    with pytest.raises(SourceError) as caught:
        page.article("<html><body>" + "<p>Sie sagte es.</p>" * 100, "a.html")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "markup",
    [
        "<!--a-->" * 8_000,
        "<!--" * 16_000,
        "<html>" * 10_000,
        " " * 64_000,
        "<body " * 10_000,
    ],
)
def test_recognition_takes_no_time(markup: str) -> None:
    started = time.process_time()
    page.recognises(markup)
    assert time.process_time() - started < 0.5


def test_many_inline_elements_in_one_paragraph_stay_quick() -> None:
    body = "Sie <i>sagte</i> <a href=x>oft</a>, es <span class=y>sei</span> <b>gut</b>. " * 4000
    started = time.process_time()
    article = page.article(f"<html><body><article><p>{body}</p></article></body></html>", "a.html")
    assert time.process_time() - started < 10  # a minute where elements are not thinned out
    assert article.text.count("Sie sagte oft, es sei gut.") == 4000
