"""Gold data as training examples: features, statement tags on two levels, roles a statement."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wortlaut.evaluation.score import ScoredStatement
from wortlaut.records import MEDIA, ROLES, STATEMENT_TYPES, Article, Document
from wortlaut.tagger.features import Vocabulary, document_structure
from wortlaut.tagger.tags import LEVELS, encode_statements
from wortlaut.text.document import document_from_tokens, read_document

TYPE_OF_GOLD = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "indirect_free_indirect",
}
MARKS = {"„", "“", "”", '"', "»", "«", "‚", "‘", "’", "''", "``", "›", "‹"}
#: Quotation marks of one style: outer opening, outer closing, inner opening, inner closing.
STYLES = (
    ("„", "“", "‚", "‘"),
    ('"', '"', "'", "'"),
    ("»", "«", "›", "‹"),
    ("«", "»", "‹", "›"),
    ("“", "”", "‘", "’"),
    ("„", "”", "‚", "’"),
    ("''", "''", "'", "'"),
)


@dataclass
class Example:
    """One document, ready for training."""

    name: str
    words: list[str]
    ids: np.ndarray
    structure: np.ndarray
    tags: np.ndarray
    gold: list[ScoredStatement]
    #: indices into ``gold`` of the statements that ``tags`` can hold
    kept: list[int]
    sentence_of: np.ndarray
    document: Document
    #: whether ``tags`` are known; without them only the roles of ``gold`` are learnt
    tagged: bool = True


@dataclass(frozen=True)
class SoftRoles:
    """What teachers say of one gold statement's window, from token ``first`` on (w tokens)."""

    first: int
    #: (w, 4) and (w,) probabilities; (w, 2) probabilities of the speaker's first and last token
    inner: np.ndarray
    frame: np.ndarray
    bounds: np.ndarray
    absent: float


@dataclass(frozen=True)
class Soft:
    """What teachers say of a document: label probabilities (n, LEVELS, LABELS), roles a gold."""

    labels: np.ndarray
    roles: list[SoftRoles]


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """Documents of the gold format, one JSON object a line, from .jsonl or .jsonl.xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_own(path: Path) -> Iterator[dict[str, Any]]:
    """Our own corpus (inline tags) in the gold format."""
    from wortlaut.evaluation.tagged import read_tagged, to_gold_document

    for article in read_tagged(path):
        yield to_gold_document(article)


#: Sentences of a speech that make one example; pieces without an event are left out by the caller.
SPEECH_SENTENCES = 5


def read_speeches(path: Path, vocabulary: Vocabulary) -> Iterator[Example]:
    """Speech events of GePaDe as examples for roles: clauses with their cue, source, addressee.

    Only events with a message of four tokens and more and a source, since the others (nouns,
    particles) have no statement as news have it. The type is indirect; ``tags`` are not known.
    """
    for data in read_gold(path):
        sentences = data["Sentences"]
        for number in range(0, len(sentences), SPEECH_SENTENCES):
            part = sentences[number : number + SPEECH_SENTENCES]
            yield _speech(f"{data['DocumentName']}-{number}", part, data["Annotations"], vocabulary)


def _speech(
    name: str,
    sentences: list[dict[str, Any]],
    events: list[dict[str, Any]],
    vocabulary: Vocabulary,
) -> Example:
    words: list[str] = []
    place: dict[str, int] = {}
    groups: list[list[tuple[int, int]]] = []
    at = 0
    for sentence in sentences:
        groups.append([])
        for i, word in enumerate(sentence["Tokens"]):
            place[f"{sentence['SentenceId']}:{i}"] = len(words)
            words.append(word)
            groups[-1].append((at, at + len(word)))
            at += len(word) + 1
    document = document_from_tokens(Article(source=name, text=" ".join(words)), groups)
    gold = []
    for event in events:
        message, source, cue, addressee = (
            frozenset(place[i] for i in event[part] if i in place)
            for part in ("Message", "Source", "Cue", "Addr")
        )
        if len(message) > 3 and source and cue and not message & (source | cue):
            frame = frozenset(source | cue | addressee) - message
            gold.append(
                ScoredStatement("indirect", "speech", message, source, cue, frame, addressee)
            )
    return _untagged(name, document, gold, vocabulary)


def plain_example(name: str, text: str, vocabulary: Vocabulary) -> Example:
    """A text without gold."""
    return _untagged(name, read_document(Article(source=name, text=text)), [], vocabulary)


def _untagged(
    name: str, document: Document, gold: list[ScoredStatement], vocabulary: Vocabulary
) -> Example:
    """A document whose labels are not known; its gold is for the roles."""
    words = [t.text for t in document.tokens]
    return Example(
        name=name,
        words=words,
        ids=vocabulary.words(words),
        structure=document_structure(document),
        tags=np.zeros((LEVELS, len(words)), dtype=np.int64),
        gold=gold,
        kept=[],
        sentence_of=_sentence_of(document),
        document=document,
        tagged=False,
    )


def _sentence_of(document: Document) -> np.ndarray:
    """The sentence number of each token, (n,)."""
    return np.repeat(
        np.arange(len(document.sentences)), [s.last - s.first for s in document.sentences]
    )


def gold_document(data: dict[str, Any]) -> Document:
    """Tokens and sentences as the gold data give them."""
    article = Article(source=data["documentName"], text=data["originalText"])
    offsets = {t["id"]: (t["charBegin"], t["charEnd"]) for t in data["tokens"]}
    return document_from_tokens(
        article, [[offsets[i] for i in s["tokenIds"]] for s in data["sentences"]]
    )


def example(data: dict[str, Any], vocabulary: Vocabulary) -> Example:
    """Features and targets of one gold document."""
    doc = gold_document(data)
    words = [t.text for t in doc.tokens]
    gold = []
    for a in data["annotations"]:
        scored = ScoredStatement.from_annotation(a)
        kind = TYPE_OF_GOLD.get(scored.type, scored.type)
        medium = scored.medium.lower()
        gold.append(
            ScoredStatement(
                kind,
                medium if medium in MEDIA else "none",
                *(scored.part(p) for p in ("quote", *ROLES)),
            )
        )
    gold = [g for g in gold if g.quote]
    tags, kept = encode_statements(
        len(words), [(sorted(g.quote), STATEMENT_TYPES.index(g.type)) for g in gold]
    )
    return Example(
        name=data["documentName"],
        words=words,
        ids=vocabulary.words(words),
        structure=document_structure(doc),
        tags=tags,
        gold=gold,
        kept=kept,
        sentence_of=_sentence_of(doc),
        document=doc,
    )


def restyle(ex: Example, vocabulary: Vocabulary, style: Sequence[str]) -> np.ndarray:
    """The example's word features with its quotation marks in another style."""
    from wortlaut.tagger.features import CLOSING, OPENING

    words = list(ex.words)
    depth = 0
    for i, word in enumerate(words):
        if word not in MARKS:
            continue
        state = ex.structure[i, 0]
        if state == OPENING:
            words[i] = style[0] if depth == 0 else style[2]
            depth += 1
        elif state == CLOSING:
            depth = max(0, depth - 1)
            words[i] = style[1] if depth == 0 else style[3]
    return vocabulary.words(words)
