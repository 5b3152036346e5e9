"""How large a picture is, read from its header before anything is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blog.images import containers
from blog.images.containers import Broken, Part

MOST_BYTES = 25 * 2**20
MOST_POINTS = 40_000_000
LONGEST_SIDE = 12_000
# Of all moments of a moving picture together.
MOST_MOVING_POINTS = 250_000_000

_SMALLER = "export it smaller; 4000 points across are plenty"

_FRAMES_OF_JPEG = frozenset(f"C{n:X}" for n in range(16) if n not in {4, 8, 12})
_FOLDERS = {"meta": 4, "iprp": 0, "ipco": 0, "moov": 0, "trak": 0, "mdia": 0, "minf": 0, "stbl": 0}
_DEEPEST = 8


@dataclass(frozen=True, kw_only=True)
class Measure:
    """The size of a picture in points, and how many moments it shows."""

    width: int
    height: int
    moments: int = 1

    def objection(self) -> str | None:
        """Say why a picture is too large, if it is."""
        points = self.width * self.height
        size = f"{self.width} × {self.height} points"
        if not points:
            return "has no points"
        if points > MOST_POINTS:
            return f"is {size}; {MOST_POINTS // 1_000_000} megapixels are the most: {_SMALLER}"
        if max(self.width, self.height) > LONGEST_SIDE:
            return f"is {size}; no side may be longer than {LONGEST_SIDE:,}: {_SMALLER}"
        if points * self.moments > MOST_MOVING_POINTS and self.moments > 1:
            return f"moves for too long: {self.moments} moments of {size}"
        return None


def measure(raw: bytes, kind: str) -> Measure:
    """Measure a picture of a kind; raise Broken where its header is not whole."""
    match kind:
        case "JPEG":
            return _largest(_of_jpeg(raw))
        case "PNG":
            return _of_png(raw)
        case "WebP":
            return _of_webp(raw)
        case "GIF":
            return _of_gif(raw)
        case _:
            return _of_boxes(raw, moves=kind == "AVIF")


def _largest(sizes: Iterator[tuple[int, int]], moments: int = 1) -> Measure:
    """Take of several sizes the longest of each side: nobody knows which one a decoder believes."""
    found = list(sizes)
    if not found:
        raise Broken
    width, height = (max(sides) for sides in zip(*found, strict=True))
    return Measure(width=width, height=height, moments=max(1, moments))


def _of_jpeg(raw: bytes) -> Iterator[tuple[int, int]]:
    for part in containers.segments(raw):
        if part.name in _FRAMES_OF_JPEG:
            read = containers.number
            yield read(raw, part.start + 3, 2), read(raw, part.start + 1, 2)
        if part.name == "DA":
            return


def _of_png(raw: bytes) -> Measure:
    read, moments = containers.number, 1
    for part in containers.chunks(raw):
        if part.name == "acTL":
            moments = read(raw, part.start, 4)
        if part.name == "IDAT":
            break
    return Measure(width=read(raw, 16, 4), height=read(raw, 20, 4), moments=max(1, moments))


def _of_webp(raw: bytes) -> Measure:
    parts = list(containers.riff(raw))
    moments = sum(part.name == "ANMF" for part in parts)
    sizes = (size for part in parts if (size := _of_webp_part(raw, part)))
    return _largest(sizes, moments)


def _of_webp_part(raw: bytes, part: Part) -> tuple[int, int] | None:
    inside = raw[part.start : part.start + 10]
    match part.name:
        case "VP8X" if len(inside) == 10:
            return _little(inside[4:7]) + 1, _little(inside[7:10]) + 1
        case "VP8 " if len(inside) == 10:
            return _little(inside[6:8]) & 0x3FFF, _little(inside[8:10]) & 0x3FFF
        case "VP8L" if len(inside) >= 5:
            bits = _little(inside[1:5])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _of_gif(raw: bytes) -> Measure:
    """Measure a GIF; a moment may reach beyond the screen, and then enlarges it."""
    sizes, moments = [(_little(raw[6:8]), _little(raw[8:10]))], 0
    for part in containers.blocks(raw):
        if part.name == "picture":
            left, top, width, height = (
                _little(raw[at : at + 2]) for at in range(part.start, part.start + 8, 2)
            )
            sizes.append((left + width, top + height))
            moments += 1
    if not moments:
        raise Broken
    return _largest(iter(sizes), moments)


def _of_boxes(raw: bytes, *, moves: bool) -> Measure:
    read, sizes, moments = containers.number, [], 1
    for part in _inner(raw, containers.boxes(raw)):
        if part.name == "ispe":
            sizes.append((read(raw, part.start + 4, 4), read(raw, part.start + 8, 4)))
        elif part.name == "stsd":
            # The first entry: its box, what every entry has, then width and height.
            sizes.append((read(raw, part.start + 40, 2), read(raw, part.start + 42, 2)))
        elif part.name == "stsz" and moves:
            moments = max(moments, read(raw, part.start + 8, 4))
    return _largest(iter(sizes), moments)


def _inner(raw: bytes, parts: Iterator[Part]) -> Iterator[Part]:
    """Walk into the boxes that hold others."""
    open_ = [parts]
    while open_:
        if (part := next(open_[-1], None)) is None:
            open_.pop()
            continue
        yield part
        if part.name in _FOLDERS and len(open_) < _DEEPEST:
            open_.append(containers.boxes(raw, part.start + _FOLDERS[part.name], part.end))


def _little(written: bytes) -> int:
    return int.from_bytes(written, "little")
