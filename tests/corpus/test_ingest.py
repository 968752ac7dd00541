"""Ingest: resumable, the same with any number of processes, nothing lost silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from invented import BROKEN, DEADLY, FakePipeline, article

from wortlaut import Analysis, Article, Corpus, Failure
from wortlaut.errors import ModelError, UsageError, WortlautError
from wortlaut.ingest import IngestProgress, IngestReport, ingest
from wortlaut.records import Provenance


def broken_factory() -> FakePipeline:
    raise ModelError("the model is missing; install the package again")


def mixed() -> list[Article | Failure]:
    """Thirty articles, two unreadable inputs, one article that cannot be analysed, one twice."""
    inputs: list[Article | Failure] = [article(n) for n in range(30)]
    inputs.insert(3, Failure("fehlt.txt", "source", "missing", "there is no such file"))
    inputs.insert(17, article(900, BROKEN))
    inputs.insert(20, Failure("leer.txt", "source", "empty", "no text"))
    inputs.append(article(4))
    return inputs


def content(corpus: Corpus) -> tuple[list[Analysis], list[Failure]]:
    return list(corpus), corpus.failures()


def test_a_run_adds_everything_and_lists_what_failed() -> None:
    with Corpus(":memory:") as corpus:
        report = ingest(mixed(), corpus, FakePipeline())
        assert (report.added, report.unchanged, report.done) == (30, 1, 34)
        assert [f.input for f in report.failures] == ["fehlt.txt", "ort-900.txt", "leer.txt"]
        assert corpus.failures() == sorted(report.failures, key=lambda f: f.input)
        assert str(report) == "34 articles: 30 added, 1 unchanged, 3 failed"
        assert corpus.counts()["articles"] == 30


def test_a_second_run_analyses_nothing_and_changes_nothing() -> None:
    with Corpus(":memory:") as corpus:
        ingest(mixed(), corpus, FakePipeline())
        before = content(corpus)
        pipeline = FakePipeline()
        report = ingest(mixed(), corpus, pipeline)
        assert (report.added, report.unchanged, len(report.failures)) == (0, 31, 3)
        assert pipeline.seen == ["ort-900.txt"]
        assert content(corpus) == before


def test_another_model_analyses_again() -> None:
    with Corpus(":memory:") as corpus:
        ingest([article(1)], corpus, FakePipeline("fake-1"))
        assert ingest([article(1)], corpus, FakePipeline("fake-2")) == IngestReport(added=1)
        assert corpus.model_of(article(1).id) == "fake-2"
        assert ingest([article(1)], corpus, FakePipeline(), model="fake-2").unchanged == 1


def test_inputs_are_read_as_they_are_needed() -> None:
    """A long stream is kept article by article, not read to its end first."""
    taken = 0

    def stream() -> Iterator[Article]:
        nonlocal taken
        for taken in range(1, 61):
            yield article(taken)

    seen: list[tuple[int, int]] = []
    with Corpus(":memory:") as corpus:
        ingest(
            stream(),
            corpus,
            FakePipeline(),
            batch_size=2,
            progress=lambda p: seen.append((p.done, taken)),
        )
    assert seen[0] == (1, 8)
    assert all(ahead - done < 8 for done, ahead in seen)


def test_progress_counts_and_names_the_failure() -> None:
    seen: list[IngestProgress] = []
    with Corpus(":memory:") as corpus:
        report = ingest(mixed(), corpus, FakePipeline(), progress=seen.append)
    assert [p.done for p in seen] == list(range(1, 35))
    assert [p.failure for p in seen if p.failure] == list(report.failures)
    assert (seen[-1].added, seen[-1].unchanged, seen[-1].failed) == (30, 1, 3)


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_processes_changes_nothing(tmp_path: Path, jobs: int) -> None:
    with Corpus(":memory:") as one, Corpus(tmp_path / "many.db", create=True) as many:
        alone = ingest(mixed(), one, FakePipeline(), batch_size=1)
        together = ingest(
            mixed(), many, FakePipeline(), jobs=jobs, pipeline_factory=FakePipeline, batch_size=1
        )
        assert together == alone
        assert content(many) == content(one)


def test_a_worker_that_dies_takes_one_article_with_it() -> None:
    inputs = [article(n) for n in range(24)]
    inputs[5] = article(905, DEADLY)
    inputs[6] = article(906, DEADLY)
    with Corpus(":memory:") as corpus:
        report = ingest(
            inputs,
            corpus,
            FakePipeline(),
            jobs=2,
            pipeline_factory=FakePipeline,
            batch_size=1,
        )
        assert report.added == 22
        assert [(f.input, f.stage, f.code) for f in report.failures] == [
            ("ort-905.txt", "analysis", "worker"),
            ("ort-906.txt", "analysis", "worker"),
        ]
        assert "one job" in report.failures[0].message
        assert corpus.failures() == list(report.failures)


def test_when_every_worker_dies_the_run_ends_with_a_reason() -> None:
    with Corpus(":memory:") as corpus:
        with pytest.raises(WortlautError, match=r"5 worker processes died.*fewer jobs"):
            ingest(
                [article(n, DEADLY) for n in range(12)],
                corpus,
                FakePipeline(),
                jobs=2,
                pipeline_factory=FakePipeline,
                batch_size=2,
            )
        assert corpus.counts()["articles"] == 0


def test_a_worker_without_a_model_says_so() -> None:
    with Corpus(":memory:") as corpus, pytest.raises(ModelError, match="the model is missing"):
        ingest([article(1)], corpus, FakePipeline(), jobs=2, pipeline_factory=broken_factory)


def test_a_factory_may_have_arguments() -> None:
    with Corpus(":memory:") as corpus:
        factory = partial(FakePipeline, "fake-3")
        report = ingest([article(1)], corpus, factory(), jobs=2, pipeline_factory=factory)
        assert report.added == 1
        assert corpus.model_of(article(1).id) == "fake-3"


@pytest.mark.parametrize("arguments", [{"jobs": 0}, {"batch_size": 0}, {"jobs": 2}])
def test_arguments_that_cannot_be_meant(arguments: dict[str, int]) -> None:
    with Corpus(":memory:") as corpus, pytest.raises(UsageError):
        ingest([], corpus, FakePipeline(), **arguments)  # type: ignore[arg-type]


class Forgetful(FakePipeline):
    """Gives fewer results than it got articles."""

    def pipe(self, articles: Iterable[Article], *, batch_size: int) -> Iterator[Analysis | Failure]:
        yield from list(super().pipe(articles, batch_size=batch_size))[:-1]


def test_an_article_that_the_pipeline_loses_is_a_failure() -> None:
    with Corpus(":memory:") as corpus:
        report = ingest([article(1), article(2)], corpus, Forgetful())
        assert [(f.input, f.code) for f in report.failures] == [("ort-2.txt", "lost")]


def test_what_cannot_be_kept_is_a_failure_and_the_rest_goes_on() -> None:
    with Corpus(":memory:") as corpus:
        report = ingest(
            [article(1), Article(source="halb.txt", text="Rat\ud83d"), article(2)],
            corpus,
            FakePipeline(),
        )
        assert report.added == 2
        assert [(f.input, f.stage, f.code) for f in report.failures] == [
            ("halb.txt", "corpus", "record")
        ]


def test_a_failure_is_over_when_its_input_succeeds() -> None:
    good = Article(source="news.jsonl", text="Der Rat tagt.")
    with Corpus(":memory:") as corpus:
        for name in ("news.jsonl:3", "news.jsonl:9", "ort-1.txt", "other.jsonl:1", "C:1:x"):
            corpus.add_failure(Failure(name, "source", "json", "no valid JSON"))
        still = Failure("news.jsonl:9", "source", "json", "no valid JSON")
        ingest([good, still, article(1)], corpus, FakePipeline())
        left = [f.input for f in corpus.failures()]
        assert left == ["C:1:x", "news.jsonl:9", "other.jsonl:1"]
        # The same once more, now that the article is known and nothing is added.
        corpus.add_failure(Failure("ort-1.txt", "source", "missing", "no such file"))
        ingest([good, article(1)], corpus, FakePipeline())
        assert [f.input for f in corpus.failures()] == ["C:1:x", "other.jsonl:1"]


def test_a_failed_record_is_over_when_its_archive_is_read_without_it() -> None:
    def kept(name: str, container: str) -> Article:
        return replace(article(1), source=name, provenance=Provenance(container=container))

    with Corpus(":memory:") as corpus:
        for name in ("a.warc.gz#byte-17", "a.warc.gz#urn:uuid:1", "b.warc#byte-3", "c.wacz#x#7"):
            corpus.add_failure(Failure(name, "source", "damaged", "damaged"))
        inputs = [
            kept("a.warc.gz#urn:uuid:2", "a.warc.gz"),
            Failure("a.warc.gz#byte-17", "source", "damaged", "damaged"),
            kept("c.wacz#x#urn:uuid:3", "c.wacz#x"),
            kept("b.warc#2.txt", "b.warc#2.txt"),
        ]
        ingest(inputs, corpus, FakePipeline())
        left = [f.input for f in corpus.failures()]
        assert left == ["a.warc.gz#byte-17", "b.warc#byte-3"]
