"""What values of filters and shares are called on a page."""

from __future__ import annotations

from wortlaut.corpus.counts import REST, Share
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.export.outline import visible
from wortlaut.web.language import Texts

_WORDS = {"type": "type", "kind": "kind", "gender": "gender"}


def share_label(t: Texts, by: str, value: str, label: str) -> str:
    """The name of a value of ``by`` (actor, party, type …), in the language of the page."""
    if value == UNKNOWN:
        return t("unknown.outlet" if by == "outlet" else "unknown.value")
    if value == REST:
        return t("unknown.rest")
    if by in _WORDS:
        return t.known(_WORDS[by], value)
    if by == "country":
        return country_name(t, value)
    return visible(label or value)


def unknown_last(shares: list[Share]) -> list[Share]:
    """The shares in their order, those of whom nothing is known at the end."""
    return sorted(shares, key=lambda share: share.value == UNKNOWN)


def country_name(t: Texts, code: str) -> str:
    """A country in the language of the page; the code where it has no name."""
    from babel import Locale

    return str(Locale(t.language).territories.get(code, code))
