"""How a server is run."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from wortlaut.config import FetchConfig, PipelineConfig
from wortlaut.errors import ConfigError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class ServiceConfig:
    """How a server is run.

    ``token`` opens writing (and reading, where the server is ``private``); it is needed unless
    the server listens on loopback only. ``hosts`` are further names that it may be asked by.
    ``max_body`` bytes a request, ``max_text`` characters an article, ``analyses`` a minute for
    one client; ``allow_private`` lets it fetch from addresses of its own network.
    """

    corpus: Path
    host: str = "127.0.0.1"
    port: int = 8017
    token: str | None = field(default=None, repr=False)
    private: bool = False
    hosts: tuple[str, ...] = ()
    pipeline: PipelineConfig = field(default_factory=PipelineConfig)
    fetch: FetchConfig = field(default_factory=FetchConfig)
    outlets: tuple[Path, ...] = ()
    allow_private: bool = False
    max_body: int = 8_000_000
    max_text: int = 1_000_000
    analyses: int = 60

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < _SHORTEST_TOKEN:
            raise ConfigError(
                f"the token has {len(self.token)} characters; give one of {_SHORTEST_TOKEN} or "
                "more, or leave it out and one is made"
            )
        if self.token is not None and not (self.token.isascii() and self.token.isprintable()):
            raise ConfigError("the token has characters that no header takes; give plain ASCII")
        if self.token is None and (self.private or not self.is_loopback):
            raise ConfigError(
                f"a server on {self.host} needs a token for writing; give one, or listen on "
                "127.0.0.1"
                if not self.is_loopback
                else "a private server needs a token; give one"
            )
        for name in ("max_body", "max_text", "analyses"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}; give a number from 1 up")

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def allowed_hosts(self) -> list[str]:
        """Values of the header ``Host`` (without port) that are answered.

        A page of another site whose name leads to loopback (DNS rebinding) is not.
        """
        if self.host in ("0.0.0.0", "::") and not self.hosts:
            return ["*"]  # whoever has the token may come by any name
        names = [*LOOPBACK_NAMES, *self.hosts]
        if self.host not in ("0.0.0.0", "::"):
            names.append(f"[{self.host}]" if ":" in self.host else self.host)
        return list(dict.fromkeys(name.lower() for name in names))


def is_loopback(host: str) -> bool:
    """Whether this name or address is the machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
