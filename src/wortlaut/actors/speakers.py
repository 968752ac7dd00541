"""Naming the speakers of an article's statements."""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.actors.resolve import Naming
from wortlaut.records import Document, Statement


def name_speakers(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give every statement's speaker an actor from within the article.

    ``statements`` come with their speakers' mentions (or none), in any order; the same statements
    come back in the same order, each with ``speaker.actor`` and ``speaker.resolved_by``:

    - ``name``: the mention holds a name, a surname or the short form of one;
    - ``office``: somebody in the article carries the office ("der Minister");
    - ``pronoun``: "er", "ihrer Meinung nach";
    - ``phrase``: a role, group, organisation or document without a name of its own;
    - ``carried_over``: no mention, or one that only points back ("demnach");
    - None: nobody can be named.

    Mentions, spans and ids are never changed. Method: rules over this document alone; no
    knowledge of any real person is used.

    >>> name_speakers(document, statements)[0].speaker.name  # doctest: +SKIP
    'Henning Orlamünder'
    """
    if not statements:
        return ()
    naming = Naming(document, statements)
    order = sorted(range(len(statements)), key=lambda i: _position(statements[i]))
    named = {i: naming.name(statements[i]) for i in order}
    return tuple(named[i] for i in range(len(statements)))


def _position(statement: Statement) -> tuple[int, int]:
    """Text order; an outer statement before those nested in it."""
    return statement.spans[0].start, -statement.spans[-1].end
