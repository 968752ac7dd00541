"""Tokens with offsets over unaltered text.

One compiled expression finds words, numbers, abbreviations and punctuation; nothing is ever
normalised, so ``text[start:end]`` is the token. Conventions follow the German news quotation
attribution data (ordinals, abbreviations and initials keep their full stop, hyphenated compounds
are one token, punctuation is one token a character, dots of an ellipsis together).
"""

from __future__ import annotations

import re

_ABBREVIATIONS = """
Abb Abg Abs Abt Adr allg Anm App Art Aufl Aug Az Bd Bde Bhf bspw bzgl bzw ca Chr Co Corp dgl Dez
Dipl Dir Dr Ed eigtl Einw etc ev evtl exkl Fa Feb Febr ff Fr franz Frhr geb gegr geh gek Gebr gem
gest gez ggf ggü Hbf Hg Hl Hr Hrn Hrsg hrsg Inc ing Ing inkl insb Jan Jg Jh jun kath Kfm Kfz km Ltd
Lt lt max Mag med Mill min Mio Mo Mr Mrd Mrs Ms Mt Nr Nrn Nov Okt Op Pf phil Pkt Pl Prof prot resp
röm Sa Sek sen Sep Sept sog St städt Std Str südl Tel Tsd u usf usw v verh verw vgl vs Wwe z Zt zzgl
rer nat oec pol habil jur dt engl ital russ amer europ Hptm Oblt Gen Sgt Jr Sr Gov Sen Rep bes Di Do
Mi Ziff Ltr Min östl westl nördl ehem wiss techn Allg Ev Kath zit
"""

ABBREVIATIONS = tuple(_ABBREVIATIONS.split())
_ABBR = "|".join(sorted(map(re.escape, ABBREVIATIONS), key=len, reverse=True))
_LETTER = r"[^\W\d_]"
_DOMAIN = "de|com|org|net|info|eu|at|ch|li|di|tv|uk|example"
_PATTERN = re.compile(
    rf"""
      {_LETTER}{{2,}}+(?=[ ,])                                      # plain word: most tokens, fast
    | (?:https?://|www\.)[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)\]'’]       # URL
    | [\w.+-]{{1,64}}+@[\w-]+\.[\w.-]*\w                             # e-mail address
    | (?:\w[\w-]*+\.){{1,4}}(?:{_DOMAIN})(?:-\w+)*+(?!\w|\.\w)     # wortlaut.example  ver.di
    | (?:{_LETTER}{{1,3}}\.){{2,8}}(?!\w)                            # z.B.  u.a.  U.S.
    | (?<![\w.])(?:{_ABBR})\.(?!\w)                                # bzw.  Dr.
    | (?<![\w.-]){_LETTER}\.(?=\s+[A-ZÄÖÜ]|[A-ZÄÖÜ]{_LETTER})(?!\w*\.)  # J. (initial)
    | (?<![\w.-])(?:[A-Z]|[IVX]{{2,5}})\.(?=,|[ \u00a0][a-zäöü])     # Paul II.  Heidi K., die …
    | (?<![\w.,:])\d{{1,3}}\.(?=[ \u00a0]\S|/\d|[A-ZÄÖÜ][a-zäöü])   # 24.  100. Geburtstag
    | (?<![\w.,:])\d{{1,2}}\.\d{{1,2}}\.(?=[ \u00a0]\S|/\d)(?!\d)     # 24.12.
    | \d+(?:[.,:]\d+)+(?:-[\w-]*\w)?                              # 1.000,5  20:15  3:1-Sieg
    | \d+(?=-\d+(?![\w-]))                                        # 2008-2012: three tokens
    | CDU/CSU(?![\w-])                                             # one parliamentary group
    | \w+(?:[-'’′]\w+|-(?=[\s,]))*                                # Word, US-Präsident, Haupt-
    | -(?=\w)\w+(?:-\w+)*(?<!\d)                                  # -freundlich
    | \.{{2,}} | … | -{{2,}}                                        # ellipsis, typewriter dash
    | [:;]-[)(]                                                   # :-)
    | ``|''                                                       # typewriter quotation marks
    | \S
    """,
    re.VERBOSE,
)


def token_spans(text: str) -> list[tuple[int, int]]:
    """Offsets (code points, half open) of the tokens of ``text``, in order, never overlapping.

    Every character that is not white space belongs to exactly one token.

    >>> [ "Er kam am 3. Mai."[a:b] for a, b in token_spans("Er kam am 3. Mai.")]
    ['Er', 'kam', 'am', '3.', 'Mai', '.']
    """
    return [m.span() for m in _PATTERN.finditer(text)]
