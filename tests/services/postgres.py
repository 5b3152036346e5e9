"""A PostgreSQL of the tests' own: one cluster a worker, one fresh database a test.

Making a cluster takes under a second, so workers need not agree on a shared one. It listens
on a socket in its own folder only: no port to collide on, nothing another user could reach.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from services import server

_OWNER = "blog"
# Nothing here has to outlive the tests, so nothing waits for the disk.
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}

# A pool may still hold connections, and one of them a lock.
_LET_GO = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename != 'alembic_version'"
)
_NUMBERS_FROM_1 = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"
    " WHERE schemaname = 'public'"
)


class Cluster:
    """A running PostgreSQL server that hands out databases."""

    def __init__(self, folder: Path, admin: psycopg.Connection) -> None:
        self._folder = folder
        self._admin = admin
        self._numbers = count(1)
        self._templates: set[str] = set()
        self._free: defaultdict[str, list[str]] = defaultdict(list)

    @contextmanager
    def database(self, *, like: str = "template0") -> Iterator[str]:
        """Lend a new database, a copy of `like`, by its URL; it goes with the block."""
        name = f"test_{next(self._numbers)}"
        self._create(name, like=like)
        try:
            yield self._url(name)
        finally:
            # FORCE: a pool may still hold connections, which would keep the database.
            self._tell("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def emptied(self, *, like: str) -> Iterator[str]:
        """Lend a copy of a template, by its URL, whose rows go with the block.

        The tables stay for the next test: to copy them takes ten times as long as to empty them.
        """
        free = self._free[like]
        if free:
            name = free.pop()
        else:
            name = f"test_{next(self._numbers)}"
            self._create(name, like=like)
        yield self._url(name)
        self._empty(name)
        free.append(name)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """Prepare a database once, for `database(like=…)` to copy; give back its name.

        `prepare` is called with the URL the first time and must leave no connection open.
        """
        if name not in self._templates:
            self._create(name, like="template0")
            prepare(self._url(name))
            self._templates.add(name)
        return name

    def _empty(self, name: str) -> None:
        """Take every row and number away but the mark of the tables' version."""
        self._admin.execute(_LET_GO, [name])
        with _connect(self._folder, name) as connection:
            connection.execute("SET session_replication_role = replica")
            tables = connection.execute(_TABLES).fetchall()
            for (table,) in tables:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            connection.execute(_NUMBERS_FROM_1)

    def _create(self, name: str, *, like: str) -> None:
        self._tell("CREATE DATABASE {} TEMPLATE {}", name, like)

    def _tell(self, command: str, *names: str) -> None:
        self._admin.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self._folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Run a PostgreSQL server for this worker's tests."""
    programs = _programs()
    if programs is None:
        server.missing("PostgreSQL", package="postgresql")
    # Not in pytest's own folder: that is closed to the user the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="second-wind-postgres-"))
    user = _user()
    if user:
        shutil.chown(folder, user, user)
    try:
        _make(programs, folder, user)
        command = [str(programs / "postgres"), "-D", "data", "-k", str(folder), *_options()]
        with (
            server.running(command, folder=folder, owner=user, answers=lambda: _answers(folder)),
            _connect(folder) as admin,
        ):
            yield Cluster(folder, admin)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """Lend an empty database of this test's own, by its URL for SQLAlchemy."""
    with postgres.database() as url:
        yield url


def _programs() -> Path | None:
    """Find the folder of the server's programs; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    versions = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    places += sorted(versions, key=lambda place: int(place.parent.name), reverse=True)
    whole = (p for p in places if (p / "initdb").exists() and (p / "postgres").exists())
    return next(whole, None)


def _user() -> str:
    """Say as whom the server runs: it refuses root."""
    return "postgres" if os.geteuid() == 0 else ""


def _make(programs: Path, folder: Path, user: str) -> None:
    subprocess.run(
        [
            *(str(programs / "initdb"), "--pgdata", "data", "--username", _OWNER),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        **({"user": user, "group": user, "extra_groups": []} if user else {}),
    )


def _options() -> list[str]:
    return [word for name, value in _OPTIONS.items() for word in ("-c", f"{name}={value}")]


def _connect(folder: Path, name: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(host=str(folder), user=_OWNER, dbname=name, autocommit=True)


def _answers(folder: Path) -> bool:
    try:
        _connect(folder).close()
    except psycopg.OperationalError:
        return False
    return True
