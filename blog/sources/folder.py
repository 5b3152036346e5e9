"""Finding the author's files, whatever else lies in the folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from blog.errors import BadFile, Problem
from blog.images.reencode import is_picture

SITE = "site.toml"
MOST_BYTES = 2 * 1024 * 1024


class Kind(StrEnum):
    """What a file of the author's is about."""

    SITE = "site"
    AUTHOR = "author"
    TAG = "tag"
    POST = "post"
    PAGE = "page"


_FOLDERS = {"authors": Kind.AUTHOR, "tags": Kind.TAG, "posts": Kind.POST, "pages": Kind.PAGE}


@dataclass(frozen=True, kw_only=True)
class Found:
    """A file as the folder lists it, not yet read.

    `path` is relative to the content folder, with forward slashes; `name` is what the author
    called it, without ending. `signature` changes when the file does, or a picture beside it;
    `modified` is the newest of these changes, in seconds since 1970.
    """

    path: str
    kind: Kind
    name: str
    signature: str
    modified: float
    pictures: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a look at the folder found, and what in it cannot be used."""

    files: tuple[Found, ...]
    problems: tuple[Problem, ...]

    @property
    def has_site(self) -> bool:
        """Whether this looks like a blog at all, and not like an unmounted disk."""
        return any(found.kind is Kind.SITE for found in self.files)


def listing(content: Path) -> Listing:
    """List the author's files, in an order that does not depend on the machine."""
    files: list[Found] = []
    problems: list[Problem] = []
    neighbours: dict[Path, dict[str, os.stat_result]] = {}
    for path, kind, name in _candidates(content):
        if path.parent not in neighbours:
            neighbours[path.parent] = _pictures(content, path.parent)
        try:
            files.append(_found(content, path, kind, name, neighbours[path.parent]))
        except BadFile as error:
            problems.extend(error.problems)
        except FileNotFoundError:
            continue
    return Listing(
        files=tuple(sorted(files, key=lambda found: found.path)), problems=tuple(sorted(problems))
    )


def read(content: Path, found: Found) -> str:
    """Read a file as text; raise BadFile where it is none.

    The file is opened without waiting and looked at once more, because between the listing
    and now it may have become something else.
    """
    path = content / found.path
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise _bad(found.path, f"cannot be opened: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise _bad(found.path, "is no ordinary file")
        if about.st_size > MOST_BYTES:
            raise _bad(found.path, f"is larger than {MOST_BYTES // 2**20} MB; no post is that long")
        return _decoded(file.read(MOST_BYTES + 1), found.path)


def inside(content: Path, path: Path) -> bool:
    """Tell whether a path, links followed, stays inside the content folder."""
    return path.resolve().is_relative_to(content.resolve())


def _candidates(content: Path) -> Iterator[tuple[Path, Kind, str]]:
    if (content / SITE).exists():
        yield content / SITE, Kind.SITE, "site"
    for folder, kind in _FOLDERS.items():
        for entry in _entries(content / folder):
            if entry.suffix.lower() == ".md":
                yield entry, kind, entry.stem
            elif kind in {Kind.POST, Kind.PAGE} and entry.is_dir():
                for inner in _entries(entry):
                    if inner.name.lower() == "index.md":
                        yield inner, kind, entry.name


def _entries(folder: Path) -> list[Path]:
    """List a folder without what editors and systems leave behind."""
    try:
        entries = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
    return [path for path in entries if not path.name.startswith((".", "#", "~"))]


def _found(
    content: Path, path: Path, kind: Kind, name: str, pictures: dict[str, os.stat_result]
) -> Found:
    relative = path.relative_to(content).as_posix()
    readable = os.fsencode(relative).decode(errors="replace")
    if relative != readable:
        raise _bad(readable, "has a name that is not text; give it another")
    if not inside(content, path):
        raise _bad(relative, "is a link to a place outside the content folder")
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise _bad(relative, "is no ordinary file")
    signatures = {name: _signature(of) for name, of in pictures.items()}
    together = hashlib.sha256(repr(sorted(signatures.items())).encode()).hexdigest()[:16]
    return Found(
        path=relative,
        kind=kind,
        name=unicodedata.normalize("NFC", name),
        signature=f"{_signature(about)} {together}",
        modified=max([about.st_mtime, *(of.st_mtime for of in pictures.values())]),
        pictures=signatures,
    )


def _pictures(content: Path, folder: Path) -> dict[str, os.stat_result]:
    """Look at the pictures that lie in a folder; links that lead out of it are no pictures."""
    found = {}
    for path in _entries(folder):
        if is_picture(path) and inside(content, path):
            with contextlib.suppress(OSError):
                found[path.name] = path.stat()
    return found


def _signature(about: os.stat_result) -> str:
    return f"{about.st_mtime_ns}-{about.st_size}-{about.st_ino}"


def _decoded(raw: bytes, path: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _bad(path, "holds bytes that are no UTF-8 text; save it as UTF-8", line) from None
    if not text.strip():
        raise _bad(path, "is empty")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _bad(path, "holds a zero byte; it is no text", line)
    return text


def _bad(path: str, sentence: str, line: int = 1) -> BadFile:
    return BadFile([Problem(path, line, sentence)])
