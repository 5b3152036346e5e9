"""Making sure that a picture about to be served tells nothing but its points.

What may stand in a file is listed, never what may not: whatever a library of tomorrow writes
beside the points is refused until somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from blog.images import containers
from blog.images.containers import Broken, Part

# Tables, sizes, where to restart, points.
_JPEG = frozenset("DB C4 DD DA C0 C1 C2 points end".split()) | {f"D{n}" for n in range(8)}
_PNG = frozenset("IHDR PLTE tRNS IDAT IEND".split())
_WEBP = frozenset(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"])
_MOMENT = frozenset(["VP8 ", "VP8L", "ALPH"])
_GIF = frozenset("screen picture F9 FF end".split())
_LOOP = b"\x0bNETSCAPE2.0\x03\x01"
# Says that it is a JPEG, how its points are spaced, and that there is no smaller picture in it.
_JFIF, _JFIF_LENGTH, _SMALLER = b"JFIF\0", 14, (12, 14)
_TELLING_FLAGS = 0b00101100  # a profile, EXIF, XMP

_TOP = frozenset("ftyp meta mdat".split())
_META = frozenset("hdlr pitm iloc iinf iref iprp".split())
_PROPERTIES = frozenset("ispe pixi av1C colr auxC".split())
_BARE_COLORS = b"nclx"
_ITEM, _ITEM_TYPE = "infe", b"av01"
# Of AV1: what begins a moment, sequences, frames. Not what may hold words, nor padding.
_UNITS = frozenset({1, 2, 3, 4, 6, 7})


class Telling(ValueError):
    """A file that holds more than points; the text names what."""


def check(raw: bytes, kind: str) -> None:
    """Read a picture of ours once more; raise Telling where it holds anything but points."""
    try:
        _CHECKS[kind](raw)
    except Broken:
        raise Telling("something that is no whole picture") from None


def _jpeg(raw: bytes) -> None:
    for part in _listed(containers.segments(raw), _JPEG | {"E0"}, raw):
        inside = raw[part.start : part.end]
        if part.name == "E0" and not (
            inside.startswith(_JFIF)
            and len(inside) == _JFIF_LENGTH
            and not any(inside[slice(*_SMALLER)])
        ):
            raise Telling("E0")


def _png(raw: bytes) -> None:
    for _ in _listed(containers.chunks(raw), _PNG, raw, beyond=4):
        pass


def _webp(raw: bytes) -> None:
    for part in _listed(containers.riff(raw), _WEBP, raw, padded=True):
        if part.name == "VP8X" and raw[part.start] & _TELLING_FLAGS:
            raise Telling("VP8X")
        if part.name == "ANMF":
            # Where it stands and how long, in 16 bytes; then its points.
            _only(containers.riff(raw, part.start + 16, part.end), _MOMENT)


def _gif(raw: bytes) -> None:
    for part in _listed(containers.blocks(raw), _GIF, raw):
        inside = raw[part.start : part.end]
        if part.name == "FF" and not (inside.startswith(_LOOP) and len(inside) == len(_LOOP) + 3):
            raise Telling("FF")


def _avif(raw: bytes) -> None:
    extents: list[tuple[int, int]] = []
    points: list[tuple[int, int]] = []
    for part in _listed(containers.boxes(raw), _TOP, raw):
        if part.name == "meta":
            extents += _meta(raw, part)
        elif part.name == "mdat":
            points.append((part.start, part.end))
    at = points[0][0] if len(points) == 1 else -1
    for start, end in sorted(set(extents)):
        if start != at:
            raise Telling("mdat")
        _units(raw, start, end)
        at = end
    if not points or at != points[0][1]:
        raise Telling("mdat")


def _meta(raw: bytes, meta: Part) -> Iterator[tuple[int, int]]:
    for part in _only(containers.boxes(raw, meta.start + 4, meta.end), _META):
        if part.name == "iprp":
            _properties(raw, part)
        elif part.name == "iinf":
            _items(raw, part)
        elif part.name == "hdlr" and raw[part.start + 8 : part.end].strip(b"\0") != b"pict":
            raise Telling("hdlr")
        elif part.name == "iloc":
            yield from _extents(raw, part)


def _properties(raw: bytes, folder: Part) -> None:
    for part in _only(containers.boxes(raw, folder.start, folder.end), {"ipco", "ipma"}):
        if part.name == "ipco":
            for one in _only(containers.boxes(raw, part.start, part.end), _PROPERTIES):
                if one.name == "colr" and raw[one.start : one.start + 4] != _BARE_COLORS:
                    raise Telling("colr")


def _items(raw: bytes, folder: Part) -> None:
    """Look at what the file says it holds: points, under a name of the library's own."""
    for part in _only(containers.boxes(raw, folder.start + 6, folder.end), {_ITEM}):
        # Version 2: four bytes of version, two of number, two of protection; kind, name, zero.
        if raw[part.start] != 2 or raw[part.start + 8 : part.start + 12] != _ITEM_TYPE:
            raise Telling(_ITEM)
        if raw[part.start + 12 : part.end].strip(b"\0") not in {b"", b"Color", b"Alpha"}:
            raise Telling(_ITEM)


def _extents(raw: bytes, part: Part) -> Iterator[tuple[int, int]]:
    """Read where each item's points lie, as our encoder writes it: version 0, sizes of four."""
    read = containers.number
    if raw[part.start : part.start + 6] != b"\0\0\0\0\x44\0":
        raise Telling("iloc")
    at = part.start + 8
    for _ in range(read(raw, part.start + 6, 2)):
        if read(raw, at + 4, 2) != 1:
            raise Telling("iloc")
        start, length = read(raw, at + 6, 4), read(raw, at + 10, 4)
        yield start, start + length
        at += 14
    if at != part.end:
        raise Telling("iloc")


def _units(raw: bytes, start: int, end: int) -> None:
    """Walk AV1's own units, which may hold words as well."""
    at = start
    while at < end:
        head = raw[at]
        name, extended, sized = head >> 3 & 15, head >> 2 & 1, head >> 1 & 1
        if name not in _UNITS or not sized:
            raise Telling(f"unit {name}")
        at, length = _length(raw, at + 1 + extended)
        at += length
    if at != end:
        raise Telling("unit")


def _length(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = containers.number(raw, at + place, 1)
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return at + place + 1, value
    raise Broken


def _only(parts: Iterator[Part], names: set[str] | frozenset[str]) -> Iterator[Part]:
    for part in parts:
        if part.name not in names:
            raise Telling(part.name)
        yield part


def _listed(
    parts: Iterator[Part],
    names: frozenset[str],
    raw: bytes,
    *,
    beyond: int = 0,
    padded: bool = False,
) -> Iterator[Part]:
    """Give the parts of a file, all of known names; the last one ends where the file does."""
    end = 0
    for part in _only(parts, names):
        end = part.end + beyond
        yield part
    if end + (end % 2 if padded else 0) != len(raw):
        raise Telling("what follows the end")


_CHECKS: dict[str, Callable[[bytes], None]] = {
    "jpg": _jpeg,
    "png": _png,
    "webp": _webp,
    "gif": _gif,
    "avif": _avif,
}
