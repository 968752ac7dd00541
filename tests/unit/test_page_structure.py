"""Pages as structure: lead, quotes, captions, boxes, interviews, tickers; all invented."""

from __future__ import annotations

from wortlaut.records import Article
from wortlaut.sources import page
from wortlaut.statements.interview import turns_of
from wortlaut.text.document import read_document

LEAD = "Der Kreistag streitet über die Brücke, und niemand will sie bezahlen."
FIRST = (
    "Der Kreistag hat am Montag vier Stunden lang über die alte Brücke bei Moorhusen beraten. "
    "Am Ende stand fest, dass sie im Herbst gesperrt wird, weil ihre Pfeiler morsch sind."
)
SECOND = (
    "Landrätin Imke Thode sagte, der Bund müsse die Hälfte der Kosten tragen. Eine Zusage gebe es "
    "bisher nicht, doch sie rechne bis zum Sommer mit einer Antwort aus dem Ministerium."
)
QUOTE = "Wir haben keine Brücke zu verschenken."
LAST = "Die Brücke war vor neunzig Jahren für Fuhrwerke gebaut worden und trug zuletzt Lastwagen."


def read(body: str, head: str = "") -> Article:
    markup = f"<!DOCTYPE html><html lang='de'><head>{head}</head><body>{body}</body></html>"
    return page.article(markup, "page.html")


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, b.span.cut(article.text)) for b in article.blocks]


def test_everything_of_an_article_is_there_with_its_kind() -> None:
    article = read(f"""
        <nav><ul><li><a href="/">Start</a></li></ul></nav>
        <main><article>
        <header><span class="article__kicker">Moorhusen</span><h1>Eine Brücke zu viel</h1>
        <div class="article__intro">{LEAD}</div>
        <p class="byline">Von Ada Feder</p><time datetime="2024-03-05T10:22+01:00">5. März</time>
        </header>
        <figure><img src="b.jpg"><figcaption>Die alte Brücke an einem Morgen im Februar.
        Foto: Jan Rohde</figcaption></figure>
        <p>{FIRST}</p>
        <h2>Wer zahlt?</h2>
        <p>{SECOND}</p>
        <blockquote><p>{QUOTE}</p></blockquote>
        <ul><li>Erstens wird gesperrt.</li><li>Zweitens wird gerechnet.</li></ul>
        <aside class="related-teaser"><h3>Lesen Sie auch</h3><p><a href="/x">Noch eine Brücke
        bricht, diesmal in einem ganz anderen Kreis des Landes</a></p></aside>
        <p>{LAST}</p>
        <div class="newsletter-box"><p>Bestellen Sie unseren Newsletter und lesen Sie jeden Morgen,
        was im Norden geschieht. Kostenlos und ohne Werbung.</p></div>
        </article></main><footer><p>Impressum und Datenschutz der Zeitung.</p></footer>
    """)
    assert blocks(article) == [
        ("heading", "Eine Brücke zu viel"),
        ("paragraph", LEAD),
        ("caption", "Die alte Brücke an einem Morgen im Februar. Foto: Jan Rohde"),
        ("paragraph", FIRST),
        ("heading", "Wer zahlt?"),
        ("paragraph", SECOND),
        ("quote", QUOTE),
        ("list_item", "Erstens wird gesperrt."),
        ("list_item", "Zweitens wird gerechnet."),
        ("paragraph", LAST),
    ]
    assert article.text == "\n\n".join(text for _, text in blocks(article)) + "\n"
    assert (article.kicker, article.subtitle) == ("Moorhusen", LEAD)
    assert article.authors == ("Ada Feder",)
    assert article.published == "2024-03-05T10:22:00+01:00"


def test_a_caption_is_paratext_and_a_page_is_never_wrapped_text() -> None:
    caption = "Ein Kahn liegt seit Jahren unter dem Bogen der Brücke"
    article = read(f"""<article><h1>Brücke</h1><p>{FIRST}</p><figure><img>
        <figcaption>{caption}</figcaption></figure><p>{SECOND}</p></article>""")
    doc = read_document(article)
    assert [(p.kind, p.spans[0].cut(doc.text)) for p in doc.paratext] == [("caption", caption)]
    assert len(doc.paragraphs) == 4


def test_a_pull_quote_that_repeats_the_text_goes_with_its_speaker() -> None:
    article = read(f"""<article><h1>Brücke</h1><p>{FIRST}</p>
        <blockquote><p>Der Bund müsse die Hälfte der Kosten tragen.</p><footer>Imke Thode</footer>
        </blockquote><p>{SECOND}</p><p>{LAST}</p></article>""")
    assert article.text.count("Hälfte der Kosten") == 1
    assert [kind for kind, _ in blocks(article)].count("quote") == 0


def test_a_body_cut_up_by_advertisements_is_one_body() -> None:
    parts = "".join(
        f'<div class="body-part"><p>{words}</p></div><div class="ad-slot">Anzeige</div>'
        for words in (FIRST, SECOND, LAST)
    )
    article = read(f"<h1>Brücke</h1><div>{parts}</div>")
    assert [text for _, text in blocks(article)][1:] == [FIRST, SECOND, LAST]


def test_a_name_of_boxes_that_most_of_the_text_bears_is_none() -> None:
    parts = "".join(f'<div class="product-text"><p>{w}</p></div>' for w in (FIRST, SECOND, LAST))
    article = read(f"<h1>Brücke</h1><div>{parts}</div>")
    assert [text for _, text in blocks(article)][1:] == [FIRST, SECOND, LAST]


def test_empty_lines_within_one_element_part_paragraphs() -> None:
    article = read(
        f"<h1>Brücke</h1><div class='text'>{FIRST}<br><br>{SECOND}<br>\n<br>{LAST}</div>"
    )
    assert [text for _, text in blocks(article)][1:] == [FIRST, SECOND, LAST]


def test_what_repeats_in_one_page_is_a_placeholder() -> None:
    gap = "<p>Hier steht ein Inhalt, der Ihre Zustimmung braucht. Bitte stimmen Sie zu.</p>"
    article = read(
        f"<article><h1>Brücke</h1><p>{FIRST}</p>{gap}<p>{SECOND}</p>{gap}{gap}</article>"
    )
    assert "Zustimmung" not in article.text


def test_soft_hyphens_and_invisible_characters_are_left_out() -> None:
    article = read(
        f"<article><h1>Brü\u00adcke</h1><p>{FIRST} Die Brü\u00adcke\u200b fällt.</p></article>"
    )
    assert article.title == "Brücke"
    assert article.text.endswith("Die Brücke fällt.\n")


QUESTIONS = (
    ("Frau Thode, was haben Sie gedacht, als die Pfeiler brachen?", "Ich habe gar nichts gedacht."),
    ("Und danach haben Sie gleich im Ministerium angerufen?", "Mein Büro hat das getan. Ich fuhr."),
    ("Was sagen Sie den Leuten am anderen Ufer?", "Dass ich sie verstehe und selbst dort wohne."),
    ("Wird die Brücke wieder gebaut?", "Wir rechnen noch. Ich bin aber guter Dinge, trotz allem."),
)
INTRO = "Imke Thode ist seit zehn Jahren Landrätin. Ein Gespräch über morsche Pfeiler und Geduld."


def turns(article: Article) -> list[tuple[str, str | None, str]]:
    return [
        (b.kind, b.speaker, b.span.cut(article.text))
        for b in article.blocks
        if b.kind in ("question", "answer")
    ]


def test_an_interview_in_bold_and_plain_type() -> None:
    body = "".join(f"<p><strong>{q}</strong></p><p>{a}</p>" for q, a in QUESTIONS)
    found = turns(read(f"<article><h1>„Ich rechne noch“</h1><p>{INTRO}</p>{body}</article>"))
    assert found == [
        turn for q, a in QUESTIONS for turn in (("question", None, q), ("answer", "Thode", a))
    ]


def test_an_interview_with_names_before_colons() -> None:
    body = "".join(f"<p>NORDBLATT: {q}</p><p>Thode: {a}</p>" for q, a in QUESTIONS)
    found = turns(read(f"<article><h1>„Ich rechne noch“</h1><p>{INTRO}</p>{body}</article>"))
    assert [(kind, who) for kind, who, _ in found] == [
        ("question", "NORDBLATT"),
        ("answer", "Thode"),
    ] * 4
    assert found[1][2] == f"Thode: {QUESTIONS[0][1]}"


def test_an_interview_in_a_definition_list_with_answers_of_two_paragraphs() -> None:
    more = "Ich sage das nicht gern, aber ohne den Bund geht es nicht, und das weiß er auch."
    body = "".join(f"<dt>{q}</dt><dd><p>{a}</p><p>{more} {a}</p></dd>" for q, a in QUESTIONS)
    found = turns(read(f"<article><h1>Gespräch</h1><p>{INTRO}</p><dl>{body}</dl></article>"))
    assert [kind for kind, _, _ in found] == ["question", "answer", "answer"] * 4


def test_a_subhead_in_an_interview_stays_one_and_parts_the_answer() -> None:
    parts = [f"<p><b>{q}</b></p><p>{a}</p>" for q, a in QUESTIONS]
    parts[1] += "<h2>Zehn Jahre im Amt</h2><p>Wir haben viel gelernt.</p>"
    article = read(f"<article><h1>Gespräch</h1><p>{INTRO}</p>{''.join(parts)}</article>")
    assert ("heading", "Zehn Jahre im Amt") in blocks(article)
    answers = [t for t in turns_of(read_document(article)) if t.kind == "answer"]
    assert [article.text[slice(*t.span)] for t in answers[1:3]] == [
        QUESTIONS[1][1],
        "Wir haben viel gelernt.",
    ]


def test_questions_and_answers_for_readers_are_no_interview() -> None:
    pairs = (
        ("Wann wird die Brücke gesperrt?", "Die Sperrung beginnt am ersten Oktober um acht Uhr."),
        ("Welche Umleitung gilt für Sie?", "Die Umleitung führt über die Landesstraße nach Süden."),
        ("Wer zahlt den Bau?", "Das ist offen. Der Kreis rechnet mit einer Zusage bis zum Sommer."),
        ("Fahren Busse?", "Die Busse fahren weiter, halten aber nicht mehr an der alten Brücke."),
    )
    body = "".join(f"<h2>{q}</h2><p>{a}</p>" for q, a in pairs)
    article = read(f"<article><h1>Brücke: das müssen Sie wissen</h1><p>{FIRST}</p>{body}</article>")
    assert turns(article) == []


def ticker(entries: str) -> str:
    return f"""<article><h1>Brücke im Ticker</h1><p class="intro">{LEAD}</p>
        <div class="liveblog">{entries}</div></article>"""


def test_a_live_ticker_has_an_entry_block_an_entry_with_its_time_first() -> None:
    entries = "".join(
        f"""<div class="entry"><h3>Meldung Nummer {n}</h3><time datetime="2024-05-03T1{n}:24:00Z">
        1{n}.24 Uhr</time><p>{words}</p></div>"""
        for n, words in ((4, FIRST), (3, SECOND), (2, LAST))
    )
    found = blocks(read(ticker(entries)))
    assert [text for kind, text in found if kind == "entry"] == [
        f"14.24 Uhr\n\nMeldung Nummer 4\n\n{FIRST}",
        f"13.24 Uhr\n\nMeldung Nummer 3\n\n{SECOND}",
        f"12.24 Uhr\n\nMeldung Nummer 2\n\n{LAST}",
    ]
    assert ("paragraph", LEAD) in found


def test_entries_that_a_script_would_load_come_from_json_ld() -> None:
    updates = ",".join(
        f'{{"@type": "BlogPosting", "datePublished": "2024-05-03T1{n}:05:00+02:00",'
        f'"headline": "Meldung {n}", "articleBody": "{words}"}}'
        for n, words in ((5, FIRST), (4, SECOND), (3, LAST))
    )
    head = f"""<script type="application/ld+json">{{"@type": "LiveBlogPosting",
        "headline": "Brücke im Ticker", "liveBlogUpdate": [{updates}]}}</script>"""
    article = read(f"<h1>Brücke im Ticker</h1><p>{FIRST} Der Ticker lädt.</p>", head)
    texts = [text for kind, text in blocks(article) if kind == "entry"]
    assert texts[0] == f"15:05 Uhr\n\nMeldung 5\n\n{FIRST}"
    assert len(texts) == 3
