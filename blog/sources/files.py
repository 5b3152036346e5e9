"""Writing a file of the author's: whole or not at all, and never over somebody else's words."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from blog.errors import Refusal


class NotWritten(Refusal):
    """A file that could not be written; the text says why."""


class ChangedMeanwhile(NotWritten):
    """A file that no longer says what was read before it was to be written."""

    def __init__(self, path: str, theirs: str) -> None:
        super().__init__(f"{path} was changed meanwhile, on disk or from another window.")
        self.theirs = theirs


def checksum(text: str) -> str:
    """Name a text by what it says; nothing has no name."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def read(content: Path, path: str) -> str:
    """Read a file exactly as it is, line ends and all; nothing where there is none."""
    try:
        return _inside(content, path).read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise NotWritten(f"{path} cannot be read as text, so nothing is written over it.") from None


def write(content: Path, path: str, text: str, *, over: str) -> None:
    """Write a file in the place of the text whose checksum is `over`, or of none.

    Raise ChangedMeanwhile where it says something else by now, NotWritten where it can't be
    written. Who reads it meanwhile sees the old text or the new one, also after a power cut.
    """
    target = _inside(content, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target.parent):
            theirs = read(content, path)
            if theirs == text:  # a save that was answered by a dead network, and came again
                return
            if checksum(theirs) != over:
                raise ChangedMeanwhile(path, theirs)
            _put(target, text.encode())
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}.") from None


def remove(content: Path, path: str, *, over: str) -> None:
    """Take a file away that still says what it said; one that was changed stays."""
    target = _inside(content, path)
    with alone(target.parent):
        if checksum(read(content, path)) == over:
            target.unlink(missing_ok=True)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder, whichever process it is in."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _inside(content: Path, path: str) -> Path:
    """Find the file itself behind links; what leads out of the author's folder is refused."""
    root = Path(os.path.realpath(content))
    target = Path(os.path.realpath(root / path))
    if not target.is_relative_to(root):
        raise NotWritten(f"{path} leads out of the content folder.")
    return target


def _put(target: Path, raw: bytes) -> None:
    # A name with a dot in front is none of the author's: a sync in between leaves it alone.
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
