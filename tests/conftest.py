"""What every test may ask for: a blog in a folder of its own, its app, a reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import settings
from blog.factory import create_app
from blog.workshop import Workshop
from makers import Folder, migrated, on_postgres, ready

pytest_plugins = [
    "laps",
    "services.marks",
    "services.postgres",
    "services.redis",
    "services.chromium",
]


@pytest.fixture(scope="session")
def workshop() -> Iterator[Workshop]:
    """The processes that render: the same for all tests, because starting them takes a while."""
    with Workshop(workers=1) as workshop:
        yield workshop


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A blog's folder with a site.toml and nothing else."""
    return Folder(tmp_path / "blog")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The variables that say where `app` keeps its tables: SQLite, unless a test asks for both.

    `pytestmark = makers.EVERYWHERE` in a module runs all its tests on PostgreSQL as well.
    """
    if getattr(request, "param", "sqlite") == "sqlite":
        yield {}
        return
    postgres = request.getfixturevalue("postgres")
    with postgres.database(like=postgres.template("blog", migrated)) as url:
        yield on_postgres(url)


@pytest.fixture
def app(folder: Folder, database: dict[str, str]) -> Iterator[Flask]:
    """The app of `folder`, its database ready."""
    with ready(create_app(settings.read(database, at=folder.path))) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader."""
    return app.test_client()
