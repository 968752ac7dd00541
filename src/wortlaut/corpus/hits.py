"""What a search finds: statements in their articles, with the sentences around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wortlaut.corpus.actors import Participant, participants
from wortlaut.corpus.connection import Connection
from wortlaut.corpus.context import context_of, find_words
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.namings import SPEAKING
from wortlaut.corpus.query import Node, terms_of
from wortlaut.corpus.rows import article_of, statement_of
from wortlaut.records import Article, Span, Statement, statement_row

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, in its article.

    ``context`` is the stretch of the article from the sentence before the statement to the one
    after; ``matches`` are the words of the query within it. Both are code points into
    ``article.text``. ``score`` is 0 where nothing was ranked, else higher is better. ``actors``
    are who takes part in the statement as the corpus knows them, across articles and with the
    corrections; ``statement`` is what the analysis said.
    """

    statement: Statement
    article: Article
    context: Span
    matches: tuple[Span, ...] = ()
    score: float = 0.0
    actors: tuple[Participant, ...] = ()

    @property
    def speakers(self) -> tuple[Participant, ...]:
        """Who speaks: one, or the joint speakers."""
        return tuple(actor for actor in self.actors if actor.part in SPEAKING)

    @property
    def text(self) -> str:
        """The words of the context."""
        return self.context.cut(self.article.text)

    @property
    def before(self) -> str:
        """What stands between the start of the context and the statement."""
        return self.article.text[self.context.start : self.statement.spans[0].start]

    @property
    def after(self) -> str:
        """What stands between the statement and the end of the context."""
        return self.article.text[self.statement.spans[-1].end : self.context.end]

    def __str__(self) -> str:
        return str(self.statement)

    def to_dict(self) -> dict[str, Any]:
        """The hit without the article's text."""
        article = self.article.to_dict()
        del article["text"]
        return {
            "article": article,
            "statement": self.statement.to_dict(),
            "context": {"text": self.text, "spans": [[self.context.start, self.context.end]]},
            "matches": [[m.start, m.end] for m in self.matches],
            "score": round(self.score, 4),
            "actors": [actor.to_dict() for actor in self.actors],
        }

    def to_row(self) -> dict[str, Any]:
        """One flat row: that of the statement with its actor as the corpus knows it, and context.

        ``actor`` is the key; joint speakers have several, with semicolons between.
        """
        row = statement_row(self.article, self.statement)
        speakers = self.speakers
        if len(speakers) == 1 and speakers[0].key != UNKNOWN:
            known = speakers[0]
            row |= {"speaker": known.name} | {
                f"speaker_{fact}": getattr(known, fact)
                for fact in ("kind", "wikidata", "gender", "party", "country")
            }
        for actor in self.actors:
            if actor.part == "on_behalf_of":
                row["on_behalf_of"] = actor.name
        keys = ";".join(actor.key for actor in speakers) or None
        return row | {"actor": keys, "context": self.text}


@dataclass(frozen=True, slots=True)
class SearchResult(Sequence[Hit]):
    """The hits of one page, and how many there are in all (``total``).

    ``next`` is the cursor of the next page (``after`` in ``Corpus.search``), None on the last.
    """

    hits: tuple[Hit, ...]
    total: int
    offset: int = 0
    next: str | None = None

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __getitem__(self, index: Any) -> Any:
        return self.hits[index]

    def to_dict(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "offset": self.offset,
            "next": self.next,
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row a hit, ready for ``pandas.DataFrame(result.to_rows())``."""
        return [hit.to_row() for hit in self.hits]


def read_hits(
    connection: Connection,
    found: Sequence[tuple[int, float]],
    node: Node | None,
    speaker: Node | None,
) -> list[Hit]:
    """The hits for these statements, by number and rank; those that are gone are left out."""
    wanted = [t for tree in (node, speaker) if tree for t in terms_of(tree, wanted=True)]
    hits: list[Hit] = []
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        numbers = [number for number, _ in some]
        rows = {
            row["number"]: row
            for row in connection.rows(
                f"SELECT * FROM statement WHERE number IN ({marks})", numbers
            )
        }
        articles = {
            row["number"]: article_of(row)
            for row in connection.rows(
                "SELECT * FROM article WHERE number IN "
                f"(SELECT article FROM statement WHERE number IN ({marks}))",
                numbers,
            )
        }
        actors = participants(connection, numbers)
        for number, rank in some:
            row = rows.get(number)
            if row is None:
                continue
            article = articles[row["article"]]
            statement = statement_of(row, article.id)
            context = context_of(article.text, statement)
            matches = find_words(article.text, context, wanted)
            who = tuple(actors.get(number, ()))
            hits.append(Hit(statement, article, context, matches, 0.0 - float(rank), who))
    return hits
