"""Pictures as cameras, telephones and troublemakers make them, drawn and built here."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

from blog.images import containers

pillow_heif.register_heif_opener()

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
# The same as HEIC tells it: quarter turns against the clock, then what is swapped (0: top and
# bottom, 1: left and right).
TURNS = {
    1: (0, None),
    2: (0, 1),
    3: (2, None),
    4: (0, 0),
    5: (1, 0),
    6: (3, None),
    7: (1, 1),
    8: (1, None),
}

# What no reader may ever be sent: words, and coordinates as EXIF packs them.
SECRETS = (
    b"PLANTED",
    b"4711-0815",
    b"29.7604",
    b"\x00\x00\x91\x03\x00\x00\x03\xe8",
    b"\x03\x91\x00\x00\xe8\x03\x00\x00",
)
_LATITUDE, _LONGITUDE = (29.0, 45.0, 37.123), (95.0, 22.0, 37.123)
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description dc:creator="PLANTED"'
    b' exif:GPSLatitude="29.7604"/></rdf:RDF></x:xmpmeta>'
)


@dataclass(frozen=True)
class File:
    """A file that claims to be a picture: served with its corners, or refused with a word."""

    name: str
    raw: bytes
    refused: str = ""
    corners: bool = True
    size: tuple[int, int] | None = (96, 64)
    modes: tuple[str, ...] = ("RGB",)


def upright(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Draw a picture with a colour in each corner."""
    width, height = size
    picture = Image.new("RGB", size)
    for index, color in enumerate(CORNERS):
        left, top = width // 2 * (index % 2), height // 2 * (index // 2)
        picture.paste(color, (left, top, left + width - width // 2, top + height - height // 2))
    return picture


def corners(picture: Image.Image) -> list[str]:
    """Name the colours in the corners of a picture."""
    plain = picture.convert("RGB")
    width, height = plain.size
    x, y = width // 8, height // 8
    points = ((x, y), (width - 1 - x, y), (x, height - 1 - y), (width - 1 - x, height - 1 - y))
    return [
        min(CORNERS, key=lambda name: _far(CORNERS[name], plain.getpixel(point)))
        for point in points
    ]


def exif(orientation: int = 1) -> Image.Exif:
    """Write what a telephone writes: place, serial number, name."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F], made[0x013B] = "PLANTED camera", "Sarah PLANTED"
    made.get_ifd(0x8769)[0xA431] = "4711-0815"
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", _LATITUDE, "W", _LONGITUDE
    return made


def photo(width: int, height: int, seed: int = 0) -> Image.Image:
    """Draw something as full of detail as a photo, another one for each seed."""
    picture = upright((width, height))
    side = 8
    while side <= width:
        flecks = [Image.effect_noise((side, side), 110 * (6 / side) ** 0.45) for _ in "rgb"]
        layer = Image.merge("RGB", flecks).resize((width, height), Image.Resampling.BICUBIC)
        picture = ImageChops.add(picture, layer, 1, -128)
        side *= 4
    picture.putpixel((0, 0), (seed % 256, seed // 256 % 256, 0))
    return picture


def written(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Write a picture as a file's bytes."""
    raw = BytesIO()
    picture.save(raw, kind, **options)
    return raw.getvalue()


def heic(picture: Image.Image, orientation: int = 1, **options: object) -> bytes:
    """Write a HEIC whose turn lies in its container, as telephones do."""
    laid = picture.transpose(LAID[orientation]) if LAID[orientation] is not None else picture
    angle, mirror = TURNS[orientation]
    properties = [_box(b"irot", bytes([angle]))] if angle else []
    properties += [_box(b"imir", bytes([mirror]))] if mirror is not None else []
    return _with_properties(written(laid, "HEIF", quality=90, **options), properties)


def gif(*, see_through: bool = False, size: tuple[int, int] = (96, 64)) -> bytes:
    """Write a moving picture of three moments."""
    frames = [upright(size), upright(size).transpose(Image.Transpose.ROTATE_180), upright(size)]
    if see_through:
        frames = [_with_hole(frame) for frame in frames]
    first, *others = frames
    options = {"save_all": True, "append_images": others, "duration": [80, 120, 200], "loop": 0}
    return written(first, "GIF", **options, comment=b"PLANTED")


def bomb(width: int, height: int) -> bytes:
    """Write a PNG whose header promises more than anybody could hold."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )


def spied_on() -> bytes:
    """Write a JPEG with everything in it that may tell of its maker."""
    thumbnail = written(Image.new("RGB", (16, 16)), "JPEG", comment=b"PLANTED")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    raw = written(
        upright(), "JPEG", exif=exif(), icc_profile=profile, comment=b"PLANTED", xmp=XMP, quality=95
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0fPLANTED city"
    segments = b"".join(
        marker + struct.pack(">H", len(body) + 2) + body
        for marker, body in ((b"\xff\xed", iptc), (b"\xff\xe7", b"PLANTED" + thumbnail))
    )
    return raw[:2] + segments + raw[2:] + b"PLANTED trailer"


def texts_in_png() -> bytes:
    """Write a PNG with texts, EXIF and something behind its end."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "PLANTED")
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
    return written(upright(), "PNG", pnginfo=notes, exif=exif()) + b"PLANTED"


def everything() -> Iterator[File]:
    """Give the whole set: what is served, then what is refused."""
    for orientation, lies in LAID.items():
        laid = upright().transpose(lies) if lies is not None else upright()
        turned = exif(orientation)
        yield File(f"exif-{orientation}.jpg", written(laid, "JPEG", exif=turned, quality=95))
        yield File(f"heic-{orientation}.heic", heic(upright(), orientation, exif=exif(orientation)))
    laid = upright().transpose(LAID[6])
    yield File("turned.png", written(laid, "PNG", exif=exif(6)))
    yield File("turned.webp", written(laid, "WEBP", exif=exif(6), xmp=XMP, quality=95))
    yield File("turned.avif", written(laid, "AVIF", exif=exif(6), xmp=XMP, quality=95))
    yield File("spied-on.jpg", spied_on())
    yield File("texts.png", texts_in_png())
    yield File("capitals.JPG", written(upright(), "JPEG", quality=95))
    yield from _kinds_of_points()
    yield from _moving()
    yield File("large.jpg", written(photo(4000, 3000), "JPEG", exif=exif()), size=(1200, 900))
    yield File(
        "wide.png", written(Image.new("RGB", (4000, 10)), "PNG"), corners=False, size=(1200, 3)
    )
    yield File("one.png", written(Image.new("RGB", (1, 1)), "PNG"), corners=False, size=(1, 1))
    yield File("one.heic", heic(Image.new("RGB", (1, 1))), corners=False, size=None)
    yield from _refused()


def _kinds_of_points() -> Iterator[File]:
    grey = Image.new("I;16", (96, 64), 30_000)
    yield File("cmyk.jpg", written(upright().convert("CMYK"), "JPEG", quality=95))
    yield File("grey.jpg", written(upright().convert("L"), "JPEG"), corners=False)
    yield File("black-and-white.png", written(upright().convert("1"), "PNG"), corners=False)
    yield File("sixteen-bits.png", written(grey, "PNG"), corners=False)
    yield File("palette.png", written(upright().convert("P"), "PNG"))
    yield File("hole.png", written(_with_hole(upright()), "PNG"), modes=("RGBA",))
    yield File("hole.webp", written(_with_hole(upright()), "WEBP", lossless=True), modes=("RGBA",))
    yield File("opaque.png", written(upright().convert("RGBA"), "PNG"))
    yield File(
        "grey-hole.png",
        written(_with_hole(upright()).convert("LA"), "PNG"),
        corners=False,
        modes=("RGBA",),
    )
    yield File("still.gif", written(upright(), "GIF"))
    yield File("still.webp", written(upright(), "WEBP", quality=95))
    yield File("still.avif", written(upright(), "AVIF", quality=95))


def _moving() -> Iterator[File]:
    frames = [upright(), Image.new("RGB", (96, 64), "black")]
    options = {"save_all": True, "append_images": frames[1:], "duration": 90}
    yield File("moving.gif", gif(), modes=("RGB", "P"))
    yield File("moving-hole.gif", gif(see_through=True), modes=("RGBA", "P"))
    yield File("moving.webp", written(frames[0], "WEBP", **options, xmp=XMP), modes=("RGB", "P"))
    yield File("moving.png", written(frames[0], "PNG", **options), modes=("RGB", "P"))


def _refused() -> Iterator[File]:
    jpeg, png = written(upright(), "JPEG"), written(upright(), "PNG")
    half = "damaged"
    yield File("half.jpg", jpeg[:-200], half)
    yield File("half.png", png[: len(png) // 2], half)
    yield File("half.gif", gif()[:300], half)
    yield File("half.heic", heic(upright())[:-60], half)
    yield File("half.webp", written(upright(), "WEBP")[:-40], half)
    yield File("half.avif", written(upright(), "AVIF")[:-40], half)
    yield File("bomb.png", bomb(50_000, 50_000), "megapixels")
    yield File("long.png", bomb(13_000, 10), "no side may be longer")
    yield File("bomb.webp", _webp_bomb(), "megapixels")
    yield File("bomb.gif", _gif_bomb(), "megapixels")
    yield File(
        "bomb.heic", heic(upright()).replace(_sides(96, 64), _sides(60_000, 60_000)), "megapixels"
    )
    yield File("bomb.jpg", _jpeg_bomb(jpeg), "megapixels")
    yield File("empty.jpg", b"", "is empty")
    yield File("drawing.png", b'<?xml version="1.0"?><svg onload="x()"/>', "is an SVG drawing")
    yield File("page.jpg", b"<!DOCTYPE html><script>x()</script>", "a web page")
    yield File("paper.jpg", b"%PDF-1.7\n", "a PDF")
    yield File("named-wrong.png", jpeg, "is a JPEG picture")
    yield File("named-wrong.jpg", heic(upright()), "call it “named-wrong.heic”")
    yield File("noise.webp", b"nothing at all", "no WebP picture")
    yield File("film.heic", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2", "a film")
    yield File(
        "and-page.jpg", written(upright(), "JPEG", comment=b"<script>x()</script>"), "web page"
    )
    yield File("and-zip.png", png + _zip(), "a ZIP archive")
    yield File("and-program.gif", gif() + b"<?php x(); ?>", "a program")
    yield File("forever.gif", _forever(), "moves for too long")


def _far(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _with_hole(picture: Image.Image) -> Image.Image:
    alpha = Image.new("L", picture.size, 255)
    alpha.paste(0, (44, 28, 52, 36))
    made = picture.convert("RGBA")
    made.putalpha(alpha)
    return made


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def _sides(width: int, height: int) -> bytes:
    return b"ispe\0\0\0\0" + struct.pack(">II", width, height)


def _webp_bomb() -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff\x3f\0" * 2
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _gif_bomb() -> bytes:
    """Write a small screen with a picture that reaches far beyond it."""
    picture = b"\x2c" + struct.pack("<HHHHB", 0, 0, 60_000, 60_000, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0x80, 0, 0) + b"\0" * 6 + picture + b";"


def _jpeg_bomb(jpeg: bytes) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", 60_000, 60_000) + jpeg[at + 4 :]


def _forever() -> bytes:
    """Write a GIF of a megapixel that shows three hundred moments."""
    picture = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1000, 1000, 0) + b"\x02\x02\x4c\x01\x00"
    screen = struct.pack("<HHBBB", 1000, 1000, 0x80, 0, 0) + b"\0" * 6
    return b"GIF89a" + screen + picture * 300 + b";"


def _zip() -> bytes:
    from zipfile import ZipFile

    raw = BytesIO()
    with ZipFile(raw, "w") as archive:
        archive.writestr("x.txt", "PLANTED")
    return raw.getvalue()


def _with_properties(raw: bytes, properties: list[bytes]) -> bytes:
    """Add properties to a HEIC's picture, and move what lies behind them."""
    if not properties:
        return raw
    meta = next(part for part in containers.boxes(raw) if part.name == "meta")
    inner = {part.name: part for part in containers.boxes(raw, meta.start + 4, meta.end)}
    lists = {
        part.name: part for part in containers.boxes(raw, inner["iprp"].start, inner["iprp"].end)
    }
    ipco, ipma = lists["ipco"], lists["ipma"]
    count = sum(1 for _ in containers.boxes(raw, ipco.start, ipco.end))
    marks = bytes(0x80 | (count + 1 + index) for index in range(len(properties)))
    head = raw[ipma.start : ipma.start + 10]  # version, how many, the number of the picture
    before = raw[ipma.start + 11 : ipma.end]
    first = raw[ipma.start + 10]
    entry = head + bytes([first + len(marks)]) + before[:first] + marks + before[first:]
    new_iprp = _box(
        b"iprp",
        _box(b"ipco", raw[ipco.start : ipco.end] + b"".join(properties)) + _box(b"ipma", entry),
    )
    grown = len(new_iprp) - (inner["iprp"].end - inner["iprp"].start + 8)
    parts = [
        new_iprp
        if name == "iprp"
        else _moved(raw[part.start - 8 : part.end], grown)
        if name == "iloc"
        else raw[part.start - 8 : part.end]
        for name, part in inner.items()
    ]
    body = raw[meta.start : meta.start + 4] + b"".join(parts)
    return raw[: meta.start - 8] + _box(b"meta", body) + raw[meta.end :]


def _moved(iloc: bytes, by: int) -> bytes:
    """Let a list of places say that everything lies further behind."""
    made = bytearray(iloc)
    version, sizes, at = iloc[8], iloc[12:14], 16
    assert sizes[0] == 0x44
    base = sizes[1] >> 4
    for _ in range(struct.unpack_from(">H", iloc, 14)[0]):
        method = struct.unpack_from(">H", iloc, at + 2)[0] if version == 1 else 0
        at += (6 if version == 1 else 4) + base
        extents = struct.unpack_from(">H", iloc, at)[0]
        at += 2
        for _ in range(extents):
            if method == 0:
                struct.pack_into(">I", made, at, struct.unpack_from(">I", iloc, at)[0] + by)
            at += 8
    return bytes(made)
