"""The statements that a search finds as a stream: nothing is held but one page of hits."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wortlaut.corpus.search import Hit
from wortlaut.errors import UsageError
from wortlaut.export import formula_safe
from wortlaut.service.public import public_analysis, public_row

if TYPE_CHECKING:
    from wortlaut.service.service import Service

EXPORTS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/x-ndjson",
}
"""The formats and their media types."""
_PAGE = 200


def export_hits(
    service: Service, form: str, query: str | None, **arguments: Any
) -> Iterator[bytes]:
    """All hits of ``Corpus.search`` with these arguments, as CSV or JSON lines.

    Read page by page in one connection; what is added meanwhile by others may be among the later
    ones. Raises ``UsageError`` for an unknown format.
    """
    if form not in EXPORTS:
        raise UsageError(f"format {form!r} is unknown; one of {', '.join(EXPORTS)}")
    return (
        _csv(_hits(service, query, arguments))
        if form == "csv"
        else _jsonl(_hits(service, query, arguments))
    )


def _hits(service: Service, query: str | None, arguments: dict[str, Any]) -> Iterator[Hit]:
    # Each page by the connection of the thread that asks for it.
    offset = 0
    while True:
        found = service.corpus.search(query, limit=_PAGE, offset=offset, **arguments)
        yield from found
        offset += _PAGE
        if offset >= found.total:
            return


def _csv(hits: Iterator[Hit]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for hit in hits:
        row = public_row(hit.to_row())
        if writer is None:
            writer = csv.DictWriter(buffer, list(row))
            writer.writeheader()
        writer.writerow({name: formula_safe(value) for name, value in row.items()})
        yield _taken(buffer)
    if writer is None:
        yield b""


def _jsonl(hits: Iterator[Hit]) -> Iterator[bytes]:
    for hit in hits:
        yield json.dumps(public_analysis(hit.to_dict()), ensure_ascii=False).encode() + b"\n"


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
