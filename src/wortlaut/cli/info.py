"""``wortlaut info``: versions, model card, licences, effective settings."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from wortlaut.cli.pipeline_options import ModelOption
from wortlaut.tagger.card import DEFAULT_MODEL

_LIBRARIES = ("onnxruntime", "numpy", "scipy", "trafilatura", "lxml")
_CODE_LICENCE = "Apache-2.0"


class InfoFormat(StrEnum):
    """How ``info`` prints."""

    text = "text"
    json = "json"


def info_command(
    output_format: Annotated[
        InfoFormat, typer.Option("--format", "-f", help="text for people, json for programs.")
    ] = InfoFormat.text,
    model: ModelOption = None,
) -> None:
    """Show versions, the model's card, licences and the settings in force.

    Example: wortlaut info --format json

    Example: wortlaut info --model de-open
    """
    facts = collect(model)
    if output_format is InfoFormat.json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        for line in text_lines(facts):
            typer.echo(line)


def collect(model: str | None = None) -> dict[str, Any]:
    """All that ``wortlaut info`` shows, as plain values.

    ``models`` are the shipped ones with their licences; ``model`` is the card of the one in force,
    null where its files are missing. An unreadable card is a ``ModelError``, a wrong setting a
    ``ConfigError``.
    """
    from importlib.metadata import PackageNotFoundError, version

    from wortlaut import __version__
    from wortlaut.config import load_settings
    from wortlaut.tagger.card import model_card, shipped_models

    libraries: dict[str, str | None] = {}
    for name in _LIBRARIES:
        try:
            libraries[name] = version(name)
        except PackageNotFoundError:
            libraries[name] = None
    settings = load_settings(flags={"model": model})
    card = model_card(settings.pipeline.model)
    return {
        "version": __version__,
        "python": platform.python_version(),
        "libraries": libraries,
        "licence": {
            "code": _CODE_LICENCE,
            "model": _licence(card),
        },
        "models": {name: _licence(model_card(name)) for name in shipped_models()},
        "model": card,
        "settings": {
            key: {"value": _plain(settings.value(key)), "from": origin}
            for key, origin in settings.origins.items()
        },
    }


def _licence(card: Mapping[str, Any] | None) -> str | None:
    licence = card.get("licence", card.get("license")) if card else None
    return None if licence is None else str(licence)


def text_lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """The facts as indented lines, names first."""
    yield f"wortlaut {facts['version']}"
    yield f"python {facts['python']}"
    for name, number in facts["libraries"].items():
        yield f"{name} {number or 'not installed'}"
    yield ""
    yield "licence"
    yield f"  code: {facts['licence']['code']}"
    yield f"  model: {facts['licence']['model'] or 'not stated; no model found'}"
    yield ""
    yield "models"
    for name, licence in facts["models"].items():
        yield f"  {name}: {licence or 'not stated'}"
    yield ""
    yield "model"
    if facts["model"] is None:
        yield "  no model found; install the package again, or set WORTLAUT_MODEL to its folder"
    else:
        yield from _nested(facts["model"], 1)
    yield ""
    yield "settings"
    for key, setting in facts["settings"].items():
        unset = DEFAULT_MODEL if key == "model" else "not set"
        value = unset if setting["value"] in (None, []) else setting["value"]
        if isinstance(value, list):
            value = ", ".join(value)
        yield f"  {key}: {value} ({setting['from']})"


def _nested(value: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, item in value.items() if isinstance(value, Mapping) else enumerate(value, 1):
        if isinstance(item, Mapping | list) and item:
            if isinstance(item, list) and not any(isinstance(i, Mapping | list) for i in item):
                yield f"{indent}{key}: {', '.join(str(i) for i in item)}"
            else:
                yield f"{indent}{key}:"
                yield from _nested(item, depth + 1)
        else:
            yield f"{indent}{key}: {item}"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, Path) else value
