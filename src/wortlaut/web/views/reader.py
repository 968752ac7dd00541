"""The reader: an article with its statements; drafts, permalinks, citations, versions."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from wortlaut.errors import NotFoundError
from wortlaut.export.citation import bibtex, citation, ris
from wortlaut.records import Analysis
from wortlaut.web.reading import ReaderPage, reader_page, shown_source
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, Visit, Writing, go_to, render

router = pages()


@router.get("/articles/{article_id}")
def article(
    visit: Reading, article_id: str, statement: str | None = None, part: int = 1
) -> Response:
    """An article of the corpus, with one statement selected if wanted; a long one in parts."""
    analysis = visit.service.corpus.article(article_id)
    return _kept(visit, analysis, statement, part, "reader")


@router.get("/articles/{article_id}/panel")
def panel(visit: Reading, article_id: str, statement: str | None = None, part: int = 1) -> Response:
    """What stands beside the article: the piece of the page that changes with the selection."""
    analysis = visit.service.corpus.article(article_id)
    return _kept(visit, analysis, statement, part, "panel" if statement else "list")


@router.get("/drafts/{key}")
def draft(visit: Reading, key: str, statement: str | None = None, part: int = 1) -> Response:
    """An article that is not kept yet."""
    return _draft(visit, key, statement, part, "reader")


@router.get("/drafts/{key}/panel")
def draft_panel(visit: Reading, key: str, statement: str | None = None, part: int = 1) -> Response:
    """What stands beside it."""
    return _draft(visit, key, statement, part, "panel" if statement else "list")


@router.post("/drafts/{key}/keep")
def keep(visit: Writing, key: str) -> Response:
    """Put it into the corpus."""
    analysis = _drafted(visit, key)
    new = visit.service.keep(analysis)
    return go_to(f"/articles/{analysis.article.id}", done="kept" if new else "kept_before")


@router.get("/statements/{statement_id}")
def permalink(visit: Reading, statement_id: str, done: str | None = None) -> Response:
    """On to the statement in its article; also by an id from before a correction."""
    hit = visit.service.corpus.statement(statement_id)
    found = hit.statement.id
    told = f"&done={done}" if done in ("changed", "added") else ""
    return go_to(f"/articles/{hit.article.id}?statement={found}{told}#s-{found}")


@router.get("/statements/{statement_id}/citation.{form}")
def cite(visit: Reading, statement_id: str, form: str) -> Response:
    """The statement as a reference: RIS or BibTeX."""
    write, kind = {
        "ris": (ris, "application/x-research-info-systems"),
        "bib": (bibtex, "application/x-bibtex"),
    }.get(form, (None, ""))
    if write is None:
        raise NotFoundError(f"there is no citation in the form {form!r}; ris and bib are known")
    hit = visit.service.corpus.statement(statement_id)
    text = write(hit.statement, hit.article, permalink=permalink_of(visit, hit.statement.id))
    name = f"wortlaut-{hit.statement.id}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)


def permalink_of(visit: Visit, statement_id: str) -> str:
    """The address of a statement that can be passed on."""
    return f"{visit.request.base_url}statements/{statement_id}"


def _kept(
    visit: Visit, analysis: Analysis, statement: str | None, part: int, template: str
) -> Response:
    corpus = visit.service.corpus
    page = reader_page(
        analysis,
        f"/articles/{analysis.article.id}",
        visit.service.outlet_of(analysis.article),
        kept=True,
        chosen=statement,
        part=part,
    )
    cited = None
    if page.chosen:
        hit = corpus.statement(page.chosen.statement.id)
        page = page.with_known(hit.actors, corpus.corrections(statement=hit.statement.id))
        address = permalink_of(visit, hit.statement.id)
        cited = citation(hit.statement, hit.article, permalink=address, language=visit.language)
    versions = corpus.count_versions(analysis.article.id) if template == "reader" else 1
    return _shown(visit, page, template, draft=None, versions=versions, citation=cited)


def _draft(visit: Visit, key: str, statement: str | None, part: int, template: str) -> Response:
    analysis = _drafted(visit, key)
    outlet = visit.service.outlet_of(analysis.article)
    page = reader_page(analysis, f"/drafts/{key}", outlet, kept=False, chosen=statement, part=part)
    return _shown(visit, page, template, draft=key, versions=1, citation=None)


def _drafted(visit: Visit, key: str) -> Analysis:
    analysis = visit.service.drafts.get(key)
    if analysis is None:
        raise NotFoundError(visit.t("reader.forgotten"))
    return analysis


def _shown(visit: Visit, page: ReaderPage, template: str, **context: Any) -> Response:
    return render(visit, template, page=page, source=shown_source, **context)
