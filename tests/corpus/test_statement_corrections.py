"""Corrections of statements: kept beside the machine's answer, undone in any order, lasting."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import example, given, settings
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


def test_undoing_what_another_builds_on_hits_no_neighbour(
    corpus: Corpus, analysis: Analysis
) -> None:
    """The inner quotation has nearly the words of the shortened one, and of the added one."""
    outer, inner = analysis.statements[:2]
    shorter = corpus.change_statement(outer.id, spans=[span("sei „ein Kraftakt“")])
    corpus.delete_statement(shorter.statement or "")
    corpus.undo_correction(shorter.number)
    assert inner.id in ids(corpus)
    assert outer.id not in ids(corpus)  # the deletion is about it, however long it is
    added = corpus.add_statement(analysis.article.id, type="reported", spans=inner.spans)
    deleted = corpus.delete_statement(added.statement or "")
    corpus.undo_correction(added.number)
    assert inner.id in ids(corpus)
    assert [c.applies for c in corpus.corrections() if c.number == deleted.number] == [False]


def test_what_was_added_keeps_its_speaker_when_a_model_finds_it(
    corpus: Corpus, analysis: Analysis
) -> None:
    words = span("warnt vor den Folgen")
    club = NewSpeaker("Der Verein", "organisation", spans=(span("Der Verein"),))
    added = corpus.add_statement(analysis.article.id, type="reported", spans=[words], speaker=club)
    found = made(analysis.article, "reported", "warnt vor den Folgen", confidence=0.3)
    newer = Analysis(analysis.article, (*analysis.statements, found))
    corpus.add(newer, model="2")
    kept = corpus.statement(found.id).statement
    assert (kept.id, kept.speaker.name, kept.confidence) == (added.statement, "Der Verein", 1.0)
    assert corpus.corrections()[0].applies
    corpus.undo_correction(added.number)
    assert list(corpus) == [newer]


def test_ids_from_before_lead_on_also_by_their_first_characters(
    corpus: Corpus, analysis: Analysis
) -> None:
    last = analysis.statements[3]
    once = corpus.change_statement(last.id, type="indirect").statement or ""
    twice = corpus.change_statement(once, spans=[span("Sorel nannte das falsch")]).statement or ""
    for old in (last.id, once, last.id[:9], once[:9]):
        assert corpus.statement(old).statement.id == twice
    corpus.undo_correction(1)
    now = corpus.statement(once).statement
    assert (now.type, now.text) == ("reported", "Sorel nannte das falsch")
    corpus.undo_correction(2)
    assert corpus.statement(twice).statement == last


def test_a_deleted_statement_is_said_to_be_so(corpus: Corpus, analysis: Analysis) -> None:
    last, article = analysis.statements[3], analysis.article.id
    corpus.change_statement(last.id, type="indirect")
    corpus.undo_correction(1)
    corpus.delete_statement(last.id, author="Mara")
    # Another one, which the deleted one was for a while.
    corpus.add_statement(article, type="indirect", spans=last.spans)
    with pytest.raises(NotFoundError, match=r"deleted by correction 2 \(Mara, .*undo 2"):
        corpus.statement(last.id)
    added = corpus.add_statement(article, type="reported", spans=[(0, 10)])
    corpus.undo_correction(added.number)
    with pytest.raises(NotFoundError, match=r"added by correction 4, which was undone"):
        corpus.statement(added.statement or "")


def test_an_actor_is_named_and_the_mention_stays(corpus: Corpus, analysis: Analysis) -> None:
    last, first = analysis.statements[3], analysis.statements[0]
    corpus.change_statement(last.id, speaker=NewSpeaker("Anna Sorel", "person"))
    corpus.change_statement(first.id, speaker="anna-sorel")
    speaker = corpus.statement(first.id).statement.speaker
    assert (speaker.name, speaker.text, speaker.resolved_by) == ("Anna Sorel", "Kolb", "correction")


def test_a_renamed_actor_is_itself_and_one_split_off_is_refused(
    corpus: Corpus, analysis: Analysis
) -> None:
    _, inner, free, last = analysis.statements
    corpus.rename_actor("jonas-kolb", "Johannes Kolb")
    corpus.change_statement(last.id, speaker="jonas-kolb")
    (hit,) = [h for h in corpus.search(limit=None) if h.statement.id == last.id]
    assert [(a.key, a.name) for a in hit.actors] == [("jonas-kolb", "Johannes Kolb")]
    split = corpus.split_actor("jonas-kolb", "Jonas Kolb", statements=[inner.id])
    before = [(a.key, a.statements) for a in corpus.actors()]
    with pytest.raises(UsageError, match="no name leads"):
        corpus.change_statement(free.id, speaker=split.key or "")
    assert [(a.key, a.statements) for a in corpus.actors()] == before


@pytest.mark.parametrize("spans", [(3, 9), [3], "ab", [("a", "b")], [(1.5, 9)], [(1, 2, 3)], 5])
def test_offsets_that_are_none_are_told(corpus: Corpus, analysis: Analysis, spans: object) -> None:
    with pytest.raises(UsageError, match="give a list of pairs of offsets"):
        corpus.change_statement(analysis.statements[0].id, spans=spans)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "speaker", [NewSpeaker(wikidata="Q1"), NewSpeaker("Anna Sorel", "person", "Sorel")]
)
def test_a_wikidata_id_is_checked(corpus: Corpus, analysis: Analysis, speaker: NewSpeaker) -> None:
    with pytest.raises(UsageError):
        corpus.change_statement(analysis.statements[0].id, speaker=speaker)
    assert corpus.corrections() == []


def test_what_a_shorter_statement_no_longer_holds_is_nested_in_it_no_more(
    corpus: Corpus, analysis: Analysis
) -> None:
    outer, inner = analysis.statements[:2]
    corpus.change_statement(outer.id, spans=[span("der Haushalt")])
    assert corpus.statement(inner.id).statement.nested_in is None


def test_two_who_correct_at_once_both_do(tmp_path: Path, analysis: Analysis) -> None:
    path = tmp_path / "news.db"
    with Corpus(path, create=True) as corpus:
        corpus.add(analysis, model="1")

    def work(name: str, start: int) -> None:
        with Corpus(path) as corpus:
            for i in range(6):
                corpus.add_statement(
                    analysis.article.id,
                    type="reported",
                    spans=[(start + i, start + i + 12)],
                    author=name,
                )

    threads = [Thread(target=work, args=("Mara", 0)), Thread(target=work, args=("Jo", 40))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Corpus(path) as corpus:
        log = corpus.corrections()
        assert [c.number for c in log] == list(range(1, 13))
        assert sorted(c.author for c in log) == ["Jo"] * 6 + ["Mara"] * 6
        assert corpus.counts()["statements"] == 16
        for correction in log:
            corpus.undo_correction(correction.number)
        assert list(corpus) == [analysis]


def test_what_repeats_on_a_site_stays_hidden_after_another_model() -> None:
    with Corpus(":memory:") as corpus:
        analyses = []
        for n in range(5):
            text = (
                f"Titel {n} des Blattes\nAbsatz Nummer {n} über Sache {n}.\nSie prüfe alles genau."
            )
            article = Article(source=f"{n}", url=f"https://blatt.example/{n}", text=text)
            start = text.index("Sie prüfe")
            found = Statement(article.id, "indirect", text[start:-1], (Span(start, len(text) - 1),))
            analyses.append(Analysis(article, (found,)))
            corpus.add(analyses[-1], model="1")
        corpus.mark_repeats()
        assert corpus.counts()["statements"] == 0
        corpus.add(analyses[0], model="2")
        assert corpus.counts()["statements"] == 0


STEPS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 30)), max_size=14)


@settings(deadline=None, max_examples=40)
@example([(3, 0), (1, 0), (5, 0)])  # added, deleted, and then the addition undone
@example([(3, 0), (0, 0), (4, 0), (1, 0), (5, 1), (5, 0)])
@given(STEPS)
def test_any_course_of_corrections_ends_where_the_live_ones_lead(
    steps: list[tuple[int, int]],
) -> None:
    """Compared with a corpus in which only those are made that were not undone."""
    analysis = machine("1")
    with Corpus(":memory:") as corpus, Corpus(":memory:") as fresh:
        corpus.add(analysis, model="1")
        fresh.add(analysis, model="1")
        course = Course(corpus, analysis)
        for what, which in steps:
            try:
                course.step(what, which)
            except UsageError:
                continue
        course.replay(fresh)
        assert list(corpus) == list(fresh)
        assert state(corpus) == state(fresh)
        (reached,) = corpus
        parents = {s.id for s in reached.statements}
        assert all(s.nested_in in parents for s in reached.statements if s.nested_in)
        for correction in corpus.corrections():
            if correction.undone is None:
                corpus.undo_correction(correction.number)
        assert list(corpus) == [analysis]
        assert corpus.machine_analysis(analysis.article.id) == analysis
        with Corpus(":memory:") as never:
            never.add(analysis, model="1")
            assert state(corpus) == state(never)


def state(corpus: Corpus) -> object:
    """What is derived from the statements."""
    actors = [(a.key, a.name, a.statements, a.on_behalf, a.articles) for a in corpus.actors()]
    found = sorted(hit.statement.id for hit in corpus.search("Kraftakt OR sparen", limit=None))
    return actors, corpus.voices("actor"), corpus.counts(), found


class Course:
    """Corrections that are made and undone; it remembers which statement each was about.

    A statement goes by the id that the machine's has, or by the number of what added it.
    """

    def __init__(self, corpus: Corpus, analysis: Analysis) -> None:
        self.corpus, self.article = corpus, analysis.article.id
        self.known: list[str | int] = [s.id for s in analysis.statements]
        self.made: list[tuple[int, str, str | int, dict[str, object]]] = []

    def step(self, what: int, which: int) -> None:
        log = self.corpus.corrections()
        if what == 6 or (what == 5 and log):
            if log:
                self.corpus.undo_correction(log[which % len(log)].number)
            return
        if what == 3:
            # Every third lies where others have nearly the same words.
            start = 31 + which % 2 if which % 3 == 0 else which * 4 % (len(TEXT) - 12)
            given: dict[str, object] = {"type": "reported", "spans": [(start, start + 12)]}
            said = self.corpus.add_statement(self.article, **given)  # type: ignore[arg-type]
            self.known.append(said.number)
            self.made.append((said.number, "add", said.number, given))
            return
        handle = self.known[-1 - which % len(self.known)]  # the latest ones are built on most
        now = self.id_of(handle)
        if now is None:
            return
        if what == 1:
            said = self.corpus.delete_statement(now)
            self.made.append((said.number, "delete", handle, {}))
            return
        if what == 0:
            given = {"type": ("direct", "reported")[which % 2]}
        elif what == 2:
            spans = self.corpus.statement(now).statement.spans
            start = min(spans[0].start + 1 + which % 3, spans[0].end - 2)
            given = {"spans": [(start, spans[-1].end)]}
        else:
            given = {"speaker": NewSpeaker("Mara Lind", "person")}
        said = self.corpus.change_statement(now, **given)  # type: ignore[arg-type]
        self.made.append((said.number, "change", handle, given))

    def id_of(self, handle: str | int) -> str | None:
        """The id by now, told from the log alone."""
        log = {c.number: c for c in self.corpus.corrections()}
        now = handle if isinstance(handle, str) else None
        for number, action, about, _ in self.made:
            if about == handle and log[number].undone is None and log[number].applies:
                now = None if action == "delete" else log[number].statement
        return now

    def replay(self, fresh: Corpus) -> None:
        log = {c.number: c for c in self.corpus.corrections()}
        now: dict[str | int, str] = {h: h for h in self.known if isinstance(h, str)}
        for number, action, about, how in self.made:
            if log[number].undone is not None or not log[number].applies:
                continue
            if action == "add":
                said = fresh.add_statement(self.article, **how)  # type: ignore[arg-type]
            elif action == "delete":
                said = fresh.delete_statement(now.pop(about))
            else:
                said = fresh.change_statement(now[about], **how)  # type: ignore[arg-type]
            now[about] = said.statement or ""


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
