from io import BytesIO

import pytest
from PIL import Image


@pytest.fixture
def picture(see):
    return see("/posts/pictured/").one(".e-content").one("img")


def test_a_picture_is_served_and_kept_for_good(reader, picture):
    answer = reader.get(picture["src"], buffered=True)

    assert answer.status_code == 200
    assert answer.mimetype in {"image/jpeg", "image/png"}
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(answer.data)).size == (60, 40)
    assert (picture["width"], picture["height"]) == ("60", "40")


@pytest.fixture
def sizes(see):
    """The addresses of all a picture can be shown as."""
    page = see("/posts/pictured/").one(".e-content")
    sources = [one["srcset"] for one in page.all("source")]
    return [*sources, page.one("img")["src"]]


def test_every_kind_says_what_it_is(reader, sizes):
    answers = [reader.get(path, buffered=True) for path in sizes]

    assert [answer.mimetype for answer in answers] == ["image/avif", "image/webp", "image/jpeg"]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Set-Cookie" not in answer.headers


def test_a_picture_may_be_asked_about_and_for_a_part_of_it(reader, picture):
    whole = reader.get(picture["src"], buffered=True)

    asked = reader.head(picture["src"])
    part = reader.get(picture["src"], headers={"Range": "bytes=10-19"}, buffered=True)
    beyond = reader.get(picture["src"], headers={"Range": "bytes=999999-"}, buffered=True)

    assert (asked.status_code, asked.data) == (200, b"")
    assert asked.headers["Content-Length"] == str(len(whole.data))
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert beyond.status_code == 416


def test_the_original_is_at_no_address(reader):
    for path in ("/media/pool.png", "/posts/pictured/pool.png", "/content/posts/pictured/pool.png"):
        assert reader.get(path).status_code == 404


def test_a_picture_that_is_known_is_not_sent_again(reader, picture):
    mark = reader.get(picture["src"], buffered=True).headers["ETag"]

    known = reader.get(picture["src"], headers={"If-None-Match": mark}, buffered=True)
    assert known.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "nothing.jpg",
        "..%2fblog.sqlite3",
        "../secret_key",
        "....//secret_key",
        "%2e%2e/secret_key",
        "..%5csecret_key",
        "0123456789abcdef01234567-2",
        "0123456789abcdef01234567-2/",
        "0123456789abcdef01234567-2/about.json",
        "0123456789abcdef01234567-2/320.jpg",
        "0123456789abcdef01234567-2/320.jpg%00.png",
        "0123456789abcdef01234567-2/../../secret_key",
        "",
    ],
)
def test_nothing_but_pictures_of_ours_is_served(reader, name):
    assert reader.get(f"/media/{name}").status_code == 404
