"""Whether a page holds back a part of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wortlaut.sources.pages.linked import Linked
from wortlaut.sources.pages.pieces import Piece

_FREE = frozenset(("true", "yes", "1"))
_LOCKED = frozenset(("false", "no", "0"))
_OFFER = re.compile(
    r"^(?:jetzt |einfach )?(?:weiterlesen|artikel freischalten|freischalten) (?:mit|und|für)\b|"
    r"\b(?:diese[rn]?|der|den) (?:artikel|text|beitrag|inhalt)\b.{0,60}\b(?:nur|exklusiv|"
    r"ausschließlich) (?:für|mit)\b.{0,40}\b(?:abonnent|abo\b|digital-?abo|mitglieder|plus)|"
    r"\b(?:noch|restlichen) \d{1,2} ?(?:%|prozent) des (?:artikels|textes)|"
    r"\bum (?:diesen|den ganzen|den vollständigen) (?:artikel|text|beitrag) "
    r"(?:zu lesen|weiterzulesen|lesen zu können)|"
    r"\bmit (?:\w+[+ ]){0,3}(?:plus|abo) (?:weiterlesen|lesen)\b|"
    r"^(?:sie haben bereits ein (?:\w+-)?abo|bereits abonnent|schon abonnent)",
    re.IGNORECASE,
)


def paywall(linked: Linked, pieces: Sequence[Piece]) -> bool | None:
    """True where the page says that it is not free, False where it says that it is, else None.

    By JSON-LD (``isAccessibleForFree``, also of its parts), ``article:content_tier``, and by an
    offer to read on with a subscription.
    """
    stated = _flag(linked.article.get("isAccessibleForFree"))
    if stated is None:
        parts = linked.resolved(linked.article.get("hasPart"))
        flags = [_flag(p.get("isAccessibleForFree")) for p in parts]
        stated = False if False in flags else None
    tier = (
        linked.first("article:content_tier", "content_tier", "cxenseparse:paywall") or ""
    ).lower()
    if stated is False or tier in ("locked", "paid", "premium", "hard"):
        return True
    if any(len(p.text) < 240 and _OFFER.search(p.text) for p in pieces):
        return True
    if stated or tier == "free":
        return False
    return None


def _flag(value: object) -> bool | None:
    text = str(value).strip().lower().rsplit("/", 1)[-1]
    return True if text in _FREE else False if text in _LOCKED else None
