"""The language of searches: what a user types, as a tree, and the tree as SQL conditions.

=====================  =====================================================================
``Präsident Krieg``    both words, in any form ("Präsidenten", "Krieges")
``"nie gesagt"``       these words in a row; German and French marks do as well
``Präsidentsch*``      words that begin so
``Krieg OR Frieden``   one of them; binds weaker than the blank
``-Krieg``             not this one; ``NOT Krieg`` is the same
``(a OR b) c``         brackets
``title:Gipfel``       in one field: quote, speaker, frame; title, text (of the article)
=====================  =====================================================================

Nothing that a user can type is a syntax error: marks and brackets without a partner, operators
without an operand and bare punctuation are passed over. The only refusals are ``UsageError``
for a query that is too long or nested too deeply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wortlaut.corpus.stems import fold, stem, words
from wortlaut.errors import UsageError

MAX_TERMS = 100
MAX_WORDS = 2_000
MAX_DEPTH = 20

Level = Literal["statement", "article"]
#: The fields of each index, in the order of its columns.
FIELDS: dict[Level, tuple[str, ...]] = {
    "statement": ("quote", "speaker", "frame"),
    "article": ("title", "text"),
}
_LEVEL_OF: dict[str, Level] = {f: level for level, fields in FIELDS.items() for f in fields}
_MARKS = '"„“”«»'
_FIELD = re.compile(rf"({'|'.join(_LEVEL_OF)}):(?=[^\s()])", re.IGNORECASE)
_BARE = re.compile(rf"[^\s(){_MARKS}]+")
_PHRASE = re.compile(rf"[{_MARKS}]([^{_MARKS}]*)[{_MARKS}]?")


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row, or one word to begin with; in one field, or in all of its index."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the child does not find."""

    child: Node


@dataclass(frozen=True, slots=True)
class Group:
    """All of the children, or one of them."""

    operator: Literal["AND", "OR"]
    children: tuple[Node, ...]


Node = Term | Not | Group


def parse_query(query: str | None, *, field: str | None = None) -> Node | None:
    """The tree of ``query``; None where there is nothing to look for in it.

    ``field`` is that of words that name none. Raises ``UsageError`` for a query with more than
    ``MAX_TERMS`` words and phrases or with brackets nested more than ``MAX_DEPTH`` deep.
    """
    parser = _Parser(list(_lex(query or "", field)))
    found = parser.any_of(0)
    terms = list(terms_of(found)) if found else []
    if len(terms) > MAX_TERMS or sum(len(t.words) for t in terms) > MAX_WORDS:
        raise UsageError(
            f"the query has {len(terms)} words and phrases; at most {MAX_TERMS} (and "
            f"{MAX_WORDS} words in phrases) can be looked for at once"
        )
    return found


def terms_of(node: Node, *, wanted: bool = False) -> Iterator[Term]:
    """The terms of a tree; with ``wanted``, only those that a hit is to have."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Group):
        for child in node.children:
            yield from terms_of(child, wanted=wanted)
    elif not wanted:
        yield from terms_of(node.child)


# ------------------------------------------------------------------------------ reading

Lexeme = Term | Literal["(", ")", "OR", "AND", "NOT"]


def _lex(query: str, default: str | None) -> Iterator[Lexeme]:
    at = 0
    while at < len(query):
        char = query[at]
        if char.isspace():
            at += 1
        elif char == "(" or char == ")":
            yield "(" if char == "(" else ")"
            at += 1
        elif char == "-" and query[at + 1 : at + 2].strip(" -") and _starts(query, at):
            yield "NOT"
            at += 1
        else:
            field = _FIELD.match(query, at)
            at = field.end() if field else at
            name = field.group(1).lower() if field else default
            phrase = _PHRASE.match(query, at)
            if phrase:
                at = phrase.end()
                yield from _terms(phrase.group(1), name, prefix=False)
                continue
            bare = _BARE.match(query, at)
            if bare is None:  # only where a field is followed by nothing that can be read
                at += 1
                continue
            at = bare.end()
            if not field and bare.group() in ("OR", "AND", "NOT"):
                yield bare.group()  # type: ignore[misc]  # one of the three, just checked
            else:
                yield from _terms(bare.group(), name, prefix=bare.group().endswith("*"))


def _starts(query: str, at: int) -> bool:
    """Whether a minus sign at ``at`` negates; in "EU-Gipfel" it does not."""
    return at == 0 or query[at - 1].isspace() or query[at - 1] in "()-"


def _terms(text: str, field: str | None, *, prefix: bool) -> Iterator[Term]:
    found = [text[a:b] for a, b in words(text)]
    found = [word for word in found if fold(word) and stem(word)]
    if prefix and found:
        *found, last = found
        yield Term((last,), True, field)
    if found:
        yield Term(tuple(found), False, field)


class _Parser:
    """Recursive descent: OR weakest, then blank or AND, then NOT, then brackets."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def any_of(self, depth: int) -> Node | None:
        found = [self._all_of(depth)]
        while (lexeme := self._peek()) is not None:
            if lexeme == ")":
                if depth:
                    break
                self._at += 1  # a bracket without a partner
            elif lexeme == "OR":
                self._at += 1
                found.append(self._all_of(depth))
            else:  # after a bracket without a partner
                found[-1] = _group("AND", [found[-1], self._all_of(depth)])
        return _group("OR", found)

    def _all_of(self, depth: int) -> Node | None:
        found: list[Node | None] = []
        while (lexeme := self._peek()) not in (None, ")", "OR"):
            if lexeme == "AND":
                self._at += 1
            else:
                found.append(self._one(depth))
        return _group("AND", found)

    def _one(self, depth: int) -> Node | None:
        negative = False
        while self._peek() == "NOT":
            negative = not negative
            self._at += 1
        lexeme = self._peek()
        found: Node | None = None
        if isinstance(lexeme, Term):
            self._at += 1
            found = lexeme
        elif lexeme == "(":
            if depth == MAX_DEPTH:
                raise UsageError(f"the query has more than {MAX_DEPTH} brackets within brackets")
            self._at += 1
            found = self.any_of(depth + 1)
            if self._peek() == ")":
                self._at += 1
        return Not(found) if found and negative else found


def _group(operator: Literal["AND", "OR"], children: Sequence[Node | None]) -> Node | None:
    flat: list[Node] = []
    for child in children:
        if isinstance(child, Group) and child.operator == operator:
            flat.extend(child.children)
        elif child is not None:
            flat.append(child)
    if len(flat) < 2:
        return flat[0] if flat else None
    return Group(operator, tuple(flat))


# ------------------------------------------------------------------------------ as SQL


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of an SQL query, and the values of its question marks."""

    sql: str
    values: tuple[str, ...]


def compile_query(node: Node, level: Level) -> tuple[str | None, list[Condition]]:
    """What decides whether a statement (alias ``s``) or an article (alias ``a``) is found.

    First the full-text expression over the level's own index that can also rank the hits (None
    where there is none), then the other conditions; all of them have to hold.
    """
    children = node.children if isinstance(node, Group) and node.operator == "AND" else (node,)
    ranking: list[str] = []
    others: list[Condition] = []
    for child in children:
        found = as_match(child, level)
        if found and found[0] == level:
            ranking.append(found[1])
        else:
            others.append(_condition(child, level))
    return " AND ".join(ranking) or None, others


def as_match(node: Node, level: Level) -> tuple[Level, str] | None:
    """``node`` as one full-text expression and the index it is for; None where it takes more."""
    if isinstance(node, Term):
        index = _LEVEL_OF[node.field] if node.field else level
        return index, _term_match(node, index)
    if isinstance(node, Not):
        return None
    found = [as_match(child, level) for child in node.children]
    if None in found or len({f[0] for f in found if f}) > 1:
        return None
    inner = f" {node.operator} ".join(f[1] for f in found if f)
    return found[0][0] if found[0] else level, f"({inner})"


def _term_match(term: Term, index: Level) -> str:
    columns = [term.field] if term.field else list(FIELDS[index])
    if term.prefix:
        columns += [f"{column}_forms" for column in columns]
        return f'{{{" ".join(columns)}}} : "{fold(term.words[0])}" *'
    return f'{{{" ".join(columns)}}} : "{" ".join(stem(word) for word in term.words)}"'


def _condition(node: Node, level: Level) -> Condition:
    if isinstance(node, Not):
        child = _condition(node.child, level)
        return Condition(f"NOT {child.sql}", child.values)
    found = as_match(node, level)
    if found:
        return Condition(_MEMBERSHIP[level, found[0]], (found[1],))
    children = node.children if isinstance(node, Group) else ()  # a term always has a match
    operator = node.operator if isinstance(node, Group) else "AND"
    parts = [_condition(child, level) for child in children]
    sql = f" {operator} ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.values))


_FOUND = "(SELECT rowid FROM {0}_index WHERE {0}_index MATCH ?)"
_MEMBERSHIP: dict[tuple[Level, Level], str] = {
    ("statement", "statement"): f"s.number IN {_FOUND.format('statement')}",
    ("statement", "article"): f"s.article IN {_FOUND.format('article')}",
    ("article", "article"): f"a.number IN {_FOUND.format('article')}",
    ("article", "statement"): "a.number IN (SELECT article FROM statement WHERE number IN "
    f"{_FOUND.format('statement')})",
}
