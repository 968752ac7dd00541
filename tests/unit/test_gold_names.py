"""Reading gold names in two formats, the parts by hash, and the score over exact spans."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from wortlaut.errors import GoldError
from wortlaut.evaluation.names import NamedText, part_of, read_germeval, read_smartdata, score_names

GERMEVAL = """\
#\thttp://wortlaut.example/1\t[2026-01-02]\t
1\tUte\tB-PER\tO
2\tKolb\tI-PER\tO
3\tvom\tO\tO
4\tSPD-Kreisverband\tB-ORGpart\tO
5\tlobt\tO\tO
6\tden\tO\tO
7\tSV\tB-ORG\tO
8\tAuheim\tI-ORG\tB-LOC

#\thttp://wortlaut.example/2\t[2026-01-02]\t
1\tDeutsche\tB-LOCderiv\tO
2\tin\tO\tO
3\tAuheim\tB-LOC\tO
"""


def shown(gold: NamedText) -> list[tuple[str, str]]:
    return [(gold.document.text[start:end], kind) for start, end, kind in gold.names]


@pytest.mark.parametrize("name", ["a.tsv", "a.tsv.xz"])
def test_germeval_keeps_outer_names_and_drops_parts_and_derived_words(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    data = GERMEVAL.encode()
    path.write_bytes(lzma.compress(data) if name.endswith("xz") else data)
    first, second = read_germeval(path)
    assert shown(first) == [("Ute Kolb", "person"), ("SV Auheim", "organisation")]
    assert first.token_names() == [(0, 2, "person"), (6, 8, "organisation")]
    assert shown(second) == [("Auheim", "place")]


def test_two_germeval_names_side_by_side_stay_two(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("1\tKolb\tB-PER\tO\n2\tRabe\tB-PER\tO\n", encoding="utf-8")
    assert shown(next(read_germeval(path))) == [("Kolb", "person"), ("Rabe", "person")]


def test_a_germeval_line_without_labels_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("1\tKolb\tB-PER\tO\nKolb kam\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.tsv, line 2: 1 columns"):
        list(read_germeval(path))


def smartdata(text: str, *mentions: tuple[str, str]) -> str:
    array = [
        {"type": label, "span": {"start": text.index(s), "end": text.index(s) + len(s)}}
        for s, label in mentions
    ]
    data = {"id": "x", "text": {"string": text}, "conceptMentions": {"array": array}}
    return json.dumps(data, ensure_ascii=False, indent=1)


def test_smartdata_maps_its_labels_and_cuts_titles_and_marks(tmp_path: Path) -> None:
    text = "Dr. Ute Kolb: Die Nordwing AG in Auheim streikt am Montag."
    one = smartdata(
        text,
        ("Dr. Ute Kolb:", "person"),
        ("Nordwing AG", "organization-company"),
        ("Auheim", "location-city"),
        ("Montag", "date"),
    )
    path = tmp_path / "a.json"
    path.write_text(one + "\n" + smartdata("Nichts.", ("Nichts", "trigger")), encoding="utf-8")
    first, second = read_smartdata(path)
    assert shown(first) == [
        ("Ute Kolb", "person"),
        ("Nordwing AG", "organisation"),
        ("Auheim", "place"),
    ]
    assert second.names == ()


def test_smartdata_slips_take_the_whole_token_and_parts_of_tokens_are_dropped(
    tmp_path: Path,
) -> None:
    text = "Nordwing-Sprecher Harry Popow kam."
    path = tmp_path / "a.json"
    path.write_text(
        smartdata(text, ("Nordwing", "organization"), ("arry Popow", "person")), encoding="utf-8"
    )
    assert shown(next(read_smartdata(path))) == [("Harry Popow", "person")]


@pytest.mark.parametrize("content", ["{", '{"id": 1}', "[]"])
def test_a_broken_smartdata_file_says_where(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json, character \d"):
        list(read_smartdata(path))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="give the path of gold data"):
        list(read_germeval(tmp_path / "none.tsv"))


def test_parts_are_fixed_and_of_about_the_size_asked_for() -> None:
    parts = [part_of(f"Satz {i}", train=60, dev=15) for i in range(2000)]
    assert parts == [part_of(f"Satz{i} ", train=60, dev=15) for i in range(2000)]
    assert 1100 < parts.count("train") < 1300
    assert 240 < parts.count("dev") < 360


def test_a_name_is_right_with_both_bounds_and_its_kind() -> None:
    gold = [(0, 8, "person"), (10, 15, "organisation"), (20, 25, "person"), (30, 35, "place")]
    found = [(0, 8, "person"), (10, 15, "person"), (21, 25, "person")]
    rows = score_names([(gold, found)])
    person, both, bounds = rows["person"], rows["both"], rows["bounds"]
    assert (person.gold, person.found, person.both) == (2, 3, 1)
    assert rows["organisation"].recall == rows["organisation"].precision == 0
    assert (both.gold, both.found, both.both) == (3, 3, 1)
    assert bounds.f1 == pytest.approx(200 / 3)
