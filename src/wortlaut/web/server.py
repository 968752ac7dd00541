"""Running the application with uvicorn."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable

from wortlaut.errors import ExtraError, UsageError
from wortlaut.service.config import ServiceConfig

SWITCH_SECONDS = 0.0005
"""How long a thread may hold the interpreter while others wait: the one that takes requests and
sends answers must not wait long for those that make pages."""


def run(config: ServiceConfig, *, announce: Callable[[str], None]) -> None:
    """Serve until interrupted; ``announce`` is told the address when connections are taken.

    Raises ``ExtraError`` where the extra ``web`` is not installed, ``UsageError`` where the
    address cannot be used, ``CorpusError`` where the corpus cannot.
    """
    try:
        import uvicorn

        from wortlaut.web.app import create_app
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"the server needs {error.name}, which is not installed; "
            "install it with: pip install 'wortlaut[web]'"
        ) from error
    sys.setswitchinterval(SWITCH_SECONDS)
    app = create_app(config)
    listening = _listen(config)
    host = f"[{config.host}]" if ":" in config.host else config.host
    shown = "localhost" if config.host in ("0.0.0.0", "::") else host
    announce(f"http://{shown}:{listening.getsockname()[1]}/")
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, timeout_keep_alive=30)
    )
    server.run(sockets=[listening])


def _listen(config: ServiceConfig) -> socket.socket:
    try:
        found = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {config.host}, port {config.port} ({error.strerror or error}); "
            "give another one with --host and --port"
        ) from error
    listening.listen(128)
    return listening
