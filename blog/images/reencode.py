"""Making a picture fit to be served: upright, light, and telling nothing.

What is served is painted anew from the picture's points, so that nothing the camera wrote
beside them (place, time, serial number, an embedded smaller picture) can come along.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from blog.errors import Refusal
from blog.images import encoding, kinds, measures, painting, shelf
from blog.images.containers import Broken
from blog.images.encoding import Made
from blog.images.measures import MOST_BYTES, Measure
from blog.images.names import VERSION
from blog.images.painting import HIGHEST, WIDEST, Painted
from blog.images.privacy import Telling

_DAMAGED = "cannot be read; it may be damaged or half copied"


class BadPicture(Refusal):
    """A picture that is not served; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A picture as readers get it: the name of its folder, and what is in there."""

    name: str
    made: Made


def reencode(source: Path, media: Path) -> Served:
    """Make what is served of a picture, or find what was made before.

    Named by the content of the original: the same picture is made once, whatever it is called.
    Raise BadPicture for what cannot be read or is too large.
    """
    raw = read(source)
    if problem := kinds.objection(raw, source.name):
        raise BadPicture(problem)
    name = _name(raw)
    made = shelf.find(media / name) or _make(raw, media / name)
    return Served(name=name, made=made)


def made_before(source: Path, media: Path) -> Served | Measure:
    """Find what was made of a picture before; of another one, measure what there is to be made.

    Raise BadPicture for what cannot be read.
    """
    raw = read(source)
    name = _name(raw)
    if made := shelf.find(media / name):
        return Served(name=name, made=made)
    if problem := kinds.objection(raw, source.name):
        raise BadPicture(problem)
    try:
        found = measures.measure(raw, kinds.kind(raw) or "")
    except Broken:
        raise BadPicture(_DAMAGED) from None
    if problem := found.objection():
        raise BadPicture(problem)
    return found


def _name(raw: bytes) -> str:
    return f"{hashlib.sha256(raw).hexdigest()[:24]}-{VERSION}"


def read(source: Path) -> bytes:
    """Read an original, without waiting and only if it is a file of a sensible size."""
    try:
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise BadPicture(f"cannot be opened: {error.strerror}") from None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        is_folder = stat.S_ISDIR(about.st_mode)
        raise BadPicture("is a folder" if is_folder else "is no ordinary file")
    with os.fdopen(descriptor, "rb") as file:
        if about.st_size > MOST_BYTES:
            raise BadPicture(f"is larger than {MOST_BYTES // 2**20} MB")
        return file.read(MOST_BYTES)


def _make(raw: bytes, place: Path) -> Made:
    picture = painted(raw)
    try:
        return shelf.put(place, lambda folder: encoding.write(picture, folder))
    except Telling as left:
        raise BadPicture(f"is not shown: what was made of it still held “{left}”") from None


def painted(raw: bytes, *, within: tuple[int, int] = (WIDEST, HIGHEST)) -> Painted:
    """Paint a picture anew; raise BadPicture for what cannot be read or is too large."""
    kind = kinds.kind(raw) or ""
    try:
        if problem := measures.measure(raw, kind).objection():
            raise BadPicture(problem)
        return painting.paint(raw, kind, within=within)
    except (Broken, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise BadPicture(_DAMAGED) from None
