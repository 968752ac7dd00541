"""Gold data: documents whose tokens are given, with annotated statements or without.

The format is that of the German news quotation attribution data (Petersen-Frey & Biemann,
LREC-COLING 2024): a JSON object a document with ``documentName``, ``originalText``, ``sentences``
(each with ``tokens``) and ``annotations``. ``docs/reference/score.md`` lists the fields.

Offsets are found by looking up the token strings in ``originalText`` one after the other; the
``tokens`` list and the character offsets of a document are not needed, and never read.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from wortlaut.errors import GoldError
from wortlaut.evaluation.gold_article import MEDIUM_LABELS, TYPE_LABELS, to_gold_document
from wortlaut.evaluation.score import PARTS, ScoredStatement
from wortlaut.evaluation.speakers import SpeakerRow
from wortlaut.records import (
    Analysis,
    Article,
    Excerpt,
    Medium,
    Speaker,
    Statement,
    StatementType,
)

_TYPES: dict[str, StatementType] = {label: name for name, label in TYPE_LABELS.items()}
_MEDIA: dict[str, Medium] = {label: name for name, label in MEDIUM_LABELS.items()}

TokenSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A statement as annotated: its id in the document, its token ids, and if it is nested."""

    id: int
    scored: ScoredStatement
    nested: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document as the gold file gives it.

    ``sentences`` holds the offsets of each sentence's tokens (code points, half open) in ``text``,
    ``token_ids`` the ids of all tokens in order. ``annotations`` is None where the document has
    none at all (an empty tuple says that somebody looked and found nothing); their token sets hold
    ids. ``data`` is the JSON object as read. ``speakers`` holds who speaks, where the file says so
    (a tagged ``.txt`` does), ``published`` the day of the article where it states one (``@date``
    of a tagged ``.txt``); a date in a document's name is none.
    """

    name: str
    text: str
    sentences: tuple[tuple[TokenSpan, ...], ...]
    token_ids: tuple[int, ...]
    annotations: tuple[Annotation, ...] | None
    data: Mapping[str, Any]
    speakers: tuple[SpeakerRow, ...] = ()
    published: str | None = None

    @property
    def tokens(self) -> list[TokenSpan]:
        """The offsets of all tokens, in order."""
        return [token for sentence in self.sentences for token in sentence]

    def article(self) -> Article:
        """The text as an article, without anything that an annotator knew."""
        return Article(source=self.name, text=self.text, published=self.published)

    def analysis(self) -> Analysis:
        """The annotations as the records that the pipeline makes; speakers stay unnamed."""
        return _gold_analysis(self)


def read_gold(path: Path | str) -> Iterator[GoldDocument]:
    """Read the documents of a ``.jsonl``, ``.jsonl.xz`` or ``.json`` file, a tagged ``.txt`` file,
    or a directory of ``.json`` files (of ``.txt`` files where it has no other), ordered by name.

    Raises GoldError, which names file and line (or document), where something does not follow the
    format.

    >>> [document.name for document in read_gold("gold.jsonl")]  # doctest: +SKIP
    ['Rathaus', 'Hafen']
    """
    path = Path(path)
    if not path.exists():
        raise GoldError(f"{path}: no such file or directory; give the path of gold data")
    for file in _files(path) if path.is_dir() else [path]:
        if file.suffix == ".txt":
            yield from _read_tagged(file)
        else:
            for where, data in _read_objects(file):
                yield read_document(data, where=where)


def read_document(data: Any, *, where: str) -> GoldDocument:
    """Read one document from its JSON object; ``where`` opens the message of a GoldError."""
    if not isinstance(data, Mapping):
        raise GoldError(f"{where}: a document is a JSON object, not {type(data).__name__}")
    text, sentences = data.get("originalText"), data.get("sentences")
    if not isinstance(text, str):
        raise GoldError(
            f"{where}: 'originalText' is missing or not a text; a gold document has "
            "'originalText' and 'sentences' with their 'tokens'"
        )
    if not isinstance(sentences, Sequence) or isinstance(sentences, str):
        raise GoldError(f"{where}: 'sentences' is missing or not a list")
    offsets = _align(text, sentences, where)
    ids = _token_ids(sentences, where)
    annotations = data.get("annotations")
    if annotations is not None and not isinstance(annotations, list):
        raise GoldError(f"{where}: 'annotations' is not a list")
    return GoldDocument(
        name=str(data.get("documentName", where)),
        text=text,
        sentences=offsets,
        token_ids=ids,
        annotations=None
        if annotations is None
        else tuple(
            _read_annotation(a, n, ids, f"{where}: annotation {n}")
            for n, a in enumerate(annotations)
        ),
        data=data,
    )


def _files(folder: Path) -> list[Path]:
    for pattern in ("*.json", "*.txt"):
        files = sorted(p for p in folder.rglob(pattern) if p.is_file())
        if files:
            return files
    raise GoldError(
        f"{folder}: no .json file in this directory; "
        "give a directory of JSON documents or a .jsonl file"
    )


def _read_objects(path: Path) -> Iterator[tuple[str, Any]]:
    if path.name.endswith((".jsonl", ".jsonl.xz")):
        yield from _read_lines(path)
    elif path.suffix == ".json":
        yield from _read_json(path)
    else:
        raise GoldError(
            f"{path}: gold data is a directory of .json files, a .json, .jsonl or .jsonl.xz file, "
            "or a tagged .txt file"
        )


def _loads(text: str, path: Path, line: int = 0) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        at = line or getattr(error, "lineno", 1)
        reason = getattr(error, "msg", str(error))
        raise GoldError(f"{path}, line {at}: not JSON ({reason})") from error


def _read_json(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        data = _loads(path.read_text(encoding="utf-8-sig"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from error
    if isinstance(data, list):
        yield from ((f"{path}, document {n}", item) for n, item in enumerate(data, 1))
    else:
        yield str(path), data


def _read_lines(path: Path) -> Iterator[tuple[str, Any]]:
    opener = lzma.open if path.suffix == ".xz" else open
    number = 0
    try:
        with cast(Any, opener)(path, "rt", encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{path}, line {number}", _loads(line, path, number)
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}, after line {number}: cannot be read ({error})") from error


def _read_tagged(path: Path) -> Iterator[GoldDocument]:
    from wortlaut.evaluation.tagged import read_tagged

    for article in read_tagged(path):
        document = read_document(to_gold_document(article), where=f"{path}, article {article.id}")
        rows = tuple(
            SpeakerRow(document.name, number, statement.name, statement.kind, statement.aliases)
            for number, statement in enumerate(article.statements)
        )
        yield replace(document, speakers=rows, published=article.date)


def _align(text: str, sentences: Sequence[Any], where: str) -> tuple[tuple[TokenSpan, ...], ...]:
    found: list[tuple[TokenSpan, ...]] = []
    position = 0
    for number, sentence in enumerate(sentences):
        tokens = sentence.get("tokens") if isinstance(sentence, Mapping) else None
        if not isinstance(tokens, list):
            raise GoldError(f"{where}: sentence {number} has no list 'tokens'")
        offsets: list[TokenSpan] = []
        for token in tokens:
            start = text.find(token, position) if isinstance(token, str) and token else -1
            # Tokens cover the text: what stands between two of them is white space.
            if start < 0 or text[position:start].strip():
                raise GoldError(
                    f"{where}: sentence {number}: the token {token!r} does not follow in "
                    f"'originalText' after character {position}"
                )
            position = start + len(token)
            offsets.append((start, position))
        found.append(tuple(offsets))
    return tuple(found)


def _token_ids(sentences: Sequence[Mapping[str, Any]], where: str) -> tuple[int, ...]:
    ids: list[int] = []
    for number, sentence in enumerate(sentences):
        given = sentence.get("tokenIds")
        count = len(sentence["tokens"])
        here = list(range(len(ids), len(ids) + count)) if given is None else given
        if not _is_ids(here) or len(here) != count:
            raise GoldError(
                f"{where}: sentence {number} has {count} tokens, but not as many whole numbers "
                "in 'tokenIds'"
            )
        ids.extend(here)
    if len(set(ids)) != len(ids):
        raise GoldError(f"{where}: a token id stands twice in 'tokenIds'")
    return tuple(ids)


def _is_ids(value: object) -> bool:
    return isinstance(value, list) and all(type(v) is int for v in value)


def _read_annotation(data: Any, number: int, ids: tuple[int, ...], where: str) -> Annotation:
    if not isinstance(data, Mapping):
        raise GoldError(f"{where}: an annotation is a JSON object, not {type(data).__name__}")
    kind, medium = data.get("type"), data.get("medium", "none")
    if kind not in _TYPES:
        raise GoldError(f"{where}: {kind!r} is not a type; one of {', '.join(_TYPES)}")
    if medium not in _MEDIA:
        raise GoldError(f"{where}: {medium!r} is not a medium; one of {', '.join(_MEDIA)}")
    own_id = data.get("id", number)
    if type(own_id) is not int:
        raise GoldError(f"{where}: 'id' is {own_id!r}, not a whole number")
    known = frozenset(ids)
    parts: dict[str, frozenset[int]] = {}
    for part in PARTS:
        given = (data.get(part) or {}).get("tokenIds", [])
        if not _is_ids(given) or not known.issuperset(given):
            raise GoldError(f"{where}: {part}: 'tokenIds' is not a list of ids of tokens")
        parts[part] = frozenset(given)
    if not parts["quote"]:
        raise GoldError(f"{where}: the quote has no tokens")
    return Annotation(
        id=own_id,
        scored=ScoredStatement(_TYPES[kind], _MEDIA[medium], **parts),
        nested=bool(data.get("isNested", False)),
    )


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Join sorted token positions to ``[first, last)`` stretches.

    >>> runs([3, 4, 5, 9])
    [(3, 6), (9, 10)]
    """
    found: list[tuple[int, int]] = []
    for position in positions:
        if found and found[-1][1] == position:
            found[-1] = (found[-1][0], position + 1)
        else:
            found.append((position, position + 1))
    return found


def _gold_analysis(gold: GoldDocument) -> Analysis:
    article, tokens = gold.article(), gold.tokens
    place = {token_id: n for n, token_id in enumerate(gold.token_ids)}

    def excerpt(ids: frozenset[int]) -> Excerpt | None:
        stretches = runs(sorted(place[i] for i in ids))
        spans = [(tokens[first][0], tokens[last - 1][1]) for first, last in stretches]
        return Excerpt.cut(gold.text, spans) if spans else None

    made: list[Statement] = []
    for statement in gold.annotations or ():
        scored = statement.scored
        quote = cast(Excerpt, excerpt(scored.quote))
        made.append(
            Statement(
                article_id=article.id,
                type=cast(StatementType, scored.type),
                medium=cast(Medium, scored.medium),
                text=quote.text,
                spans=quote.spans,
                speaker=Speaker(mention=excerpt(scored.speaker)),
                cue=excerpt(scored.cue),
                frame=excerpt(scored.frame),
                addressee=excerpt(scored.addressee),
                nested_in=None,
            )
        )
    return Analysis(article=article, statements=_nest(gold.annotations or (), made))


def _nest(gold: Sequence[Annotation], made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Hang each nested statement into the shortest one whose quote holds all of its own."""
    nested: list[Statement] = []
    for inner, statement in zip(gold, made, strict=True):
        around = [
            (len(outer.scored.quote), n)
            for n, outer in enumerate(gold)
            if inner.nested and outer.scored.quote > inner.scored.quote
        ]
        parent = made[min(around)[1]].id if around else None
        nested.append(replace(statement, nested_in=parent))
    return tuple(nested)
