"""Fetching from the web: politely, within limits, and from public addresses only.

``address`` reads URLs and says which IP addresses may be asked, ``client`` makes one exchange
with a server within hard limits, ``robots`` and ``turns`` hold what a publisher asks for,
``fetcher`` puts them together with redirects and retries, and ``ahead`` fetches several hosts
at a time while keeping the order. Nothing here knows what an article is.
"""

from __future__ import annotations

from wortlaut.fetch.address import redact
from wortlaut.fetch.fetcher import Fetched, Fetcher, Validators
from wortlaut.fetch.limits import Limits

__all__ = ["Fetched", "Fetcher", "Limits", "Validators", "redact"]
