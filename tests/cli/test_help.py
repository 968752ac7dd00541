"""Every command's help has an example, and the reference is made from it."""

from __future__ import annotations

import importlib.util
import json
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from wortlaut.cli import app

ROOT = Path(__file__).parents[2]


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_cli", ROOT / "docs/generate_cli.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COMMANDS = dict(_generator().commands_of(app))


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    return _generator()


def test_the_commands_are_those_of_the_design() -> None:
    actors = ["show", "merge", "split", "rename", "log", "undo", "build"]
    assert list(COMMANDS) == [
        *["analyze", "ingest", "search", "show", "serve", "versions", "copies", "outlets"],
        *["evaluate", "info", "actors"],
        *(f"actors {name}" for name in actors),
        *["corrections", "corrections undo", "corrections export"],
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example_of_its_own_command(run, generator, name: str) -> None:
    examples = generator.examples_of(COMMANDS[name])
    assert examples, f"the help of {name} lacks an example"
    for example in examples:
        words = ["wortlaut", *name.split()]
        assert shlex.split(example)[: len(words)] == words
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert all(example in shown for example in examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_understood(run, generator, name: str, tmp_path, monkeypatch) -> None:
    """With files that are not there they may fail, but not as a usage error of the parser."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wortlaut.web.server.run", lambda config, announce: None)  # would go on
    for example in generator.examples_of(COMMANDS[name]):
        words = shlex.split(example.partition(" > ")[0].partition(" | ")[0])[1:]
        result = run(*words)
        assert "No such option" not in result.stderr
        assert "Invalid value" not in result.stderr
        assert "Missing" not in result.stderr


def test_the_reference_is_current(generator) -> None:
    page = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert page == generator.page(), "run: python docs/generate_cli.py"


def test_help_alone_lists_the_commands(run) -> None:
    for name in COMMANDS:
        *group, own = name.split()
        shown = run(*group, "--help").output if group else run().output
        assert f"  {own} " in shown


def test_version(run) -> None:
    from wortlaut import __version__

    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"wortlaut {__version__}\n")


def test_info_as_json_has_all_parts(run) -> None:
    result = run("info", "--format", "json")
    assert result.exit_code == 0
    facts = json.loads(result.stdout)
    assert list(facts) == [
        *["version", "python", "libraries", "licence", "models", "model", "settings"]
    ]
    assert facts["licence"]["code"] == "Apache-2.0"
    assert facts["settings"]["batch_size"]["from"] == "default"


def test_info_shows_the_model_card_and_where_settings_come_from(run, tmp_path, monkeypatch) -> None:
    card = {
        "name": "probe",
        "version": "1.2.3",
        "licence": "CC BY-NC-SA 4.0",
        "sha256": {"model.onnx": "ab12"},
        "training_data": [{"name": "Probe", "licence": "CC BY 4.0"}],
        "scores": {"dev": {"message": 73.1}},
        "labels": ["direct", "indirect"],
    }
    (tmp_path / "meta.json").write_text(json.dumps(card), encoding="utf-8")
    monkeypatch.setenv("WORTLAUT_MODEL", str(tmp_path))
    shown = run("info").stdout
    for line in (
        "  model: CC BY-NC-SA 4.0",
        "  version: 1.2.3",
        "    model.onnx: ab12",
        "      licence: CC BY 4.0",
        "      message: 73.1",
        "  labels: direct, indirect",
        f"  model: {tmp_path} (environment)",
        "  threads: 1 (default)",
    ):
        assert line in shown.splitlines()
    assert json.loads(run("info", "-f", "json").stdout)["model"] == card


def test_info_without_a_model_says_what_to_do(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("WORTLAUT_MODEL", str(tmp_path))
    result = run("info")
    assert result.exit_code == 0
    assert "no model found; install the package again" in result.stdout


def test_info_with_a_damaged_card_fails(run, tmp_path, monkeypatch) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("WORTLAUT_MODEL", str(tmp_path))
    result = run("info")
    assert result.exit_code == 1
    assert "meta.json cannot be read" in result.stderr
