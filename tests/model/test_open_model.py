"""The model for all uses: its data, how close it is to the default one, its card."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wortlaut import Pipeline
from wortlaut.cli import app
from wortlaut.config import PipelineConfig
from wortlaut.evaluation.run import evaluate
from wortlaut.evaluation.score import Score
from wortlaut.tagger.card import model_card

ROOT = Path(__file__).parents[2]
GNQA = ROOT / ".." / "shared" / "data" / "gnqa" / "dev.jsonl.xz"
OWN_DEV = ROOT / "corpora" / "own" / "dev.txt"
OPEN = Path("de-open")


@cache
def score(model: Path | None = None, gold: Path = OWN_DEV) -> Score:
    found = evaluate(gold, Pipeline(PipelineConfig(model=model))).score
    assert found is not None
    return found


def test_the_open_model_learnt_from_nothing_that_forbids_commerce() -> None:
    card = model_card(OPEN)
    assert card is not None
    licences = [card["license"], *(data["licence"] for data in card["training_data"])]
    assert not [licence for licence in licences if "NC" in licence.replace("-", " ").split()]


def test_the_open_model_stays_above_its_floors() -> None:
    found, default = score(model=OPEN), score()
    assert found.message.f1 >= 82
    assert found.joint.f1 >= default.joint.f1 - 3


@pytest.mark.shared
@pytest.mark.skipif(not GNQA.exists(), reason="the data folder beside the checkout is missing")
def test_the_open_model_is_within_nine_points_on_gnqa() -> None:
    assert score(model=OPEN, gold=GNQA).joint.f1 >= score(gold=GNQA).joint.f1 - 9


def test_info_lists_the_models_and_shows_the_card_of_one() -> None:
    shown = CliRunner().invoke(app, ["info", "--model", "de-open", "--format", "json"])
    assert shown.exit_code == 0, shown.output
    facts = json.loads(shown.stdout)
    assert list(facts["models"]) == ["de", "de-open"]
    assert facts["model"]["name"] == "wortlaut-de-open"
    assert facts["licence"]["model"] == facts["models"]["de-open"]
    assert facts["settings"]["model"] == {"value": "de-open", "from": "flag"}
