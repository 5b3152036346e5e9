"""What makes pages besides the database: code, templates, texts, settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(folders: Iterable[Path], *words: object) -> str:
    """Name what is in some folders, and some words; another one after every change of a file."""
    mark = hashlib.sha256(repr(words).encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                seen = path.stat()
                mark.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return mark.hexdigest()[:16]
