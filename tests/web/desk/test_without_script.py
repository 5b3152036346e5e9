"""Everything an author does can be done where no script runs: by links, forms and buttons."""

import pytest

from blog import clock, current
from blog.comments import queries
from blog.comments.status import Status
from entering import OURS, PASSWORD, choose, link
from makers import sync
from scriptless import Browser

STORY = "---\ntitle: The knee\nseries: {started: 2026-01-01, status: healing}\n---\n"


@pytest.fixture
def blog(app, folder, workshop):
    """A blog with a story under way, whose author has a password."""
    folder.write("tags/knee.md", STORY)
    folder.post("it-began", tags="knee", date=f"{clock.now():%Y-%m-%d}")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    choose(app.test_client(), link(app))
    return app


@pytest.fixture
def author(blog):
    """Sarah, who comes by the front door."""
    browser = Browser(blog.test_client()).open("/desk/")
    browser.fill("Name", "sarah").fill("Password", PASSWORD).press("Sign in")
    assert browser.heading == "Sarah’s desk"
    return browser


def say(blog, name):
    """Say something that waits, because of its links."""
    fields = {"name": name, "body": f"I am {name}: https://a.example https://b.example"}
    blog.test_client().post("/posts/it-began/comments/", data=fields, headers=OURS)


def standing(blog):
    with blog.app_context():
        return {one.name: one.status for one in queries.listed()}


def public(blog, path="/posts/it-began/"):
    return blog.test_client().get(path).text


def test_signing_out(author):
    author.press("Sign out").open("/desk/")

    assert author.heading == "Sign in"


def test_writing_saving_previewing_and_publishing(blog, author):
    author.follow("Write").fill("Title", "At the lake").fill("Text", "Cold, and it held.")
    author.press("Save")
    address = author.address
    assert author.press("Preview").heading == "At the lake"
    assert "Cold, and it held." not in public(blog, "/")

    author.open(address).press("Publish").press("Publish now")

    assert author.page.one(".address")["href"] == "/posts/at-the-lake/"
    assert "Cold, and it held." in public(blog, "/posts/at-the-lake/")


def test_checking_in(blog, author):
    author.follow("Check in").fill("Run", "").fill("How far", "3").fill("How long", "33")
    author.fill("1", "").fill("One sentence", "Gone by the door.").press("Publish part 2")

    assert "Gone by the door." in public(blog, author.page.one(".address")["href"])


@pytest.mark.parametrize(
    ("button", "status"),
    [
        ("Approve", Status.APPROVED),
        ("Spam", Status.SPAM),
        ("Delete", Status.DELETED),
    ],
)
def test_deciding_on_a_comment_and_taking_it_back(blog, author, button, status):
    say(blog, "Ruth")

    author.open("/desk/").follow("1 comment waits").press(button)

    assert standing(blog) == {"Ruth": status}
    author.press("Undo")
    assert standing(blog) == {"Ruth": Status.PENDING}


def test_replying(blog, author):
    say(blog, "Ruth")

    author.open("/desk/comments/").fill("Your answer", "Thank you, Ruth.").press("Answer")

    assert "Thank you, Ruth." in public(blog)
    assert standing(blog)["Ruth"] == Status.APPROVED


def test_closing_a_discussion_with_a_reason_and_opening_it_again(blog, author):
    author.open("/posts/it-began/").fill("Why close them?", "It goes on in part 2.")
    author.press("Close comments")
    assert "It goes on in part 2." in public(blog)
    assert "comments-closed" in public(blog)

    author.press("Reopen comments")

    assert "comments-closed" not in public(blog)
