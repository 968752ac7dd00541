"""Label scores to statements: the best legal label sequence on each level, read off as spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wortlaut.records import STATEMENT_TYPES
from wortlaut.tagger.tags import BEGIN, CONTINUE, INSIDE, LEVELS

TYPES = len(STATEMENT_TYPES)
Float32Array = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DecodeConfig:
    """Tuned on the dev parts (``training/EXPERIMENTS.md``); more than 0 finds more statements."""

    outer_bias: float = 0.0
    nested_bias: float = 0.0
    #: log-probability that a bound of an outer statement costs where no clause ends
    bound_cost: float = 1.0
    frame_threshold: float = 0.5
    cue_threshold: float = 0.5
    addressee_threshold: float = 0.5
    absent_threshold: float = 0.5


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
    peak = inside.max(-1, keepdims=True)
    summed = np.log(np.exp(inside - peak).sum(-1)) + peak[..., 0]
    return np.concatenate([scores[..., :1], summed], -1).astype(np.float32)


def _transitions() -> Float32Array:
    """0 where one position may follow another, very low where not."""
    allowed = np.zeros((POSITIONS, POSITIONS), dtype=np.float32)
    allowed[OUTSIDE, 1 + INSIDE] = -1e4
    allowed[1:, 1 + CONTINUE] = -1e4
    return allowed


_TRANSITIONS = _transitions()
_START = np.array([0.0, 0.0, -1e4, 0.0], dtype=np.float32)
#: 1 where one position following another is a bound: a statement, or a part of it, begins or ends.
_BOUNDS = np.zeros((POSITIONS, POSITIONS), dtype=np.float32)
_BOUNDS[:, 1 + BEGIN] = 1
_BOUNDS[1:, OUTSIDE] = 1
_BOUNDS[OUTSIDE, 1 + CONTINUE] = 1
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
    scores: Float32Array,
    lengths: Sequence[int],
    inside: BoolArray | None = None,
    bound_cost: float = 0.0,
) -> list[npt.NDArray[np.int64]]:
    """Viterbi over legal sequences: ``(n, time, POSITIONS)`` log-probabilities to n rows.

    A bound before a token that is ``inside`` (n, time) a clause costs ``bound_cost``.
    """
    n, time, _ = scores.shape
    moves = np.stack([_TRANSITIONS, _TRANSITIONS - np.float32(bound_cost) * _BOUNDS])
    which = np.zeros((time, n), dtype=np.intp) if inside is None else inside.T.astype(np.intp)
    back = np.zeros((time, n, POSITIONS), dtype=np.int8)
    best = scores[:, 0] + _START
    finals = np.zeros((n, POSITIONS), dtype=np.float32)
    ends = np.asarray(lengths) - 1
    finals[ends == 0] = best[ends == 0]
    for t in range(1, time):
        paths = best[:, :, None] + moves[which[t]]
        back[t] = paths.argmax(1)
        best = paths.max(1) + scores[:, t]
        finals[ends == t] = best[ends == t]
    rows = []
    for i, end in enumerate(ends):
        row = np.zeros(max(int(end) + 1, 0), dtype=np.int64)
        if len(row):
            row[-1] = finals[i].argmax()
            for t in range(int(end), 0, -1):
                row[t - 1] = back[t, i, row[t]]
        rows.append(row)
    return rows


def read_positions(
    row: npt.NDArray[np.int64], scores: Float32Array, level: int
) -> list[TokenStatement]:
    """One level's positions to statements; a continuation goes to the statement before it.

    ``scores`` (n, LABELS) gives the type: the one that the tokens together find most probable.
    """
    groups: list[list[int]] = []
    for token in np.flatnonzero(row).tolist():
        if row[token] == 1 + BEGIN or not groups:
            groups.append([])
        groups[-1].append(token)
    summed = positions(scores)
    found = []
    for tokens in groups:
        inside = np.exp(scores[tokens, 1:]).reshape(len(tokens), POSITIONS - 1, TYPES)
        kind = int(inside.sum((0, 1)).argmax())
        own = summed[tokens, row[tokens]]
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
    result: list[list[TokenStatement]] = [[] for _ in documents]
    for group in _groups([len(d) for d in documents]):
        lengths = [len(documents[i]) for i in group]
        scores = np.zeros((len(group), LEVELS, max(lengths), POSITIONS), dtype=np.float32)
        for row, i in enumerate(group):
            scores[row, :, : len(documents[i])] = positions(documents[i]).transpose(1, 0, 2)
        scores[:, 0, :, 0] -= config.outer_bias
        scores[:, 1, :, 0] -= config.nested_bias
        flat = scores.reshape(len(group) * LEVELS, -1, POSITIONS)
        inside = np.zeros(flat.shape[:2], dtype=bool)
        for row, i in enumerate(group):
            if clauses:
                inside[LEVELS * row, : lengths[row]] = ~clauses[i]
        labels = best_positions(
            flat, [n for n in lengths for _ in range(LEVELS)], inside, config.bound_cost
        )
        for row, i in enumerate(group):
            outer = read_positions(labels[LEVELS * row], documents[i][:, 0], 0)
            inner = read_positions(labels[LEVELS * row + 1], documents[i][:, 1], 1)
            kept = _without_repeats(inner, outer)
            result[i] = sorted(outer + kept, key=lambda s: (s.tokens[0], -len(s.tokens)))
    return result


#: Label cells (documents times tokens) decoded at once.
_CELLS = 60_000


def _groups(lengths: Sequence[int]) -> list[list[int]]:
    """Indices of documents of like length, so that padding stays small; empty ones left out."""
    groups: list[list[int]] = []
    for i in sorted((i for i, n in enumerate(lengths) if n), key=lengths.__getitem__):
        if groups and (len(groups[-1]) + 1) * lengths[i] <= _CELLS:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


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
    cue = [i for i in np.flatnonzero(inner[:, 2] > config.cue_threshold).tolist() if i not in taken]
    addressee = [
        i
        for i in np.flatnonzero(inner[:, 3] > config.addressee_threshold).tolist()
        if i not in taken
    ]
    framed = np.flatnonzero(frame > config.frame_threshold).tolist()
    return TokenRoles(*([first + i for i in part] for part in (speaker, cue, framed, addressee)))


def _best_span(bounds: Float32Array, sentence_of: npt.NDArray[np.int64]) -> list[int]:
    """The span of at most ``LONGEST_SPEAKER`` tokens of a sentence with the best sum of bounds."""
    width = len(bounds)
    starts, ends = bounds[:, 0], bounds[:, 1]
    best, where = -np.inf, (0, 0)
    for start in np.argsort(-starts)[:8].tolist():
        behind = int(np.searchsorted(sentence_of, sentence_of[start], side="right"))
        stop = min(width, start + LONGEST_SPEAKER, behind)
        end = start + int(ends[start:stop].argmax())
        if starts[start] + ends[end] > best:
            best, where = starts[start] + ends[end], (start, end)
    return list(range(where[0], where[1] + 1))
