"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
from pathlib import PurePath

from blog.images import containers
from blog.images.containers import Broken
from blog.images.names import KINDS

ENDINGS = {kind: ending for ending, kind in reversed(KINDS.items())}
_HEIC = frozenset("heic heix hevc hevx heim heis hevm hevs".split())
_AVIF = frozenset({"avif", "avis"})
_OTHERS = (
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!doctype svg[^>]*>\s*)*<svg\b"),
        "an SVG drawing",
    ),
    (re.compile(rb"\s*<(?:!doctype html|html|head|body|script|\?php)\b"), "a web page"),
    (re.compile(rb"%pdf-"), "a PDF"),
    (re.compile(rb"pk\x03\x04"), "a ZIP archive"),
    (re.compile(rb"ii\*\0|mm\0\*"), "a TIFF or raw picture"),
    (re.compile(rb"bm"), "a BMP picture"),
    (re.compile(rb"....ftyp", re.DOTALL), "a film"),
)
# What a browser, a reader or an unpacker would look for in a file that is a picture too. Long
# enough never to be met by chance among compressed points.
_BESIDES = (
    (re.compile(rb"<!doctype html|<script|<html[\s>]", re.IGNORECASE), "a web page"),
    (re.compile(rb"<\?php\s", re.IGNORECASE), "a program"),
)
_ZIP_ENDS, _LONGEST_NOTE = b"PK\x05\x06", 22 + 65_535
_HEAD = 1024


def kind(raw: bytes) -> str | None:
    """Name the kind of picture a file is; nothing where it is none that we can serve."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if raw.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "WebP"
    return _of_brand(raw) if raw[4:8] == b"ftyp" else None


def objection(raw: bytes, name: str) -> str | None:
    """Say why a file is not what its name says, or is something else besides.

    A name that says nothing is none to be wrong about.
    """
    if not raw:
        return "is empty"
    found, said = kind(raw), KINDS.get(PurePath(name).suffix.lower())
    if found is None:
        begins = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lower()
        other = next((words for mark, words in _OTHERS if mark.match(begins)), None)
        if said is None:
            return f"is {other or 'no picture'}: send a JPEG, PNG, WebP, GIF, AVIF or HEIC"
        return f"is {other or f'no {said} picture'}, whatever its name says"
    if said not in {None, found}:
        better = PurePath(name).with_suffix(ENDINGS[found]).name
        return f"is a {found} picture, whatever its name says: call it “{better}”"
    besides = _besides(raw)
    return f"is {besides} as well as a picture: save it anew as a picture only" if besides else None


def _of_brand(raw: bytes) -> str | None:
    try:
        first = next(containers.boxes(raw[: 8 + _HEAD], 0, containers.number(raw, 0, 4)))
    except (Broken, StopIteration):
        return None
    written = raw[first.start : first.end].decode("latin-1")
    brands = {written[at : at + 4] for at in (0, *range(8, len(written), 4))}
    if brands & _AVIF:
        return "AVIF"
    return "HEIC" if brands & _HEIC else None


def _besides(raw: bytes) -> str | None:
    if b"%PDF-" in raw[:_HEAD]:
        return "a PDF"
    if raw.rfind(_ZIP_ENDS, max(0, len(raw) - _LONGEST_NOTE)) >= 0 and b"PK\x01\x02" in raw:
        return "a ZIP archive"
    return next((words for mark, words in _BESIDES if mark.search(raw)), None)
