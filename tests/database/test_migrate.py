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

# The program is loaded once, the app made by each process; all begin as the last one is ready.
UPGRADE = """
import os, sys, traceback
from blog.factory import create_app
from blog.database import migrate

def upgrade(ready, begin):
    with create_app().app_context():
        os.write(ready, b"r")
        os.read(begin, 1)
        migrate.upgrade()

(told, ready), (begin, begins) = os.pipe(), os.pipe()
children = []
for _ in range(3):
    children.append(os.fork())
    if not children[-1]:
        try:
            upgrade(ready, begin)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
os.close(ready)
at = b""
while len(at) < 3 and (more := os.read(told, 3)):
    at += more
os.write(begins, b"bbb")
print([os.waitpid(child, 0)[1] for child in children])
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
    told = subprocess.run(
        [sys.executable, "-c", UPGRADE],
        cwd=folder.path,
        env={**_environment(), **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (told.stderr, told.stdout) == ("", "[0, 0, 0]\n")
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
