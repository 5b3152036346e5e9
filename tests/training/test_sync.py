from datetime import UTC, datetime

from blog.database.engine import db
from blog.training import queries
from blog.training.models import Chart, Session, Tried
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

NOW = datetime(2012, 1, 1, tzinfo=UTC)
RUN = "[{sport: run, distance: 1 mi, pain: 1}]"


def left(app):
    with app.app_context():
        return [
            db.session.execute(db.select(db.func.count()).select_from(model)).scalar_one()
            for model in (Session, Tried, Chart)
        ]


def test_a_log_goes_with_its_post(folder, app, workshop):
    folder.post("one", tags="knee", training=RUN, tried="{ice: no}")
    sync(app, workshop)
    # One drawing of the story, one of the year.
    assert left(app) == [1, 1, 2]

    folder.remove("posts/one.md")
    sync(app, workshop, accept_removals=True)
    assert left(app) == [0, 0, 0]


def test_a_log_goes_along_when_its_post_is_renamed(folder, app, workshop):
    folder.post("one", tags="knee", training=RUN)
    sync(app, workshop)
    folder.remove("posts/one.md")
    folder.post("other", tags="knee", title="One", training=RUN)
    sync(app, workshop)

    with app.app_context():
        assert [one.post for one in queries.of_story("knee", now=NOW)] == ["other"]
    assert left(app) == [1, 0, 2]


def test_a_session_that_moves_to_another_year_is_drawn_there(folder, app, workshop):
    folder.post("one", date="2011-12-01", training=RUN)
    sync(app, workshop)
    folder.post("one", date="2011-12-01", training="[{sport: run, date: 2010-05-05, pain: 2}]")
    sync(app, workshop)

    with app.app_context():
        assert queries.chart_of_year(2011, now=NOW) is None
        assert queries.chart_of_year(2010, now=NOW).worst == 2


def test_notes_and_names_are_set_as_the_text_is(folder, app, workshop):
    folder.post("one", tags="knee", training="[{sport: run, note: don't}]", tried="{Bea's ice: no}")
    sync(app, workshop)

    with app.app_context():
        (run,) = queries.of_story("knee", now=NOW)
        ((ice,), _) = queries.tried_in("knee", now=NOW)
        assert (run.note, ice.what) == ("don’t", "Bea’s ice")
