"""Whose turn it is to write to SQLite: those who wait are served in the order they came.

SQLite lets waiting writers try again at odds, every tenth of a second at last; under many
writers one of them can lose every time until its patience ends. The operating system keeps
a queue, and forgets whoever dies in it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    from fcntl import LOCK_EX, flock
except ImportError:  # not on Windows, where the odds have to do

    def _queue_up(file: int) -> None:
        """Wait for nobody."""

else:

    def _queue_up(file: int) -> None:
        """Wait until all who came before are done."""
        flock(file, LOCK_EX)


@contextmanager
def turn(database: str | None) -> Iterator[float]:
    """Wait for the turn of whoever writes to a database file; tell how many seconds that took."""
    if not database or database == ":memory:":
        yield 0
        return
    since = time.monotonic()
    try:
        queue = os.open(_beside(database), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        # A folder nothing can be written to: the database will say so itself.
        yield 0
        return
    try:
        _queue_up(queue)
        yield time.monotonic() - since
    finally:
        # Closing gives the turn to the next.
        os.close(queue)


def _beside(database: str) -> Path:
    return Path(f"{database}-queue")
