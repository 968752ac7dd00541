"""Our own corpus is whole, consistent, and its two forms agree to the character."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from corpora.derive import as_json

from wortlaut.evaluation.tagged import (
    GoldArticle,
    GoldStatement,
    format_tagged,
    parse_tagged,
    read_tagged,
    to_gold_document,
)
from wortlaut.records import ROLES, Span

OWN = Path(__file__).parents[2] / "corpora" / "own"
SPLITS = ("train", "dev")
FRAMED = ("direct", "indirect")


@cache
def articles(split: str) -> tuple[GoldArticle, ...]:
    return tuple(read_tagged(OWN / f"{split}.txt"))


def statements(split: str) -> list[tuple[GoldArticle, GoldStatement]]:
    return [(a, s) for a in articles(split) for s in a.statements]


def within(inner: Span, outer: tuple[Span, ...]) -> bool:
    return any(o.start <= inner.start and inner.end <= o.end for o in outer)


def test_files_are_the_ones_in_the_manifest() -> None:
    lines = (OWN / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(OWN.iterdir())
        if path.suffix in (".txt", ".jsonl")
    }
    assert found == listed
    assert set(found) == {"train.txt", "train.jsonl", "dev.txt", "dev.jsonl"}


@pytest.mark.parametrize(
    ("split", "documents", "types", "nested", "paratext"),
    [
        (
            "train",
            419,
            {
                "indirect": 1148,
                "direct": 956,
                "indirect_free_indirect": 411,
                "reported": 439,
                "free_indirect": 57,
            },
            323,
            221,
        ),
        (
            "dev",
            55,
            {
                "indirect": 174,
                "direct": 158,
                "indirect_free_indirect": 59,
                "reported": 46,
                "free_indirect": 15,
            },
            51,
            36,
        ),
    ],
)
def test_counts(
    split: str, documents: int, types: dict[str, int], nested: int, paratext: int
) -> None:
    assert len(articles(split)) == documents
    assert Counter(s.type for _, s in statements(split)) == types
    assert sum(s.nested for _, s in statements(split)) == nested
    assert sum(len(a.paratext) for a in articles(split)) == paratext


@pytest.mark.parametrize("split", SPLITS)
def test_tags_give_the_offsets_of_the_json(split: str) -> None:
    with (OWN / f"{split}.jsonl").open(encoding="utf-8") as lines:
        expected = [json.loads(line) for line in lines]
    assert len(expected) == len(articles(split))
    for article, wanted in zip(articles(split), expected, strict=True):
        assert as_json(article) == wanted


@pytest.mark.parametrize("split", SPLITS)
def test_writing_and_reading_gives_the_same_articles(split: str) -> None:
    source = "\n".join(format_tagged(article) for article in articles(split))
    assert tuple(parse_tagged(source)) == articles(split)


def test_no_article_is_in_both_splits() -> None:
    train = {a.id for a in articles("train")} | {a.text for a in articles("train")}
    assert not train & ({a.id for a in articles("dev")} | {a.text for a in articles("dev")})


@pytest.mark.parametrize("split", SPLITS)
def test_parts_begin_and_end_with_a_character(split: str) -> None:
    for article, s in statements(split):
        for part in ("quote", *ROLES):
            for span in s.spans(part):
                words = span.cut(article.text)
                assert words == words.strip(), (article.id, s.number, part)


@pytest.mark.parametrize("split", SPLITS)
def test_cue_and_frame_follow_the_type(split: str) -> None:
    for article, s in statements(split):
        where = (article.id, s.number)
        if s.type in FRAMED:
            assert all(within(span, s.frame) for span in s.cue), where
        else:
            assert not s.cue, where
            assert not s.frame, where
        if s.name is None:
            assert s.kind == "unknown", where
            assert not s.aliases, where


@pytest.mark.parametrize("split", SPLITS)
def test_nested_statements_stand_inside_another(split: str) -> None:
    for article, s in statements(split):
        if s.nested:
            assert any(
                other is not s and all(within(span, other.quote) for span in s.quote)
                for other in article.statements
            ), (article.id, s.number)


@pytest.mark.parametrize(("split", "exceptions"), [("train", 13), ("dev", 1)])
def test_reported_statements_hold_their_speaker(split: str, exceptions: int) -> None:
    outside = [
        (article.id, s.number)
        for article, s in statements(split)
        if s.type == "reported" and not any(within(span, s.quote) for span in s.speaker)
    ]
    assert len(outside) == exceptions, outside


@pytest.mark.parametrize("split", SPLITS)
def test_every_part_has_tokens_in_the_gold_document(split: str) -> None:
    for article in articles(split):
        doc = to_gold_document(article)
        for annotation, s in zip(doc["annotations"], article.statements, strict=True):
            for part in ("quote", *ROLES):
                assert bool(annotation[part]["tokenIds"]) == bool(s.spans(part))
