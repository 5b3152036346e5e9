"""Running statements that are built once.

Building a statement for every reader and sending it through the session takes five times as
long as the rest of the way to the database and back. So what pages ask stands in constants, its
values as `bindparam`, and is run here. On SQLite, where nothing has to travel, SQLAlchemy's part
of the way is longer than SQLite's own; there a constant is also put into SQL only once
(`prepared`), and handed to the driver as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Executable, IteratorResult, Result

from blog.database.driver import hand_over, look_up
from blog.database.engine import db
from blog.database.giving_way import give_way
from blog.database.prepared import Prepared, prepare


def rows(statement: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
    """Run a statement with its values, in the transaction at work and after its changes."""
    db.session.flush()
    return run(db.session.connection(), statement, **values)


def run(connection: Connection, statement: Executable, **values: Any) -> Result[*tuple[Any, ...]]:
    """Run a statement with its values on a connection."""
    give_way()
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
