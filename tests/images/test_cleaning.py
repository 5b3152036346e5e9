"""What an author sends from a phone is upright and tells nothing before it is written anywhere."""

from io import BytesIO

import pytest
from PIL import Image

import darkroom
from blog.images import cleaning
from blog.images.reencode import BadPicture


def opened(raw):
    return Image.open(BytesIO(raw))


@pytest.mark.parametrize("turn", darkroom.TURNS)
def test_a_photo_is_turned_upright_once(turn):
    raw, ending = cleaning.clean(darkroom.heic(darkroom.upright(), turn))

    assert ending == ".jpg"
    assert darkroom.corners(opened(raw)) == darkroom.corners(darkroom.upright())


def test_nothing_private_comes_along():
    raw, _ = cleaning.clean(darkroom.spied_on())

    assert [secret for secret in darkroom.SECRETS if secret in raw] == []


def test_a_large_photo_becomes_as_large_as_anybody_needs():
    raw, _ = cleaning.clean(darkroom.written(darkroom.photo(4000, 3000), "JPEG"))

    assert opened(raw).size == (2560, 1920)


def test_whoever_sends_what_is_no_photo_is_told_what_is():
    with pytest.raises(BadPicture) as drawing:
        cleaning.clean(b"<svg/>")
    with pytest.raises(BadPicture) as noise:
        cleaning.clean(b"noise")

    works = "send a JPEG, PNG, WebP, GIF, AVIF or HEIC"
    assert str(drawing.value) == f"is an SVG drawing: {works}"
    assert str(noise.value) == f"is no picture: {works}"


def test_a_drawing_one_can_see_through_stays_so():
    picture = Image.new("RGBA", (40, 30), (255, 0, 0, 90))

    raw, ending = cleaning.clean(darkroom.written(picture, "PNG"))

    assert ending == ".png"
    assert opened(raw).mode == "RGBA"


def test_what_moves_goes_on_moving():
    raw, ending = cleaning.clean(darkroom.gif())

    assert ending == ".webp"
    assert opened(raw).n_frames > 1


@pytest.mark.parametrize(
    "raw",
    [b"", b"<svg/>", b"%PDF-1.7", darkroom.bomb(50_000, 50_000)],
    ids=lambda raw: str(raw[:5]),
)
def test_what_is_no_photo_is_refused_in_a_sentence(raw):
    with pytest.raises(BadPicture):
        cleaning.clean(raw)
