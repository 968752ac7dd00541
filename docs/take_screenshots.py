"""Takes the pictures of the workbench in ``docs/screenshots``: `python docs/take_screenshots.py`.

Shows our own corpus (``corpora/own``, its outlets made up here) and needs the development tools
and a Chromium.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OUTLETS = (
    "Nordblick",
    "Halmstedter Bote",
    "Küstenwelle",
    "Der Morgen",
    "Alpenrundschau",
    "Metropol",
)
SIZE, PHONE = {"width": 1280, "height": 880}, {"width": 375, "height": 780}
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
ARGUMENTS += ("--disable-background-networking", "--disable-component-update")


def fill(path: Path) -> None:
    """Our own articles, analysed, each by one of the invented outlets."""
    from wortlaut import Article, Corpus, Pipeline
    from wortlaut.evaluation.tagged import read_tagged

    articles = []
    for part in ("dev", "train"):
        for gold in read_tagged(ROOT / "corpora" / "own" / f"{part}.txt"):
            plain = gold.to_article()
            outlet = OUTLETS[sum(map(ord, gold.id)) % len(OUTLETS)]
            articles.append(
                Article(f"{gold.id}.txt", plain.text, plain.title, None, outlet, (), gold.date)
            )
    pipeline = Pipeline()
    with Corpus(path, create=True) as corpus:
        for result in pipeline.pipe(articles):
            corpus.add(result, model=pipeline.model_version)  # type: ignore[arg-type]


def serve(path: Path) -> str:
    """A server in a thread of its own; its address."""
    import uvicorn

    from wortlaut.service import ServiceConfig
    from wortlaut.web.app import create_app

    app = create_app(ServiceConfig(corpus=path))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not (server.started and server.servers):
        time.sleep(0.05)
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def take(address: str, folder: Path) -> None:
    """One picture a page."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        sys.exit("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))

        def shot(name: str, place: str, size: Any = SIZE, scheme: Any = "light") -> str:
            context = browser.new_context(
                base_url=address, viewport=size, color_scheme=scheme, locale="de-DE"
            )
            page = context.new_page()
            page.goto(place)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}.png")
            html: str = page.content()
            context.close()
            return html

        shot("start", "/?example=1")
        found = shot("search", "/search?q=Gemeinderat+OR+Haushalt")
        links = re.findall(r"/articles/\w+\?statement=\w+", found)
        shot("reader", links[1])
        shot("reader-dark-phone", links[1], PHONE, "dark")
        speakers = shot("speakers", "/speakers")
        key = re.findall(r'/speakers/([^"?]+)"', speakers)
        shot("speaker", f"/speakers/{next(k for k in key if ':' not in k)}")
        shot("outlet", f"/outlets/{OUTLETS[0]}?by=kind")
        shot("compare", f"/compare?left={OUTLETS[0]}&right={OUTLETS[1]}&by=kind")
        browser.close()


def main() -> None:
    """Make the corpus, serve it, take the pictures."""
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "own.db"
        fill(path)
        take(serve(path), folder)
    for picture in sorted(folder.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
