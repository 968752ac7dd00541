"""Reading inputs: one module a kind, recognised by content before name.

``inputs`` turns what the user gave (path, directory, glob, ``-``) into things to read, ``raw``
opens and decodes them, ``kinds`` picks the reader, and ``plain``, ``jsonl`` and ``page`` are the
readers. A reader takes a ``Raw`` and yields articles and failures; a new kind is a new module
and one line in ``kinds``.
"""

from __future__ import annotations

from wortlaut.sources.inputs import Found, expand_inputs, read_found, read_inputs

__all__ = ["Found", "expand_inputs", "read_found", "read_inputs"]
