"""Migrations make what the models say, once, however many processes begin together."""

import subprocess
import sys

import pytest
from sqlalchemy import inspect, text

from blog import settings
from blog.database import migrate
from blog.database.engine import Model, db
from blog.factory import create_app
from makers import EVERYWHERE, on_postgres

UPGRADE = """
import sys
from blog.factory import create_app
from blog.database import migrate
with create_app().app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    migrate.upgrade()
"""


@EVERYWHERE
def test_the_tables_are_what_the_models_say(app):
    with app.app_context():
        assert migrate.differences() == []


@EVERYWHERE
def test_a_new_database_is_up_to_date_after_its_upgrade(app):
    with app.app_context():
        assert migrate.is_current()
        migrate.upgrade()
        assert migrate.is_current()


def test_the_last_numbered_migration_is_the_one_alembic_ends_with(app):
    from alembic.script import ScriptDirectory

    with app.app_context(), db.engine.connect() as connection:
        script = ScriptDirectory.from_config(migrate._config(connection))

    assert script.get_heads() == [migrate.newest()]


@pytest.mark.slow
@pytest.mark.parametrize("on", ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def test_several_processes_may_upgrade_at_once(folder, on, request):
    url = request.getfixturevalue("postgres_url") if on == "postgresql" else None
    variables = on_postgres(url) if url else {}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE],
            cwd=folder.path,
            env={**_environment(), **variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        process.stdout.readline()

    ends = [process.stdin.write("\n") and process.stdin.flush() for process in processes]
    said = [process.communicate(timeout=60)[1] for process in processes]

    assert len(ends) == 3
    assert [(process.returncode, text) for process, text in zip(processes, said, strict=True)] == [
        (0, "")
    ] * 3
    app = create_app(settings.read(variables, at=folder.path))
    with app.app_context():
        tables = set(inspect(db.engine).get_table_names())
        db.engine.dispose()
    assert set(Model.metadata.tables) <= tables


def test_a_database_that_is_behind_says_so(app):
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        db.session.commit()

        assert not migrate.is_current()


def _environment():
    import os

    return {name: value for name, value in os.environ.items() if not name.startswith("BLOG_")}
