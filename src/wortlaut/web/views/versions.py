"""The versions of a page, and which statements came, went or changed."""

from __future__ import annotations

from itertools import pairwise

from fastapi import Response

from wortlaut.export.outline import speaker_label
from wortlaut.trace.versions import compare
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, render

router = pages()


@router.get("/articles/{article_id}/versions")
def versions(visit: Reading, article_id: str) -> Response:
    """All versions of the page that an article is one of, the latest first."""
    found = visit.service.corpus.versions(article_id)
    steps = [None, *(compare(a.analysis, b.analysis) for a, b in pairwise(found))]
    return render(
        visit,
        "versions",
        versions=list(zip(found, steps, strict=True))[::-1],
        title=found[-1].analysis.article.title or found[-1].analysis.article.id,
        who=speaker_label,
    )
