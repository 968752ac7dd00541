"""Directories and patterns: the files below, each directory once even where links lead round."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections import deque
from collections.abc import Iterator

WILD = re.compile(r"[*?\[]")
_TOKEN = re.compile(r"\*+|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)


def files_below(top: str, errors: list[OSError]) -> Iterator[str]:
    """All files below ``top``: what is there first, then what links lead to.

    Hidden directories are left out. Links may lead in a circle, and a file keeps the path it has
    without them. Directories that cannot be read are added to ``errors``.
    """
    seen: set[tuple[int, int]] = set()
    waiting = deque([top])
    while waiting:
        start = waiting.popleft()
        if _identity(start) in seen:
            continue
        for folder, subfolders, names in os.walk(start, onerror=errors.append):
            seen.add(_identity(folder))
            paths = [os.path.join(folder, s) for s in sorted(subfolders) if not s.startswith(".")]
            waiting += [path for path in paths if os.path.islink(path)]
            paths = [path for path in paths if _identity(path) not in seen]
            subfolders[:] = [os.path.basename(path) for path in paths]
            yield from (os.path.join(folder, name) for name in names)


def matching(pattern: str, errors: list[OSError]) -> list[str]:
    """The paths that a pattern matches, sorted: ``*``, ``?``, ``[…]``, and ``**`` for any depth.

    With ``**`` files are matched, hidden ones left out, and the directories above them.
    """
    parts = pattern.replace(os.sep, "/").split("/")
    if "**" not in parts:
        return sorted(glob.glob(pattern))
    first = parts.index("**")
    base = "/".join(parts[:first]) or ("/" if pattern.startswith("/") else "")
    wanted = re.compile(_expression(parts[first:]))
    found: set[str] = set()
    for top in sorted(glob.glob(base)) if WILD.search(base) else [base]:
        for path in files_below(top or ".", errors):
            below = os.path.relpath(path, top or ".").replace(os.sep, "/")
            names = below.split("/")
            for depth in range(1, len(names) + 1):
                if not names[depth - 1].startswith(".") and wanted.fullmatch(
                    "/".join(names[:depth])
                ):
                    found.add(os.path.join(top, *names[:depth]))
    return sorted(found)


def is_special(path: str) -> bool:
    """No regular file: reading from a pipe in a directory would wait for ever."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _identity(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (-1, hash(path))
    return status.st_dev, status.st_ino


def _expression(parts: list[str]) -> str:
    """The parts of a pattern from the first ``**`` on as a regular expression."""
    pieces = []
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if part == "**":
            pieces.append(r".+" if last else r"(?:[^/]+/)*")
        elif part:
            pieces.append(_name(part) + ("" if last else "/"))
    return "".join(pieces)


def _name(part: str) -> str:
    def token(found: re.Match[str]) -> str:
        text = found[0]
        if text.startswith("*"):
            return "[^/]*"
        if text == "?":
            return "[^/]"
        if len(text) > 1:
            inside = text[1:-1].replace("\\", r"\\")
            return "[^" + inside[1:] + "]" if inside.startswith("!") else f"[{inside}]"
        return re.escape(text)

    return _TOKEN.sub(token, part)
