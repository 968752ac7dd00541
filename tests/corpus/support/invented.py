"""Invented articles, their statements, and a pipeline that finds such statements by a pattern."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable, Iterator

from wortlaut.records import (
    Actor,
    Analysis,
    Article,
    Excerpt,
    Failure,
    Paratext,
    Span,
    Speaker,
    Statement,
)


def excerpt(text: str, words: str | None) -> Excerpt | None:
    """The first place of ``words`` in ``text``."""
    if words is None:
        return None
    start = text.index(words)
    return Excerpt.cut(text, [(start, start + len(words))])


def statement(
    article: Article,
    quote: str,
    type: str = "indirect",
    *,
    mention: str | None = None,
    name: str | None = None,
    kind: str = "unknown",
    wikidata: str | None = None,
    resolved_by: str | None = None,
    **roles: str | None,
) -> Statement:
    """A statement of ``article`` whose parts are given by their words."""
    text = article.text
    words = excerpt(text, quote)
    assert words is not None
    return Statement(
        article_id=article.id,
        type=type,
        text=words.text,
        spans=words.spans,
        speaker=Speaker(excerpt(text, mention), Actor(name, kind, wikidata), resolved_by),
        cue=excerpt(text, roles.get("cue")),
        frame=excerpt(text, roles.get("frame")),
        addressee=excerpt(text, roles.get("addressee")),
        confidence=0.875,
    )


BRIDGE = """Streit um die Brücke in Halmstedt

Am Montag trat der Stadtrat zusammen. Die Häuser am Ufer seien nicht gefährdet, sagte die \
Bürgermeisterin Anna Sorel den Anwohnern. Danach wurde es laut. „Das hat der Präsident des \
Landtags nie gesagt“, rief Jonas Kolb dazwischen. Die Sitzung endete um Mitternacht.

Mehr zum Thema: Brücken im Norden"""

BUDGET = """Nach Angaben der Präsidenten beider Kammern ist der Haushalt beschlossen. Man habe \
„lange gerungen“, hieß es. Alle Bürger:innen sollen davon haben."""

ROAD = """Die Straße nach Ödensee bleibt gesperrt. Jonas Kolb zufolge dauern die Arbeiten bis \
zum Herbst."""

SILENT = "Das Wetter in Halmstedt bleibt freundlich."


def ledger() -> list[Analysis]:
    """Four articles of two outlets; six statements, one of them nested, one without a name."""
    bridge = Article(
        source="bruecke.txt",
        text=BRIDGE,
        title="Streit um die Brücke in Halmstedt",
        url="https://bote.example/bruecke",
        outlet="Halmstedter Bote",
        authors=("Mara Lind", "Ole Brandt"),
        published="2024-11-28T00:30:00+01:00",
    )
    houses = statement(
        bridge,
        "Die Häuser am Ufer seien nicht gefährdet",
        mention="die Bürgermeisterin Anna Sorel",
        name="Anna Sorel",
        kind="person",
        wikidata="Q4242",
        resolved_by="name",
        cue="sagte",
        frame="sagte die Bürgermeisterin Anna Sorel",
        addressee="den Anwohnern",
    )
    never = statement(
        bridge,
        "Das hat der Präsident des Landtags nie gesagt",
        "direct",
        mention="Jonas Kolb",
        name="Jonas Kolb",
        kind="person",
        resolved_by="name",
        cue="rief",
    )
    paratext = (Paratext("teaser", (Span(bridge.text.index("Mehr zum"), len(bridge.text)),)),)

    budget = Article(source="haushalt.txt", text=BUDGET, outlet="Nordblick", published="2024-10-02")
    passed = statement(
        budget, "ist der Haushalt beschlossen", "reported", mention="der Präsidenten beider Kammern"
    )
    outer = statement(budget, "Man habe „lange gerungen“", "indirect_free_indirect")
    start = BUDGET.index("lange")
    inner = Statement(
        budget.id, "direct", "lange gerungen", (Span(start, start + 14),), nested_in=outer.id
    )

    road = Article(source="strasse.txt", text=ROAD, outlet="Nordblick", published="unbekannt")
    works = statement(
        road,
        "dauern die Arbeiten bis zum Herbst",
        mention="Jonas Kolb",
        name="Jonas Kolb",
        kind="person",
        cue="zufolge",
    )
    return [
        Analysis(bridge, (houses, never), paratext),
        Analysis(budget, (passed, outer, inner)),
        Analysis(road, (works,)),
        Analysis(Article(source="wetter.txt", text=SILENT), ()),
    ]


# ------------------------------------------------------------------- many articles, a pipeline

_SAID = re.compile(r"„([^“]+)“, sagte (\w+ \w+)\.")
NAMES = ("Anna Sorel", "Jonas Kolb", "Mara Lind", "Ole Brandt", "Tilda Graf")
DEADLY = "Dieser Text beendet den Prozess."
BROKEN = "Dieser Text ist nicht zu lesen."


def article(number: int, extra: str = "") -> Article:
    """The invented article with this number; each has one to three statements."""
    lines = [f"Gemeinde {number} plant um"]
    for i in range(1 + number % 3):
        name = NAMES[(number + i) % len(NAMES)]
        lines.append(f"„Wir bauen {number + i} neue Häuser in Ort {number}“, sagte {name}.")
    return Article(
        source=f"ort-{number}.txt", text="\n\n".join([*lines, extra]), outlet="Ortsblatt"
    )


class FakePipeline:
    """Finds „…“, sagte NAME; fails, or ends the process, where the text asks for it."""

    def __init__(self, version: str = "fake-1") -> None:
        self.model_version = version
        self.seen: list[str] = []

    def pipe(self, articles: Iterable[Article], *, batch_size: int) -> Iterator[Analysis | Failure]:
        for one in articles:
            self.seen.append(one.source)
            if DEADLY in one.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if BROKEN in one.text:
                yield Failure(one.source, "analysis", "unreadable", "not to be read")
            else:
                yield self.analyze(one)

    def analyze(self, one: Article) -> Analysis:
        found = [
            Statement(
                one.id,
                "direct",
                match.group(1),
                (Span(*match.span(1)),),
                speaker=Speaker(
                    Excerpt.cut(one.text, [match.span(2)]), Actor(match.group(2), "person")
                ),
            )
            for match in _SAID.finditer(one.text)
        ]
        return Analysis(one, tuple(found))
