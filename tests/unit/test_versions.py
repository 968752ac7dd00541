"""Versions of a page, and what became of its statements."""

from __future__ import annotations

import pytest

from wortlaut.records import Actor, Analysis, Article, Span, Speaker, Statement, StatementType
from wortlaut.text.addresses import page_key
from wortlaut.trace.versions import compare


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.blatt.example/a.html", "blatt.example/a.html"),
        ("http://blatt.example:80/a.html#kommentare", "blatt.example/a.html"),
        ("https://blatt.example/a.html?utm_source=x&utm_medium=y&fbclid=z", "blatt.example/a.html"),
        ("https://blatt.example/artikel?id=42", "blatt.example/artikel?id=42"),
        ("https://BLATT.example/ordner/", "blatt.example/ordner"),
        ("https://blatt.example/A.html", "blatt.example/A.html"),
        ("https://user:wort@blatt.example/a", "blatt.example/a"),
        ("artikel.txt", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_one_page_has_one_key(url: str | None, key: str | None) -> None:
    assert page_key(url) == key


KOLB_A = ("Ute Kolb", "„Wir bauen die Halle in diesem Jahr fertig, das steht fest.“")
KOLB_B = ("Ute Kolb", "„Wir bauen die Halle im nächsten Jahr fertig, das steht fest.“")
REIFF = ("Hanno Reiff", "„Das Geld reicht nicht.“")
NEU = ("Ute Kolb", "„Über die Kosten reden wir später.“")


def version(*statements: tuple[str, str], type: StatementType = "direct") -> Analysis:
    text = "\n".join(words for _, words in statements) or "-"
    article = Article(source="a", text=text, url="https://blatt.example/a")
    found, done = [], 0
    for name, words in statements:
        start = text.index(words, done)
        done = start + len(words)
        speaker = Speaker(actor=Actor(name, "person"), resolved_by="name")
        found.append(Statement(article.id, type, words, (Span(start, done),), speaker=speaker))
    return Analysis(article, tuple(found))


def test_nothing_changed_though_all_moved() -> None:
    found = compare(version(KOLB_A, REIFF), version(REIFF, KOLB_A))
    assert found.changes == ()
    assert found.counts() == {"added": 0, "removed": 0, "changed": 0, "unchanged": 2}


def test_added_removed_and_changed() -> None:
    found = compare(version(KOLB_A, REIFF), version(KOLB_B, NEU))
    assert [(c.kind, c.parts) for c in found.changes] == [
        ("changed", ("text",)),
        ("removed", ()),
        ("added", ()),
    ]
    changed, removed, added = found.changes
    assert (changed.before and changed.before.text, changed.after and changed.after.text) == (
        KOLB_A[1],
        KOLB_B[1],
    )
    assert removed.before is not None
    assert removed.before.text == REIFF[1]
    assert added.after is not None
    assert added.after.text == NEU[1]
    assert found.unchanged == 0


def test_the_same_words_of_somebody_else_or_of_another_type() -> None:
    found = compare(version(REIFF), version(("Ute Kolb", REIFF[1]), type="indirect"))
    assert [(c.kind, c.parts) for c in found.changes] == [("changed", ("type", "speaker"))]


def test_words_said_twice_are_paired_once_each() -> None:
    found = compare(version(REIFF, REIFF), version(REIFF))
    assert found.counts() == {"added": 0, "removed": 1, "changed": 0, "unchanged": 1}


def test_of_two_similar_ones_the_nearer_is_taken() -> None:
    near = ("Ute Kolb", "„Wir bauen die Halle in diesem Jahr fertig, das steht ganz fest.“")
    found = compare(version(KOLB_A), version(KOLB_B, near))
    changed = next(c for c in found.changes if c.kind == "changed")
    assert changed.after is not None
    assert changed.after.text == near[1]


def test_versions_without_statements() -> None:
    assert compare(version(), version()).counts()["unchanged"] == 0
    assert [c.kind for c in compare(version(), version(REIFF)).changes] == ["added"]
    assert [c.kind for c in compare(version(REIFF), version()).changes] == ["removed"]


def test_a_change_as_plain_values() -> None:
    (change,) = compare(version(REIFF), version()).changes
    data = change.to_dict()
    assert (data["kind"], data["after"], data["before"]["text"]) == ("removed", None, REIFF[1])


def test_a_short_statement_whose_second_half_changed_is_one() -> None:
    before = ("Ole Reiff", "„Wir bekommen das Ersatzteil frühestens in drei Wochen.“")
    after = ("Ole Reiff", "„Wir bekommen das Ersatzteil erst im April.“")
    assert [c.kind for c in compare(version(before), version(after)).changes] == ["changed"]
