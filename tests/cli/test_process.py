"""What only a process of its own can show: pipes, signals, terminals, start-up."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SAID = "„Größe zählt“, sagte Feder."


def article(path: Path, text: str = SAID) -> Path:
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_a_closed_pipe_is_quiet(start, tmp_path: Path) -> None:
    path = tmp_path / "viele.jsonl"
    path.write_text((json.dumps({"text": SAID * 50}) + "\n") * 2000, encoding="utf-8")
    process = start(["analyze", path])
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 141


def test_ctrl_c_ends_with_130_and_keeps_what_is_done(start, tmp_path: Path) -> None:
    first = article(tmp_path / "a.txt")
    process = start(["analyze", first, article(tmp_path / "b.txt", "Langsam")])
    line = process.stdout.readline()
    assert json.loads(line)["article"]["source"] == str(first)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == (b"", b"")


def test_results_stream_from_standard_input(start) -> None:
    process = start(["analyze", "-"], stdin=subprocess.PIPE)
    line = json.dumps({"text": SAID}).encode() + b"\n"
    process.stdin.write(line)
    process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], 60)
    assert ready, "no result before the end of standard input"
    assert json.loads(process.stdout.readline())["statements"]
    out, _ = process.communicate(line, timeout=60)
    assert len(out.splitlines()) == 1
    assert process.returncode == 0


@pytest.mark.parametrize("form", ["jsonl", "csv", "html"])
def test_programs_get_utf8_whatever_the_locale(start, tmp_path: Path, form: str) -> None:
    path = article(tmp_path / "a.txt")
    process = start(["analyze", path, "-f", form], env={"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Größe zählt" in out.decode("utf-8")


def test_a_table_for_a_poor_terminal_loses_letters_only(start, tmp_path: Path) -> None:
    path = article(tmp_path / "a.txt")
    process = start(["analyze", path, "-f", "table"], env={"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert b"Gr??e z?hlt" in out


def in_terminal(args: list[str | Path], *, stdout_too: bool, **env: str) -> str:
    """Run with standard error (and output) on a terminal; what the terminal got."""
    ours, theirs = pty.openpty()
    more = {"stdout": theirs} if stdout_too else {"stdout": subprocess.DEVNULL}
    environment = {"TERM": "xterm-256color", "COLUMNS": "80", **env}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("fake_pipeline.py")), *map(str, args)],
        stdin=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), **environment},
        **more,
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # the other side has closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return shown.decode("utf-8")


def test_a_terminal_gets_the_table_in_colour(tmp_path: Path) -> None:
    shown = in_terminal(["analyze", article(tmp_path / "a.txt")], stdout_too=True)
    assert "\x1b[1;36mFeder" in shown
    assert '"article"' not in shown


def test_no_color_is_heard(tmp_path: Path) -> None:
    path = article(tmp_path / "a.txt")
    shown = in_terminal(["analyze", path], stdout_too=True, NO_COLOR="1")
    assert "Feder" in shown
    assert "\x1b[1;36m" not in shown


def test_many_inputs_show_a_bar_and_one_does_not(tmp_path: Path) -> None:
    paths = [article(tmp_path / f"{n}.txt", f"{SAID} {n}") for n in range(3)]
    assert "3/3" in in_terminal(["analyze", *paths], stdout_too=False)
    assert in_terminal(["analyze", paths[0]], stdout_too=False) == ""


def test_help_and_version_are_quick(start) -> None:
    for args in (["--help"], ["analyze", "--help"], ["--version"]):
        process = start(args)
        started = os.times()
        out, err = process.communicate(timeout=60)
        spent = os.times()
        assert (process.returncode, err) == (0, b"")
        assert out
        used = spent.children_user + spent.children_system
        # 0.15 s of CPU on a machine at rest; a busy one may take several times that.
        assert used - started.children_user - started.children_system < 1.0
    assert out.startswith(b"wortlaut 0.")


@pytest.mark.parametrize("module", ["wortlaut", "wortlaut.cli"])
def test_the_package_can_be_run_as_a_module(module: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"], capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stdout[:9], done.stderr) == (0, "wortlaut ", "")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, wortlaut.cli\n"
        "heavy = {'numpy', 'onnxruntime', 'rich', 'trafilatura', 'lxml', 'jinja2', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("args", [["info"], ["analyze", "-"]])
def test_a_bad_setting_is_a_usage_error_and_one_line(start, args: list[str]) -> None:
    process = start(args, env={"WORTLAUT_THREADS": "viele"})
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    assert err.decode().startswith("wortlaut: threads (environment)")
