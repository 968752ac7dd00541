"""Signing in with the token of the server."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response

from wortlaut.web.views.routing import pages
from wortlaut.web.visit import check_form, go_to, open_visit, render, sign_in

router = pages()


@router.get("/login")
def login(request: Request, next: str = "/") -> Response:
    """The form for the token."""
    return render(open_visit(request), "login", next=_inside(next), error=None)


@router.post("/login")
def enter(
    request: Request,
    token: Annotated[str, Form(max_length=500)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
    form_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Check the token; attempts are counted like analyses."""
    visit = open_visit(request)
    check_form(visit, form_token)
    wait = visit.service.rates.wait(f"login {visit.client}")
    if wait:
        text = visit.t("error.rate", n=wait)
        return render(visit, "login", status=429, next=_inside(next), error=text)
    if not visit.service.access.is_token(token.strip()):
        text = visit.t("login.wrong")
        return render(visit, "login", status=403, next=_inside(next), error=text)
    return sign_in(visit, go_to(_inside(next)))


def _inside(address: str) -> str:
    """``address`` if it is a page of ours, else the start page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() else "/"
