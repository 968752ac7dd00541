"""What the REST API and the web pages share: one corpus, one pipeline, limits, access, jobs.

``ServiceConfig`` says how a server is run, ``Service`` holds what a running one has. FastAPI and
the rest of the extra ``web`` are imported in ``api`` and ``web`` and in ``guards`` only.
"""

from wortlaut.service.config import ServiceConfig
from wortlaut.service.service import Service

__all__ = ["Service", "ServiceConfig"]
