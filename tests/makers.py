"""Making what tests are about in a line or two."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from blog import current, settings
from blog.content_sync import service
from blog.content_sync.report import Report
from blog.content_sync.service import Place
from blog.database import migrate
from blog.database.engine import db
from blog.factory import create_app
from blog.workshop import Workshop

SITE = 'title = "Laps"\nurl = "https://laps.example"\nauthor = "sarah"\n'

# A clock cannot tell a file written just now from one written again in the same instant.
# Files of tests are old enough to be told apart, unless a test wants otherwise.
_LONG_AGO = 1_300_000_000


class _Compiled(BytecodeCache):
    """Templates as they were compiled for the first app that showed them."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Any) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Any) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED = _Compiled()

# For the whole of a module: each of its tests once on SQLite and once on PostgreSQL.
EVERYWHERE = pytest.mark.parametrize(
    "database",
    [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.services)],
    indirect=True,
)


class Folder:
    """A blog in a folder, written by its author."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path / "content"
        self._age = 0
        self.write("site.toml", SITE)
        self.write("authors/sarah.md", "---\nname: Sarah\n---\n")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the author's, each a second younger than the one before."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        self._age += 1
        os.utime(file, (_LONG_AGO + self._age, _LONG_AGO + self._age))
        return file

    def post(self, slug: str, /, body: str = "Some words.\n", **header: object) -> Path:
        """Write a post; without a date it is from a day of 2011."""
        fields = {"title": slug.replace("-", " ").capitalize(), "date": "2011-10-14", **header}
        return self.write(f"posts/{slug}.md", front(fields) + body)

    def remove(self, path: str) -> None:
        """Delete a file of the author's."""
        (self.content / path).unlink()


def front(fields: dict[str, Any]) -> str:
    """Write a header."""
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\n".join(["---", *lines, "---", ""])


def sync(app: Flask, workshop: Workshop, **options: bool) -> Report:
    """Publish the folder of an app."""
    with app.app_context():
        place = Place(content=current.settings().content, media=current.settings().media)
        return service.sync(place, workshop=workshop, **options)


@contextmanager
def ready(app: Flask) -> Iterator[Flask]:
    """Give an app a database that is up to date, and let go of it in the end.

    What is the same for every blog is made once: the tables of SQLite, and compiled templates.
    """
    app.jinja_env.bytecode_cache = _COMPILED
    with app.app_context():
        file = Path(db.engine.url.database or "")
        if db.engine.dialect.name == "sqlite" and file.parent.is_dir() and not file.exists():
            file.write_bytes(_tables_of_sqlite())
        migrate.upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@cache
def _tables_of_sqlite() -> bytes:
    """Make a database that is up to date and has nothing in it."""
    with TemporaryDirectory() as place:
        app = create_app(settings.read({}, at=Path(place)))
        with app.app_context():
            migrate.upgrade()
            db.engine.dispose()
            return Path(db.engine.url.database).read_bytes()


def on_postgres(url: str) -> dict[str, str]:
    """Give the variables of a blog that keeps its tables in PostgreSQL."""
    return {"BLOG_DATABASE_URL": url, "BLOG_SECRET_KEY": "the same on every machine"}


def migrated(url: str) -> None:
    """Make the tables in an empty database, and leave no connection open."""
    with ExitStack() as stack:
        place = stack.enter_context(TemporaryDirectory())
        stack.enter_context(ready(create_app(settings.read(on_postgres(url), at=Path(place)))))
