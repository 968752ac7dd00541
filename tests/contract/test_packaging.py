"""What pyproject.toml promises is there: commands, components, licences, one version."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

import wortlaut

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_command_leads_somewhere() -> None:
    module, _, name = PROJECT["scripts"]["wortlaut"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_spacy_factory_leads_somewhere() -> None:
    pytest.importorskip("spacy", reason="needs the extra wortlaut[spacy]")
    module, _, name = PROJECT["entry-points"]["spacy_factories"]["wortlaut"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_changelog_knows_the_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == wortlaut.__version__


@pytest.mark.parametrize("name", PROJECT["license-files"])
def test_licences_are_there(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8")) > 1000


def test_the_licence_of_the_weights_is_named() -> None:
    assert "CC-BY-NC-SA-4.0" in PROJECT["license"]
    assert "CC BY-NC-SA 4.0" in (ROOT / "MODEL_LICENSE").read_text(encoding="utf-8")


def test_the_core_needs_neither_torch_nor_spacy() -> None:
    names = {re.split(r"[<>=!~\[; ]", spec)[0].lower() for spec in PROJECT["dependencies"]}
    assert not names & {"torch", "spacy", "pandas", "somajo", "fundus"}
