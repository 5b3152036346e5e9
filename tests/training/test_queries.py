from datetime import UTC, date, datetime

import pytest

from blog import clock
from blog.training import queries
from blog.training.log import Sport, Verdict
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

NOW = datetime(2012, 1, 1, tzinfo=UTC)
KNEE = "---\ntitle: Knee\nseries: {started: 2011-10-01}\n---\n"


@pytest.fixture
def told(folder, app, workshop, monkeypatch):
    """Tell of a knee in three posts, of which one is still to come."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    folder.write("tags/knee.md", KNEE)
    runs = "[{sport: run, distance: 2 mi, pain: 4}, {sport: swim, time: 45 min}]"
    folder.post("one", date="2011-10-02", tags="knee", training=runs, tried="{ice: no}")
    runs = "[{sport: run, date: 2011-10-20, distance: 1 mi, pain: 0, note: So.}]"
    folder.post("two", date="2011-10-21", tags="knee, hip", training=runs, tried="{Ice: helped}")
    runs = "[{sport: walk, distance: 9 mi, pain: 9}]"
    folder.post("soon", date="2012-02-01", tags="knee", training=runs, tried="{tape: worse}")
    folder.post("draft", draft="yes", tags="knee", training=runs, tried="{tape: no}")
    folder.post("plain", tags="other")
    report = sync(app, workshop)
    assert not report.refused
    with app.app_context():
        yield


def test_a_post_gives_its_sessions_and_which_of_its_stories_tried_something(told):
    found = queries.of_post("one", ["knee", "none"], now=NOW)

    assert [(one.sport, one.day, one.pain) for one in found.sessions] == [
        (Sport.RUN, date(2011, 10, 2), 4),
        (Sport.SWIM, date(2011, 10, 2), None),
    ]
    assert found.tags == {"knee"}
    assert queries.of_post("plain", [], now=NOW) == queries.PostLog()


def test_a_story_gives_the_sessions_of_all_parts_that_can_be_read(told):
    assert [(one.post, one.sport) for one in queries.of_story("knee", now=NOW)] == [
        ("one", Sport.RUN),
        ("one", Sport.SWIM),
        ("two", Sport.RUN),
    ]


def test_what_was_tried_is_summed_up_with_who_did(told):
    (ice,), author = queries.tried_in("knee", now=NOW)

    assert (ice.what, ice.verdict, ice.posts, author) == (
        "ice",
        Verdict.HELPED,
        ("one", "two"),
        "Sarah",
    )


def test_where_two_authors_tell_nobody_is_named(folder, app, workshop):
    for author in ("sarah", "ben"):
        folder.post(f"by-{author}", tags="knee", author=author, tried="{ice: no}")
    sync(app, workshop)

    with app.app_context():
        assert queries.tried_in("knee", now=NOW)[1] == ""


def test_the_last_session_and_the_last_pain_tell_where_things_stand(told):
    found = queries.standing("knee", now=NOW)

    assert (found.last.note, found.last.pain, found.hurt_on) == ("So.", 0, date(2011, 10, 2))
    assert queries.standing("hip", now=NOW).hurt_on is None
    assert queries.standing("other", now=NOW) is None


def test_a_drawing_grows_when_a_part_appears(told):
    early, late = (queries.chart_of_story("knee", now=now) for now in (NOW, NOW.replace(month=3)))

    assert (early.worst, late.worst) == (4, 9)
    assert queries.chart_of_story("other", now=NOW) is None


def test_years_are_those_one_can_read_about(told):
    assert queries.years(now=NOW) == [2011]
    assert queries.years(now=NOW.replace(month=3)) == [2012, 2011]
    assert len(queries.in_year(2011, now=NOW)) == 3
    assert queries.chart_of_year(2011, now=NOW).worst == 4
    assert queries.chart_of_year(2012, now=NOW) is None
