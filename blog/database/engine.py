"""The database of the app and the base of every table."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase, registry

from blog.database import pragmas
from blog.database.columns import UTCDateTime
from blog.settings import Settings

# Named constraints can be changed by a later migration; unnamed ones cannot.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    """A table. Says once how Python's types are kept, so that no column has to."""

    registry: ClassVar[registry] = registry(
        metadata=MetaData(naming_convention=_NAMES),
        type_annotation_map={
            datetime: UTCDateTime(),
            # A native enum would need a migration for every new word.
            StrEnum: Enum(
                StrEnum,
                native_enum=False,
                length=20,
                values_callable=lambda words: [word.value for word in words],
            ),
            list[Any]: JSON(),
            dict[str, Any]: JSON(),
        },
    )


db = SQLAlchemy(model_class=Model)


def connect(app: Flask, settings: Settings) -> None:
    """Give the app its database, with SQLite kept safe on every connection."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    # What readers typed must not stand in a failure that is logged.
    # A connection to SQLite is a file: as many as the server may have requests at work. A
    # PostgreSQL server has a hundred for everybody: whoever finds none waits for one.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True} | (
        {"module": pragmas.sqlite, "max_overflow": 60}
        if settings.on_sqlite
        else {"pool_pre_ping": True}
    )
    db.init_app(app)
    if settings.on_sqlite:
        with app.app_context():
            pragmas.keep_safe(db.engine)
