"""The pages in a browser: the ways people go, in both languages, sizes and colour schemes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LOOKS = [
    pytest.param("de-DE", WIDE, "light", id="de-wide-light"),
    pytest.param("en-GB", NARROW, "dark", id="en-narrow-dark"),
]
EVERY_LOOK = [
    *LOOKS,
    pytest.param("de-DE", NARROW, "light", id="de-narrow-light"),
    pytest.param("en-GB", WIDE, "dark", id="en-wide-dark"),
]
ARTICLE = (
    "Streit um die Fähre\n\n„Wir können uns das nicht leisten“, sagte Bürgermeisterin Karla "
    "Wiemann. Die Stadt habe 400.000 Euro zugeschossen.\n\nDer Vorsitzende Onno Petersen "
    "widerspricht. Die Kürzung sei ein Fehler, meint Petersen.\n\nMehr zum Thema: Fähren im Norden"
)
Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Open]:
    """``visit(locale, size, scheme)``: a page of a new session; nothing may fail in it."""
    contexts = []
    trouble: list[str] = []

    def make(locale: str = "de-DE", size: Any = WIDE, scheme: str = "light", **more: Any) -> Any:
        context = browser.new_context(
            base_url=address, locale=locale, viewport=size, color_scheme=scheme, **more
        )
        contexts.append(context)
        page = context.new_page()
        host = urlsplit(address).netloc
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console",
            lambda m: trouble.append(m.text) if m.type == "error" and "404" not in m.text else None,
        )
        page.on(
            "request",
            lambda r: trouble.append(f"asked {r.url}") if urlsplit(r.url).netloc != host else None,
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert trouble == []


def paste(page: Any, text: str = ARTICLE) -> None:
    page.goto("/")
    page.fill("textarea", text)
    page.click("form.paste button.first")
    page.wait_for_url("**/drafts/*")


def keep(page: Any) -> str:
    page.click(".draft button")
    page.wait_for_url("**/articles/*")
    found = re.search(r"/articles/(\w+)", page.url)
    assert found
    return found[1]


@pytest.mark.parametrize(("locale", "size", "scheme"), EVERY_LOOK)
def test_paste_to_result(visit: Open, locale: str, size: Any, scheme: str) -> None:
    page = visit(locale, size, scheme)
    paste(page)
    marks = page.locator("mark.st[id]")
    assert marks.count() >= 3
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".panel")
    assert page.locator(".panel").get_attribute("data-number") == "1"
    page.keyboard.press("ArrowRight")
    page.wait_for_selector('.panel[data-number="2"]')
    assert "statement=" in page.url
    assert page.locator("mark.chosen").count() >= 1
    page.keyboard.press("Escape")
    page.wait_for_selector(".entries")
    page.locator("mark.st").first.click()
    page.wait_for_selector('.panel[data-number="1"]')
    page.locator("[data-legend] button").first.click()
    assert page.locator(".sheet.one").count() == 1
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, "the page is wider than the window"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 200) == (scheme == "dark")


@pytest.mark.parametrize(("locale", "size", "scheme"), LOOKS)
def test_search_to_permalink(visit: Open, locale: str, size: Any, scheme: str) -> None:
    page = visit(locale, size, scheme, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/search")
    page.keyboard.press("/")
    page.keyboard.type("Häuser")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".hit").count() == 1
    page.locator(".hit .where a").click()
    page.wait_for_selector(".panel")
    assert page.locator("mark.chosen").count() >= 1
    page.locator("[data-copy]").click()
    page.locator("[data-copy]", has_text=re.compile("Kopiert|Copied")).wait_for()
    assert "Anna Sorel" in page.evaluate("navigator.clipboard.readText()")
    link = page.locator('.cite a[href^="/statements/"]').last.get_attribute("href")
    page.goto(link)
    page.wait_for_selector(".panel")
    assert "/articles/" in page.url


@pytest.mark.parametrize(("locale", "size", "scheme"), LOOKS)
def test_correction_and_undo(visit: Open, locale: str, size: Any, scheme: str) -> None:
    page = visit(locale, size, scheme)
    paste(page, ARTICLE + f"\n\nFassung {locale}.")
    keep(page)
    page.locator(".entries a").first.click()
    page.wait_for_selector(".panel")
    page.locator('.panel a[href$="/edit"]').click()
    page.wait_for_url("**/edit")
    page.fill("#speaker", "Mara Lind")
    page.select_option("#type", "reported")
    page.fill("#author", "Jo")
    page.locator("#cue").focus()
    page.evaluate("""() => {
        const text = document.querySelector('.source-text').firstChild;
        const range = document.createRange();
        range.setStart(text, 0); range.setEnd(text, 6);
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    page.locator("[data-take]").click()
    assert page.input_value("#cue") == "Streit"
    page.fill("#cue", "")
    page.click("form[data-correcting] button.first")
    page.wait_for_selector(".panel")
    assert "Mara Lind" in page.locator(".panel h2").inner_text()
    page.goto("/corrections")
    page.locator('form[action$="/undo"] button').first.click()
    page.wait_for_selector(".undone")
    page.goto("/speakers/mara-lind")
    assert page.locator(".message").count() == 1


@pytest.mark.parametrize(("locale", "size", "scheme"), LOOKS)
def test_comparison_and_export(visit: Open, locale: str, size: Any, scheme: str) -> None:
    page = visit(locale, size, scheme)
    page.goto("/compare")
    page.select_option("#left", "Nordblick")
    page.select_option("#right", "Halmstedter Bote")
    page.select_option("#by", "actor")
    page.click("form.sides button.first")
    page.wait_for_selector("table")
    assert "Anna Sorel" in page.locator("table").inner_text()
    with page.expect_download() as table:
        page.locator(".downloads a", has_text="CSV").click()
    assert table.value.suggested_filename == "wortlaut-compare.csv"
    page.goto("/search?q=Haushalt")
    with page.expect_download() as lines:
        page.locator(".hits .downloads a", has_text="JSONL").click()
    hits = [json.loads(line) for line in lines.value.path().read_text("utf-8").splitlines()]
    assert len(hits) == page.locator(".hit").count()


def test_charts_are_drawn(visit: Open) -> None:
    pytest.importorskip("altair", reason="the extra charts is not installed")
    page = visit()
    page.goto("/outlets/Nordblick?by=actor")
    for image in page.locator(".chart img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert image.evaluate("image => image.naturalWidth") > 100


def test_without_a_script(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    paste(page)
    identifier = keep(page)
    page.locator("a.ref").first.click()
    page.wait_for_selector(".panel")
    page.locator('.steps a[rel="next"]').click()
    page.wait_for_selector('.panel[data-number="2"]')
    page.locator(".steps .close").click()
    page.wait_for_selector(".entries")
    assert identifier in page.url


def test_the_language_switch(visit: Open) -> None:
    page = visit("en-GB")
    page.goto("/speakers")
    page.click('.languages a[hreflang="de"]')
    page.goto("/outlets")
    assert page.locator("html").get_attribute("lang") == "de"


def test_a_hostile_article_runs_nothing(visit: Open) -> None:
    page = visit()
    dialogs: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    evil = (
        "Titel <script>alert(1)</script>\n\n„Wir <img src=x onerror=alert(2)> sagen nichts“, sagte "
        'Anna <b>Kolb</b>. <a href="javascript:alert(3)">x</a> </textarea></main>'
        "<svg/onload=alert(4)>\u202e neddewdrev \u202c</p>"
    )
    paste(page, evil)
    keep(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".panel")
    page.goto("/search?q=nichts")
    page.goto("/")
    assert dialogs == []
    assert page.locator("main script, main img, main svg[onload]").count() == 0


PLACES = (
    *("/", "/search?q=Haushalt", "/speakers", "/speakers/jonas-kolb", "/outlets"),
    *("/outlets/Nordblick", "/compare?left=Nordblick&right=Halmstedter+Bote&by=actor"),
    *("/corrections", "/about", "/login", "/nix", "READER", "EDIT", "DRAFT"),
)


@pytest.mark.parametrize(("locale", "size", "scheme"), LOOKS)
def test_accessibility(visit: Open, locale: str, size: Any, scheme: str) -> None:
    """axe-core, WCAG 2.2 A and AA, on every page."""
    axe_module = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(locale, size, scheme)
    page.goto("/search?q=Haushalt")
    reader = page.locator(".hit .where a").first.get_attribute("href").split("#")[0]
    statement = reader.partition("statement=")[2]
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": tags, "resultTypes": ["violations"]}
    found: dict[str, list[str]] = {}
    for place in PLACES:
        if place == "DRAFT":
            paste(page)
        else:
            page.goto({"READER": reader, "EDIT": f"/statements/{statement}/edit"}.get(place, place))
        violations = axe_module.Axe().run(page, options=options).response["violations"]
        found[place] = [
            f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}"
            for v in violations
            if v["impact"] in ("serious", "critical", "moderate")
        ]
    assert {place: bad for place, bad in found.items() if bad} == {}
