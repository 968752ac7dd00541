"""URLs taken apart, and which addresses may be asked.

The check is made on the IP address that is then connected to, never on a name that could stand
for another address a moment later.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urljoin

from wortlaut.errors import FetchError

PORTS = {"http": 80, "https": 443}
MAX_URL = 8_000  # servers refuse longer ones

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_USERINFO = re.compile(r"(//)[^/?#]*@")
_SECRET_WITH_SLASH = re.compile(r"(//)(?!\[)[^/?#@:]*:(?!\d*[/?#])[^@]*@")  # //name:pa/ss@host
# What a browser takes for an IPv4 address: the last label is a number, decimal or hexadecimal.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.I)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address seen from IPv6
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart: ``host`` in lower case and ASCII, ``target`` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        return self.origin + self.target


def redact(url: str) -> str:
    """The URL without user name and password, for messages and records."""
    url = _USERINFO.sub(r"\1", url, count=1)
    if "@" in url:
        url = _SECRET_WITH_SLASH.sub(r"\1", url, count=1)
    return url


def parse(url: str, base: str | None = None) -> Address:
    """Take a URL apart, relative to ``base`` if given; the fragment is dropped.

    Raises ``FetchError``: ``scheme`` for anything but http and https, ``credentials`` where a
    user name stands in it, ``url`` for what is no URL.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    url = url.strip()
    shown = redact(url)
    if len(url) > MAX_URL:
        raise FetchError(f"a URL of {len(url)} characters; at most {MAX_URL} are read", code="url")
    try:
        if base is not None:
            url = urljoin(base, url)
        scheme = _SCHEME.match(url)
        if scheme is None or scheme[1].lower() not in PORTS:
            raise FetchError(
                f"{shown!r} is no http or https address; only these are fetched", code="scheme"
            )
        parts = parse_url(url)
    except (LocationParseError, ValueError) as error:
        raise FetchError(f"{shown!r} is not a valid URL; check its spelling", code="url") from error
    if parts.auth is not None:
        raise FetchError(
            "the URL holds a user name or password, and pages behind a login are not fetched; "
            "save the page from a browser and give the file",
            code="credentials",
        )
    host = (parts.host or "").strip("[]").rstrip(".").lower()
    if not host or len(host) > 253 or ".." in host or not parts.scheme or "%" in host:
        raise FetchError(f"{shown!r} names no valid host; check its spelling", code="url")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    scheme_name = parts.scheme.lower()
    port = PORTS[scheme_name] if parts.port is None else parts.port
    return Address(scheme_name, host, port, target)


def check_spelling(host: str) -> None:
    """Refuse IPv4 addresses in disguise: ``2130706433``, ``0x7f.1``, ``0177.0.0.1``, ``127.1``.

    Raises ``FetchError`` (private): nobody publishes under such an address, and programs
    disagree on what they stand for.
    """
    if ":" not in host and _NUMERIC.fullmatch(host):
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise FetchError(
                f"{host} is an IP address in an unusual spelling; write it as four numbers, or "
                "use --allow-private if it is meant",
                code="private",
            ) from None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    Private, loopback, link-local, shared (RFC 6598), multicast, reserved and unspecified ones
    are not, nor IPv6 addresses that stand for such an IPv4 address.
    """
    try:
        ip: _IP = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip.teredo is not None:
            return False
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Network:
    """The way out: names to addresses, addresses to sockets. Tests put another one here."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host, the preferred first. Raises ``OSError``."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connection to an IP address. Raises ``OSError``."""
        return socket.create_connection((address, port), timeout)


def vetted(network: Network, address: Address, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host that may be connected to.

    Raises ``FetchError``: ``dns`` where the name stands for nothing (worth another try),
    ``private`` where it stands for no public address.
    """
    if not allow_private:
        check_spelling(address.host)
    try:
        found = network.resolve(address.host, address.port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FetchError(
            f"the host {address.host} cannot be found ({reason}); check the name and the network",
            code="dns",
            transient=True,
        ) from error
    allowed = found if allow_private else [ip for ip in found if is_public(ip)]
    if not allowed:
        raise FetchError(
            f"{address.host} is at {', '.join(found) or 'no address'}, which is no public address; "
            "use --allow-private if it is meant",
            code="private",
        )
    return allowed
