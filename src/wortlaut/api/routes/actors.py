"""Actors across articles, and corrections of their identity."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query, Request
from starlette.responses import Response

from wortlaut.api.access import IfMatch, Reading, Writing, check_unchanged
from wortlaut.api.answers import json_answer, tagged
from wortlaut.api.models import ActorEntry, Actors, CorrectedActor
from wortlaut.api.paging import CursorParam, Limit, offset_of, page_of
from wortlaut.api.requests import MergeActor, RenameActor, SplitActor
from wortlaut.api.routing import errors, subject, tagged_answers
from wortlaut.corpus import Corpus, Correction
from wortlaut.records import ActorKind

router = subject("actors")
Key = Annotated[
    str,
    Path(
        min_length=1,
        max_length=200,
        description="The actor's key, its Wikidata id, or a name that only one has.",
    ),
]
_CORRECTED = errors(404, 412, writes=True)


@router.get("/actors", response_model=Actors, responses=tagged_answers())
def list_actors(
    request: Request,
    service: Reading,
    query: Annotated[str | None, Query(max_length=500, description="Words of a name.")] = None,
    kind: ActorKind | None = None,
    limit: Limit = 50,
    cursor: CursorParam = None,
) -> Response:
    """Actors, those with most statements first; `names` and `keys` are left empty here."""
    asked = ("actors", query, kind)
    offset = offset_of(cursor, *asked)
    found = service.corpus.actors(query, kind=kind, limit=limit + 1, offset=offset)
    page, following = page_of(found, offset, limit, *asked)
    return tagged(request, {"actors": [a.to_dict() for a in page], "next": following})


@router.get("/actors/{key}", response_model=ActorEntry, responses=tagged_answers(404))
def get_actor(request: Request, service: Reading, key: Key) -> Response:
    """One actor with all its names and keys."""
    return tagged(request, service.corpus.actor(key).to_dict())


@router.post("/actors/{key}/merge", response_model=CorrectedActor, responses=_CORRECTED)
def merge_actors(
    service: Writing, key: Key, given: MergeActor, if_match: IfMatch = None
) -> Response:
    """Say that another actor is the same; this one keeps its name."""
    with service.corpora.writer() as corpus:
        check_unchanged(if_match, corpus.actor(key).to_dict())
        correction = corpus.merge_actors(key, given.other, author=given.author)
        return _corrected(corpus, correction, key)


@router.post("/actors/{key}/rename", response_model=CorrectedActor, responses=_CORRECTED)
def rename_actor(
    service: Writing, key: Key, given: RenameActor, if_match: IfMatch = None
) -> Response:
    """Give another name, Wikidata id or kind. An id that another actor has makes them the same."""
    with service.corpora.writer() as corpus:
        actor = corpus.actor(key)
        check_unchanged(if_match, actor.to_dict())
        correction = corpus.rename_actor(
            actor.key,
            given.name,
            wikidata=given.wikidata,
            kind=given.kind,
            author=given.author,
        )
        return _corrected(corpus, correction, actor.key, *actor.keys, given.wikidata, given.name)


@router.post("/actors/{key}/split", response_model=CorrectedActor, responses=_CORRECTED)
def split_actor(
    service: Writing, key: Key, given: SplitActor, if_match: IfMatch = None
) -> Response:
    """Say that some of its statements are somebody else's: a new actor, which is answered."""
    with service.corpora.writer() as corpus:
        check_unchanged(if_match, corpus.actor(key).to_dict())
        correction = corpus.split_actor(
            key,
            given.name,
            articles=given.articles,
            statements=given.statements,
            kind=given.kind,
            author=given.author,
        )
        return _corrected(corpus, correction, correction.key)


def _corrected(corpus: Corpus, correction: Correction, *keys: str | None) -> Response:
    data: dict[str, Any] = {
        "correction": correction.to_dict(),
        "actor": _first(corpus, keys),
    }
    return json_answer(data)


def _first(corpus: Corpus, keys: tuple[str | None, ...]) -> dict[str, Any] | None:
    """The actor that one of these leads to: a correction may have given it another key."""
    from wortlaut.errors import NotFoundError, UsageError

    for key in keys:
        if key:
            try:
                return corpus.actor(key).to_dict()
            except (NotFoundError, UsageError):
                continue
    return None
