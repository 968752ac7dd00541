"""The corpus: the SQLite file that holds articles, statements and failures."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from wortlaut.corpus import derive, fetched
from wortlaut.corpus.actor_methods import ActorMethods
from wortlaut.corpus.amendments import live_amendments, rewrite
from wortlaut.corpus.connection import MEMORY, connect
from wortlaut.corpus.content_methods import ContentMethods
from wortlaut.corpus.count_methods import CountMethods
from wortlaut.corpus.index import (
    bring_up_to_date,
    forget_statements,
    index_article,
    index_is_current,
    index_statements,
)
from wortlaut.corpus.namings import forget_namings, write_namings
from wortlaut.corpus.repeats import hide_statements
from wortlaut.corpus.rows import (
    ANALYSIS_COLUMNS,
    ARTICLE_COLUMNS,
    STATEMENT_COLUMNS,
    article_of,
    article_values,
    check_analysis,
    check_storable,
    failure_of,
    paratext_of,
    statement_of,
    statement_values,
    storable,
)
from wortlaut.corpus.search import (
    Day,
    Filters,
    Order,
    Page,
    SearchResult,
    search_articles,
    search_statements,
)
from wortlaut.corpus.shared import keeper_of
from wortlaut.corpus.statement_methods import StatementMethods
from wortlaut.corpus.version_methods import VersionMethods
from wortlaut.corpus.versions import UNSETTLED, mark_latest, page_values
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.records import Analysis, Article, Failure, Remembered

_LOG = logging.getLogger(__name__)
_PAGE = 200


def utc_now() -> str:
    """The time as the corpus keeps it: ``2024-11-28T09:30:00Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Corpus(ActorMethods, ContentMethods, CountMethods, VersionMethods, StatementMethods):
    """Articles with their statements in one file, which others may read while it is written.

    ``path`` is the file, or ``":memory:"``; with ``create`` it is made where it is missing, with
    ``read_only`` nothing is ever written. Use one corpus per thread. ``clock`` gives the time
    for the columns that say when. With a ``max_age``, counts (and searches, once something was
    counted) may be so many seconds behind what others write, which spares a server a lot of work;
    see ``wortlaut.corpus.count_methods``.
    Raises ``CorpusError`` where the file is missing or no corpus.

    >>> with Corpus(":memory:") as corpus:
    ...     corpus.counts()
    {'articles': 0, 'statements': 0, 'failures': 0}
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = False,
        read_only: bool = False,
        clock: Callable[[], str] = utc_now,
        max_age: float = 0.0,
    ) -> None:
        create = (create or str(path) == MEMORY) and not read_only
        self._clock = clock
        self._db = connect(path, create=create, read_only=read_only, clock=clock)
        self.path = str(path)
        self._max_age = max_age
        self._keeper = keeper_of(self._db)
        if max_age <= 0:
            self._db.on_commit = self._keeper.written
        if not read_only:
            bring_up_to_date(self._db)
            derive.bring_up_to_date(self._db)
            return
        if not index_is_current(self._db):
            _LOG.warning("%s was indexed with another stemmer; some words may be missed", path)
        if not derive.is_current(self._db):
            _LOG.warning("the actors of %s are old; `wortlaut ingest` derives them anew", path)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Self:
        """The corpus at ``path``; the same as calling the class."""
        return cls(path, create=create, read_only=read_only)

    def close(self) -> None:
        """Close the file; a corpus that is used as a context manager does it by itself."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Corpus({self.path!r})"

    # -------------------------------------------------------------------------- writing

    def add(self, analysis: Analysis, *, model: str | None = None) -> bool:
        """Keep an analysed article: all of it or nothing, in one transaction.

        An article that is there already (by id) stays as it is, unless ``model`` is another
        version than the one that analysed it: then its statements are replaced. Failures of the
        same source are cleared. Returns whether anything of the article is new. Raises
        ``RecordError`` for an analysis that cannot be kept as it is.
        """
        article = analysis.article
        check_analysis(analysis)
        head = article_values(analysis, model, self._clock())
        rows = [statement_values(0, i, s) for i, s in enumerate(analysis.statements)]
        check_storable(head, article.source)
        for row in rows:
            check_storable(row, article.source)
        with self._db.transaction():
            self._db.run("DELETE FROM failure WHERE input = ?", (article.source,))
            known = self._db.row("SELECT number, model FROM article WHERE id = ?", (article.id,))
            if known and model in (None, known["model"]):
                return False
            if known:
                number = known["number"]
                changed = forget_namings(self._db, number)
                self._drop_statements(number)
                setting = ", ".join(f"{column} = ?" for column in ANALYSIS_COLUMNS)
                self._db.run(
                    f"UPDATE article SET {setting} WHERE number = ?",
                    (*(head[ARTICLE_COLUMNS.index(c)] for c in ANALYSIS_COLUMNS), number),
                )
            else:
                changed = set()
                page = page_values(article, head[ARTICLE_COLUMNS.index("added")])
                number = self._db.run(
                    _insert("article", (*ARTICLE_COLUMNS, "page", "page_time")), (*head, *page)
                )
                index_article(self._db, number, article.title, article.text)
            self._db.run_many(
                _insert("statement", STATEMENT_COLUMNS), [[number, *row[1:]] for row in rows]
            )
            index_statements(self._db, number)
            if known:
                hide_statements(self._db, number)
                self._db.run("DELETE FROM machine_answer WHERE article = ?", (number,))
                if live_amendments(self._db, article.id):
                    changed |= rewrite(self._db, number)
            others = [] if known else mark_latest(self._db, page[0])
            for touched in (number, *(other for other in others if other != number)):
                changed |= write_namings(self._db, touched)
            derive.derive_forms(self._db, changed)
            self._db.run("INSERT OR IGNORE INTO meta VALUES (?, '')", (UNSETTLED,))
        return True

    def _drop_statements(self, number: int) -> None:
        forget_statements(self._db, number)
        self._db.run("DELETE FROM statement WHERE article = ?", (number,))

    def add_failure(self, failure: Failure) -> None:
        """Note an input that could not be done; a failure of the same input is replaced."""
        now = self._clock()
        values = [storable(v) for v in failure.to_dict().values()]
        with self._db.transaction():
            self._db.run(
                "INSERT INTO failure (input, stage, code, message, first_seen, last_seen) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (input) DO UPDATE SET "
                "stage = excluded.stage, code = excluded.code, message = excluded.message, "
                "last_seen = excluded.last_seen",
                (*values, now, now),
            )

    def clear_failure(self, input: str) -> bool:
        """Strike the failure of an input that is done by now; whether there was one."""
        with self._db.transaction():
            known = self._db.value("SELECT 1 FROM failure WHERE input = ?", (storable(input),))
            if known:
                self._db.run("DELETE FROM failure WHERE input = ?", (storable(input),))
        return bool(known)

    def remember(self, url: str, known: Remembered) -> None:
        """Note what a server said of what it sent; what was noted of the URL is replaced."""
        fetched.remember(self._db, url, known, self._clock())

    # -------------------------------------------------------------------------- reading

    def recall(self, url: str) -> Remembered | None:
        """What is noted of a URL."""
        return fetched.recall(self._db, url)

    def kept(self, article_id: str) -> Article | None:
        """The article with this id, without its statements; None where it is not there."""
        row = self._db.row("SELECT * FROM article WHERE id = ?", (storable(article_id),))
        return article_of(row) if row else None

    def has(self, article_id: str, *, model: str | None = None) -> bool:
        """Whether the article is there; with ``model``, whether that version analysed it."""
        row = self._db.row("SELECT model FROM article WHERE id = ?", (storable(article_id),))
        return row is not None and model in (None, row["model"])

    def article(self, id_or_prefix: str) -> Analysis:
        """The article with this id, or the only one whose id begins so.

        Raises ``NotFoundError`` where there is none, ``UsageError`` where there are several.
        """
        wanted = storable(id_or_prefix.strip())
        if not wanted:
            raise UsageError("an empty id names no article; give an id or its first characters")
        row = self._db.row("SELECT * FROM article WHERE id = ?", (wanted,))
        if row is None:
            found = self._db.rows(
                "SELECT * FROM article WHERE id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 4",
                (wanted, len(wanted), wanted),
            )
            if len(found) > 1:
                ids = ", ".join(r["id"] for r in found[:3]) + (", …" if len(found) > 3 else "")
                raise UsageError(f"{wanted!r} begins several article ids: {ids}; give more of it")
            row = found[0] if found else None
        if row is None:
            raise NotFoundError(
                f"there is no article {wanted!r} in {self.path}; "
                "`wortlaut search` lists articles with their ids"
            )
        return self._analysis(row)

    def articles(
        self,
        query: str | None = None,
        *,
        outlet: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        limit: int | None = None,
        offset: int = 0,
        order: Order = "relevance",
        once: bool = False,
        all_versions: bool = False,
    ) -> list[Article]:
        """Articles whose title or text has the words of ``query``; all of them without one.

        The arguments are those of ``search``, the fields of a bare word title and text.
        """
        filters = Filters(
            outlet=outlet, since=since, until=until, once=once, all_versions=all_versions
        )
        page = Page(limit, offset, order)
        columns = self._at_hand()
        if columns is None:
            return search_articles(self._db, query, filters, page)
        from wortlaut.corpus.pages import list_articles

        return list_articles(self._db, columns, query, filters, page)

    def search(
        self,
        query: str | None = None,
        *,
        speaker: str | None = None,
        type: str | Sequence[str] | None = None,
        outlet: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        actor: str | None = None,
        party: str | None = None,
        gender: str | None = None,
        country: str | None = None,
        kind: str | None = None,
        unknown: bool = False,
        once: bool = False,
        all_versions: bool = False,
        limit: int | None = 50,
        offset: int = 0,
        order: Order = "relevance",
        after: str | None = None,
    ) -> SearchResult:
        """Statements with the words of ``query`` in their quote, speaker, frame or addressee.

        Words match in any inflected form; see ``docs/reference/search.md`` for phrases, prefixes,
        OR, NOT and fields. ``speaker`` takes the same language, or a Wikidata id, and looks at
        names and mentions. ``actor`` is one actor by key, Wikidata id or name, as speaker or as
        the one on whose behalf others speak; ``party``, ``gender``, ``country`` (ISO 3166-1) and
        ``kind`` are those of the speaker, ``unknown`` finds what nobody can be named for.
        With ``once`` a report that several articles carry counts once, in its original; with
        ``all_versions`` older versions of a page are searched too.
        ``type`` is one statement type or several, ``outlet`` a whole name in upper or lower case.
        ``since`` and ``until`` (both inclusive: a date, ``2024-11-28``,
        ``2024-11`` or ``2024``) leave out articles without a date. ``order`` is ``relevance``
        (best first; newest first where there are no words to rank by) or ``time`` (newest
        first). ``after`` is the ``next`` of the page before, an opaque text: unlike ``offset`` it
        goes on where that page ended even if statements came in between (by relevance, as far as
        ranks stay what they were). Raises ``UsageError`` for arguments that cannot be meant.

        >>> corpus.search("Präsident", speaker="Sorel")[0].statement.text  # doctest: +SKIP
        'Die Präsidenten hätten sich geeinigt'
        """
        facts = (actor, party, gender, country, kind, unknown, once, all_versions)
        filters = Filters(speaker, type, outlet, since, until, *facts)
        page = Page(limit, offset, order)
        if after is not None and offset:
            raise UsageError("a page begins at an offset or after a cursor; give one of them")
        columns = self._at_hand() if after is None else self._columns()
        if columns is None:
            return search_statements(self._db, query, filters, page)
        from wortlaut.corpus.pages import search_columns

        return search_columns(self._db, columns, query, filters, page, after)

    def analyses(self) -> Iterator[Analysis]:
        """Everything, article by article, in the order of ids: the same for the same content.

        Streams; what others add meanwhile may or may not be in it, whole articles in any case.
        """
        last = ""
        while True:
            rows = self._db.rows(
                "SELECT * FROM article WHERE id > ? ORDER BY id LIMIT ?", (last, _PAGE)
            )
            for row in rows:
                yield self._analysis(row)
            if len(rows) < _PAGE:
                return
            last = rows[-1]["id"]

    def __iter__(self) -> Iterator[Analysis]:
        return self.analyses()

    def failures(self) -> list[Failure]:
        """The inputs that could not be done and have not been since."""
        return [failure_of(row) for row in self._db.rows("SELECT * FROM failure ORDER BY input")]

    def model_of(self, article_id: str) -> str | None:
        """The version of the model that found the statements of an article, where it is known."""
        model: str | None = self._db.value("SELECT model FROM article WHERE id = ?", (article_id,))
        return model

    def _analysis(self, row: sqlite3.Row) -> Analysis:
        statements = self._db.rows(
            "SELECT * FROM statement WHERE article = ? AND NOT hidden ORDER BY position",
            (row["number"],),
        )
        return Analysis(
            article=article_of(row),
            statements=tuple(statement_of(s, row["id"]) for s in statements),
            paratext=paratext_of(row),
        )


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
