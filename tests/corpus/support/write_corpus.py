"""A process of its own that ingests invented articles; the tests read it, or kill it.

    python write_corpus.py FILE ARTICLES JOBS

Prints "open" before it opens the corpus, then the number of inputs done and the ids of its
worker processes after each, then "end".
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

from invented import FakePipeline, article

from wortlaut.corpus import Corpus
from wortlaut.ingest import IngestProgress, ingest


def say(*words: object) -> None:
    print(*words, flush=True)


def main() -> None:
    path, articles, jobs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])

    def progress(now: IngestProgress) -> None:
        say(now.done, *(p.pid for p in multiprocessing.active_children()))

    say("open")
    with Corpus(path, create=True) as corpus:
        ingest(
            (article(n) for n in range(articles)),
            corpus,
            FakePipeline(),
            jobs=jobs,
            pipeline_factory=FakePipeline,
            progress=progress,
        )
    say("end")


if __name__ == "__main__":
    main()
