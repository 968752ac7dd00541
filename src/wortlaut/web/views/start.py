"""The start page: paste, drop or name an article; the corpus at a glance below it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, File, Form, Response, UploadFile

from wortlaut.api.access import analysis_turn
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.errors import FetchError, SourceError, WortlautError
from wortlaut.records import Analysis
from wortlaut.web.messages import said
from wortlaut.web.reading import shown_source
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import Reading, SignInNeededError, Visit, check_form, go_to, render

router = pages()
LATEST = 6
LOUDEST = 8
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
EXAMPLE = """Halmstedt streitet über die Fähre

Die Fähre nach Oldersand soll vom Frühjahr an nur noch zweimal am Tag fahren. „Wir können uns den \
Betrieb schlicht nicht mehr leisten“, sagte Bürgermeisterin Karla Wiemann am Dienstag im Rathaus. \
Die Stadt habe im vergangenen Jahr 400.000 Euro zugeschossen, so viel wie nie zuvor.

Der Inselverein widerspricht. Die Kürzung sei ein Todesstoß für die Läden auf Oldersand, meint \
sein Vorsitzender Onno Petersen. Sie treffe vor allem Familien. Nach Angaben der Reederei nutzen \
täglich rund 600 Menschen die Verbindung. Petersen forderte das Land auf, einen Teil der Kosten \
zu übernehmen.

Verkehrsminister Jonas Kolb äußerte sich zurückhaltend. Er habe Wiemann zugesagt, „das noch \
einmal in Ruhe zu prüfen“, sagte er dem Sender Küstenwelle.
"""
"""An article written for this page, for those who have none at hand."""


@router.get("/")
def start(visit: Reading, example: bool = False) -> Response:
    """The start page, with the example put in if wanted."""
    return _page(visit, text=EXAMPLE if example else "")


@router.post("/analyze")
def analyze(
    visit: Reading,
    _: Annotated[None, Depends(analysis_turn)],
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=500)] = "",
    outlet: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=40)] = "",
    file: Annotated[UploadFile | None, File()] = None,
    form_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Analyse what was sent and show it; nothing is kept yet."""
    check_form(visit, form_token)
    wait = visit.service.rates.wait(visit.client)
    if wait:
        response = _page(visit, text=text, error=visit.t("error.rate", n=wait), status=429)
        response.headers["retry-after"] = str(wait)
        return response
    details = {"title": title.strip(), "outlet": outlet.strip(), "published": published.strip()}
    try:
        analysis = _analysis(visit, text, file, details)
    except WortlautError as error:
        status = 422 if isinstance(error, SourceError) else error.http_status
        return _page(visit, text=text, error=said(visit, error), status=status)
    return go_to(f"/drafts/{visit.service.drafts.put(analysis)}")


def _analysis(
    visit: Visit, text: str, file: UploadFile | None, details: dict[str, str]
) -> Analysis:
    analyser = visit.service.analyser
    if file is not None and file.filename:
        return analyser.file(file.filename[-200:], file.file.read())
    if _ADDRESS.fullmatch(text.strip()):
        if not visit.may_write:  # others must not make this server ask addresses
            raise SignInNeededError
        try:
            return analyser.url(text.strip())
        except FetchError as error:
            raise SourceError(str(error), code=error.code) from error
    return analyser.text(text.replace("\r\n", "\n"), **details)


def _page(visit: Visit, *, text: str = "", error: str | None = None, status: int = 200) -> Response:
    corpus = visit.service.corpus
    facets = corpus.facets(limit=LOUDEST + 1)
    loudest = [value for value in facets.actor if value.value != UNKNOWN][:LOUDEST]
    return render(
        visit,
        "start",
        status=status,
        text=text,
        error=error,
        details=False,
        counts=corpus.counts(),
        facets=facets,
        loudest=loudest,
        top=max((value.count for value in loudest), default=1),
        speakers=facets.actor.distinct,
        latest=corpus.articles(limit=LATEST, order="time"),
        source=shown_source,
        corpus_name=visit.service.config.corpus.name,
    )
