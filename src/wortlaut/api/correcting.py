"""What clients say of statements, as the corpus takes it; what it answers."""

from __future__ import annotations

from typing import Any

from wortlaut.api import requests
from wortlaut.corpus import Corpus, Correction, Hit
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.statement_methods import NewSpeaker
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.records import Article, Statement
from wortlaut.records.article import Span, as_spans
from wortlaut.service.public import public_analysis

_PARTS = ("spans", "cue", "frame", "addressee")


def new_arguments(
    corpus: Corpus,
    given: requests.AddStatement | requests.ChangeStatement,
    article: Article,
    before: Statement | None = None,
) -> dict[str, Any]:
    """The arguments of ``Corpus.add_statement`` and ``change_statement``: what was given.

    Raises ``UsageError`` for places that the text does not have.
    """
    arguments: dict[str, Any] = {}
    for name in _PARTS:
        if name in given.model_fields_set:
            spans = getattr(given, name)
            if spans is None and name == "spans":
                raise UsageError("a statement needs its words; leave `spans` out to keep them")
            arguments[name] = None if spans is None else _spans(spans, article)
    for name in ("type", "medium"):
        if getattr(given, name) is not None:
            arguments[name] = getattr(given, name)
    if "speaker" in given.model_fields_set:
        arguments["speaker"] = _speaker(corpus, given.speaker, article, before)
    return arguments


def _speaker(
    corpus: Corpus, given: requests.NewSpeaker | None, article: Article, before: Statement | None
) -> NewSpeaker | str | None:
    if given is None:
        return None
    kept = before.speaker.spans if before else ()
    spans = kept if given.spans is None else _spans(given.spans, article)
    if given.actor is None:
        kind = given.kind or ("person" if given.name else "unknown")
        return NewSpeaker(given.name, kind, given.wikidata, spans=spans)
    if given.name or given.kind or given.wikidata:
        raise UsageError(
            "the speaker is an actor of the corpus or a new one; leave out one of them"
        )
    if given.spans is None:
        return given.actor
    actor = corpus.actor(given.actor)
    if actor.key == UNKNOWN:
        return NewSpeaker(spans=spans)
    facts = (actor.name, actor.kind, actor.wikidata, actor.gender, actor.party, actor.country)
    return NewSpeaker(*facts, spans)


def _spans(pairs: list[list[int]], article: Article) -> tuple[Span, ...]:
    size = len(article.text)
    for start, end in pairs:
        if not 0 <= start < end <= size:
            raise UsageError(
                f"[{start}, {end}) is no stretch of this article; its text has {size:,} characters"
            )
    return as_spans(pairs)


def public_hit(hit: Hit) -> dict[str, Any]:
    """A hit for an answer."""
    return public_analysis(hit.to_dict())


def corrected(corpus: Corpus, correction: Correction) -> dict[str, Any]:
    """A correction of a statement, and the statement as it is now, if it still is one."""
    statement = None
    if correction.statement is not None:
        try:
            statement = public_hit(corpus.statement(correction.statement))
        except NotFoundError:
            statement = None
    return {"correction": correction.to_dict(), "statement": statement}
