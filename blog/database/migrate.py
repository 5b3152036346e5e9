"""Bringing a database up to date, and telling whether it is."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from blog.database.engine import Model, db

# Any number: it only has to be the same for every process of this program.
_LOCK = 7_263_410


def upgrade() -> None:
    """Bring the database up to date; several processes may try at once."""
    with db.engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as connection:
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            config = _config()
            config.attributes["connection"] = connection
            if _current(connection) != _newest(config):
                command.upgrade(config, "head")


def is_current() -> bool:
    """Tell whether every migration has been applied."""
    with db.engine.connect() as connection:
        return _current(connection) == _newest(_config())


def differences() -> list[object]:
    """List where the tables differ from what the models say; nothing when all is well."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Model.metadata))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()
