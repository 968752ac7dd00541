"""The bytes that articles were read from, kept so that a statement can be proved later."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wortlaut.errors import CorpusError

if TYPE_CHECKING:
    from wortlaut.corpus.connection import Connection


@dataclass(frozen=True, slots=True)
class RawPage:
    """A kept payload: ``digest`` is ``sha256:…`` of ``body``, as in ``Provenance.digest``."""

    digest: str
    body: bytes
    kept: str


def keep_raw(connection: Connection, body: bytes, now: str) -> str:
    """Keep a payload once, packed with zlib; its digest."""
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    if connection.value("SELECT 1 FROM raw WHERE digest = ?", (digest,)):
        return digest
    with connection.transaction():
        connection.run(
            "INSERT OR IGNORE INTO raw (digest, bytes, body, kept) VALUES (?, ?, ?, ?)",
            (digest, len(body), zlib.compress(body), now),
        )
    return digest


def raw_page(connection: Connection, digest: str) -> RawPage | None:
    """The payload of a digest, checked against it. Raises ``CorpusError`` where it is damaged."""
    row = connection.row("SELECT * FROM raw WHERE digest = ?", (digest,))
    if row is None:
        return None
    try:
        body = zlib.decompress(row["body"])
    except zlib.error as error:
        raise CorpusError(f"the kept page {digest} is damaged ({error})") from error
    if f"sha256:{hashlib.sha256(body).hexdigest()}" != digest:
        raise CorpusError(f"the kept page {digest} is damaged: its bytes have another digest")
    return RawPage(digest, body, row["kept"])
