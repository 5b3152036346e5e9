"""Writing a file of the author's: whole or not at all, and never over somebody else's words."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from blog.errors import Refusal
from blog.texts import gettext


class NotWritten(Refusal):
    """A file that could not be written; the text says why."""


class ChangedMeanwhile(NotWritten):
    """A file that no longer says what was read before it was to be written."""

    def __init__(self, path: str, theirs: str) -> None:
        super().__init__(
            gettext("%(file)s was changed meanwhile, on disk or from another window.", file=path)
        )
        self.theirs = theirs


def checksum(said: str | bytes) -> str:
    """Name what a file says by that; nothing has no name."""
    raw = said.encode() if isinstance(said, str) else said
    return hashlib.sha256(raw).hexdigest() if raw else ""


def raw(content: Path, path: str) -> bytes:
    """Read a file, whatever is in it; nothing where there is none."""
    try:
        return _inside(content, path).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        said = gettext("%(file)s cannot be read: %(reason)s.", file=path, reason=error.strerror)
        raise NotWritten(said) from None


def read(content: Path, path: str) -> str:
    """Read a file exactly as it is, line ends and all; nothing where there is none."""
    try:
        return raw(content, path).decode()
    except UnicodeDecodeError:
        raise NotWritten(
            gettext("%(file)s cannot be read as text, so nothing is written over it.", file=path)
        ) from None


def as_text(said: bytes) -> str:
    """Read bytes as the text they most likely are: what is no UTF-8 comes from an older Windows."""
    likely = "utf-16" if said.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "cp1252"
    try:
        return said.decode()
    except UnicodeDecodeError:
        return said.decode(likely, errors="replace")


def write(content: Path, path: str, text: str, *, over: str) -> None:
    """Write a file in the place of the text whose checksum is `over`, or of none.

    Raise ChangedMeanwhile where it says something else by now, NotWritten where it can't be
    written. Who reads it meanwhile sees the old text or the new one, also after a power cut.
    """
    target = _inside(content, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target.parent):
            theirs = raw(content, path)
            if theirs == text.encode():  # a save that a dead network answered, and came again
                return
            if checksum(theirs) != over:
                raise ChangedMeanwhile(path, as_text(theirs))
            _put(target, text.encode())
    except OSError as error:
        said = gettext("%(file)s cannot be written: %(reason)s.", file=path, reason=error.strerror)
        raise NotWritten(said) from None


def remove(content: Path, path: str, *, over: str) -> None:
    """Take a file away that still says what it said; one that was changed stays."""
    target = _inside(content, path)
    with alone(target.parent):
        if checksum(raw(content, path)) == over:
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
        raise NotWritten(gettext("%(file)s leads out of the content folder.", file=path))
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
