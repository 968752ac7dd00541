"""Somebody who visits the pages, with a browser that has no script."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from starlette.testclient import TestClient

TOKEN = "a-token-for-tests-0123456789"


class Visitor(TestClient):
    """A browser without a script: it keeps cookies, follows links and fills in forms."""

    def form_token(self) -> str:
        """The token that forms of this session carry."""
        found = re.search(r'name="form_token" value="(\w+)"', self.get("/").text)
        assert found, "the start page has no form"
        return found[1]

    def fill_in(self, path: str, **fields: str) -> Any:
        """Send a form."""
        return self.post(path, data={"form_token": self.form_token(), **fields})


def text_of(response: Any) -> str:
    """What a page says, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


class Links(HTMLParser):
    """Addresses that a page leads to or loads, its ids, and what could run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.runs: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in ("link", "script", "img", "source", "iframe", "embed", "object"):
            self.loaded += [values[n] for n in ("href", "src", "srcset", "data") if n in values]
        if "id" in values:
            self.ids.append(values["id"])
        self.runs += [f"{tag} {name}" for name in values if name.startswith("on")]
        self.runs += [v for v in values.values() if v.strip().lower().startswith("javascript:")]
        if "style" in values or (tag == "script" and "src" not in values) or tag == "style":
            self.runs.append(tag)


def crawl(guest: Visitor, *starts: str, most: int = 400) -> dict[str, Any]:
    """All pages that can be reached by links from some, each once."""
    todo, seen = list(starts), {}
    while todo and len(seen) < most:
        path = todo.pop(0).partition("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        seen[path] = response = guest.get(path)
        if response.headers["content-type"].startswith("text/html"):
            todo += Links(response.text).links
    return seen
