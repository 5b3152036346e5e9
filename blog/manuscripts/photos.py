"""Photos of what is being written: where they stand until their post has a folder of its own.

They are in the author's folder from the first moment, in one whose name begins with a dot, so
that nobody publishes it. With the post it gets its real name, in one step.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection
from pathlib import Path

from blog.markup.slugs import slugify
from blog.sources.files import NotWritten
from blog.texts import gettext

STAYS = 30 * 86_400.0
"""For how many seconds photos stay that belong to no text on the server."""

_STAGED = "posts/.writing-"
_MOST_ALIKE = 1000


def folder_of(file: str, id: str) -> str:
    """Say where the photos of a sheet belong: beside its file, or aside until it is published."""
    folder, _, name = file.rpartition("/")
    return folder if name.lower() == "index.md" else f"{_STAGED}{id}"


def are_staged(content: Path, id: str) -> bool:
    """Tell whether there are photos that wait for their post."""
    return (content / f"{_STAGED}{id}").is_dir()


def staged(id: str) -> str:
    """Say where a post that waits for its photos' folder would have its text."""
    return f"{_STAGED}{id}/index.md"


def keep(content: Path, folder: str, name: str, ending: str, raw: bytes) -> str:
    """Write a photo under a name close to its own; sent again, it is the same file."""
    place = content / folder
    stem = slugify(re.sub(r"\.\w{1,5}$", "", name)) or "photo"
    try:
        place.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST_ALIKE):
            path = place / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
            if not path.exists():
                _write(path, raw)
                return path.name
            if path.stat().st_size == len(raw) and path.read_bytes() == raw:
                return path.name
    except OSError as error:
        sentence = gettext("The photo cannot be written: %(reason)s.", reason=error.strerror)
        raise NotWritten(sentence) from None
    raise NotWritten(gettext("There are a thousand photos of this name already: give it another."))


def settle(content: Path, id: str, folder: str) -> bool:
    """Give the folder of photos its real name; where there is one already, say so."""
    waiting, target = content / f"{_STAGED}{id}", content / folder
    if target.exists():
        return False
    waiting.rename(target)
    return True


def discard(content: Path, id: str) -> None:
    """Throw away photos whose post was given up."""
    waiting = content / f"{_STAGED}{id}"
    if waiting.is_dir():
        for path in waiting.iterdir():
            path.unlink()
        waiting.rmdir()


def sweep(content: Path, being_written: Collection[str], *, now: float) -> None:
    """Throw away photos of texts that nobody is writing any more.

    Words a dead battery kept from the server may still be on a phone, and name them: so they
    stay for a month after the last one came.
    """
    for place in content.glob(f"{_STAGED}*"):
        of = place.name.removeprefix(_STAGED.rpartition("/")[2])
        with contextlib.suppress(OSError):
            if of not in being_written and now - place.stat().st_mtime > STAYS:
                discard(content, of)


def _write(path: Path, raw: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
