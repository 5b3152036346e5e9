"""From a picture's bytes to its bare points: upright, in sRGB, no larger than served."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pillow_heif
from PIL import Image, ImageCms

from blog.images.measures import Measure

# The longest sides of what is served. The text is 600 points wide at most, so that 1200 are
# enough for the finest screens; and a picture is shown no higher than four fifths of a window.
WIDEST, HIGHEST = 1200, 1600
# All moments of a moving picture together.
MOST_MOVING = 30_000_000
_MOVING_WIDTHS = (WIDEST, 800, 640, 480, 320)

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = frozenset({5, 6, 7, 8})
_MAY_MOVE = frozenset({"GIF", "WebP", "PNG", "AVIF"})
_SHORTEST, _USUAL = 20, 100

# Our own limits, read from the header before anything is decoded, take its place.
Image.MAX_IMAGE_PIXELS = None
# Several pictures are made side by side, so each is decoded by one thread.
pillow_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
)


@dataclass(frozen=True, kw_only=True)
class Painted:
    """The moments of a picture, most often one; how long each stays, and how often all come."""

    moments: tuple[Image.Image, ...]
    durations: tuple[int, ...] = ()
    loop: int | None = None

    @property
    def moves(self) -> bool:
        """Whether there is more than one moment."""
        return len(self.moments) > 1


def paint(raw: bytes, kind: str, *, within: tuple[int, int] = (WIDEST, HIGHEST)) -> Painted:
    """Paint a picture anew, no wider and higher than said; nothing but points comes along.

    Raise what Pillow raises where it can't be decoded.
    """
    with opened(raw, kind) as picture:
        # Its decoder may find another size than its header told.
        if Measure(width=picture.width, height=picture.height).objection():
            raise ValueError("larger than its header says")
        if kind in _MAY_MOVE and getattr(picture, "n_frames", 1) > 1:
            return _moving(picture)
        return Painted(moments=(_still(picture, kind, within),))


@contextmanager
def opened(raw: bytes, kind: str) -> Iterator[Image.Image]:
    """Open a picture of a kind; only its header is read."""
    with warnings.catch_warnings():
        # A picture's oddities are its author's business, not the program's.
        warnings.simplefilter("ignore")
        formats = ["HEIF" if kind == "HEIC" else kind.upper()]
        with Image.open(BytesIO(raw), formats=formats) as picture:
            yield picture


def fitting(
    width: int, height: int, *, widest: int = WIDEST, highest: int = HIGHEST
) -> tuple[int, int]:
    """Say how large a picture becomes at most."""
    scale = min(1, widest / width, highest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _still(picture: Image.Image, kind: str, within: tuple[int, int]) -> Image.Image:
    profile = picture.info.get("icc_profile")
    # A HEIC's turn lies in its container, and its decoder has made it; EXIF only repeats it.
    turn = 1 if kind == "HEIC" else _orientation(picture)
    width, height = picture.size[::-1] if turn in _LYING else picture.size
    size = fitting(width, height, widest=within[0], highest=within[1])
    lying = size[::-1] if turn in _LYING else size
    if kind == "JPEG":
        # Its decoder can leave out what would be thrown away.
        picture.draft(None, lying)
    picture.load()
    small = _in_srgb(_made_small(_plain(picture), lying), profile)
    return _bare(small.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else small)


def _moving(picture: Image.Image) -> Painted:
    """Paint every moment, so small that all of them together stay light."""
    count = getattr(picture, "n_frames", 1)
    sizes = (fitting(*picture.size, widest=widest) for widest in _MOVING_WIDTHS)
    size = next((one for one in sizes if one[0] * one[1] * count <= MOST_MOVING), None)
    size = size or fitting(*picture.size, widest=_MOVING_WIDTHS[-1])
    moments, durations = [], []
    for index in range(count):
        picture.seek(index)
        picture.load()
        moments.append(_made_small(picture.convert("RGBA"), size))
        lasts = picture.info.get("duration") or _USUAL
        durations.append(max(_SHORTEST, int(lasts)))
    if not any(map(see_through, moments)):
        moments = [moment.convert("RGB") for moment in moments]
    loop = picture.info.get("loop")
    return Painted(
        moments=tuple(map(_bare, moments)),
        durations=tuple(durations),
        loop=loop if isinstance(loop, int) else None,
    )


def see_through(picture: Image.Image) -> bool:
    """Tell whether anything of what lies behind a picture can be seen."""
    return picture.mode == "RGBA" and least(picture.getchannel("A")) < 255


def least(channel: Image.Image) -> float:
    """Find the smallest value of a channel."""
    low: Any = channel.getextrema()[0]
    return float(low)


def _orientation(picture: Image.Image) -> int:
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except (OSError, SyntaxError, ValueError, EOFError):
        return 1
    return found if isinstance(found, int) else 1


def _plain(picture: Image.Image) -> Image.Image:
    """Bring a picture into a mode that can be made smaller as it is."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Greys of sixteen bits; a plain conversion would cut them off at white.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"LA", "La", "PA", "RGBa"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in {"RGB", "RGBA", "L", "CMYK"} else picture.convert("RGB")


def _made_small(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring colours to sRGB, so that the profile need not come along."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    plain = picture.convert("RGB") if alpha else picture
    colored = None
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            srgb = ImageCms.createProfile("sRGB")
            colored = ImageCms.profileToProfile(plain, BytesIO(profile), srgb, outputMode="RGB")
    made = colored or plain.convert("RGB")
    if alpha is not None and least(alpha) < 255:
        made.putalpha(alpha)
    return made


def _bare(picture: Image.Image) -> Image.Image:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare
