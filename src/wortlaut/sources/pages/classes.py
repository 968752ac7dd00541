"""Class names that many systems share, and what they say about an element.

Conventions of content management systems and of the semantic web, English and German; none of
one outlet alone.
"""

from __future__ import annotations

import re
from typing import Any

_TOKENS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_BOXES = """
    teaser teasers teaserlist related recommendation recommendations recommended newsletter
    share sharing social comments comment breadcrumb breadcrumbs nav navigation menu footer
    promo promotion advertisement advert ads ad banner sponsor sponsored sidebar cookie
    consent paywall subscribe subscription abo outbrain taboola plista widget embed toolbar
    pagination pager tags taglist keywords tooltip modal popup overlay skiplink rating vote
    survey poll feedback audio player playlist podcast podlove gallery slideshow slider
    carousel mehr moreon further readmore linklist links topics topic bookmark merken
    disclaimer donate donation spende spenden imprint authorbox author authors byline bio vita
    profile toc inhaltsverzeichnis affiliate shop product products offer login register signup
    push whatsapp placeholder copyright interstitial
"""
#: Boxes that are not the article: teasers, appeals, navigation, comments.
BOXES = frozenset(_BOXES.split())

_LEADS = """
    lead lede leadtext intro introtext introduction einleitung anleser anreisser vorspann
    standfirst summary teasertext subline subtitle subheadline subhead deck dek description
    abstract shorttext kurztext unterzeile unterzeilen excerpt perex preamble ingress
"""
#: The lead below the headline.
LEADS = frozenset(_LEADS.split())

_KICKERS = """
    kicker dachzeile topline overline roofline eyebrow spitzmarke oberzeile supertitle
    pretitle
"""
#: The line above the headline.
KICKERS = frozenset(_KICKERS.split())

_CAPTIONS = """
    caption bildunterschrift bildunterzeile imagecaption figcaption bildtext credit credits
    copyright bildnachweis bildquelle photographer
"""
CAPTIONS = frozenset(_CAPTIONS.split())

QUESTIONS = frozenset(("question", "questions", "frage", "interviewquestion"))

QUOTES = frozenset(("quote", "zitat", "blockquote", "pullquote"))


def words_of(element: Any) -> frozenset[str]:
    """The words of an element's class and the like: "c-articleTeaser--wide" has "teaser"."""
    names = ["class", "itemprop", "data-testid", "data-component"]
    if element.tag not in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
        names.append("id")  # that of a paragraph or subhead is an anchor: "nav_kritik"
    named = " ".join(filter(None, map(element.get, names)))
    if not named:
        return frozenset()
    found = {m.group().lower() for m in _TOKENS.finditer(named[:400])}
    return frozenset(found | {part.lower() for part in re.split(r"[^A-Za-z]+", named[:400])})
