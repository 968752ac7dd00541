"""Bad input, one by one: a clear line on standard error or the sensible result, never a crash."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

SAID = "„Wir bauen“, sagte Feder."
GOOD = f"Die Stadt baut.\n\n{SAID}\n"
PAGE = f"<html><head><title>Brücke</title></head><body><article><p>{SAID}</p><p>Dann kam der Re"

REFUSED = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary file"),
    "nested.html": (b"<html><body>" + b"<div>" * 50_000 + b"<p>Text", "nested"),
    "void.html": (b"<!DOCTYPE html><html><head></head><body></body></html>", "no article text"),
    "scan.txt": (b"%PDF-1.4\n%abc", "this is a PDF"),
}
READ = {
    "utf16.txt": GOOD.encode("utf-16"),
    "latin1.txt": GOOD.replace("„", '"')
    .replace("“", '"')
    .replace("baut", "öffnet")
    .encode("latin-1"),
    "half.html": PAGE.encode(),
    "page.txt": (PAGE + "st.</p></article></body></html>").encode(),
    "sentence.txt": ("und " * 262_144 + SAID).encode(),
    "marks.txt": ("„" * 5_000 + SAID).encode(),
    "formatting.html": ("<p>" + "<b>" * 50_000 + SAID).encode(),
}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "gut.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_line_and_the_others_done(run, tmp_path, good, name: str) -> None:
    data, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    result = run("analyze", path, good)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{path}: source: ")
    assert reason in line
    assert json.loads(result.stdout)["article"]["source"] == str(good)


@pytest.mark.parametrize("name", READ)
def test_read_sensibly_in_good_time(run, tmp_path, good, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(READ[name])
    started = time.process_time()
    result = run("analyze", path, good)
    assert time.process_time() - started < 10
    assert result.exit_code == 0, result.stderr
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert "Feder" in first["article"]["text"]
    for statement in first["statements"]:
        (start, end) = statement["spans"][0]
        assert first["article"]["text"][start:end] == statement["text"]
    assert second["article"]["source"] == str(good)


def test_latin1_comes_with_a_warning(start, tmp_path: Path) -> None:
    path = tmp_path / "latin1.txt"
    path.write_bytes(READ["latin1.txt"])
    process = start(["analyze", path])
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "öffnet" in json.loads(out)["article"]["text"]
    assert err.decode().splitlines() == [f"{path}: not UTF-8 (byte 10); read as Windows-1252"]


def test_a_broken_json_line_fails_alone(run, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "articles.jsonl"
    line = json.dumps({"text": SAID})
    path.write_text("\n".join([line] * 16 + ['{"text": "abge', line]) + "\n", encoding="utf-8")
    result = run("analyze", path, good)
    assert result.exit_code == 1
    (failure,) = result.stderr.splitlines()
    assert failure.startswith(f"{path}:17: source: no valid JSON")
    assert len(result.stdout.splitlines()) == 18


def test_a_missing_file_and_a_folder_with_nothing(run, tmp_path: Path, good: Path) -> None:
    (tmp_path / "leer").mkdir()
    result = run("analyze", tmp_path / "fehlt.txt", tmp_path / "leer", good)
    assert result.exit_code == 1
    missing, nothing = (line.split(": ")[2] for line in result.stderr.splitlines())
    assert missing == "there is no such file or directory; check the path"
    assert nothing.startswith("no file in this directory that can be read (")
    assert {".html", ".jsonl", ".txt"} <= set(re.findall(r"\.\w+", nothing))
    assert len(result.stdout.splitlines()) == 1


def test_a_file_without_permission(run, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "zu.txt"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        pass
    else:
        pytest.skip("this user may read everything")
    result = run("analyze", path, good)
    assert result.exit_code == 1
    assert "no permission" in result.stderr
