"""Reading: articles, statements, counts, actors, outlets, export; paging and ETags."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from invented import ledger
from small_server import API, FOLDER
from starlette.testclient import TestClient

from wortlaut.records import Analysis

LEDGER = ledger()
BRIDGE = LEDGER[0]


def get(client: TestClient, path: str, **params: Any) -> Any:
    answer = client.get(API + path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_article_is_its_analysis(client: TestClient) -> None:
    data = get(client, f"/articles/{BRIDGE.article.id}")
    assert Analysis.from_dict(data) == BRIDGE
    assert get(client, f"/articles/{BRIDGE.article.id[:8]}") == data


def test_articles_are_found_and_paged(client: TestClient) -> None:
    found = get(client, "/articles", query="Brücke")
    assert [a["title"] for a in found["articles"]] == ["Streit um die Brücke in Halmstedt"]
    assert "text" not in found["articles"][0]
    ids, cursor, pages = [], None, 0
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = get(client, "/articles", order="time", limit=3, **more)
        ids += [a["id"] for a in page["articles"]]
        pages += 1
        cursor = page["next"]
        if cursor is None:
            break
    assert pages == 2
    assert sorted(ids) == sorted(a.article.id for a in LEDGER)


def test_statements_are_paged_by_cursor(client: TestClient) -> None:
    every = get(client, "/statements", order="time")
    assert every["total"] == len(every["hits"]) == 6
    found, cursor = [], None
    for _ in range(6):
        more = {"cursor": cursor} if cursor else {}
        page = get(client, "/statements", order="time", limit=1, **more)
        found += page["hits"]
        cursor = page["next"]
    assert cursor is None
    assert found == every["hits"]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"query": "Präsidenten"}, 2),
        ({"speaker": "Kolb"}, 2),
        ({"actor": "Q4242"}, 1),
        ({"type": "direct"}, 2),
        ({"type": ["direct", "reported"]}, 3),
        ({"outlet": "nordblick"}, 4),
        ({"since": "2024-11"}, 2),
        ({"until": "2024-10-02"}, 3),
        ({"kind": "person"}, 3),
        ({"unknown": "true"}, 3),
        ({"party": "SPD"}, 0),
        ({"gender": "female"}, 0),
        ({"country": "DE"}, 0),
        ({"once": "true", "all_versions": "true"}, 6),
    ],
)
def test_each_filter_narrows_all_that_counts(
    client: TestClient, filters: dict[str, Any], number: int
) -> None:
    assert get(client, "/statements", **filters)["total"] == number
    assert get(client, "/facets", **filters)["total"] == number
    timeline = get(client, "/timeline", **filters)
    assert sum(p["statements"] for p in timeline["points"]) + timeline["undated"] == number
    shares = get(client, "/shares", by="type", **filters)["shares"]
    assert sum(share["statements"] for share in shares) == number
    exported = client.get(f"{API}/export", params=filters)
    assert len(exported.text.splitlines()) == number


def test_what_is_exported_is_what_is_shown(client: TestClient) -> None:
    shown = get(client, "/statements", query="Kolb OR Haushalt")["hits"]
    lines = client.get(f"{API}/export", params={"query": "Kolb OR Haushalt"})
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.text.splitlines()] == shown
    table = client.get(f"{API}/export", params={"query": "Kolb OR Haushalt", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["statement_id"] for row in rows] == [hit["statement"]["id"] for hit in shown]
    nothing = client.get(f"{API}/export", params={"query": "Nirgendwo", "format": "csv"})
    assert nothing.text == table.text.splitlines(keepends=True)[0]


def test_a_long_export_has_each_hit_once(serve: Callable[..., TestClient]) -> None:
    client = serve(more=150)  # several pages of hits
    shown = get(client, "/statements", query="Häuser", limit=1)["total"]
    assert shown > 200
    for order in ("relevance", "time"):
        params = {"query": "Häuser", "order": order}
        lines = client.get(f"{API}/export", params=params).text.splitlines()
        assert len({json.loads(line)["statement"]["id"] for line in lines}) == len(lines) == shown


def test_a_statement_has_its_context_and_citations(client: TestClient) -> None:
    statement = BRIDGE.statements[0]
    hit = get(client, f"/statements/{statement.id}")
    assert hit["statement"] == statement.to_dict()
    assert statement.text in hit["context"]["text"]
    assert [actor["key"] for actor in hit["actors"]] == ["Q4242"]
    path = f"{API}/statements/{statement.id}/citation"
    sentence = client.get(path)
    assert sentence.headers["content-type"] == "text/plain; charset=utf-8"
    assert sentence.text.startswith("Anna Sorel: ")
    assert f"http://localhost/statements/{statement.id}" in sentence.text
    assert "28 November 2024" in client.get(path, params={"language": "en"}).text
    assert client.get(path, params={"format": "ris"}).text.startswith("TY  - NEWS")
    assert client.get(path, params={"format": "bibtex"}).text.startswith("@")


def test_actors_and_outlets(client: TestClient) -> None:
    actors = get(client, "/actors", kind="person")["actors"]
    assert [(a["key"], a["statements"]) for a in actors] == [("jonas-kolb", 2), ("Q4242", 1)]
    assert get(client, "/actors/Anna Sorel") == get(client, "/actors/Q4242")
    assert get(client, "/actors/Q4242")["names"] == ["Anna Sorel"]
    outlets = {o["outlet"]: o for o in get(client, "/outlets")["outlets"]}
    assert outlets["Nordblick"]["statements"] == 4
    assert get(client, "/outlets/nordblick") == outlets["Nordblick"]
    known = get(client, "/outlets/tagesschau")
    assert (known["articles"], known["facts"]["id"]) == (0, "tagesschau")
    assert client.get(f"{API}/outlets/gibt-es-nicht").status_code == 404


def test_versions_of_an_article(client: TestClient) -> None:
    (version,) = get(client, f"/articles/{BRIDGE.article.id}/versions")["versions"]
    assert (version["latest"], version["statements"]) == (True, 2)
    assert version["article"]["id"] == BRIDGE.article.id


def test_about_and_health(client: TestClient) -> None:
    about = get(client, "/about")
    assert about["licences"]["code"] == "Apache-2.0"
    assert about["corpus"]["statements"] == 6
    assert (about["writing"], about["reading"]) == ("open", "open")
    assert FOLDER not in json.dumps(about)
    assert get(client, "/health") == {"status": "ok"}


@pytest.mark.parametrize(
    "path",
    [
        "/statements?query=Kolb",
        f"/statements/{BRIDGE.statements[0].id}",
        f"/articles/{BRIDGE.article.id}",
        "/actors/Q4242",
        "/facets",
    ],
)
def test_what_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(API + path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(API + path, headers={"if-none-match": f'"else", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(API + path, headers={"if-none-match": '"else"'}).status_code == 200


def test_the_tag_of_a_search_changes_with_what_it_finds(client: TestClient) -> None:
    before = client.get(f"{API}/statements").headers["etag"]
    kept = client.post(
        f"{API}/analyze?keep=true", json={"text": "„Wir bauen neu“, sagte Anna Sorel."}
    )
    assert kept.status_code == 201
    assert client.get(f"{API}/statements").headers["etag"] != before


def test_a_cursor_is_good_for_its_own_search_only(client: TestClient) -> None:
    for path in ("/statements", "/articles", "/actors"):
        cursor = get(client, path, limit=1)["next"]
        for params in ({"query": "Kolb", "cursor": cursor}, {"cursor": "kein Zeiger"}):
            answer = client.get(API + path, params=params)
            assert (answer.status_code, answer.json()["error"]["code"]) == (400, "usage"), path
