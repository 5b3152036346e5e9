from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from blog.feeds import sitemap

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_addresses_are_whole_and_quoted_with_their_last_change():
    changed = datetime(2011, 10, 14, 7, 30, tzinfo=UTC)
    root = ET.fromstring(
        sitemap.write([("/posts/café & co/", changed), ("/", None)], site="https://laps.example")
    )

    assert [url.findtext(f"{NS}loc") for url in root] == [
        "https://laps.example/posts/caf%C3%A9%20%26%20co/",
        "https://laps.example/",
    ]
    assert [url.findtext(f"{NS}lastmod") for url in root] == ["2011-10-14T07:30:00+00:00", None]


def test_no_more_addresses_are_listed_than_the_protocol_allows():
    many = ((f"/{number}/", None) for number in range(sitemap.MOST + 5))

    assert sitemap.write(many, site="").count(b"<loc>") == sitemap.MOST
