"""Settings: small, frozen, and an unknown key is an error.

Precedence: default, then file, then environment, then flag. The file is the TOML file that the
caller or ``WORTLAUT_CONFIG`` names; nothing is read from a folder just because one stands in it.

::

    # wortlaut.toml
    [pipeline]
    batch_size = 16
    threads = 2

    [fetch]
    contact = "archiv@blatt.example"
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from wortlaut.errors import ConfigError

PREFIX = "WORTLAUT_"
CONFIG_VARIABLE = "WORTLAUT_CONFIG"
NO_SETTINGS = {CONFIG_VARIABLE, "WORTLAUT_CORPUS", "WORTLAUT_OUTLETS", "WORTLAUT_TOKEN"}
"""Variables that are no settings: the files that are meant, the token of a server."""
_SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
Origin = Literal["default", "file", "environment", "flag"]
Mode = Literal["precise", "balanced", "complete"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """How articles are analysed.

    ``batch_size`` articles go through the model together, on ``threads`` CPU threads. ``model``
    is the name of a shipped model or the folder of another; None means the default one. ``mode``:
    "precise" leaves out statements that the model is not sure of, "complete" misses fewer and errs
    more often, "balanced" is in between; what each asks for is in the model's card. ``knowledge``
    says whom speakers are linked to: True for the knowledge base that is shipped, a path for
    another, False for none. ``actors`` are tables of your own (TSV), which win over it; of two,
    the later wins.
    """

    batch_size: int = 8
    threads: int = 1
    model: Path | None = None
    mode: Mode = "balanced"
    knowledge: bool | Path = True
    actors: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.actors and self.knowledge is False:
            raise ConfigError("actors are given, but knowledge is off; leave out one of the two")
        if self.mode not in MODES:
            raise ConfigError(f"mode is {self.mode!r}; give one of {', '.join(MODES)}")
        for name in ("batch_size", "threads"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}; give a whole number from 1 up")


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """How pages are fetched.

    ``contact`` is a mail address or web page that publishers are told; ``user_agent`` replaces
    the whole name. ``delay``: seconds between two requests to a host (a longer one that the host
    asks for wins); ``timeout``: seconds for one request in all; ``hosts``: how many hosts are
    asked at a time.
    """

    contact: str | None = None
    user_agent: str | None = None
    delay: float = 1.0
    timeout: float = 60.0
    hosts: int = 4

    def __post_init__(self) -> None:
        if self.hosts < 1:
            raise ConfigError(f"hosts is {self.hosts}; give a whole number from 1 up")
        if not 0 <= self.delay < 86_400:
            raise ConfigError(f"delay is {self.delay:g}; give seconds, 0 or more")
        if not 0 < self.timeout < 86_400:
            raise ConfigError(f"timeout is {self.timeout:g}; give seconds, more than 0")
        for name in ("contact", "user_agent"):
            value = getattr(self, name)
            if value is not None and not (value.isascii() and value.isprintable() and value):
                raise ConfigError(f"{name} is {value!r}; give plain ASCII text, it goes to servers")


_TABLES: Mapping[str, type[PipelineConfig] | type[FetchConfig]] = {
    "pipeline": PipelineConfig,
    "fetch": FetchConfig,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The effective settings, and for each key where its value came from."""

    pipeline: PipelineConfig
    origins: Mapping[str, Origin]
    fetch: FetchConfig = FetchConfig()

    def value(self, key: str) -> Any:
        """The value of a setting, whichever part it belongs to."""
        return getattr(self.pipeline if hasattr(self.pipeline, key) else self.fetch, key)


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
    keys = {table: [f.name for f in fields(kind)] for table, kind in _TABLES.items()}
    origins: dict[str, Origin] = {key: "default" for names in keys.values() for key in names}
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
    parts = {table: {k: values[k] for k in names if k in values} for table, names in keys.items()}
    return Settings(
        PipelineConfig(**parts["pipeline"]), origins, fetch=FetchConfig(**parts["fetch"])
    )


def _from_file(path: Path) -> Mapping[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"settings file {path}: {error.strerror or error}") from error
    except ValueError as error:  # broken TOML or not UTF-8
        raise ConfigError(f"settings file {path} is not valid TOML: {error}") from error
    found: dict[str, Any] = {}
    for name, kind in _TABLES.items():
        table = data.pop(name, {})
        if not isinstance(table, dict):
            raise ConfigError(f"settings file {path}: {name!r} is not a table; write [{name}]")
        own = {f.name for f in fields(kind)}
        for key in table:
            home = next((t for t, k in _TABLES.items() if key in {f.name for f in fields(k)}), name)
            if key not in own and home != name:
                raise ConfigError(f"settings file {path}: {key!r} belongs into [{home}]")
        found |= table
    if data:
        known = " and ".join(f"[{name}]" for name in _TABLES)
        raise ConfigError(f"settings file {path}: unknown key {min(data)!r}; known are {known}")
    return found


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
    if key == "mode":
        if value in MODES:
            return str(value)
        raise ConfigError(f"mode ({origin}) is {value!r}; give one of {', '.join(MODES)}")
    if key == "knowledge":
        return _knowledge(value, origin)
    if key == "actors":
        return _paths(key, value, origin)
    if key in ("contact", "user_agent"):
        if isinstance(value, str):
            return value.strip() or None
        raise ConfigError(f"{key} ({origin}) is {value!r}; give a text")
    if key in ("delay", "timeout"):
        return _seconds(key, value, origin)
    if isinstance(value, str) and origin == "environment" and value.strip().isdecimal():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ConfigError(f"{key} ({origin}) is {value!r}; give a whole number")


def _knowledge(value: Any, origin: Origin) -> bool | Path:
    if isinstance(value, str) and origin == "environment":
        value = {"1": True, "0": False, **_SWITCHES}.get(value.strip().lower(), value)
    if isinstance(value, bool):
        return value
    if isinstance(value, (str, Path)) and str(value):
        return Path(value)
    raise ConfigError(
        f"knowledge ({origin}) is {value!r}; give true, false, or the path of a knowledge base"
    )


def _paths(key: str, value: Any, origin: Origin) -> tuple[Path, ...]:
    if isinstance(value, str) and origin == "environment":
        value = [part for part in value.split(os.pathsep) if part]
    if isinstance(value, (str, Path)):
        value = [value]
    if isinstance(value, (list, tuple)) and all(isinstance(v, (str, Path)) and v for v in value):
        return tuple(Path(v) for v in value)
    raise ConfigError(f"{key} ({origin}) is {value!r}; give the path of a table, or a list of them")


def _seconds(key: str, value: Any, origin: Origin) -> float:
    if not isinstance(value, bool) and (
        isinstance(value, (int, float)) or (isinstance(value, str) and origin == "environment")
    ):
        try:
            return float(value)
        except (ValueError, OverflowError):
            pass
    raise ConfigError(f"{key} ({origin}) is {value!r}; give a number of seconds")
