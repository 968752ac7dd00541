"""Records to rows and back, without loss."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from wortlaut.corpus.stems import index_text
from wortlaut.errors import RecordError
from wortlaut.records import (
    Actor,
    Analysis,
    Article,
    Block,
    Excerpt,
    Failure,
    Paratext,
    Provenance,
    Span,
    Speaker,
    Statement,
)

ARTICLE_COLUMNS = (
    "id",
    "source",
    "title",
    "url",
    "outlet",
    "authors",
    "published",
    "day",
    "language",
    "text",
    "paratext",
    "model",
    "added",
    "details",
)
STATEMENT_COLUMNS = (
    "article",
    "position",
    "id",
    "type",
    "medium",
    "text",
    "spans",
    "speaker_mention",
    "speaker_spans",
    "speaker_name",
    "speaker_kind",
    "speaker_wikidata",
    "speaker_resolved_by",
    "cue",
    "cue_spans",
    "frame",
    "frame_spans",
    "addressee",
    "addressee_spans",
    "nested_in",
    "confidence",
    "speaker_certainty",
    "speaker_gender",
    "speaker_party",
    "speaker_country",
    "on_behalf_of",
    "members",
)
#: Of these, a newer analysis replaces: it goes with what was read of the article.
ANALYSIS_COLUMNS = ("paratext", "model", "details")

_DETAILS = (
    "kicker",
    "subtitle",
    "modified",
    "section",
    "keywords",
    "paywall",
    "blocks",
    "provenance",
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_of(published: str | None) -> str | None:
    """The day as the article's own clock has it, ``YYYY-MM-DD``; None where it cannot be told.

    >>> day_of("2024-11-28T00:30:00+01:00"), day_of("Thu, 28 Nov 2024 00:30:00 +0100")
    ('2024-11-28', '2024-11-28')
    """
    value = (published or "").strip()
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    match = _ISO_DAY.match(value)
    if match:
        try:
            return datetime.fromisoformat(match.group()).date().isoformat()
        except ValueError:
            return None
    return None


def check_analysis(analysis: Analysis) -> None:
    """Raise ``RecordError`` for an analysis that could not be kept and read back as it is."""
    article = analysis.article
    ids = [s.id for s in analysis.statements]
    if len(set(ids)) < len(ids):
        raise RecordError(
            f"two statements of {article.source} have the same id; one type and stretch of text "
            "make one statement"
        )
    for statement in analysis.statements:
        if statement.article_id != article.id:
            raise RecordError(
                f"statement {statement.id} belongs to article {statement.article_id}, not to "
                f"{article.id} ({article.source}); analyse the article again"
            )


def check_storable(values: Iterable[Any], source: str) -> None:
    """Raise ``RecordError`` where a text is no Unicode: half a surrogate pair, say."""
    for value in values:
        if isinstance(value, str):
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                raise RecordError(
                    f"{storable(source)}: character {error.start} of {storable(value[:40])!r} is "
                    "half of a surrogate pair and cannot be kept; repair the text"
                ) from error


def storable(text: str) -> str:
    """``text`` with whatever is no Unicode made visible: half a surrogate pair is ``\\\\ud800``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def article_values(analysis: Analysis, model: str | None, added: str) -> list[Any]:
    """The values of ``ARTICLE_COLUMNS``."""
    article = analysis.article
    return [
        article.id,
        article.source,
        article.title,
        article.url,
        article.outlet,
        _json(article.authors),
        article.published,
        day_of(article.published),
        article.language,
        article.text,
        _json([p.to_dict() for p in analysis.paratext]),
        model,
        added,
        _json(_details(article)),
    ]


def _details(article: Article) -> dict[str, Any]:
    """What only some articles have; what is missing is not kept."""
    data = article.to_dict()
    kept = {name: data[name] for name in _DETAILS}
    return {name: value for name, value in kept.items() if value not in (None, [])}


def statement_values(number: int, position: int, statement: Statement) -> list[Any]:
    """The values of ``STATEMENT_COLUMNS``, for the article with this ``number``."""
    speaker = statement.speaker
    return [
        number,
        position,
        statement.id,
        statement.type,
        statement.medium,
        statement.text,
        _offsets(statement.spans),
        *_excerpt_values(speaker.mention),
        speaker.name,
        speaker.kind,
        speaker.wikidata,
        speaker.resolved_by,
        *_excerpt_values(statement.cue),
        *_excerpt_values(statement.frame),
        *_excerpt_values(statement.addressee),
        statement.nested_in,
        statement.confidence,
        speaker.certainty,
        speaker.actor.gender,
        speaker.actor.party,
        speaker.actor.country,
        _json(speaker.on_behalf_of.to_dict()) if speaker.on_behalf_of else None,
        _json([a.to_dict() for a in speaker.members]) if speaker.members else None,
    ]


def article_index_values(title: str | None, text: str) -> tuple[str, str, str, str]:
    """The columns of ``article_index``: title, text, and the forms of both."""
    title_stems, title_forms = index_text(title)
    text_stems, text_forms = index_text(text)
    return title_stems, text_stems, title_forms, text_forms


def statement_index_values(row: sqlite3.Row | dict[str, Any]) -> tuple[str, ...]:
    """The columns of ``statement_index``: quote, speaker, frame (with addressee), and forms."""
    quote = index_text(row["text"])
    behalf = json.loads(row["on_behalf_of"])["name"] if row["on_behalf_of"] else None
    speaker = index_text(row["speaker_name"], row["speaker_mention"], behalf)
    frame = index_text(row["frame"], row["addressee"])
    return quote[0], speaker[0], frame[0], quote[1], speaker[1], frame[1]


def article_of(row: sqlite3.Row) -> Article:
    """The article of a row that has the columns of the table, under their names."""
    details = json.loads(row["details"])
    provenance = details.get("provenance")
    return Article(
        source=row["source"],
        text=row["text"],
        title=row["title"],
        url=row["url"],
        outlet=row["outlet"],
        authors=tuple(json.loads(row["authors"])),
        published=row["published"],
        language=row["language"],
        id=row["id"],
        kicker=details.get("kicker"),
        subtitle=details.get("subtitle"),
        modified=details.get("modified"),
        section=details.get("section"),
        keywords=tuple(details.get("keywords", ())),
        paywall=details.get("paywall"),
        blocks=tuple(
            Block(b["kind"], Span(*b["span"]), b["speaker"]) for b in details.get("blocks", ())
        ),
        provenance=Provenance(**provenance) if provenance else None,
    )


def paratext_of(row: sqlite3.Row) -> tuple[Paratext, ...]:
    """The paratext of an article's row, with what repeats across its site."""
    found = [
        Paratext(p["kind"], tuple(Span(a, b) for a, b in p["spans"]))
        for p in json.loads(row["paratext"])
    ]
    known = [span for part in found for span in part.spans]
    for start, end in json.loads(row["repeats"]):
        if not any(span.start < end and start < span.end for span in known):
            found.append(Paratext("repeated", (Span(start, end),)))
    return tuple(found)


def statement_of(row: sqlite3.Row, article_id: str) -> Statement:
    """The statement of a row of the table."""
    return Statement(
        article_id=article_id,
        type=row["type"],
        text=row["text"],
        spans=_read_offsets(row["spans"]),
        medium=row["medium"],
        speaker=Speaker(
            mention=_excerpt_of(row, "speaker_mention", "speaker_spans"),
            actor=actor_of(row),
            resolved_by=row["speaker_resolved_by"],
            certainty=row["speaker_certainty"],
            on_behalf_of=behalf_of(row),
            members=members_of(row),
        ),
        cue=_excerpt_of(row, "cue", "cue_spans"),
        frame=_excerpt_of(row, "frame", "frame_spans"),
        addressee=_excerpt_of(row, "addressee", "addressee_spans"),
        nested_in=row["nested_in"],
        confidence=row["confidence"],
        id=row["id"],
    )


def actor_of(row: sqlite3.Row) -> Actor:
    """Who speaks, as the article has it."""
    return Actor(
        row["speaker_name"],
        row["speaker_kind"],
        row["speaker_wikidata"],
        row["speaker_gender"],
        row["speaker_party"],
        row["speaker_country"],
    )


def behalf_of(row: sqlite3.Row) -> Actor | None:
    """Whom the speaker of a statement speaks for."""
    return Actor(**json.loads(row["on_behalf_of"])) if row["on_behalf_of"] else None


def members_of(row: sqlite3.Row) -> tuple[Actor, ...]:
    """The joint speakers of a statement."""
    return tuple(Actor(**a) for a in json.loads(row["members"])) if row["members"] else ()


def failure_of(row: sqlite3.Row) -> Failure:
    """The failure of a row of the table."""
    return Failure(row["input"], row["stage"], row["code"], row["message"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _offsets(spans: Sequence[Span]) -> str:
    return _json([[s.start, s.end] for s in spans])


def _read_offsets(value: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(value))


def _excerpt_values(excerpt: Excerpt | None) -> tuple[str | None, str | None]:
    return (excerpt.text, _offsets(excerpt.spans)) if excerpt else (None, None)


def _excerpt_of(row: sqlite3.Row, text: str, spans: str) -> Excerpt | None:
    if row[spans] is None:
        return None
    return Excerpt(row[text], _read_offsets(row[spans]))
