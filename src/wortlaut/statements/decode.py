"""Label scores to statements: the best legal label sequence on each level, read off as spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from wortlaut.records import STATEMENT_TYPES
from wortlaut.tagger.tags import BEGIN, CONTINUE, INSIDE, LABELS

TYPES = len(STATEMENT_TYPES)
Float32Array = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DecodeConfig:
    """Tuned on the dev parts (``training/EXPERIMENTS.md``); more than 0 finds more statements."""

    outer_bias: float = 0.0
    nested_bias: float = 0.0
    #: the same for two types alone, on both levels
    direct_bias: float = 0.0
    reported_bias: float = 0.0
    #: log-probability that a bound of an outer statement costs where no clause ends
    bound_cost: float = 1.0
    frame_threshold: float = 0.5
    cue_threshold: float = 0.5
    addressee_threshold: float = 0.5
    absent_threshold: float = 0.5
    #: statements whose confidence is lower are left out
    least_confidence: float = 0.0


@dataclass(slots=True)
class TokenStatement:
    """A statement in tokens, before its roles are known."""

    tokens: list[int]
    kind: int
    level: int
    #: mean and lowest log-probability of its tokens' positions; the confidence starts from them
    score: float
    lowest: float
    #: the roles, where a rule knows them; the model is not asked then
    roles: TokenRoles | None = None


#: Positions: outside, and the three of ``tagger.tags`` behind it, whatever the type.
OUTSIDE, POSITIONS = 0, 4


def positions(scores: Float32Array) -> Float32Array:
    """Label log-probabilities ``(…, LABELS)`` summed over types: ``(…, POSITIONS)``.

    A statement whose type is in doubt is still a statement: its labels share their probability,
    and each alone might stay below that of no statement.
    """
    inside = scores[..., 1:].reshape(*scores.shape[:-1], POSITIONS - 1, TYPES)
    peak = reduce(np.maximum, (inside[..., kind] for kind in range(TYPES)))
    summed = np.log(np.exp(inside - peak[..., None]).sum(-1)) + peak
    return np.concatenate([scores[..., :1], summed], -1).astype(np.float32)


#: Tokens beside which a clause may begin or end.
_MARKS = frozenset(
    (
        *(".", ",", ";", ":", "!", "?", "…", "...", "–", "—", "-", "(", ")", "|"),
        *("„", "“", "”", '"', "»", "«", "‚", "‘", "’", "'", "''", "``", "›", "‹"),
    )
)


def clause_bounds(words: Sequence[str]) -> BoolArray:
    """Whether a clause may begin at each token: there is a mark, or one before it."""
    marks = np.fromiter((word in _MARKS for word in words), dtype=bool, count=len(words))
    bounds = marks.copy()
    bounds[1:] |= marks[:-1]
    return bounds


def best_positions(
    scores: Float32Array, inside: BoolArray | None = None, bound_cost: float = 0.0
) -> list[int]:
    """Viterbi over legal sequences: ``(n, POSITIONS)`` log-probabilities to ``n`` positions.

    Legal: a token ``INSIDE`` follows one of a statement, one that is ``CONTINUE`` follows none. A
    bound (a statement, or a part of it, begins or ends) before a token that is ``inside`` (n,) a
    clause costs ``bound_cost``. Among equals the lower position wins.
    """
    # plain floats: with four positions, arrays cost more in calls than they save in arithmetic
    rows = scores.tolist()
    costs = [0.0] * len(rows) if inside is None else (inside * bound_cost).tolist()
    back: list[tuple[int, int, int]] = []
    out, begin, within, again = rows[0]
    within = -1e9  # nothing to be inside of yet
    for row, cost in zip(rows[1:], costs[1:], strict=True):
        best, where = begin, 1 + BEGIN
        if within > best:
            best, where = within, 1 + INSIDE
        if again > best:
            best, where = again, 1 + CONTINUE
        ended = best - cost
        from_out, from_begin = OUTSIDE, OUTSIDE
        stays, begins = out, out
        if ended > out:
            from_out, stays = where, ended
        if best > out:
            from_begin, begins = where, best
        back.append((from_out, from_begin, where))
        score_out, score_begin, score_within, score_again = row
        again = out - cost + score_again
        within = best + score_within
        begin = begins - cost + score_begin
        out = stays + score_out
    last = [out, begin, within, again]
    path = [OUTSIDE] * len(rows)
    path[-1] = at = last.index(max(last))
    for t in range(len(back) - 1, -1, -1):
        # what follows no statement (CONTINUE) comes from outside
        at = OUTSIDE if at == 1 + CONTINUE else back[t][at]
        path[t] = at
    return path


def read_positions(
    path: Sequence[int], scores: Float32Array, summed: Float32Array, level: int
) -> list[TokenStatement]:
    """One level's positions to statements; a continuation goes to the statement before it.

    ``scores`` (n, LABELS) give the type: the one that the tokens together find most probable;
    ``summed`` are their ``positions``.
    """
    groups: list[list[int]] = []
    for token, position in enumerate(path):
        if position == OUTSIDE:
            continue
        if position == 1 + BEGIN or not groups:
            groups.append([])
        groups[-1].append(token)
    found = []
    for tokens in groups:
        inside = np.exp(scores[tokens, 1:]).reshape(len(tokens), POSITIONS - 1, TYPES)
        kind = int(inside.sum((0, 1)).argmax())
        own = summed[tokens, [path[token] for token in tokens]]
        found.append(TokenStatement(tokens, kind, level, float(own.mean()), float(own.min())))
    return found


def decode_statements(
    documents: Sequence[Float32Array],
    config: DecodeConfig,
    clauses: Sequence[BoolArray] | None = None,
) -> list[list[TokenStatement]]:
    """Log-probabilities ``(n, LEVELS, LABELS)`` of each document to its statements, in text order.

    ``clauses`` are the ``clause_bounds`` of the documents; elsewhere a bound of an outer statement
    costs ``config.bound_cost``. A nested statement that only repeats an outer one is dropped.
    """
    return [
        _decode(labels, config, clauses[i] if clauses else None)
        for i, labels in enumerate(documents)
    ]


def _decode(
    labels: Float32Array, config: DecodeConfig, clauses: BoolArray | None
) -> list[TokenStatement]:
    if not len(labels):
        return []
    summed = positions(labels)
    labels = labels + _type_bias(config)
    scores = positions(labels)
    scores[:, 0, OUTSIDE] -= config.outer_bias
    scores[:, 1, OUTSIDE] -= config.nested_bias
    inside = None if clauses is None else ~clauses
    paths = (
        best_positions(scores[:, 0], inside, config.bound_cost),
        best_positions(scores[:, 1]),
    )
    outer, inner = (
        read_positions(path, labels[:, level], summed[:, level], level)
        for level, path in enumerate(paths)
    )
    kept = _without_repeats(inner, outer)
    return sorted(outer + kept, key=lambda s: (s.tokens[0], -len(s.tokens)))


def _type_bias(config: DecodeConfig) -> Float32Array:
    """What each label gains, ``(LABELS,)``."""
    bias = np.zeros(LABELS, dtype=np.float32)
    for kind, value in (("direct", config.direct_bias), ("reported", config.reported_bias)):
        bias[1 + STATEMENT_TYPES.index(kind) :: TYPES] = value
    return bias


def _without_repeats(
    inner: list[TokenStatement], outer: list[TokenStatement]
) -> list[TokenStatement]:
    """The nested statements that are more than a copy or a shred of the outer one.

    A copy has its tokens, or nearly so (a token F1 above 0.9) and its type; a quotation in a
    clause that is hardly longer ("seien „nicht ernst genommen worden“") is none. A shred is of its
    type and shares its first or last token, as "„Es" in "„Es reicht“".
    """
    holder = {token: i for i, s in enumerate(outer) for token in s.tokens}
    kept = []
    for statement in inner:
        shared = Counter(holder[t] for t in statement.tokens if t in holder)
        if not any(
            _is_copy(statement, outer[i], n) or _is_shred(statement, outer[i])
            for i, n in shared.items()
        ):
            kept.append(statement)
    return kept


def _is_copy(inner: TokenStatement, outer: TokenStatement, shared: int) -> bool:
    together = len(inner.tokens) + len(outer.tokens)
    return 2 * shared > (0.9 * together if inner.kind == outer.kind else together - 1)


def _is_shred(inner: TokenStatement, outer: TokenStatement) -> bool:
    return inner.kind == outer.kind and (
        inner.tokens[0] == outer.tokens[0] or inner.tokens[-1] == outer.tokens[-1]
    )


@dataclass(slots=True)
class TokenRoles:
    """The roles of one statement as token indices of the document; empty where absent."""

    speaker: list[int]
    cue: list[int]
    frame: list[int]
    addressee: list[int]


#: Longest mention in tokens.
LONGEST_SPEAKER = 30


def decode_roles(
    inner: Float32Array,
    frame: Float32Array,
    bounds: Float32Array,
    absent: float,
    sentence_of: npt.NDArray[np.int64],
    first: int,
    config: DecodeConfig,
) -> TokenRoles:
    """Probabilities over one window (see ``RoleTagger``) to roles.

    ``inner`` (w, 4) none/speaker/cue/addressee, ``frame`` (w,), ``bounds`` (w, 2) log-scores of
    first and last token of the speaker, ``absent`` probability that there is no mention,
    ``sentence_of`` (w,) the sentence of each token: a mention never crosses from one into another.
    ``first`` is the token index of the window's first token.
    """
    speaker: list[int] = []
    if absent < config.absent_threshold and len(bounds):
        speaker = _best_span(bounds, sentence_of)
    taken = set(speaker)
    cue, addressee = (
        [i for i in (inner[:, column] > threshold).nonzero()[0].tolist() if i not in taken]
        for column, threshold in ((2, config.cue_threshold), (3, config.addressee_threshold))
    )
    framed = (frame > config.frame_threshold).nonzero()[0].tolist()
    return TokenRoles(*([first + i for i in part] for part in (speaker, cue, framed, addressee)))


def _best_span(bounds: Float32Array, sentence_of: npt.NDArray[np.int64]) -> list[int]:
    """The span of at most ``LONGEST_SPEAKER`` tokens of a sentence with the best sum of bounds."""
    width = len(bounds)
    starts, ends = bounds[:, 0], bounds[:, 1]
    highest = ends.max()
    best, where = -np.inf, (0, 0)
    for start in np.argsort(-starts)[:8].tolist():
        if starts[start] + highest <= best:
            break  # and so it is for all behind it
        behind = int(sentence_of.searchsorted(sentence_of[start], side="right"))
        stop = min(width, start + LONGEST_SPEAKER, behind)
        end = start + int(ends[start:stop].argmax())
        if starts[start] + ends[end] > best:
            best, where = starts[start] + ends[end], (start, end)
    return list(range(where[0], where[1] + 1))
