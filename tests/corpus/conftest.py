"""Hand-made analyses for the tests of the corpus; no model anywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wortlaut import Analysis, Corpus

# A folder of its own on the path, so that worker processes find the fake pipeline as well.
sys.path.insert(0, str(Path(__file__).parent / "support"))

from invented import ledger


@pytest.fixture
def analyses() -> list[Analysis]:
    """Four articles of two outlets with six statements."""
    return ledger()


@pytest.fixture
def corpus(analyses: list[Analysis]) -> Iterator[Corpus]:
    """A corpus in memory with the four articles."""
    with Corpus(":memory:") as made:
        for analysis in analyses:
            made.add(analysis, model="1")
        yield made
