"""One piece of work in the database: kept whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from blog.database import pragmas, turns
from blog.database.engine import db


@contextmanager
def transaction() -> Iterator[None]:
    """Keep everything the block writes, or nothing.

    On SQLite the write lock is taken before the first read, in turn. Whatever was read before
    the block belongs to an older view of the data, so that view is given up first.
    """
    with _begun():
        yield
        db.session.commit()


@contextmanager
def rehearsed() -> Iterator[None]:
    """See what would be, had the block been kept; nothing of it is."""
    with _begun():
        yield
        db.session.rollback()


@contextmanager
def _begun() -> Iterator[None]:
    db.session.rollback()
    url = db.session.get_bind().engine.url
    with turns.turn(url.database if url.get_backend_name() == "sqlite" else None) as waited:
        db.session.connection(
            execution_options={
                "sqlite_begin": "BEGIN IMMEDIATE",
                "sqlite_patience": pragmas.patience_left(waited),
            }
        )
        try:
            yield
        except BaseException:
            db.session.rollback()
            raise
