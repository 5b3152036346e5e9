"""Where pictures stand as they are served: a folder for each, complete from its first moment.

A folder is filled beside its place and then renamed into it, so whoever is killed leaves
nothing half. One that nothing refers to is marked, and taken away when it still is marked much
later: until then, kept pages may name it, and another process may be about to.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path

from blog.images.encoding import Made

STAYS = 3600.0
"""For how many seconds a picture stays that nothing refers to any more."""

_ABOUT = "about.json"
_UNUSED, _GOING = "unused", "going"
_BESIDE = ".beside-"
_OURS = re.compile(r"[0-9a-f]{24}-\d+(?:\.(?:jpg|png))?")


def find(place: Path) -> Made | None:
    """Find what was made of a picture before; whoever found it may refer to it from now on."""
    try:
        (place / _UNUSED).unlink(missing_ok=True)
        made = json.loads((place / _ABOUT).read_bytes())
        kept = Made(**{**made, "widths": tuple(made["widths"]), "kinds": tuple(made["kinds"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    whole = all((place / name).is_file() for name in kept.files())
    return kept if whole and not (place / _GOING).exists() else None


def put(place: Path, write: Callable[[Path], Made]) -> Made:
    """Fill a folder and put it in its place; where another process was faster, theirs stays."""
    beside = _beside(place)
    beside.mkdir(mode=0o700, parents=True)
    try:
        made = write(beside)
        _write(beside / _ABOUT, json.dumps(asdict(made)).encode())
        _sync(beside)
        if _exists(place) and not find(place):
            _take_away(place)
        with contextlib.suppress(FileExistsError):
            _rename(beside, place)
        _sync(place.parent)
        return made
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def sweep(shelf: Path, referred_to: Collection[str], *, now: float) -> None:
    """Mark what nothing refers to, and take away what was marked long ago."""
    try:
        names = os.listdir(shelf)  # noqa: PTH208 - names, of perhaps ten thousand
    except OSError:
        return
    for name in names:
        place = shelf / name
        with contextlib.suppress(OSError):
            if name.startswith(_BESIDE):
                _sweep_rest(place, now)
            elif name in referred_to:
                (place / _UNUSED).unlink(missing_ok=True)
            elif _OURS.fullmatch(name):
                _sweep_one(place, now)


def _sweep_one(place: Path, now: float) -> None:
    if place.is_file():  # of a version that knew one size only
        _sweep_rest(place, now)
    elif not (place / _UNUSED).exists():
        (place / _UNUSED).touch()
        os.utime(place / _UNUSED, (now, now))
    elif now - (place / _UNUSED).stat().st_mtime > STAYS:
        # Whoever has taken the mark away meanwhile refers to it: then this fails.
        (place / _UNUSED).rename(place / _GOING)
        _take_away(place)


def _sweep_rest(path: Path, now: float) -> None:
    """Take away what a killed process, or an older version, left."""
    if now - path.stat().st_mtime > STAYS:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _take_away(place: Path) -> None:
    gone = _beside(place)
    place.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _rename(beside: Path, place: Path) -> None:
    try:
        beside.rename(place)
    except OSError:
        if not _exists(place):
            raise
        raise FileExistsError from None


def _exists(place: Path) -> bool:
    return place.is_dir()


def _beside(place: Path) -> Path:
    return place.with_name(f"{_BESIDE}{secrets.token_hex(8)}")


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make sure that a power cut does not undo what was renamed; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
