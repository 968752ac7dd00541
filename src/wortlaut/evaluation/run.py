"""Evaluate a pipeline on gold data: predict from tokens and text alone, write, score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from wortlaut.errors import UsageError
from wortlaut.evaluation.gold import Annotation, GoldDocument, read_document, read_gold
from wortlaut.evaluation.predictions import predicted_document, write_predictions
from wortlaut.evaluation.report import Report
from wortlaut.evaluation.score import (
    OVERLAP,
    ScoredStatement,
    Share,
    pair_statements,
    score_documents,
    token_f1,
)
from wortlaut.evaluation.speakers import SpeakerRow, SpeakerScore, read_speakers, score_speakers
from wortlaut.records import Analysis, Document

_LINKED_KINDS = ("person", "organisation")
Names = dict[tuple[str, int], str | None]


class DocumentAnalyzer(Protocol):
    """What is evaluated: anything that finds the statements of a document."""

    def analyze_document(self, document: Document) -> Analysis: ...


def evaluate(
    gold_path: Path | str,
    pipeline: DocumentAnalyzer,
    *,
    predictions_path: Path | str | None = None,
    speakers_path: Path | str | None = None,
    bootstrap: int = 0,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Predict the statements of every gold document, and score them where there is gold.

    Each document is rebuilt from its text and its tokens; annotations are never shown to
    ``pipeline``. ``predictions_path`` takes the predictions, ``speakers_path`` names the rows that
    say who speaks (a tagged ``.txt`` brings its own). ``bootstrap`` and ``seed`` are those of
    ``score_documents``. ``progress`` is called with the documents done and their total.

    Raises GoldError for data that does not follow the format, UsageError for predictions that
    cannot be written.

    >>> report = evaluate("gold.jsonl", Pipeline())  # doctest: +SKIP
    >>> report.score.message.f1  # doctest: +SKIP
    73.2
    """
    gold_path = Path(gold_path)
    target = _check_target(gold_path, predictions_path)
    documents = list(read_gold(gold_path))
    rows = _speaker_rows(documents, speakers_path)
    names: Names = {}
    scored: list[tuple[Sequence[ScoredStatement], Sequence[ScoredStatement]]] = []
    statements = 0
    linked: Counter[tuple[str, bool]] = Counter()

    def predict() -> Iterator[Mapping[str, Any]]:
        nonlocal statements
        for done, gold in enumerate(documents, 1):
            analysis = analyze_gold(gold, pipeline)
            prediction = predicted_document(gold, analysis)
            statements += len(analysis.statements)
            speakers = [s.speaker for s in analysis.statements if s.speaker.name]
            linked.update((s.kind, s.wikidata is not None) for s in speakers)
            if gold.annotations is not None:
                # What is scored is what is written.
                predicted = read_document(prediction, where=gold.name).annotations or ()
                scored.append(([a.scored for a in gold.annotations], [a.scored for a in predicted]))
                names.update(_found_names(gold, predicted, analysis))
            if progress:
                progress(done, len(documents))
            yield prediction

    if target:
        write_predictions(target, predict())
    else:
        for _ in predict():
            pass
    has_gold = any(gold for gold, _ in scored)
    return Report(
        gold=str(gold_path),
        documents=len(documents),
        predicted=statements,
        score=score_documents(scored, bootstrap=bootstrap, seed=seed) if has_gold else None,
        speakers=_score_speakers(documents, rows, names) if has_gold else None,
        linked={
            kind: Share(linked[kind, True], linked[kind, True] + linked[kind, False])
            for kind in _LINKED_KINDS
        },
    )


def analyze_gold(gold: GoldDocument, pipeline: DocumentAnalyzer) -> Analysis:
    """Run ``pipeline`` over the text and the tokens of a gold document, and nothing else of it."""
    from wortlaut.text.document import document_from_tokens

    article = gold.article()
    if not gold.token_ids:
        return Analysis(article=article, statements=())
    return pipeline.analyze_document(document_from_tokens(article, gold.sentences))


def _check_target(gold_path: Path, predictions_path: Path | str | None) -> Path | None:
    if predictions_path is None:
        return None
    target = Path(predictions_path)
    inside = gold_path.is_dir() and gold_path.resolve() in target.resolve().parents
    if target.resolve() == gold_path.resolve() or (inside and target.suffix == ".json"):
        raise UsageError(f"{target} is gold data; give predictions a file of their own")
    if target.is_dir():
        raise UsageError(f"{target} is a directory; predictions go into one .jsonl file")
    return target


def _speaker_rows(
    documents: Iterable[GoldDocument], speakers_path: Path | str | None
) -> list[SpeakerRow]:
    if speakers_path is not None:
        return read_speakers(speakers_path)
    return [row for gold in documents for row in gold.speakers]


def _score_speakers(
    documents: Iterable[GoldDocument], rows: Iterable[SpeakerRow], names: Names
) -> SpeakerScore | None:
    """Score the rows whose statement is in the gold data; None where there is no such row."""
    known = {(gold.name, a.id) for gold in documents for a in gold.annotations or ()}
    here = [row for row in rows if (row.document, row.statement) in known]
    return score_speakers(here, names) if here else None


def _found_names(
    gold: GoldDocument, predicted: Sequence[Annotation], analysis: Analysis
) -> Iterator[tuple[tuple[str, int], str | None]]:
    wanted = gold.annotations or ()
    pairs = pair_statements([a.scored for a in wanted], [a.scored for a in predicted])
    for i, j in pairs:
        if token_f1(wanted[i].scored.quote, predicted[j].scored.quote) >= OVERLAP:
            yield (gold.name, wanted[i].id), analysis.statements[j].speaker.name
