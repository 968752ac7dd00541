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

from wortlaut.export.marked import colour_class, marked_blocks, type_class
from wortlaut.export.outline import (
    TYPE_EXPLAINED,
    TYPE_NAMES,
    one_line,
    outline,
    speaker_key,
    speaker_label,
    speaker_numbers,
    visible,
)
from wortlaut.records import STATEMENT_TYPES, Analysis, Statement

if TYPE_CHECKING:
    from wortlaut.export import About

_SHEETS = ("marks.css", "page.css")
_MEDIUM_NAMES = {
    "speech": "speech",
    "writing": "writing",
    "thought": "thought",
    "sw": "speech or writing",
    "st": "speech or thought",
    "tw": "thought or writing",
    "none": "",
}


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
    folder = files("wortlaut.export").joinpath("templates")
    sheets = (folder.joinpath(name).read_text(encoding="utf-8") for name in _SHEETS)
    style = "\n" + "".join(sheets)
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
    text_blocks = marked_blocks(analysis, statements)
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
        "notes": dict(enumerate(notes, 1)),
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
    return [(colour_class(numbers[key]), label, counts[key]) for key, label in labels.items()]


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
        css=colour_class(numbers[speaker_key(statement)]),
        speaker=speaker_label(statement),
        type_name=TYPE_NAMES[statement.type],
        type_css=type_class(statement),
        facts=tuple((name, one_line(value)) for name, value in facts if value),
        words=one_line(statement.text),
        confidence=f"{statement.confidence:.0%}",
    )


def _web_address(url: str | None) -> str | None:
    """``url`` if it is safe to link: an address on the web, nothing that runs."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return visible(url) if parts.scheme in ("http", "https") and parts.netloc else None
