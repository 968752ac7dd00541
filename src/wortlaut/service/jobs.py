"""Long ingests: one at a time, each in a process of its own, so that reading stays quick.

A job ends with its server, and whatever ends it, finished articles are in the corpus: each is
kept in a transaction of its own. To go on, ask for the same again; what is there is passed over.
"""

from __future__ import annotations

import logging
import secrets
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Literal

from wortlaut.config import PipelineConfig
from wortlaut.corpus.corpus import utc_now
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.ingest import StreamingPipeline
from wortlaut.pipeline import Pipeline
from wortlaut.service.config import ServiceConfig
from wortlaut.service.job_process import Order, Work, work
from wortlaut.service.messages import public_message
from wortlaut.service.public import public_failure

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

State = Literal["queued", "running", "done", "failed", "stopped"]
REMEMBERED = 50
WAITING = 20
"""So many jobs may wait for their turn."""
LISTED = 500
"""So many failures of a job are listed; the corpus has them all."""
_PATIENCE = 10.0
_LOG = logging.getLogger(__name__)
MakePipeline = Callable[[PipelineConfig], StreamingPipeline]


@dataclass(slots=True)
class Job:
    """An ingest, its progress, and what became of it. ``change`` grows with every news of it."""

    id: str
    kind: str
    inputs: int
    created: str
    state: State = "queued"
    started: str | None = None
    ended: str | None = None
    added: int = 0
    unchanged: int = 0
    failed: int = 0
    failures: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    message: str | None = None
    change: int = 1

    @property
    def is_over(self) -> bool:
        return self.state not in ("queued", "running")

    def to_dict(self) -> dict[str, Any]:
        facts = ("id", "kind", "state", "inputs", "created", "started", "ended")
        names = (*facts, "added", "unchanged", "failed", "message")
        failures = [dict(failure) for _, failure in self.failures]
        return {name: getattr(self, name) for name in names} | {"failures": failures}

    def progress(self) -> dict[str, Any]:
        """What an event says of how far it has come."""
        names = ("state", "added", "unchanged", "failed")
        return {name: getattr(self, name) for name in names}


class Jobs:
    """The queue of jobs of a server. Safe for several threads."""

    def __init__(
        self,
        config: ServiceConfig,
        make_pipeline: MakePipeline = Pipeline,
        *,
        written: Callable[[], None] = lambda: None,
    ) -> None:
        """``written`` is called when a job has ended, whatever it has written by then."""
        self._config = config
        self._written = written
        self._make_pipeline = make_pipeline
        self._lock = threading.Lock()
        self._news = threading.Condition(self._lock)
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[tuple[Job, Work]] = deque()
        self._running: tuple[Job, SpawnProcess | None] | None = None
        self._stopping: set[str] = set()
        self._thread: threading.Thread | None = None
        self._closed = False

    # ------------------------------------------------------------------------- asking

    def submit(self, wanted: Work) -> Job:
        """Put a job into the queue. Raises ``UsageError`` where too many wait already."""
        job = Job(secrets.token_urlsafe(9), wanted.kind, wanted.inputs, utc_now())
        with self._news:
            if self._closed:
                raise UsageError("the server is about to stop; ask again when it is back")
            if len(self._waiting) >= WAITING:
                raise UsageError(
                    f"{WAITING} jobs are waiting already; wait until some are done, or stop some"
                )
            self._jobs[job.id] = job
            self._forget()
            self._waiting.append((job, wanted))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
            self._news.notify_all()
        return job

    def recent(self) -> list[dict[str, Any]]:
        """The jobs that are remembered, the latest first."""
        with self._lock:
            return [job.to_dict() for job in reversed(self._jobs.values())]

    def get(self, job_id: str) -> dict[str, Any]:
        """One job. Raises ``NotFoundError``."""
        with self._lock:
            return self._job(job_id).to_dict()

    def news(self, job_id: str, seen: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """What is new since ``seen``: number, name and data of each event, in order.

        First the failures, each once, then how far the job has come; "end" is the last event.
        """
        with self._lock:
            job = self._job(job_id)
            if job.change <= seen and not job.is_over:
                return iter(())
            events: list[tuple[int, str, dict[str, Any]]] = [
                (number, "failure", dict(failure))
                for number, failure in job.failures
                if number > seen
            ]
            if job.is_over:
                events.append((job.change, "end", job.to_dict()))
            elif job.change > seen:
                events.append((job.change, "progress", job.progress()))
        return iter(events)

    # ------------------------------------------------------------------------ stopping

    def stop(self, job_id: str) -> dict[str, Any]:
        """Stop a job, or take it out of the queue; one that is over stays as it is.

        Returns when its process has ended.
        """
        with self._news:
            job = self._job(job_id)
            for entry in self._waiting:
                if entry[0] is job:
                    self._waiting.remove(entry)
                    self._end(job, "stopped", "stopped before it began")
                    return job.to_dict()
            process = self._running[1] if self._running and self._running[0] is job else None
            if not job.is_over:
                self._stopping.add(job.id)
        if process is not None:
            _end_process(process)
        with self._news:
            self._news.wait_for(lambda: job.is_over, timeout=_PATIENCE)
            return job.to_dict()

    def close(self) -> None:
        """Stop all jobs; for the end of the server. Finished articles are kept."""
        with self._news:
            self._closed = True
            for job, _ in self._waiting:
                self._end(job, "stopped", "the server was stopped before it began")
            self._waiting.clear()
            running = self._running
            if running is not None:
                self._stopping.add(running[0].id)
            self._news.notify_all()
            thread = self._thread
        if running is not None and running[1] is not None:
            _end_process(running[1])
        if thread is not None:
            thread.join(timeout=_PATIENCE)

    # ------------------------------------------------------------------------ working

    def _job(self, job_id: str) -> Job:
        if job_id not in self._jobs:
            raise NotFoundError(
                f"there is no job {job_id!r}; the last {REMEMBERED} are remembered until the "
                "server stops"
            )
        return self._jobs[job_id]

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.is_over]
        for job_id in over[: max(0, len(self._jobs) - REMEMBERED)]:
            del self._jobs[job_id]

    def _run(self) -> None:
        """The thread: one job after the other."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                job, wanted = self._waiting.popleft()
                job.state, job.started = "running", utc_now()
                self._running = (job, None)
                self._changed(job)
            # Starting takes a while, in which nobody else is to wait.
            try:
                receiver, process = self._start(job, wanted)
            except (OSError, RuntimeError) as error:
                why = getattr(error, "strerror", None) or type(error).__name__
                with self._news:
                    self._running = None
                    self._end(job, "failed", f"no process could be started for it ({why})")
                continue
            with self._news:
                self._running = (job, process)
                unwanted = job.id in self._stopping
            if unwanted:
                process.terminate()
            self._follow(job, receiver)
            process.join()
            with self._news:
                self._running = None
                if not job.is_over:
                    self._end(job, *self._how_it_died(job, process.exitcode))
                self._stopping.discard(job.id)

    def _start(self, job: Job, wanted: Work) -> tuple[Connection, SpawnProcess]:
        context = get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        config = self._config
        order = Order(
            str(config.corpus), config.pipeline, config.fetch, config.allow_private, wanted
        )
        process = context.Process(
            target=work, args=(order, self._make_pipeline, sender), name=f"job-{job.id}"
        )
        try:
            process.start()
        except BaseException:
            receiver.close()
            raise
        finally:
            sender.close()  # so that the end of the process is the end of the pipe
        return receiver, process

    def _follow(self, job: Job, receiver: Connection) -> None:
        """Take what the process says until it has nothing more to say, or is no more."""
        with receiver:
            while True:
                try:
                    name, data = receiver.recv()
                except (EOFError, OSError):
                    return
                with self._news:
                    self._take(job, name, data)

    def _take(self, job: Job, name: str, data: Any) -> None:
        if name == "progress":
            job.added, job.unchanged, job.failed, failure = data
            self._changed(job)
            if failure is not None and len(job.failures) < LISTED:
                said = public_message(failure["message"], self._config)
                job.failures.append((job.change, public_failure({**failure, "message": said})))
        elif name == "error":
            self._end(job, "failed", public_message(data, self._config))
        elif name == "stopped":
            self._end(job, "stopped", "stopped; finished articles are kept")
        else:
            self._end(job, "done", None)

    def _end(self, job: Job, state: State, message: str | None) -> None:
        self._written()  # before anybody hears of the end and looks
        job.state, job.message, job.ended = state, message, utc_now()
        self._changed(job)

    def _changed(self, job: Job) -> None:
        job.change += 1
        self._news.notify_all()

    def _how_it_died(self, job: Job, code: int | None) -> tuple[State, str]:
        if job.id in self._stopping:
            return "stopped", "stopped; finished articles are kept"
        how = f"with exit code {code}"
        if code is not None and code < 0:
            try:
                how = f"by {signal.Signals(-code).name}"
            except ValueError:
                how = f"by signal {-code}"
        _LOG.error("the process of job %s ended %s", job.id, how)
        return (
            "failed",
            f"its process was ended {how}; finished articles are kept, ask for the same again "
            "to go on",
        )


def _end_process(process: SpawnProcess) -> None:
    """Ask a process to end; where it does not within a while, end it."""
    process.terminate()
    process.join(timeout=_PATIENCE)
    if process.is_alive():
        process.kill()
