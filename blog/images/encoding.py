"""Writing a painted picture in the sizes and formats that readers' browsers choose from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, features

from blog.images import privacy
from blog.images.painting import WIDEST, Painted, see_through

# The text is 540 to 600 points wide and a gallery's pictures half of that, on screens that
# show one, two or three points for each.
WIDTHS = (320, 640, 960, WIDEST)
# A photo full of detail, in four widths, takes AVIF 1.0 s of a processor at speed 8 and 0.2 s
# at speed 9, for 3 % more bytes, a quarter less than WebP. Where there is little detail, 8 takes
# 0.3 s and a quarter less than 9, which would be larger than WebP. Told apart by WebP's bytes.
_FINE, _QUICK = 8, 9
_DETAILED = 0.08
# A size that is hardly smaller than the next one is not worth its file.
_WORTH = 1.15

# One thread for AVIF, because several pictures are made side by side.
_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 75, "method": 2},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True},
    "png": {"format": "PNG"},
    "gif": {"format": "GIF"},
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was written of a picture: the sizes of its kinds, and one for whoever knows neither.

    `still` is its first moment where it moves; `tint` its colour on the whole, where nothing
    shows through.
    """

    width: int
    height: int
    widths: tuple[int, ...]
    kinds: tuple[str, ...]
    usual: str
    still: str = ""
    tint: str = ""

    def files(self) -> list[str]:
        """Name every file that was written."""
        sizes = [f"{width}.{kind}" for kind in self.kinds for width in self.widths]
        return [*sizes, self.usual, *([self.still] if self.still else [])]


def write(painted: Painted, folder: Path) -> Made:
    """Write a picture into an empty folder, reading each file again once it is written.

    Raise privacy.Telling where one holds anything but points.
    """
    first = painted.moments[0]
    plain = "png" if see_through(first) else "jpg"
    width, height = first.size
    only = f"{width}.{plain}"
    made = Made(
        width=width,
        height=height,
        widths=(width,) if painted.moves else _widths(width),
        kinds=("avif", "webp") if features.check("avif") and not painted.moves else ("webp",),
        usual=f"{width}.gif" if painted.moves else only,
        still=only if painted.moves else "",
        tint="" if plain == "png" else _tint(first),
    )
    if painted.moves:
        _write_moving(painted, folder)
    else:
        _write_sizes(first, folder, made)
    _write(first, folder / only)
    return made


def alone(painted: Painted) -> tuple[bytes, str]:
    """Write a picture once, in the finest form there is; give its bytes and its ending.

    Raise privacy.Telling where they hold anything but points.
    """
    first, *others = painted.moments
    kind = "webp" if others else "png" if see_through(first) else "jpg"
    options: dict[str, Any] = {"quality": 88} if kind != "png" else {}
    if others:
        moments = {"append_images": others, "duration": list(painted.durations)}
        options |= {"save_all": True, "loop": painted.loop or 0, **moments}
    file = BytesIO()
    first.save(file, **{**_OPTIONS[kind], **options})
    privacy.check(file.getvalue(), kind)
    return file.getvalue(), f".{kind}"


def _widths(widest: int) -> tuple[int, ...]:
    return (*(width for width in WIDTHS if width * _WORTH < widest), widest)


def _write_sizes(picture: Image.Image, folder: Path, made: Made) -> None:
    """Write from the largest to the smallest, each made of the one before."""
    detail = _write(picture, folder / f"{made.width}.webp") / (made.width * made.height)
    speed = _QUICK if detail > _DETAILED else _FINE
    for width in reversed(made.widths):
        if width < made.width:
            height = max(1, round(made.height * width / made.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
            _write(picture, folder / f"{width}.webp")
        if "avif" in made.kinds:
            _write(picture, folder / f"{width}.avif", speed=speed)


def _write_moving(painted: Painted, folder: Path) -> None:
    first, *others = painted.moments
    loop = {} if painted.loop is None else {"loop": painted.loop}
    options = {"save_all": True, "append_images": others, "duration": list(painted.durations)}
    _write(first, folder / f"{first.width}.webp", **options, loop=loop.get("loop", 1))
    _write(first, folder / f"{first.width}.gif", **options, **loop)


def _write(picture: Image.Image, path: Path, **options: Any) -> int:
    """Write one file, look what is in it, and say how many bytes it has."""
    kind = path.suffix[1:]
    with path.open("x+b") as file:
        picture.save(file, **_OPTIONS[kind], **options)
        file.flush()
        os.fsync(file.fileno())
    written = path.read_bytes()
    privacy.check(written, kind)
    return len(written)


def _tint(picture: Image.Image) -> str:
    """Write a picture's colour on the whole in three digits: it is seen for a moment only."""
    point: Any = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return "#" + "".join(f"{round(channel / 17):x}" for channel in point)
