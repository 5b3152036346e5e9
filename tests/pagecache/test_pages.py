import gzip
from datetime import UTC, datetime

import brotli
import pytest

from blog.pagecache.pages import BROTLI, GZIP, IDENTITY, Page, Shelf, encoding_for, finish

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "1"), ("ETag", '"x"')]
BODY = b"<p>Well run, and again.</p>" * 50


def page(body=BODY, headers=HTML) -> Page:
    return finish(
        body, headers, marks={"*": "1"}, since=datetime(2011, 1, 1, tzinfo=UTC), until=None
    )


def test_every_form_of_a_page_says_the_same():
    bodies = page().bodies

    assert bodies[IDENTITY] == BODY
    assert gzip.decompress(bodies[GZIP]) == BODY
    assert brotli.decompress(bodies[BROTLI]) == BODY


def test_every_form_has_its_own_entity_tag_and_length():
    found = {encoding: dict(headers) for encoding, headers in page().headers.items()}

    assert len({headers["ETag"] for headers in found.values()}) == 3
    for encoding, headers in found.items():
        assert int(headers["Content-Length"]) == len(page().bodies[encoding])
        assert headers["Vary"] == "Accept-Encoding"


def test_equal_pages_are_equal_bytes():
    assert page() == page()


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        pytest.param("gzip, deflate, br", BROTLI, id="a browser"),
        pytest.param("gzip", GZIP, id="an old one"),
        pytest.param("", IDENTITY, id="nothing said"),
        pytest.param("br;q=0, gzip;q=0.5", GZIP, id="a no to brotli"),
        pytest.param("identity", IDENTITY, id="plain only"),
        pytest.param("brotli", IDENTITY, id="a name that only begins alike"),
    ],
)
def test_a_browser_gets_the_smallest_form_it_takes(accepted, chosen):
    assert encoding_for(accepted, page()) == chosen


def test_what_cannot_be_packed_is_left_alone():
    png = page(headers=[("Content-Type", "image/png")])

    assert set(png.bodies) == {IDENTITY}
    assert encoding_for("br", png) == IDENTITY
    assert "Vary" not in dict(png.headers[IDENTITY])


def test_a_full_shelf_gives_up_the_longest_kept():
    shelf = Shelf(most_bytes=page().size * 2)
    for key in ("one", "two", "three"):
        shelf.put(key, page())

    assert shelf.get("one") is None
    assert shelf.get("three") is not None


def test_a_page_put_twice_takes_its_room_once():
    shelf = Shelf(most_bytes=page().size * 2)
    shelf.put("one", page())
    for _ in range(5):
        shelf.put("two", page())

    assert shelf.get("one") is not None
