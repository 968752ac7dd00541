"""WACZ: a ZIP of WARC files, as browser-based crawlers write it. Read in place, never unpacked.

Specification: specs.webrecorder.net/wacz/1.1.1. The WARC files lie below ``archive/``; indexes
and lists of pages are not needed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources import warc
from wortlaut.sources.raw import Raw
from wortlaut.sources.unpack import PIECE, Guard, streamed

SUFFIXES = (".wacz",)
MAX_MEMBERS = 100_000
_MAGIC = b"PK\x03\x04"
_ARCHIVES = (".warc", ".warc.gz")
_OTHERS = (
    ("word/", "a Word document; save it as text"),
    ("xl/", "an Excel workbook; save it as CSV and give its texts as JSON lines"),
    ("ppt/", "a presentation; save it as text"),
    ("content.xml", "an OpenDocument file; save it as text"),
    ("META-INF/container.xml", "an e-book (EPUB); save it as text"),
)


def recognises(head: bytes) -> bool:
    """Begins like a ZIP file; which one it is turns out when it is read."""
    return head.startswith(_MAGIC)


def read(raw: Raw) -> Iterator[Article | Failure]:
    """The articles of every WARC file in it, in the order of their names.

    Raises ``SourceError``: ``binary`` for another kind of ZIP, ``damaged``, ``nothing``.
    """
    if not raw.stream.seekable():
        raise SourceError(
            "a ZIP archive cannot be read from a pipe; give the file by its path", code="pipe"
        )
    try:
        with zipfile.ZipFile(cast("IO[bytes]", raw.stream)) as archive:
            names = _archives(archive)
            for name in names:
                yield from _read_member(archive, name, raw.source)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError) as error:
        raise SourceError(
            f"a ZIP archive that is damaged or breaks off ({error}); get it again", code="damaged"
        ) from error


def _archives(archive: zipfile.ZipFile) -> list[str]:
    members = archive.namelist()
    if len(members) > MAX_MEMBERS:
        raise SourceError(f"a ZIP archive with more than {MAX_MEMBERS} files", code="too_large")
    names = sorted({name for name in members if name.lower().endswith(_ARCHIVES)})
    if names:
        return names
    for start, what in _OTHERS:
        if any(name.startswith(start) for name in members):
            raise SourceError(f"this is {what}", code="binary")
    raise SourceError(
        "this is a ZIP archive without web archives (.warc, .warc.gz) in it; unpack it and give "
        "the folder",
        code="binary",
    )


def _read_member(
    archive: zipfile.ZipFile, name: str, container: str
) -> Iterator[Article | Failure]:
    inside = f"{container}#{name}"
    try:
        with archive.open(name) as member:
            size = archive.getinfo(name).compress_size
            raw = Raw(inside, streamed(_pieces(member, size)))
            if not warc.recognises(raw.head):
                raise SourceError("is no WARC file, whatever its name", code="damaged")
            yield from warc.read(raw)
    except SourceError as error:
        yield Failure(inside, "source", error.code, str(error))
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        reason = f"cannot be unpacked ({error}); get the archive again"
        yield Failure(inside, "source", "damaged", reason)


def _pieces(member: IO[bytes], size: int) -> Iterator[bytes]:
    """The bytes of a member of a ZIP, ``size`` as it lies there, guarded against bombs."""
    guard = Guard()
    guard.taken = size
    try:
        while piece := member.read(PIECE):
            guard.given += len(piece)
            guard.check()
            yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceError(
            f"its compressed data is damaged ({error}); get the archive again", code="damaged"
        ) from error
