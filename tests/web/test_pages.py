"""The pages without a browser: what they show, in which language, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from visiting import TOKEN, Links, Visitor, crawl, text_of

from wortlaut import Analysis, Article, Span, Statement

PAGES = (
    "/",
    "/?example=1",
    "/search",
    "/search?q=Haushalt&type=direct&sort=time",
    "/search?unknown=1&once=1",
    "/speakers",
    "/speakers?q=Kolb&kind=person",
    "/speakers/jonas-kolb",
    "/speakers/unknown",
    "/outlets",
    "/outlets/Nordblick",
    "/outlets/Nordblick?by=actor",
    "/outlets/Tagesschau",
    "/compare",
    "/compare?left=Nordblick&right=Halmstedter+Bote&by=actor",
    "/corrections",
    "/about",
)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_both_languages(guest: Visitor, path: str, language: str) -> None:
    response = guest.get(path, headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert len(response.content) <= 60_000
    found = Links(response.text)
    assert found.runs == []
    assert all(address.startswith("/") for address in found.loaded)
    assert len(found.ids) == len(set(found.ids))


def test_no_link_is_dead(guest: Visitor) -> None:
    guest.fill_in("/speakers/jonas-kolb/rename", name="Jonas A. Kolb", author="Mara")
    seen = crawl(guest, *PAGES)
    assert len(seen) > 60
    assert {path: r.status_code for path, r in seen.items() if r.status_code != 200} == {}


def test_the_language_can_be_switched_and_stays(guest: Visitor) -> None:
    assert "Wer hat was gesagt?" in guest.get("/").text
    assert "Who said what?" in guest.get("/?lang=en").text
    assert "Who said what?" in guest.get("/").text
    assert 'lang="de"' in guest.get("/?lang=de").text


def test_the_reader_marks_statements_and_cites_them(guest: Visitor) -> None:
    hits = guest.get("/api/v1/statements?query=Haushalt").json()["hits"]
    statement = hits[0]["statement"]
    page = guest.get(f"/statements/{statement['id']}")
    assert page.url.path == f"/articles/{hits[0]['article']['id']}"
    assert f'id="s-{statement["id"]}"' in page.text
    assert "/citation.ris" in page.text
    ris = guest.get(f"/statements/{statement['id']}/citation.ris")
    assert ris.text.startswith("TY  - NEWS")
    assert f"http://localhost/statements/{statement['id']}" in ris.text
    assert guest.get(f"/statements/{statement['id']}/citation.pdf").status_code == 404


def test_the_part_beside_the_article_comes_alone(guest: Visitor) -> None:
    hit = guest.get("/api/v1/statements?query=Haushalt").json()["hits"][0]
    base = f"/articles/{hit['article']['id']}"
    panel = guest.get(f"{base}/panel?statement={hit['statement']['id']}")
    assert panel.status_code == 200
    assert "<html" not in panel.text
    assert panel.text.strip() in guest.get(f"{base}?statement={hit['statement']['id']}").text
    entries = guest.get(f"{base}/panel")
    assert entries.status_code == 200
    assert entries.text.strip() in guest.get(base).text


def test_paste_show_keep(guest: Visitor) -> None:
    shown = guest.fill_in(
        "/analyze", text="Eins.\n\nEine zweite Zeile mit Worten.", outlet="Nordblick"
    )
    assert shown.url.path.startswith("/drafts/")
    assert "noch nicht behalten" in shown.text
    before = guest.get("/api/v1/articles").json()
    kept = guest.fill_in(f"{shown.url.path}/keep")
    assert kept.url.path.startswith("/articles/")
    assert "Aufgenommen." in kept.text
    assert "Aufgenommen." not in guest.get(kept.url.path).text
    again = guest.fill_in(f"{shown.url.path}/keep")
    assert "War schon im Korpus." in again.text
    assert guest.get("/api/v1/articles").json() != before


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "keine W"),
        (b"   \n ", "keine W"),
        (b"\x00\x01\x02" * 500, "kein Text"),
        (b"%PDF-1.7 abc", "kein Text"),
    ],
)
def test_bad_files_are_explained(guest: Visitor, body: bytes, says: str) -> None:
    token = guest.form_token()
    response = guest.post(
        "/analyze", data={"form_token": token}, files={"file": ("a.txt", body, "text/plain")}
    )
    assert response.status_code == 422
    assert says in text_of(response)


def test_a_draft_that_is_forgotten(guest: Visitor) -> None:
    response = guest.get("/drafts/nosuchdraft")
    assert response.status_code == 404
    assert "Nicht gefunden" in response.text


@pytest.mark.parametrize(
    "path",
    ["/articles/ffff", "/statements/ffff", "/speakers/nobody-here", "/outlets/Nix", "/nix/nix"],
)
def test_what_is_not_there(guest: Visitor, path: str) -> None:
    response = guest.get(path)
    assert response.status_code == 404
    assert "geheimer-ordner" not in response.text


@pytest.mark.parametrize(
    "query", ["q=%22offen", "since=gestern", "q=?!", "country=Deutschland", "page=0", "type=x"]
)
def test_searches_that_cannot_be_meant(guest: Visitor, query: str) -> None:
    response = guest.get(f"/search?{query}")
    assert response.status_code in (200, 400)
    assert "geheimer-ordner" not in response.text


def test_a_statement_is_corrected_and_that_undone(guest: Visitor) -> None:
    hit = guest.get("/api/v1/statements?query=Haushalt").json()["hits"][0]
    statement, article = hit["statement"], hit["article"]["id"]
    form = guest.get(f"/statements/{statement['id']}/edit")
    words = re.search(r'<textarea id="words"[^>]*>(.*?)</textarea>', form.text, re.S)
    assert words
    fields = {"words": statement["text"], "type": "reported", "speaker": "Mara Lind"}
    fields |= {"kind": "person", "author": "Jo", "note": "gehört"}
    done = guest.fill_in(f"/statements/{statement['id']}/edit", **fields)
    assert "Berichtigt." in done.text
    assert "Mara Lind" in text_of(done)
    assert "Mara Lind" in text_of(guest.get("/speakers/mara-lind"))
    log = text_of(guest.get("/corrections"))
    assert "Jo," in log
    assert "gehört" in log
    assert "zurückgenommen" not in log
    undone = guest.fill_in("/corrections/1/undo", author="Jo")
    assert "zurückgenommen" in text_of(undone)
    assert guest.get("/speakers/mara-lind").status_code == 404
    assert guest.get(f"/statements/{statement['id']}").url.path == f"/articles/{article}"
    assert guest.fill_in("/corrections/1/undo").status_code == 400


def test_what_is_known_of_a_speaker_stays_where_the_name_does(guest: Visitor) -> None:
    hits = guest.get("/api/v1/statements?actor=Q4242").json()["hits"]
    statement = hits[0]["statement"]
    fields = {"words": statement["text"], "type": statement["type"], "kind": "person"}
    fields |= {"speaker": statement["speaker"]["name"], "mention": "Anna Sorel"}
    done = guest.fill_in(f"/statements/{statement['id']}/edit", **fields)
    assert "Berichtigt." in done.text
    now = guest.get(f"/api/v1/statements/{statement['id']}").json()["statement"]["speaker"]
    assert (now["text"], now["wikidata"]) == ("Anna Sorel", "Q4242")


def test_words_that_do_not_stand_there(guest: Visitor) -> None:
    statement = guest.get("/api/v1/statements?query=Haushalt").json()["hits"][0]["statement"]
    fields = {"words": "das hat niemand gesagt", "type": statement["type"]}
    response = guest.fill_in(f"/statements/{statement['id']}/edit", **fields)
    assert response.status_code == 400
    assert "„das hat niemand gesagt“ steht so nicht im Artikel" in text_of(response)
    assert "das hat niemand gesagt" in response.text
    assert guest.get("/api/v1/corrections").json()["corrections"] == []


def test_a_statement_is_added_and_deleted(guest: Visitor) -> None:
    article = guest.get("/api/v1/articles").json()["articles"][0]
    identifier = article["id"]
    text = guest.get(f"/api/v1/articles/{identifier}").json()["article"]["text"]
    words = " ".join(text.split()[:3])
    added = guest.fill_in(f"/articles/{identifier}/add", words=words, type="free_indirect")
    assert "Hinzugefügt." in added.text
    identifiers = re.findall(r'data-statement="(\w+)"', added.text)
    deleted = guest.fill_in(f"/statements/{identifiers[0]}/delete")
    assert "Gestrichen." in deleted.text
    assert guest.fill_in(f"/articles/{identifier}/add", words="", type="direct").status_code == 400


def test_who_somebody_is_can_be_corrected(guest: Visitor) -> None:
    renamed = guest.fill_in("/speakers/jonas-kolb/rename", name="Jonas A. Kolb", kind="person")
    assert "Jonas A. Kolb" in renamed.text
    same = guest.fill_in("/speakers/jonas-kolb/rename", name="Jonas A. Kolb", kind="person")
    assert same.status_code == 400
    log = guest.get("/api/v1/corrections").json()["corrections"]
    assert [entry["author"] for entry in log] == ["anonymous"]
    merged = guest.fill_in("/speakers/jonas-kolb/merge", other="Q4242")
    assert "Zusammengeführt." in merged.text
    assert guest.fill_in("/speakers/jonas-kolb/merge", other="gibt es nicht").status_code == 404


# ------------------------------------------------------------------------------- security


def test_headers_of_every_answer(guest: Visitor) -> None:
    for path in ("/", "/nix", "/static/wortlaut.css", "/api/v1/health"):
        headers = guest.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_forms_need_their_token(guest: Visitor) -> None:
    number = len(guest.get("/api/v1/corrections").json()["corrections"])
    for token in ("", "0" * 64):
        response = guest.post(
            "/speakers/jonas-kolb/rename", data={"name": "X Y", "form_token": token}
        )
        assert response.status_code == 403
    other = Visitor(guest.app, base_url="http://localhost")
    stolen = guest.post(
        "/speakers/jonas-kolb/rename", data={"name": "X Y", "form_token": other.form_token()}
    )
    assert stolen.status_code == 403
    assert len(guest.get("/api/v1/corrections").json()["corrections"]) == number


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {"origin": "http://localhost.evil.example"},
    ],
)
def test_other_sites_cannot_send_forms(guest: Visitor, headers: dict[str, str]) -> None:
    data = {"form_token": guest.form_token(), "name": "X Y"}
    response = guest.post("/speakers/jonas-kolb/rename", data=data, headers=headers)
    assert response.status_code == 403


def test_other_names_of_the_machine_are_refused(guest: Visitor) -> None:
    assert guest.get("/", headers={"host": "evil.example"}).status_code == 400
    assert guest.get("/", headers={"host": "127.0.0.1:8017"}).status_code == 200
    assert guest.get("/", headers={"host": "[::1]:8017"}).status_code == 200


def test_writing_behind_a_token(visitor: Callable[..., Visitor]) -> None:
    guest = visitor(token=TOKEN)
    assert guest.get("/search").status_code == 200
    refused = guest.fill_in("/speakers/jonas-kolb/rename", name="X Y")
    assert refused.url.path == "/login"
    assert "/edit" not in guest.get("/corrections").text
    wrong = guest.fill_in("/login", token="falsch", next="/corrections")
    assert wrong.status_code == 403
    entered = guest.fill_in("/login", token=TOKEN, next="/corrections")
    assert entered.url.path == "/corrections"
    done = guest.fill_in("/speakers/jonas-kolb/rename", name="X Y")
    assert done.url.path == "/speakers/jonas-kolb"
    away = guest.fill_in("/login", token=TOKEN, next="//evil.example/")
    assert away.url.host == "localhost"


def test_reading_behind_a_token(visitor: Callable[..., Visitor]) -> None:
    guest = visitor(token=TOKEN, private=True)
    for path in PAGES:
        response = guest.get(path)
        assert response.url.path == "/login"
        assert "Kolb" not in response.text
    found = re.search(r'name="form_token" value="(\w+)"', guest.get("/login").text)
    assert found
    guest.post("/login", data={"form_token": found[1], "token": TOKEN})
    assert guest.get("/search").url.path == "/search"


def test_analysing_has_a_rate(visitor: Callable[..., Visitor]) -> None:
    guest = visitor(analyses=2)
    statuses = [
        guest.fill_in("/analyze", text="Ein Satz.\n\nNoch einer.").status_code for _ in "123"
    ]
    assert statuses == [200, 200, 429]


EVIL = """<script>alert(1)</script> "Na also" <img src=x onerror=alert(2)>

„Wir <b>sagen</b> nichts“, sagte \u202eanna\u202c Kolb. </p></main>
<script src="//evil.example/x.js">
</textarea><svg onload=alert(3)> {{ 7*7 }} {% raw %} &lt;script&gt; javascript:alert(4)
\x00\x07 <a href="javascript:alert(5)">x</a>"""


def test_a_hostile_article_is_shown_and_runs_nothing(guest: Visitor) -> None:
    fields = {"title": "<script>t</script>", "outlet": '"><img src=x onerror=alert(6)>'}
    shown = guest.fill_in("/analyze", text=EVIL, **fields)
    assert shown.status_code == 200
    kept = guest.fill_in(f"{shown.url.path}/keep")
    assert kept.status_code == 200
    with guest.app.state.service.corpora.writer() as corpus:
        identifier = kept.url.path.rpartition("/")[2]
        start = corpus.article(identifier).article.text.index("Wir")
        corpus.add_statement(identifier, type="direct", spans=[(start, start + 20)])
    pages = crawl(guest, kept.url.path, "/", "/search?q=Wir", "/outlets", "/corrections", most=80)
    for path, response in pages.items():
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        found = Links(response.text)
        assert found.runs == [], path
        assert all(address.startswith("/") for address in found.loaded), path
        assert "\u202e" not in response.text
        assert "\x00" not in response.text


def test_a_huge_article(visitor: Callable[..., Visitor]) -> None:
    guest = visitor()
    assert guest.fill_in("/analyze", text="Ein Satz. " * 150_000).status_code == 422
    assert guest.fill_in("/analyze", text="x" * 9_000_000).status_code == 413
    assert guest.get("/").status_code == 200


def test_a_long_article_is_shown_in_parts(guest: Visitor) -> None:
    line = "„Wir sagen nichts {}“, sagte Anna Sorel am Montag im Rathaus von Halmstedt.\n\n"
    text = "".join(line.format(n) for n in range(1000))
    article = Article(source="lang.txt", text=text)
    found = []
    for match in re.finditer("„[^“]*“", text):
        span = Span(match.start(), match.end())
        found.append(Statement(article.id, "direct", match[0], (span,)))
    with guest.app.state.service.corpora.writer() as corpus:
        corpus.add(Analysis(article, tuple(found)))
    last = found[-1].id
    first = guest.get(f"/articles/{article.id}")
    assert "Teil 1 von 7" in text_of(first)
    assert len(first.content) < 100_000  # each of its sentences is a quotation
    assert f'id="s-{last}"' not in first.text
    there = guest.get(f"/statements/{last}")
    assert f'id="s-{last}"' in there.text
    assert "Teil 7 von 7" in text_of(there)
    pages = crawl(guest, f"/articles/{article.id}", most=30)
    assert {r.status_code for r in pages.values()} == {200}
    guest.get("/?lang=de")  # the links to English were followed too
    words = "nichts 990“, sagte Anna"
    added = guest.fill_in(f"/articles/{article.id}/add?part=7", words=words, type="reported")
    assert "Teil 7 von 7" in text_of(added)
