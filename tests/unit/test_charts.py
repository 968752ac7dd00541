"""Charts: well-formed, harmless, the same every time, in both languages and all themes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from wortlaut.errors import ExtraError, UsageError

pytest.importorskip("altair", reason="the extra charts is not installed")
pytest.importorskip("vl_convert", reason="the extra charts is not installed")

from wortlaut.charts import KINDS, THEMES, draw
from wortlaut.charts.look import contrast

EVIL = '</svg><script>alert(1)</script>" onload="x" \u202eabc ' + "x" * 500
ROWS: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {
    "shares": (
        ("Partei", "Aussagen", "Anteil"),
        [("SPD", 1200, 0.62), (EVIL, 40, 0.021), ("nicht bekannt", 700, 0.359)],
    ),
    "styles": (("Partei", "direkt", EVIL, "anders"), [("SPD", 5, 0, 2), (EVIL, 0, 0, 0)]),
    "counts": (("Partei", "direkt", "indirekt"), [("SPD", 5, 2), ("nicht bekannt", 1, 0)]),
    "timeline": (("Zeit", "direkt", "indirekt"), [("2024-01", 3, 1), ("2024-02", 0, 0)]),
    "compare": (("Partei", "Nordblick", "Nordblick"), [("SPD", 0.4, 0.6), (EVIL, 0.6, 0.4)]),
}
ALLOWED = {"svg", "g", "path", "text", "rect", "line", "title", "clipPath", "defs", "desc"}
ALLOWED |= {"pattern", "circle"}


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
        fills = {node.get("fill", "") for node in root.iter()}
        names = {f"url(#{node.get('id')})" for node in root.iter("{*}pattern")}
        assert {fill for fill in fills if "url" in fill} == names


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_follows_the_schema(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from wortlaut.charts import drawing

    monkeypatch.setattr(drawing, "CHECKED", True)  # otherwise left out: it takes long
    drawing._drawn.cache_clear()
    columns, rows = ROWS[kind]
    for width in (340, 760):
        svg = draw(kind, "T", columns, rows, width=width, unknown="nicht bekannt", titled=True)
        assert "<svg" in svg


def test_unknown_is_last_and_hatched() -> None:
    rows = [("nicht bekannt", 700, 0.359), ("SPD", 1200, 0.641)]
    for width in (340, 760):
        svg = draw("shares", "T", ("a", "b", "c"), rows, unknown="nicht bekannt", width=width)
        root = etree.fromstring(svg)
        labels = [t for t in texts(svg) if t in ("SPD", "nicht bekannt")]
        assert labels == ["SPD", "nicht bekannt"]
        assert [n.get("fill") for n in root.iter("{*}path")].count("url(#wortlaut-light-1)") == 1
    assert "pattern" not in draw("shares", "T", ("a", "b", "c"), rows[1:], unknown="nicht bekannt")


def test_parts_are_told_apart_without_colour() -> None:
    for theme in THEMES.values():
        for one, other in [*pairwise(theme.series), theme.pair]:
            patterned = one in theme.patterns or other in theme.patterns
            assert patterned or contrast(one, other) > 2.2, (theme.name, one, other)
        assert set(theme.patterns) <= {*theme.series, theme.unknown}
        for colour in theme.series[:2]:
            assert contrast(theme.ink(colour), colour) > 4.5
        assert contrast(theme.text, theme.ground) > 7 < 2 * contrast(theme.quiet, theme.ground)


def test_comparison_says_the_difference() -> None:
    columns, rows = ROWS["compare"]
    shown = texts(draw("compare", "T", columns, rows))
    assert {"+20,0", "−20,0", "Nordblick", "Nordblick (2)"} <= set(shown)
    assert "+20.0" in texts(draw("compare", "T", columns, rows, language="en"))


def test_missing_months_weeks_and_small_counts() -> None:
    columns = ("Zeit", "Aussagen")
    assert "Feb. 2024" in texts(draw("timeline", "T", columns, [("2024-01", 1), ("2024-03", 1)]))
    shown = texts(draw("timeline", "T", columns, [("2024-W07", 1500), ("2024-W08", 0)]))
    assert {"KW 7, 2024", "1.500"} <= set(shown)
    few = texts(draw("timeline", "T", columns, [("2024", 1)]))
    assert sorted(few) == ["0", "1", "2024", "Aussagen"]


def test_a_title_for_a_chart_that_leaves_its_page() -> None:
    columns, rows = ROWS["styles"]
    assert "Wie berichtet wird" in texts(
        draw("styles", "Wie berichtet wird", columns, rows, titled=True)
    )
    assert "Wie berichtet wird" not in texts(draw("styles", "Wie berichtet wird", columns, rows))


def test_little_is_not_nothing() -> None:
    shown = texts(draw("shares", "T", ("a", "b", "c"), [("x", 1, 0.0001), ("y", 9999, 0.9999)]))
    assert any(text.startswith("<0,1\u00a0%") for text in shown)


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
