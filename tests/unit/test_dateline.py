"""The day an article was published, as its metadata or its first lines give it."""

from __future__ import annotations

import pytest

from wortlaut.actors.dateline import article_day
from wortlaut.records import Article

LONG = "und damit ist der Satz so lang, dass er kein Titel mehr sein kann, sondern ein Absatz ist."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Berlin, 3. März 2014 (dpa) – Das Gesetz ist beschlossen.", "2014-03-03"),
        ("Berlin (Deutschland), 06.09.2005 – Die Regierung tagt.", "2005-09-06"),
        ("dpa - Bad Urach, 5. Mai 2021 - Der Markt öffnet.", "2021-05-05"),
        ("Der Titel\n\nStand: 12.03.2021, 10:15 Uhr\n\nDer Text.", "2021-03-12"),
        ("Der Titel\nFreitag, 12. März 2021\nDer Text.", "2021-03-12"),
        ("Der Titel\nVeröffentlicht am 1. Jänner 2020 um 8:05 Uhr\nDer Text.", "2020-01-01"),
        ("2021-03-12\nDer Text.", "2021-03-12"),
        (f"Am Freitag, den 22. September 2006, brannte es, {LONG}", "2006-09-22"),
    ],
)
def test_a_date_of_publication_is_read(text: str, day: str) -> None:
    assert article_day(Article("text", text)) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HAMBURG, 3. März (dpa) - Ohne Jahr.",
        "Am 3. März 2014 war es kalt.",
        "Wien, 31.02.2020 – Diesen Tag gibt es nicht.",
        f"Am Freitag, 3. Mai 2019, und am Montag, 6. Mai 2019, war Streik, {LONG}",
        "Der Titel\n\n" + "Lauter Sätze. " * 60 + "\n12.03.2021",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert article_day(Article("text", text)) is None


def test_the_name_of_a_file_is_no_date() -> None:
    assert article_day(Article("Streit am Bach (2005-09-06).txt", "Es gab Streit am Bach.")) is None


def test_metadata_wins_over_the_text() -> None:
    text = "Berlin, 3. März 2014 (dpa) – Das Gesetz."
    assert article_day(Article("text", text, published="2015-01-02T10:00:00+01:00")) == "2015-01-02"
    assert article_day(Article("text", text, published="gestern")) == "2014-03-03"
