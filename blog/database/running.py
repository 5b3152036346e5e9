"""Running statements that are built once.

Building a statement for every reader and sending it through the session takes five times as
long as the rest of the way to the database and back. So what pages ask stands in constants, its
values as `bindparam`, and is run here. On SQLite, where nothing has to travel, SQLAlchemy's part
of the way is longer than SQLite's own; there a constant is also put into SQL only once
(`prepared`), and handed to the driver as it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Executable, IteratorResult, Result

from blog.database.driver import hand_over, look_up
from blog.database.engine import db
from blog.database.prepared import Prepared, prepare

# In seconds: long enough for those who wait to have their turn.
_A_MOMENT = 0.0001
# So many threads of this process may write at once and still give way: where more do, whoever
# sleeps would hold up the others who wait for their turn.
_FEW = 2

_writing: set[int] = set()


@contextmanager
def giving_way() -> Iterator[None]:
    """Let those who read pass, before each statement of this thread within the block.

    A kernel may let a thread run until its next tick, four milliseconds on. A comment is stored
    in less, and all who ask for a page meanwhile would wait. Whoever sleeps lets them pass.
    """
    _writing.add(get_ident())
    try:
        yield
    finally:
        _writing.discard(get_ident())


def gives_way() -> bool:
    """Tell whether this thread lets others pass."""
    return get_ident() in _writing and len(_writing) <= _FEW


def rows(statement: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
    """Run a statement with its values, in the transaction at work and after its changes."""
    db.session.flush()
    return run(db.session.connection(), statement, **values)


def run(connection: Connection, statement: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
    """Run a statement with its values on a connection."""
    if gives_way():
        time.sleep(_A_MOMENT)
    if connection.dialect.name != "sqlite":
        return connection.execute(statement, values)
    prepared = _prepared(connection.dialect, statement, values)
    found = hand_over(connection, prepared.sql, prepared.parameters(values))
    return IteratorResult(prepared.shape, map(prepared.understood, found))


def ask(engine: Engine, statement: Executable, **values: Any) -> list[tuple[Any, ...]]:
    """Run a statement that reads, beside all transactions: what is committed at this moment."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(statement, values)]
    prepared = _prepared(engine.dialect, statement, values)
    found = look_up(engine, prepared.sql, prepared.parameters(values))
    return [prepared.understood(row) for row in found]


def _prepared(dialect: Dialect, statement: Executable, values: Mapping[str, Any]) -> Prepared:
    lengths = tuple(
        len(value) if isinstance(value, (list, tuple)) else None for value in values.values()
    )
    return prepare(statement, dialect, tuple(values), lengths)
