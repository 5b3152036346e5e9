"""Whether an original still tells where it was taken.

Readers never get it; whoever is given a copy of the author's folder does.
"""

from __future__ import annotations

import re
from pathlib import Path

from blog.errors import Refusal
from blog.images import kinds, measures, painting, reencode
from blog.images.containers import Broken

_GPS = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_IN_XMP = re.compile(rb"exif:GPSL(?:at|ong)itude\b")


def holds_place(source: Path) -> bool:
    """Tell whether coordinates stand in a picture; no for what is no picture at all."""
    try:
        raw = reencode.read(source)
        kind = kinds.kind(raw)
        if kind is None or measures.measure(raw, kind).objection():
            return False
        return _IN_XMP.search(raw) is not None or _in_exif(raw, kind)
    except (Refusal, Broken, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        return False


def _in_exif(raw: bytes, kind: str) -> bool:
    with painting.opened(raw, kind) as picture:
        place = picture.getexif().get_ifd(_GPS)
        return bool({_LATITUDE, _LONGITUDE} & set(place))
