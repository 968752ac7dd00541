"""Feeds and sitemaps: what they are told by, and what they say of each page."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest

from wortlaut.errors import SourceError
from wortlaut.records import Article, Failure
from wortlaut.sources import feed, read_inputs, saved, sitemap
from wortlaut.sources.entries import Entry, article_of, has_full_text, iso, names, text_of
from wortlaut.sources.kinds import choose
from wortlaut.sources.raw import Raw

BASE = "https://blatt.example/feed.xml"
LONG = "<p>Der Rat hat lange beraten.</p>" * 20 + "<p>„Es reicht“, sagte Anna Kolb.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="rss.xsl" type="text/xsl"?>
<!-- Beispielblatt -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Beispielblatt - Politik</title><link>https://blatt.example/</link>
<item><title>Rat &amp;amp; Tat &lt;i&gt;neu&lt;/i&gt;</title><link> /artikel/1 </link>
  <pubDate>Thu, 28 Nov 2024 09:30:00 +0100</pubDate>
  <dc:creator>Anna Kolb, Jan Torberg</dc:creator>
  <description>Kurz gesagt …</description>
  <content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Nur ein Link</title><guid>https://blatt.example/2</guid></item>
<item><title>Ohne Link</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Beispielblatt</title>
<author><name>Redaktion</name></author>
<entry><title type="html">Wahl &lt;b&gt;heute&lt;/b&gt;</title>
<link rel="alternate" href="a/1"/><link rel="replies" href="a/1/kommentare"/>
<published>2024-11-28T09:30:00+01:00</published><updated>2024-11-28T10:00:00Z</updated>
<author><name>Anna Kolb</name></author></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://blatt.example/"><title>Blatt</title></channel>
<item rdf:about="https://blatt.example/1"><title>Eins</title><link>https://blatt.example/1</link>
<dc:date>2024-11-28T09:30:00+01:00</dc:date></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Beispielblatt",
        "authors": [{"name": "Redaktion"}],
        "items": [
            {"id": "1", "url": "/a/1", "title": "Eins", "date_published": "2024-11-28T09:30:00Z",
             "authors": [{"name": "Anna Kolb"}], "content_html": LONG},
            {"id": "https://blatt.example/2", "content_text": "Erst.\n\nDann < jetzt."},
            {"id": 3, "external_url": "https://anderswo.example/3"},
            "kein Eintrag",
        ],
    }
)  # fmt: skip
NEWS = """<?xml version='1.0' encoding='UTF-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://blatt.example/1 </loc><lastmod>2024-11-29</lastmod>
<news:news><news:publication><news:name>Beispielblatt</news:name><news:language>de</news:language>
</news:publication><news:publication_date>2024-11-28T09:30:00+01:00</news:publication_date>
<news:title>Rat &amp; Tat</news:title></news:news>
<image:image><image:loc>https://blatt.example/bild.jpg</image:loc><image:title>Bild</image:title>
</image:image></url>
<url><loc>/2</loc></url><url><lastmod>2024</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://blatt.example/news.xml</loc><lastmod>2024-11-28</lastmod></sitemap>
</sitemapindex>"""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (RSS, feed),
        (ATOM, feed),
        (RDF, feed),
        (JSON, feed),
        (json.dumps({"items": [{"url": "https://blatt.example/1"}] * 9} | json.loads(JSON)), feed),
        ("\ufeff" + RSS, feed),
        ('<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "r.dtd">\n<rss version="0.91">', feed),
        (NEWS, sitemap),
        (INDEX, sitemap),
        ("<sm:urlset xmlns:sm='http://www.sitemaps.org/schemas/sitemap/0.9'>", sitemap),
        ("<!DOCTYPE html><html><body><p>Ein &lt;rss> steht hier.", saved),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>da', saved),
    ],
)
def test_the_kind_is_told_by_the_content(data: str, kind: object) -> None:
    assert choose(Raw("ohne-endung", io.BytesIO(data.encode()))) is kind
    wide = Raw("ohne-endung", io.BytesIO(data.removeprefix("\ufeff").encode("utf-16")))
    assert choose(wide) is kind


@pytest.mark.parametrize("text", ['{"text": "Ein jsonfeed.org"}', "<rsss>", "rss", "<feedback>"])
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert choose(Raw("ohne-endung", io.BytesIO(text.encode()))) not in (feed, sitemap)


def test_rss() -> None:
    listing = feed.listing(RSS.encode(), BASE)
    first, second, third = listing.entries
    assert (first.url, first.title) == ("https://blatt.example/artikel/1", "Rat & Tat neu")
    assert first.published == "2024-11-28T09:30:00+01:00"
    assert first.authors == ("Anna Kolb", "Jan Torberg")
    assert first.content == LONG
    assert first.outlet is None  # "Beispielblatt - Politik" is the name of the feed
    assert (second.url, second.content) == ("https://blatt.example/2", None)
    assert third.url is None
    assert [has_full_text(e) for e in listing.entries] == [True, False, False]


def test_atom() -> None:
    (entry,) = feed.listing(ATOM.encode(), BASE).entries
    assert entry == Entry(
        url="https://blatt.example/a/1",
        title="Wahl heute",
        published="2024-11-28T09:30:00+01:00",
        modified="2024-11-28T10:00:00+00:00",
        authors=("Anna Kolb",),
    )


def test_rdf() -> None:
    (entry,) = feed.listing(RDF.encode(), BASE).entries
    assert (entry.url, entry.date) == ("https://blatt.example/1", "2024-11-28T09:30:00+01:00")


def test_json_feed() -> None:
    first, second, third = feed.listing(JSON.encode(), BASE).entries
    assert first == Entry(
        url="https://blatt.example/a/1",
        title="Eins",
        published="2024-11-28T09:30:00+00:00",
        authors=("Anna Kolb",),
        content=LONG,
    )
    assert second.url == "https://blatt.example/2"
    assert second.content == "<p>Erst.</p><p>Dann &lt; jetzt.</p>"
    assert second.authors == ("Redaktion",)
    assert third.url == "https://anderswo.example/3"


def test_news_sitemap() -> None:
    listing = sitemap.listing(NEWS.encode(), "https://blatt.example/news.xml")
    assert listing.entries == (
        Entry(
            url="https://blatt.example/1",
            title="Rat & Tat",
            published="2024-11-28T09:30:00+01:00",
            modified="2024-11-29",
            outlet="Beispielblatt",
        ),
        Entry(url="https://blatt.example/2"),
    )


def test_index_of_sitemaps() -> None:
    listing = sitemap.listing(INDEX.encode())
    assert listing.entries == ()
    assert listing.maps == (Entry(url="https://blatt.example/news.xml", modified="2024-11-28"),)


def test_a_sitemap_that_breaks_off_gives_what_is_there() -> None:
    data = NEWS.encode()
    assert len(sitemap.listing(data[: data.index(b"<url><loc>/2")]).entries) == 1


def test_a_feed_that_breaks_off_gives_what_is_there() -> None:
    data = RSS.encode()
    entries = feed.listing(data[: data.index(b"<item><title>Ohne")], BASE).entries
    assert [e.url for e in entries] == [
        "https://blatt.example/artikel/1",
        "https://blatt.example/2",
    ]


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b"<rss><channel><item><title>&b;</title></item></channel></rss>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>'


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")])
@pytest.mark.parametrize("kind", [feed, sitemap])
def test_entities_are_refused(kind: object, data: bytes) -> None:
    with pytest.raises(SourceError) as error:
        kind.listing(data)  # type: ignore[attr-defined]
    assert error.value.code == "entities"


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        (feed, b'{"version": "https://jsonfeed.org/version/1.1"', "json"),
        (feed, b'{"version": "https://jsonfeed.org/version/1.1", "items": {}}', "feed"),
        (feed, b"<html>", "feed"),
        (feed, b" " * 10_000_001, "too_large"),
        (sitemap, b"", "sitemap"),
        (sitemap, b"\0\1\2", "sitemap"),
        (sitemap, b" " * 10_000_001, "too_large"),
    ],
)
def test_what_cannot_be_read(kind: object, data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as error:
        kind.listing(data)  # type: ignore[attr-defined]
    assert error.value.code == code


def test_a_deep_or_long_one_takes_no_time() -> None:
    start = time.process_time()
    deep = b"<urlset>" + b"<a>" * 100_000
    assert sitemap.listing(deep).entries == ()
    many = b"<rss version='2.0'><channel>" + b"<item><title>a</title><link>/1</link></item>" * 2000
    assert len(feed.listing(many + b"</channel></rss>", BASE).entries) == 2000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("Thu, 28 Nov 2024 09:30:00 GMT", "2024-11-28T09:30:00+00:00"),
        ("2024-11-28T09:30:00Z", "2024-11-28T09:30:00+00:00"),
        ("2024-11-28", "2024-11-28"),
        ("2024", "2024"),
        ("bald", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(stated: str | None, date: str | None) -> None:
    assert iso(stated) == date


def test_names_and_titles() -> None:
    assert names(["Anna Kolb und Jan Torberg", None, "red@blatt.example", "Anna Kolb"]) == (
        "Anna Kolb",
        "Jan Torberg",
    )
    assert text_of("<script>x</script> Rat &amp;\n Tat") == "x Rat & Tat"
    assert text_of("<br/>") is None


@pytest.mark.parametrize("end", ["…", "...", "[…]", "[...]", "Weiterlesen", "weiterlesen →"])
def test_a_long_teaser_is_no_full_text(end: str) -> None:
    assert not has_full_text(Entry("https://blatt.example/1", content=f"{LONG}<p>Und dann {end}"))


def test_the_article_of_an_entry_is_all_of_its_content() -> None:
    entry = feed.listing(RSS.encode(), BASE).entries[0]
    article = article_of(entry, "feed.xml")
    assert article.text.startswith("Rat & Tat neu\n\nDer Rat hat lange beraten.\n\n")
    assert article.text.endswith("„Es reicht“, sagte Anna Kolb.\n")
    assert (article.url, article.published) == (entry.url, entry.published)
    assert article.authors == ("Anna Kolb", "Jan Torberg")
    assert article.source == "feed.xml"


def test_a_saved_feed_is_read_without_the_network(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    article, failure = read_inputs([str(path)])
    assert isinstance(article, Article)
    assert article.title == "Rat & Tat neu"
    assert isinstance(failure, Failure)
    assert failure.code == "not_fetched"
    assert "2 entries" in failure.message


def test_a_saved_sitemap_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "karte.xml"
    path.write_text(NEWS, encoding="utf-8")
    (failure,) = read_inputs([str(path)])
    assert isinstance(failure, Failure)
    assert failure.code == "not_fetched"
    assert "--follow" in failure.message
