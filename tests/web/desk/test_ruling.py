"""On every post its author decides about each comment, in a tap, and lands back on it."""

import re

import pytest

from authoring import Desk
from blog.comments.status import Status
from makers import EVERYWHERE
from moderating import (
    POST,
    QUEUE,
    everything,
    land,
    numbers,
    pile,
    press,
    published,
    say,
    send_to,
    undo,
    waits,
)

pytestmark = EVERYWHERE


@pytest.fixture
def blog(app, folder, workshop):
    return published(app, folder, workshop)


@pytest.fixture
def desk(blog):
    return Desk(blog)


def on_post(desk, button):
    """Press a button on the page of the post, and say where that leads."""
    answer = send_to(desk, "/desk/comments/", do=button, post="")
    return desk.client.get(answer.location)


def buttons(page):
    return re.findall(r'form="ruling" name="do" value="([^"]+)"', page.text)


def test_each_comment_has_its_buttons_for_its_author_and_nobody_else(blog, desk, client):
    say(client, "Well run")
    before = client.get(POST)
    waits(client)

    page = desk.client.get(POST)
    assert buttons(page) == ["spam 1", "delete 1", "approve 2", "spam 2", "delete 2"]
    assert "Waits because: 2 links" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"

    assert client.get(POST).data == before.data
    others = Desk(blog, "glenn").client.get(POST)
    assert buttons(others) == []
    assert "Here is the stretch" not in others.text


@pytest.mark.parametrize(
    ("button", "status", "told"),
    [
        ("approve 1", Status.APPROVED, "1 approved."),
        ("spam 1", Status.SPAM, "1 put away as spam."),
        ("delete 1", Status.DELETED, "1 deleted."),
    ],
)
def test_one_tap_lands_on_the_comment_and_another_takes_it_back(
    blog, desk, client, button, status, told
):
    waits(client)
    before = everything(blog)

    leads = on_post(desk, button)
    assert leads.location == f"{POST}?done=1#comment-1"
    page = desk.client.get(leads.location)

    assert told in page.text
    assert 'id="comment-1"' in page.text.partition('class="away"')[0], "it is not in its place"
    assert numbers(blog, status) == [1]
    assert "Taken back." in undo(desk, page).text
    assert everything(blog) == before


def test_what_was_put_away_is_shown_again_from_the_post(blog, desk, client):
    say(client, "Well run")
    on_post(desk, "delete 1")

    page = desk.client.get(POST)
    assert "1 put away" in page.text
    assert "restore 1" in buttons(page)
    assert "Well run" not in client.get(POST).text
    land(desk, on_post(desk, "restore 1"))

    assert "Well run" in client.get(POST).text


def test_a_comment_that_repeats_another_is_folded_into_it_and_unfolded(blog, desk, client):
    say(client, "Well run")
    say(client, "Well run indeed", name="Jo")
    choice = desk.client.get("/desk/comments/2/repeats/?post=&back=/posts/first-mile/").text
    assert 'value="fold 2:1"' in choice

    leads = on_post(desk, "fold 2:1")
    assert "1 thought on" in client.get(POST).text
    page = land(desk, leads)
    assert "1 folded." in page.text
    assert "unfold 2" in buttons(page)
    for _ in range(2):
        assert land(desk, on_post(desk, "unfold 2")).status_code == 200

    assert "2 thoughts on" in client.get(POST).text


def test_what_says_most_nearly_the_same_is_offered_first(desk, client):
    for words in ("Something else altogether", "The tape held on hills", "Hello"):
        say(client, words)
    say(client, "The tape held on the hills", name="Jo")

    page = desk.client.get("/desk/comments/4/repeats/").text

    assert re.findall(r"fold 4:(\d)", page)[0] == "2"


def test_the_sure_repeats_are_offered_folded_at_once_and_unfolded(blog, desk, client):
    say(client, "One")
    say(client, "Two")
    twins(blog)

    page = desk.client.get("/desk/comments/?show=folded").text
    assert "Fold 2 sure ones" in page
    done = press(desk, re.search(r'value="(fold [\d: ]+ [\d: ]+)"', page)[1])

    assert "2 folded." in done.text
    assert numbers(blog, Status.FOLDED) == [3, 4]
    assert "2 thoughts on" in client.get(POST).text
    undo(desk, done)
    assert numbers(blog, Status.FOLDED) == []


def twins(blog):
    """Let what was said twice stand twice, as in an archive."""
    from sqlalchemy import update

    from blog.comments.models import Comment
    from blog.database.engine import db
    from blog.database.transaction import transaction

    pile(blog, ["One", "Two"])
    with blog.app_context(), transaction():
        db.session.execute(
            update(Comment)
            .where(Comment.status == Status.PENDING)
            .values(status=Status.APPROVED, name="Ruth", name_key="ruth")
        )


def test_of_several_chosen_the_oldest_stays(blog, desk, client):
    for name in ("Ann", "Jo", "Mia"):
        say(client, f"Well run, says {name}", name=name)

    page = press(desk, "fold", id=["3", "1", "2"])

    assert "2 folded." in page.text
    assert numbers(blog, Status.APPROVED) == [1]


def test_comments_of_two_posts_are_not_folded(blog, desk, client):
    say(client, "Well run")
    say(client, "Well run", post="the-spot")

    answer = press(desk, "fold", id=["1", "2"])

    assert answer.status_code == 422
    assert "not of one discussion" in answer.text


def test_an_answer_lands_where_readers_see_it_and_is_taken_back(blog, desk, client):
    waits(client)
    before = everything(blog)

    address = "/desk/comments/1/reply/"
    answer = send_to(desk, address, body="Thank you, Ruth.", post="")
    assert land(desk, answer).request.path == POST
    page = client.get(POST).text
    assert "Here is the stretch" in page
    assert page.count('<span class="mark">Author</span>') == 1
    again = send_to(desk, address, body="Thank you, Ruth.", post="")
    assert client.get(POST).text == page, "sent twice, it is one"
    assert "done=" not in desk.client.get(again.location).location

    undo(desk, land(desk, answer))
    assert "Thank you" not in client.get(POST).text
    assert everything(blog)[0][0] == before[0][0]
    send_to(desk, address, body="Thank you, Ruth.", post="")
    assert "Thank you, Ruth." in client.get(POST).text


@pytest.mark.parametrize("words", [" ", "Long " * 2500])
def test_an_answer_that_cannot_be_taken_is_given_back_and_the_comment_waits_on(
    blog, desk, client, words
):
    waits(client)

    answer = press(desk, "", "/desk/comments/1/reply/", body=words)

    assert answer.status_code == 422
    assert words in answer.text
    assert numbers(blog) == [1]


def test_an_answer_is_taken_where_the_discussion_is_closed(blog, desk, client):
    say(client, "How long?")
    send_to(desk, "/desk/posts/first-mile/discussion/", do="close")

    send_to(desk, "/desk/comments/1/reply/", body="Two laps.")

    assert "Two laps." in client.get(POST).text


def test_signed_in_she_writes_as_the_author_without_a_name(desk, client):
    page = desk.client.get(POST).text
    assert "As Sarah, and marked as the author." in page
    assert 'name="website"' not in page

    said = say(desk.client, "Thank you all.", name="")

    assert said.status_code == 303
    read = client.get(POST).text
    assert '<b class="p-author" dir="auto">Sarah</b> <span class="mark">Author</span>' in read
    # Nobody else can say so.
    say(client, "Me too.", name="Sarah")
    assert "Me too." not in client.get(POST).text


def test_on_many_pages_one_lands_on_the_page_of_the_comment(blog, desk, client):
    pile(blog, [f"Words {n}" for n in range(510)])
    last = numbers(blog)[-1]

    leads = on_post(desk, f"approve {last}")
    assert leads.location == f"{POST}?page=2&done=1#comment-{last}"
    page = desk.client.get(leads.location)

    assert f'id="comment-{last}"' in page.text
    assert page.text.count('class="ruled') == 10
    assert "1 thought on" in client.get(POST).text


def test_back_leads_to_this_site_only(desk, client):
    waits(client)

    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = send_to(desk, "/desk/comments/", do="approve 1", back=elsewhere)
        assert answer.location.startswith("/desk/comments/")


def test_what_another_author_did_is_not_taken_back(blog, desk, client):
    waits(client)
    send_to(desk, "/desk/comments/", do="spam 1")
    glenn = Desk(blog, "glenn")

    assert send_to(glenn, "/desk/rulings/1/undo/").status_code == 403
    assert send_to(desk, "/desk/rulings/2/undo/").status_code == 404
    assert numbers(blog, Status.SPAM) == [1]
    assert (
        "spam" not in glenn.client.get("/desk/comments/?done=1").text.partition("</nav>")[2][:300]
    )


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        pytest.param(QUEUE, f"{QUEUE}?done=1#waits-1", id="at the desk"),
        pytest.param(POST, f"{POST}?done=1#comment-1", id="on its post"),
    ],
)
def test_what_is_taken_back_is_found_where_it_stood(blog, desk, client, back, leads):
    waits(client)
    press(desk, "spam 1")

    assert send_to(desk, "/desk/rulings/1/undo/", back=back).location == leads
