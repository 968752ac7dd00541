"""A router for pages: not part of the REST API's description."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse


def pages() -> APIRouter:
    """A router whose answers are pages."""
    return APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
