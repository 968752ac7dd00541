"""Tests of the shipped model: skipped with a reason where a checkout has none."""

from __future__ import annotations

from pathlib import Path

import pytest

MODEL = Path(__file__).parents[2] / "src" / "wortlaut" / "models" / "de" / "statements.onnx"


@pytest.fixture(autouse=True)
def _model() -> None:
    if not MODEL.exists():
        pytest.skip(f"no shipped model at {MODEL.relative_to(MODEL.parents[4])}")
