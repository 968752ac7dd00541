"""Where an article came from, in the words of a ``Provenance`` record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache

from wortlaut.records import Article, Provenance

Witness = Callable[[bytes], object]
_WITNESS: ContextVar[Witness | None] = ContextVar("witness", default=None)


@contextmanager
def witnessed(witness: Witness) -> Iterator[None]:
    """Within it, ``witness`` is given the payload of whatever is read, when its digest is taken."""
    token = _WITNESS.set(witness)
    try:
        yield
    finally:
        _WITNESS.reset(token)


def sha256(data: bytes | bytearray | memoryview) -> str:
    """``sha256:…`` of a payload, as ``sha256sum`` has it."""
    witness = _WITNESS.get()
    if witness is not None:
        witness(bytes(data))
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
