"""Settings: default, file, environment, flag, in this order; what is unknown fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wortlaut.config import FetchConfig, PipelineConfig, load_settings
from wortlaut.errors import ConfigError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "wortlaut.toml"
    path.write_text("[pipeline]\nbatch_size = 3\nthreads = 2\nmodel = 'ein/Ordner'\n", "utf-8")
    return path


def test_defaults_stand_where_nothing_is_set() -> None:
    settings = load_settings(environ={})
    assert settings.pipeline == PipelineConfig()
    assert set(settings.origins.values()) == {"default"}


def test_each_layer_overrules_the_one_before(file: Path) -> None:
    settings = load_settings(
        file,
        environ={"WORTLAUT_THREADS": "4", "WORTLAUT_BATCH_SIZE": "5", "HOME": "/"},
        flags={"batch_size": 6, "threads": None},
    )
    assert settings.pipeline == PipelineConfig(batch_size=6, threads=4, model=Path("ein/Ordner"))
    assert {key: settings.origins[key] for key in ("batch_size", "threads", "model")} == {
        "batch_size": "flag",
        "threads": "environment",
        "model": "file",
    }


def test_how_pages_are_fetched_has_a_table_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "wortlaut.toml"
    path.write_text("[fetch]\ncontact = 'archiv@blatt.example'\ndelay = 2\nhosts = 3\n", "utf-8")
    settings = load_settings(path, environ={"WORTLAUT_DELAY": "0.5"}, flags={"hosts": 2})
    assert settings.fetch == FetchConfig(contact="archiv@blatt.example", delay=0.5, hosts=2)
    assert settings.value("contact") == "archiv@blatt.example"
    assert settings.value("threads") == 1


@pytest.mark.parametrize(
    ("said", "meant"), [("0", False), ("off", False), ("true", True), ("a/b.kb", Path("a/b.kb"))]
)
def test_knowledge_is_a_switch_or_a_path(said: str, meant: bool | Path) -> None:
    assert load_settings(environ={"WORTLAUT_KNOWLEDGE": said}).pipeline.knowledge == meant


def test_tables_of_actors_come_one_or_many(tmp_path: Path) -> None:
    path = tmp_path / "wortlaut.toml"
    path.write_text("[pipeline]\nactors = ['eine.tsv', 'zwei.tsv']\nknowledge = true\n", "utf-8")
    assert load_settings(path, environ={}).pipeline.actors == (Path("eine.tsv"), Path("zwei.tsv"))
    joined = os.pathsep.join(("drei.tsv", "vier.tsv"))
    settings = load_settings(path, environ={"WORTLAUT_ACTORS": joined})
    assert settings.pipeline.actors == (Path("drei.tsv"), Path("vier.tsv"))
    flagged = load_settings(path, environ={}, flags={"actors": (Path("fünf.tsv"),)})
    assert flagged.pipeline.actors == (Path("fünf.tsv"),)


def test_the_variable_that_names_a_corpus_is_no_setting() -> None:
    settings = load_settings(environ={"WORTLAUT_CORPUS": "news.db"})
    assert settings.pipeline == PipelineConfig()


def test_the_environment_can_name_the_file(file: Path) -> None:
    assert load_settings(environ={"WORTLAUT_CONFIG": str(file)}).pipeline.batch_size == 3


@pytest.mark.parametrize(
    ("environ", "flags", "said"),
    [
        ({"WORTLAUT_THREAD": "4"}, {}, "unknown setting 'thread' (environment)"),
        ({}, {"treads": 4}, "unknown setting 'treads' (flag)"),
        ({"WORTLAUT_THREADS": "viele"}, {}, "threads (environment) is 'viele'"),
        ({"WORTLAUT_THREADS": "0"}, {}, "threads is 0"),
        ({"WORTLAUT_MODEL": ""}, {}, "model (environment) is ''"),
        ({}, {"batch_size": True}, "batch_size (flag) is True"),
        ({}, {"batch_size": "8"}, "batch_size (flag) is '8'"),
        ({"WORTLAUT_CONFIG": "gibt/es/nicht.toml"}, {}, "gibt/es/nicht.toml"),
        ({"WORTLAUT_DELAY": "bald"}, {}, "delay (environment) is 'bald'"),
        ({}, {"delay": -1.0}, "delay is -1"),
        ({"WORTLAUT_DELAY": "nan"}, {}, "delay is nan"),
        ({"WORTLAUT_TIMEOUT": "0"}, {}, "timeout is 0"),
        ({"WORTLAUT_HOSTS": "0"}, {}, "hosts is 0"),
        ({"WORTLAUT_CONTACT": "a\nb"}, {}, "contact is"),
        ({"WORTLAUT_KNOWLEDGE": ""}, {}, "knowledge (environment) is ''"),
        ({}, {"knowledge": 1}, "knowledge (flag) is 1"),
        ({}, {"actors": [3]}, "actors (flag) is [3]"),
        ({"WORTLAUT_ACTORS": "a.tsv"}, {"knowledge": False}, "knowledge is off"),
        ({}, {"user_agent": 3}, "user_agent (flag) is 3"),
    ],
)
def test_what_cannot_be_meant_fails(
    environ: dict[str, str], flags: dict[str, object], said: str
) -> None:
    with pytest.raises(ConfigError) as error:
        load_settings(environ=environ, flags=flags)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[pipeline]\nbatchsize = 3\n", "unknown setting 'batchsize' (file)"),
        ("[pipline]\nbatch_size = 3\n", "unknown key 'pipline'"),
        ("pipeline = 3\n", "not a table"),
        ("[pipeline\n", "not valid TOML"),
        ("[pipeline]\nthreads = 1.5\n", "threads (file) is 1.5"),
        ("[pipeline]\ndelay = 2\n", "'delay' belongs into [fetch]"),
        ("fetch = 3\n", "write [fetch]"),
        ("[fetch]\nlimit = 3\n", "unknown setting 'limit' (file)"),
    ],
)
def test_a_wrong_file_fails(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "wortlaut.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_settings(path, environ={})
    assert said in str(error.value)
