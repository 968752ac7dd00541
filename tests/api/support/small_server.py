"""A server over a small invented corpus, for the tests of the REST API; no model, no network."""

from __future__ import annotations

from pathlib import Path

from invented import FakePipeline, article, ledger

from wortlaut import Corpus

TOKEN = "a-token-for-tests-0123456789"
BEARER = {"authorization": f"Bearer {TOKEN}"}
API = "/api/v1"
FOLDER = "geheimer-ordner"
"""The folder of the corpus; no answer may name it."""


def fake(config: object) -> FakePipeline:
    """What makes the pipeline, here and in the process of a job."""
    return FakePipeline()


def fill(path: Path, more: int = 0) -> Path:
    """A corpus of the invented ledger and so many articles more."""
    with Corpus(path, create=True) as corpus:
        for analysis in ledger():
            corpus.add(analysis, model="1")
        pipeline = FakePipeline()
        for number in range(more):
            corpus.add(pipeline.analyze(article(number)), model="1")
    return path
