"""What readers are sent is upright, of a sensible size, and tells nothing but its points."""

import os
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from blog.images import reencode
from blog.images.reencode import BadPicture

CORNERS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
# How a picture lies in the file for each orientation a camera may note.
LAID = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def upright():
    picture = Image.new("RGB", (96, 64))
    for index, color in enumerate(CORNERS):
        left, top = 48 * (index % 2), 32 * (index // 2)
        picture.paste(color, (left, top, left + 48, top + 32))
    return picture


def corners(picture):
    plain = picture.convert("RGB")
    points = ((10, 10), (86, 10), (10, 54), (86, 54))
    return [
        min(CORNERS, key=lambda name: _far(CORNERS[name], plain.getpixel(point)))
        for point in points
    ]


def _far(one, other):
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.fixture
def served(tmp_path):
    """Serve a picture under a name; give it as readers get it."""

    def serve(picture, name="x.jpg", **options):
        source = tmp_path / name
        if isinstance(picture, bytes):
            source.write_bytes(picture)
        else:
            picture.save(source, **options)
        made = reencode.reencode(source, tmp_path / "media")
        return (tmp_path / "media" / made.name).read_bytes()

    return serve


@pytest.mark.parametrize("orientation", LAID)
def test_a_picture_stands_upright_however_the_camera_was_held(served, orientation):
    lies = LAID[orientation]
    picture = upright().transpose(lies) if lies is not None else upright()
    exif = Image.Exif()
    exif[0x0112] = orientation

    with Image.open(BytesIO(served(picture, exif=exif, quality=95))) as made:
        assert made.size == (96, 64)
        assert corners(made) == list(CORNERS)


def test_nothing_the_camera_wrote_comes_along(served):
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif.get_ifd(0x8825)[1] = "SECRETPLACE"
    raw = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    upright().save(
        raw, "JPEG", exif=exif, icc_profile=profile, comment=b"SECRETWORDS", xmp=b"<x>SECRETXMP</x>"
    )
    thumbnail = b"\xff\xd8SECRETTHUMB\xff\xd9"
    head, rest = raw.getvalue()[:2], raw.getvalue()[2:]
    app13 = b"\xff\xed" + struct.pack(">H", len(thumbnail) + 2) + thumbnail

    made = served(head + app13 + rest + b"SECRETTRAILER")

    assert b"SECRET" in raw.getvalue()
    assert b"SECRET" not in made
    with Image.open(BytesIO(made)) as picture:
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
            "progressive",
            "progression",
        }


def test_texts_in_a_png_stay_behind(served):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET")
    notes.add_itxt("XML:com.adobe.xmp", "SECRET", zip=False)
    picture = upright().convert("RGBA")

    made = served(picture, "x.png", pnginfo=notes)

    assert b"SECRET" not in made
    with Image.open(BytesIO(made)) as opened:
        assert opened.info == {}


def _animated():
    raw = BytesIO()
    upright().save(raw, "GIF", save_all=True, append_images=[Image.new("RGB", (96, 64), "black")])
    return raw.getvalue()


def _palette():
    picture = upright().convert("P")
    raw = BytesIO()
    picture.save(raw, "PNG", transparency=picture.getpixel((10, 10)))
    return raw.getvalue()


@pytest.mark.parametrize(
    ("picture", "name", "mode"),
    [
        pytest.param(upright().convert("CMYK"), "x.jpg", "RGB", id="CMYK"),
        pytest.param(upright().convert("L"), "x.jpg", "RGB", id="grey"),
        pytest.param(upright().convert("1"), "x.png", "RGB", id="black and white"),
        pytest.param(Image.new("I;16", (96, 64), 30_000), "x.png", "RGB", id="16 bits"),
        pytest.param(upright().convert("LA"), "x.png", "RGBA", id="grey with transparency"),
        pytest.param(_palette(), "x.png", "RGBA", id="a palette with transparency"),
        pytest.param(_animated(), "x.gif", "RGB", id="a moving picture"),
        pytest.param(upright(), "x.webp", "RGB", id="WebP"),
        pytest.param(upright(), "x.JPG", "RGB", id="a name in capitals"),
    ],
)
def test_every_usual_kind_is_served(served, picture, name, mode):
    with Image.open(BytesIO(served(picture, name))) as made:
        assert (made.size, made.mode) == ((96, 64), mode)


def test_a_picture_of_one_point_is_served(served):
    with Image.open(BytesIO(served(Image.new("RGB", (1, 1)), "x.png"))) as made:
        assert made.size == (1, 1)


def test_sixteen_bits_keep_their_brightness(served):
    with Image.open(BytesIO(served(Image.new("I;16", (8, 8), 32_768), "x.png"))) as made:
        assert abs(made.convert("L").getpixel((4, 4)) - 128) < 4


def test_a_large_picture_is_made_smaller(served):
    with Image.open(BytesIO(served(Image.new("RGB", (4000, 1000))))) as made:
        assert made.size == (1600, 400)


def _bomb(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    made = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def _jpeg():
    raw = BytesIO()
    upright().save(raw, "JPEG")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        pytest.param(_bomb(50_000, 50_000), "x.png", "megapixels", id="a bomb"),
        pytest.param(_bomb(13_000, 10), "x.png", "13000 × 10", id="a very long one"),
        pytest.param(_jpeg()[:-200], "x.jpg", "damaged", id="cut short"),
        pytest.param(b"", "x.jpg", "whatever its name says", id="empty"),
        pytest.param(b"<svg onload='x'/>", "x.jpg", "whatever its name says", id="SVG"),
        pytest.param(b"<html></html>", "x.png", "whatever its name says", id="HTML"),
        pytest.param(_jpeg(), "x.png", "is no PNG picture", id="a JPEG named PNG"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(served, raw, name, said):
    with pytest.raises(BadPicture, match=said):
        served(raw, name)


def test_a_file_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "x.jpg"
    path.touch()
    os.truncate(path, reencode.MOST_BYTES + 1)

    with pytest.raises(BadPicture, match="larger than 25 MB"):
        reencode.reencode(path, tmp_path / "media")


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.jpg")

    with pytest.raises(BadPicture, match="no ordinary file"):
        reencode.reencode(tmp_path / "x.jpg", tmp_path / "media")


def test_the_same_picture_is_made_once(tmp_path):
    upright().save(tmp_path / "a.png")
    upright().save(tmp_path / "b.png")

    made = {
        reencode.reencode(tmp_path / name, tmp_path / "media").name for name in ("a.png", "b.png")
    }

    assert {path.name for path in (tmp_path / "media").iterdir()} == made
    assert len(made) == 1
