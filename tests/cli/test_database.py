import pytest
from click.testing import CliRunner
from sqlalchemy import text

from blog.cli import main
from blog.database.engine import db


@pytest.fixture
def blog(folder, app, monkeypatch):
    monkeypatch.chdir(folder.path)
    return lambda *words: CliRunner().invoke(main, ["--at", str(folder.path), "database", *words])


def test_a_good_database_is_said_to_be_good(blog):
    result = blog("check")

    assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")


def test_an_old_database_is_said_to_be_old_with_its_mend(blog, app):
    with app.app_context():
        db.session.execute(text("DELETE FROM alembic_version"))
        db.session.commit()

    result = blog("check")

    assert result.exit_code == 1
    assert "To mend it: blog database migrate" in result.stderr


def test_a_database_that_differs_is_said_to_differ(blog, app):
    with app.app_context():
        db.session.execute(text("ALTER TABLE pages ADD COLUMN more TEXT"))
        db.session.commit()

    result = blog("check")

    assert result.exit_code == 1
    assert "more" in result.stderr


def test_migrating_twice_is_fine(blog):
    assert [blog("migrate").exit_code for _ in range(2)] == [0, 0]
