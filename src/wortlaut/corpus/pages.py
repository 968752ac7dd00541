"""Searching on the columns: the same pages of hits as by SQL, in a fraction of the time."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.columns import Columns
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.cursors import Cursor
from wortlaut.corpus.hits import SearchResult, read_hits
from wortlaut.corpus.matching import scores_of
from wortlaut.corpus.query import Level, compile_query
from wortlaut.corpus.rows import article_of
from wortlaut.corpus.search import (
    ARTICLE_RANK,
    STATEMENT_RANK,
    Filters,
    Page,
    read_query,
    read_speaker,
    search_key,
)
from wortlaut.corpus.selection import select, select_articles
from wortlaut.records import Article

Places = NDArray[np.int64]
#: Up to one part in so many of what the words find is ranked by itself, more with all the rest.
_FEW = 4
_RANKS: dict[Level, str] = {"statement": STATEMENT_RANK, "article": ARTICLE_RANK}


def search_columns(
    connection: Connection,
    columns: Columns,
    query: str | None,
    filters: Filters,
    page: Page,
    after: str | None = None,
) -> SearchResult:
    """What ``search_statements`` finds, from the cursor ``after`` on if there is one."""
    key = search_key(query, filters, page.order)
    cursor = Cursor.read(after, key) if after is not None else None
    node, _ = read_query(query)
    selection = select(connection, columns, query, filters)
    places = np.flatnonzero(selection.rows())
    total = len(places)
    match = compile_query(node, "statement")[0] if node else None
    matching = int(selection.masks["query"].sum()) if match else 0
    scores = None
    if match and page.order == "relevance":
        scores = _scores(connection, columns, "statement", match, places, matching)
        order = np.argsort(scores, kind="stable")
        places, scores = places[order], scores[order]
    offset = page.offset if cursor is None else _after(connection, columns, places, scores, cursor)
    shown = places[offset:][: page.limit]
    ranks = np.zeros(len(shown))
    if scores is not None:
        ranks = scores[offset:][: page.limit]
    elif match and len(shown):
        ranks = _scores(connection, columns, "statement", match, shown, matching)
    found = list(zip(columns.number[shown].tolist(), ranks.tolist(), strict=True))
    hits = read_hits(connection, found, node, read_speaker(filters.speaker))
    following = None
    if len(shown) and offset + len(shown) < total:
        following = _cursor(connection, columns, key, int(shown[-1]), float(ranks[-1])).text()
    return SearchResult(tuple(hits), total, offset, following)


def list_articles(
    connection: Connection, columns: Columns, query: str | None, filters: Filters, page: Page
) -> list[Article]:
    """What ``search_articles`` finds."""
    places = np.flatnonzero(select_articles(connection, columns, query, filters))
    node, _ = read_query(query)
    match = compile_query(node, "article")[0] if node else None
    if match and page.order == "relevance":
        scores = _scores(connection, columns, "article", match, places, len(places))
        places = places[np.argsort(scores, kind="stable")]
    shown = places[page.offset :][: page.limit]
    numbers = columns.articles.number[shown].tolist()
    found = {}
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        marks = ", ".join("?" * len(some))
        for row in connection.rows(f"SELECT * FROM article WHERE number IN ({marks})", some):
            found[row["number"]] = article_of(row)
    return [found[number] for number in numbers if number in found]


def _scores(
    connection: Connection,
    columns: Columns,
    index: Level,
    match: str,
    places: Places,
    found: int,
) -> NDArray[np.float64]:
    """The ranks of some of the rows or articles (``found`` in all) that the words find."""
    key = ("ranks", index, match)
    if len(places) * _FEW > found or columns.knows(key):
        return columns.remembered(key, lambda: _all_scores(connection, columns, index, match))[
            places
        ]
    number = columns.number if index == "statement" else columns.articles.number
    numbers, ranks = scores_of(connection, index, _RANKS[index], match, number[places])
    place_of = columns.row_of if index == "statement" else columns.articles.place_of
    scores = np.zeros(len(number))
    scores[place_of[numbers]] = ranks
    return scores[places]


def _all_scores(
    connection: Connection, columns: Columns, index: Level, match: str
) -> NDArray[np.float64]:
    number = columns.number if index == "statement" else columns.articles.number
    place_of = columns.row_of if index == "statement" else columns.articles.place_of
    numbers, ranks = scores_of(connection, index, _RANKS[index], match)
    known = numbers < len(place_of)
    scores = np.zeros(len(number) + 1)  # the last one is for those that have no place
    scores[place_of[numbers[known]]] = ranks[known]
    return scores[:-1]


# ---------------------------------------------------------------------------------- cursors


def _cursor(connection: Connection, columns: Columns, key: str, row: int, rank: float) -> Cursor:
    articles, article = columns.articles, int(columns.article[row])
    day = str(articles.day[article]) if articles.date[article] else None
    published, article_id = articles.published[article], articles.ids[article]
    number = int(columns.number[row])
    statement = connection.value("SELECT id FROM statement WHERE number = ?", (number,)) or ""
    position = int(columns.position[row])
    return Cursor(key, day, published, article_id, statement, position, rank)


def _after(
    connection: Connection,
    columns: Columns,
    places: Places,
    scores: NDArray[np.float64] | None,
    cursor: Cursor,
) -> int:
    """How many of the places, which are in order, come before the cursor or are its own.

    In order of time this holds whatever came in the meantime. Ranks change when statements come;
    then the hit where the page ended is looked for at its new rank.
    """
    row, there = _row_after(connection, columns, cursor)
    if scores is None:
        return int(np.searchsorted(places, row))
    own = np.flatnonzero(places == row - 1) if there else np.zeros(0, np.int64)
    rank = float(scores[own[0]]) if len(own) else cursor.score
    first = int(np.searchsorted(scores, rank, "left"))
    last = int(np.searchsorted(scores, rank, "right"))
    return first + int(np.searchsorted(places[first:last], row))


def _row_after(connection: Connection, columns: Columns, cursor: Cursor) -> tuple[int, bool]:
    """The first row after the cursor's, and whether its own is there still, before that one."""
    articles = columns.articles
    place = bisect_left(
        range(len(articles.ids)), True, key=lambda i: not _is_newer(columns, i, cursor)
    )
    first, end = np.searchsorted(columns.article, [place, place + 1])
    if place == len(articles.ids) or articles.ids[place] != cursor.article:
        return int(first), False
    number = connection.value(
        "SELECT s.number FROM statement AS s JOIN article AS a ON a.number = s.article "
        "WHERE a.id = ? AND s.id = ?",
        (cursor.article, cursor.statement),
    )
    own = int(columns.row_of[number]) if number and number < len(columns.row_of) else -1
    if own >= 0:
        return own + 1, True
    # It is gone: what may stand in its place now is not skipped.
    return int(first) + int(np.searchsorted(columns.position[first:end], cursor.position)), False


def _is_newer(columns: Columns, article: int, cursor: Cursor) -> bool:
    """Whether an article stands before that of the cursor in the order of time."""
    articles = columns.articles
    day = str(articles.day[article]) if articles.date[article] else None
    for own, other in ((day, cursor.day), (articles.published[article], cursor.published)):
        if own != other:  # what has none comes last
            return other is None or (own is not None and own > other)
    return articles.ids[article] < cursor.article
