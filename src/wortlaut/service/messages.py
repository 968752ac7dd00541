"""What went wrong, in words for those who are not at this machine: no paths, no command lines."""

from __future__ import annotations

import re
from pathlib import Path

from wortlaut.errors import WortlautError
from wortlaut.service.config import ServiceConfig

# Messages read "what happened; what to do, or what else to do". The command line's advice is
# nothing that somebody with a browser or a program could follow.
_PART = re.compile(r"[;,]\s+(?:or\s+)?[^;,`]*`wortlaut\b[^`]*`[^;,]*")
_COMMAND = re.compile(r"`wortlaut\b[^`]*`")
_OPTION = re.compile(r"\s*\(--[a-z-]+\)")
_PATH = re.compile(r"(?<![\w/:.])(?:[A-Za-z]:)?[/\\](?:[^\s/\\:;,'\"()]+[/\\])+([^\s/\\:;,'\"()]*)")


def public_message(error: WortlautError | str, config: ServiceConfig) -> str:
    """The message of an error as a server may say it.

    The corpus is called so instead of by its path, files of the server by their last name, and
    advice to run a command is left out.
    """
    text = str(error)
    for path in _spellings(config.corpus):
        text = text.replace(f"in {path}", "in the corpus").replace(path, "the corpus")
    for known in (*config.outlets, *config.pipeline.actors, config.pipeline.model):
        for path in _spellings(known) if known is not None else ():
            text = text.replace(path, Path(path).name)
    text = _OPTION.sub("", _COMMAND.sub("", _PART.sub("", text)))
    return _PATH.sub(lambda match: match[1], text).strip()


def _spellings(path: Path) -> list[str]:
    """A path as it was given and as it is resolved, the longer one first."""
    return sorted({str(path), str(path.absolute()), str(path.resolve())}, key=len, reverse=True)
