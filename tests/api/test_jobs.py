"""Long ingests: each in a process of its own, followed by events, stopped, killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from invented import BROKEN, DEADLY, article
from slow_pipeline import slow
from small_server import API, BEARER, TOKEN, fake
from starlette.testclient import TestClient

from wortlaut.errors import UsageError
from wortlaut.service.job_process import Work
from wortlaut.service.jobs import WAITING, Jobs

LONG = 60.0


def articles(numbers: range, extra: str = "") -> dict[str, Any]:
    return {"articles": [{"text": article(n, extra).text, "outlet": "Blatt"} for n in numbers]}


def start(client: TestClient, **body: Any) -> str:
    answer = client.post(f"{API}/jobs", **body)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"{API}/jobs/{answer.json()['id']}"
    found: str = answer.json()["id"]
    return found


def wait_for(client: TestClient, job: str, *states: str) -> dict[str, Any]:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        data: dict[str, Any] = client.get(f"{API}/jobs/{job}").json()
        if data["state"] in states:
            return data
        time.sleep(0.05)
    raise AssertionError(f"{job} is {data} after {LONG} seconds")


def pid_of(job: str) -> int:
    """The process of a job, once it has one."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        for process in multiprocessing.active_children():
            if process.name == f"job-{job}" and process.pid is not None:
                return process.pid
        time.sleep(0.02)
    raise AssertionError(f"{job} has no process")


def events(client: TestClient, job: str, **headers: str) -> list[tuple[int, str, Any]]:
    """The stream of a job, read to its end."""
    with client.stream("GET", f"{API}/jobs/{job}/events", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        text = "".join(answer.iter_text())
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = (line.partition(": ") for line in block.split("\n") if not line.startswith(":"))
        fields = {name: value for name, _, value in lines}
        if "data" in fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


def test_articles_are_ingested_and_the_events_tell_of_it(client: TestClient) -> None:
    body = articles(range(5))
    body["articles"][2]["text"] += BROKEN
    body["articles"].append({"text": ""})
    job = start(client, json=body)
    stream = events(client, job)
    numbers = [number for number, _, _ in stream]
    assert numbers == sorted(numbers)
    assert [name for _, name, _ in stream].count("failure") == 2
    last = stream[-1]
    assert last[1] == "end"
    assert last[2] == client.get(f"{API}/jobs/{job}").json()
    assert (last[2]["state"], last[2]["added"], last[2]["failed"]) == ("done", 4, 2)
    assert {f["code"] for f in last[2]["failures"]} == {"unreadable", "empty"}
    assert client.get(f"{API}/articles?query=Ort").json()["articles"]
    assert client.get(f"{API}/jobs").json()["jobs"][0]["id"] == job

    # Who comes back hears only what is new to him.
    first = next(number for number, name, _ in stream if name == "failure")
    resumed = events(client, job, **{"last-event-id": str(first)})
    assert [name for _, name, _ in resumed].count("failure") == 1
    assert resumed[-1] == last

    again = wait_for(client, start(client, json=articles(range(2))), "done")
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_files_are_ingested(client: TestClient) -> None:
    lines = "\n".join(json.dumps(a) for a in articles(range(3))["articles"])
    files = [
        ("files", ("../../mehrere.jsonl", lines.encode())),
        ("files", ("einer.txt", article(7).text.encode())),
        ("files", ("kaputt.pdf", b"%PDF-1.7")),
    ]
    done = wait_for(client, start(client, files=files), "done")
    assert (done["kind"], done["inputs"], done["added"], done["failed"]) == ("files", 3, 4, 1)
    assert done["failures"][0]["input"] == "kaputt.pdf"


@pytest.fixture
def pages() -> Iterator[str]:
    """A site of one page, on loopback."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/bericht"
            self.send_response(200 if known else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            if known:
                paragraphs = "".join(f"<p>{line}</p>" for line in article(2).text.split("\n\n"))
                self.wfile.write(f"<article><h1>Ort</h1>{paragraphs}</article>".encode())

        def log_message(self, *_: object) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_address[1]}"
    site.shutdown()
    site.server_close()


def test_pages_are_fetched_where_that_is_allowed(
    serve: Callable[..., TestClient], pages: str
) -> None:
    body = {"urls": [f"{pages}/bericht"]}
    closed = serve()
    done = wait_for(closed, start(closed, json=body), "done")
    assert (done["added"], done["failed"]) == (0, 1)
    opened = serve(allow_private=True)
    done = wait_for(opened, start(opened, json=body), "done")
    assert (done["added"], done["failed"]) == (1, 0), done


@pytest.mark.parametrize(
    "body",
    [
        {"urls": ["/etc/passwd"]},
        {"urls": ["file:///etc/passwd"]},
        {"urls": []},
        {"urls": ["https://blatt.example/"], "limit": 0},
        {"articles": []},
        {"articles": ["/etc/passwd"]},
        {"urls": ["https://blatt.example/"], "articles": [{"text": "x"}]},
        {},
    ],
)
def test_what_cannot_be_ingested(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post(f"{API}/jobs", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
    assert client.get(f"{API}/jobs").json() == {"jobs": []}


def test_a_job_whose_process_is_killed_says_so(client: TestClient) -> None:
    body = articles(range(9))
    body["articles"][8]["text"] += DEADLY  # the process kills itself on it (SIGKILL)
    job = start(client, json=body)
    end = events(client, job)[-1][2]
    assert end["state"] == "failed"
    assert "SIGKILL" in end["message"]
    assert end["added"] == 8  # a batch that was done before is there
    found = client.get(f"{API}/articles?limit=200").json()["articles"]
    assert sum(a["outlet"] == "Blatt" for a in found) == 8
    # The next one is none the worse for it.
    assert wait_for(client, start(client, json=articles(range(2))), "done")["unchanged"] == 2


@pytest.fixture
def slow_client(make_app: Callable[..., Any]) -> Iterator[TestClient]:
    """A client of a server whose jobs take their time."""
    app = make_app()
    service = app.state.service
    service.jobs = Jobs(service.config, slow, written=service.corpora.written_elsewhere)
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def test_a_job_is_stopped_and_what_is_finished_stays(slow_client: TestClient) -> None:
    client = slow_client
    job = start(client, json=articles(range(60)))
    behind = start(client, json=articles(range(60, 70)))
    wait_for(client, job, "running")
    end = time.monotonic() + LONG
    while client.get(f"{API}/jobs/{job}").json()["added"] == 0 and time.monotonic() < end:
        time.sleep(0.05)
    assert client.get(f"{API}/jobs/{behind}").json()["state"] == "queued"
    assert client.delete(f"{API}/jobs/{behind}").json()["state"] == "stopped"
    began = time.monotonic()
    assert client.get(f"{API}/statements").status_code == 200  # reading goes on meanwhile
    assert time.monotonic() - began < 2
    stopped = client.delete(f"{API}/jobs/{job}").json()
    assert stopped["state"] == "stopped"
    assert "finished articles are kept" in stopped["message"]
    assert stopped["added"] > 0
    assert events(client, job)[-1][2] == stopped
    found = client.get(f"{API}/articles?limit=200").json()["articles"]
    assert stopped["added"] <= sum(a["outlet"] == "Blatt" for a in found) < 60
    assert client.delete(f"{API}/jobs/{job}").json() == stopped  # twice does no harm


def test_stopping_the_server_stops_its_job(make_app: Callable[..., Any]) -> None:
    app = make_app()
    jobs = app.state.service.jobs = Jobs(app.state.service.config, slow)
    with TestClient(app, base_url="http://localhost") as client:
        job = start(client, json=articles(range(60)))
        waiting = start(client, json=articles(range(2)))
        pid_of(job)
    assert [j["state"] for j in jobs.recent()] == ["stopped", "stopped"]
    assert jobs.get(waiting)["message"] == "the server was stopped before it began"
    names = [process.name for process in multiprocessing.active_children()]
    assert f"job-{job}" not in names
    with pytest.raises(UsageError, match="about to stop"):
        jobs.submit(Work.of_articles([{"text": "x"}]))


def test_a_process_killed_from_outside(slow_client: TestClient) -> None:
    job = start(slow_client, json=articles(range(60)))
    os.kill(pid_of(job), signal.SIGKILL)
    done = wait_for(slow_client, job, "failed")
    assert "SIGKILL" in done["message"]


def test_too_many_jobs_and_old_ones_forgotten(make_app: Callable[..., Any]) -> None:
    class Idle(Jobs):
        def _run(self) -> None:
            pass

    config = make_app(token=TOKEN).state.service.config
    jobs = Idle(config, partial(fake))
    work = Work.of_articles([{"text": "x"}])
    ids = [jobs.submit(work).id for _ in range(WAITING)]
    with pytest.raises(UsageError, match="are waiting already"):
        jobs.submit(work)
    for _ in range(50):
        jobs.stop(ids.pop(0))
        ids.append(jobs.submit(work).id)
    assert len(jobs.recent()) == 50
    assert jobs.recent()[0]["id"] == ids[-1]


def test_strangers_see_jobs_but_start_none(serve: Callable[..., TestClient]) -> None:
    client = serve(token=TOKEN)
    assert client.post(f"{API}/jobs", json=articles(range(1))).status_code == 401
    job = start(client, json=articles(range(1)), headers=BEARER)
    assert wait_for(client, job, "done")["added"] == 1
    assert client.delete(f"{API}/jobs/{job}").status_code == 401


def test_a_job_is_stopped_while_it_starts(slow_client: TestClient) -> None:
    for _ in range(3):
        job = start(slow_client, json=articles(range(60)))
        assert slow_client.delete(f"{API}/jobs/{job}").json()["state"] == "stopped"
    assert wait_for(slow_client, start(slow_client, json=articles(range(1))), "done")
