"""Corrections of statements: kept beside the machine's answer, undone in any order, lasting."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut import Actor, Analysis, Article, Corpus, Span, Speaker, Statement
from wortlaut.corpus import NewSpeaker
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.evaluation.gold import read_document
from wortlaut.evaluation.training_data import training_lines
from wortlaut.records import Excerpt

TEXT = (
    "Kolb sagte, der Haushalt sei „ein Kraftakt“. Man werde sparen. "
    "Sorel nannte das falsch. Der Verein warnt vor den Folgen."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def made(article: Article, type: str, words: str, **more: object) -> Statement:
    return Statement(article.id, type, words, (span(words),), **more)  # type: ignore[arg-type]


@pytest.fixture
def analysis() -> Analysis:
    return machine("1")


def machine(version: str) -> Analysis:
    """What a model of this version finds."""
    article = Article(source="haushalt.txt", text=TEXT, outlet="Nordblick", published="2024-11-28")
    kolb = Speaker(Excerpt.cut(TEXT, [(0, 4)]), Actor("Jonas Kolb", "person"), "name", 0.9)
    outer = made(
        article,
        "indirect",
        "der Haushalt sei „ein Kraftakt“",
        speaker=kolb,
        cue=Excerpt.cut(TEXT, [(5, 10)]),
        confidence=0.8,
    )
    inner = made(article, "direct", "„ein Kraftakt“", speaker=kolb, nested_in=outer.id)
    last = made(article, "reported", "das falsch", confidence=0.4)
    if version == "2":  # finds less at one place, and other bounds at another
        return Analysis(article, (replace(outer, confidence=0.95), inner))
    free = made(article, "indirect_free_indirect", "Man werde sparen", confidence=0.6)
    return Analysis(article, (outer, inner, free, last))


@pytest.fixture
def corpus(analysis: Analysis) -> Corpus:
    made = Corpus(":memory:")
    made.add(analysis, model="1")
    return made


def ids(corpus: Corpus) -> list[str]:
    (analysis,) = corpus
    return [s.id for s in analysis.statements]


def test_a_type_is_changed_and_the_old_id_still_leads_there(
    corpus: Corpus, analysis: Analysis
) -> None:
    last = analysis.statements[3]
    said = corpus.change_statement(last.id, type="indirect", author="Mara", note="mit Rahmen")
    (kept,) = corpus
    assert kept.statements[3].type == "indirect"
    assert kept.statements[3].confidence == 1.0
    assert said.statement == kept.statements[3].id != last.id
    assert corpus.statement(last.id).statement == kept.statements[3]
    assert said.before == last.to_dict()
    assert said.after == kept.statements[3].to_dict()
    assert (said.action, said.author, said.note) == ("change", "Mara", "mit Rahmen")
    assert corpus.machine_analysis(analysis.article.id) == analysis


def test_a_speaker_is_named_and_found(corpus: Corpus, analysis: Analysis) -> None:
    last = analysis.statements[3]
    sorel = NewSpeaker("Anna Sorel", "person", "Q4242", spans=(span("Sorel"),))
    corpus.change_statement(last.id, speaker=sorel)
    (hit,) = corpus.search(actor="Q4242")
    assert hit.statement.speaker.resolved_by == "correction"
    assert (hit.statement.speaker.text, hit.statement.speaker.certainty) == ("Sorel", 1.0)
    assert corpus.actor("Q4242").statements == 1
    assert corpus.facets(unknown=True).total == 1  # the one without a frame
    corpus.undo_correction(1)
    with pytest.raises(NotFoundError):
        corpus.actor("Q4242")


def test_an_actor_of_the_corpus_and_nobody(corpus: Corpus, analysis: Analysis) -> None:
    first, _, free, _ = analysis.statements
    corpus.change_statement(free.id, speaker="Jonas Kolb")
    assert corpus.actor("jonas-kolb").statements == 3
    corpus.change_statement(first.id, speaker=None)
    assert corpus.actor("jonas-kolb").statements == 2
    assert corpus.statement(first.id).statement.speaker == Speaker()


def test_roles_are_set_and_taken_away(corpus: Corpus, analysis: Analysis) -> None:
    first = analysis.statements[0]
    corpus.change_statement(first.id, cue=None, frame=[span("Kolb sagte")])
    changed = corpus.statement(first.id).statement
    assert changed.cue is None
    assert changed.frame == Excerpt.cut(TEXT, [(0, 10)])
    assert changed.id == first.id


def test_the_nested_follow_their_parent(corpus: Corpus, analysis: Analysis) -> None:
    outer, inner = analysis.statements[:2]
    said = corpus.change_statement(outer.id, spans=[span("Haushalt sei „ein Kraftakt“")])
    assert corpus.statement(inner.id).statement.nested_in == said.statement
    corpus.delete_statement(said.statement or "")
    assert corpus.statement(inner.id).statement.nested_in is None
    with pytest.raises(NotFoundError, match="deleted"):
        corpus.statement(outer.id)
    corpus.undo_correction(2)
    corpus.undo_correction(1)
    (kept,) = corpus
    assert kept == analysis


def test_a_statement_is_added_inside_and_around(corpus: Corpus, analysis: Analysis) -> None:
    article = analysis.article.id
    words = span("der Haushalt sei „ein Kraftakt“. Man werde sparen")
    said = corpus.add_statement(article, type="reported", spans=[words], speaker="jonas-kolb")
    outer, inner, free, _ = analysis.statements
    assert corpus.statement(outer.id).statement.nested_in == said.statement
    assert corpus.statement(free.id).statement.nested_in == said.statement
    assert corpus.statement(inner.id).statement.nested_in == outer.id
    within = corpus.add_statement(article, type="direct", spans=[span("Kraftakt")])
    assert corpus.statement(within.statement or "").statement.nested_in == inner.id


def test_what_cannot_be_is_refused_and_nothing_changes(corpus: Corpus, analysis: Analysis) -> None:
    article, first = analysis.article.id, analysis.statements[0]
    for change in (
        {"spans": [(0, 9999)]},
        {"spans": [(10, 11)]},  # a blank
        {"spans": [(5, 3)]},
        {"spans": []},
        {"spans": [(0, 9), (4, 12)]},
        {"type": "gerücht"},
        {"medium": "gesang"},
        {},
        {"note": "nur eine Anmerkung"},
    ):
        with pytest.raises(UsageError):
            corpus.change_statement(first.id, **change)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="already"):
        corpus.add_statement(article, type="indirect", spans=first.spans)
    with pytest.raises(NotFoundError):
        corpus.delete_statement("ffffffffffffffff")
    with pytest.raises(UsageError):
        corpus.statement("")
    assert corpus.corrections() == []
    assert list(corpus) == [analysis]


def test_corrections_survive_another_model(corpus: Corpus, analysis: Analysis) -> None:
    first, _, free, last = analysis.statements
    corpus.change_statement(first.id, speaker=NewSpeaker("Mara Lind", "person"))
    corpus.change_statement(last.id, type="indirect")
    corpus.delete_statement(free.id)
    added = corpus.add_statement(
        analysis.article.id, type="reported", spans=[span("warnt vor den Folgen")]
    )
    assert corpus.add(machine("2"), model="2")
    (kept,) = corpus
    assert [s.type for s in kept.statements] == ["indirect", "direct", "reported"]
    assert kept.statements[0].speaker.name == "Mara Lind"
    assert kept.statements[2].id == added.statement
    assert [c.applies for c in corpus.corrections()] == [True, False, False, True]
    assert corpus.machine_analysis(analysis.article.id) == machine("2")
    assert corpus.add(analysis, model="3")  # finds all of it again
    assert [c.applies for c in corpus.corrections()] == [True] * 4
    for number in (2, 4, 1, 3):
        corpus.undo_correction(number)
    assert list(corpus) == [analysis]


def test_the_log_can_be_narrowed(corpus: Corpus, analysis: Analysis) -> None:
    first, last = analysis.statements[0], analysis.statements[3]
    corpus.change_statement(first.id, speaker="jonas-kolb")
    said = corpus.change_statement(last.id, type="indirect")
    corpus.rename_actor("jonas-kolb", "Jonas A. Kolb")
    assert [c.number for c in corpus.corrections(article=analysis.article.id)] == [1, 2]
    assert [c.number for c in corpus.corrections(statement=said.statement)] == [2]
    assert [c.number for c in corpus.corrections(newest_first=True, limit=2)] == [3, 2]
    assert [a.article.id for a in corpus.corrected_articles()] == [analysis.article.id]


def test_a_corpus_of_the_schema_before(tmp_path: Path, analysis: Analysis) -> None:
    path = tmp_path / "old.db"
    with Corpus(path, create=True) as corpus:
        corpus.add(analysis, model="1")
        corpus.rename_actor("jonas-kolb", "Jonas A. Kolb")
    raw = sqlite3.connect(path)
    for name in ("correction_of_article", "correction_statement", "correction_result"):
        raw.execute(f"DROP INDEX {name}")
    columns = ["article", "statement", "result", "before", "after", "changes", "note", "applies"]
    for column in columns:
        raw.execute(f"ALTER TABLE correction DROP COLUMN {column}")
    raw.execute("DROP TABLE machine_answer")
    raw.execute("DELETE FROM migration WHERE number > 5")
    raw.execute("PRAGMA user_version = 5")
    raw.commit()
    raw.close()
    with Corpus(path) as corpus:
        (renamed,) = corpus.corrections()
        assert (renamed.action, renamed.article, renamed.applies) == ("rename", None, True)
        corpus.delete_statement(analysis.statements[3].id)
        assert corpus.counts()["statements"] == 3


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=12)


@given(STEPS)
def test_any_course_of_corrections_ends_where_the_live_ones_lead(
    steps: list[tuple[int, int]],
) -> None:
    """Compared with a corpus that never heard of those that were undone."""
    analysis = machine("1")
    with Corpus(":memory:") as corpus:
        corpus.add(analysis, model="1")
        for what, which in steps:
            try:
                _step(corpus, analysis.article.id, what, which)
            except UsageError:
                continue
        live = [c for c in corpus.corrections() if c.undone is None]
        reached = next(iter(corpus))
        actors = [(a.key, a.statements) for a in corpus.actors()]
        found = corpus.search(limit=None).total
        for correction in corpus.corrections():
            if correction.undone is None:
                corpus.undo_correction(correction.number)
        assert list(corpus) == [analysis]
        assert corpus.machine_analysis(analysis.article.id) == analysis
    assert found == len(reached.statements)
    parents = {s.id for s in reached.statements}
    assert all(s.nested_in in parents for s in reached.statements if s.nested_in)
    with Corpus(":memory:") as fresh:
        fresh.add(reached, model="1")
        assert [(a.key, a.statements) for a in fresh.actors()] == actors
    if not live:
        assert reached == analysis


def _step(corpus: Corpus, article: str, what: int, which: int) -> None:
    (kept,) = corpus
    chosen = kept.statements[which % len(kept.statements)] if kept.statements else None
    if what == 0 and chosen:
        corpus.change_statement(chosen.id, type=("direct", "reported")[which % 2])
    elif what == 1 and chosen:
        corpus.delete_statement(chosen.id)
    elif what == 2 and chosen:
        start = min(chosen.spans[0].start + 1 + which % 3, chosen.spans[0].end - 2)
        corpus.change_statement(chosen.id, spans=[(start, chosen.spans[-1].end)])
    elif what == 3:
        start = which * 4 % (len(TEXT) - 12)
        corpus.add_statement(article, type="reported", spans=[(start, start + 12)])
    elif what == 4 and chosen:
        corpus.change_statement(chosen.id, speaker=NewSpeaker("Mara Lind", "person"))
    elif what == 5 and (log := corpus.corrections()):
        corpus.undo_correction(log[which % len(log)].number)


def test_corrected_articles_are_training_data(corpus: Corpus, analysis: Analysis) -> None:
    last = analysis.statements[3]
    sorel = NewSpeaker("Anna Sorel", "person", spans=(span("Sorel"),))
    corpus.change_statement(last.id, speaker=sorel, cue=[span("nannte")])
    (line,) = training_lines(corpus.corrected_articles())
    gold = read_document(json.loads(line), where="test")
    (kept,) = corpus
    assert gold.text == TEXT
    back = gold.analysis().statements
    assert [(s.type, s.spans) for s in back] == [(s.type, s.spans) for s in kept.statements]
    assert [s.nested_in is None for s in back] == [s.nested_in is None for s in kept.statements]
    assert (back[3].speaker.text, back[3].cue) == ("Sorel", kept.statements[3].cue)
