"""A number all processes of a machine share: another one before and after every commit.

It lies in a file mapped into memory, so that looking at it costs nothing. While it stands
still, nothing has been committed since.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
from pathlib import Path

_FORMAT = struct.Struct("<Q")


class Counter:
    """The shared number of one instance folder."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # Written, not only made longer: a hole that finds no room on a full disk later on would
        # end the process that fills it. The last byte is the number's highest, which is 0.
        os.pwrite(descriptor, b"\0", _FORMAT.size - 1)
        self._descriptor = descriptor
        self._map = mmap.mmap(descriptor, _FORMAT.size)

    def read(self) -> int:
        """Look at the number."""
        number: int = _FORMAT.unpack_from(self._map)[0]
        return number

    def move(self) -> None:
        """Make it another number; the lock keeps two processes from making it the same one."""
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX)
        try:
            _FORMAT.pack_into(self._map, 0, (self.read() + 1) % 2**64)
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()
        os.close(self._descriptor)
