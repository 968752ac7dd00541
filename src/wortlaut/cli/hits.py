"""Search hits for people and programs: a table, JSON lines, CSV."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, TextIO

from wortlaut.corpus import Hit, SearchResult
from wortlaut.export import formula_safe
from wortlaut.export.outline import one_line, speaker_label, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from wortlaut.export import About

#: Longer contexts are cut in the table.
_LONGEST = 1_500
_ID = 8


def write_hits_jsonl(result: SearchResult, stream: TextIO) -> None:
    """One hit a line, in the shape of ``Hit.to_dict``."""
    for hit in result:
        stream.write(json.dumps(hit.to_dict(), ensure_ascii=False) + "\n")


def write_hits_csv(result: SearchResult, stream: TextIO) -> None:
    """One hit a row: the columns of ``analyze --format csv``, actor, context; header always."""
    columns = list(_EMPTY_ROW)
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    for row in result.to_rows():
        writer.writerow({key: formula_safe(value) for key, value in row.items()})


def print_hits(result: SearchResult, console: Console, about: About | None = None) -> None:
    """Each hit with its speaker, its article, and the sentences around; matches stand out."""
    from rich.text import Text

    shown = len(result)
    if not result.total:
        console.print("no statement found")
        return
    total = f"{result.total} statement" + ("" if result.total == 1 else "s")
    console.print(Text(total if shown == result.total else f"{shown} of {total}", style="dim"))
    for hit in result:
        console.print()
        for line in (_who(hit), _where(hit, about), _words(hit, console)):
            console.print(line, soft_wrap=not console.is_terminal)


def _who(hit: Hit) -> Text:
    from rich.text import Text

    statement = hit.statement
    name = one_line(" und ".join(s.name for s in hit.speakers if s.name))
    head = Text(name or speaker_label(statement), style="bold cyan")
    mention = one_line(statement.speaker.text or "")
    if mention and name and mention not in name:
        head.append(f" ({mention})", style="cyan")
    head.append(f"  {statement.type.replace('_', ' ')}", style="dim")
    return head


def _where(hit: Hit, about: About | None) -> Text:
    from rich.text import Text

    article = hit.article
    outlet = (about and about(article)) or article.outlet
    facts = [outlet, article.published, article.title or article.source, article.id[:_ID]]
    return Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim")


def _words(hit: Hit, console: Console) -> Text:
    """The context, quote in bold, matches underlined; in brackets where there are no styles."""
    from rich.text import Text

    start = hit.context.start
    plain = visible(hit.text).replace("\n", " ").replace("\t", " ").replace("\r", " ")
    words = Text(plain, style="dim")
    for span in hit.statement.spans:
        words.stylize("not dim bold", span.start - start, span.end - start)
    for span in hit.matches:
        words.stylize("underline", span.start - start, span.end - start)
    if not console.is_terminal or console.no_color:
        for span in reversed(hit.statement.spans):
            before, inside, after = words.divide([span.start - start, span.end - start])
            words = Text.assemble(before, "[", inside, "]", after)
    if len(words) > _LONGEST:
        words.truncate(_LONGEST, overflow="ellipsis")
    return words


def _empty_row() -> dict[str, object]:
    from wortlaut.records import Article, Span, Statement

    article = Article(source="-", text="-")
    statement = Statement(article.id, "direct", "-", (Span(0, 1),))
    return dict(Hit(statement, article, Span(0, 1)).to_row())


_EMPTY_ROW = _empty_row()
