"""Write docs/reference/cli.md from the help of every command.

    python docs/generate_cli.py            writes the page
    python docs/generate_cli.py --check    says whether it is current

The page is made from what ``--help`` shows, without its line breaks, so that it does not
depend on the width of a terminal.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer import Typer
from typer.models import ArgumentInfo

PAGE = Path(__file__).parent / "reference" / "cli.md"
_EXAMPLE = re.compile(r"Examples?:\s*(wortlaut\b.*)")
_INTRO = """\
# Commands

<!-- Made by docs/generate_cli.py from the help of each command; do not edit. -->

Results go to standard output, everything else to standard error. Exit codes: 0 all done; 1 some
inputs failed, the others are done, and each failure is one line on standard error
(`input: stage: reason`); 2 the command was not meant that way; 130 interrupted;
141 whoever read the output has gone.
"""


def page() -> str:
    """The whole page."""
    from wortlaut.cli import app

    parts = [_INTRO]
    if app.registered_callback and app.registered_callback.callback:
        parts += _section("wortlaut", app.registered_callback.callback)
    for name, callback in commands_of(app):
        parts += _section(f"wortlaut {name}", callback)
    return "\n".join(parts)


def commands_of(app: Typer, above: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every command with its whole name, those of groups as well ("actors", "actors show")."""
    for command in app.registered_commands:
        if command.callback:
            yield f"{above}{command.name}", command.callback
    for group in app.registered_groups:
        inner = group.typer_instance
        if inner is not None:
            if inner.registered_callback and inner.registered_callback.callback:
                yield f"{above}{group.name}", inner.registered_callback.callback
            yield from commands_of(inner, f"{above}{group.name} ")


def examples_of(command: Callable[..., Any]) -> list[str]:
    """The command lines that the help of ``command`` gives as examples."""
    lines = (" ".join(p.split()) for p in (inspect.getdoc(command) or "").split("\n\n"))
    return [match[1] for line in lines if (match := _EXAMPLE.fullmatch(line))]


def _section(name: str, command: Callable[..., Any]) -> Iterator[str]:
    yield f"## {name}\n"
    for paragraph in (inspect.getdoc(command) or "").split("\n\n"):
        line = " ".join(paragraph.split())
        if not _EXAMPLE.fullmatch(line):
            yield f"{line}\n"
    if examples := examples_of(command):
        yield "```console\n" + "\n".join(f"$ {example}" for example in examples) + "\n```\n"
    hints = get_type_hints(command, include_extras=True)
    parameters = inspect.signature(command).parameters.values()
    # What is not annotated with its help is no argument but the context that typer gives.
    told = [p for p in parameters if get_args(hints[p.name])]
    rows = [_row(p.name, hints[p.name], p.default) for p in told]
    if rows:
        yield "| argument or option | meaning | default |\n| --- | --- | --- |"
        yield "\n".join(rows) + "\n"


def _row(name: str, hint: Any, default: Any) -> str:
    kind, info = get_args(hint)[:2]
    metavar = info.metavar or name.upper()
    if isinstance(info, ArgumentInfo):
        shown = f"`{metavar}`"
    else:
        # In an annotation, the first name of an option stands where its default used to.
        names = [info.default, *(info.param_decls or ())]
        flags = [n for n in names if isinstance(n, str)] or ["--" + name.replace("_", "-")]
        shown = ", ".join(f"`{flag}`" for flag in flags)
        if bool not in (kind, *get_args(kind)):
            values = _choices(kind)
            shown += " " + (" \\| ".join(f"`{v}`" for v in values) or f"`{metavar}`")
    text = " ".join((info.help or "").split()).replace("|", "\\|")
    hidden = default in (None, False, inspect.Parameter.empty) or info.show_default is False
    value = "" if hidden else f"`{getattr(default, 'value', default)}`"
    return f"| {shown} | {text} | {value} |"


def _choices(kind: Any) -> list[str]:
    for candidate in (kind, *get_args(kind)):
        if inspect.isclass(candidate) and issubclass(candidate, Enum):
            return [str(member.value) for member in candidate]
    return []


def main() -> int:
    """Write or check the page; the exit code."""
    text = page()
    if "--check" in sys.argv[1:]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        if not current:
            sys.stderr.write("docs/reference/cli.md is old; run: python docs/generate_cli.py\n")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
