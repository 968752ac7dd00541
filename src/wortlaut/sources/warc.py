"""Web archives (WARC 1.0 and 1.1): the pages in them, each with where it lies and when it was kept.

Read are responses and resources that are pages (HTML or XHTML, status 200) and the text extracts
of Common Crawl (``conversion`` records of plain text). Requests, images, redirects, revisits and
the like are passed over and counted. ``warc_frames`` finds the records, fastwarc reads them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import logging
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure, Provenance
from wortlaut.sources import page, plain
from wortlaut.sources.provenance import reader, sha256
from wortlaut.sources.raw import MAX_ARTICLE_BYTES, Raw, decode, too_large
from wortlaut.sources.unpack import PIECE, packing, unpacked
from wortlaut.sources.values import language_code
from wortlaut.sources.warc_frames import Damage, Frame, frames, record_id
from wortlaut.sources.warc_tape import packed_warc

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LOG = logging.getLogger(__name__)

SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz")
PAGES = frozenset({"text/html", "application/xhtml+xml"})
_READ = frozenset({b"response", b"resource", b"conversion"})
_PLURALS = {"revisit": "revisits", "request": "requests"}


class _Skip(Exception):
    """A record that holds no article: why, in a word or two."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a record holds, decoded, with what its headers say about it."""

    data: bytes
    kind: str
    charset: str | None
    url: str | None
    captured: str | None
    language: str | None


def recognises(head: bytes) -> bool:
    """Begins with a WARC record, as it is or in gzip."""
    return head.startswith(b"WARC/") or packed_warc(head)


def read(raw: Raw) -> Iterator[Article | Failure]:
    """The articles of an archive in order, each with ``source`` ``FILE#RECORD``.

    A record that is damaged or whose page cannot be read is a ``Failure`` of that name.
    Raises ``SourceError`` (nothing) where the archive has no page at all.
    """
    skipped: Counter[str] = Counter()
    found = 0
    for frame in frames(raw.stream, packed=raw.packing == "gzip"):
        if isinstance(frame, Damage):
            found += 1
            reason = f"damaged record at byte {frame.offset}: {frame.reason}; the others are read"
            yield Failure(_name(raw.source, frame.record, frame), "source", frame.code, reason)
            continue
        try:
            result = _read(frame, raw.source)
        except _Skip as skip:
            skipped[str(skip)] += 1
            continue
        found += 1
        yield result
    told = ", ".join(f"{n} × {what}" for what, n in skipped.most_common()) or "no records"
    LOG.info("%s: passed over %s", raw.source, told)
    if not found:
        raise SourceError(
            f"no page in this web archive that could be read ({told}); wanted are responses with "
            "status 200 that are HTML, or text extracts",
            code="nothing",
        )


def _read(frame: Frame, container: str) -> Article | Failure:
    name = _name(container, record_id(frame.header), frame)
    try:
        return _article(frame, name, container)
    except _Skip:
        raise
    except SourceError as error:
        return Failure(name, "source", error.code, str(error))
    except Exception as error:  # the article boundary: one strange page must not stop the rest
        LOG.debug("%s: reading failed", name, exc_info=True)
        kind = type(error).__name__
        return Failure(name, "source", "internal", f"cannot be read ({kind}: {error}); report it")


def _name(container: str, record: str | None, place: Frame | Damage) -> str:
    return f"{container}#{record or f'byte-{place.offset}'}"


def _article(frame: Frame, name: str, container: str) -> Article:
    payload = _payload(frame)
    if payload.kind == "text/plain":
        text = decode(payload.data, name)
        article = replace(plain.article(text, name), language=payload.language or "de")
        read_by = reader()
    else:
        article = page.read_page(payload.data, name, charset=payload.charset, url=payload.url)
        read_by = reader("trafilatura")
    return replace(
        article,
        url=article.url or payload.url,
        outlet=article.outlet or _domain(payload.url),
        id="",
        provenance=Provenance(
            container=container,
            url=payload.url,
            record=record_id(frame.header),
            captured=payload.captured,
            digest=sha256(payload.data),
            reader=read_by,
        ),
    )


def _domain(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


# ------------------------------------------------------------------------- from record to payload


def _payload(frame: Frame) -> Payload:
    """What is in a record. Raises ``_Skip`` or ``SourceError``."""
    from fastwarc.warc import ArchiveIterator

    kind = _kind(frame.header)
    if kind not in _READ:
        word = kind.decode("ascii", "replace") or "record without a type"
        raise _Skip(_PLURALS.get(word, word))
    whole = io.BytesIO(frame.header + frame.block + b"\r\n\r\n")
    try:
        record = next(iter(ArchiveIterator(whole, parse_http=False)))
        stated = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
        http = stated == "application/http" or (kind == b"response" and not stated)
        if http:
            record.parse_http(auto_decode="none", strict_mode=False)
    except (OSError, ValueError, StopIteration) as error:
        raise SourceError(f"its headers cannot be read ({error})", code="damaged") from error
    media = _wanted(record, kind, stated, http, frame.block)
    if not frame.whole:
        raise too_large()
    stored = record.reader.read()
    data = _decoded(record, stored) if http else stored
    _check_digest(record, frame.block, stored, data)
    languages = record.headers.get("WARC-Identified-Content-Language") or ""
    return Payload(
        data=data,
        kind=media,
        charset=record.http_charset if http else _charset(record),
        url=url,
        captured=_utc(record.headers.get("WARC-Date")),
        language=language_code(languages.partition(",")[0]),
    )


def _kind(header: bytes) -> bytes:
    for line in header.splitlines():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"warc-type":
            return value.strip().lower()
    return b""


def _wanted(record: WarcRecord, kind: bytes, stated: str, http: bool, block: bytes) -> str:
    """The media type of a record to be read; raises ``_Skip`` for any other."""
    if kind == b"conversion":
        if stated == "text/plain":
            return stated
        raise _Skip(f"conversion to {stated or 'nothing known'}")
    media = stated
    if http:
        if record.http_headers.status_code != 200:
            raise _Skip(f"status {record.http_headers.status_code or 'unknown'}")
        media = (record.http_content_type or "").partition(";")[0].strip().lower()
    if not media:
        media = record.headers.get("WARC-Identified-Payload-Type") or ""
    if media in PAGES:
        return media
    if not media and page.recognises(block.partition(b"\r\n\r\n")[2][:PIECE].decode("latin-1")):
        return "text/html"
    raise _Skip(media or "unknown type")


def _charset(record: WarcRecord) -> str | None:
    _, _, value = (record.headers.get("Content-Type") or "").lower().partition("charset=")
    return value.split(";")[0].strip(" \"'") or None


def _utc(date: str | None) -> str | None:
    """A WARC-Date as ISO 8601 with seconds, in UTC."""
    try:
        moment = datetime.fromisoformat((date or "").strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()


def _check_digest(record: WarcRecord, block: bytes, stored: bytes, data: bytes) -> None:
    """Raise ``SourceError`` (digest) where the record says another digest than its payload has.

    The standard means the payload as stored; some writers take it decoded, or the whole block.
    """
    stated = record.headers.get("WARC-Payload-Digest")
    if not stated or record.headers.get("WARC-Truncated"):
        return
    algorithm, _, value = stated.partition(":")
    algorithm = algorithm.lower().replace("-", "").strip()
    if algorithm not in ("md5", "sha1", "sha256", "sha512"):
        return
    wanted = _digest_bytes(value.strip(), hashlib.new(algorithm).digest_size)
    if wanted is None:
        return
    for candidate in (stored, data, block):
        if hashlib.new(algorithm, candidate, usedforsecurity=False).digest() == wanted:
            return
    raise SourceError(
        f"its content is not what was archived: {stated} is stated, but does not fit; "
        "get the archive again",
        code="digest",
    )


def _digest_bytes(value: str, size: int) -> bytes | None:
    """A digest in base 32 or hexadecimal; None for what is neither."""
    try:
        if len(value) == 2 * size:
            return bytes.fromhex(value)
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8))[:size]
    except (ValueError, binascii.Error):
        return None


# ------------------------------------------------------------------------------------- decoding


def _decoded(record: WarcRecord, stored: bytes) -> bytes:
    """The payload without its transfer and content encodings.

    Many crawlers store what they have decoded under the headers they were sent: a payload that
    is not in the encoding it claims is taken as it is.
    """
    data = stored
    if "chunked" in (record.http_headers.get("Transfer-Encoding") or "").lower():
        data = _decompressed(data, "chunked")
    for name in reversed((record.http_headers.get("Content-Encoding") or "").lower().split(",")):
        data = _decompressed(data, name.strip())
    return data


def _decompressed(data: bytes, name: str) -> bytes:
    if name in ("", "identity", "none", "utf-8", "binary") or not data:
        return data
    if name in ("gzip", "x-gzip"):
        return _read_all(unpacked(io.BytesIO(data), "")) if packing(data) else data
    if name == "deflate":
        return _inflated(data)
    from fastwarc import stream_io

    readers = {
        "chunked": stream_io.ChunkedReader,
        "br": stream_io.BrotliReader,
        "zstd": stream_io.ZstdReader,
    }
    if name not in readers:
        raise SourceError(f"its content encoding {name[:40]!r} is not known", code="encoding")
    try:
        return _read_all(readers[name](io.BytesIO(data)))
    except OSError as error:
        if data.lstrip().startswith(b"<"):
            return data
        raise SourceError(
            f"its {name} data is damaged or breaks off; get the archive again", code="damaged"
        ) from error


def _inflated(data: bytes) -> bytes:
    """zlib, or raw deflate, which some servers send in its place."""
    for bits in (15, -15):
        inner = zlib.decompressobj(wbits=bits)
        try:
            found = inner.decompress(data, MAX_ARTICLE_BYTES + 1)
        except zlib.error:
            continue
        if len(found) > MAX_ARTICLE_BYTES:
            raise too_large()
        if inner.eof:
            return found
    return data


class _Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def _read_all(stream: _Stream) -> bytes:
    out = bytearray()
    while piece := stream.read(PIECE):
        out += piece
        if len(out) > MAX_ARTICLE_BYTES:
            raise too_large()
    return bytes(out)
