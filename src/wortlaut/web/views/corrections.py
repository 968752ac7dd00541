"""The log of all corrections: what people said, when, and taking it back."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import Form, Response

from wortlaut.errors import UsageError
from wortlaut.evaluation.training_data import training_lines
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import UNSIGNED, Reading, Writing, go_to, render

router = pages()
PAGE = 50


@router.get("/corrections")
def corrections(visit: Reading, page: int = 1) -> Response:
    """The corrections, the latest first."""
    page = min(max(page, 1), 10_000)
    found = visit.service.corpus.corrections(
        limit=PAGE + 1, offset=(page - 1) * PAGE, newest_first=True
    )
    return render(visit, "corrections", corrections=found[:PAGE], page=page, more=len(found) > PAGE)


@router.get("/corrections/export")
def export(visit: Reading, format: str = "gnqa") -> Response:
    """The corrected articles as training data, or the log."""
    corpus = visit.service.corpus
    if format == "gnqa":
        lines = training_lines(corpus.corrected_articles())
    elif format == "jsonl":
        lines = (json.dumps(c.to_dict(), ensure_ascii=False) + "\n" for c in corpus.corrections())
    else:
        raise UsageError(f"format {format!r} is unknown; gnqa or jsonl")
    name = f'attachment; filename="wortlaut-{format}.jsonl"'
    return Response(
        "".join(lines),
        media_type="application/x-ndjson",
        headers={"content-disposition": name},
    )


@router.post("/corrections/{number}/undo")
def undo(
    visit: Writing, number: int, author: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    """Take one back; it stays in the log."""
    with visit.service.corpora.writer() as corpus:
        corpus.undo_correction(number, author=author.strip() or UNSIGNED)
    return go_to("/corrections", done="undone")
