"""Names that speakers must get, one phenomenon a file in ``naming/``.

The files are gold articles with inline tags; name and kind must come out exactly as written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wortlaut.actors import name_speakers
from wortlaut.evaluation.gold import GoldDocument, read_gold
from wortlaut.text.document import document_from_tokens

FOLDER = Path(__file__).parent / "naming"
CASES = [
    pytest.param(gold, id=f"{file.stem}/{gold.name}")
    for file in sorted(FOLDER.glob("*.txt"))
    for gold in read_gold(file)
]


def test_there_are_cases() -> None:
    assert len(CASES) >= 15


@pytest.mark.parametrize("gold", CASES)
def test_speakers_get_their_names(gold: GoldDocument) -> None:
    document = document_from_tokens(gold.article(), gold.sentences)
    named = name_speakers(document, gold.analysis().statements)
    found = {
        f"{i}: {s.speaker.text}": (s.speaker.name, s.speaker.kind)
        for i, s in enumerate(named, start=1)
    }
    wanted = {
        f"{i}: {s.speaker.text}": (row.name, row.kind if row.name else "unknown")
        for i, (s, row) in enumerate(zip(named, gold.speakers, strict=True), start=1)
    }
    assert found == wanted
