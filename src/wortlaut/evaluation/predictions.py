"""Predictions in the format of the gold data: statements by token ids."""

from __future__ import annotations

import json
import lzma
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from wortlaut.errors import UsageError
from wortlaut.evaluation.gold import GoldDocument, TokenSpan, runs
from wortlaut.evaluation.gold_article import MEDIUM_LABELS, TYPE_LABELS
from wortlaut.records import ROLES, Analysis, Span, Statement


def predicted_document(gold: GoldDocument, analysis: Analysis) -> dict[str, Any]:
    """The gold document with the statements of ``analysis`` in place of its annotations.

    All other fields stay as they were read. A token belongs to a span when the two overlap.
    """
    outer = {s.nested_in for s in analysis.statements}
    tokens = gold.tokens
    return {
        **gold.data,
        "annotations": [
            _annotation(gold, tokens, statement)
            | {"id": number, "hasNested": statement.id in outer}
            for number, statement in enumerate(analysis.statements)
        ],
    }


def _annotation(
    gold: GoldDocument, tokens: Sequence[TokenSpan], statement: Statement
) -> dict[str, Any]:
    parts: dict[str, tuple[Span, ...]] = {"quote": statement.spans}
    for role in ROLES:
        excerpt = statement.speaker if role == "speaker" else getattr(statement, role)
        parts[role] = excerpt.spans if excerpt else ()
    return {name: _part(gold, tokens, spans) for name, spans in parts.items()} | {
        "type": TYPE_LABELS[statement.type],
        "medium": MEDIUM_LABELS[statement.medium],
        "isNested": statement.nested_in is not None,
    }


def _part(gold: GoldDocument, tokens: Sequence[TokenSpan], spans: Iterable[Span]) -> dict[str, Any]:
    covered: set[int] = set()
    for span in spans:
        first = bisect_right(tokens, span.start, key=lambda t: t[1])
        last = bisect_left(tokens, span.end, key=lambda t: t[0])
        covered.update(range(first, last))
    places = sorted(covered)
    found = [
        {
            "begin": first,
            "end": last,
            "charBegin": tokens[first][0],
            "charEnd": tokens[last - 1][1],
        }
        for first, last in runs(places)
    ]
    return {
        "spans": found,
        "text": " ".join(gold.text[s["charBegin"] : s["charEnd"]] for s in found),
        "tokenIds": [gold.token_ids[p] for p in places],
    }


def write_predictions(path: Path, documents: Iterable[Mapping[str, Any]]) -> None:
    """Write one document a line; a name that ends in ``.xz`` is compressed.

    Raises UsageError where the file cannot be written. A file that was there before stays as it
    was until the new one is complete.
    """
    draft = path.with_name(path.name + ".part")
    opener = lzma.open if path.suffix == ".xz" else open
    try:
        with cast(Any, opener)(draft, "wt", encoding="utf-8", newline="\n") as out:
            for document in documents:
                out.write(json.dumps(document, ensure_ascii=False) + "\n")
        draft.replace(path)
    except OSError as error:
        raise UsageError(f"predictions cannot be written to {path}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
