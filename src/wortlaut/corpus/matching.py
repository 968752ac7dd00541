"""The words of a search on the columns: which rows, or which articles, a query finds.

The same trees as in ``wortlaut.corpus.query``, but each part of a tree is looked up in its index
by itself and put together here, instead of in one statement of SQL.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.actors import names_condition
from wortlaut.corpus.columns import Bools, Columns, Pairs
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.query import Group, Level, Node, Not, as_match

Scores = NDArray[np.float64]


def rows_with(connection: Connection, columns: Columns, node: Node) -> Bools:
    """The rows that a query finds: in the statement itself or, by its fields, in the article."""

    def look_up(index: Level, words: str) -> Bools:
        if index == "statement":
            return columns.rows_of(_numbers(connection, _FOUND["statement"], words))
        found = columns.articles_of(_numbers(connection, _FOUND["article"], words))
        return found[columns.article]

    return _evaluate(node, "statement", look_up)


def articles_with(connection: Connection, columns: Columns, node: Node) -> Bools:
    """The articles that a query finds: in title and text or, by its fields, in statements."""

    def look_up(index: Level, words: str) -> Bools:
        sql = _FOUND["article"] if index == "article" else _ARTICLES_OF_STATEMENTS
        return columns.articles_of(_numbers(connection, sql, words))

    return _evaluate(node, "article", look_up)


def rows_by_speaker(connection: Connection, columns: Columns, node: Node) -> Bools:
    """The rows whose speaker bears such a name, in the article or in any other."""
    if isinstance(node, Not):
        return ~rows_by_speaker(connection, columns, node.child)
    if isinstance(node, Group):
        join = np.logical_and if node.operator == "AND" else np.logical_or
        found: Bools = join.reduce([rows_by_speaker(connection, columns, c) for c in node.children])
        return found
    mask = rows_with(connection, columns, node)
    if node.field == "speaker":
        named = names_condition(node)
        keys = connection.rows(f"SELECT x.key FROM actor AS x WHERE {named.sql}", named.values)
        codes = [columns.actors.code[row[0]] for row in keys if row[0] in columns.actors.code]
        mask = mask | rows_of_actors(columns, columns.taking_part, codes)
    return mask


def rows_of_actors(columns: Columns, pairs: Pairs, codes: list[int]) -> Bools:
    """The rows in which one of these actors takes part."""
    wanted = np.zeros(len(columns.actors.rows), bool)
    wanted[codes] = True
    mask = np.zeros(len(columns), bool)
    mask[pairs.row[wanted[pairs.actor]]] = True
    return mask


def scores_of(
    connection: Connection, index: Level, rank: str, words: str
) -> tuple[NDArray[np.int64], Scores]:
    """Numbers of what a full-text expression finds, and how well (lower is better)."""
    found = connection.rows(
        f"SELECT rowid, {rank} FROM {index}_index WHERE {index}_index MATCH ?", (words,)
    )
    if not found:
        return np.zeros(0, np.int64), np.zeros(0)
    numbers, scores = zip(*found, strict=True)
    return np.array(numbers, np.int64), np.array(scores)


_FOUND: dict[Level, str] = {
    "statement": "SELECT group_concat(rowid) FROM statement_index WHERE statement_index MATCH ?",
    "article": "SELECT group_concat(rowid) FROM article_index WHERE article_index MATCH ?",
}
_ARTICLES_OF_STATEMENTS = (
    "SELECT group_concat(article) FROM statement WHERE number IN "
    "(SELECT rowid FROM statement_index WHERE statement_index MATCH ?)"
)


def _numbers(connection: Connection, sql: str, words: str) -> NDArray[np.int64]:
    """Numbers that SQLite writes as one text; quicker than as many Python objects."""
    text = connection.value(sql, (words,)) or ""
    return np.fromstring(text, np.int64, sep=",")


def _evaluate(node: Node, level: Level, look_up: Callable[[Level, str], Bools]) -> Bools:
    if isinstance(node, Not):
        return ~_evaluate(node.child, level, look_up)
    found = as_match(node, level)
    if found:
        return look_up(*found)
    children = node.children if isinstance(node, Group) else ()  # a term always has a match
    join = np.logical_or if isinstance(node, Group) and node.operator == "OR" else np.logical_and
    mask: Bools = join.reduce([_evaluate(child, level, look_up) for child in children])
    return mask
