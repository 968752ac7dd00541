"""Who said what in German-language news, down to the character.

::

    from wortlaut import analyze

    for statement in analyze(text).statements:
        print(statement.speaker, statement.text)

The names load on first use, so that ``import wortlaut`` costs next to nothing.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wortlaut.corpus import Corpus
    from wortlaut.errors import WortlautError
    from wortlaut.pipeline import Pipeline
    from wortlaut.records import Actor, Analysis, Article, Failure, Span, Speaker, Statement

__version__ = "0.1.0"

# The public names, a dozen; a test pins them. They live in wortlaut.records unless said here.
__all__ = ["Actor", "Analysis", "Article", "Corpus", "Failure", "Pipeline"]
__all__ += ["Span", "Speaker", "Statement", "WortlautError", "__version__", "analyze"]
_HOMES = {"Corpus": "corpus", "Pipeline": "pipeline", "WortlautError": "errors"}


def analyze(article: str | Article) -> Analysis:
    """Find every statement in one article, with the shipped model (loaded on the first call).

    Offsets are code points into the text as given. Raises ``WortlautError`` if it cannot be read.
    """
    return _default_pipeline().analyze(article)


@cache
def _default_pipeline() -> Pipeline:
    from wortlaut.pipeline import Pipeline

    return Pipeline()


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'wortlaut' has no attribute {name!r}")
    return getattr(import_module(f"wortlaut.{_HOMES.get(name, 'records')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
