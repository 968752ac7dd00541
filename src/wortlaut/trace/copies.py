"""Articles that are one report: wire copy, syndication, a text under two addresses.

Candidates come from MinHash signatures over shingles of words (Broder 1997; rensa), which are kept
and compared band by band; each is then aligned word by word (longest common subsequence,
rapidfuzz), so that no pair is a copy on the strength of a hash. Only the report counts: paratext
is left out.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wortlaut.records import Paratext

PERMUTATIONS = 128
SHINGLE = 3
"""Words in a shingle."""
BANDS = 32
"""Four values a band: a pair with half of its shingles in common is found with 87 %."""
SEED = 20
LEAST_WORDS = 30
"""A shorter report is nobody's copy: too little to tell."""
SHARED_OF_SHORTER = 0.85
SHARED_OF_LONGER = 0.6
"""Share of words in common and in order, of the shorter and of the longer report.

Set on invented pairs (``tests/unit/test_copies.py``): a desk's new headline, cut paragraphs and
changed words stay one report, two reports of the same event by two authors do not.
"""
_WORD = re.compile(r"\w+")

Signature = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What is needed of an article to find its copies."""

    id: str
    words: Callable[[], Sequence[str]]
    """Read only for pairs of candidates."""
    signature: Signature
    published: str | None = None
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that are one report, oldest first.

    ``agency`` is whose report it is where a text says so; ``original`` is the article that the
    group counts as: the oldest one with a date, else the first.
    """

    articles: tuple[str, ...]
    original: str
    agency: str | None


def report_words(text: str, paratext: Iterable[Paratext] = ()) -> list[str]:
    """The words of the report, folded to lower case, without paratext."""
    cuts = sorted(span for part in paratext for span in part.spans)
    pieces, done = [], 0
    for span in cuts:
        if span.start > done:
            pieces.append(text[done : span.start])
        done = max(done, span.end)
    pieces.append(text[done:])
    plain = unicodedata.normalize("NFKC", "\n".join(pieces)).casefold()
    return _WORD.findall(plain)


def signature(words: Sequence[str]) -> Signature | None:
    """The MinHash signature of a report; None for one too short to compare."""
    if len(words) < LEAST_WORDS:
        return None
    from rensa import RMinHash  # type: ignore[import-untyped]

    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    return tuple(sketch.digest())


def pack(signature: Signature) -> bytes:
    """A signature as bytes, for keeping."""
    return array("I", signature).tobytes()


def unpack(data: bytes) -> Signature:
    """What ``pack`` gave."""
    values = array("I")
    values.frombytes(data)
    return tuple(values)


def shared(a: Sequence[str], b: Sequence[str]) -> tuple[float, float]:
    """Words in common and in order, as a share of the shorter and of the longer report."""
    from rapidfuzz.distance import LCSseq

    if not a or not b:
        return 0.0, 0.0
    common = LCSseq.similarity(a, b)
    return common / min(len(a), len(b)), common / max(len(a), len(b))


def is_copy(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two reports, as words, are one."""
    shorter, longer = min(len(a), len(b)), max(len(a), len(b))
    if shorter < LEAST_WORDS or shorter < SHARED_OF_LONGER * longer:
        return False
    of_shorter, of_longer = shared(a, b)
    return of_shorter >= SHARED_OF_SHORTER and of_longer >= SHARED_OF_LONGER


def candidates(signatures: Mapping[str, Signature]) -> Iterator[tuple[str, str]]:
    """Pairs that may be copies: those that agree in a whole band of their signatures."""
    rows = PERMUTATIONS // BANDS
    seen: set[tuple[str, str]] = set()
    for band in range(BANDS):
        buckets: dict[Signature, list[str]] = {}
        for id, values in signatures.items():
            buckets.setdefault(values[band * rows : (band + 1) * rows], []).append(id)
        for ids in buckets.values():
            # A chain is enough: who is a copy of a copy is in the group.
            for pair in pairwise(ids):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def group_copies(reports: Iterable[Report]) -> list[CopyGroup]:
    """Groups of two or more reports that are one; each report is in one group at most.

    The order of the reports does not matter.
    """
    by_id = {r.id: r for r in sorted(reports, key=lambda r: (r.published or "9999", r.id))}
    leader = {id: id for id in by_id}

    def find(id: str) -> str:
        while leader[id] != id:
            leader[id] = leader[leader[id]]
            id = leader[id]
        return id

    for a, b in candidates({id: r.signature for id, r in by_id.items()}):
        if find(a) != find(b) and is_copy(by_id[a].words(), by_id[b].words()):
            leader[find(b)] = find(a)
    groups: dict[str, list[Report]] = {}
    for id, report in by_id.items():
        groups.setdefault(find(id), []).append(report)
    return [_group(members) for members in groups.values() if len(members) > 1]


def _group(members: Sequence[Report]) -> CopyGroup:
    named = [agency for report in members for agency in report.agencies]
    most = max(named, key=lambda a: (named.count(a), -named.index(a))) if named else None
    return CopyGroup(tuple(r.id for r in members), members[0].id, most)
