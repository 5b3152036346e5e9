"""A post in the future appears by itself: in no list before its second, in all of them after."""

from datetime import UTC, datetime, timedelta

import pytest

import clocks
from blog.posts import queries
from blog.series import queries as series
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

DUE = datetime(2030, 1, 1, 7, 30, 15, tzinfo=UTC)


@pytest.fixture
def published(folder, app, workshop):
    folder.post("first", tags="[knee]")
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-10-01}\n---\n")
    folder.post(
        "soon", "Later words.", date="2030-01-01 07:30:15", tags="[knee, new]", author="eve"
    )
    sync(app, workshop)
    return app


@pytest.fixture
def at(monkeypatch):
    return lambda moment: clocks.tell(monkeypatch, lambda: moment)


@pytest.mark.parametrize(
    "path", ["/", "/feed.atom", "/sitemap.xml", "/archive/", "/tags/", "/tags/knee/"]
)
def test_lists_show_a_post_from_its_second_on(published, client, at, path):
    at(DUE - timedelta(seconds=1))
    before = "/posts/soon/" in client.get(path).text or "new" in client.get(path).text.split()
    at(DUE)
    after = "soon" in client.get(path).text.lower() or "/tags/new/" in client.get(path).text

    assert (before, after) == (False, True)


@pytest.mark.parametrize("path", ["/posts/soon/", "/tags/new/"])
def test_pages_exist_from_that_second_on(published, client, at, path):
    at(DUE - timedelta(seconds=1))
    before = client.get(path).status_code
    at(DUE)

    assert (before, client.get(path).status_code) == (404, 200)


def test_a_part_to_come_is_not_counted(published, client, at):
    at(DUE - timedelta(seconds=1))
    before = client.get("/posts/first/").text
    at(DUE)
    after = client.get("/posts/first/").text

    assert "Part 1 of 2" not in before
    assert "Part 1 of 2" in " ".join(after.split())


def test_what_is_due_next_is_known(published):
    with published.app_context():
        assert queries.next_due(now=DUE - timedelta(days=9)) == DUE
        assert queries.next_due(now=DUE) is None


def test_posts_of_the_same_second_are_always_in_the_same_order(folder, app, workshop):
    for slug in ("b", "a", "c"):
        folder.post(slug, slug, tags="[knee]")
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-10-01}\n---\n")
    sync(app, workshop)

    with app.app_context():
        listed = [post.slug for post in queries.listed(now=DUE, limit=9)]
        story = series.story("knee", now=DUE, zone=UTC)
        marks = series.marks(listed, now=DUE)

    assert listed == ["c", "b", "a"]
    assert [part.slug for part in story.parts] == ["a", "b", "c"]
    assert {slug: mark.part for slug, mark in marks.items()} == {"a": 1, "b": 2, "c": 3}


def test_marks_and_boxes_number_parts_alike(folder, app, workshop):
    for number in range(12):
        folder.post(f"p{number}", str(number), date=f"2011-10-{1 + number // 2:02}", tags="[knee]")
    folder.post("draft", draft="yes", tags="[knee]")
    folder.post("future", date="2999-01-01", tags="[knee]")
    folder.write("tags/knee.md", "---\ntitle: Knee\nseries: {started: 2011-10-01}\n---\n")
    sync(app, workshop)

    with app.app_context():
        story = series.story("knee", now=DUE, zone=UTC)
        marks = series.marks([part.slug for part in story.parts], now=DUE)

    assert len(story.parts) == 12
    assert {part.slug: part.number for part in story.parts} == {
        slug: mark.part for slug, mark in marks.items()
    }


def test_of_several_stories_the_first_tag_gives_the_mark(folder, app, workshop):
    folder.post("one", tags="[plain, knee, hip]")
    for tag in ("knee", "hip"):
        folder.write(f"tags/{tag}.md", f"---\ntitle: {tag}\nseries: {{tape: blue}}\n---\n")
    sync(app, workshop)

    with app.app_context():
        marks = series.marks(["one"], now=DUE)
        boxes = series.boxes("one", ["plain", "knee", "hip"], now=DUE, zone=UTC)

    assert marks["one"].path == "/tags/knee/"
    assert [box.story.slug for box in boxes] == ["knee", "hip"]
