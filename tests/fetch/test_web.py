"""From URLs to articles: pages, feeds, sitemaps, what is wanted of them, and later runs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest

from wortlaut.fetch import Fetched, Fetcher
from wortlaut.records import Article, Failure, Remembered
from wortlaut.sources.selection import MOST_PAGES, Choice, Planned
from wortlaut.sources.web import Web

if TYPE_CHECKING:
    from conftest import Request, Site

HOST = "http://blatt.example"
Make = Callable[..., Fetcher]


def markup(name: str, *, head: str = "", charset: str = "utf-8") -> str:
    text = f"Der Rat von {name} tagt heute. " * 10
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="{charset}"><title>Bericht {name}'
        f"</title>{head}</head><body><article><h1>Bericht {name}</h1><p>{text}</p>"
        f"<p>„Es reicht für {name}“, sagte Bürgermeisterin Anna Kolb am Abend.</p></article>"
        "</body></html>"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def item(path: str, *, day: int = 28, title: str = "", content: str = "") -> str:
    host = "" if path.startswith("http") else HOST
    return (
        f"<item><title>{title}</title><link>{host}{path}</link>"
        f"<pubDate>{day} Nov 2024 09:30:00 +0100</pubDate>"
        f"<author>Jan Torberg</author><description><![CDATA[{content}]]></description></item>"
    )


def urlset(*paths: str) -> str:
    urls = "".join(f"<url><loc>{HOST}{p}</loc></url>" for p in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(*maps: str) -> str:
    named = "".join(f"<sitemap><loc>{HOST}{m}</loc></sitemap>" for m in maps)
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</sitemapindex>'
    )


def shown(results: Iterable[Article | Failure]) -> list[str]:
    """Sources of articles; codes of failures, with an exclamation mark."""
    return [
        r.source.removeprefix(HOST) if isinstance(r, Article) else f"{r.code}!" for r in results
    ]


@pytest.fixture
def web(make: Make) -> Callable[..., Web]:
    """``web(since="2024", limit=3, memory=…)``."""

    def call(since: str | None = None, limit: int | None = None, **more: object) -> Web:
        return Web(make(), choice=Choice(since, limit), **more)  # type: ignore[arg-type]

    return call


def read(web: Web, *paths: str) -> list[str]:
    return shown(web.read(p if "://" in p else HOST + p for p in paths))


# ------------------------------------------------------------------------------- pages


def test_a_page_is_an_article_with_its_provenance(site: Site, web: Callable[..., Web]) -> None:
    site["/a"] = lambda r: r.answer(status="301 Moved", Location="/b")
    site["/b"] = markup("Neustadt")
    kept: list[Fetched] = []
    (article,) = web(raw=kept.append).read([f"{HOST}/a#oben"])
    assert isinstance(article, Article)
    assert article.title == "Bericht Neustadt"
    assert "„Es reicht für Neustadt“" in article.text
    assert (article.source, article.url) == (f"{HOST}/a#oben", f"{HOST}/b")
    assert article.provenance is not None
    assert article.provenance.url == f"{HOST}/b"
    assert article.provenance.captured == "2024-11-28T12:00:00Z"
    assert article.provenance.digest == kept[0].digest
    assert article.provenance.reader is not None
    assert "wortlaut" in article.provenance.reader
    assert kept[0].body.decode() == markup("Neustadt")
    again = Article(article.source, article.text, url=article.url, outlet=article.outlet)
    assert article.id == again.id


def test_pages_come_in_order_and_what_fails_in_its_place(
    site: Site, web: Callable[..., Web]
) -> None:
    for name in "abc":
        site[f"/{name}"] = markup(name)
    site["/bild"] = lambda r: r.answer("x", type="image/png")
    assert read(web(), "/a", "/fehlt", "/b", "/bild", "ftp://x.example/", "/c", "/a#x") == [
        "/a", "http_404!", "/b", "content_type!", "scheme!", "/c"
    ]  # fmt: skip


def test_credentials_leave_no_trace(site: Site, web: Callable[..., Web]) -> None:
    (failure,) = web().read(["http://anna:geheim@blatt.example/a"])
    assert isinstance(failure, Failure)
    assert failure.input == f"{HOST}/a"
    assert "geheim" not in str(failure)
    assert site.asked == []


@pytest.mark.parametrize(
    ("charset", "stated", "meta"),
    [
        ("utf-8", "iso-8859-1", "utf-8"),
        ("cp1252", "utf-8", "utf-8"),
        ("cp1252", "windows-1252", "nonsense"),
        ("iso-8859-2", "iso-8859-2", ""),
        ("utf-16", "utf-8", "utf-8"),
    ],
)
def test_a_wrong_charset_does_no_harm(
    site: Site, web: Callable[..., Web], charset: str, stated: str, meta: str
) -> None:
    page = markup("Köln", charset=meta).replace("„", "&bdquo;").replace("“", "&ldquo;")
    site["/a"] = lambda r: r.answer(page.encode(charset), type=f"text/html; charset={stated}")
    (article,) = web().read([f"{HOST}/a"])
    assert isinstance(article, Article)
    assert article.title == "Bericht Köln"
    assert "Bürgermeisterin" in article.text


@pytest.mark.parametrize(
    ("body", "type", "result"),
    [
        ("Der Rat tagt.\n\nAnna Kolb sagte, es reiche.\n", "text/plain", "/a"),
        (json.dumps({"text": "Der Rat tagt."}) + "\n", "application/x-ndjson", "/a"),
        (gzip.compress(markup("A").encode()), "application/gzip", "/a"),
        ('{"status": "ok"}', "application/json", "record!"),
        ("kein JSON", "application/json", "unknown!"),
        ("<?xml version='1.0'?><opml/>", "text/xml", "unknown!"),
        ("<p>kurz", "text/html", "/a"),
        ("<html><body></body></html>", "text/html", "no_text!"),
        (b"\0\1\2\3" * 100, "text/html", "binary!"),
    ],
)
def test_the_content_says_what_it_is(
    site: Site, web: Callable[..., Web], body: str | bytes, type: str, result: str
) -> None:
    site["/a"] = lambda r: r.answer(body, type=type)
    assert read(web(), "/a") == [result]


def test_a_fault_of_our_own_costs_one_page(
    site: Site, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site["/a"] = markup("A")
    fetcher = make()
    real = fetcher.fetch

    def faulty(url: str, **more: object) -> Fetched:
        if url.endswith("/b"):
            raise RuntimeError("unerwartet")
        return real(url, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(fetcher, "fetch", faulty)
    assert read(Web(fetcher), "/b", "/a") == ["internal!", "/a"]


# -------------------------------------------------------------------- feeds and sitemaps


def test_a_feed_is_followed_and_fills_gaps(site: Site, web: Callable[..., Web]) -> None:
    site["/feed"] = lambda r: r.answer(rss(item("/a", title="Titel"), item("/b"), item("/fehlt")))
    site["/a"] = markup("A")
    site["/b"] = markup("B", head='<meta name="author" content="Eva Lenz">')
    results = list(web().read([f"{HOST}/feed"]))
    assert shown(results) == ["/a", "/b", "http_404!"]
    first, second = (r for r in results if isinstance(r, Article))
    assert first.title == "Bericht A"  # the page has the last word
    assert first.authors == ("Jan Torberg",)
    assert first.published == "2024-11-28T09:30:00+01:00"
    assert second.authors == ("Eva Lenz",)
    assert first.provenance is not None
    assert first.provenance.url == f"{HOST}/a"


def test_pages_first_then_feeds_in_turn_each_page_once(site: Site, web: Callable[..., Web]) -> None:
    other = "http://zeitung.example"
    site["/f1"] = rss(item("/a"), item("/b"))
    site["/f2"] = rss(item(f"{other}/c"), item("/b"), item(f"{other}/d"))
    for name in "abcde":
        site[f"/{name}"] = markup(name)
    assert read(web(), "/f1", "/f2", "/e") == ["/e", "/a", f"{other}/c", "/b", f"{other}/d"]
    assert sorted(site.paths()) == ["/a", "/b", "/c", "/d", "/e", "/f1", "/f2"]


def test_sitemaps_and_their_index(site: Site, web: Callable[..., Web]) -> None:
    site["/index"] = index("/1", "/2", "/fehlt", "/seite", "/1")
    site["/1"] = urlset("/a", "/b")
    site["/2"] = lambda r: r.answer(gzip.compress(urlset("/c").encode()), type="application/x-gzip")
    for name in ("a", "b", "c", "seite"):
        site[f"/{name}"] = markup(name)
    assert read(web(), "/index") == ["http_404!", "sitemap!", "/a", "/b", "/c"]


def test_an_index_that_names_itself_ends(site: Site, web: Callable[..., Web]) -> None:
    site["/index"] = index("/index", "/tief")
    for depth in range(9):
        site["/tief" + "/t" * depth] = index("/tief" + "/t" * (depth + 1))
    assert read(web(), "/index") == ["limit!"]
    assert len(site.paths()) == 3


@pytest.mark.parametrize(
    ("since", "limit", "read_"),
    [
        (None, None, ["/a", "/b", "/c"]),
        (None, 2, ["/a", "/b"]),
        ("2024-11-28", None, ["/b", "/c"]),
        ("2024-11", None, ["/a", "/b", "/c"]),
        ("2025", None, []),
        ("2024-11-28", 1, ["/b"]),
    ],
)
def test_what_is_wanted(
    site: Site, web: Callable[..., Web], since: str | None, limit: int | None, read_: list[str]
) -> None:
    site["/feed"] = rss(item("/a", day=27), item("/b"), item("/c", day=29))
    for name in "abc":
        site[f"/{name}"] = markup(name)
    assert read(web(since, limit), "/feed") == read_


def test_an_entry_without_a_date_is_dated_by_its_page(site: Site, web: Callable[..., Web]) -> None:
    site["/karte"] = urlset("/alt", "/neu", "/ohne")
    dated = '<meta property="article:published_time" content="{}T09:00:00+01:00">'
    site["/alt"] = markup("Alt", head=dated.format("2024-01-02"))
    site["/neu"] = markup("Neu", head=dated.format("2024-11-27"))
    site["/ohne"] = markup("Ohne")
    assert read(web("2024-11"), "/karte") == ["/neu", "/ohne"]


def test_a_limit_that_nobody_set_is_told(site: Site, web: Callable[..., Web]) -> None:
    site["/karte"] = urlset(*(f"/{n}" for n in range(MOST_PAGES + 5)))
    plan = list(web().plan([f"{HOST}/karte"]))
    assert [p.code for p in plan if isinstance(p, Failure)] == []  # a page for all it says
    site["/karte"] = lambda r: r.answer(
        urlset(*(f"/{n}" for n in range(MOST_PAGES + 5))), type="text/xml"
    )
    plan = list(web().plan([f"{HOST}/karte"]))
    assert [p.code for p in plan if isinstance(p, Failure)] == ["limit"]
    fetched = [p for p in plan if isinstance(p, Planned) and p.action == "fetch"]
    assert len(fetched) == MOST_PAGES


def test_the_feed_speaks_for_a_page_that_cannot_be_had(
    site: Site, web: Callable[..., Web], caplog: pytest.LogCaptureFixture
) -> None:
    content = "<p>Der Rat tagt wieder lange.</p>" * 30
    site["/robots.txt"] = "User-agent: *\nDisallow: /geheim"
    site["/feed"] = rss(
        item("/geheim", title="Voll", content=content),
        item("/geheim/2", title="Kurz", content="<p>Teaser</p>"),
        item("/kaputt", title="Später", content=content),
    )
    site["/kaputt"] = lambda r: r.answer(status="503 Unavailable")
    results = list(web().read([f"{HOST}/feed"]))
    assert shown(results) == ["/geheim", "robots!", "http_503!"]
    assert isinstance(results[0], Article)
    assert results[0].text.startswith("Voll\n\nDer Rat tagt wieder lange.")
    assert "read from its feed" in caplog.text


def test_an_empty_feed_and_an_entry_without_a_link(site: Site, web: Callable[..., Web]) -> None:
    site["/leer"] = rss()
    site["/feed"] = rss("<item><title>Ohne</title></item>", item("/a"), item("/leer"))
    site["/a"] = markup("A")
    assert read(web(), "/leer", "/feed") == ["empty!", "no_link!", "/a"]


def test_a_feed_within_a_feed_is_not_followed(site: Site, web: Callable[..., Web]) -> None:
    site["/feed"] = rss(item("/anderer"))
    site["/anderer"] = rss(item("/a"))
    assert read(web(), "/feed") == ["listing!"]


# ---------------------------------------------------------------------------- dry run


def test_a_dry_run_fetches_no_page(site: Site, web: Callable[..., Web]) -> None:
    site["/robots.txt"] = "User-agent: *\nDisallow: /geheim"
    site["/feed"] = lambda r: r.answer(
        rss(item("/a"), item("/geheim"), item("/alt", day=1)), type="application/rss+xml"
    )
    site["/b"] = markup("B")
    urls = [f"{HOST}{p}" for p in ("/feed", "/b", "/geheim", "/fehlt")]
    plan = list(web("2024-11-02").plan([*urls, "ftp://x.example/"]))
    assert [
        f"{p.action} {p.url.removeprefix(HOST)}" if isinstance(p, Planned) else f"{p.code}!"
        for p in plan
    ] == ["fetch /a", "robots!", "skip /alt", "fetch /b", "robots!", "http_404!", "scheme!"]
    asked = [(r.method, r.path) for r in site.asked if r.path != "/robots.txt"]
    assert asked == [("HEAD", "/feed"), ("GET", "/feed"), ("HEAD", "/b"), ("HEAD", "/fehlt")]


def test_a_server_that_knows_no_head(site: Site, web: Callable[..., Web]) -> None:
    site["/b"] = lambda r: r.answer(status="405 Method Not Allowed")
    assert list(web().plan([f"{HOST}/b"])) == [Planned(f"{HOST}/b", "fetch")]


# ------------------------------------------------------------------------- later runs


class Notes:
    """A memory that keeps what it is told, and articles that a test puts there."""

    def __init__(self) -> None:
        self.notes: dict[str, Remembered] = {}
        self.articles: dict[str, Article] = {}

    def recall(self, url: str) -> Remembered | None:
        return self.notes.get(url)

    def remember(self, url: str, remembered: Remembered) -> None:
        self.notes[url] = remembered

    def kept(self, article_id: str) -> Article | None:
        return self.articles.get(article_id)


def changing(site: Site, path: str, body: str) -> None:
    """A page with an ETag that goes with its content."""

    def page(request: Request) -> None:
        etag = f'"{hash(body)}"'
        if request.headers.get("if-none-match") == etag:
            request.answer(status="304 Not Modified", type="", ETag=etag)
        else:
            request.answer(body, ETag=etag)

    site[path] = page


def test_a_second_run_asks_only_for_what_has_changed(site: Site, web: Callable[..., Web]) -> None:
    changing(site, "/feed", rss(item("/a"), item("/b")))
    changing(site, "/a", markup("A"))
    changing(site, "/b", markup("B"))
    notes = Notes()
    first = list(web(memory=notes).read([f"{HOST}/feed"]))
    notes.articles = {a.id: a for a in first if isinstance(a, Article)}
    changing(site, "/b", markup("Neu"))
    site.asked.clear()
    second = list(web(memory=notes).read([f"{HOST}/feed"]))
    assert second[0] == first[0]
    assert [a.title for a in second if isinstance(a, Article)] == ["Bericht A", "Bericht Neu"]
    assert all("if-none-match" in r.headers for r in site.asked if r.path != "/robots.txt")


def test_what_was_fetched_but_never_kept_is_fetched_again(
    site: Site, web: Callable[..., Web]
) -> None:
    changing(site, "/a", markup("A"))
    notes = Notes()
    assert read(web(memory=notes), "/a") == ["/a"]  # and then the run is killed
    assert read(web(memory=notes), "/a") == ["/a"]
    assert "if-none-match" not in site.asked[-1].headers


def test_another_version_reads_again(site: Site, web: Callable[..., Web]) -> None:
    changing(site, "/a", markup("A"))
    notes = Notes()
    (article,) = web(memory=notes).read([f"{HOST}/a"])
    assert isinstance(article, Article)
    notes.articles[article.id] = article
    known = notes.notes[f"{HOST}/a"]
    notes.notes[f"{HOST}/a"] = Remembered(known.etag, None, "0.0.1", known.articles)
    assert read(web(memory=notes), "/a") == ["/a"]
    assert "if-none-match" not in site.asked[-1].headers


def test_a_page_that_could_not_be_read_is_not_remembered(
    site: Site, web: Callable[..., Web]
) -> None:
    changing(site, "/a", "<html><body></body></html>")
    notes = Notes()
    assert read(web(memory=notes), "/a") == ["no_text!"]
    assert notes.notes == {}
