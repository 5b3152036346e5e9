"""Photos wait for their post, and go with words that nobody is writing any more."""

import os

import pytest

from blog import clock
from blog.content_sync import sweeping
from blog.database.transaction import transaction
from blog.manuscripts import photos, service
from blog.manuscripts.typed import Typed

DAY = 86_400


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context():
        yield


@pytest.fixture
def content(folder):
    return folder.content


def staged(content, id, *, days):
    """Let a photo wait that came so many days ago."""
    place = photos.folder_of("", id)
    photos.keep(content, place, "IMG 1.jpg", ".jpg", b"points")
    then = clock.now().timestamp() - days * DAY
    os.utime(content / place, (then, then))
    return content / place


def keep(id):
    now = clock.now()
    with transaction():
        service.keep(
            id, Typed(body="x"), author="sarah", path="", over="", number=0, window="w", now=now
        )


def test_photos_of_words_that_were_left_go_after_a_month(content):
    left, lately = staged(content, "left-long-ago", days=31), staged(content, "lately", days=29)

    sweeping.sweep_desk(content)

    assert not left.exists()
    assert (lately / "img-1.jpg").exists()


def test_photos_of_words_on_the_server_stay_for_ever(content):
    place = staged(content, "a-long-story", days=1000)
    keep("a-long-story")

    sweeping.sweep_desk(content)

    assert (place / "img-1.jpg").exists()


def test_nothing_of_the_authors_is_swept(content, folder):
    folder.write("posts/lake/index.md", "---\ntitle: Lake\ndate: 2011-10-14\n---\n")
    folder.write("posts/.hidden/a.jpg", b"points")
    before = sorted(content.rglob("*"))

    sweeping.sweep_desk(content)

    assert sorted(content.rglob("*")) == before
