"""What every test may ask for: a blog in a folder of its own, its app, a reader."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from blog import settings
from blog.factory import create_app
from blog.workshop import Workshop
from makers import Folder, migrated, on_postgres, ready

pytest_plugins = [
    "laps",
    "sample",
    "gallery",
    "services.marks",
    "services.postgres",
    "services.redis",
    "services.chromium",
]

# How long an example takes says more about the machine than about the program.
hypothesis.settings.register_profile("whole", max_examples=100, deadline=None)
hypothesis.settings.register_profile("quick", max_examples=25, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer made-up examples between two edits, and all of them in the whole suite."""
    quick = "not slow" in config.option.markexpr
    hypothesis.settings.load_profile("quick" if quick else "whole")
    _keep_what_was_compiled()
    _remember_how_addresses_are_built()


def _keep_what_was_compiled() -> None:
    """Compile the program and its tests once, whatever this machine is set to.

    Otherwise each of the hundred servers and commands compiles the program for itself.
    """
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _remember_how_addresses_are_built() -> None:
    """Compile the building of an address for the first app only.

    It is three quarters of what making an app takes, and thousands are made.
    """
    compile_, known = Rule._compile_builder, {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (*rule._trace, repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compile_(rule, append_unknown)
        return known[key]

    Rule._compile_builder = remembered


def pytest_collection_finish() -> None:
    """Leave the thousands of tests that were found out of every search for rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def one_core() -> Iterator[None]:
    """Let what is started in a test start one worker: the other cores run other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.cpu_count", lambda: 1)
        yield


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
    with postgres.emptied(like=postgres.template("blog", migrated)) as url:
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
