"""Who speakers must be in the world, one phenomenon a file in ``linking/``.

The files are gold articles with inline tags and invented text; where others list aliases, a
statement's line has the Wikidata id, or nothing where no id may be given.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from wortlaut.actors import name_speakers
from wortlaut.evaluation.gold import GoldDocument, read_gold
from wortlaut.knowledge import Knowledge
from wortlaut.text.document import document_from_tokens

FOLDER = Path(__file__).parent / "linking"
CASES = [
    pytest.param(gold, id=f"{file.stem}/{gold.name}")
    for file in sorted(FOLDER.glob("*.txt"))
    for gold in read_gold(file)
]


@cache
def knowledge() -> Knowledge:
    return Knowledge.open()


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("gold", CASES)
def test_speakers_are_linked(gold: GoldDocument) -> None:
    document = document_from_tokens(gold.article(), gold.sentences)
    named = name_speakers(document, gold.analysis().statements, knowledge())
    found = {
        f"{i}: {s.speaker.text}": (s.speaker.name, s.speaker.kind, s.speaker.wikidata)
        for i, s in enumerate(named, start=1)
    }
    wanted = {
        f"{i}: {s.speaker.text}": (row.name, row.kind, next(iter(row.aliases), None))
        for i, (s, row) in enumerate(zip(named, gold.speakers, strict=True), start=1)
    }
    assert found == wanted
