"""The shipped network, run by ONNX Runtime on the CPU: token features in, scores out.

Three graphs: ``statements.onnx`` gives label scores and a state for every token of a document,
``roles.onnx`` reads the states around one statement and finds its roles, ``names.onnx`` reads what
the encoder of the first holds of each token and finds names. How they were made is in
``training/``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wortlaut.errors import ModelError
from wortlaut.records import Document
from wortlaut.tagger.card import model_folder, shipped_models
from wortlaut.tagger.features import Int32Array, Vocabulary, document_structure
from wortlaut.tagger.names import NAME_LABELS, OUTSIDE, NameSpan, name_spans
from wortlaut.tagger.windows import Windows

GRAPHS = ("statements.onnx", "roles.onnx")
#: The graph of names; a model without it finds statements as well, and no names.
NAMES = "names.onnx"
#: A longer document is read in pieces of so many tokens, each with this much context around it,
#: so that memory stays flat; articles in the training data have 2,000 tokens at most.
PIECE, CONTEXT = 2048, 192
#: What the second graph reads.
ROLE_INPUTS = {"states", "tokens", "marks", "lengths"}
#: Tokens (padding included) that go through the second graph at once.
ROLE_TOKENS = 8192

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenScores:
    """What the first graph says of a document of ``n`` tokens.

    ``labels`` (n, LEVELS, LABELS) are log-probabilities, ``states`` (n, width) feed the roles,
    ``names`` (n, NAME_LABELS) are log-probabilities too.
    """

    labels: FloatArray
    states: FloatArray
    names: FloatArray


@dataclass(frozen=True, slots=True)
class RoleScores:
    """What the second graph says of a window of ``w`` tokens; ``first`` is the index of its first.

    ``inner`` (w, 4) probabilities of none, speaker, cue, addressee; ``frame`` (w,) probabilities;
    ``bounds`` (w, 2) log-scores of the first and last token of the speaker's mention; ``absent``
    the probability that there is none; ``types`` and ``media`` probabilities.
    """

    first: int
    inner: FloatArray
    frame: FloatArray
    bounds: FloatArray
    absent: float
    types: FloatArray
    media: FloatArray


class Tagger:
    """The graphs, their vocabulary and what ``meta.json`` says of them.

    ``model`` is the name of a shipped one or a folder; None is the default. Without ``names`` the
    graph of names is not run, which saves a tenth of the time.
    """

    def __init__(
        self, model: str | Path | None = None, *, threads: int = 1, names: bool = True
    ) -> None:
        import onnxruntime

        self.folder = model_folder(model)
        self.meta = read_meta(self.folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # batches differ in shape; an arena would only grow
        options.log_severity_level = 3
        try:
            self.vocabulary = Vocabulary.read(self.folder / "words.txt")
            self._statements, self._roles, *optional = (
                onnxruntime.InferenceSession(
                    str(self.folder / name), options, providers=["CPUExecutionProvider"]
                )
                for name in (*GRAPHS, NAMES)
                if name in GRAPHS or (names and (self.folder / name).exists())
            )
            self._names = optional[0] if optional else None
            inputs = {i.name for i in self._roles.get_inputs()}
            if inputs != ROLE_INPUTS:
                raise ValueError(
                    "roles.onnx was made for another version of Wortlaut: it reads "
                    f"{', '.join(sorted(inputs))}; export the model anew"
                )
        except Exception as error:  # ONNX Runtime raises many kinds, all for an unusable file
            raise ModelError(
                f"the model in {self.folder} cannot be loaded ({error}); install the package anew, "
                "or give another model folder"
            ) from error

    @property
    def version(self) -> str:
        return str(self.meta["version"])

    def score_tokens(self, words: Int32Array, structure: Int32Array) -> TokenScores:
        """Scores for one document: features ``(n, 5)`` and ``(n, 2)``, n at least 1.

        Documents go through alone: 8-bit arithmetic takes its scale from all that it is given at
        once, and an article's statements must not depend on its neighbours in a batch.
        """
        whole: TokenScores | None = None
        for first in range(0, len(words), PIECE):
            last = min(len(words), first + PIECE)
            begin, end = max(0, first - CONTEXT), min(len(words), last + CONTEXT)
            feed = {
                "words": words[None, begin:end],
                "structure": structure[None, begin:end],
            }
            scores = self._score_piece(feed, slice(first - begin, last - begin))
            if last - first == len(words):
                return scores
            if whole is None:  # copied piece by piece: kept pieces would scatter the memory
                whole = TokenScores(
                    *(
                        np.empty((len(words), *part.shape[1:]), dtype=part.dtype)
                        for part in (scores.labels, scores.states, scores.names)
                    )
                )
            whole.labels[first:last] = scores.labels
            whole.states[first:last] = scores.states
            whole.names[first:last] = scores.names
        if whole is None:
            raise ValueError("a document without tokens has no scores")
        return whole

    def names(self, document: Document) -> tuple[NameSpan, ...]:
        """The names of persons, organisations and places in a document, in text order.

        Offsets are code points into its text. Empty for a model without a graph of names.
        """
        if not document.tokens:
            return ()
        words = self.vocabulary.words([t.text for t in document.tokens])
        scores = self.score_tokens(words, document_structure(document))
        return name_spans(document, scores.names)

    def _score_piece(self, feed: dict[str, Any], inside: slice) -> TokenScores:
        if self._names is None:
            labels, states = self._statements.run(["labels", "states_out"], feed)
            return TokenScores(
                labels[0, inside], states[0, inside], no_names(len(labels[0, inside]))
            )
        labels, states, hidden = self._statements.run(["labels", "states_out", "hidden"], feed)
        lengths = np.array([hidden.shape[1]], dtype=np.int64)
        (names,) = self._names.run(["names"], {"hidden": hidden, "lengths": lengths})
        return TokenScores(labels[0, inside], states[0, inside], names[0, inside])

    def score_roles(self, states: FloatArray, windows: Windows) -> list[RoleScores]:
        """Scores for each window of one document, in order, given the states of its tokens."""
        results: dict[int, RoleScores] = {}
        widths, firsts = windows.lengths.tolist(), windows.firsts.tolist()
        for group in _groups(widths, ROLE_TOKENS):
            wide = widths[group[-1]]
            feed = {
                "states": states,
                "tokens": windows.places[:wide, group],
                "marks": windows.marks[:wide, group],
                "lengths": windows.lengths[group],
            }
            inner, frame, bounds, absent, types, media = self._roles.run(None, feed)
            for row, i in enumerate(group):
                w = widths[i]
                results[i] = RoleScores(
                    firsts[i],
                    inner[row, :w],
                    frame[row, :w],
                    bounds[row, :w],
                    float(absent[row]),
                    types[row],
                    media[row],
                )
        return [results[i] for i in range(len(windows))]


def read_meta(folder: Path) -> dict[str, Any]:
    """The model's card: version, sha256 of its files, data and licences, scores, speed."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"no model in {folder} ({error}); give the folder of one, or a shipped one: "
            f"{', '.join(shipped_models()) or 'none is there, install the package anew'}"
        ) from error
    if not isinstance(meta, dict) or "version" not in meta:
        raise ModelError(f"{folder / 'meta.json'} does not describe a model: it has no version")
    return meta


def file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each model file, to compare with ``meta.json``."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (*GRAPHS, NAMES, "words.txt")
        if (folder / name).exists()
    }


def no_names(length: int) -> FloatArray:
    """The scores of ``length`` tokens of which none is part of a name."""
    scores = np.full((length, NAME_LABELS), -np.inf, dtype=np.float32)
    scores[:, OUTSIDE] = 0.0
    return scores


def _groups(sizes: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices of like size together, each group within ``budget`` tokens with padding."""
    group: list[int] = []
    for i in sorted(range(len(sizes)), key=sizes.__getitem__):
        if group and (len(group) + 1) * sizes[i] > budget:
            yield group
            group = []
        group.append(i)
    if group:
        yield group
