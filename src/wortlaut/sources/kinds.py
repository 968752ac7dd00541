"""Which reader an input gets: by what it holds, then by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure, Provenance
from wortlaut.sources import feed, jsonl, mhtml, plain, saved, sitemap, wacz, warc
from wortlaut.sources.provenance import proven, reader
from wortlaut.sources.raw import Raw, peek_text

ARCHIVES: tuple[ModuleType, ...] = (warc, wacz)
"""Readers of binary containers. Each has SUFFIXES, recognises(first bytes) and read(raw)."""

KINDS: tuple[ModuleType, ...] = (feed, sitemap, jsonl, mhtml, saved, plain)
"""Readers of text in order of recognition. Each has SUFFIXES, recognises(head) and read(raw)."""

PACKED = (".gz", ".bz2", ".xz")
MAX_LAYERS = 3
SUFFIXES: tuple[str, ...] = tuple(s for kind in (*KINDS, *ARCHIVES) for s in kind.SUFFIXES)
"""Names by which a file of a directory is read."""

MANY = (*jsonl.SUFFIXES, *jsonl.DOCUMENTS, *warc.SUFFIXES, *wacz.SUFFIXES)
# wget and servers name pages so: "artikel", "index.php", "a.html?seite=2", "artikel,123.aspx".
_SERVED = re.compile(r"\.(?:php\d?|aspx?|jspx?|cgi|cfm|do|s?html?|phtml)(?:[?@;,].*)?$", re.I)
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}$")
_XML = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!(?:--|DOCTYPE)[^>]*>\s*)*<([A-Za-z][\w:.-]{0,60})"
)


def by_name(name: str) -> bool:
    """Whether a file of a directory is read because of its name."""
    return _without_packing(name).endswith(SUFFIXES)


def by_look(name: str) -> bool:
    """Whether a file of a directory is worth a look at what it holds: it may be a page."""
    plain_name = _without_packing(name)
    bare = plain_name.rpartition("/")[2]
    packed = plain_name != name.lower() and not _SUFFIX.search(bare)
    return bool(
        packed
        or _SERVED.search(bare)
        or plain_name.endswith(jsonl.DOCUMENTS)
        or not _SUFFIX.search(bare)
    )


def holds_many(name: str) -> bool:
    """Whether an input of this name holds more than one article, as far as the name tells."""
    return name == "-" or _without_packing(name).endswith(MANY)


def read_raw(raw: Raw, *, doubtful: bool = False) -> Iterator[Article | Failure]:
    """The articles and failures of one opened input. Raises ``SourceError`` for the whole.

    With ``doubtful``, an input that is not clearly of a known kind gives nothing.
    """
    raw = opened(raw)
    kind = choose(raw)
    if doubtful and not _certain(kind, raw):
        return
    for result in kind.read(raw):
        if isinstance(result, Article) and kind is not jsonl:  # which may hand on our own output
            result = proven(
                result, Provenance(container=raw.source, digest=raw.digest, reader=reader())
            )
        yield result


def opened(raw: Raw) -> Raw:
    """The input without its compression; a WARC file keeps it, since it says where records are."""
    for _ in range(MAX_LAYERS + 1):
        if not raw.packing or warc.recognises(raw.head):
            return raw
        if raw.packing == "gzip" and _plain_name(raw.source).endswith((".warc.gz", ".wet.gz")):
            return raw  # its first record is damaged, perhaps not the others
        raw = raw.unpacked()
    raise SourceError(
        f"compressed more than {MAX_LAYERS} times over, as only a decompression bomb is; unpack "
        "it yourself if it is none",
        code="bomb",
    )


def choose(raw: Raw) -> ModuleType:
    """The reader: the first that recognises the content; else by its name; else plain text.

    A ``.txt`` may hold a page and a ``.html`` plain text; a ``.jsonl`` whose first line is
    broken still has lines to read. Raises ``SourceError`` (unknown) for XML of no known kind.
    """
    for archive in ARCHIVES:
        if archive.recognises(raw.head):
            return archive
    head = peek_text(raw.head)
    for kind in KINDS[:-1]:
        if kind.recognises(head):
            return kind
    name = _without_packing(raw.source)
    if name.endswith(warc.SUFFIXES):
        return warc
    if name.endswith((*jsonl.SUFFIXES, *jsonl.DOCUMENTS)):
        return jsonl
    root = _XML.match(head)
    if head.lstrip().startswith("<?xml") and root:
        raise SourceError(
            f"seems to be XML with the root element <{root[1]}>, of no kind that is read here; "
            "give pages, texts or articles as JSON",
            code="unknown",
        )
    return plain


def _certain(kind: ModuleType, raw: Raw) -> bool:
    if kind is plain:
        return False
    return kind is not jsonl or jsonl.likely(peek_text(raw.head))


def _plain_name(name: str) -> str:
    return name.lower().rpartition("#")[2] if "#" in name else name.lower()


def _without_packing(name: str) -> str:
    lower = name.lower()
    if lower.endswith(warc.SUFFIXES):
        return lower
    return next((lower.removesuffix(p) for p in PACKED if lower.endswith(p)), lower)
