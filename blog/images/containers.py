"""What the files of pictures are made of, part by part, without a look at any point.

One walk for both who measure what comes in and who search what goes out. A walk never copies
what it walks over, never recurses, and raises Broken where a part is not whole.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass


class Broken(ValueError):
    """A container that is cut short, or none."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a container: its name, and where in the file what it holds begins and ends."""

    name: str
    start: int
    end: int


_PNG = b"\x89PNG\r\n\x1a\n"
# In compressed points, 0xFF stands before zero, a mark to restart at, or another 0xFF.
_AFTER_POINTS = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_SCAN, _END = 0xDA, 0xD9


def segments(raw: bytes) -> Iterator[Part]:
    """Walk a JPEG: each segment by its marker ("E1"), compressed points as "points"."""
    at = 2
    while True:
        while raw[at : at + 2] == b"\xff\xff":
            at += 1
        if len(raw) < at + 2 or raw[at] != 0xFF:
            raise Broken
        marker = raw[at + 1]
        if marker == _END:
            yield Part(name="end", start=at + 2, end=at + 2)
            return
        end = at + 2 if marker in _ALONE else at + 2 + _number(raw, at + 2, 2)
        if end > len(raw):
            raise Broken
        yield Part(name=f"{marker:02X}", start=min(at + 4, end), end=end)
        at = end
        if marker == _SCAN:
            if (after := _AFTER_POINTS.search(raw, at)) is None:
                raise Broken
            yield Part(name="points", start=at, end=after.start())
            at = after.start()


def chunks(raw: bytes) -> Iterator[Part]:
    """Walk a PNG, checking its sums."""
    at, name = len(_PNG), ""
    while name != "IEND":
        start, name = at + 8, _name(raw, at + 4)
        end = start + _number(raw, at, 4)
        if len(raw) < end + 4 or zlib.crc32(raw[at + 4 : end]) != _number(raw, end, 4):
            raise Broken
        yield Part(name=name, start=start, end=end)
        at = end + 4


def riff(raw: bytes, start: int = 12, end: int | None = None) -> Iterator[Part]:
    """Walk a WebP, or one moment of a moving one."""
    at = start
    end = 8 + int.from_bytes(raw[4:8], "little") if end is None else end
    if end > len(raw):
        raise Broken
    while at < end:
        size = _number(raw, at + 4, 4, "little")
        if at + 8 + size > end:
            raise Broken
        yield Part(name=_name(raw, at), start=at + 8, end=at + 8 + size)
        at += 8 + size + size % 2


def blocks(raw: bytes) -> Iterator[Part]:
    """Walk a GIF: "screen", "picture", extensions by their label ("F9"), "end"."""
    at = 13 + _colors(_number(raw, 10, 1))
    yield Part(name="screen", start=6, end=at)
    while True:
        mark = _number(raw, at, 1)
        if mark == 0x3B:
            yield Part(name="end", start=at + 1, end=at + 1)
            return
        if mark == 0x21:
            name, inner = f"{_number(raw, at + 1, 1):02X}", at + 2
        elif mark == 0x2C:
            name, inner = "picture", at + 11 + _colors(_number(raw, at + 9, 1))
        else:
            raise Broken
        end = _after_subblocks(raw, inner)
        yield Part(name=name, start=at + (2 if mark == 0x21 else 1), end=end)
        at = end


def boxes(raw: bytes, start: int = 0, end: int | None = None) -> Iterator[Part]:
    """Walk the boxes of a HEIC or AVIF file, or those in a part of it."""
    at, end = start, len(raw) if end is None else end
    while at < end:
        size, head = _number(raw, at, 4), 8
        if size == 1:
            size, head = _number(raw, at + 8, 8), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Broken
        yield Part(name=_name(raw, at + 4), start=at + head, end=at + size)
        at += size


def number(raw: bytes, at: int, size: int) -> int:
    """Read a number as most containers write it."""
    return _number(raw, at, size)


def _number(raw: bytes, at: int, size: int, order: str = "big") -> int:
    if at < 0 or len(raw) < at + size:
        raise Broken
    return int.from_bytes(raw[at : at + size], "little" if order == "little" else "big")


def _name(raw: bytes, at: int) -> str:
    if len(raw) < at + 4:
        raise Broken
    return raw[at : at + 4].decode("latin-1")


def _colors(flags: int) -> int:
    """Say how many bytes a table of colours takes."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_subblocks(raw: bytes, at: int) -> int:
    while size := _number(raw, at, 1):
        at += 1 + size
    return at + 1
