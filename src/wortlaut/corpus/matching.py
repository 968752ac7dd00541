"""The words of a search on the columns: which rows, or which articles, a query finds.

The same trees as in ``wortlaut.corpus.query``, but each part of a tree is looked up in its index
by itself and put together here, instead of in one statement of SQL.
"""

from __future__ import annotations

import json
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
        keys = json.loads(
            connection.value(
                f"SELECT json_group_array(x.key) FROM actor AS x WHERE {named.sql}", named.values
            )
        )
        codes = [columns.actors.code[key] for key in keys if key in columns.actors.code]
        mask = mask | rows_of_actors(columns, columns.taking_part, codes)
    return mask


def rows_of_actors(columns: Columns, pairs: Pairs, codes: list[int]) -> Bools:
    """The rows in which one of these actors takes part."""
    wanted = np.zeros(len(columns.actors), bool)
    wanted[codes] = True
    mask = np.zeros(len(columns), bool)
    mask[pairs.row[wanted[pairs.actor]]] = True
    return mask


def scores_of(
    connection: Connection,
    index: Level,
    rank: str,
    words: str,
    among: NDArray[np.int64] | None = None,
) -> tuple[NDArray[np.int64], Scores]:
    """Numbers of what a full-text expression finds, and how well (lower is better)."""
    sql = f"SELECT rowid AS r, {rank} AS b FROM {index}_index WHERE {index}_index MATCH ?"
    values = [words]
    if among is not None:
        # The plus sign has SQLite compare numbers as it goes through what was found: to look each
        # of them up by itself, the index would count all that the words find again and again.
        sql += " AND +rowid IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(among.tolist()))
    # Seventeen digits tell any two numbers apart. The limit keeps SQLite from ranking within
    # the aggregate, which it cannot.
    text = connection.value(
        f"SELECT group_concat(printf('%d,%!.17g', r, b)) FROM ({sql} LIMIT -1)", values
    )
    found = np.fromstring(text or "", sep=",").reshape(-1, 2)
    return found[:, 0].astype(np.int64), found[:, 1]


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
