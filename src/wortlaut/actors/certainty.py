"""How sure a resolution is: the share of such resolutions that were right where it was counted.

A sort of resolution is how it was made, the kind of actor, and, for persons, whether the actor
has an id. The counts are those of ``benchmarks/speaker_certainty.py``: gold statements and gold
mentions, ``corpora/own`` train and dev and the dev part of the news quotation data. The rules were
written on the first of these, so that the shares flatter them a little. They say
nothing of statements that should not have been found, which ``Statement.confidence`` is for.
"""

from __future__ import annotations

from wortlaut.records import Speaker

Sort = tuple[str, ...]
"""``(resolved_by,)``, ``(resolved_by, kind)`` or ``(resolved_by, kind, "linked")``."""

_FEWEST = 20
"""A sort that was seen less often takes the share of the wider one."""
SHARES: dict[Sort, tuple[int, int]] = {
    ("carried_over",): (11, 16),
    ("carried_over", "document"): (7, 10),
    ("carried_over", "group"): (1, 1),
    ("carried_over", "organisation"): (2, 2),
    ("carried_over", "person"): (1, 3),
    ("name",): (1292, 1294),
    ("name", "group"): (4, 4),
    ("name", "organisation"): (54, 54),
    ("name", "person"): (1234, 1236),
    ("name", "person", "linked"): (33, 33),
    ("office",): (139, 160),
    ("office", "document"): (1, 1),
    ("office", "organisation"): (20, 21),
    ("office", "person"): (115, 135),
    ("office", "person", "linked"): (1, 1),
    ("office", "role"): (3, 3),
    ("phrase",): (1218, 1319),
    ("phrase", "document"): (182, 205),
    ("phrase", "group"): (172, 177),
    ("phrase", "organisation"): (615, 638),
    ("phrase", "person"): (16, 16),
    ("phrase", "role"): (233, 283),
    ("pronoun",): (559, 619),
    ("pronoun", "document"): (2, 7),
    ("pronoun", "group"): (7, 12),
    ("pronoun", "organisation"): (12, 19),
    ("pronoun", "person"): (497, 524),
    ("pronoun", "person", "linked"): (7, 7),
    ("pronoun", "role"): (41, 57),
}
"""How many resolutions of a sort were right, of how many."""


def sort_of(speaker: Speaker) -> tuple[Sort, ...]:
    """The sorts that a speaker belongs to, the widest first; none where nobody was found."""
    how = speaker.resolved_by
    if how is None:
        return ()
    if how == "knowledge":
        how = "office"  # too few to be counted apart
    sorts: list[Sort] = [(how,), (how, speaker.kind)]
    if speaker.kind == "person" and speaker.wikidata:
        sorts.append((how, speaker.kind, "linked"))
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
