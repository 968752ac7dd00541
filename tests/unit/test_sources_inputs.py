"""Paths, directories, globs, standard input."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path

import pytest

from wortlaut.records import Article, Failure
from wortlaut.sources import Found, expand_inputs, read_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.TXT", "sub/bild.png", ".versteckt/d.txt", ".e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Sie sagte, {name} sei da.", encoding="utf-8")
    return tmp_path


def sources(inputs: list[str]) -> list[str]:
    return [r.source if isinstance(r, Article) else f"{r.code}!" for r in read_inputs(inputs)]


def test_a_directory_is_read_sorted_with_known_kinds_only(folder: Path) -> None:
    names = ["a.txt", "b.txt", "sub/c.TXT"]
    assert sources([str(folder)]) == [str(folder / n) for n in names]


def test_a_glob_is_read_sorted(folder: Path) -> None:
    assert sources([str(folder / "*.txt")]) == [str(folder / "a.txt"), str(folder / "b.txt")]
    deep = sources([str(folder / "**" / "*.TXT")])
    assert deep == [str(folder / "sub/c.TXT")]


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    path = tmp_path / "artikel[1].txt"
    path.write_text("Sie sagte es.", encoding="utf-8")
    assert sources([str(path)]) == [str(path)]


def test_a_file_is_read_once_however_it_is_reached(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "a.txt")
    given = [str(folder / "a.txt"), str(folder), str(folder / "link.txt"), str(folder / "a*.txt")]
    found = sources([*given, os.path.relpath(folder / "a.txt")])
    assert found == [str(folder / n) for n in ("a.txt", "b.txt", "sub/c.TXT")]


def test_standard_input_is_read_once() -> None:
    results = list(read_inputs(["-", "-"], stdin=io.BytesIO(b"Sie sagte es.")))
    assert [r.source for r in results if isinstance(r, Article)] == ["-"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("gibt-es-nicht.txt", "missing"),
        ("gibt-es-nicht-*.txt", "missing"),
        ("", "missing"),
        ("https://blatt.example/artikel", "url"),
    ],
)
def test_what_is_not_there_fails_in_its_place(folder: Path, given: str, code: str) -> None:
    before, after = str(folder / "a.txt"), str(folder / "b.txt")
    assert sources([before, given, after]) == [before, f"{code}!", after]


def test_a_directory_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "bild.png").write_bytes(b"")
    (failure,) = read_inputs([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert failure.code == "nothing"
    assert ".html" in failure.message


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "permission"),
        (FileNotFoundError(2, "gone"), "missing"),
        (OSError(5, "Input/output error"), "unreadable"),
    ],
)
def test_trouble_when_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    real = builtins.open

    def refuse(path, *args, **kwargs):
        if str(path).endswith("a.txt"):
            raise error
        return real(path, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", refuse)
    assert sources([str(folder / "a.txt"), str(folder / "b.txt")]) == [
        f"{code}!",
        str(folder / "b.txt"),
    ]


def test_nothing_is_opened_before_its_turn(folder: Path) -> None:
    reading = read_inputs([str(folder / "a.txt"), str(folder / "b.txt")])
    next(reading)
    (folder / "b.txt").write_text("Neu, sagte sie.", encoding="utf-8")
    second = next(reading)
    assert isinstance(second, Article)
    assert second.text == "Neu, sagte sie."


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/gr\xf6\xdfe.txt"
    Path(os.fsdecode(path)).write_text("Sie sagte es.", encoding="utf-8")
    (article,) = read_inputs([os.fsdecode(path)])
    assert isinstance(article, Article)
    assert article.source.encode("utf-8").endswith("gr��e.txt".encode())


def test_expanding_opens_nothing(folder: Path) -> None:
    found = list(expand_inputs([str(folder / "a.txt"), "-"]))
    assert found == [Found(str(folder / "a.txt"), str(folder / "a.txt")), Found("-", None)]


def test_ids_do_not_depend_on_the_order_of_inputs(folder: Path) -> None:
    given = [str(folder / "a.txt"), str(folder / "b.txt")]
    one = {a.id for a in read_inputs(given) if isinstance(a, Article)}
    other = {a.id for a in read_inputs(given[::-1]) if isinstance(a, Article)}
    assert one == other
    assert len(one) == 2
