"""The shipped models by name, and the modes: what each of them promises."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wortlaut import Pipeline
from wortlaut.cli import app
from wortlaut.config import MODES, Mode, PipelineConfig
from wortlaut.errors import ModelError
from wortlaut.evaluation.run import evaluate
from wortlaut.evaluation.score import Score
from wortlaut.tagger.card import model_card, model_folder, shipped_models
from wortlaut.tagger.model import file_digests, read_meta

ROOT = Path(__file__).parents[2]
OWN_DEV = ROOT / "corpora" / "own" / "dev.txt"


@cache
def score(mode: Mode) -> Score:
    found = evaluate(OWN_DEV, Pipeline(PipelineConfig(mode=mode))).score
    assert found is not None
    return found


def test_precise_is_right_more_often_and_complete_misses_less() -> None:
    precise, balanced, complete = (score(mode).message for mode in MODES)
    assert precise.precision >= balanced.precision + 2
    assert complete.recall >= balanced.recall + 0.3
    assert max(precise.f1, complete.f1) <= balanced.f1 + 0.5


def test_the_mode_is_part_of_the_version_that_a_corpus_notes() -> None:
    usual = Pipeline().model_version
    assert Pipeline(PipelineConfig(mode="precise")).model_version == f"{usual}+precise"


def test_a_model_without_thresholds_for_a_mode_says_so(tmp_path: Path) -> None:
    for file in model_folder().iterdir():
        if file.name != "meta.json":
            (tmp_path / file.name).symlink_to(file)
    meta = read_meta(model_folder())
    del meta["modes"]
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    assert Pipeline(PipelineConfig(model=tmp_path)).analyze("Das sagte sie.") is not None
    with pytest.raises(ModelError, match="no thresholds for the mode precise"):
        Pipeline(PipelineConfig(model=tmp_path, mode="precise"))


def test_a_model_made_for_another_version_says_so(tmp_path: Path) -> None:
    for file in model_folder().iterdir():
        if file.name != "roles.onnx":
            (tmp_path / file.name).symlink_to(file)
    (tmp_path / "roles.onnx").symlink_to(model_folder() / "names.onnx")  # reads something else
    with pytest.raises(ModelError, match="made for another version of Wortlaut"):
        Pipeline(PipelineConfig(model=tmp_path))


@pytest.mark.parametrize("name", shipped_models())
def test_every_shipped_model_is_whole_and_together_they_are_small(name: str) -> None:
    card = model_card(name)
    assert card is not None
    assert card["files"] == file_digests(model_folder(name))
    assert set(card["modes"]) == {"precise", "complete"}
    assert card["license"]
    assert card["training_data"]
    sizes = [f.stat().st_size for m in shipped_models() for f in model_folder(m).iterdir()]
    assert sum(sizes) <= 30_000_000


def test_analyze_takes_model_and_mode(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("„Es reicht“, sagte Ministerin Anna Kolb am Montag.\n", encoding="utf-8")
    for arguments in (["--model", "de"], ["--mode", "complete"]):
        done = CliRunner().invoke(app, ["analyze", str(article), "-f", "jsonl", *arguments])
        assert done.exit_code == 0, done.output
        (statement,) = json.loads(done.stdout)["statements"]
        assert statement["text"] == "„Es reicht“"
        assert statement["speaker"]["name"] == "Anna Kolb"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--model", "no-such"], "no model in no-such"), (["--mode", "wild"], "'wild' is not one of")],
)
def test_a_wrong_model_or_mode_is_told(arguments: list[str], said: str, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Es regnet.\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["analyze", str(article), *arguments])
    assert done.exit_code != 0
    assert said in f"{done.output}{done.exception}"
