"""Reading inputs: one module a kind, recognised by content before name.

``inputs`` turns what the user gave (path, directory, glob, ``-``, URL) into things to read,
``raw`` and ``unpack`` open, decompress and decode them, ``kinds`` picks the reader. Readers of
files: ``plain``, ``saved`` and ``mhtml`` (pages), ``jsonl`` with ``shapes`` and ``ninjs``
(articles as JSON), ``warc`` and ``wacz`` (web archives), ``feed`` and ``sitemap``; ``web`` reads
what ``wortlaut.fetch`` fetched. A reader takes a ``Raw`` and yields articles, each with its
``Provenance``, and failures; a new kind is a new module and a name in ``kinds``.
"""

from __future__ import annotations

from wortlaut.sources.inputs import Found, expand_inputs, read_found, read_inputs
from wortlaut.sources.kinds import holds_many

__all__ = ["Found", "expand_inputs", "holds_many", "read_found", "read_inputs"]
