"""What waits is decided in a tap, in bulk, and taken back as easily; readers see it at once."""

import re

import pytest

from authoring import Desk, form_of, send
from blog import current
from blog.comments import queries
from blog.comments.status import Status
from makers import EVERYWHERE, sync

pytestmark = EVERYWHERE

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def blog(app, folder, workshop):
    """Two authors' posts; what comes with two links waits."""
    folder.write("site.toml", 'title = "Laps"\nauthor = "sarah"\n')
    folder.write("authors/sarah.md", "---\nname: Sarah\n---\n")
    folder.write("authors/glenn.md", "---\nname: Glenn\n---\n")
    folder.post("first-mile")
    folder.post("the-spot", author="glenn")
    app.extensions[current.WORKSHOP] = workshop
    sync(app, workshop)
    return app


@pytest.fixture
def desk(blog):
    return Desk(blog)


def say(client, body, *, name="Ruth", post="first-mile"):
    fields = {"name": name, "body": body}
    return client.post(f"/posts/{post}/comments/", data=fields, headers=OURS)


def waits(client, words="Here is the stretch", **more):
    say(client, f"{words} https://a.example/1 https://b.example/2", **more)


def press(desk, button, address="/desk/comments/", **more):
    """Press a button of the queue."""
    token = form_of(desk.client.get("/desk/comments/"))["csrf_token"]
    return send(desk.client, address, {"csrf_token": token, "do": button, **more})


def numbers(blog, status=Status.PENDING):
    with blog.app_context():
        return [one.id for one in queries.listed(statuses=[status])]


def test_who_where_what_and_why_it_waits(desk, client):
    waits(client)

    page = desk.client.get("/desk/comments/").text

    assert "1 comment waits" in page
    assert ">Ruth<" in page
    assert "Here is the stretch" in page
    assert 'href="/posts/first-mile/"' in page
    assert "Waits because: 2 links" in page


@pytest.mark.parametrize(
    ("button", "status"),
    [
        ("approve", Status.APPROVED),
        ("spam", Status.SPAM),
        ("delete", Status.DELETED),
    ],
)
def test_one_tap_decides_and_another_takes_it_back(blog, desk, client, button, status):
    waits(client)
    number = numbers(blog)[0]

    page = press(desk, f"{button} {number}")

    assert numbers(blog, status) == [number]
    undo = re.search(r'value="(undo [^"]+)"', page.text)[1]
    because = re.search(r'name="(because-\d+)" value="([^"]+)"', page.text)
    press(desk, undo, **{because[1]: because[2]})
    assert "Waits because: 2 links" in desk.client.get("/desk/comments/").text


def test_readers_see_an_approved_comment_with_their_next_request(blog, desk, client):
    waits(client)
    client.get("/posts/first-mile/")

    press(desk, f"approve {numbers(blog)[0]}")

    assert "Here is the stretch" in client.get("/posts/first-mile/").text


def test_among_a_thousand_spams_the_honest_one_is_found_and_the_rest_swept(blog, desk, client):
    for n in range(40):
        waits(client, f"Deal {n}: https://cheap.example/{n}", name=f"Bob {n}")
    waits(client, "Does the tape help on hills?")

    page = desk.client.get("/desk/comments/?q=tape").text
    assert page.count('class="because"') == 1
    press(desk, re.search(r'value="(approve \d+)"', page)[1])
    rest = desk.client.get("/desk/comments/").text
    sweep = re.search(r'value="(spam [\d ]{20,})"', rest)[1]
    page = press(desk, sweep)

    assert "40 put away as spam." in page.text
    assert numbers(blog) == []
    assert len(numbers(blog, Status.APPROVED)) == 1
    assert re.search(r'value="undo [\d ]{20,}"', page.text)


def test_what_was_chosen_is_decided_together(blog, desk, client):
    waits(client, "One")
    waits(client, "Two")
    first, second = numbers(blog)
    token = form_of(desk.client.get("/desk/comments/"))["csrf_token"]

    desk.client.post(
        "/desk/comments/",
        data={"csrf_token": token, "do": "delete ", "id": [str(first), str(second)]},
        headers=OURS,
    )

    assert numbers(blog, Status.DELETED) == [first, second]


def test_nothing_chosen_does_nothing(desk):
    assert press(desk, "spam ").status_code == 400


def test_put_away_is_shown_again(blog, desk, client):
    waits(client)
    number = numbers(blog)[0]
    press(desk, f"spam {number}")

    assert "Here is the stretch" in desk.client.get("/desk/comments/?show=spam").text
    press(desk, f"restore {number}")

    assert numbers(blog, Status.APPROVED) == [number]


def test_an_answer_approves_and_is_marked_as_the_author_s(blog, desk, client):
    waits(client)
    number = numbers(blog)[0]

    answer = press(desk, "", f"/desk/comments/{number}/reply/", body="Thank you, Ruth.")

    page = client.get(answer.location).text
    assert "Here is the stretch" in page
    assert "Thank you, Ruth." in page
    assert ">Author<" in page


def test_an_empty_answer_is_said(blog, desk, client):
    waits(client)

    answer = press(desk, "", f"/desk/comments/{numbers(blog)[0]}/reply/", body=" ")

    assert answer.status_code == 422


def test_an_author_decides_about_their_own_posts_only(blog, desk, client):
    waits(client)
    waits(client, "On the spot", post="the-spot")
    glenn = Desk(blog, "glenn")
    page = glenn.client.get("/desk/comments/").text
    hers = numbers(blog)[0]

    assert "On the spot" in page
    assert "Here is the stretch" not in page
    assert press(glenn, f"approve {hers}").status_code == 403
    assert press(glenn, "close", "/desk/posts/first-mile/discussion/").status_code == 403
    assert "2 comments wait" in desk.client.get("/desk/comments/").text


def test_a_discussion_is_closed_from_its_post_and_says_when_and_why(desk, client):
    page = desk.client.get("/posts/first-mile/").text
    assert "Close comments" in page
    assert "Close comments" not in client.get("/posts/first-mile/").text

    answer = press(
        desk, "close", "/desk/posts/first-mile/discussion/", why="The story goes on in part 9."
    )

    assert answer.location == "/posts/first-mile/#comments"
    read = client.get("/posts/first-mile/").text
    assert "Comments are closed." in read
    assert "The story goes on in part 9." in read
    assert "Sarah" in read.partition("Comments are closed.")[2]
    assert "Reopen comments" in desk.client.get("/posts/first-mile/").text

    press(desk, "reopen", "/desk/posts/first-mile/discussion/")
    assert "Comments are closed." not in client.get("/posts/first-mile/").text
