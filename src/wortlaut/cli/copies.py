"""``wortlaut copies``: articles of a corpus that are one report."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from wortlaut.cli.kept import (
    DEFAULT_CORPUS,
    CorpusOption,
    ListFormat,
    ListFormatOption,
    default_format,
    results,
)

if TYPE_CHECKING:
    from wortlaut.corpus import Corpus
    from wortlaut.corpus.copies import KeptGroup

_ID = 8
_COLUMNS = ("group", "agency", "article", "original", "outlet", "published", "title", "source")


def copies_command(
    corpus: CorpusOption = DEFAULT_CORPUS,
    output_format: ListFormatOption = None,
) -> None:
    """List articles that are one report: wire copy, syndication, one text at two addresses.

    ``search --once`` counts each report once.

    Example: wortlaut copies --corpus news.db
    """
    from wortlaut.corpus import Corpus

    chosen = output_format or default_format()
    stream = results(chosen)
    with Corpus(corpus, read_only=True) as opened:
        groups = opened.copies()
        if chosen is ListFormat.csv:
            writer = csv.DictWriter(stream, _COLUMNS)
            writer.writeheader()
            for number, group in enumerate(groups, 1):
                for member in _members(opened, group):
                    writer.writerow({"group": number, "agency": group.agency} | member)
        elif chosen is ListFormat.jsonl:
            for group in groups:
                line = {"agency": group.agency, "articles": _members(opened, group)}
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            _print(opened, groups, stream)


def _members(corpus: Corpus, group: KeptGroup) -> list[dict[str, Any]]:
    members = []
    for id in group.articles:
        article = corpus.article(id).article
        members.append(
            {
                "article": id,
                "original": id == group.original,
                "outlet": article.outlet,
                "published": article.published,
                "title": article.title,
                "source": article.source,
            }
        )
    return members


def _print(corpus: Corpus, groups: list[KeptGroup], stream: Any) -> None:
    from rich.console import Console
    from rich.text import Text

    from wortlaut.export.outline import one_line

    console = Console(file=stream)
    for group in groups:
        head = f"{len(group.articles)} articles" + (f" · {group.agency}" if group.agency else "")
        console.print(Text(head, style="bold"))
        for member in _members(corpus, group):
            facts = [member["outlet"], member["published"], member["title"] or member["source"]]
            line = " · ".join(one_line(str(f)) for f in facts if f)
            mark = "=" if member["original"] else " "
            console.print(Text(f"  {mark} {member['article'][:_ID]} · {line}"), soft_wrap=True)
    if not groups:
        console.print("no copies")
