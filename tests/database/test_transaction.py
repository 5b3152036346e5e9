import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from blog.authors.models import Author
from blog.database.engine import db
from blog.database.transaction import transaction
from makers import EVERYWHERE


def author(slug):
    return Author(slug=slug, name=slug, tagline="", links=[], picture=None, html="")


def slugs():
    return list(db.session.execute(select(Author.slug).order_by(Author.slug)).scalars())


@EVERYWHERE
def test_what_a_block_writes_is_kept(app):
    with app.app_context():
        with transaction():
            db.session.add(author("sarah"))
        db.session.rollback()

        assert slugs() == ["sarah"]


@EVERYWHERE
@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_block_that_fails_keeps_nothing(app, failure):
    with app.app_context():
        with pytest.raises(failure):
            _fail_after_writing(failure)

        assert slugs() == []


@EVERYWHERE
def test_what_was_read_before_the_block_is_read_again(app):
    with app.app_context():
        before = slugs()
        thread = threading.Thread(target=_add, args=(app, "sarah"))
        thread.start()
        thread.join()

        with transaction():
            inside = slugs()

    assert (before, inside) == ([], ["sarah"])


def test_on_sqlite_the_lock_is_taken_before_the_first_read(app):
    with app.app_context(), transaction():
        slugs()
        failures = []
        thread = threading.Thread(target=_fail, args=(app, failures))
        thread.start()
        thread.join()

    assert "locked" in str(failures[0])


def _add(app, slug):
    with app.app_context(), transaction():
        db.session.add(author(slug))


def _fail_after_writing(failure):
    with transaction():
        db.session.add(author("sarah"))
        db.session.flush()
        raise failure


def _fail(app, failures):
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        connection.rollback()
        try:
            connection.exec_driver_sql("UPDATE authors SET name = 'x'")
        except OperationalError as error:
            failures.append(error)
        connection.invalidate()
