"""Compressed and UTF-16 inputs as streams of plain bytes, within limits.

gzip, bzip2 and xz are told by their first bytes. Several members one after the other are read as
one; a member that breaks off gives what is there and then a ``SourceError``. Nothing is written
to disk, and what is unpacked is handed on piece by piece.
"""

from __future__ import annotations

import bz2
import codecs
import io
import logging
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import IO, Any, Protocol

from wortlaut.errors import SourceError

LOG = logging.getLogger(__name__)

MAX_RATIO = 300
"""So many bytes out of one are a bomb (HTML has 5-20, JSON lines of one article repeated 150)."""
FREE_BYTES = 32_000_000
"""So much may come out whatever the ratio."""
PIECE = 1 << 16
_XZ_MEMORY = 256_000_000


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


MAGIC: tuple[tuple[bytes, str, Callable[[], Any]], ...] = (
    (b"\x1f\x8b\x08", "gzip", lambda: zlib.decompressobj(wbits=31)),
    (b"BZh", "bzip2", bz2.BZ2Decompressor),
    (
        b"\xfd7zXZ\0",
        "xz",
        lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
    ),
)


class Guard:
    """Counts bytes in and out, and refuses what swells beyond all measure."""

    def __init__(self) -> None:
        self.taken = self.given = 0

    def check(self) -> None:
        """Raise ``SourceError`` (bomb) past the limits."""
        if self.given > FREE_BYTES and self.given > MAX_RATIO * self.taken:
            raise SourceError(
                f"unpacks to more than {MAX_RATIO} times its size, as only a decompression bomb "
                "does; unpack it yourself if it is none",
                code="bomb",
            )


def packing(head: bytes) -> str | None:
    """``gzip``, ``bzip2`` or ``xz`` by the first bytes; None for anything else."""
    return next((name for magic, name, _ in MAGIC if head.startswith(magic)), None)


def unpacked(stream: IO[bytes], source: str) -> io.BufferedReader:
    """What is in a compressed stream. Reading raises ``SourceError``: ``damaged``, ``bomb``."""
    return streamed(_unpack(stream, source))


def recoded(stream: IO[bytes], encoding: str) -> io.BufferedReader:
    """A stream in UTF-16 or UTF-32 as UTF-8, its byte order mark dropped.

    Reading raises ``SourceError`` (encoding) where it breaks off or is damaged.
    """
    return streamed(_recode(stream, encoding))


def streamed(pieces: Iterator[bytes]) -> io.BufferedReader:
    """Pieces of bytes as a stream that can be peeked into."""
    return io.BufferedReader(_Pieces(pieces), PIECE)


class _Pieces(io.RawIOBase):
    """Reads from an iterator; an error is raised only when all before it has been read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self._error: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        filled = 0
        while filled < len(buffer):
            if not self._rest:
                self._rest = self._next()
                if not self._rest:
                    break
            taken = self._rest[: len(buffer) - filled]
            buffer[filled : filled + len(taken)] = taken
            filled += len(taken)
            self._rest = self._rest[len(taken) :]
        if not filled and self._error:
            raise self._error
        return filled

    def _next(self) -> bytes:
        if self._error:
            return b""
        try:
            return next((piece for piece in self._pieces if piece), b"")
        except (SourceError, OSError) as error:
            self._error = error
            return b""


def _unpack(stream: IO[bytes], source: str) -> Iterator[bytes]:
    guard = Guard()
    data = stream.read(PIECE)
    guard.taken += len(data)
    kind = packing(data)
    members = 0
    while data:
        opener = next((make for magic, name, make in MAGIC if data.startswith(magic)), None)
        if opener is None:
            LOG.warning("%s: bytes after the end of its %s data are passed over", source, kind)
            return
        inner: _Decompressor = opener()
        try:
            data = yield from _member(inner, stream, data, guard)
        except (zlib.error, OSError, EOFError, lzma.LZMAError) as error:
            raise SourceError(
                f"its {kind} data is damaged ({error}); get the file again", code="damaged"
            ) from error
        members += 1
        data = data.lstrip(b"\0")  # tapes and block devices pad with zeros
        while data == b"" and (more := stream.read(PIECE)):
            guard.taken += len(more)
            data = more.lstrip(b"\0")
        if data and len(data) < 6:
            data += stream.read(6 - len(data))


def _member(
    inner: _Decompressor, stream: IO[bytes], data: bytes, guard: Guard
) -> Generator[bytes, None, bytes]:
    """Yield the pieces of one member; return what has been read beyond it."""
    while True:
        piece = inner.decompress(data, PIECE)
        guard.given += len(piece)
        guard.check()
        yield piece
        if inner.eof:
            return inner.unused_data
        data = getattr(inner, "unconsumed_tail", b"")
        if not data and getattr(inner, "needs_input", True):
            data = stream.read(PIECE)
            guard.taken += len(data)
            if not data and not piece:
                raise SourceError(
                    "breaks off in the middle of its compressed data; get the file again",
                    code="damaged",
                )


def _recode(stream: IO[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    try:
        while data := stream.read(PIECE):
            yield (
                decoder.decode(data)
                .encode("utf-8", "surrogatepass")
                .removeprefix(b"" if done else codecs.BOM_UTF8)
            )
            done += len(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"looks like {encoding.upper()} but breaks off or is damaged near byte "
            f"{done + error.start}; save it again as UTF-8",
            code="encoding",
        ) from error
