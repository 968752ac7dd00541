"""How sure a resolution is: the share of such resolutions that were right where it was counted.

A sort of resolution is how it was made, the kind of actor, and, for persons, whether the actor
has an id. The counts are those of ``benchmarks/speaker_certainty.py``: gold statements and gold
mentions, ``corpora/own`` train and dev and the dev part of the news quotation data. They say
nothing of statements that should not have been found, which ``Statement.confidence`` is for.
"""

from __future__ import annotations

from wortlaut.records import Speaker

Sort = tuple[str, ...]
"""``(resolved_by,)``, ``(resolved_by, kind)`` or ``(resolved_by, kind, "linked")``."""

_FEWEST = 20
"""A sort that was seen less often takes the share of the wider one."""
SHARES: dict[Sort, tuple[int, int]] = {}
"""How many resolutions of a sort were right, of how many."""


def sort_of(speaker: Speaker) -> tuple[Sort, ...]:
    """The sorts that a speaker belongs to, the widest first; none where nobody was found."""
    if speaker.resolved_by is None:
        return ()
    sorts: list[Sort] = [(speaker.resolved_by,), (speaker.resolved_by, speaker.kind)]
    if speaker.kind == "person" and speaker.wikidata:
        sorts.append((speaker.resolved_by, speaker.kind, "linked"))
    return tuple(sorts)


def certainty(speaker: Speaker) -> float | None:
    """The share of right resolutions of the narrowest sort that was seen often enough.

    One right and one wrong are added to each count, so that nothing is certain for want of cases.
    """
    share = None
    for sort in sort_of(speaker):
        right, total = SHARES.get(sort, (0, 0))
        if share is None or total >= _FEWEST:
            share = (right + 1) / (total + 2)
    return None if share is None else round(share, 4)
