"""From an address to the host that stands for the publisher.

A publisher's page reaches a reader by other hosts than its own: a cache of AMP pages, a web
archive, a mobile or AMP subdomain. What is asked for here is the publisher's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

# https://web.archive.org/web/20220401120000id_/https://www.example.de/artikel
_ARCHIVED = re.compile(
    r"^(?:web\.archive\.org/web|archive\.org/web|archive\.(?:today|is|ph|li|md|vn|fo)|"
    r"arquivo\.pt/wayback)/[\d*]{4,17}[a-z_]*/(?P<url>.+)$"
)
# https://www.google.com/amp/s/www.example.de/artikel
_VIEWER = re.compile(r"^(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?(?P<url>.+)$")
# https://www-example-de.cdn.ampproject.org/c/s/www.example.de/artikel
_CACHE = re.compile(r"^[\w-]+\.cdn\.ampproject\.org/[a-z]{1,3}/(?:s/)?(?P<url>.+)$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LAYERS = 4  # a cached page of an archived page of …


def host_of(address: str | None) -> str | None:
    """The publisher's host in ``address`` (a URL, or a bare host), lower case; None without one.

    Caches and web archives are looked through; a port, user name and final dot are dropped; a
    host with umlauts comes out in its ASCII form (IDNA).

    >>> host_of("https://web.archive.org/web/20220401/https://www.example.de/a.html")
    'www.example.de'
    """
    text = (address or "").strip()
    for _ in range(_LAYERS):
        host, rest = _parted(text)
        if host is None:
            return None
        path = f"{host}{rest}"
        inner = _ARCHIVED.match(path) or _VIEWER.match(path) or _CACHE.match(path)
        if inner is None:
            return host
        text = unquote(inner["url"])
    return host


def _parted(address: str) -> tuple[str | None, str]:
    """The host, and the path with its slash."""
    if not _SCHEME.match(address):
        if "@" in address.partition("/")[0]:  # mailto:redaktion@example.de
            return None, ""
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # half a bracket, an impossible port
        return None, ""
    if parts.scheme not in ("http", "https") or not host or "." not in host:
        return None, ""
    ascii_host = _in_ascii(host.rstrip(".").lower())
    return (None, "") if ascii_host is None else (ascii_host, parts.path)


@lru_cache(maxsize=1 << 12)
def _in_ascii(host: str) -> str | None:
    """The host by IDNA, None where it cannot be one; kept, since many pages come from few hosts."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def domains_of(host: str) -> list[str]:
    """``host`` and what it is part of, longest first: a.b.de, b.de."""
    labels = host.split(".")
    return [".".join(labels[i:]) for i in range(max(1, len(labels) - 1))]
