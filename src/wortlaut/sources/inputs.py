"""What the user gave, turned into articles: paths, directories, globs, standard input."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import IO, TYPE_CHECKING, TypeVar

from wortlaut.errors import SourceError
from wortlaut.fetch.address import redact
from wortlaut.records import Article, Failure
from wortlaut.sources.kinds import SUFFIXES, by_look, by_name, read_raw
from wortlaut.sources.raw import Raw
from wortlaut.sources.tree_walk import WILD, files_below, is_special, matching

if TYPE_CHECKING:
    from wortlaut.sources.selection import Planned
    from wortlaut.sources.web import Web

T = TypeVar("T")
LOG = logging.getLogger(__name__)

STAGE = "source"
STDIN = "-"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Found:
    """Something to read: its name for the user, and its path (None for standard input and URLs).

    ``doubtful``: a file of a directory that is read only if it turns out to hold articles.
    ``url`` is an address as it was given, where it is one.
    """

    source: str
    path: str | None
    doubtful: bool = False
    url: str | None = field(default=None, repr=False)  # it may hold a password


def read_inputs(
    inputs: Sequence[str], *, stdin: IO[bytes] | None = None, web: Web | None = None
) -> Iterator[Article | Failure]:
    """Read paths, directories, globs, URLs and ``-`` (standard input) in the order given.

    Directories are read recursively and sorted, hidden files left out: files of known kinds, and
    of those whose name tells nothing, pages and articles; links are followed, but never in a
    circle. A file reached twice is read once. Whatever cannot be read is a ``Failure`` in its
    place, and reading goes on. Nothing is opened before its turn. URLs are fetched by ``web``;
    without one nothing is fetched, and each is a ``Failure``.
    """
    return read_found(expand_inputs(inputs), stdin=stdin, web=web)


def read_found(
    found: Iterable[Found | Failure], *, stdin: IO[bytes] | None = None, web: Web | None = None
) -> Iterator[Article | Failure]:
    """Read what ``expand_inputs`` found; its failures pass through."""
    for of_the_web, items in groupby(
        found, key=lambda item: getattr(item, "url", None) is not None
    ):
        if of_the_web and web is not None:
            yield from web.read(item.url for item in items if isinstance(item, Found) and item.url)
            continue
        for item in items:
            yield from [item] if isinstance(item, Failure) else _read_one(item, stdin, web)


def plan_found(found: Iterable[Found | Failure], web: Web) -> Iterator[Planned | Failure]:
    """What ``read_found`` would read and fetch; no page is fetched for it."""
    from wortlaut.sources.selection import Planned

    for item in found:
        if isinstance(item, Failure):
            yield item
        elif item.url is not None:
            yield from web.plan([item.url])
        elif item.path is None or not web.follows:
            yield Planned(item.source, "read")
        else:
            yield from _guarded(item.source, partial(_plan_file, item.path, item, web))


def expand_inputs(inputs: Sequence[str]) -> Iterator[Found | Failure]:
    """The single files behind ``inputs``, each once, however it is reached."""
    seen: set[str] = set()
    for given in inputs:
        for item in _expand(given):
            if isinstance(item, Found):
                key = item.url or (STDIN if item.path is None else os.path.realpath(item.path))
                if key in seen:
                    continue
                seen.add(key)
            yield item


def _expand(given: str) -> Iterator[Found | Failure]:
    if given == STDIN:
        yield Found(STDIN, None)
    elif os.path.isdir(given):
        yield from _walk(given)
    elif os.path.lexists(given):
        yield Found(printable(given), given)
    elif _URL.match(given):
        yield Found(redact(given), None, url=given)
    elif WILD.search(given):
        yield from _glob(given)
    else:
        yield _failure(given, "missing", "there is no such file or directory; check the path")


def _glob(pattern: str) -> Iterator[Found | Failure]:
    errors: list[OSError] = []
    try:
        paths = matching(pattern, errors)
    except re.error:
        paths = []
    for error in errors:
        yield _os_failure(str(error.filename or pattern), error)
    if not paths and not errors:
        yield _failure(pattern, "missing", "matches no file; check the pattern")
    for path in paths:
        if os.path.isdir(path):
            if not pattern.rstrip("/").endswith("**"):  # ** has matched what is inside already
                yield from _walk(path)
        elif is_special(path):
            yield _special(path)
        else:
            yield Found(printable(path), path)


def _walk(top: str) -> Iterator[Found | Failure]:
    errors: list[OSError] = []
    found: list[tuple[str, bool]] = []
    special: list[str] = []
    for path in files_below(top, errors):
        name = os.path.basename(path)
        if name.startswith(".") or not (by_name(name) or by_look(name)):
            continue
        if is_special(path):
            special.append(path)
        else:
            found.append((path, not by_name(name)))
    for error in errors:
        yield _os_failure(str(error.filename or top), error)
    for path in sorted(special):
        yield _special(path)
    if not found and not errors and not special:
        kinds = ", ".join(SUFFIXES)
        yield _failure(top, "nothing", f"no file in this directory that can be read ({kinds})")
    sure = any(not doubtful for _, doubtful in found)
    for path, doubtful in sorted(found):
        yield Found(printable(path), path, doubtful and sure)


def _read_one(
    found: Found, stdin: IO[bytes] | None, web: Web | None
) -> Iterator[Article | Failure]:
    if found.url is not None:
        reason = "is an address, and nothing is fetched here; save the page, give the file"
        return iter([_failure(found.source, "url", reason)])
    return _guarded(found.source, partial(_read_opened, found, stdin, web))


def _read_opened(
    found: Found, stdin: IO[bytes] | None, web: Web | None
) -> Iterator[Article | Failure]:
    read = web.read_saved if web is not None and web.follows else read_raw
    if found.path is None:
        yield from read(Raw(found.source, stdin or sys.stdin.buffer))
    else:
        with open(found.path, "rb") as stream:
            yield from read(Raw(found.source, stream), doubtful=found.doubtful)


def _plan_file(path: str, found: Found, web: Web) -> Iterator[Planned | Failure]:
    with open(path, "rb") as stream:
        yield from web.plan_saved(Raw(found.source, stream))


def _guarded(source: str, read: Callable[[], Iterator[T | Failure]]) -> Iterator[T | Failure]:
    """What ``read`` gives; whatever it raises is a ``Failure`` at the end."""
    try:
        yield from read()
    except SourceError as error:
        yield _failure(source, error.code, str(error))
    except OSError as error:
        yield _os_failure(source, error)
    except Exception as error:  # the article boundary: one strange page must not stop the rest
        LOG.debug("%s: reading failed", source, exc_info=True)
        kind = type(error).__name__
        yield _failure(source, "internal", f"cannot be read ({kind}: {error}); report it")


def _special(path: str) -> Failure:
    return _failure(path, "special", "no regular file but a pipe, socket or device; left out")


def _os_failure(source: str, error: OSError) -> Failure:
    if isinstance(error, PermissionError):
        return _failure(source, "permission", "no permission to read it; check its rights")
    if isinstance(error, FileNotFoundError):
        return _failure(source, "missing", "there is no such file any more; check the path")
    return _failure(source, "unreadable", f"cannot be read ({error.strerror or error})")


def _failure(source: str, code: str, message: str) -> Failure:
    return Failure(printable(source) or "''", STAGE, code, message)


def printable(path: str) -> str:
    """The path as text that can be stored: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
