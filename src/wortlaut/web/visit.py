"""One request of a person with a browser: language, session, rights; how pages are rendered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from wortlaut import __version__
from wortlaut.export.outline import one_line, visible
from wortlaut.service import Service
from wortlaut.web import language as languages
from wortlaut.web.language import Language, Texts

SESSION = "wortlaut_session"
PASS = "wortlaut_pass"
UNSIGNED = "anonymous"
"""The author of corrections that nobody signed: not the login name of the server."""
_YEAR = 365 * 24 * 3600


@dataclass(slots=True)
class Visit:
    """Who asks for a page and what of: everything that a view needs of the request."""

    request: Request
    service: Service
    language: Language
    session: str
    signed_in: bool
    new_session: bool = False
    t: Texts = field(init=False)

    def __post_init__(self) -> None:
        self.t = Texts(self.language)

    @property
    def may_write(self) -> bool:
        return self.service.access.may_write(signed_in=self.signed_in)

    @property
    def client(self) -> str:
        """The address that a rate is counted for."""
        return self.request.client.host if self.request.client else "?"

    def here(self, **changes: str | None) -> str:
        """This page's address with other values in its query; None takes one away."""
        pairs = [(k, v) for k, v in self.request.query_params.multi_items() if k not in changes]
        pairs += [(k, v) for k, v in changes.items() if v is not None]
        return self.request.url.path + (f"?{urlencode(pairs)}" if pairs else "")


class SignInNeededError(Exception):
    """The page is for those who have the token."""


class ForgedFormError(Exception):
    """A form that was not made by us for this session, or too long ago."""


def open_visit(request: Request) -> Visit:
    """The visit of a request, whoever asks."""
    service: Service = request.app.state.service
    session = request.cookies.get(SESSION)
    known = bool(session) and len(session or "") < 100
    number = session if known and session else service.access.new_session()
    return Visit(
        request,
        service,
        languages.choose(
            request.query_params.get("lang"),
            request.cookies.get(languages.COOKIE),
            request.headers.get("accept-language"),
        ),
        number,
        service.access.is_pass(number, request.cookies.get(PASS)),
        not known,
    )


def visit(request: Request) -> Visit:
    """The visit of a request; reading a private server needs the token."""
    found = open_visit(request)
    if not found.service.access.may_read(signed_in=found.signed_in):
        raise SignInNeededError
    return found


def writing(
    found: Annotated[Visit, Depends(visit)], form_token: Annotated[str, Form(max_length=200)] = ""
) -> Visit:
    """The visit of a form that changes something: right and form are checked."""
    if not found.may_write:
        raise SignInNeededError
    check_form(found, form_token)
    return found


def check_form(found: Visit, form_token: str) -> None:
    """Raise ``ForgedFormError`` unless the form was made for this session."""
    if not found.service.access.is_form_token(found.session, form_token):
        raise ForgedFormError


Reading = Annotated[Visit, Depends(visit)]
Writing = Annotated[Visit, Depends(writing)]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("wortlaut.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"line": one_line, "visible": visible}
    environment.globals |= {"static": static_url, "version": __version__, "here_is": _here_is}
    return environment


def _here_is(found: Visit, address: str) -> bool:
    """Whether a page belongs to this entry of the navigation."""
    path = found.request.url.path
    return path == address if address == "/" else path.startswith(address)


@cache
def static_url(name: str) -> str:
    """The address of a file of ours; it changes with the file, so browsers may keep it."""
    return f"/static/{name}?{hashlib.sha256(static_body(name)).hexdigest()[:12]}"


@cache
def static_body(name: str) -> bytes:
    """The bytes of a file of ours."""
    home = "wortlaut.export" if name == "marks.css" else "wortlaut.web"
    folder = "templates" if name == "marks.css" else "static"
    return files(home).joinpath(f"{folder}/{name}").read_bytes()


def render(found: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; ``context`` is what its template takes."""
    text = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            visit=found,
            t=found.t,
            form_token=found.service.access.form_token(found.session),
            done=_done(found),
            **context,
        )
    )
    response = HTMLResponse(text, status, {"cache-control": "private, no-cache"})
    if found.new_session:
        _set(response, found, SESSION, found.session, None)
    if found.request.query_params.get("lang") == found.language:
        _set(response, found, languages.COOKIE, found.language, _YEAR)
    return response


def _done(found: Visit) -> str | None:
    """What to say of the form that led here, if one did."""
    key = found.request.query_params.get("done")
    return found.t.known("done", key) if key and found.t.known("done", key) != key else None


def go_to(address: str, **query: str | None) -> RedirectResponse:
    """On to another page after a form (303)."""
    pairs = [(k, v) for k, v in query.items() if v is not None]
    joint = "&" if "?" in address else "?"
    return RedirectResponse(address + (f"{joint}{urlencode(pairs)}" if pairs else ""), 303)


def sign_in(found: Visit, response: RedirectResponse) -> RedirectResponse:
    """Note in cookies that the holder of this session gave the token."""
    _set(response, found, SESSION, found.session, None)
    _set(response, found, PASS, found.service.access.pass_of(found.session), None)
    return response


def _set(
    response: HTMLResponse | RedirectResponse, found: Visit, name: str, value: str, age: int | None
) -> None:
    secure = found.request.url.scheme == "https"
    response.set_cookie(name, value, max_age=age, httponly=True, samesite="lax", secure=secure)
