"""JSON objects one at a time: from an array, a pretty-printed file or one after the other.

A line-by-line file needs no scanner; everything else is cut where the braces close, so that
memory holds one object and a broken one costs itself alone. Linear in the size of the input.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from wortlaut.sources import raw as limits
from wortlaut.sources.unpack import PIECE

_MARK = re.compile(rb'["{}]')
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,\[\]\xef\xbb\xbf]*")


def objects(stream: io.BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """Each top-level object with its number from 1: its bytes, or None past the size limit.

    What stands between objects and is neither comma, bracket nor white space is given as an
    object of its own, which then is no valid JSON. An object that the input ends in is given as
    far as it goes.
    """
    scanner = _Scanner(stream)
    number = 0
    while scanner.begin():
        number += 1
        yield number, scanner.take()


class _Scanner:
    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._buffer = bytearray()

    def begin(self) -> bool:
        """Pass over what parts objects; False at the end."""
        while True:
            blank = _BETWEEN.match(self._buffer)
            del self._buffer[: blank.end() if blank else 0]
            if self._buffer:
                return True
            if not self._more():
                return False

    def take(self) -> bytes | None:
        """The object that begins here, or the stretch up to the next one."""
        if self._buffer[:1] != b"{":
            return self._junk()
        depth = at = 0
        quoted = dropped = False
        while True:
            depth, at, quoted = self._scan(depth, at, quoted)
            if depth == 0:
                break
            if len(self._buffer) > limits.MAX_ARTICLE_BYTES:
                dropped = True
                del self._buffer[:at]
                at = 0
            if not self._more():
                at = len(self._buffer)
                break
        found = bytes(self._buffer[:at])
        del self._buffer[:at]
        return None if dropped else found

    def _scan(self, depth: int, at: int, quoted: bool) -> tuple[int, int, bool]:
        """Go on until the object closes or the buffer ends; a string may reach past that."""
        while True:
            if quoted:
                inside = _INSIDE.match(self._buffer, at)
                at = inside.end() if inside else at
                if self._buffer[at : at + 1] != b'"':
                    return depth, at, True
                at += 1
                quoted = False
            mark = _MARK.search(self._buffer, at)
            if mark is None:
                return depth, len(self._buffer), False
            at = mark.end()
            if mark[0] == b'"':
                quoted = True
                continue
            depth += 1 if mark[0] == b"{" else -1
            if depth == 0:
                return depth, at, False

    def _junk(self) -> bytes | None:
        size = 0
        while True:
            end = self._buffer.find(b"{")
            if end >= 0 or not self._more():
                end = end if end >= 0 else len(self._buffer)
                found = bytes(self._buffer[:end])
                del self._buffer[:end]
                return None if size else found
            if len(self._buffer) > limits.MAX_ARTICLE_BYTES:
                size += len(self._buffer)
                self._buffer.clear()

    def _more(self) -> bool:
        data = self._stream.read(PIECE)
        self._buffer += data
        return bool(data)
