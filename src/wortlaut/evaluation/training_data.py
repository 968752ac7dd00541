"""Corrected articles as training data, in the format of the gold data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from wortlaut.evaluation.gold import read_document
from wortlaut.evaluation.gold_article import GoldArticle, to_gold_document
from wortlaut.evaluation.predictions import predicted_document
from wortlaut.records import Analysis


def training_document(analysis: Analysis) -> dict[str, Any]:
    """An analysis as a gold document: its statements as annotations, by token number.

    Tokens and sentences are those of our own text layer. A token belongs to a span when the two
    overlap, so that a span may grow to the ends of its tokens.
    """
    article = analysis.article
    bare = to_gold_document(GoldArticle(article.id, article.text, article.published))
    gold = read_document(bare, where=article.source)
    return predicted_document(gold, analysis)


def training_lines(analyses: Iterable[Analysis]) -> Iterator[str]:
    """One document a line (JSON lines), as ``wortlaut evaluate`` reads them."""
    for analysis in analyses:
        yield json.dumps(training_document(analysis), ensure_ascii=False) + "\n"
