"""Gold articles with inline tags: read them and write them.

One file holds any number of articles; the format is described in ``corpora/own/README.md``::

    @@ beispiel-1
    @date 2024-05-02
    @style Regionalzeitung
    Rat stimmt für den Steg

    <q 1>„Das war überfällig“</q 1><fr 1>, <cue 1>sagte</cue 1> <sp 1>Ina Moorkamp</sp 1></fr 1>.
    @1 direct speech | Ina Moorkamp | person | Moorkamp

Reading is strict: a tag or line that does not fit is a :class:`~wortlaut.errors.GoldError` with
its line number, never a guess. All offsets are code points, half open, into ``GoldArticle.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from wortlaut.errors import GoldError, RecordError
from wortlaut.evaluation.gold_article import GoldArticle, GoldStatement, to_gold_document
from wortlaut.records import (
    ACTOR_KINDS,
    MEDIA,
    STATEMENT_TYPES,
    Paratext,
    Span,
)

__all__ = [
    "GoldArticle",
    "GoldStatement",
    "format_tagged",
    "parse_tagged",
    "read_tagged",
    "to_gold_document",
]

#: Tag name to the part of the statement it marks.
TAGS = {"q": "quote", "sp": "speaker", "cue": "cue", "fr": "frame", "ad": "addressee"}
#: The kinds of paratext a ``<para kind>`` may name.
PARATEXT_KINDS = ("teaser", "appeal", "notice", "byline", "agency", "credit", "caption")

_TAG = re.compile(
    r"<(?P<close>/?)(?:(?P<tag>q|sp|cue|fr|ad) (?P<numbers>\d+(?:,\d+)*)|para (?P<kind>[a-z]+))>"
)
_HALF_TAG = re.compile(
    r"</?(?:q|sp|cue|fr|ad|para)\b[^\n<>]{0,40}>?|</[^\n<>]{0,40}>?"
    r"|\b(?:q|sp|cue|fr|ad) \d+(?:,\d+)*>|\bpara [a-z]+>"
)
_EMPTY_LINES = re.compile(r"\n{3,}")
_STATEMENT_LINE = re.compile(r"@(\d+)(?: |$)")


def read_tagged(path: str | Path) -> list[GoldArticle]:
    """Read the gold articles of one UTF-8 file.

    Raises GoldError with file and line number where the file does not follow the format.
    """
    try:
        source = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 ({error.reason}); save the file as UTF-8") from error
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}; check the path") from error
    return parse_tagged(source, where=str(path))


def parse_tagged(source: str, *, where: str = "gold text") -> list[GoldArticle]:
    """Parse articles in the inline-tag format; ``where`` names the source in errors.

    Raises GoldError for half a tag, a tag whose statement has no line or a line without tags,
    tags that do not nest, and lines that cannot be read: each with its line number and a remedy.

    >>> line = "@1 indirect speech | Ina Moorkamp | person |"
    >>> tagged = "<fr 1><cue 1>Laut</cue 1> <sp 1>Moorkamp</sp 1></fr 1> <q 1>hält der Steg</q 1>."
    >>> article, = parse_tagged("@@ a\\n" + tagged + "\\n" + line)
    >>> article.text
    'Laut Moorkamp hält der Steg.'
    >>> [span.cut(article.text) for span in article.statements[0].quote]
    ['hält der Steg']
    """
    articles: list[GoldArticle] = []
    seen: set[str] = set()
    for first, lines in _blocks(source.replace("\r\n", "\n"), where):
        article = _ArticleReader(lines, first, where).read()
        if article.id in seen:
            _fail(where, first, f"the article id {article.id!r} is used twice", "choose another")
        seen.add(article.id)
        articles.append(article)
    return articles


def _fail(where: str, line: int, what: str, remedy: str) -> NoReturn:
    raise GoldError(f"{where}, line {line}: {what}; {remedy}")


def _blocks(source: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each article with the number of its ``@@`` line."""
    block: list[str] = []
    first = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if line.startswith("@@"):
            if block:
                yield first, block
            first, block = number, [line]
        elif block:
            block.append(line)
        elif line.strip():
            _fail(where, number, "text before the first article", "start it with “@@ id”")
    if block:
        yield first, block


@dataclass(slots=True)
class _Open:
    """A tag that waits for its closing tag."""

    name: str
    label: str
    start: int
    line: int


@dataclass(slots=True)
class _ArticleReader:
    lines: list[str]
    first: int
    where: str
    spans: dict[int, dict[str, list[Span]]] = field(default_factory=dict)
    tag_lines: dict[int, int] = field(default_factory=dict)
    paratext: list[Paratext] = field(default_factory=list)

    def read(self) -> GoldArticle:
        article_id = self.lines[0][2:].strip()
        if not article_id:
            self.fail(self.first, "an article without id", "write “@@ id”")
        header, start = self._header()
        end = next(
            (i for i in range(start, len(self.lines)) if _STATEMENT_LINE.match(self.lines[i])),
            len(self.lines),
        )
        text = self._text(start, end)
        statements = self._statements(end)
        return GoldArticle(
            id=article_id,
            text=text,
            date=header.get("date"),
            style=header.get("style"),
            title=text.split("\n", 1)[0].strip() or None,
            statements=statements,
            paratext=tuple(self.paratext),
        )

    def fail(self, line: int, what: str, remedy: str) -> NoReturn:
        _fail(self.where, line, what, remedy)

    def _header(self) -> tuple[dict[str, str], int]:
        header: dict[str, str] = {}
        index = 1
        while index < len(self.lines):
            match = re.match(r"@([a-z]+) +(.*\S)", self.lines[index])
            if not match:
                break
            key = match[1]
            if key not in ("date", "style") or key in header:
                self.fail(
                    self.first + index,
                    f"unknown or repeated line “@{key}”",
                    "an article's head has @date and @style, once each",
                )
            header[key] = match[2]
            index += 1
        return header, index

    def _text(self, start: int, end: int) -> str:
        """Strip the tags; fills ``spans`` and ``paratext``.

        Empty lines at both ends go, several together count as one.
        """
        while start < end and not self.lines[start].strip():
            start += 1
        while end > start and not self.lines[end - 1].strip():
            end -= 1
        tagged = "\n".join(self.lines[start:end])
        line = self.first + start
        pieces: list[str] = []
        length = position = 0
        stack: list[_Open] = []
        for match in _TAG.finditer(tagged):
            piece = tagged[position : match.start()]
            pieces.append(self._plain(piece, line))
            length += len(pieces[-1])
            line += piece.count("\n")
            self._take(match, stack, length, line)
            position = match.end()
        pieces.append(self._plain(tagged[position:], line))
        if stack:
            tag = stack[-1]
            self.fail(tag.line, f"<{tag.label}> is never closed", f"add </{tag.label}>")
        return "".join(pieces)

    def _plain(self, piece: str, line: int) -> str:
        half = _HALF_TAG.search(piece)
        if half:
            self.fail(
                line + piece.count("\n", 0, half.start()),
                f"half a tag: {half[0]!r}",
                "tags are <q 1>, <sp 1,2>, <cue 1>, <fr 1>, <ad 1>, <para teaser> "
                "and the same with / to close",
            )
        return _EMPTY_LINES.sub("\n\n", piece)

    def _take(self, match: re.Match[str], stack: list[_Open], offset: int, line: int) -> None:
        name = match["tag"] or "para"
        label = f"{name} {match['numbers'] or match['kind']}"
        if not match["close"]:
            if match["kind"] and match["kind"] not in PARATEXT_KINDS:
                self.fail(
                    line,
                    f"{match['kind']!r} is not a kind of paratext",
                    f"one of {', '.join(PARATEXT_KINDS)}",
                )
            stack.append(_Open(name, label, offset, line))
            return
        if not stack:
            self.fail(line, f"</{label}> closes nothing", f"add <{label}> before it")
        tag = stack.pop()
        if tag.label != label:
            self.fail(
                line,
                f"</{label}> where </{tag.label}> is due (opened in line {tag.line})",
                "tags nest: close the last one first",
            )
        try:
            span = Span(tag.start, offset)
        except RecordError:
            self.fail(line, f"<{label}> marks no text", "put it around words or remove it")
        if name == "para":
            self.paratext.append(Paratext(match["kind"], (span,)))
            return
        for number in sorted({int(n) for n in match["numbers"].split(",")}):
            parts = self.spans.setdefault(number, {})
            parts.setdefault(TAGS[name], []).append(span)
            self.tag_lines.setdefault(number, tag.line)

    def _statements(self, start: int) -> tuple[GoldStatement, ...]:
        statements: list[GoldStatement] = []
        for index in range(start, len(self.lines)):
            source = self.lines[index]
            if not source.strip():
                continue
            line = self.first + index
            match = _STATEMENT_LINE.match(source)
            if not match:
                self.fail(
                    line,
                    f"not a statement's line: {source[:40]!r}",
                    "after the first “@1 …” line only such lines may follow",
                )
            number = int(match[1])
            if any(s.number == number for s in statements):
                self.fail(line, f"statement {number} has two lines", "remove or renumber one")
            statements.append(self._statement(number, source[match.end() :], line))
        for number in self.spans.keys() - {s.number for s in statements}:
            self.fail(
                self.tag_lines[number],
                f"the tags of statement {number} have no line",
                f"add “@{number} type medium | name | kind | aliases” after the text",
            )
        return tuple(sorted(statements, key=lambda s: s.number))

    def _statement(self, number: int, rest: str, line: int) -> GoldStatement:
        fields = [f.strip() for f in rest.split("|")]
        words = fields[0].split()
        if len(fields) != 4 or not 2 <= len(words) <= 3 or words[2:] not in ([], ["nested"]):
            self.fail(
                line,
                f"statement {number} cannot be read",
                "write “@1 type medium [nested] | name | kind | alias; alias”",
            )
        quote_type = next((t for t in STATEMENT_TYPES if t == words[0]), None)
        medium = next((m for m in MEDIA if m == words[1]), None)
        kind = next((k for k in ACTOR_KINDS if k == (fields[2] or "unknown")), None)
        if quote_type is None:
            self.fail(line, f"{words[0]!r} is not a type", f"one of {', '.join(STATEMENT_TYPES)}")
        if medium is None:
            self.fail(line, f"{words[1]!r} is not a medium", f"one of {', '.join(MEDIA)}")
        if kind is None:
            self.fail(line, f"{fields[2]!r} is not a kind", f"one of {', '.join(ACTOR_KINDS)}")
        parts = self.spans.get(number, {})
        if "quote" not in parts:
            self.fail(
                line,
                f"statement {number} has no quote",
                f"mark it by <q {number}>…</q {number}> or remove the line",
            )
        return GoldStatement(
            number=number,
            type=quote_type,
            medium=medium,
            nested=len(words) == 3,
            name=fields[1] or None,
            kind=kind,
            aliases=tuple(a.strip() for a in fields[3].split(";") if a.strip()),
            **{part: tuple(sorted(spans)) for part, spans in parts.items()},
        )


def format_tagged(article: GoldArticle) -> str:
    """Write one article in the inline-tag format; ``parse_tagged`` reads the same article back.

    Raises GoldError where the format cannot hold it: spans that cross, tags within the text.
    """
    lines = [f"@@ {article.id}"]
    lines += [
        f"@{key} {value}"
        for key, value in (("date", article.date), ("style", article.style))
        if value
    ]
    lines.append(_with_tags(article))
    lines += [_statement_line(s) for s in article.statements]
    source = "\n".join(lines) + "\n"
    if parse_tagged(source, where=article.id) != [article]:
        raise GoldError(
            f"{article.id}: the inline-tag format cannot hold this article; its spans must nest, "
            "be in order, and its text may not look like tags or begin or end with empty lines"
        )
    return source


def _statement_line(s: GoldStatement) -> str:
    nested = " nested" if s.nested else ""
    fields = [
        f"@{s.number} {s.type} {s.medium}{nested}",
        s.name or "",
        s.kind,
        "; ".join(s.aliases),
    ]
    return re.sub(r" +", " ", " | ".join(fields)).strip()


def _with_tags(article: GoldArticle) -> str:
    """The text with a tag at each end of each span, outer tags outside."""
    inserts: list[tuple[int, int, int, str]] = []
    for rank, (span, label) in enumerate(_labels(article)):
        width = span.end - span.start
        inserts.append((span.start, 1, (-width << 16) + rank, f"<{label}>"))
        inserts.append((span.end, 0, (width << 16) - rank, f"</{label}>"))
    pieces: list[str] = []
    position = 0
    for offset, _, _, tag in sorted(inserts):
        pieces += [article.text[position:offset], tag]
        position = offset
    pieces.append(article.text[position:])
    return "".join(pieces)


def _labels(article: GoldArticle) -> list[tuple[Span, str]]:
    """Every span with its tag, in the order in which tags of the same extent nest."""
    labels = [(s, f"para {p.kind}") for p in article.paratext for s in p.spans]
    for tag, part in (
        ("q", "quote"),
        ("fr", "frame"),
        ("ad", "addressee"),
        ("cue", "cue"),
        ("sp", "speaker"),
    ):
        for nested in (False, True):
            shared: dict[Span, list[int]] = {}
            for statement in article.statements:
                if (statement.nested and part == "quote") == nested:
                    for span in statement.spans(part):
                        shared.setdefault(span, []).append(statement.number)
            labels += [
                (span, f"{tag} {','.join(map(str, numbers))}") for span, numbers in shared.items()
            ]
    return labels
