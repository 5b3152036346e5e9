"""Bringing a database up to date, and telling whether it is.

Alembic takes a while to load, so that is left until there is something to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from blog.database.engine import Model, db

if TYPE_CHECKING:
    from alembic.config import Config

# Any number: it only has to be the same for every process of this program.
_LOCK = 7_263_410
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade() -> None:
    """Bring the database up to date; several processes may try at once."""
    if is_current():
        return
    from alembic import command

    engine = db.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _current(connection) != newest():
            command.upgrade(_config(connection), "head")


def is_current() -> bool:
    """Tell whether every migration has been applied."""
    with db.engine.connect() as connection:
        return _current(connection) == newest()


def newest() -> str:
    """Name the last migration: their files are numbered."""
    return max(path.name for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def differences() -> list[object]:
    """List where the tables differ from what the models say; nothing when all is well."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Model.metadata))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
