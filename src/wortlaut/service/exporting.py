"""The statements that a search finds as a stream: nothing is held but one page of hits."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wortlaut.corpus.search import Hit
from wortlaut.errors import UsageError
from wortlaut.export import CSV_COLUMNS, formula_safe
from wortlaut.service.public import public_analysis, public_row

if TYPE_CHECKING:
    from wortlaut.service.service import Service

EXPORTS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/x-ndjson",
}
"""The formats and their media types."""
_PAGE = 200
_OF_A_HIT = ("actor", "context")
"""Columns of ``Hit.to_row`` beyond those of the statement."""


def export_hits(
    service: Service, form: str, query: str | None, **arguments: Any
) -> Iterator[bytes]:
    """All hits of ``Corpus.search`` with these arguments, as CSV or JSON lines.

    Read page by page; what is added meanwhile by others may be among the later ones. Raises
    ``UsageError`` for an unknown format.
    """
    if form not in EXPORTS:
        raise UsageError(f"format {form!r} is unknown; one of {', '.join(EXPORTS)}")
    return (
        _csv(_hits(service, query, arguments))
        if form == "csv"
        else _jsonl(_hits(service, query, arguments))
    )


def _hits(service: Service, query: str | None, arguments: dict[str, Any]) -> Iterator[Hit]:
    # Each page by the connection of the thread that asks for it. A cursor neither repeats nor
    # passes over a hit where others add some meanwhile.
    after: str | None = None
    while True:
        found = service.corpus.search(query, limit=_PAGE, after=after, **arguments)
        yield from found
        after = found.next
        if after is None:
            return


def _csv(hits: Iterator[Hit]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, (*CSV_COLUMNS, *_OF_A_HIT))
    writer.writeheader()
    for hit in hits:
        row = public_row(hit.to_row())
        writer.writerow({name: formula_safe(value) for name, value in row.items()})
        yield _taken(buffer)
    yield _taken(buffer)  # the header, where nothing was found


def _jsonl(hits: Iterator[Hit]) -> Iterator[bytes]:
    for hit in hits:
        yield json.dumps(public_analysis(hit.to_dict()), ensure_ascii=False).encode() + b"\n"


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
