"""The shapes that records take outside: read back from JSON, and flat rows for tables.

``to_dict`` of each record writes the JSON; the shape is described in ``docs/reference/json.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wortlaut.errors import RecordError
from wortlaut.records.article import Article, Block, Paratext, Provenance, as_spans
from wortlaut.records.statement import Actor, Analysis, Excerpt, Speaker, Statement


def statement_row(article: Article, statement: Statement) -> dict[str, Any]:
    """A statement as one flat row (CSV, data frames): no nested values, None for absent parts."""
    return {
        "article_id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "statement_id": statement.id,
        "type": statement.type,
        "medium": statement.medium,
        "text": statement.text,
        "start": statement.spans[0].start,
        "end": statement.spans[-1].end,
        "spans": ";".join(f"{s.start}-{s.end}" for s in statement.spans),
        "speaker": statement.speaker.name,
        "speaker_mention": statement.speaker.text,
        "speaker_kind": statement.speaker.kind,
        "speaker_wikidata": statement.speaker.wikidata,
        "resolved_by": statement.speaker.resolved_by,
        "certainty": (
            None if statement.speaker.certainty is None else round(statement.speaker.certainty, 4)
        ),
        "speaker_gender": statement.speaker.actor.gender,
        "speaker_party": statement.speaker.actor.party,
        "speaker_country": statement.speaker.actor.country,
        "on_behalf_of": (
            statement.speaker.on_behalf_of.name if statement.speaker.on_behalf_of else None
        ),
        "cue": statement.cue.text if statement.cue else None,
        "frame": statement.frame.text if statement.frame else None,
        "addressee": statement.addressee.text if statement.addressee else None,
        "nested_in": statement.nested_in,
        "confidence": round(statement.confidence, 4),
    }


def _excerpt_from_dict(text: str, data: Mapping[str, Any] | None) -> Excerpt | None:
    if not data or not data.get("spans"):
        return None
    return Excerpt.cut(text, data["spans"])


def _actor_from_dict(data: Mapping[str, Any]) -> Actor:
    return Actor(
        name=data.get("name"),
        kind=data.get("kind") or "unknown",
        wikidata=data.get("wikidata"),
        gender=data.get("gender"),
        party=data.get("party"),
        country=data.get("country"),
    )


def _speaker_from_dict(text: str, data: Mapping[str, Any]) -> Speaker:
    behalf = data.get("on_behalf_of")
    return Speaker(
        mention=_excerpt_from_dict(text, data),
        actor=_actor_from_dict(data),
        resolved_by=data.get("resolved_by"),
        certainty=data.get("certainty"),
        on_behalf_of=_actor_from_dict(behalf) if behalf else None,
        members=tuple(_actor_from_dict(a) for a in data.get("members") or ()),
    )


def _statement_from_dict(article: Article, data: Mapping[str, Any]) -> Statement:
    text = article.text
    quote = Excerpt.cut(text, data["spans"])
    return Statement(
        article_id=article.id,
        type=data["type"],
        medium=data.get("medium", "speech"),
        text=quote.text,
        spans=quote.spans,
        speaker=_speaker_from_dict(text, data.get("speaker") or {}),
        cue=_excerpt_from_dict(text, data.get("cue")),
        frame=_excerpt_from_dict(text, data.get("frame")),
        addressee=_excerpt_from_dict(text, data.get("addressee")),
        nested_in=data.get("nested_in"),
        confidence=data.get("confidence", 1.0),
        id=data.get("id", ""),
    )


def _article_from_dict(fields: dict[str, Any]) -> Article:
    fields["authors"] = tuple(fields.get("authors") or ())
    fields["keywords"] = tuple(fields.get("keywords") or ())
    fields["blocks"] = tuple(
        Block(b["kind"], as_spans([b["span"]])[0], b.get("speaker"))
        for b in fields.get("blocks") or ()
    )
    provenance = fields.get("provenance")
    fields["provenance"] = Provenance(**provenance) if provenance else None
    return Article(**fields)


def analysis_from_dict(data: Mapping[str, Any]) -> Analysis:
    """Read what ``Analysis.to_dict`` wrote. Raises ``RecordError`` where it is something else."""
    try:
        fields = dict(data["article"])
        paratext = tuple(
            Paratext(p["kind"], as_spans(p["spans"])) for p in fields.pop("paratext", ())
        )
        article = _article_from_dict(fields)
        statements = tuple(_statement_from_dict(article, s) for s in data["statements"])
    except (KeyError, TypeError, IndexError) as error:
        raise RecordError(
            f"this is not an analysed article ({type(error).__name__}: {error}); "
            "expected the shape of `wortlaut analyze --format jsonl`"
        ) from error
    return Analysis(article=article, statements=statements, paratext=paratext)
