"""Settling a corpus after articles came: copies of a report, and what repeats on a site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wortlaut.corpus.copies import KeptGroup
from wortlaut.trace.agencies import agencies_named
from wortlaut.trace.copies import Report, group_copies, pack, report_words, signature, unpack

if TYPE_CHECKING:
    from wortlaut.corpus import Corpus


def settle(corpus: Corpus) -> bool:
    """Bring copies and repeats up to date, if articles came since that was done; whether it did.

    What comes of it depends on what is in the corpus, not on the order in which it came, nor on
    whether an earlier run was stopped.
    """
    if corpus.is_settled():
        return False
    update_copies(corpus)
    corpus.mark_repeats()
    corpus.mark_settled()
    return True


def update_copies(corpus: Corpus) -> int:
    """Find the copies among all articles of a corpus; how many groups there are.

    Articles are read only once for their signature, and again where they are candidates. The
    groups depend on what is in the corpus, not on the order in which it came.
    """
    for ids in _chunks(corpus.copies_to_sign()):
        found = []
        for id in ids:
            analysis = corpus.article(id)
            words = report_words(analysis.article.text, analysis.paratext)
            sign = signature(words)
            named = agencies_named(analysis.article.text, analysis.paratext)
            found.append((id, pack(sign) if sign else b"", named))
        corpus.sign_reports(found)
    reports = [
        Report(
            kept.article,
            lambda id=kept.article: _words(corpus, id),  # type: ignore[misc]
            unpack(kept.signature),
            kept.published,
            kept.agencies,
        )
        for kept in corpus.signed_reports()
    ]
    groups = group_copies(reports)
    kept_groups = [KeptGroup(g.articles, g.original, g.agency) for g in groups]
    if sorted(kept_groups, key=_key) != sorted(corpus.copies(), key=_key):
        corpus.set_copies(kept_groups)
    return len(groups)


def _key(group: KeptGroup) -> tuple[str, ...]:
    return group.articles


def _words(corpus: Corpus, id: str) -> Sequence[str]:
    analysis = corpus.article(id)
    return report_words(analysis.article.text, analysis.paratext)


def _chunks(ids: Sequence[str], size: int = 200) -> list[Sequence[str]]:
    return [ids[i : i + size] for i in range(0, len(ids), size)]
