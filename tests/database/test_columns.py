from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from blog.database.engine import db
from blog.posts.models import Page
from makers import EVERYWHERE

pytestmark = EVERYWHERE

CHICAGO = timezone(timedelta(hours=-5))


def kept(moment):
    page = Page(slug="a", path="/a/", title="", summary="", html="", draft=False)
    page.updated_at = moment
    db.session.add(page)
    db.session.commit()
    db.session.expire_all()
    return db.session.execute(select(Page.updated_at)).scalar()


def test_a_moment_comes_back_in_utc(app):
    with app.app_context():
        found = kept(datetime(2013, 5, 12, 7, 30, 15, 250, tzinfo=CHICAGO))

    assert found == datetime(2013, 5, 12, 12, 30, 15, 250, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_the_zone_of_the_server_does_not_matter(app):
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET TIME ZONE 'Asia/Tokyo'"))
        found = kept(datetime(2013, 5, 12, 12, tzinfo=UTC))

    assert found == datetime(2013, 5, 12, 12, tzinfo=UTC)


def test_no_moment_stays_none(app):
    with app.app_context():
        assert kept(None) is None


def test_a_moment_without_a_zone_is_a_bug(app):
    with app.app_context(), pytest.raises(StatementError, match="no time zone"):
        kept(datetime(2013, 5, 12))  # noqa: DTZ001 - that is the point
