"""What a page shows when something goes wrong; the REST API has answers of its own."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from wortlaut.errors import WortlautError
from wortlaut.web.messages import said
from wortlaut.web.visit import ForgedFormError, SignInNeededError, go_to, open_visit, render

_LOG = logging.getLogger(__name__)


def handle_trouble(app: FastAPI) -> None:
    """Register the pages for errors; paths of the REST API are left to it."""
    app.add_exception_handler(SignInNeededError, _sign_in)
    app.add_exception_handler(ForgedFormError, _forged)
    app.add_exception_handler(WortlautError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def page(request: Request, status: int, title: str, text: str) -> Response:
    """A page with a heading and an explanation; both are keys of the texts or plain words."""
    visit = open_visit(request)
    return render(
        visit,
        "message",
        status=status,
        heading=visit.t.known("error", title),
        explanation=visit.t.known("error", text),
    )


async def _sign_in(request: Request, error: Exception) -> Response:
    back = str(request.url.path) if request.method == "GET" else "/"
    return go_to("/login", next=back)


async def _forged(request: Request, error: Exception) -> Response:
    return page(request, 403, "form_title", "form")


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, WortlautError)
    if error.http_status == 404:
        return page(request, 404, "not_found_title", "not_found")
    if error.http_status >= 500:
        _LOG.error("%s: %s", request.url.path, error)
    return page(request, error.http_status, "title", said(open_visit(request), error))


async def _invalid(request: Request, error: Exception) -> Response:
    return page(request, 422, "title", "invalid")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return page(request, 404, "not_found_title", "not_found")
    return page(request, error.status_code, "title", str(error.detail))


async def _unexpected(request: Request, error: Exception) -> Response:
    _LOG.exception("%s failed", request.url.path, exc_info=error)
    return page(request, 500, "title", "internal")
