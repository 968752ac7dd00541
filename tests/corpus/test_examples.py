"""The example articles: plain text and gold agree, and the gold follows the scheme."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from wortlaut.evaluation.tagged import GoldArticle, GoldStatement, format_tagged, read_tagged
from wortlaut.records import ROLES, Span

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.name for path in (EXAMPLES / "gold").glob("*.txt"))
DIRECT_MARKS = ("„", "»", "«", '"', "‚", "›", "‹")


def gold(name: str) -> GoldArticle:
    (article,) = read_tagged(EXAMPLES / "gold" / name)
    return article


def within(inner: Span, outer: tuple[Span, ...]) -> bool:
    return any(o.start <= inner.start and inner.end <= o.end for o in outer)


def test_there_are_fourteen_and_each_has_both_files() -> None:
    assert len(NAMES) == 14
    assert sorted(path.name for path in (EXAMPLES / "articles").iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_is_the_gold_without_tags(name: str) -> None:
    article = gold(name)
    plain = (EXAMPLES / "articles" / name).read_bytes().decode("utf-8")
    assert plain == article.text
    assert f"{article.id}.txt" == name


@pytest.mark.parametrize("name", NAMES)
def test_gold_files_are_in_canonical_form(name: str) -> None:
    article = gold(name)
    source = (EXAMPLES / "gold" / name).read_text(encoding="utf-8")
    assert format_tagged(article) == source
    assert [s.number for s in article.statements] == list(range(1, len(article.statements) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_parts_fit_their_statement(name: str) -> None:
    article = gold(name)
    for s in article.statements:
        where = f"{name}, statement {s.number}"
        for part in ("quote", *ROLES):
            for span in s.spans(part):
                words = span.cut(article.text)
                assert words == words.strip(), where
                assert "\n\n" not in words or part == "quote", where
        assert all(within(cue, s.frame) for cue in s.cue), where
        assert not any(within(cue, s.quote) for cue in s.cue), where
        if s.type in ("reported", "free_indirect", "indirect_free_indirect"):
            assert not s.cue, where
            assert not s.frame, where
            assert s.speaker, where
        if s.type == "reported":
            assert all(within(span, s.quote) for span in s.speaker), where
        if s.type in ("free_indirect", "indirect_free_indirect"):
            assert s.quote[-1].cut(article.text)[-1] in ".!?", where


@pytest.mark.parametrize("name", [n for n in NAMES if "interview" not in n])
def test_direct_statements_carry_their_marks(name: str) -> None:
    article = gold(name)
    for s in article.statements:
        if s.type == "direct":
            for span in s.quote:
                assert span.cut(article.text).startswith(DIRECT_MARKS), (name, s.number)


@pytest.mark.parametrize("name", NAMES)
def test_nested_statements_stand_inside_another(name: str) -> None:
    article = gold(name)
    for s in article.statements:
        inside = any(
            o is not s and all(within(span, o.quote) for span in s.quote)
            for o in article.statements
        )
        assert inside == s.nested, (name, s.number)


@pytest.mark.parametrize("name", NAMES)
def test_a_named_person_is_named_in_the_article(name: str) -> None:
    article = gold(name)
    for s in article.statements:
        if s.kind == "person":
            assert s.name is not None
            assert s.name in article.text, (name, s.name)


def test_nothing_is_said_in_paratext() -> None:
    for name in NAMES:
        article = gold(name)
        for paratext in article.paratext:
            for s in article.statements:
                for span in s.quote:
                    assert not any(
                        span.start < p.end and p.start < span.end for p in paratext.spans
                    ), (name, s.number)


def test_what_the_examples_show() -> None:
    articles = [gold(name) for name in NAMES]
    statements: list[GoldStatement] = [s for a in articles for s in a.statements]
    assert Counter(s.type for s in statements) == {
        "direct": 59,
        "indirect": 62,
        "indirect_free_indirect": 26,
        "reported": 9,
        "free_indirect": 2,
    }
    assert sum(s.nested for s in statements) == 19
    assert {p.kind for a in articles for p in a.paratext} == {
        "teaser",
        "appeal",
        "notice",
        "byline",
        "agency",
        "credit",
        "caption",
    }
    assert min(len(a.text.split()) for a in articles) < 80
    assert max(len(a.text.split()) for a in articles) > 550


def test_the_table_in_the_readme_is_true() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\d+) \| (\d+) \|", readme, re.MULTILINE)
    wanted = [(a.id, str(len(a.text.split())), str(len(a.statements))) for a in map(gold, NAMES)]
    assert rows == wanted
