"""The corpus keeps any analysis without loss, once, in any order, and survives any query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wortlaut import Actor, Analysis, Article, Corpus, Failure, Span, Speaker, Statement
from wortlaut.corpus.query import MAX_DEPTH, MAX_TERMS, parse_query, terms_of
from wortlaut.corpus.stems import first_letter, fold, index_text, stem, words
from wortlaut.ingest import ingest
from wortlaut.records import ACTOR_KINDS, MEDIA, STATEMENT_TYPES, Excerpt, Paratext

characters = st.characters(exclude_categories=["Cs"])
anything = st.text(characters, max_size=20)
maybe = st.none() | anything
german = st.lists(
    st.sampled_from(["Häuser", "Haus", "der", "Präsident", "sagte", "„Ja“", ".", "\n\n", "nie"]),
    min_size=1,
    max_size=30,
).map(" ".join)
texts = german | st.text(characters, min_size=1, max_size=200)


@st.composite
def spans(draw: st.DrawFn, size: int) -> tuple[Span, ...]:
    """One to three stretches of a text of this length, in order, apart."""
    cuts = draw(st.sets(st.integers(0, size), min_size=2, max_size=min(6, size + 1)))
    ordered = sorted(cuts)
    pairs = zip(ordered[::2], ordered[1::2], strict=False)
    return tuple(Span(a, b) for a, b in pairs)


@st.composite
def statements(draw: st.DrawFn, article: Article) -> Statement:
    def part() -> Excerpt | None:
        found = draw(st.none() | spans(len(article.text)))
        return Excerpt.cut(article.text, found) if found else None

    quote = Excerpt.cut(article.text, draw(spans(len(article.text))))
    actor = Actor(draw(maybe), draw(st.sampled_from(ACTOR_KINDS)), draw(maybe))
    return Statement(
        article_id=article.id,
        type=draw(st.sampled_from(STATEMENT_TYPES)),
        text=quote.text,
        spans=quote.spans,
        medium=draw(st.sampled_from(MEDIA)),
        speaker=Speaker(part(), actor, draw(maybe)),
        cue=part(),
        frame=part(),
        addressee=part(),
        nested_in=draw(maybe),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    article = Article(
        source=draw(anything),
        text=draw(texts),
        title=draw(maybe),
        url=draw(maybe),
        outlet=draw(maybe),
        authors=tuple(draw(st.lists(anything, max_size=3))),
        published=draw(maybe | st.dates().map(str) | st.datetimes().map(str)),
        language=draw(st.sampled_from(["de", "en"])),
    )
    found = draw(st.lists(statements(article), max_size=4, unique_by=lambda s: s.id))
    paratext = draw(st.lists(st.builds(Paratext, anything, spans(len(article.text))), max_size=2))
    return Analysis(article, tuple(found), tuple(paratext))


def by_id(items: Iterable[Analysis]) -> list[Analysis]:
    return sorted(items, key=lambda a: a.article.id)


@given(analyses())
@settings(max_examples=40, deadline=None)
def test_an_analysis_comes_back_as_it_was(analysis: Analysis) -> None:
    with Corpus(":memory:") as corpus:
        assert corpus.add(analysis) is True
        assert corpus.article(analysis.article.id) == analysis
        assert list(corpus) == [analysis]


@given(st.lists(analyses(), max_size=5, unique_by=lambda a: a.article.id), st.data())
@settings(max_examples=20, deadline=None)
def test_neither_order_nor_repetition_matters(batch: list[Analysis], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(batch), max_size=5)) if batch else []
    shuffled = data.draw(st.permutations([*batch, *again]))
    with Corpus(":memory:") as one, Corpus(":memory:") as other:
        added = [one.add(analysis) for analysis in batch]
        assert added == [True] * len(batch)
        assert sum(other.add(analysis) for analysis in shuffled) == len(batch)
        assert list(one) == list(other) == by_id(batch)
        assert one.counts() == other.counts()
        for query in (None, "Haus", "-Haus", "text:Präsidenten OR nie"):
            assert one.search(query).to_dict() == other.search(query).to_dict()


class Prepared:
    """A pipeline that knows its results."""

    model_version = "prepared"

    def __init__(self, batch: Iterable[Analysis]) -> None:
        self.results = {a.article.id: a for a in batch}

    def pipe(self, articles: Iterable[Article], *, batch_size: int) -> Iterator[Analysis | Failure]:
        return (self.results[article.id] for article in articles)


@given(
    st.lists(analyses(), max_size=6, unique_by=lambda a: a.article.id),
    st.integers(0, 6),
    st.integers(1, 3),
)
@settings(max_examples=20, deadline=None)
def test_an_ingest_that_was_stopped_ends_the_same(
    batch: list[Analysis], stopped_after: int, batch_size: int
) -> None:
    articles = [a.article for a in batch]
    with Corpus(":memory:") as corpus:
        ingest(articles[:stopped_after], corpus, Prepared(batch))
        report = ingest(reversed(articles), corpus, Prepared(batch), batch_size=batch_size)
        assert report.added == max(len(batch) - stopped_after, 0)
        assert report.unchanged == min(stopped_after, len(batch))
        assert list(corpus) == by_id(batch)


@given(analyses())
@settings(max_examples=40, deadline=None)
def test_context_and_matches_lie_in_the_text(analysis: Analysis) -> None:
    text = analysis.article.text
    with Corpus(":memory:") as corpus:
        corpus.add(analysis)
        assert corpus.search().total == len(analysis.statements)
        for hit in corpus.search("Häuser OR nie OR pr*"):
            first, last = hit.statement.spans[0], hit.statement.spans[-1]
            assert 0 <= hit.context.start <= first.start
            assert last.end <= hit.context.end <= len(text)
            assert hit.before + text[first.start : last.end] + hit.after == hit.text
            for match in hit.matches:
                assert hit.context.start <= match.start < match.end <= hit.context.end
                word = fold(match.cut(text))
                assert stem(match.cut(text)) in ("haus", "nie") or word.startswith("pr")


@given(analyses())
@settings(max_examples=40, deadline=None)
def test_every_word_of_a_quote_finds_it(analysis: Analysis) -> None:
    with Corpus(":memory:") as corpus:
        corpus.add(analysis)
        for statement in analysis.statements:
            for start, end in list(words(statement.text))[:5]:
                word = statement.text[start:end]
                if stem(word) and fold(word) and word not in ("AND", "OR", "NOT"):
                    for query in (word, f'"{word}"', f"quote:{word}", f"{word}*"):
                        ids = {hit.statement.id for hit in corpus.search(query)}
                        assert statement.id in ids, query


SYNTAX = """
    " „ “ ( ) - * : + ^ { } AND OR NOT NEAR quote: speaker: title: text: -( haus Häuser* ü 3,5
    ' ; , . % _ \\ -- /* EU-Gipfel \x00
"""
syntax = st.sampled_from(SYNTAX.split())
queries = st.lists(syntax | st.text(characters, max_size=5), max_size=40).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts))
)


@pytest.fixture(scope="module")
def small() -> Iterator[Corpus]:
    """A corpus with one statement."""
    article = Article(source="a", text="Die Häuser sind neu.")
    with Corpus(":memory:") as corpus:
        corpus.add(Analysis(article, (Statement(article.id, "direct", "Die", (Span(0, 3),)),)))
        yield corpus


@given(query=queries | st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_query_is_an_error(small: Corpus, query: str) -> None:
    if query.count("(") > MAX_DEPTH:  # may be nested too deeply, see tests/corpus/test_search.py
        query = query.replace("(", " ")
    tree = parse_query(query)
    assert len(list(terms_of(tree)) if tree else []) <= MAX_TERMS
    assert 0 <= small.search(query).total <= 1
    assert len(small.articles(query)) <= 1


@given(st.text())
@example("𝐀")  # a capital only once it is decomposed
def test_the_index_holds_nothing_that_the_tokenizer_would_cut(text: str) -> None:
    stems, forms = index_text(text)
    for word in [*stems.split(), *forms.split()]:
        assert all(c.isalnum() or c == "‖" for c in word)
    assert all(fold(text[a:b]) == fold(fold(text[a:b])) for a, b in words(text))


@given(texts)
@example("Ärzte ÄRZTE Übung Œuvre ŉ ǅ ﬁn ½ Ⅳ İstanbul ßen 한국")
def test_a_stem_begins_as_its_word(text: str) -> None:
    for start, end in words(text):
        assert stem(text[start:end])[:1] in ("", first_letter(text[start]))
