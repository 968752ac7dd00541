"""Corrections of statements and actors, and taking them back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from invented import ledger
from small_server import API
from starlette.testclient import TestClient

BRIDGE = ledger()[0]
HOUSES = BRIDGE.statements[0]


def send(client: TestClient, method: str, path: str, status: int = 200, **more: Any) -> Any:
    answer = client.request(method, API + path, **more)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_statement_is_changed_and_changed_back(client: TestClient) -> None:
    path = f"/statements/{HOUSES.id}"
    done = send(
        client,
        "PATCH",
        path,
        json={"type": "reported", "addressee": None, "author": "mk", "note": "nur erwähnt"},
    )
    now = done["statement"]["statement"]
    assert (now["type"], now["addressee"]) == ("reported", None)
    assert now["speaker"]["name"] == "Anna Sorel"  # what was not said stays
    assert done["correction"]["author"] == "mk"
    assert done["correction"]["note"] == "nur erwähnt"
    assert now["id"] != HOUSES.id
    assert send(client, "GET", path)["statement"]["id"] == now["id"]  # the old id leads there
    machine = send(client, "GET", f"/articles/{BRIDGE.article.id}?machine=true")
    assert machine["statements"][0] == HOUSES.to_dict()

    log = send(client, "GET", "/corrections")["corrections"]
    assert [c["number"] for c in log] == [done["correction"]["number"]]
    of_it = send(client, "GET", "/corrections", params={"statement": now["id"]})
    assert of_it["corrections"] == log
    undone = send(client, "POST", f"/corrections/{log[0]['number']}/undo", json={"author": "mk"})
    assert undone["undone_by"] == "mk"
    assert send(client, "GET", path)["statement"] == HOUSES.to_dict()
    assert send(client, "POST", f"/corrections/{log[0]['number']}/undo", 400)["error"]["code"]


def test_another_speaker(client: TestClient) -> None:
    path = f"/statements/{HOUSES.id}"
    done = send(client, "PATCH", path, json={"speaker": {"actor": "jonas-kolb"}})
    speaker = done["statement"]["statement"]["speaker"]
    assert (speaker["name"], speaker["text"]) == ("Jonas Kolb", HOUSES.speaker.text)
    done = send(client, "PATCH", path, json={"speaker": {"name": "Tilda Graf", "spans": []}})
    speaker = done["statement"]["statement"]["speaker"]
    assert (speaker["name"], speaker["kind"], speaker["text"]) == ("Tilda Graf", "person", None)
    done = send(client, "PATCH", path, json={"speaker": None})
    assert done["statement"]["statement"]["speaker"]["name"] is None


def test_a_statement_is_taken_out_and_one_added(client: TestClient) -> None:
    gone = send(client, "DELETE", f"/statements/{HOUSES.id}")
    assert gone["statement"] is None
    assert gone["correction"]["author"] == "api"
    send(client, "GET", f"/statements/{HOUSES.id}", 404)
    text = BRIDGE.article.text
    start = text.index("Danach wurde es laut")
    body = {"spans": [[start, start + 20]], "type": "reported", "speaker": {"name": "Ole Brandt"}}
    added = send(client, "POST", f"/articles/{BRIDGE.article.id}/statements", 201, json=body)
    now = added["statement"]["statement"]
    assert (now["text"], now["speaker"]["name"]) == ("Danach wurde es laut", "Ole Brandt")
    lines = client.get(f"{API}/export", params={"format": "gnqa"}).text.splitlines()
    document = json.loads(lines[0])
    assert len(lines) == 1
    assert "Danach wurde es laut" in [a["quote"]["text"] for a in document["annotations"]]
    narrowed = {"format": "gnqa", "outlet": "Nordblick"}
    assert client.get(f"{API}/export", params=narrowed).text == ""


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"spans": None}, 400),
        ({"spans": []}, 422),
        ({"spans": [[5, 5]]}, 400),
        ({"spans": [[0, 10**6]]}, 400),
        ({"spans": [[0, 10], [5, 20]]}, 422),
        ({"spans": [[0, 10**30]]}, 422),
        ({"spans": [[-1, 4]]}, 422),
        ({"type": "shouted"}, 422),
        ({"speaker": {"actor": "jonas-kolb", "name": "Jonas Kolb"}}, 400),
        ({"speaker": {"actor": "niemand-hier"}}, 404),
        ({"text": "anders"}, 422),
        ({"type": "reported", "author": ""}, 422),
    ],
)
def test_what_cannot_be_meant(client: TestClient, body: dict[str, Any], status: int) -> None:
    answer = client.patch(f"{API}/statements/{HOUSES.id}", json=body)
    assert answer.status_code in ({status, 400} if status == 422 else {status}), answer.text
    assert send(client, "GET", f"/statements/{HOUSES.id}")["statement"] == HOUSES.to_dict()


def test_nobody_overwrites_what_another_changed(client: TestClient) -> None:
    path = f"{API}/statements/{HOUSES.id}"
    tag = client.get(path).headers["etag"]
    first = client.patch(path, json={"type": "reported"}, headers={"if-match": tag})
    assert first.status_code == 200
    second = client.delete(path, headers={"if-match": tag})
    assert (second.status_code, second.json()["error"]["code"]) == (412, "changed")
    tag = client.get(path).headers["etag"]
    assert client.delete(path, headers={"if-match": tag}).status_code == 200


def test_actors_are_merged_renamed_and_split(client: TestClient) -> None:
    merged = send(client, "POST", "/actors/Q4242/merge", json={"other": "jonas-kolb"})
    assert (merged["actor"]["key"], merged["actor"]["statements"]) == ("Q4242", 3)
    renamed = send(client, "POST", "/actors/Q4242/rename", json={"name": "Anna Sorel-Kolb"})
    assert renamed["actor"]["name"] == "Anna Sorel-Kolb"
    body = {"name": "Jonas Kolb der Jüngere", "articles": [BRIDGE.article.id]}
    split = send(client, "POST", "/actors/Q4242/split", json=body)
    assert split["actor"]["name"] == "Jonas Kolb der Jüngere"
    assert split["correction"]["key"] == split["actor"]["key"]
    log = send(client, "GET", "/corrections")["corrections"]
    assert [c["action"] for c in log] == ["split", "rename", "merge"]
    tag = client.get(f"{API}/actors/Q4242").headers["etag"]
    for correction in log:
        send(client, "POST", f"/corrections/{correction['number']}/undo")
    assert send(client, "GET", "/actors/Q4242")["statements"] == 1
    late = client.post(
        f"{API}/actors/Q4242/rename", json={"name": "Spät"}, headers={"if-match": tag}
    )
    assert late.status_code == 412
    send(client, "POST", "/actors/niemand/rename", 404, json={"name": "Jemand"})
    send(client, "POST", "/corrections/999/undo", 404)
