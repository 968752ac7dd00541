"""Which reader an input gets: by what it holds, then by its name."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from types import ModuleType

from wortlaut.records import Article, Failure
from wortlaut.sources import jsonl, page, plain
from wortlaut.sources.raw import Raw

KINDS: tuple[ModuleType, ...] = (page, jsonl, plain)
"""Readers in order of recognition. Each has SUFFIXES, recognises(head) and read(raw)."""

SUFFIXES: tuple[str, ...] = tuple(suffix for kind in KINDS for suffix in kind.SUFFIXES)


def read_raw(raw: Raw) -> Iterator[Article | Failure]:
    """The articles and failures of one opened input. Raises ``SourceError`` for the whole."""
    yield from choose(raw).read(raw)


def choose(raw: Raw) -> ModuleType:
    """The reader: the first that recognises the content; else ``.jsonl`` by its name.

    A ``.txt`` may hold a page and a ``.html`` plain text; a ``.jsonl`` whose first line is
    broken still has lines to read.
    """
    head = _peek_text(raw.head)
    suffix = os.path.splitext(raw.source)[1].lower()
    for kind in KINDS[:-1]:
        if kind.recognises(head):
            return kind
    return jsonl if suffix in jsonl.SUFFIXES else plain


def _peek_text(head: bytes) -> str:
    """A rough reading of the first bytes: markup is ASCII in every encoding that counts."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("latin-1")
