"""Charts: well-formed, harmless, the same every time, in both languages and all themes."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from wortlaut.errors import ExtraError, UsageError

pytest.importorskip("altair", reason="the extra charts is not installed")
pytest.importorskip("vl_convert", reason="the extra charts is not installed")

from wortlaut.charts import KINDS, THEMES, draw

EVIL = '</svg><script>alert(1)</script>" onload="x" \u202eabc ' + "x" * 500
ROWS: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {
    "shares": (
        ("Partei", "Aussagen", "Anteil"),
        [("SPD", 1200, 0.62), (EVIL, 40, 0.021), ("nicht bekannt", 700, 0.359)],
    ),
    "styles": (("Partei", "direkt", EVIL, "anders"), [("SPD", 5, 0, 2), (EVIL, 0, 0, 0)]),
    "timeline": (("Zeit", "direkt", "indirekt"), [("2024-01", 3, 1), ("2024-02", 0, 0)]),
    "compare": (("Partei", "Nordblick", "Nordblick"), [("SPD", 0.4, 0.6), (EVIL, 0.6, 0.4)]),
}
ALLOWED = {"svg", "g", "path", "text", "rect", "line", "title", "clipPath", "defs", "desc"}


def texts(svg: str) -> list[str]:
    return [str(node.text) for node in etree.fromstring(svg).iter("{*}text") if node.text]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_theme(kind: str, theme: str) -> None:
    columns, rows = ROWS[kind]
    for width in (340, 760):
        svg = draw(kind, f"Titel {EVIL}", columns, rows, theme=theme, width=width)
        root = etree.fromstring(svg)
        assert {etree.QName(node).localname for node in root.iter()} <= ALLOWED
        names = {name for node in root.iter() for name in node.attrib}
        assert not {n for n in names if n.startswith("on") or "href" in n or n == "style"}
        assert (root.get("role"), root[0].tag.rpartition("}")[2]) == ("img", "title")
        assert abs(float(root.get("width")) - width) < 2
        assert "\u202e" not in svg


def test_numbers_and_months_are_those_of_the_language() -> None:
    columns, rows = ROWS["shares"]
    german, english = (texts(draw("shares", "T", columns, rows, language=x)) for x in ("de", "en"))
    assert "62\u00a0% (1.200)" in [" ".join(t.split(" ")).replace("  ", " ") for t in german]
    assert "2.1% (40)" in [t.replace("  ", " ") for t in english]
    columns, rows = ROWS["timeline"]
    assert "Jan. 2024" in texts(draw("timeline", "T", columns, rows))
    assert "Jan 2024" in texts(draw("timeline", "T", columns, rows, language="en"))


def test_long_time_and_nothing_at_all() -> None:
    rows = [(f"{y}-{m:02d}", (y + m) % 7) for y in range(2001, 2025) for m in range(1, 13)]
    shown = texts(draw("timeline", "T", ("Zeit", "Aussagen"), rows))
    assert 3 < len([t for t in shown if t.startswith("Jan.")]) < 12
    for kind, (columns, _) in ROWS.items():
        assert "<svg" in draw(kind, "T", columns, [])


def test_the_same_every_time() -> None:
    columns, rows = ROWS["compare"]
    from wortlaut.charts.drawing import _drawn

    first = draw("compare", "T", columns, rows)
    _drawn.cache_clear()
    assert draw("compare", "T", columns, rows) == first


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(UsageError, match="shares"):
        draw("torte", "T", (), [])
    with pytest.raises(UsageError, match="dark"):
        draw("shares", "T", (), [], theme="bunt")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ExtraError, match=r"wortlaut\[charts\]"):
        draw("shares", "Nie gezeichnet", *ROWS["shares"])


def test_periods_are_no_code() -> None:
    rows = [("');alert('", 3), ("\\", 2), ('"', 1)]
    assert {"');alert('", "\\", '"'} <= set(texts(draw("timeline", "T", ("Zeit", "n"), rows)))


def test_the_figures_are_told_to_those_who_cannot_see() -> None:
    columns, rows = ROWS["shares"]
    desc = etree.fromstring(draw("shares", "T", columns, rows)).find("{*}desc")
    assert desc is not None
    assert "SPD" in str(desc.text)
    assert "\u202e" not in str(desc.text)


@pytest.mark.parametrize("label", ["\ufffe", "\ud800", "\x00", "\u061c", "😀", "", "<b>&amp;"])
def test_any_character_can_be_in_a_label(label: str) -> None:
    for kind, (columns, rows) in ROWS.items():
        if kind == "timeline":
            svg = draw(kind, label, ("Zeit", label, label), [(label, 1, 2)])
        else:
            svg = draw(kind, label, columns, [(label, *rows[0][1:])] * 2)
        assert etree.fromstring(svg).get("role") == "img"
