"""URLs to articles: pages are fetched and read, feeds and sitemaps are followed.

What a URL gives is told by its content. Pages come in the order of the URLs; what feeds and
sitemaps name comes after them, one of each in turn, so that no host is kept busy alone.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from wortlaut.errors import FetchError, SourceError
from wortlaut.fetch.address import parse, redact
from wortlaut.records import Article, Failure, Provenance, Remembered
from wortlaut.sources import feed, page, plain, saved, sitemap
from wortlaut.sources.entries import Entry, Listing, article_of, completed, has_full_text
from wortlaut.sources.kinds import choose, opened, read_raw
from wortlaut.sources.provenance import reader
from wortlaut.sources.raw import Raw
from wortlaut.sources.selection import STAGE, Choice, Planned, select

if TYPE_CHECKING:
    from wortlaut.fetch import Fetched, Fetcher, Validators

LOG = logging.getLogger(__name__)

_AHEAD = 4
# Why a page cannot be had that will hold next time as well.
_FOR_GOOD = frozenset(
    {"robots", "content_type", *(f"http_{n}" for n in (401, 402, 403, 404, 410, 451))}
)
_PLAIN_TYPES = ("", "text/plain", "application/octet-stream")
_LISTING_TYPES = ("xml", "json", "rss", "atom", "gzip")
_LISTINGS = (feed, sitemap)
_PAGES = (page, saved)


class Memory(Protocol):
    """Keeps what servers said, and has the articles that were kept: a ``Corpus``."""

    def recall(self, url: str) -> Remembered | None: ...
    def remember(self, url: str, remembered: Remembered) -> None: ...
    def kept(self, article_id: str) -> Article | None: ...


@dataclass(slots=True)
class _Job:
    entry: Entry
    unless: Validators | None = None
    remembered: Remembered | None = None

    @property
    def url(self) -> str:
        return self.entry.url or ""


class Web:
    """Reads URLs. ``raw`` is told each page as it was fetched, before its articles come.

    ``memory`` makes later runs ask only for what has changed. With ``follows``, what saved feeds
    and sitemaps name is fetched as well.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        choice: Choice | None = None,
        hosts: int = 4,
        memory: Memory | None = None,
        raw: Callable[[Fetched], None] | None = None,
        follows: bool = False,
    ) -> None:
        self._fetcher = fetcher
        self._choice = choice or Choice()
        self._hosts = hosts
        self._memory = memory
        self._raw = raw
        self.follows = follows
        self._seen: set[str] = set()

    def read(self, urls: Iterable[str]) -> Iterator[Article | Failure]:
        """Articles and failures of the URLs; feeds, sitemaps and indexes of them are followed."""
        listings: list[tuple[str, Listing]] = []
        for job, result in self._fetched(Entry(url) for url in urls):
            kind = None if isinstance(result, Failure) else self._kind(job, result)
            if isinstance(result, Failure) or kind is None:
                yield from self._articles(job, result)
                continue
            try:
                listings.append((job.url, self._listing(kind, job, result)))
            except SourceError as error:
                yield _failure(job.url, error)
        yield from self.follow(listings)

    def follow(self, listings: Iterable[tuple[str, Listing]]) -> Iterator[Article | Failure]:
        """Articles and failures of what feeds and sitemaps name, given with their own names."""
        wanted: list[list[Entry]] = []
        for source, listing in listings:
            entries: list[Entry] = []
            for item in select(source, listing, self._choice, self._load):
                if isinstance(item, Failure):
                    yield item
                elif item.action == "fetch" and item.entry:
                    entries.append(item.entry)
            wanted.append(entries)
        for job, result in self._fetched(_in_turn(wanted)):
            yield from self._articles(job, result, listed=True)

    def read_saved(self, raw: Raw, *, doubtful: bool = False) -> Iterator[Article | Failure]:
        """What an opened file holds; what it names, where it is a feed or sitemap."""
        raw = opened(raw)
        kind = choose(raw)
        if kind in _LISTINGS:
            yield from self.follow([(raw.source, kind.listing(raw.content()))])
        else:
            yield from read_raw(raw, doubtful=doubtful)

    def plan(self, urls: Iterable[str]) -> Iterator[Planned | Failure]:
        """What ``read`` would fetch. Asks for robots.txt, feeds and sitemaps, and for the headers
        of the given URLs; no page is fetched."""
        for url in urls:
            try:
                found = self._look(url)
            except SourceError as error:
                yield _failure(url, error)
                continue
            if found is None:
                yield Planned(redact(url), "fetch")
            else:
                yield from self._plan_listing(url, found)

    def plan_saved(self, raw: Raw) -> Iterator[Planned | Failure]:
        """What ``read_saved`` would read or fetch."""
        raw = opened(raw)
        kind = choose(raw)
        if kind in _LISTINGS:
            yield from self._plan_listing(raw.source, kind.listing(raw.content()))
        else:
            yield Planned(raw.source, "read")

    def _plan_listing(self, source: str, listing: Listing) -> Iterator[Planned | Failure]:
        """What ``follow`` would fetch of one feed or sitemap."""
        for item in select(source, listing, self._choice, self._load):
            if isinstance(item, Failure) or item.action == "skip":
                yield item
                continue
            try:
                self._fetcher.check(item.url)
                yield item
            except SourceError as error:
                if item.entry and error.code in _FOR_GOOD and has_full_text(item.entry):
                    yield Planned(item.url, "skip", f"read from its feed ({error})", item.entry)
                else:
                    yield _failure(item.url, error)

    # ----------------------------------------------------------------------- fetching

    def _fetched(self, entries: Iterable[Entry]) -> Iterator[tuple[_Job, Fetched | Failure]]:
        from wortlaut.fetch.ahead import in_order

        jobs = (self._job(entry) for entry in self._first_time(entries))
        ahead = self._hosts * _AHEAD
        return in_order(jobs, self._fetch, workers=self._hosts, ahead=ahead)

    def _first_time(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            key = _key(entry.url or "")
            if key not in self._seen:
                self._seen.add(key)
                yield entry

    def _fetch(self, job: _Job) -> Fetched | Failure:
        try:
            return self._fetcher.fetch(job.url, unless=job.unless)
        except SourceError as error:
            return _failure(job.url, error)
        except (
            Exception
        ) as error:  # the article boundary: one strange server must not stop the rest
            LOG.debug("%s: fetching failed", redact(job.url), exc_info=True)
            kind = type(error).__name__
            reason = f"cannot be fetched ({kind}: {redact(str(error))}); report it"
            return Failure(redact(job.url), STAGE, "internal", reason)

    def _job(self, entry: Entry) -> _Job:
        """The entry with what is known of it; asks conditionally only if a "not modified" would
        leave nothing missing."""
        from wortlaut.fetch import Validators

        known = self._memory.recall(redact(entry.url or "")) if self._memory else None
        if known is None or self._memory is None or known.reader != _version():
            return _Job(entry)
        if known.body is None and not (
            known.articles and all(self._memory.kept(i) for i in known.articles)
        ):
            return _Job(entry)
        return _Job(entry, Validators(known.etag, known.last_modified), known)

    # ------------------------------------------------------------------------ reading

    def _articles(
        self, job: _Job, result: Fetched | Failure, *, listed: bool = False
    ) -> Iterator[Article | Failure]:
        if isinstance(result, Failure):
            yield self._from_feed(job.entry, result)
            return
        if result.not_modified and job.remembered and self._memory:
            articles = (self._memory.kept(i) for i in job.remembered.articles)
            yield from (a for a in articles if a)
            return
        if self._raw:
            self._raw(result)
        items: list[Article | Failure] = []
        for item in self._read_page(job, result):
            items.append(item)
            if isinstance(item, Article) and listed and self._choice.too_old(item.published):
                LOG.info("%s: published %s, passed over", item.source, item.published)
                continue
            yield item
        ids = [item.id for item in items if isinstance(item, Article)]
        if ids and len(ids) == len(items):
            self._remember(job, result, articles=tuple(ids))

    def _read_page(self, job: _Job, fetched: Fetched) -> Iterator[Article | Failure]:
        source = redact(job.url)
        try:
            raw = _opened(source, fetched)
            kind = choose(raw)
            if kind is plain and fetched.content_type.endswith("html"):
                kind = page
            if kind is plain and fetched.content_type not in _PLAIN_TYPES:
                reason = f"its content ({fetched.content_type}) is nothing that can be read"
                raise SourceError(reason, code="unknown")
            if kind in _LISTINGS:
                reason = "a feed or sitemap where a page should be; give it as an input of its own"
                raise SourceError(reason, code="listing")
            if kind in _PAGES:
                items: Iterable[Article | Failure] = [
                    page.read_page(
                        raw.content(), source, charset=fetched.charset, url=fetched.final_url
                    )
                ]
            else:
                items = kind.read(raw)
            for item in items:
                if isinstance(item, Article):
                    if kind in (*_PAGES, plain):
                        item = completed(item, replace(job.entry, url=fetched.final_url))
                    item = _proved(item, fetched, *(["trafilatura"] if kind in _PAGES else []))
                yield item
        except SourceError as error:
            yield Failure(source, "source", error.code, str(error))
        except Exception as error:  # the article boundary: one strange page must not stop the rest
            LOG.debug("%s: reading failed", source, exc_info=True)
            reason = f"cannot be read ({type(error).__name__}: {error}); report it"
            yield Failure(source, "source", "internal", reason)

    def _from_feed(self, entry: Entry, failure: Failure) -> Article | Failure:
        """The article as its feed has it, where the page itself cannot be had for good."""
        if failure.code not in _FOR_GOOD or not has_full_text(entry):
            return failure
        source = redact(entry.url or "")
        try:
            article = article_of(entry, source)
        except SourceError:
            return failure
        LOG.warning("%s: read from its feed, as the page cannot be had (%s)", source, failure.code)
        return article

    # ------------------------------------------------------------- feeds and sitemaps

    def _kind(self, job: _Job, fetched: Fetched) -> ModuleType | None:
        """``feed`` or ``sitemap`` where the URL gave one of them."""
        body = fetched.body
        if fetched.not_modified and job.remembered:
            body = job.remembered.body or b""
        try:
            kind = choose(_opened(job.url, fetched, body))
        except (SourceError, OSError):
            return None
        return kind if kind in _LISTINGS else None

    def _listing(self, kind: ModuleType, job: _Job, fetched: Fetched) -> Listing:
        body = fetched.body
        if fetched.not_modified and job.remembered:
            body = job.remembered.body or b""
        data = _opened(job.url, fetched, body).content()
        listing: Listing = kind.listing(data, fetched.final_url)
        if not listing.entries and not listing.maps:
            raise SourceError(f"a {listing.what} without entries; try again later", code="empty")
        if not fetched.not_modified:
            self._remember(job, fetched, body=data)
        return listing

    def _look(self, url: str) -> Listing | None:
        """The feed or sitemap behind a URL; None for a page."""
        self._fetcher.check(url)
        try:
            head = self._fetcher.fetch(url, head=True)
        except FetchError as error:
            if error.code in ("http_405", "http_501"):  # the server does not answer HEAD
                return None
            raise
        if not any(name in head.content_type for name in _LISTING_TYPES):
            return None
        job = _Job(Entry(url))
        fetched = self._fetcher.fetch(url)
        kind = self._kind(job, fetched)
        return self._listing(kind, job, fetched) if kind else None

    def _load(self, named: Entry) -> Listing | Failure | None:
        """The sitemap that an index names; None where it has been read already."""
        job = self._job(named)
        if _key(job.url) in self._seen:
            return None
        self._seen.add(_key(job.url))
        result = self._fetch(job)
        if isinstance(result, Failure):
            return result
        try:
            kind = self._kind(job, result)
            if kind is None:
                raise SourceError("no sitemap, though an index names it as one", code="sitemap")
            return self._listing(kind, job, result)
        except SourceError as error:
            return _failure(job.url, error)

    def _remember(
        self,
        job: _Job,
        fetched: Fetched,
        *,
        articles: tuple[str, ...] = (),
        body: bytes | None = None,
    ) -> None:
        found = fetched.validators
        if self._memory and found:
            known = Remembered(found.etag, found.last_modified, _version(), articles, body)
            self._memory.remember(redact(job.url), known)


def _opened(source: str, fetched: Fetched, body: bytes | None = None) -> Raw:
    body = fetched.body if body is None else body
    return opened(Raw(source, io.BytesIO(body)))


def _proved(article: Article, fetched: Fetched, *libraries: str) -> Article:
    """The article with where and when it was fetched, and the digest of the payload.

    An article out of a fetched archive keeps what the archive says of it.
    """
    known = article.provenance or Provenance()
    archived = known.record is not None
    return replace(
        article,
        provenance=Provenance(
            container=fetched.url if archived else known.container,
            url=known.url if archived else fetched.final_url,
            record=known.record,
            captured=known.captured if archived else fetched.captured,
            digest=known.digest if archived else fetched.digest,
            reader=known.reader or reader(*libraries),
        ),
    )


def _in_turn(lists: list[list[Entry]]) -> Iterator[Entry]:
    """The first of each list, then the second of each …"""
    waiting = [iter(entries) for entries in lists]
    while waiting:
        for entries in list(waiting):
            try:
                yield next(entries)
            except StopIteration:
                waiting.remove(entries)


def _key(url: str) -> str:
    try:
        return parse(url).url
    except SourceError:
        return url


def _failure(url: str, error: SourceError) -> Failure:
    return Failure(redact(url) or "''", STAGE, error.code, str(error))


def _version() -> str:
    from wortlaut import __version__

    return __version__
