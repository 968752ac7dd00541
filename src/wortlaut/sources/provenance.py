"""Where an article came from, in the words of a ``Provenance`` record."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

from wortlaut.records import Article, Provenance


def sha256(data: bytes | bytearray | memoryview) -> str:
    """``sha256:…`` of ``data``, as ``sha256sum`` has it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


@cache
def reader(*libraries: str) -> str:
    """What read an article, with versions: ``reader("trafilatura")`` for pages.

    >>> reader()  # doctest: +SKIP
    'wortlaut 0.2.0'
    """
    from importlib.metadata import PackageNotFoundError, version

    from wortlaut import __version__

    parts = [f"wortlaut {__version__}"]
    for name in libraries:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(name)
    return "; ".join(parts)


def proven(article: Article, provenance: Provenance) -> Article:
    """The article with ``provenance``, unless it brings one of its own; its id stays."""
    return article if article.provenance else replace(article, provenance=provenance)
