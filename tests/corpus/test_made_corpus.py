"""The script that makes a large corpus: the same one for the same seed, every offset right."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from wortlaut import Analysis, Corpus
from wortlaut.outlets import Outlets
from wortlaut.records import STATEMENT_TYPES

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from made_corpus import fill, made


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    return list(made(200, 1_000, seed=7))


def test_as_many_as_were_asked_for(analyses: list[Analysis]) -> None:
    assert len(analyses) == 200
    assert sum(len(a.statements) for a in analyses) == 1_000


def test_the_same_seed_makes_the_same_articles(analyses: list[Analysis]) -> None:
    assert list(made(200, 1_000, seed=7)) == analyses
    assert list(made(200, 1_000, seed=8)) != analyses


def test_every_part_is_cut_out_of_the_text(analyses: list[Analysis]) -> None:
    parts = 0
    for analysis in analyses:
        assert Analysis.from_dict(analysis.to_dict()) == analysis
        text = analysis.article.text
        for statement in analysis.statements:
            assert statement.text == " ".join(s.cut(text) for s in statement.spans)
            for part in (statement.speaker.mention, statement.cue, statement.frame):
                if part:
                    assert part.text == " ".join(s.cut(text) for s in part.spans)
                    parts += 1
        for mark in analysis.paratext:
            assert mark.spans[-1].cut(text)
    assert parts > 1_000


def test_there_is_something_of_everything(analyses: list[Analysis]) -> None:
    statements = [s for a in analyses for s in a.statements]
    assert {s.type for s in statements} == set(STATEMENT_TYPES)
    assert any(s.nested_in for s in statements)
    assert any(s.speaker.members for s in statements)
    assert any(s.speaker.on_behalf_of for s in statements)
    assert 0.05 < sum(s.speaker.name is None for s in statements) / len(statements) < 0.25
    assert {s.speaker.actor.gender for s in statements} >= {"female", "male", None}
    assert any(s.speaker.actor.party and s.speaker.wikidata for s in statements)
    assert any(a.paratext for a in analyses)
    assert any(not a.statements for a in analyses)
    assert any(a.article.published is None for a in analyses)
    first, second = Counter(s.speaker.name for s in statements if s.speaker.name).most_common(2)
    assert first[1] >= second[1] > 20
    known = Outlets.load()
    assert any(known.of(a.article.url) for a in analyses)


def test_a_corpus_is_filled(capsys: pytest.CaptureFixture[str]) -> None:
    with Corpus(":memory:") as corpus:
        fill(corpus, 200, 1_000, seed=7)
        info = corpus.info()
        assert 190 <= info.articles <= 200
        assert info.copies > 0
        assert corpus.is_settled()
        assert corpus.facets("Regierung").total > 20
    shown = capsys.readouterr()
    assert shown.out == ""
