"""Making a picture fit to be served: upright, of a sensible size, and telling nothing.

What is served is painted anew from the picture's points, so that nothing the camera wrote
beside them (place, time, serial number, an embedded smaller picture) can come along.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from blog.errors import Refusal
from blog.images.names import FORMATS, VERSION

MOST_BYTES = 25 * 2**20
MOST_POINTS = 40_000_000
LONGEST_SIDE = 12_000
SERVED_SIDE = 1600

# Our own limits, read from the header before anything is decoded, take its place.
Image.MAX_IMAGE_PIXELS = None


class BadPicture(Refusal):
    """A picture that is not served; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A picture as readers get it: its file in the media folder, and its size in points."""

    name: str
    width: int
    height: int


def reencode(source: Path, folder: Path) -> Served:
    """Make the served form of a picture in `folder`, or find the one made before.

    Named by the content of the original: the same picture is made once, whatever it is called.
    Raise BadPicture for what cannot be read or is too large.
    """
    raw = _read(source)
    mark = hashlib.sha256(raw).hexdigest()[:24]
    for suffix in (".jpg", ".png"):
        made = folder / f"{mark}-{VERSION}{suffix}"
        if made.is_file():
            with Image.open(made) as before:
                return Served(name=made.name, width=before.width, height=before.height)
    picture = _decoded(raw, source)
    suffix = ".png" if picture.mode in {"RGBA", "LA", "P"} else ".jpg"
    name = f"{mark}-{VERSION}{suffix}"
    _write(picture, folder / name)
    return Served(name=name, width=picture.width, height=picture.height)


def _read(source: Path) -> bytes:
    try:
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise BadPicture(f"cannot be opened: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise BadPicture("is no ordinary file")
        if about.st_size > MOST_BYTES:
            raise BadPicture(f"is larger than {MOST_BYTES // 2**20} MB")
        return file.read(MOST_BYTES)


def _decoded(raw: bytes, source: Path) -> Image.Image:
    expected = FORMATS[source.suffix.lower()]
    try:
        with warnings.catch_warnings():
            # A picture's oddities are its author's business, not the program's.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(raw), formats=[expected]) as picture:
                _check_size(picture)
                picture.load()
                return _painted(picture)
    except UnidentifiedImageError:
        raise BadPicture(f"is no {expected} picture, whatever its name says") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, ImageCms.PyCMSError):
        raise BadPicture("cannot be read; it may be damaged or half copied") from None


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_POINTS or max(picture.size) > LONGEST_SIDE:
        raise BadPicture(
            f"is {picture.width} × {picture.height} points; "
            f"{MOST_POINTS // 1_000_000} megapixels are the most"
        )


def _painted(picture: Image.Image) -> Image.Image:
    """Turn a picture upright, bring its colours to sRGB and its size down; copy only points."""
    profile = picture.info.get("icc_profile")
    upright = _in_eight_bits(ImageOps.exif_transpose(picture))
    see_through = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if see_through else "RGB")
    if profile and upright.mode in {"RGB", "RGBA"}:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            srgb = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(plain, BytesIO(profile), srgb) or plain
    plain.thumbnail((SERVED_SIDE, SERVED_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Scale greys of sixteen bits down; a plain conversion would cut them off at white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _write(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            if path.suffix == ".png":
                picture.save(file, "PNG", optimize=True)
            else:
                picture.save(file, "JPEG", quality=84, progressive=True)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
