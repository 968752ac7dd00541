"""Order, nesting and speakers as table and page show them; marks that nest."""

from __future__ import annotations

import random

from wortlaut.export.marks import Layer, nested_events
from wortlaut.export.outline import (
    blocks,
    one_line,
    outline,
    speaker_numbers,
    visible,
)
from wortlaut.records import Actor, Excerpt, Span, Speaker, Statement

TEXT = "Sie sagte, er habe gesagt, es sei gut, und das sei alles."


def statement(start: int, end: int, *, nested_in: str | None = None, name: str | None = None):
    return Statement(
        article_id="a",
        type="indirect",
        text=TEXT[start:end],
        spans=(Span(start, end),),
        speaker=Speaker(actor=Actor(name, "person") if name else Actor()),
        nested_in=nested_in,
        id=f"{start}-{end}",
    )


def test_nested_statements_follow_their_parent() -> None:
    late, outer = statement(43, 56), statement(11, 37)
    inner = statement(27, 37, nested_in=outer.id)
    innermost = statement(30, 33, nested_in=inner.id)
    order = outline([late, innermost, inner, outer])
    assert order == [(outer, 0), (inner, 1), (innermost, 2), (late, 0)]


def test_a_missing_parent_and_a_circle_leave_nobody_out() -> None:
    orphan = statement(0, 3, nested_in="gone")
    one, other = statement(4, 9, nested_in="11-13"), statement(11, 13, nested_in="4-9")
    itself = statement(20, 25, nested_in="20-25")
    order = outline([other, one, orphan, itself])
    assert {s.id for s, _ in order} == {"0-3", "4-9", "11-13", "20-25"}
    assert len(order) == 4


def test_speakers_are_numbered_by_first_appearance() -> None:
    ada, bo = "Ada Feder", "Bo Lind"
    given = [statement(0, 3, name=ada), statement(4, 5), statement(6, 7, name=bo)]
    assert speaker_numbers([*given, statement(8, 9, name="ada  feder")]) == {
        None: 0,
        "ada feder": 1,
        "bo lind": 2,
    }


def test_speakers_without_a_name_go_by_their_mention() -> None:
    mention = Excerpt.cut(TEXT, [(0, 3)])
    known = Statement("a", "direct", "x", (Span(0, 1),), speaker=Speaker(mention))
    assert speaker_numbers([known]) == {None: 0, "sie": 1}


def test_controls_become_visible_one_to_one() -> None:
    text = "a\x1b[31mb\u202ec\u2066d\ne\x00f\x9b"
    assert visible(text) == "a�[31mb�c�d\ne�f�"
    assert len(visible(text)) == len(text)
    assert one_line(" a\n\n b\tc ") == "a b c"


def test_blocks_are_between_empty_lines_or_else_lines() -> None:
    text = "\nEins\nweiter\n \n\n  Zwei\n"
    assert [b.cut(text).strip() for b in blocks(text)] == ["Eins\nweiter", "Zwei"]
    text = "Eins\nzwei\n\n"
    assert [b.cut(text) for b in blocks(text)] == ["Eins", "zwei"]


def test_marks_nest_and_the_words_stay_whatever_overlaps() -> None:
    chance = random.Random(7)
    for _ in range(300):
        spans = [sorted(chance.sample(range(len(TEXT) + 1), 2)) for _ in range(6)]
        layers = [Layer(Span(a, b), chance.randrange(3), n) for n, (a, b) in enumerate(spans)]
        block = Span(10, 40)
        stack: list[int] = []
        words, covered = "", dict.fromkeys(range(6), "")
        pieces = {n: [] for n in range(6)}
        for event in nested_events(TEXT, block, layers):
            if event.kind == "open":
                stack.append(event.data)
                pieces[event.data].append([event.first, None])
            elif event.kind == "close":
                assert stack.pop() == event.data
                pieces[event.data][-1][1] = event.last
            else:
                words += event.text
                for n in stack:
                    covered[n] += event.text
        assert stack == []
        assert words == block.cut(TEXT)
        for n, (a, b) in enumerate(spans):
            assert covered[n] == TEXT[max(a, 10) : min(b, 40)]
            if pieces[n]:
                firsts = [first for first, _ in pieces[n]]
                lasts = [last for _, last in pieces[n]]
                assert firsts == [a >= 10] + [False] * (len(firsts) - 1)
                assert lasts == [False] * (len(lasts) - 1) + [b <= 40]


def test_of_two_marks_on_the_same_words_the_lower_rank_is_outside() -> None:
    layers = [Layer(Span(0, 3), 5, "inner"), Layer(Span(0, 3), 1, "outer")]
    events = [e.data for e in nested_events(TEXT, Span(0, 9), layers) if e.kind == "open"]
    assert events == ["outer", "inner"]
