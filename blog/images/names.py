"""Which files claim to be pictures. Apart, because whoever asks this need not load any library."""

from __future__ import annotations

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}

_ENDINGS = tuple(FORMATS)

# Changes with what is made of a picture, so that every picture is made anew.
VERSION = 1


def is_picture(name: str) -> bool:
    """Tell by its name whether a file claims to be a picture we can serve."""
    return name.lower().endswith(_ENDINGS)
