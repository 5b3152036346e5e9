"""An original that says where it was taken is found, whatever its kind."""

import pytest

import darkroom
from blog.images.whereabouts import holds_place
from darkroom import upright, written

ELSEWHERE = darkroom.Image.Exif()
ELSEWHERE[0x010F] = "camera"


@pytest.mark.parametrize(
    ("raw", "does"),
    [
        pytest.param(written(upright(), "JPEG", exif=darkroom.exif()), True, id="JPEG"),
        pytest.param(written(upright(), "PNG", exif=darkroom.exif()), True, id="PNG"),
        pytest.param(written(upright(), "WEBP", exif=darkroom.exif()), True, id="WebP"),
        pytest.param(written(upright(), "AVIF", exif=darkroom.exif()), True, id="AVIF"),
        pytest.param(darkroom.heic(upright(), 6, exif=darkroom.exif()), True, id="HEIC"),
        pytest.param(written(upright(), "JPEG", xmp=darkroom.XMP), True, id="only in XMP"),
        pytest.param(written(upright(), "JPEG", exif=ELSEWHERE), False, id="no place"),
        pytest.param(written(upright(), "JPEG"), False, id="nothing at all"),
        pytest.param(darkroom.bomb(50_000, 50_000), False, id="a bomb"),
        pytest.param(b"no picture", False, id="no picture"),
    ],
)
def test_a_place_is_found_in_every_kind(tmp_path, raw, does):
    (tmp_path / "x").write_bytes(raw)

    assert holds_place(tmp_path / "x") is does


def test_a_file_that_is_gone_holds_none(tmp_path):
    assert not holds_place(tmp_path / "x")
