"""Work done ahead by a few threads, handed out in order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_order(
    jobs: Iterable[T], work: Callable[[T], R], *, workers: int, ahead: int
) -> Iterator[tuple[T, R]]:
    """Each job with what ``work`` makes of it, in the order of the jobs.

    ``jobs`` is read in the caller's thread, at most ``ahead`` of them before their turn; ``work``
    runs in up to ``workers`` threads. They end with the process whatever they wait for, so that
    an interrupt from the keyboard is not held up. An exception of ``work`` is raised in its turn.
    """
    todo: SimpleQueue[tuple[Future[R], T] | None] = SimpleQueue()
    waiting: deque[tuple[T, Future[R]]] = deque()
    threads: list[threading.Thread] = []

    def run() -> None:
        while (item := todo.get()) is not None:
            future, job = item
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work(job))
                except BaseException as error:
                    future.set_exception(error)

    try:
        for job in jobs:
            future: Future[R] = Future()
            todo.put((future, job))
            waiting.append((job, future))
            if len(threads) < workers:
                threads.append(threading.Thread(target=run, daemon=True))
                threads[-1].start()
            if len(waiting) >= ahead:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        for _, future in waiting:
            future.cancel()
        for _ in threads:
            todo.put(None)
