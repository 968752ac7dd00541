"""When two addresses are one page."""

from __future__ import annotations


def page_key(url: str | None) -> str | None:
    """What is the same for every address of one page; None where there is no web address.

    Scheme, "www.", port, fragment, tracking parameters and a final slash do not count; other
    parameters do, since many systems name the article in them. Method: courlan's cleaning.

    >>> page_key("http://www.blatt.example/a.html?utm_source=x#top")
    'blatt.example/a.html'
    """
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    from urllib.parse import urlsplit

    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url.strip(), strict=False, trailing_slash=False))
        host = parts.hostname
    except ValueError:
        return None
    if not host:
        return None
    path = parts.path.rstrip("/")
    return host.removeprefix("www.") + path + (f"?{parts.query}" if parts.query else "")
