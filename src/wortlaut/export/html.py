"""A page for the browser that needs nothing else: no script, no request, no font."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wortlaut.export.marks import Event, Layer, nested_events
from wortlaut.export.outline import (
    TYPE_EXPLAINED,
    TYPE_NAMES,
    blocks,
    one_line,
    outline,
    speaker_key,
    speaker_label,
    speaker_numbers,
    visible,
)
from wortlaut.records import STATEMENT_TYPES, Analysis, Span, Statement

if TYPE_CHECKING:
    from wortlaut.export import About

COLOURS = 8
"""Speaker colours in the style sheet, .sp1 to .sp8; .sp0 is the unknown speaker."""

_MEDIUM_NAMES = {
    "speech": "speech",
    "writing": "writing",
    "thought": "thought",
    "sw": "speech or writing",
    "st": "speech or thought",
    "tw": "thought or writing",
    "none": "",
}
_MAX_SUBHEAD = 80
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ",", ";")
_RANKS = {"paratext": 0, "frame": 1, "statement": 2, "speaker": 3, "addressee": 4, "cue": 5}


@dataclass(frozen=True, slots=True)
class _Mark:
    """What the template needs to know of one marked stretch."""

    kind: str
    css: str
    label: str = ""
    note: _Note | None = None
    part_last: bool = True


@dataclass(frozen=True, slots=True)
class _Note:
    """One statement as the margin shows it."""

    number: int
    anchor: str
    depth: int
    css: str
    speaker: str
    type_name: str
    type_css: str
    facts: tuple[tuple[str, str], ...]
    words: str
    confidence: str


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    events: tuple[Event[_Mark], ...]
    notes: tuple[_Note, ...]


def page(analyses: Iterable[Analysis], about: About | None = None) -> str:
    """One page for one or many articles; every text escaped, controls made visible.

    ``about`` gives the facts of who published an article, in one line.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from wortlaut import __version__

    environment = Environment(
        loader=PackageLoader("wortlaut.export"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    style = files("wortlaut.export").joinpath("templates/page.css").read_text(encoding="utf-8")
    style = "\n" + style
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    articles = [
        _article(number, analysis) | {"outlet": one_line((about and about(analysis.article)) or "")}
        for number, analysis in enumerate(analyses, 1)
    ]
    used = {t for article in articles for t in article["types"]}
    return environment.get_template("page.html.j2").render(
        version=__version__,
        style=style,
        style_hash=digest,
        articles=articles,
        types=[
            (t.replace("_", "-"), TYPE_NAMES[t], TYPE_EXPLAINED[t])
            for t in STATEMENT_TYPES
            if t in used
        ],
    )


def _article(number: int, analysis: Analysis) -> dict[str, Any]:
    article = analysis.article
    ordered = outline(analysis.statements)
    numbers = speaker_numbers(statement for statement, _ in ordered)
    notes = [
        _note(number, position, statement, depth, numbers)
        for position, (statement, depth) in enumerate(ordered, 1)
    ]
    statements = [statement for statement, _ in ordered]
    text_blocks = _blocks(analysis, statements, notes, numbers)
    title = one_line(article.title or article.source)
    return {
        "anchor": f"a{number}",
        "title": title,
        "headline_in_text": bool(text_blocks) and text_blocks[0].kind == "headline",
        "language": one_line(article.language),
        "facts": [one_line(f) for f in (article.outlet, article.published) if f],
        "authors": ", ".join(one_line(a) for a in article.authors),
        "source": one_line(article.source),
        "url": _web_address(article.url),
        "blocks": text_blocks,
        "count": len(statements),
        "types": {s.type for s in statements},
        "speakers": _legend(statements, numbers),
        "has_paratext": bool(analysis.paratext),
    }


def _legend(
    statements: list[Statement], numbers: dict[str | None, int]
) -> list[tuple[str, str, int]]:
    counts = Counter(speaker_key(s) for s in statements)
    labels: dict[str | None, str] = {}
    for statement in statements:
        labels.setdefault(speaker_key(statement), speaker_label(statement))
    return [(_colour(numbers[key]), label, counts[key]) for key, label in labels.items()]


def _note(
    article: int,
    number: int,
    statement: Statement,
    depth: int,
    numbers: dict[str | None, int],
) -> _Note:
    speaker = statement.speaker
    facts = (
        ("in the text", speaker.text),
        ("is a", speaker.kind if speaker.kind != "unknown" else None),
        ("Wikidata", speaker.wikidata),
        ("found by", speaker.resolved_by and speaker.resolved_by.replace("_", " ")),
        ("cue", statement.cue and statement.cue.text),
        ("frame", statement.frame and statement.frame.text),
        ("to", statement.addressee and statement.addressee.text),
        ("medium", _MEDIUM_NAMES[statement.medium]),
        ("characters", ", ".join(f"{s.start}–{s.end}" for s in statement.spans)),
    )
    return _Note(
        number=number,
        anchor=f"a{article}s{number}",
        depth=min(depth, 3),
        css=_colour(numbers[speaker_key(statement)]),
        speaker=speaker_label(statement),
        type_name=TYPE_NAMES[statement.type],
        type_css=statement.type.replace("_", "-"),
        facts=tuple((name, one_line(value)) for name, value in facts if value),
        words=one_line(statement.text),
        confidence=f"{statement.confidence:.0%}",
    )


def _blocks(
    analysis: Analysis,
    statements: list[Statement],
    notes: list[_Note],
    numbers: dict[str | None, int],
) -> list[_Block]:
    """The paragraphs with their marks; a statement's note stands by the block it begins in."""
    article = analysis.article
    text = visible(article.text)
    layers = sorted(_layers(analysis, statements, notes, numbers), key=lambda x: x.span.start)
    result = []
    waiting: list[Layer[_Mark]] = []
    next_layer = 0
    pending = sorted(zip(statements, notes, strict=True), key=lambda p: p[0].spans[0].start)
    next_note = 0
    for position, block in enumerate(blocks(article.text)):
        waiting = [x for x in waiting if x.span.end > block.start]
        while next_layer < len(layers) and layers[next_layer].span.start < block.end:
            waiting.append(layers[next_layer])
            next_layer += 1
        here = []
        while next_note < len(pending) and pending[next_note][0].spans[0].start < block.end:
            here.append(pending[next_note][1])
            next_note += 1
        kind = _kind(analysis, block, first=position == 0)
        here.sort(key=lambda note: note.number)
        result.append(_Block(kind, tuple(nested_events(text, block, waiting)), tuple(here)))
    return result


def _kind(analysis: Analysis, block: Span, *, first: bool) -> str:
    """How a block is set: the headline, a subhead (short, no sentence), or a paragraph."""
    words = one_line(block.cut(analysis.article.text))
    if first and analysis.article.title and words == one_line(analysis.article.title):
        return "headline"
    if len(words) > _MAX_SUBHEAD or words.rstrip("\"'“”«»").endswith(_SENTENCE_ENDS):
        return "paragraph"
    aside = any(
        s.start < block.end and s.end > block.start for p in analysis.paratext for s in p.spans
    )
    return "paragraph" if aside else "subhead"


def _layers(
    analysis: Analysis,
    statements: list[Statement],
    notes: list[_Note],
    numbers: dict[str | None, int],
) -> list[Layer[_Mark]]:
    layers: dict[tuple[Span, str, str], Layer[_Mark]] = {}

    def add(spans: Iterable[Span], kind: str, mark: _Mark) -> None:
        for span in spans:
            layers.setdefault((span, kind, mark.css), Layer(span, _RANKS[kind], mark))

    for paratext in analysis.paratext:
        label = f"not part of the report: {one_line(paratext.kind)}"
        add(paratext.spans, "paratext", _Mark("paratext", "paratext", label))
    for statement, note in zip(statements, notes, strict=True):
        colour = _colour(numbers[speaker_key(statement)])
        for position, span in enumerate(statement.spans, 1):
            mark = _Mark(
                "statement",
                f"{note.type_css} {colour}",
                note=note,
                part_last=position == len(statement.spans),
            )
            layers[(span, "statement", note.anchor)] = Layer(span, _RANKS["statement"], mark)
        add(statement.speaker.spans, "speaker", _Mark("role", f"speaker {colour}", "speaker"))
        for kind in ("cue", "addressee", "frame"):
            excerpt = getattr(statement, kind)
            if excerpt:
                add(excerpt.spans, kind, _Mark("role", kind, kind))
    return list(layers.values())


def _colour(number: int) -> str:
    return f"sp{(number - 1) % COLOURS + 1}" if number else "sp0"


def _web_address(url: str | None) -> str | None:
    """``url`` if it is safe to link: an address on the web, nothing that runs."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return visible(url) if parts.scheme in ("http", "https") and parts.netloc else None
