"""The same article gives the same analysis: on every run, in any company, whatever the batch."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wortlaut import Analysis, Article, Pipeline
from wortlaut.config import PipelineConfig

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "examples" / "articles").glob("*.txt"))
ARTICLES = [Article(source=p.name, text=p.read_text(encoding="utf-8")) for p in PATHS]

_RUN = """
import hashlib, json, sys
from pathlib import Path
from wortlaut import Article, Pipeline
digest = hashlib.sha256()
pipeline = Pipeline()
for path in sys.argv[1:]:
    article = Article(source=Path(path).name, text=Path(path).read_text(encoding="utf-8"))
    found = [s.to_dict() for s in pipeline.analyze(article).statements]
    digest.update(json.dumps(found, sort_keys=True).encode())
print(digest.hexdigest())
"""


def shown(results: list[object]) -> list[str]:
    assert all(isinstance(r, Analysis) for r in results)
    return [
        json.dumps([s.to_dict() for s in r.statements], sort_keys=True)
        for r in results
        if isinstance(r, Analysis)
    ]


def test_whatever_the_batch_size_and_the_order() -> None:
    pipeline = Pipeline()
    alone = shown([pipeline.analyze(a) for a in ARTICLES])
    for size in (1, 3, len(ARTICLES)):
        assert shown(list(pipeline.pipe(ARTICLES, batch_size=size))) == alone
    backwards = list(pipeline.pipe(ARTICLES[::-1], batch_size=5))
    assert shown(backwards)[::-1] == alone


def test_whatever_the_number_of_threads() -> None:
    one, two = (Pipeline(PipelineConfig(threads=n)) for n in (1, 2))
    assert shown(list(one.pipe(ARTICLES))) == shown(list(two.pipe(ARTICLES)))


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_in_another_process(seed: str) -> None:
    pipeline = Pipeline()
    digest = hashlib.sha256()
    for text in shown([pipeline.analyze(a) for a in ARTICLES]):
        digest.update(text.encode())
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *map(str, PATHS)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip() == digest.hexdigest()
