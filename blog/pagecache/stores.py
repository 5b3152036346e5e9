"""Where pages are kept for all processes, and over a restart.

Nothing in here matters: a store that is away, full or broken is one that has no page.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar

from blog.database.pragmas import sqlite
from blog.pagecache.pages import Page
from blog.pagecache.writing import decode, encode

_MAKE = (
    "CREATE TABLE IF NOT EXISTS pages"
    " (key TEXT PRIMARY KEY, program TEXT, page BLOB, size INT, kept_at REAL)"
)
_PATIENCE = 0.2

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Stats:
    """What a store holds."""

    pages: int
    bytes: int


class Store(Protocol):
    """A place for pages that outlives a process."""

    def get(self, key: str) -> Page | None:
        """Find a page."""

    def put(self, key: str, page: Page) -> None:
        """Keep a page."""

    def clear(self) -> None:
        """Throw everything away."""

    def stats(self) -> Stats:
        """Count what there is."""

    def close(self) -> None:
        """Let go of it."""


class FileStore:
    """Pages in a SQLite file of their own.

    In the blog's database each of them would take the one lock there is for writing. What was
    just put in when the power fails may be lost: it is made again.
    """

    def __init__(self, path: Path, *, program: str, most_bytes: int) -> None:
        """Keep pages in a file; `program` names what makes them: others' pages are not ours."""
        self._path = path
        self._program = program
        self._most = most_bytes
        self._put_since = 0
        self._database: Any = None
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """Find a page."""
        query = "SELECT page FROM pages WHERE key = ? AND program = ?"
        row = self._ask(lambda db: db.execute(query, (key, self._program)).fetchone())
        return read(row[0]) if row else None

    def put(self, key: str, page: Page) -> None:
        """Keep a page; now and then make room by throwing the longest kept away."""
        written = encode(page)
        row = (key, self._program, written, len(written), time.time())
        self._ask(lambda db: db.execute("REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", row))
        self._put_since += len(written)
        if self._put_since > self._most / 10:
            self._put_since = 0
            self._ask(self._make_room)

    def clear(self) -> None:
        """Throw everything away."""
        self._ask(lambda db: db.execute("DELETE FROM pages"))

    def stats(self) -> Stats:
        """Count what there is."""
        query = "SELECT count(*), coalesce(sum(size), 0) FROM pages"
        pages, size = self._ask(lambda db: db.execute(query).fetchone()) or (0, 0)
        return Stats(pages=pages, bytes=size)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _make_room(self, db: Any) -> None:
        db.execute(
            "DELETE FROM pages WHERE key IN (SELECT key FROM ("
            "SELECT key, sum(size) OVER (ORDER BY kept_at DESC) AS so_far FROM pages"
            ") WHERE so_far > ?)",
            (self._most,),
        )

    def _ask(self, question: Callable[[Any], _T]) -> _T | None:
        with self._lock:
            try:
                if self._database is None:
                    self._database = self._open()
                return question(self._database)
            except sqlite.OperationalError as error:
                _log.info("The file of kept pages did not answer: %s", error)
            except sqlite.DatabaseError as error:
                _log.warning("The file of kept pages is broken and begun anew: %s", error)
                self._database = None
                self._path.unlink(missing_ok=True)
            return None

    def _open(self) -> Any:
        database = sqlite.connect(
            self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = OFF",
            "PRAGMA mmap_size = 0",
            _MAKE,
        ):
            database.execute(statement).close()
        database.execute("DELETE FROM pages WHERE program != ?", (self._program,)).close()
        return database


def read(written: bytes) -> Page | None:
    """Read a page as a store has it; what is none is nothing."""
    try:
        return decode(written)
    except ValueError:
        return None
