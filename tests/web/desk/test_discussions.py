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


ONE = "/desk/posts/first-mile/discussion/"


def test_a_button_it_has_not_closes_nothing(desk, client):
    assert send_to(desk, ONE, do="shout").status_code == 400
    assert send_to(desk, ONE).status_code == 400
    assert not closed(client, "first-mile")


def test_to_close_none_is_said_to_be_nothing(desk):
    assert "Nothing was left to do." in press(desk, "", f"{OLDER}close/", slug=[]).text
    press(desk, "close", ONE)
    assert "Nothing was left to do." in press(desk, "close", ONE).text


def test_a_header_that_says_off_is_not_overruled_unawares(blog, desk):
    answer = send_to(desk, "/desk/posts/never/discussion/", do="reopen")

    assert answer.status_code == 409
    assert "comments: off" in answer.text


def test_a_reason_stays_whole_and_until_there_is_another(desk, client):
    why = "The story goes on elsewhere. " * 30
    press(desk, "close", ONE, why=why)
    assert why.strip() in client.get("/posts/first-mile/").text

    press(desk, "close", ONE, why=" ")
    assert why.strip() in client.get("/posts/first-mile/").text
    press(desk, "close", ONE, why="Enough.")
    assert "Enough." in client.get("/posts/first-mile/").text


def test_a_reason_leads_where_it_says_and_can_be_changed(desk, client):
    press(desk, "close", ONE, why="It goes on at https://a.example/?a=1&b=<i>.")

    page = desk.client.get("/posts/first-mile/")
    link = '<a href="https://a.example/?a=1&amp;b=">https://a.example/?a=1&amp;b=</a>&lt;i&gt;.'
    assert link in client.get("/posts/first-mile/").text
    assert 'value="It goes on at https://a.example/?a=1&amp;b=&lt;i&gt;."' in page.text
    assert "Say why" in page.text
    press(desk, "close", ONE, why="It goes on elsewhere.")
    assert "It goes on elsewhere." in client.get("/posts/first-mile/").text
