"""Settings: small, frozen, and an unknown key is an error.

Precedence: default, then file, then environment, then flag. The file is the TOML file that the
caller or ``WORTLAUT_CONFIG`` names; nothing is read from a folder just because one stands in it.

::

    # wortlaut.toml
    [pipeline]
    batch_size = 16
    threads = 2
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from wortlaut.errors import ConfigError

PREFIX = "WORTLAUT_"
CONFIG_VARIABLE = "WORTLAUT_CONFIG"
NO_SETTINGS = {CONFIG_VARIABLE, "WORTLAUT_CORPUS"}
"""Variables that say which file is meant; the commands read the second."""
Origin = Literal["default", "file", "environment", "flag"]


@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """How articles are analysed.

    ``batch_size`` articles go through the model together, on ``threads`` CPU threads. ``model``
    is the folder of a model; None means the one that is shipped with the package.
    """

    batch_size: int = 8
    threads: int = 1
    model: Path | None = None

    def __post_init__(self) -> None:
        for name in ("batch_size", "threads"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}; give a whole number from 1 up")


@dataclass(frozen=True, slots=True)
class Settings:
    """The effective settings, and for each key where its value came from."""

    pipeline: PipelineConfig
    origins: Mapping[str, Origin]


def load_settings(
    file: str | Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """The effective settings from file, environment and flags, in this order.

    ``environ`` is ``os.environ`` unless given; a flag that is None was not set. Raises
    ``ConfigError`` for an unknown key, a value of the wrong kind or an unreadable file.
    """
    environ = os.environ if environ is None else environ
    file = file or environ.get(CONFIG_VARIABLE) or None
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {f.name: "default" for f in fields(PipelineConfig)}
    layers: tuple[tuple[Origin, Mapping[str, Any]], ...] = (
        ("file", _from_file(Path(file)) if file else {}),
        ("environment", _from_environment(environ)),
        ("flag", {k: v for k, v in (flags or {}).items() if v is not None}),
    )
    for origin, layer in layers:
        for key, value in layer.items():
            if key not in origins:
                known = ", ".join(sorted(origins))
                raise ConfigError(f"unknown setting {key!r} ({origin}); the settings are {known}")
            values[key] = _typed(key, value, origin)
            origins[key] = origin
    return Settings(PipelineConfig(**values), origins)


def _from_file(path: Path) -> Mapping[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"settings file {path}: {error.strerror or error}") from error
    except ValueError as error:  # broken TOML or not UTF-8
        raise ConfigError(f"settings file {path} is not valid TOML: {error}") from error
    table = data.pop("pipeline", {})
    if data:
        raise ConfigError(f"settings file {path}: unknown key {min(data)!r}; known is [pipeline]")
    if not isinstance(table, dict):
        raise ConfigError(f"settings file {path}: 'pipeline' is not a table; write [pipeline]")
    return table


def _from_environment(environ: Mapping[str, str]) -> Mapping[str, str]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in NO_SETTINGS
    }


def _typed(key: str, value: Any, origin: Origin) -> Any:
    if key == "model":
        if isinstance(value, (str, Path)) and str(value):
            return Path(value)
        raise ConfigError(f"model ({origin}) is {value!r}; give the path of a model folder")
    if isinstance(value, str) and origin == "environment" and value.strip().isdecimal():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ConfigError(f"{key} ({origin}) is {value!r}; give a whole number")
