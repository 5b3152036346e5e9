"""A number all processes of a machine share: another one before and after every commit.

It lies in a file mapped into memory, so that looking at it costs nothing. While it stands
still, nothing has been committed since.
"""

from __future__ import annotations

import fcntl
import mmap
import os
from pathlib import Path

_BYTES = 8


class Counter:
    """The shared number of one instance folder."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # Written, not only made longer: a hole that finds no room on a full disk later on would
        # end the process that fills it.
        if os.fstat(descriptor).st_size < _BYTES:
            os.pwrite(descriptor, b"\0", _BYTES - 1)
        self._descriptor = descriptor
        self._map = mmap.mmap(descriptor, _BYTES)
        # Cast once: unpacking it for every reader would take three times as long.
        self._number = memoryview(self._map).cast("Q")

    def read(self) -> int:
        """Look at the number."""
        return self._number[0]

    def move(self) -> None:
        """Make it another number; the lock keeps two processes from making it the same one."""
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX)
        try:
            self._number[0] = (self._number[0] + 1) % 2**64
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file."""
        self._number.release()
        self._map.close()
        os.close(self._descriptor)
