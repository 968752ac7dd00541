"""What is written can be read again: JSON lines whole, CSV cell by cell, sources through both."""

from __future__ import annotations

import csv
import io
import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut.export import CSV_COLUMNS, formula_safe, plain_cell, write_csv, write_jsonl
from wortlaut.records import (
    ACTOR_KINDS,
    MEDIA,
    STATEMENT_TYPES,
    Actor,
    Analysis,
    Article,
    Excerpt,
    Paratext,
    Speaker,
    Statement,
)
from wortlaut.sources import read_inputs

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=4, max_size=80)
TRICKY = st.text(alphabet="=+-@\t\r\n'\",; aä\u2028", min_size=4, max_size=40)
NAMES = st.none() | st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
)


@st.composite
def analyses(draw: st.DrawFn, texts: st.SearchStrategy[str] = ANY_TEXT | TRICKY) -> Analysis:
    """Texts and names are drawn; the spans follow from a drawn seed, which is much quicker."""
    text, name, title = draw(texts), draw(NAMES), draw(NAMES)
    chance = random.Random(draw(st.integers(0, 10_000)))
    article = Article(
        source=chance.choice(["a.txt", "-", "é/ü.jsonl", "=1+1"]),
        text=text,
        title=title,
        outlet=chance.choice([None, "@Blatt", name]),
        authors=tuple(chance.sample(["Ada", "Bo Lind"], chance.randrange(3))),
    )

    def excerpt() -> Excerpt:
        points = sorted(chance.sample(range(len(text) + 1), chance.choice([2, 4])))
        return Excerpt.cut(text, list(zip(points[::2], points[1::2], strict=True)))

    def maybe() -> Excerpt | None:
        return excerpt() if chance.random() < 0.5 else None

    statements: dict[str, Statement] = {}
    for _ in range(chance.randrange(4)):
        quote = excerpt()
        statement = Statement(
            article.id,
            chance.choice(STATEMENT_TYPES),
            quote.text,
            quote.spans,
            medium=chance.choice(MEDIA),
            speaker=Speaker(maybe(), Actor(name, chance.choice(ACTOR_KINDS))),
            cue=maybe(),
            frame=maybe(),
            addressee=maybe(),
            nested_in=next(iter(statements), None),
            confidence=chance.randrange(10_001) / 10_000,
        )
        statements.setdefault(statement.id, statement)
    paratext = (Paratext("teaser", excerpt().spans),) if chance.random() < 0.5 else ()
    return Analysis(article, tuple(statements.values()), paratext)


FEW = settings(max_examples=50, deadline=None)


@FEW
@given(st.lists(analyses(), max_size=2))
def test_json_lines_come_back_whole(given_analyses: list[Analysis]) -> None:
    stream = io.StringIO(newline="")
    write_jsonl(given_analyses, stream)
    lines = stream.getvalue().split("\n")
    assert lines.pop() == ""
    assert [Analysis.from_dict(json.loads(line)) for line in lines] == given_analyses


@FEW
@given(st.lists(analyses(), max_size=2))
def test_csv_cells_come_back(given_analyses: list[Analysis]) -> None:
    stream = io.StringIO(newline="")
    rows = [row for analysis in given_analyses for row in analysis.to_rows()]
    assert write_csv(given_analyses, stream) == len(rows)
    stream.seek(0)
    header, *read = csv.reader(stream)
    assert tuple(header) == CSV_COLUMNS
    expected = [["" if v is None else str(v) for v in row.values()] for row in rows]
    assert [[plain_cell(cell) for cell in cells] for cells in read] == expected


@settings(deadline=None)
@given(TRICKY | ANY_TEXT | st.text(alphabet="'=", max_size=6))
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    safe = formula_safe(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_cell(safe) == cell


@FEW
@given(st.lists(analyses(ANY_TEXT.filter(lambda t: any(c.isalnum() for c in t))), max_size=2))
def test_sources_read_our_own_lines_back(given_analyses: list[Analysis]) -> None:
    stream = io.StringIO(newline="")
    write_jsonl(given_analyses, stream)
    data = stream.getvalue().encode("utf-8")
    articles = list(read_inputs(["-"], stdin=io.BytesIO(data))) if data else []
    assert [(a.id, a.source) for a in articles] == [
        (x.article.id, x.article.source) for x in given_analyses
    ]
    assert [a.text for a in articles] == [x.article.text.replace("\0", "�") for x in given_analyses]


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\x7f")))
def test_a_text_file_is_kept_or_refused_never_changed(text: str) -> None:
    (result,) = read_inputs(["-"], stdin=io.BytesIO(text.encode("utf-8")))
    if isinstance(result, Article) and not text.lstrip().startswith(("<", "{")):
        assert result.text == text.removeprefix("\ufeff").replace("\r\n", "\n")
