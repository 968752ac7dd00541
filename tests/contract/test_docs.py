"""The docs hold what they show: links lead somewhere, code is code, the JSON is the contract."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from wortlaut.config import FetchConfig, PipelineConfig
from wortlaut.records import Analysis, statement_row
from wortlaut.tagger.card import DEFAULT_MODEL

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fences(path: Path, language: str) -> list[str]:
    return [body for kind, body in FENCED.findall(read(path)) if kind == language]


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of their words."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", read(path)), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def links() -> list[tuple[Path, str]]:
    found = [(page, link) for page in PAGES for link in LINK.findall(FENCED.sub("", read(page)))]
    return [(page, link) for page, link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize(
    ("page", "link"), links(), ids=lambda v: v.name if isinstance(v, Path) else v
)
def test_links_lead_somewhere(page: Path, link: str) -> None:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    assert target.exists(), f"{page.relative_to(ROOT)}: {link}"
    if anchor:
        assert anchor in anchors(target), f"{page.relative_to(ROOT)}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_python_in_the_docs_is_python(page: Path) -> None:
    for code in fences(page, "python"):
        ast.parse(code)


def test_the_json_page_shows_the_contract() -> None:
    (shown,) = fences(ROOT / "docs/reference/json.md", "json")
    data = json.loads(shown)
    analysis = Analysis.from_dict(data)
    assert analysis.to_dict() == data
    for statement in data["statements"]:
        for part in (statement, statement["speaker"], statement["cue"], statement["frame"]):
            if part:
                cut = " ".join(data["article"]["text"][a:b] for a, b in part["spans"])
                assert cut == part["text"]


def test_the_ids_on_the_json_page_are_those_of_its_content() -> None:
    (shown,) = fences(ROOT / "docs/reference/json.md", "json")
    data = json.loads(shown)
    ids = [data["article"].pop("id"), *(s.pop("id") for s in data["statements"])]
    analysis = Analysis.from_dict(data)
    assert ids == [analysis.article.id, *(s.id for s in analysis.statements)]


def test_the_json_page_names_every_column_of_the_csv() -> None:
    page = read(ROOT / "docs/reference/json.md")
    (shown,) = fences(ROOT / "docs/reference/json.md", "json")
    analysis = Analysis.from_dict(json.loads(shown))
    row = statement_row(analysis.article, analysis.statements[0])
    listed = re.findall(r"`(\w+)`", page.partition("## CSV")[2].partition("Analysis.to_rows")[0])
    assert listed == list(row)


def test_the_python_page_names_every_setting_and_its_default() -> None:
    table = dict(
        re.findall(
            r"^\| `(\w+)` \| ([^|]+?) \| `WORTLAUT_", read(ROOT / "docs/reference/python.md"), re.M
        )
    )
    default, fetch = PipelineConfig(), FetchConfig()
    assert table == {
        "batch_size": str(default.batch_size),
        "threads": str(default.threads),
        "model": f"`{DEFAULT_MODEL}`",
        "mode": f"`{default.mode}`",
        "knowledge": str(default.knowledge).lower(),
        "actors": "none",
        "contact": "not set",
        "user_agent": "not set",
        "delay": str(fetch.delay),
        "timeout": str(fetch.timeout),
        "hosts": str(fetch.hosts),
    }
