"""Label scores to statements: the best legal label sequence on each level, read off as spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wortlaut.records import STATEMENT_TYPES
from wortlaut.tagger.tags import BEGIN, CONTINUE, INSIDE, LABELS, LEVELS, label

TYPES = len(STATEMENT_TYPES)
Float32Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DecodeConfig:
    """Tuned on the dev parts (``training/EXPERIMENTS.md``); more than 0 finds more statements."""

    outer_bias: float = 0.0
    nested_bias: float = 0.0
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
    #: mean log-probability of its tokens' labels; the confidence starts from it
    score: float


def _transitions() -> Float32Array:
    """0 where one label may follow another, very low where not."""
    allowed = np.zeros((LABELS, LABELS), dtype=np.float32)
    for kind in range(TYPES):
        mine = [label(position, kind) for position in (BEGIN, INSIDE, CONTINUE)]
        allowed[:, label(INSIDE, kind)] = -1e4
        allowed[mine, label(INSIDE, kind)] = 0.0
        allowed[mine, label(CONTINUE, kind)] = -1e4
    return allowed


_TRANSITIONS = _transitions()
_START = np.where([0] + [p == INSIDE for p in range(3) for _ in range(TYPES)], -1e4, 0.0).astype(
    np.float32
)


def best_labels(scores: Float32Array, lengths: Sequence[int]) -> list[npt.NDArray[np.int64]]:
    """Viterbi over legal sequences: ``(n, time, LABELS)`` log-probabilities to n label rows."""
    n, time, _ = scores.shape
    back = np.zeros((time, n, LABELS), dtype=np.int8)
    best = scores[:, 0] + _START
    finals = np.zeros((n, LABELS), dtype=np.float32)
    ends = np.asarray(lengths) - 1
    finals[ends == 0] = best[ends == 0]
    for t in range(1, time):
        paths = best[:, :, None] + _TRANSITIONS[None]
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


def read_labels(
    labels: npt.NDArray[np.int64], scores: Float32Array, level: int
) -> list[TokenStatement]:
    """One level's labels to statements; a continuation goes to the last statement of its type."""
    found: list[TokenStatement] = []
    last_of: dict[int, TokenStatement] = {}
    for token in np.flatnonzero(labels).tolist():
        position, kind = divmod(int(labels[token]) - 1, TYPES)
        score = float(scores[token, labels[token]])
        current = last_of.get(kind)
        if position == BEGIN or current is None:
            current = TokenStatement([], kind, level, 0.0)
            last_of[kind] = current
            found.append(current)
        current.tokens.append(token)
        current.score += score
    for statement in found:
        statement.score /= len(statement.tokens)
    return found


def decode_statements(
    batch: Float32Array, lengths: Sequence[int], config: DecodeConfig
) -> list[list[TokenStatement]]:
    """Log-probabilities ``(n, time, LEVELS, LABELS)`` to the statements of n documents.

    A nested statement that only repeats an outer one is dropped.
    """
    n, time = batch.shape[:2]
    scores = batch.transpose(0, 2, 1, 3).reshape(n * LEVELS, time, LABELS).copy()
    scores[0::LEVELS, :, 0] -= config.outer_bias
    scores[1::LEVELS, :, 0] -= config.nested_bias
    labels = best_labels(scores, [length for length in lengths for _ in range(LEVELS)])
    result = []
    for i in range(n):
        outer = read_labels(labels[LEVELS * i], scores[LEVELS * i], 0)
        inner = read_labels(labels[LEVELS * i + 1], scores[LEVELS * i + 1], 1)
        kept = [s for s in inner if not any(_repeats(s.tokens, o.tokens) for o in outer)]
        result.append(sorted(outer + kept, key=lambda s: (s.tokens[0], -len(s.tokens))))
    return result


def _repeats(inner: list[int], outer: list[int]) -> bool:
    common = len(set(inner) & set(outer))
    return 2 * common > 0.9 * (len(inner) + len(outer))


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
    first: int,
    config: DecodeConfig,
) -> TokenRoles:
    """Probabilities over one window (see ``RoleTagger``) to roles.

    ``inner`` (w, 4) none/speaker/cue/addressee, ``frame`` (w,), ``bounds`` (w, 2) log-scores of
    first and last token of the speaker, ``absent`` probability that there is no mention.
    """
    speaker: list[int] = []
    if absent < config.absent_threshold and len(bounds):
        speaker = _best_span(bounds)
    taken = set(speaker)
    cue = [i for i in np.flatnonzero(inner[:, 2] > config.cue_threshold).tolist() if i not in taken]
    addressee = [
        i
        for i in np.flatnonzero(inner[:, 3] > config.addressee_threshold).tolist()
        if i not in taken
    ]
    framed = np.flatnonzero(frame > config.frame_threshold).tolist()
    return TokenRoles(*([first + i for i in part] for part in (speaker, cue, framed, addressee)))


def _best_span(bounds: Float32Array) -> list[int]:
    """The span of at most ``LONGEST_SPEAKER`` tokens with the best sum of bounds."""
    width = len(bounds)
    starts, ends = bounds[:, 0], bounds[:, 1]
    best, where = -np.inf, (0, 0)
    for start in np.argsort(-starts)[:8].tolist():
        stop = min(width, start + LONGEST_SPEAKER)
        end = start + int(ends[start:stop].argmax())
        if starts[start] + ends[end] > best:
            best, where = starts[start] + ends[end], (start, end)
    return list(range(where[0], where[1] + 1))
