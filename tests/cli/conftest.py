"""Running the command line, in this process and as one of its own, without a model."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

FAKE = Path(__file__).with_name("fake_pipeline.py")
SRC = Path(__file__).parents[2] / "src"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``run("analyze", "a.txt", input=…)`` in this process."""
    spec = importlib.util.spec_from_file_location("fake_pipeline", FAKE)
    assert spec is not None
    assert spec.loader is not None
    fake = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fake)
    monkeypatch.setitem(sys.modules, "wortlaut.pipeline", fake.install())
    from wortlaut.cli import app

    def call(*args: str | Path, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(a) for a in args], input=input, prog_name="wortlaut")

    return call


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[bytes]]:
    """``start(["analyze", "a.txt"])``: a process of its own, with pipes."""

    def call(args: Sequence[str | Path], **more: object) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(SRC)} | more.pop("env", {})
        return subprocess.Popen(
            [sys.executable, str(FAKE), *map(str, args)],
            stdout=more.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            stdin=more.pop("stdin", subprocess.DEVNULL),
            env=environment,
            **more,
        )

    return call
