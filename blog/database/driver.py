"""Handing SQL to SQLite's driver as it is.

SQLAlchemy's own way there takes ten times as long as SQLite does. Who listens to statements
hears them all the same, and failures are those SQLAlchemy would have made of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError


def hand_over(
    connection: Connection, sql: str, parameters: tuple[Any, ...] = ()
) -> list[tuple[Any, ...]]:
    """Run SQL in the transaction of a connection; gives the rows, if any come back."""
    driver: Any = connection.connection.dbapi_connection
    cursor = driver.cursor()
    for listener in connection.dispatch.before_cursor_execute:
        listener(connection, cursor, sql, parameters, None, False)
    try:
        return _run(cursor, sql, parameters)
    except connection.dialect.loaded_dbapi.Error as failure:
        raise _as_everywhere(failure, connection.dialect, sql, parameters) from failure


def look_up(engine: Engine, sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Run SQL that reads, beside all transactions."""
    try:
        connection = engine.raw_connection()
        try:
            return _run(connection.cursor(), sql, parameters)
        finally:
            connection.close()
    except engine.dialect.loaded_dbapi.Error as failure:
        raise _as_everywhere(failure, engine.dialect, sql, parameters) from failure


def _run(cursor: Any, sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    try:
        found: list[tuple[Any, ...]] = cursor.execute(sql, parameters).fetchall()
        return found
    finally:
        cursor.close()


def _as_everywhere(
    failure: Exception, dialect: Dialect, sql: str, parameters: tuple[Any, ...]
) -> BaseException:
    """Make of a failure what SQLAlchemy would, without the values: a reader typed them."""
    return DBAPIError.instance(
        sql,
        parameters,
        failure,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        dialect=dialect,
    )
