"""Who may do what; what a hostile client or article can not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import ledger
from small_server import API, BEARER, FOLDER, TOKEN
from starlette.testclient import TestClient

from wortlaut import Article, Corpus
from wortlaut.errors import CorpusError, NotFoundError, SourceError
from wortlaut.records import Analysis, Failure
from wortlaut.service import ServiceConfig
from wortlaut.service.messages import public_message
from wortlaut.service.public import public_article, public_source

STATEMENT = ledger()[0].statements[0].id
ARTICLE = ledger()[0].article.id
TEXT = {"text": "„Wir bauen neu“, sagte Anna Sorel."}
WRITES = [
    ("POST", "/analyze?keep=true", TEXT),
    ("POST", "/analyze", {"url": "https://blatt.example/"}),
    ("PATCH", f"/statements/{STATEMENT}", {"type": "reported"}),
    ("DELETE", f"/statements/{STATEMENT}", None),
    ("POST", f"/articles/{ARTICLE}/statements", {"spans": [[0, 5]], "type": "direct"}),
    ("POST", "/actors/Q4242/merge", {"other": "jonas-kolb"}),
    ("POST", "/actors/Q4242/rename", {"name": "Anna"}),
    ("POST", "/actors/Q4242/split", {"name": "Anna", "articles": [ARTICLE]}),
    ("POST", "/corrections/1/undo", None),
    ("POST", "/jobs", {"articles": [TEXT]}),
    ("DELETE", "/jobs/x", None),
]
READS = [
    *("/articles", f"/articles/{ARTICLE}", f"/articles/{ARTICLE}/versions", "/statements"),
    *(f"/statements/{STATEMENT}", f"/statements/{STATEMENT}/citation", "/facets", "/shares"),
    *("/timeline", "/actors", "/actors/Q4242", "/outlets", "/outlets/Nordblick", "/corrections"),
    *("/export", "/jobs", "/jobs/x", "/jobs/x/events", "/about"),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_writing_needs_the_token(
    serve: Callable[..., TestClient], method: str, path: str, body: object
) -> None:
    client = serve(token=TOKEN)
    for headers in ({}, {"authorization": "Bearer falsch"}, {"authorization": f"Basic {TOKEN}"}):
        refused = client.request(method, API + path, json=body, headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "token")
        assert refused.headers["www-authenticate"].startswith("Bearer")
    assert client.get(f"{API}/statements").json()["total"] == 6
    assert client.get(f"{API}/corrections").json()["corrections"] == []
    if body != {"url": "https://blatt.example/"}:
        allowed = client.request(method, API + path, json=body, headers=BEARER)
        assert allowed.status_code in (200, 201, 202, 404)


@pytest.mark.parametrize("path", READS)
def test_reading_a_private_server_needs_it_too(serve: Callable[..., TestClient], path: str) -> None:
    client = serve(token=TOKEN, private=True)
    assert client.get(API + path).status_code == 401
    assert client.get(API + path, headers=BEARER).status_code in (200, 404)


def test_a_private_server_analyses_nothing_for_strangers(serve: Callable[..., TestClient]) -> None:
    client = serve(token=TOKEN, private=True)
    assert client.post(f"{API}/analyze", json=TEXT).status_code == 401
    assert client.post(f"{API}/analyze", json=TEXT, headers=BEARER).status_code == 200
    assert client.get(f"{API}/health").status_code == 200


def test_the_description_says_who_may(serve: Callable[..., TestClient]) -> None:
    def secured(client: TestClient) -> set[str]:
        paths = client.get(f"{API}/openapi.json").json()["paths"]
        return {
            f"{method} {path}"
            for path, operations in paths.items()
            for method, operation in operations.items()
            if operation.get("security")
        }

    assert secured(serve()) == set()
    assert "patch /statements/{statement_id}" in secured(serve(token=TOKEN))
    assert "get /statements" not in secured(serve(token=TOKEN))
    private = secured(serve(token=TOKEN, private=True))
    assert {"get /statements", "post /analyze"} <= private
    assert "get /health" not in private


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://boese.example"},
        {"origin": "null"},
        {"origin": "https://localhost"},  # another scheme is another site
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_no_page_of_another_site_writes(client: TestClient, headers: dict[str, str]) -> None:
    refused = client.post(f"{API}/analyze?keep=true", json=TEXT, headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign")
    assert client.get(f"{API}/statements").json()["total"] == 6


@pytest.mark.parametrize("headers", [{"origin": "http://localhost"}, {"sec-fetch-site": "none"}])
def test_our_own_pages_do(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post(f"{API}/analyze", json=TEXT, headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["boese.example", "localhost.boese.example", "127.0.0.1.example"])
def test_a_name_that_is_not_ours_is_not_answered(client: TestClient, host: str) -> None:
    refused = client.get(f"{API}/statements", headers={"host": host})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "host")


@pytest.mark.parametrize("host", ["localhost:8017", "127.0.0.1", "[::1]:8017", "LOCALHOST"])
def test_ours_are(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/analyze", "/jobs", "/actors/Q4242/rename"])
def test_too_large_a_body(serve: Callable[..., TestClient], path: str) -> None:
    client = serve(max_body=1_000)
    body = json.dumps({"text": "x" * 2_000, "name": "y"}).encode()

    def without_a_length() -> Iterator[bytes]:
        yield body[:900]
        yield body[900:]

    for content in (body, without_a_length()):
        kind = {"content-type": "application/json"}
        refused = client.post(API + path, content=content, headers=kind)
        assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
    assert client.get(f"{API}/health").status_code == 200


def test_too_large_an_upload(serve: Callable[..., TestClient]) -> None:
    refused = serve(max_body=1_000).post(f"{API}/jobs", files={"files": ("a.txt", b"x" * 2_000)})
    assert refused.status_code == 413


@pytest.mark.parametrize(
    "path",
    ["/nirgends", "/articles/nirgends", "/actors/nirgends", "/statements/nirgends", "/jobs/x"],
)
def test_every_error_has_one_body(client: TestClient, path: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["code"] == "not_found"
    assert client.put(f"{API}/articles").json()["error"]["code"] == "method"
    assert client.get("/api/v7/articles").json()["error"]["code"] == "not_found"
    for headers in (answer.headers, client.get(f"{API}/articles").headers):
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_no_answer_names_a_folder_of_the_server(client: TestClient) -> None:
    folder = Path(client.app.state.service.config.corpus).parent
    with Corpus(folder / "news.db") as corpus:
        at_home = Article(source=f"{folder}/a/bericht.txt", text="„Ja“, sagte Anna Sorel.")
        corpus.add(Analysis(at_home, ()))
        corpus.add_failure(Failure(f"{folder}/kaputt.pdf", "source", "binary", "a PDF"))
    asked = [*READS, f"/articles/{at_home.id}", "/articles/zzzz", "/actors/zzzz"]
    asked += [
        "/statements?actor=zzzz",
        "/export?format=csv",
        "/export?format=gnqa",
        "/statements/zz",
    ]
    for path in asked:
        answer = client.get(API + path)
        assert FOLDER not in answer.text, path
        assert "`wortlaut " not in answer.text, path
        assert "Traceback" not in answer.text
    for method, path, body in WRITES:
        if body != {"url": "https://blatt.example/"}:
            assert FOLDER not in client.request(method, API + path, json=body).text, path
    assert FOLDER not in client.get(f"{API}/openapi.json").text
    data = client.get(f"{API}/articles/{at_home.id}").json()
    assert (data["article"]["id"], data["article"]["source"]) == (at_home.id, "bericht.txt")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> „Ja“, sagte Anna Sorel.",
        "\u202eJa\u202c \u2066x\u2069 „Ja“, sagte Anna Sorel.",
        '"; DROP TABLE statement; -- „Ja“, sagte Anna Sorel.',
        "<" * 5_000 + " „Ja“, sagte Anna Sorel.",
        "\U0010ffff\x85\u2028 „Ja“, sagte Anna Sorel.",
    ],
)
def test_hostile_text_is_text(client: TestClient, text: str) -> None:
    sent = {"text": text, "title": text[:400], "outlet": text[:200]}
    kept = client.post(f"{API}/analyze?keep=true", json=sent)
    assert kept.status_code == 201
    assert kept.headers["content-type"] == "application/json"
    article = client.get(f"{API}/articles/{kept.json()['article']['id']}").json()["article"]
    assert (article["text"], article["title"]) == (text, text[:400])
    assert client.get(f"{API}/export?format=csv").status_code == 200


@pytest.mark.parametrize(
    "query", ['"', "(((((", "a" * 500, "NEAR(", "text:*", "-", "\0", "' OR 1=1"]
)
def test_hostile_queries_find_or_are_refused(client: TestClient, query: str) -> None:
    for path in ("/statements", "/articles", "/actors", "/facets", "/export"):
        answer = client.get(API + path, params={"query": query})
        assert answer.status_code in (200, 400), (path, answer.text)


# ------------------------------------------------------------------------------- the words


def test_messages_say_nothing_of_the_machine(tmp_path: Path) -> None:
    corpus = tmp_path / "ein ordner" / "news.db"
    config = ServiceConfig(corpus=corpus)
    found = {
        NotFoundError(
            f"there is no article 'x' in {corpus}; `wortlaut search` lists articles with their ids"
        ): "there is no article 'x' in the corpus",
        CorpusError(
            f"{corpus}: another process has been writing for over 30 seconds; wait for it"
        ): "the corpus: another process has been writing for over 30 seconds; wait for it",
        CorpusError(
            f"{corpus} is empty, not a corpus; "
            f"fill it with `wortlaut ingest INPUT --corpus {corpus}`"
        ): "the corpus is empty, not a corpus",
        SourceError(
            "the text has 9 characters, more than the 5 that are analysed here; cut it, or use "
            "`wortlaut ingest`"
        ): "the text has 9 characters, more than the 5 that are analysed here; cut it",
        SourceError("/srv/models/de/meta.json cannot be read"): "meta.json cannot be read",
        SourceError("https://blatt.example/a/b.html: 404"): "https://blatt.example/a/b.html: 404",
    }
    for error, message in found.items():
        assert public_message(error, config) == message


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/home/a/seiten/x.html", "x.html"),
        ("seiten/x.html:3", "x.html:3"),
        ("C:\\Seiten\\x.html", "x.html"),
        ("https://blatt.example/a/b", "https://blatt.example/a/b"),
        ("file:///home/a/x.html", "x.html"),
        ("/home/a/x.warc.gz#urn:uuid:1", "x.warc.gz#urn:uuid:1"),
        ("/home/a/x.warc#https://blatt.example/y", "x.warc#https://blatt.example/y"),
        ("/home/a#b/geheim/x.html", "x.html"),
        ("-", "-"),
    ],
)
def test_sources_lose_their_folders(source: str, shown: str) -> None:
    assert public_source(source) == shown
    article = Article(source=source, text="x")
    public = public_article(article.to_dict())
    assert (public["id"], public["source"]) == (article.id, shown)
