"""Every error that Wortlaut raises on purpose.

::

    WortlautError
    ├── UsageError        a call or setting that cannot be meant; exit code 2, HTTP 400
    │   ├── ConfigError   an unknown or ill-typed setting
    │   └── ExtraError    a part of Wortlaut whose packages are not installed
    ├── RecordError       a record whose offsets or values do not fit
    ├── SourceError       an input that cannot be read; becomes a Failure
    │   └── FetchError    a URL that cannot be fetched
    ├── ModelError        a model file that is missing, damaged or of another version
    ├── CorpusError       a corpus file that is missing, locked or of another kind
    │   └── NotFoundError an article, statement, actor … that the corpus does not have
    ├── KnowledgeError    a knowledge base, or a table for one, that cannot be used
    ├── OutletTableError  a table of outlets that does not follow its format
    └── GoldError         gold data that does not follow its format

A message says what happened, where, and what to do.
"""

from __future__ import annotations


class WortlautError(Exception):
    """Base of all; ``code`` is stable, ``exit_code`` and ``http_status`` serve CLI and API."""

    code = "error"
    exit_code = 1
    http_status = 500


class UsageError(WortlautError):
    """A call that cannot be meant as it stands."""

    code = "usage"
    exit_code = 2
    http_status = 400


class ConfigError(UsageError):
    """An unknown setting, or a value of the wrong kind."""

    code = "config"


class ExtraError(UsageError):
    """A part of Wortlaut that needs packages which are not installed: an extra."""

    code = "extra"
    http_status = 501


class RecordError(WortlautError):
    """A record whose offsets or values do not fit."""

    code = "record"
    http_status = 422


class SourceError(WortlautError):
    """An input that cannot be read. ``code`` says why: empty, binary, encoding, missing …"""

    http_status = 422

    def __init__(self, message: str, *, code: str = "source") -> None:
        super().__init__(message)
        self.code = code


class FetchError(SourceError):
    """A URL that cannot be fetched; ``transient``: another try soon may well succeed."""

    def __init__(self, message: str, *, code: str = "fetch", transient: bool = False) -> None:
        super().__init__(message, code=code)
        self.transient = transient


class ModelError(WortlautError):
    """A model file that is missing, damaged or of another version."""

    code = "model"


class CorpusError(WortlautError):
    """A corpus file that is missing, locked or of another kind."""

    code = "corpus"
    http_status = 409


class NotFoundError(CorpusError):
    """Something asked for by its id or name that the corpus does not have."""

    code = "not_found"
    http_status = 404


class KnowledgeError(WortlautError):
    """A knowledge base, or a table for one, that is missing, damaged or of another form."""

    code = "knowledge"
    exit_code = 2
    http_status = 400


class OutletTableError(WortlautError):
    """A table of outlets that does not follow its format."""

    code = "outlets"
    exit_code = 2
    http_status = 400


class GoldError(WortlautError):
    """Gold data that does not follow its format."""

    code = "gold"
