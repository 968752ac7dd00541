"""Floors on saved pages and on the article of ``shared/``; skipped where it is missing."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

import pytest

from wortlaut.sources import plain
from wortlaut.text.document import read_document

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PAGES = SHARED / "data" / "pages"

pytestmark = pytest.mark.shared


@pytest.mark.skipif(not PAGES.is_dir(), reason=f"no pages at {PAGES}")
def test_floors_on_saved_pages() -> None:
    sys.path.append(str(ROOT / "benchmarks"))
    try:
        import pages
    finally:
        sys.path.pop(0)
    lines = (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [pages.read_page(PAGES, json.loads(line)) for line in lines]
    assert len(rows) == 36
    assert statistics.mean(r.f1 for r in rows) >= 0.97
    assert min(r.f1 for r in rows) >= 0.85
    assert sum(r.title_equal for r in rows) >= 32
    assert sum(r.day_equal for r in rows) >= 35
    both, mine, theirs = (sum(r.authors[i] for r in rows) for i in range(3))
    assert 2 * both / (mine + theirs) >= 0.85
    assert sum(len(m) for r in rows for m in r.marked) < 200


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason=f"no articles at {SHARED}")
def test_the_last_two_paragraphs_of_the_article_are_paratext() -> None:
    for path in sorted((SHARED / "articles").glob("*.txt")):
        doc = read_document(plain.article(path.read_text(encoding="utf-8"), path.name))
        teaser, notice = doc.paragraphs[-2:]
        found = {(p.kind, p.spans[0].start, p.spans[0].end) for p in doc.paratext}
        assert ("teaser", teaser.start, teaser.end) in found
        assert ("notice", notice.start, notice.end) in found
        assert len(doc.paratext) == 2
