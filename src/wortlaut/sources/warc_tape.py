"""The bytes of a WARC file from record to record, plain or in gzip members.

``warc_frames`` reads records off a tape; where one proves broken, ``resync`` goes to the next
place where a record begins: the next ``WARC/1.1`` line, or the next gzip member that begins with
one.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from wortlaut.errors import SourceError
from wortlaut.sources.unpack import PIECE, Guard

START_BYTES = 4_096
"""A look at the beginning of a record, or behind its end."""
VERSION = b"WARC/"
#: So much of a gzip member is kept, to look for the next one in it where it proves damaged.
_HISTORY = 16_000_000
_RECORD = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Za-z][A-Za-z-]*:")
_OVERLAP = 256  # the longest beginning of a record that the pattern needs
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_LINE_ENDS = re.compile(rb"[\r\n]*")
_ZEROS = re.compile(rb"\0*")
_STEP = 64


class Broken(Exception):
    """A record that is not what it should be; raised and caught while one archive is read."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Tape:
    """Plain bytes with a buffer that begins where a record begins, or ought to."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.buffer = bytearray()
        self.offset = 0
        self._size = self._whole_size()

    def _whole_size(self) -> int | None:
        """The size of the file, where one can go to and fro in it."""
        if not self._stream.seekable() or self._stream.tell() != 0:
            return None
        size = self._stream.seek(0, io.SEEK_END)
        self._stream.seek(0)
        return size

    def fill(self, size: int) -> bool:
        """Have ``size`` bytes in the buffer; False where the stream ends before."""
        while len(self.buffer) < size:
            if not self._more() and not self._cross():
                return False
        return True

    def look(self, size: int) -> None:
        """The same as far as that can be had within a gzip member, which must be sound."""
        while len(self.buffer) < size and self._more():
            pass

    def failed(self) -> Broken | None:
        """What ended the bytes too early, if it was more than the end of the file."""
        return None

    def drop(self, size: int) -> None:
        """Go on behind the first ``size`` bytes of the buffer."""
        del self.buffer[:size]
        self.offset += size

    @contextmanager
    def returning(self) -> Iterator[None]:
        """Go back to where it began if a record proves broken, in a file that allows it."""
        start = self.offset
        try:
            yield
        except Broken:
            if self._size is not None and self.offset > start:
                self._stream.seek(start)
                self.buffer.clear()
                self.offset = start
                self.fill(START_BYTES)
            raise

    def skip(self, size: int) -> None:
        """Go on ``size`` bytes further, past what is in the buffer, without keeping them."""
        if self._size is not None:
            if self.offset + size > self._size:
                raise Broken("damaged", f"is to be {size} bytes long, which is past the end")
            if size > len(self.buffer):
                self._stream.seek(self.offset + size)
                self.offset += size
                self.buffer.clear()
                return
        while size > len(self.buffer):
            size -= len(self.buffer)
            self.drop(len(self.buffer))
            if not self.fill(1):
                raise self.failed() or Broken("damaged", f"breaks off {size} bytes before its end")
        self.drop(size)

    def forward(self) -> bool:
        """Pass over line ends between records; False at the end."""
        while self.buffer or self._more():
            self.drop(_length(_LINE_ENDS, self.buffer))
            if self.buffer:
                return True
        return False

    def resync(self) -> bool:
        """Go to the next place where a record begins; False where there is none."""
        while True:
            found = _RECORD.search(self.buffer, 1)
            if found:
                self.drop(found.start())
                return True
            self.drop(max(0, len(self.buffer) - _OVERLAP))
            if not self._more():
                self.drop(len(self.buffer))
                return False

    def _more(self) -> bool:
        data = self._stream.read(PIECE)
        self.buffer += data
        return bool(data)

    def _cross(self) -> bool:
        return False


class Members(Tape):
    """The same for gzip members. A record may reach into the next member unless one begins there.

    ``offset`` is where the member begins in which the buffer begins.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        super().__init__(stream)
        self._size = None
        self._raw = bytearray()  # the member's own bytes, as far as they are kept
        self._base = 0  # where they begin in the file
        self._at = 0  # how many of them have been unpacked
        self._member = 0  # where the member begins in the file
        self._inner: zlib._Decompress | None = None
        self._ahead = b""  # the beginning of a member that begins with a record
        self._guard = Guard()
        self._error: Broken | None = None  # not told yet
        self._lost = False  # the member was not sound: the next is to be searched for
        self._suspect = False  # and what came out of it last may be wrong

    def drop(self, size: int) -> None:
        del self.buffer[:size]

    def look(self, size: int) -> None:
        super().look(size)
        if self._error is not None and self._error.code == "corrupt":
            raise self._told()

    def failed(self) -> Broken | None:
        return self._told() if self._error is not None else None

    def forward(self) -> bool:
        while not super().forward():
            if not self._next():
                return False
        return True

    def resync(self) -> bool:
        if self._lost and self._suspect:
            self.buffer.clear()
        if super().resync():
            return True
        while True:
            self._error = None  # damage next to damage is told once
            try:
                return self._next()
            except Broken:
                continue

    def _told(self) -> Broken:
        error, self._error = self._error, None
        return error or Broken("damaged", "cannot be read")

    def _next(self) -> bool:
        """Go to the next member; False at the end of the file."""
        if self._error is not None:
            self.offset = self._member
            raise self._told()
        if self._lost:
            return self._search()
        if not self._ahead:
            try:
                return self._open()
            finally:
                self.offset = self._member
        self.buffer += self._ahead
        self._ahead = b""
        self.offset = self._member
        return True

    def _cross(self) -> bool:
        """Go on in the next member, if this record does."""
        if self._error is not None or self._lost or self._ahead:
            return False
        try:
            if not self._open():
                return False
        except Broken as error:
            self._error = error
            return False
        first = bytearray()
        while len(first) < len(VERSION) and (piece := self._piece()):
            first += piece
        if first.startswith(VERSION):
            self._ahead = bytes(first)
            return False
        self.buffer += first
        return bool(first)

    def _more(self) -> bool:
        if self._ahead:
            return False
        piece = self._piece()
        self.buffer += piece
        return bool(piece)

    def _open(self) -> bool:
        """Begin the next gzip member; False at the end of the file. Raises ``Broken``."""
        self._forget(self._at)
        while True:
            self._forget(_length(_ZEROS, self._raw))
            if len(self._raw) >= 4 or not self._read():
                break
        self._member = self._base
        if not self._raw:
            return False
        if not _MEMBER.match(self._raw):
            self._lost = True
            raise Broken("damaged", "no gzip member begins here, bytes are damaged or missing")
        self._inner = zlib.decompressobj(wbits=31)
        self._guard = Guard()
        return True

    def _piece(self) -> bytes:
        """The next bytes of the member; nothing at its end, or where it is not sound."""
        piece = b""
        while self._inner is not None and not piece:
            if self._at == len(self._raw) and not self._read():
                piece = self._inner.decompress(b"", PIECE)
                if not piece:
                    self._give_up("damaged", "breaks off in its compressed data")
                continue
            piece = self._unpack(self._inner)
        return piece

    def _unpack(self, inner: zlib._Decompress) -> bytes:
        data = bytes(memoryview(self._raw)[self._at : self._at + PIECE])
        before = inner.copy()
        try:
            piece = inner.decompress(data, PIECE)
            used = len(data) - len(inner.unconsumed_tail) - len(inner.unused_data)
            self._guard.taken += used
            self._guard.given += len(piece)
            self._guard.check()
        except zlib.error as error:
            self._give_up("corrupt", f"its compressed data is damaged ({error})")
            return _as_far_as_sound(before, data)  # to name the record, not to be read
        except SourceError as error:
            self._give_up(error.code, str(error))
            return b""
        self._at += used
        if inner.eof:
            self._inner = None
        elif self._at > _HISTORY:  # a file that is one member: there is nothing to go back to
            self._forget(self._at)
        return piece

    def _give_up(self, code: str, reason: str) -> None:
        self._error = Broken(code, reason)
        self._inner = None
        self._lost = True
        self._suspect = code == "corrupt"

    def _read(self) -> bool:
        data = self._stream.read(PIECE)
        self._raw += data
        return bool(data)

    def _forget(self, size: int) -> None:
        del self._raw[:size]
        self._base += size
        self._at = max(0, self._at - size)

    def _search(self) -> bool:
        """Go to the next gzip member that begins with a record."""
        self._lost = False
        self._inner = None
        self._at = 0
        while self._raw or self._read():
            found = _MEMBER.search(self._raw, 1)
            if found is None:
                self._forget(max(0, len(self._raw) - 4))
                if not self._read():
                    self._forget(len(self._raw))
                    return False
                continue
            self._forget(found.start())
            while len(self._raw) < START_BYTES and self._read():
                pass
            if begins_record(bytes(self._raw[:START_BYTES])):
                opened = self._open()
                self.offset = self._member
                return opened
        return False


def _as_far_as_sound(inner: zlib._Decompress, data: bytes) -> bytes:
    """What comes out before the damage: it names the record."""
    found = bytearray()
    try:
        for at in range(0, len(data), _STEP):
            found += inner.decompress(data[at : at + _STEP])
            if len(found) > PIECE:
                break
    except zlib.error:
        pass
    return bytes(found)


def begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 64).startswith(VERSION)
    except zlib.error:
        return False


def _length(pattern: re.Pattern[bytes], data: bytearray) -> int:
    """How much of the beginning fits the pattern, which may be nothing; nothing is copied."""
    found = pattern.match(data)
    return found.end() if found else 0


def packed_warc(head: bytes) -> bool:
    """Whether the first bytes are those of a WARC file in gzip."""
    return _MEMBER.match(head) is not None and begins_record(head[:START_BYTES])
