"""The pipeline as users get it: whom it links, by which settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from wortlaut import Article, Pipeline
from wortlaut.config import PipelineConfig
from wortlaut.errors import KnowledgeError

TEXT = """Moskau kündigt Gespräche an

„Wir sind bereit“, sagte der russische Präsident am Dienstag in Moskau.
"""
MERKEL = "„Wir sind bereit“, sagte Bundeskanzlerin Merkel am Dienstag in Berlin.\n"


def speaker(pipeline: Pipeline, text: str, published: str | None = None) -> tuple[str | None, ...]:
    (statement,) = pipeline.analyze(Article("text", text, published=published)).statements
    return statement.speaker.name, statement.speaker.wikidata, statement.speaker.resolved_by


def test_speakers_are_linked_by_default_and_the_day_decides() -> None:
    pipeline = Pipeline()
    assert speaker(pipeline, TEXT, "2010-02-02") == ("Dmitri Medwedew", "Q23530", "knowledge")
    assert speaker(pipeline, TEXT, "2014-02-02") == ("Wladimir Putin", "Q7747", "knowledge")
    assert speaker(pipeline, TEXT) == ("russischer Präsident", None, "phrase")


def test_knowledge_can_be_left_out() -> None:
    pipeline = Pipeline(PipelineConfig(knowledge=False))
    assert speaker(pipeline, MERKEL) == ("Merkel", None, "name")
    assert speaker(Pipeline(), MERKEL) == ("Angela Merkel", "Q567", "name")


def test_a_table_of_ones_own_wins(tmp_path: Path) -> None:
    table = tmp_path / "my.tsv"
    table.write_text("name\twikidata\tgender\nWanja Torsmeier\tQ4115189\tfemale\n", "utf-8")
    text = "„Wir sind bereit“, sagte die Imkerin Wanja Torsmeier am Dienstag.\n"
    assert speaker(Pipeline(), text)[1] is None
    assert speaker(Pipeline(PipelineConfig(actors=(table,))), text)[1] == "Q4115189"


def test_what_the_settings_name_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"keine\.tsv"):
        Pipeline(PipelineConfig(actors=(tmp_path / "keine.tsv",)))
    with pytest.raises(KnowledgeError, match=r"keine\.sqlite"):
        Pipeline(PipelineConfig(knowledge=tmp_path / "keine.sqlite"))


def test_the_knowledge_base_opens_with_the_first_statement() -> None:
    pipeline = Pipeline()
    pipeline.analyze("Es regnet seit dem Morgen.")
    assert pipeline._knowledge is None
    pipeline.analyze(MERKEL)
    assert pipeline._knowledge is not None
