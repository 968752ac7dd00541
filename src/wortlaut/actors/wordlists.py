"""Reading the word lists of this package: words between white space."""

from __future__ import annotations


def word_list(text: str) -> list[str]:
    """The words of ``text`` in order."""
    return text.split()


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, each once."""
    return frozenset(text.split())
