"""Correcting statements: change, delete, add; by the words as they stand in the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Form, Response

from wortlaut.corpus.statement_methods import NewSpeaker
from wortlaut.errors import UsageError, WortlautError
from wortlaut.export.marked import parts_of
from wortlaut.export.outline import visible
from wortlaut.records import (
    ACTOR_KINDS,
    STATEMENT_TYPES,
    UNKNOWN_ACTOR,
    Actor,
    ActorKind,
    Article,
    Excerpt,
    Span,
    Statement,
)
from wortlaut.web.messages import said
from wortlaut.web.places import find_words
from wortlaut.web.views.routing import pages
from wortlaut.web.visit import UNSIGNED, Reading, SignInNeededError, Visit, Writing, go_to, render

router = pages()


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds: words of the article, by part, and who speaks."""

    words: str = ""
    type: str = "direct"
    speaker: str = ""
    kind: str = "person"
    mention: str = ""
    cue: str = ""
    frame: str = ""
    addressee: str = ""
    author: str = ""
    note: str = ""

    @property
    def signature(self) -> str:
        """Who corrects."""
        return self.author or UNSIGNED


def sent(
    words: Annotated[str, Form(max_length=20_000)] = "",
    type: Annotated[str, Form(max_length=40)] = "direct",
    speaker: Annotated[str, Form(max_length=300)] = "",
    kind: Annotated[str, Form(max_length=40)] = "person",
    mention: Annotated[str, Form(max_length=500)] = "",
    cue: Annotated[str, Form(max_length=500)] = "",
    frame: Annotated[str, Form(max_length=2000)] = "",
    addressee: Annotated[str, Form(max_length=500)] = "",
    author: Annotated[str, Form(max_length=100)] = "",
    note: Annotated[str, Form(max_length=1000)] = "",
) -> Draft:
    """The form as it was sent."""
    found = (words, type, speaker, kind, mention, cue, frame, addressee, author, note)
    return Draft(*(value.replace("\r\n", "\n").strip() for value in found))


Sent = Annotated[Draft, Depends(sent)]


@router.get("/statements/{statement_id}/edit")
def edit(visit: Reading, statement_id: str) -> Response:
    """The form for a statement."""
    _must_write(visit)
    hit = visit.service.corpus.statement(statement_id)
    return _form(visit, hit.article, hit.statement, _draft_of(hit.statement, hit.article))


@router.post("/statements/{statement_id}/edit")
def change(visit: Writing, statement_id: str, draft: Sent) -> Response:
    """Change it as the form says; what was not touched stays."""
    hit = visit.service.corpus.statement(statement_id)
    before = _draft_of(hit.statement, hit.article)
    try:
        changes = _changes(
            *(visit, draft, before, hit.article, hit.statement.spans),
            known=hit.statement.speaker.actor,
        )
        if not changes:
            raise UsageError(visit.t("edit.nothing"))
        with visit.service.corpora.writer() as corpus:
            correction = corpus.change_statement(
                hit.statement.id,
                **changes,
                author=draft.signature,
                note=draft.note or None,
            )
    except WortlautError as error:
        return _form(visit, hit.article, hit.statement, draft, error)
    return go_to(f"/statements/{correction.statement or hit.statement.id}", done="changed")


@router.post("/statements/{statement_id}/delete")
def delete(visit: Writing, statement_id: str, draft: Sent) -> Response:
    """Take it out: it is no statement."""
    hit = visit.service.corpus.statement(statement_id)
    with visit.service.corpora.writer() as corpus:
        corpus.delete_statement(hit.statement.id, author=draft.signature, note=draft.note or None)
    return go_to(f"/articles/{hit.article.id}", done="deleted")


@router.get("/articles/{article_id}/add")
def new(visit: Reading, article_id: str, part: int = 1) -> Response:
    """The form for a statement that the machine missed."""
    _must_write(visit)
    article = visit.service.corpus.article(article_id).article
    return _form(visit, article, None, Draft(), part=part)


@router.post("/articles/{article_id}/add")
def add(visit: Writing, article_id: str, draft: Sent, part: int = 1) -> Response:
    """Add it."""
    article = visit.service.corpus.article(article_id).article
    try:
        beginning = _shown(article, 0, 0, part).start
        changes = _changes(visit, draft, Draft(), article, (), beginning=beginning)
        if "spans" not in changes:
            raise UsageError(visit.t("edit.no_words"))
        with visit.service.corpora.writer() as corpus:
            correction = corpus.add_statement(
                article.id,
                **{"type": draft.type, **changes},
                author=draft.signature,
                note=draft.note or None,
            )
    except WortlautError as error:
        return _form(visit, article, None, draft, error, part)
    return go_to(f"/statements/{correction.statement}", done="added")


def _must_write(visit: Visit) -> None:
    if not visit.may_write:
        raise SignInNeededError


def _draft_of(statement: Statement, article: Article) -> Draft:
    def words(excerpt: Excerpt | None) -> str:
        return _lines(article, excerpt.spans) if excerpt else ""

    speaker = statement.speaker
    return Draft(
        words=_lines(article, statement.spans),
        type=statement.type,
        speaker=speaker.name or "",
        kind=speaker.kind,
        mention=words(speaker.mention),
        cue=words(statement.cue),
        frame=words(statement.frame),
        addressee=words(statement.addressee),
    )


def _lines(article: Article, spans: Sequence[Span]) -> str:
    return "\n".join(" ".join(span.cut(article.text).split()) for span in spans)


def _changes(
    visit: Visit,
    draft: Draft,
    before: Draft,
    article: Article,
    near: Sequence[Span],
    *,
    beginning: int = 0,
    known: Actor = UNKNOWN_ACTOR,
) -> dict[str, Any]:
    """The arguments for the corpus: only what differs from before.

    Words that stand in several places are those nearest to ``near``, else to ``beginning``. What
    is ``known`` of the speaker stays where the name does.
    """
    at = near[0].start if near else beginning
    spans = near
    changes: dict[str, Any] = {}
    if draft.words != before.words and draft.words:
        spans = _places(visit, article, draft.words, at)
        changes["spans"] = spans
        at = spans[0].start
    if draft.type != before.type:
        changes["type"] = draft.type
    for part in ("cue", "frame", "addressee"):
        words = getattr(draft, part)
        if words != getattr(before, part):
            changes[part] = _places(visit, article, words, at) if words else None
    fresh = (draft.speaker, draft.kind, draft.mention)
    if fresh != (before.speaker, before.kind, before.mention):
        mention = _places(visit, article, draft.mention, at) if draft.mention else ()
        kind: ActorKind = "unknown"
        if draft.speaker:
            kind = next((k for k in ACTOR_KINDS if k == draft.kind), kind)
        facts = known if draft.speaker == before.speaker else UNKNOWN_ACTOR
        changes["speaker"] = NewSpeaker(
            draft.speaker or None,
            kind,
            facts.wikidata,
            facts.gender,
            facts.party,
            facts.country,
            spans=mention,
        )
    return changes


def _places(visit: Visit, article: Article, words: str, near: int) -> tuple[Span, ...]:
    found = find_words(article.text, words.split("\n"), near)
    if isinstance(found, str):
        raise UsageError(visit.t("edit.not_found", words=found[:100]))
    return found


def _shown(article: Article, first: int, last: int, part: int) -> Span:
    """The stretch of a long article that stands beside the form."""
    parts = parts_of(article.text) or [Span(0, 1)]
    if last:
        part = 1 + next((i for i, p in enumerate(parts) if first < p.end), 0)
    chosen = parts[min(max(part, 1), len(parts)) - 1]
    return Span(min(chosen.start, first) if last else chosen.start, max(chosen.end, last))


def _form(
    visit: Visit,
    article: Article,
    statement: Statement | None,
    draft: Draft,
    error: WortlautError | None = None,
    part: int = 1,
) -> Response:
    first, last = 0, 0
    if statement:
        first, last = statement.spans[0].start, statement.spans[-1].end
    shown = _shown(article, first, last, part)
    first, last = max(first, shown.start), max(last, shown.start)
    return render(
        visit,
        "edit",
        status=error.http_status if error else 200,
        article=article,
        statement=statement,
        draft=draft,
        error=said(visit, error) if error else None,
        types=STATEMENT_TYPES,
        kinds=ACTOR_KINDS,
        part=part,
        text=tuple(
            visible(article.text[start:end])
            for start, end in ((shown.start, first), (first, last), (last, shown.end))
        ),
    )
