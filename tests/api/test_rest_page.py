"""Every example of docs/reference/rest.md, run as it stands against a server that listens."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from invented import article
from pydantic import TypeAdapter
from small_server import API, TOKEN

from wortlaut.api import create_api

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rest.md"
HERE = "http://127.0.0.1:8017"
FENCE = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
EXAMPLE = re.compile(r"^# (\d{3})\n(curl .*?)(?=\n\n|\n?\Z)", re.M | re.S)
SECONDS = 60


def examples() -> list[tuple[int, str]]:
    """Expected status and command of each example, in the order of the page."""
    blocks = FENCE.findall(PAGE.read_text(encoding="utf-8"))
    found = [(int(m[1]), m[2]) for block in blocks for m in EXAMPLE.finditer(block)]
    assert len(found) > 20
    assert len(found) == sum(block.count("curl ") for block in blocks)
    return found


@pytest.fixture
def server(make_app: Callable[..., Any]) -> Iterator[str]:
    """The address of a server that listens on a port of its own."""
    app = make_app(token=TOKEN)
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end = time.monotonic() + SECONDS
    while not running.started and time.monotonic() < end:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(timeout=SECONDS)
    listening.close()
    assert not thread.is_alive()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_of_the_page_run(server: str, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "bericht.txt").write_text(article(1).text, encoding="utf-8")
    line = json.dumps({"text": article(2).text, "outlet": "Blatt"}, ensure_ascii=False)
    (folder / "artikel.jsonl").write_text(line + "\n", encoding="utf-8")
    known = {"TOKEN": TOKEN, "PATH": os.environ["PATH"]}
    for status, command in examples():
        got, headers, body = run(command.replace(HERE, server), folder, known)
        assert got == status, f"{command}\n{got}: {body.decode()}"
        check_shape(command, status, headers, body)
        known |= {"ETAG": headers.get("etag", known.get("ETAG", ""))}
        if headers.get("content-type") == "application/json" and status < 300:
            data = json.loads(body)
            known |= {"NEXT": data.get("next") or "", "JOB": known.get("JOB", "")}
            if status == 202:
                known["JOB"] = data["id"]


def run(command: str, folder: Path, known: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what a command of the page asks for."""
    asked = f"{command} --silent --show-error --max-time {SECONDS} --dump-header kopf -o koerper"
    (folder / "koerper").write_bytes(b"")
    done = subprocess.run(
        ["sh", "-c", asked],
        cwd=folder,
        env=known,
        capture_output=True,
        timeout=SECONDS + 10,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr.decode()}"
    first, *lines = (folder / "kopf").read_text().splitlines()
    pairs = (line.partition(": ") for line in lines if line)
    headers = {name.lower(): value for name, _, value in pairs}
    return int(first.split()[1]), headers, (folder / "koerper").read_bytes()


def check_shape(command: str, status: int, headers: dict[str, str], body: bytes) -> None:
    """The answer has the shape that the description says it has."""
    match = re.search(rf"{API}(/[^\s\"?]*)", command)
    assert match is not None
    given = re.search(r"-X (\w+)", command)
    method = given[1] if given else "GET"
    if status == 304:
        assert body == b""
    elif status >= 400:
        assert set(json.loads(body)) == {"error"}
    elif headers["content-type"] == "application/json":
        model = model_of(method, match[1])
        assert model is not None, match[1]
        TypeAdapter(model).validate_json(body)
    elif headers["content-type"].startswith("text/event-stream"):
        assert b"event: end" in body
    else:
        assert body


def model_of(method: str, path: str) -> Any:
    for route in ROUTES:
        if method in route.methods and route.path_regex.match(path):
            return route.response_model
    raise AssertionError(f"{method} {path} is no endpoint")


def endpoints() -> list[Any]:
    from wortlaut.api.routes import ROUTERS

    return [route for router in ROUTERS for route in router.routes]


ROUTES = endpoints()


def test_the_page_names_every_endpoint() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = page[page.index("## Endpoints") : page.index("The filters of search")]
    for route in ROUTES:
        last = re.sub(r"\{\w+\}", "", route.path).rstrip("/").rpartition("/")[2]
        assert last in table, route.path


def test_every_filter_is_on_the_page() -> None:
    from wortlaut.api.requests import SearchFilters

    page = PAGE.read_text(encoding="utf-8")
    for name in SearchFilters.model_fields:
        assert f"`{name}`" in page


def test_every_answer_is_described(make_app: Callable[..., Any]) -> None:
    described = create_api(make_app().state.service).openapi()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["description"], where
            assert len(operation["tags"]) == 1, where
            assert "500" in operation["responses"], where
            for status, answer in operation["responses"].items():
                assert answer["description"], (where, status)
                content = answer.get("content", {})
                assert content or status == "304", (where, status)
                assert all(media.get("schema") for media in content.values()), (where, status)
    ids = [o["operationId"] for ops in described["paths"].values() for o in ops.values()]
    assert len(ids) == len(set(ids))
