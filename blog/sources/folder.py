"""Finding the author's files, whatever else lies in the folder."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from blog.errors import BadFile, Problem
from blog.images.names import is_picture

SITE = "site.toml"
MOST_BYTES = 2 * 1024 * 1024

# What cannot be printed in one line of a report, or was no text in the first place.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Editors' copies and swap files, and what systems hide.
_LEFT_BEHIND = (".", "#", "~")
_ALMOST = frozenset({"markdown", "mdown", "mkd", "txt"})


class Kind(StrEnum):
    """What a file of the author's is about."""

    SITE = "site"
    AUTHOR = "author"
    TAG = "tag"
    POST = "post"
    PAGE = "page"


_FOLDERS = {"authors": Kind.AUTHOR, "tags": Kind.TAG, "posts": Kind.POST, "pages": Kind.PAGE}
_MAY_BE_FOLDERS = frozenset({Kind.POST, Kind.PAGE})


class Found(NamedTuple):
    """A file as the folder lists it, not yet read; a tuple, for there may be ten thousand.

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

    @cached_property
    def has_site(self) -> bool:
        """Whether this looks like a blog at all, and not like an unmounted disk."""
        return any(found.kind is Kind.SITE for found in self.files)

    def closed(self) -> frozenset[str]:
        """Name the files and folders that are there and cannot be looked at."""
        return frozenset(problem.path for problem in self.problems if problem.refused)


def listing(content: Path) -> Listing:
    """List the author's files, in an order that does not depend on the machine."""
    return _Look(content.resolve()).all()


def one(content: Path, path: str, *, kind: Kind) -> Found:
    """Say what a listing would say of one file, or of one that is yet to be written there.

    Where nothing can be said of it yet, its signature is empty.
    """
    folder, _, name = path.rpartition("/")
    look = _Look(content.resolve())
    entries = look._entries(folder)
    is_index = name.lower() == "index.md"
    pictures = look._pictures(entries)
    called = folder.rpartition("/")[2] if is_index else name.rpartition(".")[0]
    for entry in entries:
        if entry.name == name:
            look._take(entry, path, kind, called, pictures)
    unwritten = Found(
        path=path,
        kind=kind,
        name=called,
        signature="",
        modified=pictures.modified,
        pictures=pictures.signatures,
    )
    return look.files[0] if look.files else unwritten


def read(content: Path, found: Found) -> str:
    """Read a file as text; raise BadFile where it is none.

    The file is opened without waiting and looked at once more, because between the listing
    and now it may have become something else.
    """
    path = content / found.path
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode):
                raise _bad(found.path, "is no ordinary file")
            if about.st_size > MOST_BYTES:
                sentence = f"is larger than {MOST_BYTES // 2**20} MB; no post is that long"
                raise _bad(found.path, sentence)
            return _decoded(file.read(MOST_BYTES + 1), found.path)
    except OSError as error:
        raise _bad(found.path, f"cannot be read: {error.strerror}") from None


@dataclass(frozen=True, kw_only=True)
class _Pictures:
    """The pictures in one folder: what they look like from outside, each and together."""

    signatures: Mapping[str, str]
    together: str
    modified: float


_NO_PICTURES = _Pictures(signatures={}, together="", modified=0)


@dataclass
class _Look:
    """One look at a folder. Links are followed only where there are any: it is slow."""

    root: Path
    files: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def all(self) -> Listing:
        """List every file of the author's."""
        entries = self._entries("")
        top = {entry.name: entry for entry in entries}
        if SITE in top:
            self._take(top[SITE], SITE, Kind.SITE, "site", self._pictures(entries))
        for name, kind in _FOLDERS.items():
            if name in top and self._leads_inside(top[name], name):
                self._folder(name, kind)
        files = sorted(self.files, key=lambda found: found.path)
        return Listing(files=tuple(files), problems=tuple(sorted(self.problems)))

    def _folder(self, folder: str, kind: Kind) -> None:
        entries = self._entries(folder)
        pictures = self._pictures(entries)
        for entry in entries:
            path = f"{folder}/{entry.name}"
            name, _, ending = entry.name.rpartition(".")
            if ending.lower() == "md":
                self._take(entry, path, kind, name, pictures)
            elif ending.lower() in _ALMOST:
                self._advise(path, f"is not published: call it {name}.md")
            elif kind in _MAY_BE_FOLDERS and not is_picture(entry.name):
                self._inner(entry, path, kind)

    def _inner(self, entry: os.DirEntry[str], folder: str, kind: Kind) -> None:
        """Look into a folder that may be a post with its pictures."""
        if not _is_folder(entry) or not self._leads_inside(entry, folder):
            return
        entries = self._entries(folder)
        texts = [inner for inner in entries if inner.name.lower().endswith(".md")]
        found = [inner for inner in texts if inner.name.lower() == "index.md"]
        pictures = self._pictures(entries) if found else _NO_PICTURES
        for inner in found:
            self._take(inner, f"{folder}/{inner.name}", kind, entry.name, pictures)
        for inner in texts if not found else ():
            sentence = "is not published: call it index.md, or move it one folder up"
            self._advise(f"{folder}/{inner.name}", sentence)

    def _take(
        self, entry: os.DirEntry[str], path: str, kind: Kind, name: str, pictures: _Pictures
    ) -> None:
        if not self._leads_inside(entry, path):
            return
        try:
            about = entry.stat()
        except OSError:  # gone since the folder was listed
            return
        if not stat.S_ISREG(about.st_mode):
            mend = f"; call it {name}, with the text in index.md" if kind in _MAY_BE_FOLDERS else ""
            is_folder = stat.S_ISDIR(about.st_mode)
            self._refuse(path, f"is a folder{mend}" if is_folder else "is no ordinary file")
            return
        self.files.append(
            Found(
                path=path,
                kind=kind,
                name=unicodedata.normalize("NFC", name),
                signature=f"{_signature(about)} {pictures.together}",
                modified=max(about.st_mtime, pictures.modified),
                pictures=pictures.signatures,
            )
        )

    def _pictures(self, entries: list[os.DirEntry[str]]) -> _Pictures:
        """Look at the pictures of a folder; links that lead out of it are no pictures."""
        found: dict[str, os.stat_result] = {}
        for entry in entries:
            if is_picture(entry.name) and (not entry.is_symlink() or self._inside(entry.path)):
                try:
                    found[entry.name] = entry.stat()
                except OSError:
                    continue
        if not found:
            return _NO_PICTURES
        signatures = {name: _signature(about) for name, about in sorted(found.items())}
        return _Pictures(
            signatures=signatures,
            together=hashlib.sha256(repr(signatures).encode()).hexdigest()[:16],
            modified=max(about.st_mtime for about in found.values()),
        )

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """List a folder without what editors and systems leave behind."""
        try:
            with os.scandir(self.root / folder) as entries:
                listed = [entry for entry in entries if not entry.name.startswith(_LEFT_BEHIND)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            self._refuse(folder or SITE, f"cannot be looked into: {error.strerror}")
            return []
        return [entry for entry in listed if self._has_a_name(entry, folder)]

    def _has_a_name(self, entry: os.DirEntry[str], folder: str) -> bool:
        if not _UNSHOWABLE.search(entry.name):
            return True
        if folder:
            shown = _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", entry.name)
            self._refuse(f"{folder}/{shown}", "has a name that is not text; give it another")
        return False

    def _leads_inside(self, entry: os.DirEntry[str], path: str) -> bool:
        if not entry.is_symlink() or self._inside(entry.path):
            return True
        there = os.path.exists(entry.path)  # noqa: PTH110 - a loop of links is just not there
        where = "a place outside the content folder" if there else "nowhere"
        self._refuse(path, f"is a link to {where}")
        return False

    def _inside(self, path: str) -> bool:
        """Tell whether a path, links followed, is there and inside the content folder."""
        try:
            return Path(os.path.realpath(path, strict=True)).is_relative_to(self.root)
        except OSError:
            return False

    def _refuse(self, path: str, sentence: str) -> None:
        self.problems.append(Problem(path, 1, sentence))

    def _advise(self, path: str, sentence: str) -> None:
        self.problems.append(Problem(path, 1, sentence, refused=False))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return entry.is_symlink()


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
