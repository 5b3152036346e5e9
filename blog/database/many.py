"""Writing many rows with few statements, on either database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from blog.database.engine import Model, db
from blog.database.running import run

# Databases take only so many values in one statement.
_AT_ONCE = 500
# So few are written sooner one by one.
_FEW = 4

_INSERT: Mapping[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def upsert(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows whether or not there are such already; each names every column."""
    values = [dict(row) for row in rows]
    if not values:
        return
    table: Table = model.metadata.tables[model.__tablename__]
    statement = _upsert(table, db.session.get_bind().dialect.name)
    if len(values) > _FEW:
        db.session.execute(statement, values)
        return
    for row in values:
        run(db.session.connection(), statement, **row)


def add(model: type[Model], **row: Any) -> bool:
    """Write a row unless there is one like it, and tell whether it was written.

    Of two transactions that write alike rows at once the second waits for the first.
    """
    db.session.flush()
    connection = db.session.connection()
    statement = _addition(model.metadata.tables[model.__tablename__], connection.dialect.name)
    return run(connection, statement, **row).first() is not None


def drop(
    column: InstrumentedAttribute[Any], values: Collection[Any], *also: ColumnElement[bool]
) -> None:
    """Delete the rows that hold one of some values, and are of a kind `also` says."""
    for part in portions(values):
        db.session.execute(delete(column.class_).where(column.in_(part), *also))


def portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Give many values in portions that fit into one statement each."""
    everything = list(values)
    for start in range(0, len(everything), _AT_ONCE):
        yield everything[start : start + _AT_ONCE]


@cache
def _addition(table: Table, dialect: str) -> Any:
    return _INSERT[dialect](table).on_conflict_do_nothing().returning(*table.primary_key)


@cache
def _upsert(table: Table, dialect: str) -> Any:
    statement = _INSERT[dialect](table)
    key = [column.name for column in table.primary_key]
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in key
    }
    if rest:
        return statement.on_conflict_do_update(index_elements=key, set_=rest)
    return statement.on_conflict_do_nothing(index_elements=key)
