"""Bytes of an input, bounded in size, and how they become text."""

from __future__ import annotations

import codecs
import io
import logging
import re
from collections.abc import Iterator
from typing import IO, Any, cast

from wortlaut.errors import SourceError
from wortlaut.sources.provenance import sha256
from wortlaut.sources.unpack import packing, recoded, unpacked

LOG = logging.getLogger(__name__)

MAX_ARTICLE_BYTES = 50_000_000
"""Largest single article (file or JSON line). A whole year of a daily paper is about that."""
HEAD_BYTES = 65_536
_CHUNK = 1 << 20

# The first bytes of files that people give by mistake, and what to call them.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"bplist00", "a Safari web archive or property list; save the page as page source"),
    (b"PAR1", "a Parquet file; write its articles as JSON lines"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as text"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "an SQLite database"),
)
_NOT_TEXT = (
    "give plain text (.txt), saved pages (.html, .mhtml), articles as JSON (.jsonl) or a web "
    "archive (.warc, .wacz)"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # not tab, line ends, form feed, ESC
_MAX_CONTROL_SHARE = 0.01  # random bytes have 10 %; the worst real article seen had 0.01 %
_MAX_HIGH_SHARE = 0.25  # German text in Windows-1252 has 2-5 % bytes above 0x7F
_MIN_NUL_SHARE = 0.3  # UTF-16 of a Latin-script text has 50 % NULs, all on one side


class _Borrowed(io.RawIOBase):
    """Somebody else's stream under a buffer of ours; it is not closed with the buffer."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._borrowed = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._borrowed.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class Raw:
    """An opened input: its name, a first look at it, and its bytes, read once.

    ``source`` is the input as it was given. ``head`` is what is there without reading on; it
    serves recognition only. ``digest`` is that of the content, once it has been read.
    """

    def __init__(self, source: str, stream: IO[bytes]) -> None:
        self.source = source
        if not hasattr(stream, "peek"):
            stream = io.BufferedReader(_Borrowed(stream), HEAD_BYTES)
        self.stream = cast("io.BufferedReader", stream)
        self.head = self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        self.digest: str | None = None

    @property
    def packing(self) -> str | None:
        """``gzip``, ``bzip2`` or ``xz``, where it is compressed."""
        return packing(self.head)

    def unpacked(self) -> Raw:
        """The same input without its compression; to be read instead of this one."""
        return Raw(self.source, unpacked(self.stream, self.source))

    def content(self) -> bytes:
        """All bytes; ``SourceError`` (too_large) past the limit, before they are all read."""
        data = bytearray()
        while chunk := self.stream.read(_CHUNK):
            data += chunk
            if len(data) > MAX_ARTICLE_BYTES:
                raise too_large()
        self.digest = sha256(data)
        return bytes(data)

    def text(self) -> str:
        """The whole content decoded; see ``decode``."""
        return decode(self.content(), self.source)

    def utf8(self) -> io.BufferedReader:
        """The stream, where it is UTF-16 or UTF-32 turned into UTF-8 on the way."""
        encoding = wide_encoding(self.head)
        return recoded(self.stream, encoding) if encoding else self.stream

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Line number (from 1) and bytes of each line; None for one past the size limit.

        Only a line feed ends a line: U+2028 and the like may stand inside a JSON string.
        """
        stream = self.utf8()
        number = 0
        while line := stream.readline(MAX_ARTICLE_BYTES + 1):
            number += 1
            if len(line) <= MAX_ARTICLE_BYTES or line.endswith(b"\n"):
                yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield number, None


def wide_encoding(head: bytes) -> str | None:
    """``utf-16``, ``utf-32`` or a form without byte order mark, by the first bytes; or None."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return _unmarked_utf16(head) if b"\0" in head else None


def peek_text(head: bytes) -> str:
    """A rough reading of the first bytes: markup is ASCII in every encoding that counts."""
    encoding = wide_encoding(head)
    if encoding:
        return head.decode(encoding, "replace").removeprefix("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("latin-1")


def too_large() -> SourceError:
    """The error for an article past the size limit."""
    return SourceError(
        f"larger than {MAX_ARTICLE_BYTES // 1_000_000} MB, which is more than one article; "
        "split it, or give many articles as JSON lines (.jsonl)",
        code="too_large",
    )


def decode(data: bytes, source: str) -> str:
    """Bytes to text: UTF-8 (BOM dropped), UTF-16 and UTF-32, else Windows-1252.

    Line ends and everything else stay as they are. A fallback is logged as a warning with
    ``source``. Raises ``SourceError``: ``binary`` for what is no text, ``encoding`` for text in
    an encoding that cannot be told.
    """
    refuse_binary(data)
    text = _decode_wide(data)
    if text is None:
        text = _decode_narrow(data, source)
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise SourceError(f"mostly control characters, a binary file; {_NOT_TEXT}", code="binary")
    return text


def refuse_binary(data: bytes) -> None:
    """Raise ``SourceError`` (binary) where the first bytes are those of a known binary kind."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"this is {name}; {_NOT_TEXT}", code="binary")


def _decode_wide(data: bytes) -> str | None:
    """UTF-32 and UTF-16, with byte order mark or told by their NULs; None for anything else."""
    name = wide_encoding(data)
    if name is None:
        if b"\0" in data:
            raise SourceError(f"contains NUL bytes, a binary file; {_NOT_TEXT}", code="binary")
        return None
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"looks like {name.upper()} but breaks off or is damaged at byte {error.start}; "
            "save it again as UTF-8",
            code="encoding",
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) >= _MIN_NUL_SHARE * len(data) and min(even, odd) <= 0.01 * len(data):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _decode_narrow(data: bytes, source: str) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    if sum(1 for c in lenient if c > "\x7f") - bad >= bad:
        LOG.warning("%s: %d broken UTF-8 characters, from byte %d; read as �", source, bad, first)
        return lenient
    high = sum(1 for b in data if b > 0x7F)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or high > _MAX_HIGH_SHARE * len(data):
        raise SourceError(
            f"neither UTF-8 (broken at byte {first}) nor Windows-1252; save it again as UTF-8",
            code="encoding",
        )
    LOG.warning("%s: not UTF-8 (byte %d); read as Windows-1252", source, first)
    return text


def blank(text: str) -> bool:
    """Whether there is nothing to read: white space, format characters, nothing at all."""
    return not any(c.isalnum() for c in text)
