"""Counting over time, on the columns."""

from __future__ import annotations

import datetime

import numpy as np
from numpy.typing import NDArray

from wortlaut.corpus.columns import Columns
from wortlaut.corpus.counts import REST, FacetValue, Period, ShareBy, Timeline, TimelinePoint
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.selection import Selection
from wortlaut.corpus.tally import Column, column_of, known_or_not, most

#: Periods without statements are listed too, up to so many in all: a misdated article of 1970
#: does not make a timeline of 20,000 days.
MOST_PERIODS = 5_000
_UNITS = {"day": "datetime64[D]", "month": "datetime64[M]", "year": "datetime64[Y]"}
Ints = NDArray[np.int64]


def timeline(
    selection: Selection, by: Period, split: ShareBy | None, limit: int | None
) -> Timeline:
    """Statements of a selection over time; see ``Corpus.timeline``."""
    columns = selection.columns
    rows = np.flatnonzero(selection.rows())
    dated = rows[columns.date[rows] > 0]
    place = np.full(len(columns), -1, np.int64)
    period = _periods(columns, by, dated)
    if len(period) and period.max() - period.min() < MOST_PERIODS:
        first = int(period.min())
        shown = np.arange(first, period.max() + 1)
        place[dated] = period - first
    else:
        shown, place[dated] = np.unique(period, return_inverse=True)
    statements = np.bincount(place[dated], minlength=len(shown))
    article = columns.article[dated]
    begins = np.ones(len(dated), bool)
    begins[1:] = article[1:] != article[:-1]
    articles = np.bincount(place[dated[begins]], minlength=len(shown))
    values, parts = _split(selection, split, limit, place, len(shown)) if split else ((), None)
    names = [value.value for value in values]
    points = tuple(
        TimelinePoint(
            *_named(by, int(number)),
            int(statements[i]),
            int(articles[i]),
            {} if parts is None else dict(zip(names, parts[i].tolist(), strict=True)),
        )
        for i, number in enumerate(shown)
    )
    return Timeline(by, split, values, points, len(rows) - len(dated))


def _periods(columns: Columns, by: Period, rows: Ints) -> Ints:
    """The number of the period of each row, counted from 1970; weeks begin on Mondays."""
    days = columns.articles.day[columns.article[rows]]
    if by == "week":
        return (days.astype(np.int64) + 3) // 7
    return days.astype(_UNITS[by]).astype(np.int64)


def _named(by: Period, number: int) -> tuple[str, str]:
    """The name of a period, and its first day."""
    if by == "week":
        monday = np.datetime64(number * 7 - 3, "D")
        week = datetime.date.fromisoformat(str(monday)).isocalendar()
        return f"{week.year:04}-W{week.week:02}", str(monday)
    start = np.array(number).astype(_UNITS[by])
    return str(start), str(start.astype("datetime64[D]"))


def _split(
    selection: Selection, split: ShareBy, limit: int | None, place: Ints, size: int
) -> tuple[tuple[FacetValue, ...], Ints]:
    """The most frequent values, "rest" and "unknown", and a row of counts for each period."""
    column = known_or_not(column_of(selection, split))
    row, code = column.once()
    counts = np.bincount(code, minlength=len(column.labels))
    unknown = len(column.labels) - 1
    order = most(counts[:unknown], None)
    shown, others = order[:limit].tolist(), order[limit:] if limit is not None else order[:0]
    labels = [column.labels[i] for i in shown]
    names = list(labels)
    if split == "actor":
        actors = selection.columns.actors
        names = [actors.names[i] or column.labels[i] for i in shown]
    for value, there in ((REST, len(others) > 0), (UNKNOWN, counts[unknown] > 0)):
        if there:
            labels.append(value)
            names.append(value)
    new = np.full(len(column.labels), -1, np.int32)
    new[shown] = np.arange(len(shown))
    new[others] = len(shown)
    if counts[unknown]:
        new[unknown] = len(labels) - 1
    grouped = Column(column.row, new[column.code], column.several, labels)
    row, code = grouped.once()
    totals = np.bincount(code, minlength=len(labels))
    dated = place[row] >= 0
    cells = place[row[dated]] * len(labels) + code[dated]
    table = np.bincount(cells, minlength=size * len(labels)).reshape(size, len(labels))
    values = tuple(
        FacetValue(value, name, int(total))
        for value, name, total in zip(labels, names, totals, strict=True)
    )
    return values, table
