"""What went wrong, in the words of a page: no paths, no command lines."""

from __future__ import annotations

from wortlaut.errors import WortlautError
from wortlaut.service.messages import public_message
from wortlaut.web.visit import Visit


def said(visit: Visit, error: WortlautError) -> str:
    """The error in the visitor's language where there are words for its code, else as it says."""
    known = visit.t.known("error", error.code)
    if known != error.code:
        return known
    return public_message(error, visit.service.config)
