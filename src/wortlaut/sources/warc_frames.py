"""Where the records of a WARC file begin and end, damaged ones included.

fastwarc reads records quickly, but it ends at the first damaged one, and a wrong length makes it
swallow the records behind. Here every record is checked before it is handed on: its length must
lead to its end, its gzip member must be sound. Where one is not, the search goes on for the next
place where a record begins, so that a damaged record costs itself alone. Everything is linear in
the size of the file, and memory holds one record.

Format: WARC 1.1 (ISO 28500:2017), section 4 and annex D (one gzip member a record).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from wortlaut.sources.warc_tape import START_BYTES, VERSION, Broken, Members, Tape

MAX_BLOCK = 50_000_000
"""A record with a longer block is passed over; its first bytes tell what it was."""
MAX_HEADER = 32_768
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)
_ID = re.compile(rb"^warc-record-id:[ \t]*<?([^>\s]{1,200})", re.I | re.M)
_HEADER_ENDS = ((b"\r\n\r\n", 4), (b"\n\n", 2))


@dataclass(frozen=True, slots=True)
class Frame:
    """A sound record: where it begins in the file, its header and its block.

    In a compressed file the offset is that of its gzip member. ``whole`` is False where the
    block is past the limit and holds its first bytes only.
    """

    offset: int
    header: bytes
    block: bytes
    length: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch that cannot be read; ``record`` where its id could be."""

    offset: int
    record: str | None
    code: str
    reason: str


def frames(stream: io.BufferedReader, *, packed: bool) -> Iterator[Frame | Damage]:
    """The records of a WARC stream in order; ``packed``: it is compressed with gzip."""
    tape = Members(stream) if packed else Tape(stream)
    while True:
        header = b""
        try:
            if not tape.forward():
                return
            offset = tape.offset
            header = _header(tape)
            frame = _frame(tape, header)
        except Broken as broken:
            record = record_id(header or bytes(tape.buffer[:START_BYTES]))
            place = offset if header else tape.offset
            code = "damaged" if broken.code == "corrupt" else broken.code
            yield Damage(place, record, code, broken.reason)
            if not tape.resync():
                return
        else:
            yield frame


def record_id(header: bytes) -> str | None:
    """The id in a record's header, without its angle brackets."""
    found = _ID.search(header)
    return found[1].decode("ascii", "replace") if found else None


def _header(tape: Tape) -> bytes:
    size = START_BYTES
    while True:
        tape.look(size)
        if not tape.buffer.startswith(VERSION):
            raise Broken("damaged", "no record begins here, bytes are damaged or missing")
        window = bytes(tape.buffer[:size])
        ends = [(at, n) for mark, n in _HEADER_ENDS if (at := window.find(mark)) >= 0]
        if ends:
            at, width = min(ends)
            return window[: at + width]
        if size >= MAX_HEADER:
            raise Broken("damaged", f"its header is longer than {MAX_HEADER} bytes")
        if len(tape.buffer) < size and not tape.fill(len(tape.buffer) + 1):
            raise tape.failed() or Broken("damaged", "breaks off in its header")
        size = min(2 * size, MAX_HEADER)


def _frame(tape: Tape, header: bytes) -> Frame:
    stated = _LENGTH.search(header)
    if stated is None:
        raise Broken("damaged", "its header has no length")
    length, start, offset = int(stated[1]), len(header), tape.offset
    if length > MAX_BLOCK:
        tape.fill(start + START_BYTES)
        block = bytes(tape.buffer[start : start + START_BYTES])
        with tape.returning():
            tape.skip(start + length)
            _check_end(tape, 0)
        return Frame(offset, header, block, length, whole=False)
    if not tape.fill(start + length):
        held = len(tape.buffer) - start
        raise tape.failed() or Broken("damaged", f"breaks off: {held} bytes of {length}")
    _check_end(tape, start + length)
    block = bytes(memoryview(tape.buffer)[start : start + length])
    tape.drop(start + length)
    return Frame(offset, header, block, length)


def _check_end(tape: Tape, end: int) -> None:
    """A block is followed by two line ends; some writers leave them out."""
    tape.look(end + START_BYTES)
    after = bytes(tape.buffer[end : end + START_BYTES])
    rest = after.lstrip(b"\r\n")
    if not after.startswith(b"\r\n\r\n") and not rest.startswith(VERSION[: len(rest)]):
        raise Broken("damaged", "its length does not lead to its end")
