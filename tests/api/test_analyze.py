"""Analysing what is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from invented import BROKEN
from small_server import API
from starlette.testclient import TestClient

from wortlaut.records import Analysis

TEXT = "„Wir bauen neu“, sagte Anna Sorel."


def test_a_text(client: TestClient) -> None:
    answer = client.post(f"{API}/analyze", json={"text": TEXT, "title": "Neubau", "outlet": "Bote"})
    assert answer.status_code == 200
    data = answer.json()
    assert data.pop("kept") is None
    analysis = Analysis.from_dict(data)
    assert (analysis.article.text, analysis.article.title) == (TEXT, "Neubau")
    assert [s.speaker.name for s in analysis.statements] == ["Anna Sorel"]
    assert client.get(f"{API}/articles/{analysis.article.id}").status_code == 404  # not kept


def test_a_text_that_is_kept(client: TestClient) -> None:
    first = client.post(f"{API}/analyze?keep=true", json={"text": TEXT})
    assert (first.status_code, first.json()["kept"]) == (201, "added")
    again = client.post(f"{API}/analyze?keep=true", json={"text": TEXT})
    assert (again.status_code, again.json()["kept"]) == (200, "unchanged")
    assert client.get(first.headers["location"]).json()["article"]["text"] == TEXT


def test_a_file(client: TestClient) -> None:
    page = f"<html><head><title>Neubau</title></head><body><article><p>{TEXT}</p></article></body>"
    answer = client.post(f"{API}/analyze", files={"file": ("../seite.html", page.encode())})
    assert answer.status_code == 200, answer.text
    article = answer.json()["article"]
    assert (article["source"], TEXT in article["text"]) == ("seite.html", True)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"json": {"text": " \n "}}, 422, "invalid"),
        ({"json": {}}, 422, "invalid"),
        ({"json": {"text": TEXT, "titel": "x"}}, 422, "invalid"),
        ({"json": {"url": "file:///etc/passwd"}}, 422, "invalid"),
        ({"json": {"url": "http://127.0.0.1:9/"}}, 422, None),
        ({"json": {"url": "http://[::1]/"}}, 422, None),
        ({"json": {"text": "x" * 2_000}}, 422, "too_long"),
        ({"content": "{"}, 422, "invalid"),
        ({"content": b"\xff\xfe"}, 422, "invalid"),
        ({"content": '{"text": "\\ud800"}'}, 422, "invalid"),
        ({"content": "text=x", "headers": {"content-type": "text/plain"}}, 415, "media_type"),
        ({"files": {"file": ("a.pdf", b"%PDF-1.7 ...")}}, 422, "binary"),
        ({"files": {"file": ("a.txt", b"")}}, 422, "empty"),
        ({"files": {"other": ("a.txt", b"x")}}, 422, "invalid"),
        (
            {"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data"}},
            400,
            "malformed",
        ),
    ],
)
def test_what_cannot_be_analysed(
    serve: Callable[..., TestClient], body: dict, status: int, code: str | None
) -> None:
    answer = serve(max_text=1_000).post(f"{API}/analyze", **body)
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["message"]
    assert code in (None, error["code"])


def test_too_many_analyses(serve: Callable[..., TestClient]) -> None:
    client = serve(analyses=2)
    for _ in range(2):
        assert client.post(f"{API}/analyze", json={"text": TEXT}).status_code == 200
    refused = client.post(f"{API}/analyze", json={"text": TEXT})
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate")
    assert 0 < int(refused.headers["retry-after"]) <= 60


def test_an_error_in_the_server_tells_nothing_of_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> None:
        raise RuntimeError(f"/home/geheim: {BROKEN}")

    monkeypatch.setattr("wortlaut.service.analyser.Analyser.text", broken)
    answer = client.post(f"{API}/analyze", json={"text": TEXT})
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal"
    assert "geheim" not in answer.text
    assert "Traceback" not in answer.text


def test_reading_goes_on_while_many_wait_for_an_analysis(
    serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve()
    analyser = client.app.state.service.analyser
    go_on = threading.Event()
    under_way = threading.Semaphore(0)
    text = analyser.text

    def slow(*args: object, **more: object) -> Analysis:
        under_way.release()
        assert go_on.wait(30)
        return text(*args, **more)

    monkeypatch.setattr(analyser, "text", slow)
    with ThreadPoolExecutor(31) as pool:
        send = partial(client.post, f"{API}/analyze", json={"text": TEXT})
        waiting = [pool.submit(send) for _ in range(30)]  # more than there are threads
        assert under_way.acquire(timeout=30)
        try:
            read = pool.submit(client.get, f"{API}/statements").result(timeout=20)
        finally:
            go_on.set()
        assert read.status_code == 200
        assert {answer.result(timeout=30).status_code for answer in waiting} == {200}
