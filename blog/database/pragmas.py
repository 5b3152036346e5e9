"""How SQLite is asked to keep what it is given."""

from __future__ import annotations

import sqlite3
import time
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, event

from blog.database.driver import hand_over

try:
    from pysqlite3 import dbapi2 as _newer
except ImportError:  # no wheel for this machine
    _newer = None

sqlite: ModuleType = _newer or sqlite3

# Before this version a checkpoint could meet a writer and lose pages of a WAL database.
_WAL_IS_SAFE_FROM = (3, 51, 3)

_PATIENCE = 5_000
_ALWAYS = (f"busy_timeout = {_PATIENCE}", "foreign_keys = ON", "mmap_size = 0")
_FAST = ("journal_mode = WAL", "synchronous = FULL")
_CAREFUL = ("journal_mode = TRUNCATE", "synchronous = EXTRA")


def version() -> tuple[int, ...]:
    """Tell which SQLite is at work."""
    return tuple(map(int, sqlite.sqlite_version.split(".")))


def chosen(library: tuple[int, ...]) -> tuple[str, ...]:
    """Choose the journal a version of the library keeps without losing anything.

    In WAL readers never wait for a writer. The older journal makes them wait, but is
    sound in the versions whose WAL is not.
    """
    return _ALWAYS + (_FAST if library >= _WAL_IS_SAFE_FROM else _CAREFUL)


def patience_left(waited: float) -> int:
    """Tell how many milliseconds are left for a lock of somebody who does not wait in turn."""
    return max(0, _PATIENCE - int(waited * 1000))


def keep_safe(engine: Engine) -> None:
    """Set every connection up, and let transactions say how they begin.

    Python's driver would begin on its own at the first write; a transaction that has read
    before it writes then fails at once when another one wrote in between, whatever the
    time-out. So the driver begins nothing and `transaction()` takes the lock beforehand.
    """
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in chosen(version()):
        _ask(cursor, f"PRAGMA {pragma}")
    cursor.close()


def _ask(cursor: Any, pragma: str) -> None:
    """Ask until nobody is in the way: the change to another journal waits for no time-out."""
    until = time.monotonic() + _PATIENCE / 1000
    while True:
        try:
            cursor.execute(pragma)
        except sqlite.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    begin = options.get("sqlite_begin", "BEGIN")
    patience = options.get("sqlite_patience", _PATIENCE)
    if patience == _PATIENCE:
        hand_over(connection, begin)
        return
    hand_over(connection, f"PRAGMA busy_timeout = {patience}")
    try:
        hand_over(connection, begin)
    finally:
        hand_over(connection, f"PRAGMA busy_timeout = {_PATIENCE}")
