"""The score of speaker resolution: was the right actor named?

A row says, for one gold statement, who spoke: a canonical name with aliases, or nobody that can
be named. A name counts as right where it equals the gold name or one of its aliases up to case,
accents, articles and inflection. Of a person's aliases only those count that share a word with
the name, since a role left unresolved ("der Bürgermeister") is not an answer.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wortlaut.errors import GoldError
from wortlaut.evaluation.score import Share

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset(
    ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "einem", "einen", "eines")
)
# What may differ at the end of a word: "Merkels", "des Landgerichts", "deutsche(n) Behörde(n)".
_ENDINGS = frozenset(("", "e", "s", "es", "n", "en", "ens", "er", "ern", "em", "ns", "se", "ses"))
_STEM = 3


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Who the speaker of one gold statement is; ``name`` is None where nobody can be named."""

    document: str
    statement: int
    name: str | None
    kind: str
    aliases: tuple[str, ...] = ()
    sure: bool = True

    def accepts(self, name: str) -> bool:
        """Whether ``name`` is the gold name or one of the aliases that count."""
        return any(same_name(name, known) for known in self.accepted())

    def accepted(self) -> tuple[str, ...]:
        """The gold name and the aliases that count."""
        if self.name is None:
            return ()
        aliases = self.aliases
        if self.kind == "person":
            aliases = tuple(a for a in aliases if _shares_word(self.name, a))
        return (self.name, *aliases)


@dataclass(frozen=True, slots=True)
class SpeakerScore:
    """Shares over the rows whose annotator was sure.

    ``right``, ``wrong``, ``unnamed`` and ``not_found`` add up to the rows with a nameable speaker;
    ``kinds`` is ``right`` by kind. ``nobody`` is the share left without a name among rows where
    nobody can be named (a statement not found counts as left), ``nobody_found`` the same among
    those found. ``unsure`` counts the rows left out.
    """

    right: Share
    wrong: Share
    unnamed: Share
    not_found: Share
    kinds: Mapping[str, Share]
    nobody: Share
    nobody_found: Share
    unsure: int

    @property
    def right_found(self) -> Share:
        """The share of right names among the statements found."""
        return Share(self.right.count, self.right.total - self.not_found.count)

    def to_dict(self) -> dict[str, Any]:
        names = ("right", "right_found", "wrong", "unnamed", "not_found", "nobody", "nobody_found")
        return {name: getattr(self, name).to_dict() for name in names} | {
            "kinds": {k: v.to_dict() for k, v in self.kinds.items()},
            "unsure": self.unsure,
        }


def read_speakers(path: Path | str) -> list[SpeakerRow]:
    """Read a ``.jsonl`` file of rows (``doc id speaker kind aliases sure``).

    Raises GoldError, which names file and line.
    """
    if not Path(path).is_file():
        raise GoldError(f"{path}: no such file; give the .jsonl file that says who speaks")
    rows: list[SpeakerRow] = []
    number = 0
    try:
        with open(path, encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    rows.append(_read_row(line, f"{path}, line {number}"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}, after line {number}: cannot be read ({error})") from error
    return rows


def _read_row(line: str, where: str) -> SpeakerRow:
    try:
        data = json.loads(line)
        kind = str(data["kind"])
        name = str(data["speaker"] or "").strip()
        return SpeakerRow(
            document=str(data["doc"]),
            statement=int(data["id"]),
            name=name if name and kind not in ("none", "unknown") else None,
            kind=kind,
            aliases=tuple(str(a) for a in data.get("aliases") or ()),
            sure=bool(data.get("sure", True)),
        )
    except KeyError as error:
        raise GoldError(f"{where}: the field {error} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise GoldError(f"{where}: not a row of speakers ({error})") from error


def score_speakers(
    rows: Iterable[SpeakerRow], names: Mapping[tuple[str, int], str | None]
) -> SpeakerScore:
    """Score the names that were given to gold statements.

    ``names`` maps ``(document, statement id)`` to the predicted name, None where the statement was
    found but its speaker left unnamed; a statement that was not found is absent. With gold
    statements and gold mentions given, every key is there, and the same function scores the
    resolution alone.
    """
    seen: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    kinds_right: Counter[str] = Counter()
    for row in rows:
        outcome = _outcome(row, names)
        seen[outcome] += 1
        if row.sure and row.name is not None:
            kinds[row.kind] += 1
            kinds_right[row.kind] += outcome == "right"
    total = kinds.total()
    nobody = seen["nobody not found"] + seen["nobody unnamed"]
    return SpeakerScore(
        right=Share(seen["right"], total),
        wrong=Share(seen["wrong"], total),
        unnamed=Share(seen["unnamed"], total),
        not_found=Share(seen["not found"], total),
        kinds={k: Share(kinds_right[k], kinds[k]) for k in sorted(kinds)},
        nobody=Share(nobody, nobody + seen["nobody named"]),
        nobody_found=Share(seen["nobody unnamed"], seen["nobody unnamed"] + seen["nobody named"]),
        unsure=seen["unsure"],
    )


def _outcome(row: SpeakerRow, names: Mapping[tuple[str, int], str | None]) -> str:
    if not row.sure:
        return "unsure"
    key = (row.document, row.statement)
    prefix = "nobody " if row.name is None else ""
    if key not in names:
        return prefix + "not found"
    name = names[key]
    if name is None:
        return prefix + "unnamed"
    if row.name is None:
        return "nobody named"
    return "right" if row.accepts(name) else "wrong"


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same up to case, accents, articles and inflection.

    >>> same_name("die Deutsche Umwelthilfe", "der deutschen Umwelthilfe")
    True
    >>> same_name("Olga Brandt", "Brandt")
    False
    """
    left, right = _words(a), _words(b)
    return (
        bool(left)
        and len(left) == len(right)
        and all(_same_word(x, y) for x, y in zip(left, right, strict=True))
    )


def _words(name: str) -> list[str]:
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c)
    )
    return [w for w in _WORD.findall(bare) if w not in _ARTICLES]


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= _STEM and a[shared:] in _ENDINGS and b[shared:] in _ENDINGS


def _shares_word(name: str, alias: str) -> bool:
    """Whether an alias holds a word of the name; "von" and "zu" are no such words."""
    telling = " ".join(w for w in re.split(r"[\s-]+", name) if not w[:1].islower())
    return any(_same_word(x, y) for x in _words(telling) for y in _words(alias))
