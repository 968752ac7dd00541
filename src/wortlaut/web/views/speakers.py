"""Speakers: the list, and all that one of them said; corrections of who somebody is."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Form, Response

from wortlaut.corpus.identity import UNKNOWN
from wortlaut.errors import WortlautError
from wortlaut.records import ACTOR_KINDS
from wortlaut.web.figure import figure
from wortlaut.web.labels import country_name
from wortlaut.web.messages import said
from wortlaut.web.reading import shown_source
from wortlaut.web.views.routing import pages
from wortlaut.web.views.search import pieces
from wortlaut.web.visit import UNSIGNED, Reading, Visit, Writing, go_to, render

router = pages()
PAGE = 50
LATEST = 10
COMPANIONS = 12
OUTLETS = 12


@router.get("/speakers")
def speakers(visit: Reading, q: str = "", kind: str = "", page: int = 1) -> Response:
    """Who speaks in the corpus, those with most statements first."""
    page = min(max(page, 1), 1000)
    wanted = kind if kind in ACTOR_KINDS else None
    error, found = None, []
    try:
        found = visit.service.corpus.actors(
            q.strip()[:200] or None, kind=wanted, limit=PAGE + 1, offset=(page - 1) * PAGE
        )
    except WortlautError as problem:
        error = said(visit, problem)
    return render(
        visit,
        "speakers",
        status=400 if error else 200,
        q=q,
        kind=wanted,
        kinds=ACTOR_KINDS,
        page=page,
        actors=[actor for actor in found[:PAGE] if actor.key != UNKNOWN],
        unknown=next((actor for actor in found if actor.key == UNKNOWN), None),
        more=len(found) > PAGE,
        top=max((actor.statements for actor in found), default=1) or 1,
        country=lambda code: country_name(visit.t, code),
        error=error,
    )


@router.get("/speakers/{key}")
def speaker(visit: Reading, key: str) -> Response:
    """One speaker."""
    return _speaker(visit, key)


@router.post("/speakers/{key}/rename")
def rename(
    visit: Writing,
    key: str,
    name: Annotated[str, Form(max_length=200)] = "",
    wikidata: Annotated[str, Form(max_length=20)] = "",
    kind: Annotated[str, Form(max_length=20)] = "",
    author: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Give another name, Wikidata id or kind."""
    try:
        with visit.service.corpora.writer() as corpus:
            actor = corpus.actor(key)
            corpus.rename_actor(
                actor.key,
                None if name.strip() in ("", actor.name) else name,
                wikidata=None if wikidata.strip() in ("", actor.wikidata) else wikidata,
                kind=None if kind in ("", actor.kind) else kind,
                author=author.strip() or UNSIGNED,
            )
            anchor = corpus.actor(actor.key if not wikidata.startswith("Q") else wikidata).key
    except WortlautError as error:
        return _speaker(visit, key, error)
    return go_to(_address(anchor), done="renamed")


@router.post("/speakers/{key}/merge")
def merge(
    visit: Writing,
    key: str,
    other: Annotated[str, Form(max_length=200)] = "",
    author: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Say that another actor is the same."""
    try:
        with visit.service.corpora.writer() as corpus:
            corpus.merge_actors(key, other, author=author.strip() or UNSIGNED)
            anchor = corpus.actor(key).key
    except WortlautError as error:
        return _speaker(visit, key, error)
    return go_to(_address(anchor), done="merged")


def _address(key: str) -> str:
    return f"/speakers/{quote(key, safe='')}"


def _speaker(visit: Visit, key: str, error: WortlautError | None = None) -> Response:
    corpus = visit.service.corpus
    actor = corpus.actor(key)
    unknown = actor.key == UNKNOWN
    by_outlet = corpus.shares("outlet", actor=actor.key, limit=OUTLETS)
    by_type = corpus.shares("type", actor=actor.key)
    return render(
        visit,
        "speaker",
        status=error.http_status if error else 200,
        actor=actor,
        unknown=unknown,
        error=said(visit, error) if error else None,
        kinds=ACTOR_KINDS,
        country=lambda code: country_name(visit.t, code),
        by_outlet=[share for share in by_outlet if share.statements],
        by_type=[share for share in by_type if share.statements],
        together=[] if unknown else corpus.together(actor.key, limit=COMPANIONS),
        latest=corpus.search(actor=actor.key, order="time", limit=LATEST),
        timeline=figure(visit, "timeline", visit.t("speaker.timeline"), actor=actor.key),
        pieces=pieces,
        source=shown_source,
    )
