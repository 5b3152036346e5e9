from datetime import UTC, datetime

from blog.database.engine import db
from blog.series import queries
from blog.series.models import Introduction
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def test_a_series_that_is_one_no_more_keeps_nothing_of_it(folder, app, workshop):
    folder.post("one", tags="knee")
    facts = "{started: 2011-10-01, ended: 2012-01-01, goal: {date: 2012-02-01}}"
    folder.write("tags/knee.md", f"---\ntitle: Knee\nseries: {facts}\n---\n")
    sync(app, workshop)
    folder.write("tags/knee.md", "---\ntitle: Knee\n---\n")
    sync(app, workshop)

    with app.app_context():
        row = db.session.execute(db.select(Introduction)).scalar_one()
        assert (row.started, row.ended, row.goal_date, row.status) == (None, None, None, None)
        assert queries.story("knee", now=NOW, zone=UTC) is None


def test_a_story_that_relapses_is_told_again(folder, app, workshop):
    folder.post("one", tags="knee", date="2019-12-30")
    for facts in ("{started: 2019-12-01, status: returned}", "{started: 2019-12-01}"):
        folder.write("tags/knee.md", f"---\ntitle: Knee\nseries: {facts}\n---\n")
        sync(app, workshop)

    with app.app_context():
        assert queries.under_way(now=NOW, zone=UTC).slug == "knee"


def test_a_removed_introduction_leaves_the_tag(folder, app, client, workshop):
    folder.post("one", tags="IT band")
    folder.write("tags/it-band.md", "---\ntitle: The band\n---\nWords.\n")
    sync(app, workshop)
    folder.remove("tags/it-band.md")
    sync(app, workshop)

    with app.app_context():
        assert queries.introduced("it-band", now=NOW).title == "IT band"
