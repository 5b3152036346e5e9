"""Statements put into SQL once: how values go in, and what the rows that come out mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Understand = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A question mark of the SQL: which value stands there, which one of a list, and how.

    Without a name it is always the same `value`.
    """

    name: str | None = None
    index: int | None = None
    process: Understand | None = None
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """SQL with what goes in and what comes out."""

    sql: str
    slots: tuple[Slot, ...]
    shape: SimpleResultMetaData
    columns: tuple[tuple[int, Understand], ...]

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Put values in the places they have in the SQL."""
        return tuple([_filled(slot, values) for slot in self.slots])

    def understood(self, found: tuple[Any, ...]) -> tuple[Any, ...]:
        """Make of a row of the database what the columns' types say."""
        if not self.columns:
            return found
        row = list(found)
        for index, understand in self.columns:
            row[index] = understand(row[index])
        return tuple(row)


@lru_cache(maxsize=1024)
def prepare(
    statement: Any, dialect: Dialect, names: tuple[str, ...], lengths: tuple[int | None, ...]
) -> Prepared:
    """Put a statement into SQL for values of these names; where one is a list, of this length."""
    columns = list(names) if statement.is_insert else None
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=columns)
    given = {
        name: None if length is None else [None] * length
        for name, length in zip(names, lengths, strict=True)
    }
    expanded = compiled.construct_expanded_state(given)
    lists = {
        part: (name, index)
        for name, parts in expanded.parameter_expansion.items()
        for index, part in enumerate(parts)
    }
    slots = []
    for part in expanded.positiontup or ():
        name, index = lists.get(part, (part, None))
        process = _into(compiled.binds[name].type, dialect)
        if name in given:
            slots.append(Slot(name=name, index=index, process=process))
        else:
            slots.append(Slot(value=_said(expanded.parameters[part], process)))
    return Prepared(
        sql=expanded.statement,
        slots=tuple(slots),
        shape=SimpleResultMetaData(statement.exported_columns.keys()),
        columns=tuple(_columns(statement, dialect)),
    )


def _columns(statement: Any, dialect: Dialect) -> Iterator[tuple[int, Understand]]:
    """Say which columns are not what the database gives, and how they are understood."""
    for index, column in enumerate(statement.exported_columns):
        if how := _out_of(column.type, dialect):
            yield index, how


def _filled(slot: Slot, values: Mapping[str, Any]) -> Any:
    if slot.name is None:
        return slot.value
    value = values[slot.name]
    return _said(value if slot.index is None else value[slot.index], slot.process)


def _said(value: Any, process: Understand | None) -> Any:
    return value if process is None else process(value)


def _into(type_: TypeEngine[Any], dialect: Dialect) -> Understand | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _out_of(type_: TypeEngine[Any], dialect: Dialect) -> Understand | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)
