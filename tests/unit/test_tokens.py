"""Tokens: what stays together, what comes apart, and that nothing gets lost."""

from __future__ import annotations

import time

import pytest

from wortlaut.text.tokens import token_spans


def tokens(text: str) -> list[str]:
    return [text[a:b] for a, b in token_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie kam am 3. Mai.", ["Sie", "kam", "am", "3.", "Mai", "."]),
        ("Am 24.12. fiel Schnee", ["Am", "24.12.", "fiel", "Schnee"]),
        ("am 24.12.2023 fiel", ["am", "24.12.2023", "fiel"]),
        ("der 100. Geburtstag", ["der", "100.", "Geburtstag"]),
        ("im Jahr 1988. Danach", ["im", "Jahr", "1988", ".", "Danach"]),
        ("1.000,5 Euro um 20:15 Uhr", ["1.000,5", "Euro", "um", "20:15", "Uhr"]),
        ("ein 3:1-Sieg", ["ein", "3:1-Sieg"]),
        ("von 2008-2012", ["von", "2008", "-", "2012"]),
        ("bzw. Dr. Kolb", ["bzw.", "Dr.", "Kolb"]),
        ("z.B. in z. B. Ulm", ["z.B.", "in", "z.", "B.", "Ulm"]),
        ("J. F. Kolb ging", ["J.", "F.", "Kolb", "ging"]),
        ("Heidi K. ging, Rolf B., der", ["Heidi", "K.", "ging", ",", "Rolf", "B.", ",", "der"]),
        ("Papst Paul II. kam", ["Papst", "Paul", "II.", "kam"]),
        ("US-Präsident und Haupt- und", ["US-Präsident", "und", "Haupt-", "und"]),
        ("Wie geht's, O'Keefe?", ["Wie", "geht's", ",", "O'Keefe", "?"]),
        ("Putins' Plan", ["Putins", "'", "Plan"]),
        ("Nun ja … also...", ["Nun", "ja", "…", "also", "..."]),
        ("„Ja“, »nein«", ["„", "Ja", "“", ",", "»", "nein", "«"]),
        ("``Ja'' -- nein", ["``", "Ja", "''", "--", "nein"]),
        ("laut ver.di und hafen.example", ["laut", "ver.di", "und", "hafen.example"]),
        (
            "siehe https://hafen.example/a?b=1, Mail an imke@hafen.example.",
            ["siehe", "https://hafen.example/a?b=1", ",", "Mail", "an", "imke@hafen.example", "."],
        ),
        ("die CDU/CSU und SPD/Grüne", ["die", "CDU/CSU", "und", "SPD", "/", "Grüne"]),
        ("5,5 % von 20 €", ["5,5", "%", "von", "20", "€"]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "unit", ["a+", "+-", "a.", "a@", "-1", "a'", "a-,", "u.a.", "www.", "„", "1."]
)
def test_time_grows_with_size_only(unit: str) -> None:
    """Ten times the text must not take a hundred times as long."""

    def seconds(count: int) -> float:
        text = unit * count + "b"
        start = time.process_time()
        token_spans(text)
        return time.process_time() - start

    small = min(seconds(2_000) for _ in range(3))
    large = min(seconds(20_000) for _ in range(3))  # the least of three: others use the core
    assert large < 40 * small + 0.05
