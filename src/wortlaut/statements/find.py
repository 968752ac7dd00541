"""From documents to statements: scores, spans, roles, nesting, confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from wortlaut.config import Mode
from wortlaut.errors import ModelError
from wortlaut.records import MEDIA, STATEMENT_TYPES, Document, Excerpt, Speaker, Statement
from wortlaut.statements.clauses import add_clauses
from wortlaut.statements.decode import (
    DecodeConfig,
    TokenRoles,
    TokenStatement,
    clause_bounds,
    decode_roles,
    decode_statements,
)
from wortlaut.statements.interview import add_answers
from wortlaut.statements.rules import (
    add_missed,
    fill_quotations,
    is_borrowed_headline,
    join_interrupted,
)
from wortlaut.tagger.features import document_structure
from wortlaut.tagger.model import RoleScores, Tagger, TokenScores
from wortlaut.tagger.names import NameSpan, name_spans
from wortlaut.tagger.windows import Int64Array, windows

#: A statement with more of its tokens in paratext than this is no statement of the article.
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger finds in a document: statements in text order, and names."""

    statements: tuple[Statement, ...] = ()
    names: tuple[NameSpan, ...] = ()


class StatementFinder:
    """Finds statements with the tagger; thresholds and calibration come from its ``meta.json``."""

    def __init__(self, tagger: Tagger, mode: Mode = "balanced") -> None:
        """Raises ``ModelError`` where the model has no thresholds for ``mode``."""
        self._tagger = tagger
        self.config = decode_config(tagger.meta, mode)
        self._calibration: dict[str, float] = tagger.meta.get("calibration", {})

    def find(self, documents: Sequence[Document]) -> list[tuple[Statement, ...]]:
        """The statements of each document, in text order, speakers not yet named."""
        return [reading.statements for reading in self.read(documents)]

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """The same, with the names that the tagger finds on the way."""
        tokenised = [d for d in documents if d.tokens]
        results = iter(self.decode(tokenised, self.score(tokenised)))
        return [next(results) if d.tokens else Reading() for d in documents]

    def score(self, documents: Sequence[Document]) -> list[TokenScores]:
        """What the tagger says of the tokens of documents that have some."""
        vocabulary = self._tagger.vocabulary
        return [
            self._tagger.score_tokens(
                vocabulary.words([t.text for t in d.tokens]), document_structure(d)
            )
            for d in documents
        ]

    def decode(self, documents: Sequence[Document], scores: Sequence[TokenScores]) -> list[Reading]:
        """What ``scores`` make of documents that have tokens."""
        found = self.token_statements(documents, scores)
        around = [
            windows([s.tokens for s in f], [s.kind for s in f], _sentence_of(d))
            for d, f in zip(documents, found, strict=True)
        ]
        # all documents through one graph before anything else is done: its weights stay at hand
        roles = [
            self._tagger.score_roles(score.states, w)
            for score, w in zip(scores, around, strict=True)
        ]
        return [
            Reading(self._statements(d, f, r), name_spans(d, score.names))
            for d, score, f, r in zip(documents, scores, found, roles, strict=True)
        ]

    def token_statements(
        self, documents: Sequence[Document], scores: Sequence[TokenScores]
    ) -> list[list[TokenStatement]]:
        """The statements of each document in tokens, roles not yet asked for."""
        clauses = [clause_bounds([t.text for t in d.tokens]) for d in documents]
        decoded = decode_statements([s.labels for s in scores], self.config, clauses)
        return [
            self._sure(_report_only(add_answers(d, _by_rules(d, found)), d))
            for d, found in zip(documents, decoded, strict=True)
        ]

    def _statements(
        self, document: Document, found: list[TokenStatement], roles: list[RoleScores]
    ) -> tuple[Statement, ...]:
        made: list[Statement] = []
        sentence_of = _sentence_of(document)
        for statement, score in zip(found, roles, strict=True):
            first = score.first
            parts = statement.roles or decode_roles(
                score.inner,
                score.frame,
                score.bounds,
                score.absent,
                sentence_of[first : first + len(score.frame)],
                first,
                self.config,
            )
            made.append(self._statement(document, statement, score, parts))
        nested = _nest(made, found)
        return tuple(s for s in nested if not is_borrowed_headline(document, s))

    def _statement(
        self, document: Document, found: TokenStatement, score: RoleScores, roles: TokenRoles
    ) -> Statement:
        quote = Excerpt.cut(document.text, _runs(document, found.tokens))
        return Statement(
            article_id=document.article.id,
            type=STATEMENT_TYPES[found.kind],
            text=quote.text,
            spans=quote.spans,
            medium=MEDIA[int(score.media.argmax())],
            speaker=Speaker(mention=_excerpt(document, roles.speaker)),
            cue=_excerpt(document, roles.cue),
            frame=_excerpt(document, roles.frame),
            addressee=_excerpt(document, roles.addressee),
            confidence=self._confidence(found),
        )

    def _sure(self, found: list[TokenStatement]) -> list[TokenStatement]:
        least = self.config.least_confidence
        return [s for s in found if self._confidence(s) >= least] if least else found

    def _confidence(self, found: TokenStatement) -> float:
        """Probability that the statement is one, by logistic regression on the dev parts."""
        x = self._calibration.get("bias", 0.0)
        for name, value in zip(CONFIDENCE_FEATURES, confidence_features(found), strict=True):
            x += self._calibration.get(name, 0.0) * value
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def decode_config(meta: Mapping[str, Any], mode: Mode = "balanced") -> DecodeConfig:
    """The thresholds in a model's card, with those of a mode over them.

    Raises ``ModelError`` where the card has none for the mode.
    """
    modes = meta.get("modes", {})
    if mode != "balanced" and mode not in modes:
        raise ModelError(
            f"the model {meta.get('name', '')} {meta['version']} has no thresholds for the mode "
            f"{mode}; leave the mode out, or take a shipped model"
        )
    values = {**meta.get("decoding", {}), **modes.get(mode, {})}
    known = {f.name for f in fields(DecodeConfig)}
    return DecodeConfig(**{k: v for k, v in values.items() if k in known})


def _by_rules(document: Document, found: list[TokenStatement]) -> list[TokenStatement]:
    """What the model found with its bounds mended, and what it missed."""
    mended = join_interrupted(document, fill_quotations(document, found))
    return add_clauses(document, add_missed(document, mended))


CONFIDENCE_FEATURES = ("mean", "doubt", "lowest", "length", "nested")


def confidence_features(found: TokenStatement) -> tuple[float, ...]:
    """What the confidence is computed from, in the order of ``CONFIDENCE_FEATURES``.

    ``doubt`` is the log-probability of the opposite of ``mean``: it tells 0.99 from 0.999.
    """
    doubt = math.log(max(1 - math.exp(found.score), 1e-3))
    length = math.log(len(found.tokens))
    return found.score, doubt, max(found.lowest, -6.0), length, float(found.level > 0)


def _report_only(found: list[TokenStatement], document: Document) -> list[TokenStatement]:
    """Without the statements that lie in paratext: an appeal speaks, but reports nothing."""
    spans = [s for p in document.paratext for s in p.spans]
    if not spans or not found:
        return found
    starts = np.array([t.start for t in document.tokens])
    outside = np.ones(len(starts), dtype=bool)
    for span in spans:
        outside[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] = False
    return [f for f in found if outside[f.tokens].mean() >= MOSTLY]


def _sentence_of(document: Document) -> Int64Array:
    """The sentence number of each token."""
    numbers = np.zeros(len(document.tokens), dtype=np.int64)
    for number, sentence in enumerate(document.sentences):
        numbers[sentence.first : sentence.last] = number
    return numbers


def _excerpt(document: Document, tokens: Sequence[int]) -> Excerpt | None:
    return Excerpt.cut(document.text, _runs(document, tokens)) if tokens else None


def _runs(document: Document, tokens: Sequence[int]) -> list[tuple[int, int]]:
    """Character spans of token indices, neighbours joined with the white space between them."""
    spans: list[tuple[int, int]] = []
    before = -2
    for i in tokens:
        token = document.tokens[i]
        if i == before + 1:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        before = i
    return spans


def _nest(made: Sequence[Statement], found: Sequence[TokenStatement]) -> tuple[Statement, ...]:
    """Point each nested statement at the smallest statement around it."""
    around: dict[int, list[int]] = {}
    for i, statement in enumerate(found):
        if statement.level == 0:
            for token in statement.tokens:
                around.setdefault(token, []).append(i)
    result = list(made)
    for i, statement in enumerate(found):
        if statement.level == 0:
            continue
        holders = [o for o in around.get(statement.tokens[0], ()) if o != i]
        if holders:
            outer = min(holders, key=lambda o: len(found[o].tokens))
            result[i] = replace(made[i], nested_in=made[outer].id)
    unique: dict[str, Statement] = {}
    for s in result:
        unique.setdefault(s.id, s)
    return tuple(unique.values())
