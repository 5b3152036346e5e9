"""Whatever stands beside the points of a picture is found before anybody is sent it."""

import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

import darkroom
from blog.images import privacy
from blog.images.privacy import Telling
from darkroom import upright, written

PLAIN = {
    "jpg": written(upright(), "JPEG", progressive=True),
    "png": written(upright(), "PNG"),
    "webp": written(upright(), "WEBP"),
    "gif": written(upright(), "GIF", loop=0),
    "avif": written(upright(), "AVIF", speed=9),
}
SEEN_THROUGH = darkroom._with_hole(upright())
MOVES = {"save_all": True, "append_images": [Image.new("RGB", (96, 64))]}


def _texts():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Sarah")
    return notes


def _grown(raw, more):
    """Add a chunk to a WebP, and say so in its header."""
    return b"RIFF" + struct.pack("<I", len(raw) - 8 + len(more)) + raw[8:] + more


def _chunked(raw, name, body):
    chunk = struct.pack(">I", len(body)) + name + body
    return raw[:-12] + chunk + struct.pack(">I", zlib.crc32(name + body)) + raw[-12:]


@pytest.mark.parametrize("kind", PLAIN)
def test_bare_points_may_go(kind):
    privacy.check(PLAIN[kind], kind)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param(written(SEEN_THROUGH, "PNG"), "png", id="a hole in a PNG"),
        pytest.param(written(SEEN_THROUGH, "WEBP"), "webp", id="a hole in a WebP"),
        pytest.param(written(SEEN_THROUGH, "AVIF"), "avif", id="a hole in an AVIF"),
        pytest.param(written(upright(), "WEBP", **MOVES), "webp", id="a WebP that moves"),
        pytest.param(written(upright(), "GIF", **MOVES, loop=0), "gif", id="a GIF that moves"),
        pytest.param(written(upright().convert("P"), "PNG"), "png", id="a table of colours"),
    ],
)
def test_what_belongs_to_points_may_go_too(raw, kind):
    privacy.check(raw, kind)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param(written(upright(), "JPEG", exif=darkroom.exif()), "jpg", id="EXIF in a JPEG"),
        pytest.param(written(upright(), "JPEG", comment=b"x"), "jpg", id="a comment in a JPEG"),
        pytest.param(written(upright(), "JPEG", xmp=darkroom.XMP), "jpg", id="XMP in a JPEG"),
        pytest.param(written(upright(), "JPEG", icc_profile=b"x" * 200), "jpg", id="a profile"),
        pytest.param(darkroom.spied_on(), "jpg", id="all of it"),
        pytest.param(PLAIN["jpg"] + b"x", "jpg", id="something behind a JPEG"),
        pytest.param(
            PLAIN["jpg"].replace(b"\0\1\0\1\0\0", b"\0\1\0\1\1\1"), "jpg", id="a small one"
        ),
        pytest.param(written(upright(), "PNG", pnginfo=_texts()), "png", id="texts in a PNG"),
        pytest.param(written(upright(), "PNG", exif=darkroom.exif()), "png", id="EXIF in a PNG"),
        pytest.param(written(upright(), "PNG", dpi=(72, 72)), "png", id="points to an inch"),
        pytest.param(_chunked(PLAIN["png"], b"prVt", b"x"), "png", id="a chunk nobody knows"),
        pytest.param(PLAIN["png"] + b"x", "png", id="something behind a PNG"),
        pytest.param(written(upright(), "WEBP", exif=darkroom.exif()), "webp", id="EXIF in a WebP"),
        pytest.param(written(upright(), "WEBP", xmp=darkroom.XMP), "webp", id="XMP in a WebP"),
        pytest.param(
            _grown(PLAIN["webp"], b"abcd\2\0\0\0xx"), "webp", id="an unknown part of a WebP"
        ),
        pytest.param(PLAIN["webp"] + b"xx", "webp", id="something behind a WebP"),
        pytest.param(written(upright(), "GIF", comment=b"x"), "gif", id="a comment in a GIF"),
        pytest.param(PLAIN["gif"] + b"x", "gif", id="something behind a GIF"),
        pytest.param(
            PLAIN["gif"][:-1] + b"\x21\xff\x0bXMP DataXMP\x01x\0;", "gif", id="XMP in a GIF"
        ),
        pytest.param(
            written(upright(), "AVIF", exif=darkroom.exif()), "avif", id="EXIF in an AVIF"
        ),
        pytest.param(written(upright(), "AVIF", xmp=darkroom.XMP), "avif", id="XMP in an AVIF"),
        pytest.param(
            written(upright(), "AVIF", icc_profile=b"x" * 200), "avif", id="a profile in an AVIF"
        ),
        pytest.param(PLAIN["avif"] + b"\0\0\0\x0cfreexxxx", "avif", id="a box behind an AVIF"),
        pytest.param(PLAIN["avif"].replace(b"Color", b"Sarah"), "avif", id="a name in an AVIF"),
    ],
)
def test_what_tells_more_than_points_is_found(raw, kind):
    with pytest.raises(Telling):
        privacy.check(raw, kind)


@pytest.mark.parametrize("kind", PLAIN)
def test_a_file_that_is_not_whole_does_not_pass(kind):
    raw = PLAIN[kind]

    for length in (0, 3, 12, len(raw) // 2, len(raw) - 1):
        with pytest.raises(Telling):
            privacy.check(raw[:length], kind)


def test_nothing_hides_among_the_points_of_an_avif():
    raw = PLAIN["avif"]
    at = raw.index(b"mdat") - 4
    size = struct.unpack_from(">I", raw, at)[0]

    with pytest.raises(Telling):
        privacy.check(raw[:at] + struct.pack(">I", size + 4) + raw[at + 4 :] + b"here", "avif")
