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
        "0123456789abcdef01234567-1.jpg",
        "0123456789abcdef01234567-1.jpg%00.png",
        "",
    ],
)
def test_nothing_but_pictures_of_ours_is_served(reader, name):
    assert reader.get(f"/media/{name}").status_code == 404
