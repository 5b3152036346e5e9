"""Which files claim to be pictures. Apart, because whoever asks this need not load any library."""

from __future__ import annotations

KINDS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WebP",
    ".gif": "GIF",
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".hif": "HEIC",
    ".avif": "AVIF",
}
"""What a picture's ending says that it is."""

_ENDINGS = tuple(KINDS)

# Changes with what is made of a picture, so that every picture is made anew.
VERSION = 2


def is_picture(name: str) -> bool:
    """Tell by its name whether a file claims to be a picture we can serve."""
    return name.lower().endswith(_ENDINGS)
