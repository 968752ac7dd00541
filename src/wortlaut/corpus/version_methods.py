"""The part of ``Corpus`` that is about versions, copies, what repeats, and kept bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from wortlaut.corpus import copies, raw, repeats, versions
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.copies import KeptGroup, KeptReport
from wortlaut.corpus.raw import RawPage
from wortlaut.corpus.versions import KeptVersion
from wortlaut.errors import NotFoundError
from wortlaut.text.addresses import page_key

if TYPE_CHECKING:
    import sqlite3

    from wortlaut.records import Analysis


class VersionMethods:
    """Mixed into ``Corpus``."""

    _db: Connection
    _clock: Callable[[], str]
    path: str

    if TYPE_CHECKING:

        def article(self, id_or_prefix: str) -> Analysis: ...
        def _analysis(self, row: sqlite3.Row) -> Analysis: ...

    # -------------------------------------------------------------------------- versions

    def versions(self, page: str) -> list[KeptVersion]:
        """The versions of a page, oldest first; ``page`` is its address, or an article's id.

        Raises ``CorpusError`` where the corpus has none.
        """
        key = page_key(page)
        if key is None:
            article = self.article(page).article
            key = self._db.value("SELECT page FROM article WHERE id = ?", (article.id,))
            if key is None:
                rows = self._db.rows("SELECT * FROM article WHERE id = ?", (article.id,))
                return [KeptVersion(self._analysis(rows[0]), rows[0]["page_time"], True)]
        rows = versions.versions_of(self._db, key)
        if not rows:
            raise NotFoundError(
                f"there is no page {page} in {self.path}; `wortlaut search` lists articles"
            )
        return [
            KeptVersion(self._analysis(row), row["page_time"], bool(row["latest"])) for row in rows
        ]

    def count_versions(self, article_id: str) -> int:
        """How many versions the corpus has of the page that this article (by id) is one of."""
        found = self._db.value(
            "SELECT count(*) FROM article WHERE page = (SELECT page FROM article WHERE id = ?)",
            (article_id,),
        )
        return max(1, int(found))

    # ---------------------------------------------------------------------------- copies

    def copies(self) -> list[KeptGroup]:
        """Groups of articles that are one report, the largest first."""
        return copies.groups(self._db)

    def copies_to_sign(self) -> list[str]:
        """Ids of articles whose report has no signature yet; see ``wortlaut.trace.settle``."""
        return copies.without_signature(self._db)

    def sign_reports(self, found: Iterable[tuple[str, bytes, Sequence[str]]]) -> None:
        """Keep signatures and named agencies of reports, by article id."""
        copies.sign(self._db, found)

    def signed_reports(self) -> list[KeptReport]:
        """The reports that can be compared."""
        return copies.signed(self._db)

    def set_copies(self, groups: Iterable[KeptGroup]) -> None:
        """Replace all groups of copies."""
        copies.set_groups(self._db, groups)

    # --------------------------------------------------------------------------- settling

    def is_settled(self) -> bool:
        """Whether copies and repeats are up to date with the articles."""
        return self._db.value("SELECT 1 FROM meta WHERE key = ?", (versions.UNSETTLED,)) is None

    def mark_settled(self) -> None:
        """Note that copies and repeats are up to date."""
        with self._db.transaction():
            self._db.run("DELETE FROM meta WHERE key = ?", (versions.UNSETTLED,))

    # --------------------------------------------------------------------------- repeats

    def mark_repeats(self, articles: Sequence[str] | None = None) -> int:
        """Mark what repeats across the sites of these articles (of all, unless given).

        Marked lines are paratext of the kind "repeated", and statements inside them are hidden.
        Returns how many articles changed.
        """
        sites = repeats.sites_of(self._db, None if articles is None else list(articles))
        return sum(repeats.mark_repeats(self._db, site) for site in sites)

    # ------------------------------------------------------------------------------- raw

    def keep_raw(self, body: bytes) -> str:
        """Keep the bytes that an article was read from; their digest, as in its provenance."""
        return raw.keep_raw(self._db, body, self._clock())

    def raw_page(self, id_or_digest: str) -> RawPage:
        """The kept bytes of an article (by id) or of a digest.

        Raises ``CorpusError`` where they were not kept, or are damaged.
        """
        digest = id_or_digest
        if not digest.startswith("sha256:"):
            provenance = self.article(id_or_digest).article.provenance
            digest = (provenance.digest if provenance else None) or ""
        found = raw.raw_page(self._db, digest) if digest else None
        if found is None:
            raise NotFoundError(
                f"the bytes of {id_or_digest} were not kept in {self.path}; "
                "`wortlaut ingest --keep-raw` keeps them"
            )
        return found
