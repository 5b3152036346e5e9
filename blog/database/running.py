"""Running statements that are built once.

Building a statement for every reader and sending it through the session takes five times as
long as the rest of the way to the database and back. So what pages ask stands in constants, its
values as `bindparam`, and is run here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, Executable

from blog.database.engine import db


def rows(statement: Executable, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Run a statement with its values, in the transaction at work and after its changes."""
    db.session.flush()
    return db.session.connection().execute(statement, values)
