"""The part of ``Corpus`` that is about actors across articles."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from wortlaut.corpus import corrections
from wortlaut.corpus.actors import By, CorpusActor, Voice, count_voices, list_actors, one_actor
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.corrections import Correction, Signature
from wortlaut.corpus.search import Day, Filters, article_condition

if TYPE_CHECKING:
    from wortlaut.corpus.columns import Columns


class ActorMethods:
    """Mixed into ``Corpus``. ``actor`` arguments are keys, Wikidata ids, or names of only one."""

    if TYPE_CHECKING:

        def _at_hand(self) -> Columns | None: ...

    _db: Connection
    _clock: Callable[[], str]

    # -------------------------------------------------------------------------- reading

    def actors(
        self,
        query: str | None = None,
        *,
        kind: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[CorpusActor]:
        """Actors across articles, those with most statements first.

        ``query`` is looked for in all their names, in the language of ``search``; ``kind`` is one
        of the kinds of actors. Statements whose speaker nobody can name are those of the actor
        with the key "unknown". ``names`` and ``keys`` are left empty; ``actor`` gives them.
        """
        columns = self._at_hand()
        known = columns.articles_by_actor if columns else None
        with self._db.snapshot():
            return list_actors(self._db, query, kind, limit, offset, known)

    def actor(self, actor: str) -> CorpusActor:
        """The actor with this key, Wikidata id or name.

        Raises ``CorpusError`` where there is none, ``UsageError`` where there are several.
        """
        with self._db.snapshot():
            return one_actor(self._db, actor)

    def voices(
        self,
        by: By = "party",
        *,
        outlet: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> list[Voice]:
        """Share of voice: statements by party, gender, country, kind or actor of who speaks.

        There is a row "unknown" in any case: nobody is named, or the fact is not known of who is.
        A statement of several speakers counts once for each value that they have. The filters
        are those of ``search``.

        >>> [(v.value, v.statements) for v in corpus.voices("party")]  # doctest: +SKIP
        [('SPD', 120), ('CDU', 97), ('unknown', 80)]
        """
        with self._db.snapshot():
            filters = Filters(outlet=outlet, since=since, until=until)
            where, values = article_condition(self._db, filters)
            return count_voices(self._db, by, where, values)

    def corrections(
        self,
        *,
        article: str | None = None,
        statement: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        newest_first: bool = False,
    ) -> list[Correction]:
        """The corrections of actors and statements, the first one first, those undone as well.

        ``article`` and ``statement`` (ids) leave only those of their statements.
        """
        return corrections.log(
            self._db,
            article=article,
            statement=statement,
            limit=limit,
            offset=offset,
            newest_first=newest_first,
        )

    # -------------------------------------------------------------------------- correcting

    def merge_actors(self, actor: str, other: str, *, author: str | None = None) -> Correction:
        """Say that two actors are the same; the first keeps its name.

        Holds for all articles, also those to come and those analysed again, until it is undone.
        ``author`` is the login name unless given.
        """
        return corrections.merge(self._db, actor, other, self._sign(author))

    def split_actor(
        self,
        actor: str,
        name: str,
        *,
        articles: Sequence[str] = (),
        statements: Sequence[str] = (),
        kind: str | None = None,
        author: str | None = None,
    ) -> Correction:
        """Say that statements of an actor are somebody else's, a new actor with this name.

        ``articles`` (all of the actor's statements in them) and ``statements`` are ids or their
        first characters. The key of the new actor is that of the correction; to say that it is
        one who is there already, merge the two. Statements of "unknown" can be split off too.
        """
        signed = self._sign(author)
        return corrections.split(
            self._db, actor, name, signed, articles=articles, statements=statements, kind=kind
        )

    def rename_actor(
        self,
        actor: str,
        name: str | None = None,
        *,
        wikidata: str | None = None,
        kind: str | None = None,
        author: str | None = None,
    ) -> Correction:
        """Give an actor another name, Wikidata id or kind.

        A Wikidata id that another actor has makes them the same; "none" takes a wrong one away.
        """
        signed = self._sign(author)
        return corrections.rename(self._db, actor, name, signed, wikidata=wikidata, kind=kind)

    def undo_correction(self, number: int, *, author: str | None = None) -> Correction:
        """Take back the correction with this number; it stays in the log, marked so."""
        return corrections.undo(self._db, number, self._sign(author))

    def _sign(self, author: str | None) -> Signature:
        return Signature((author or "").strip() or login_name(), self._clock())


def login_name() -> str:
    """Who is at work; "nobody" where the system does not know."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # no such user, as in a container
        return "nobody"
