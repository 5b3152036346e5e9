"""Discussions older than some days are closed at once: named first, and opened as easily."""

from datetime import timedelta

import pytest

from authoring import Desk
from blog import clock
from blog.comments import queries
from makers import sync
from moderating import press, published, say, send_to, undo


@pytest.fixture
def blog(app, folder, workshop):
    published(app, folder, workshop)
    folder.post("yesterday", date=f"{clock.now() - timedelta(days=1):%Y-%m-%d}")
    folder.post("never", comments="off")
    folder.post("shut", comments="closed")
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


OLDER = "/desk/discussions/"


def closed(client, slug):
    return "Comments are closed." in client.get(f"/posts/{slug}/").text


def test_it_says_first_which_and_how_many(desk):
    page = desk.client.get(f"{OLDER}?older=30").text

    assert "2 discussions are open there" in page
    assert [slug for slug in SLUGS if f'value="{slug}"' in page] == ["first-mile", "the-spot"]
    assert "3 discussions are open there" in desk.client.get(f"{OLDER}?older=0").text
    assert "No discussion is open there." in desk.client.get(f"{OLDER}?older=36000").text


SLUGS = ["first-mile", "the-spot", "yesterday", "never", "shut"]


def test_they_are_closed_with_a_reason_and_open_again(blog, desk, client):
    before = client.get("/posts/the-spot/").data

    done = press(desk, "", f"{OLDER}close/", slug=["first-mile", "the-spot"], why="It goes on.")

    assert "2 discussions closed." in done.text
    assert closed(client, "first-mile")
    assert "It goes on." in client.get("/posts/the-spot/").text
    assert not closed(client, "yesterday")
    undo(desk, done)
    assert client.get("/posts/the-spot/").data == before
    with blog.app_context():
        assert queries.decisions(["first-mile"]) == {"first-mile": []}


def test_each_author_closes_their_own(blog, client):
    glenn = Desk(blog, "glenn")

    page = glenn.client.get(f"{OLDER}?older=30").text

    assert "1 discussion is open there" in page
    assert 'value="the-spot"' in page
    both = ["the-spot", "first-mile"]
    assert send_to(glenn, f"{OLDER}close/", slug=both).status_code == 403
    assert send_to(glenn, f"{OLDER}close/", slug=["nowhere"]).status_code == 404
    assert not closed(client, "the-spot")


def test_what_somebody_has_said_in_lately_counts_by_its_post(desk, client):
    say(client, "Still here")

    assert 'value="first-mile"' in desk.client.get(f"{OLDER}?older=30").text


@pytest.mark.parametrize("asked", ["soon", "-1", "1.5", "999999"])
def test_days_are_a_whole_number(desk, asked):
    page = desk.client.get(OLDER, query_string={"older": asked}).text

    assert "A whole number of days" in page
    assert f'value="{asked}"' in page


def test_a_single_one_is_closed_and_reopened_from_its_post(blog, desk, client):
    address = "/desk/posts/first-mile/discussion/"
    answer = send_to(desk, address, do="close", why="Enough said.")
    page = desk.client.get(answer.location)

    assert "1 discussion closed." in page.text
    assert "Enough said." in client.get("/posts/first-mile/").text
    undo(desk, page)
    assert not closed(client, "first-mile")
    assert send_to(Desk(blog, "glenn"), address, do="close").status_code == 403
