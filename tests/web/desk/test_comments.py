"""What waits is decided in a tap, in bulk, and taken back as easily; readers see it at once."""

import re
import time
from datetime import timedelta
from html import unescape

import pytest

from authoring import Desk, form_of
from blog import clock
from blog.comments.status import Status
from makers import EVERYWHERE, sync
from moderating import OURS, numbers, pile, press, published, say, send_to, undo, waits

pytestmark = EVERYWHERE


@pytest.fixture
def blog(app, folder, workshop):
    return published(app, folder, workshop)


@pytest.fixture
def desk(blog):
    return Desk(blog)


def found(desk, **asked):
    """What a shelf says."""
    return desk.client.get("/desk/comments/", query_string=asked).text


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
    assert "Taken back." in undo(desk, page).text
    assert "Waits because: 2 links" in desk.client.get("/desk/comments/").text


def test_readers_see_an_approved_comment_with_their_next_request(blog, desk, client):
    waits(client)
    client.get("/posts/first-mile/")

    press(desk, f"approve {numbers(blog)[0]}")

    assert "Here is the stretch" in client.get("/posts/first-mile/").text


HONEST = "Does the tape help on hills? My physio says https://physio.example/ https://c.example/"


@pytest.mark.parametrize("alike", [True, False], ids=["alike", "all different"])
def test_among_a_thousand_spams_the_honest_one_is_found_and_the_rest_swept(
    blog, desk, client, alike
):
    host = "cheap.example" if alike else "cheap{}.example"
    spam = [f"Deal {n}: https://{host.format(n)}/ https://{host.format(n)}/x" for n in range(1000)]
    pile(blog, spam[:400])
    say(client, HONEST)
    pile(blog, spam[400:], name="Rob")
    began = time.perf_counter()
    page = found(desk)
    took = time.perf_counter() - began

    # One tap after the search, one for the rest.
    assert found(desk, q="tape").count('class="because"') == 1
    honest = numbers(blog)[400]
    press(desk, f"approve {honest}")
    rest = form_of(desk.client.get("/desk/comments/"))
    page = press(desk, "spam group-1" if alike else "spam all", **rest)

    assert took < 20  # On a machine that has nothing else to do it is a twentieth of a second.
    assert "1000 put away as spam." in page.text
    assert numbers(blog) == []
    assert numbers(blog, Status.APPROVED) == [honest]
    assert "Taken back." in undo(desk, page).text
    assert len(numbers(blog)) == 1000


def test_what_is_alike_can_be_looked_at_one_by_one(blog, desk):
    pile(blog, [f"Deal {n}: https://cheap.example/{n}" for n in range(5)])

    assert "5 alike: cheap.example" in found(desk)
    assert found(desk, like="host cheap.example").count('id="waits-') == 5
    assert 'id="waits-' not in found(desk, like="host dear.example")


def test_what_was_chosen_is_decided_together(blog, desk, client):
    waits(client, "One")
    waits(client, "Two")
    first, second = numbers(blog)
    token = form_of(desk.client.get("/desk/comments/"))["csrf_token"]

    desk.client.post(
        "/desk/comments/",
        data={"csrf_token": token, "do": "delete", "id": [str(first), str(second)]},
        headers=OURS,
    )

    assert numbers(blog, Status.DELETED) == [first, second]


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

    assert "Answered." in answer.text
    page = client.get("/posts/first-mile/").text
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

    why = "The story goes on in part 9."
    answer = send_to(desk, "/desk/posts/first-mile/discussion/", do="close", why=why)

    assert answer.location == "/posts/first-mile/?done=1#for-you"
    read = client.get("/posts/first-mile/").text
    assert "Comments are closed." in read
    assert "The story goes on in part 9." in read
    assert "Sarah" in read.partition("Comments are closed.")[2]
    assert "Reopen comments" in desk.client.get("/posts/first-mile/").text

    press(desk, "reopen", "/desk/posts/first-mile/discussion/")
    assert "Comments are closed." not in client.get("/posts/first-mile/").text


def test_a_search_says_where_else_it_found_something(blog, desk, client):
    say(client, "The tape held")
    waits(client, "Which tape?")
    waits(client, "Tape, cheap")
    press(desk, f"spam {numbers(blog)[1]}")

    page = found(desk, q="tape")

    assert page.count('id="waits-') == 1
    assert 'Spam <span class="quiet">(1)</span>' in page
    assert 'Recent <span class="quiet">(2)</span>' in page
    assert "Tape, cheap" in found(desk, q="tape", show="spam")
    assert "The tape held" in found(desk, q="TAPE mile", show="recent")
    assert "The tape held" in found(desk, q="ruth held", show="recent")
    for shelf in ("waiting", "recent", "spam", "deleted", "folded"):
        nothing = found(desk, q="swimming", show=shelf)
        assert "Nothing here says “swimming”." in nothing
        assert 'id="waits-' not in nothing
    assert "<h1>1 of 1 that wait</h1>" in page
    assert "<h1>0 of 1 that wait</h1>" in found(desk, q="swimming")


def test_after_a_decision_the_next_one_is_at_hand(blog, desk, client):
    pile(blog, ["One", "Same", "Two", "Same!", "same", "Three"])
    first, _, second, *_, third = numbers(blog)

    def next_after(number):
        answer = send_to(desk, "/desk/comments/", do=f"approve {number}", back="/desk/comments/")
        return answer.location.partition("#")[2]

    assert next_after(first) == f"waits-{second}", "what is alike is no next one"
    assert next_after(second) == f"waits-{third}"
    assert next_after(third) == ""


def placed(page):
    """Which of those that wait a page says it shows, and the first and the last of them."""
    said = re.search(r'<nav class="turn".*?<p class="quiet">(.*?)</p>', page, re.S)
    shown = [int(number) for number in re.findall(r'id="waits-(\d+)"', page)]
    return said and said[1], shown[0], shown[-1], len(shown)


def way(page, rel):
    """Where a page leads on."""
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found and unescape(found[1])


def test_what_waits_stands_on_pages_and_every_one_can_be_reached(blog, desk):
    pile(blog, [f"Words {n}" for n in range(132)])
    ids = numbers(blog)

    first = found(desk)
    second = desk.client.get(way(first, "next")).text
    third = desk.client.get(way(second, "next")).text

    assert "132 comments wait" in first
    assert placed(first) == ("1 to 50 of 132, oldest first", ids[0], ids[49], 50)
    assert placed(second) == ("51 to 100 of 132, oldest first", ids[50], ids[99], 50)
    assert placed(third) == ("101 to 132 of 132, oldest first", ids[100], ids[131], 32)
    assert (way(first, "prev"), way(third, "next")) == (None, None)
    assert placed(desk.client.get(way(third, "prev")).text) == placed(second)
    assert way(second, "prev") == "/desk/comments/"
    assert desk.client.get("/desk/comments/?behind=x").status_code == 404
    assert placed(found(desk, behind="999999")) == placed(first)


def test_after_a_decision_one_stays_on_the_page_one_was_on(blog, desk):
    pile(blog, [f"Words {n}" for n in range(60)])
    ids = numbers(blog)
    second = desk.client.get(way(found(desk, q="words"), "next"))
    assert placed(second.text) == ("51 to 60 of 60, oldest first", ids[50], ids[59], 10)

    # What the page begins behind is decided elsewhere meanwhile.
    press(desk, f"spam {ids[49]}")
    landed = press(desk, f"approve {ids[50]}", back=form_of(second)["back"])
    assert placed(landed.text) == ("50 to 58 of 58, oldest first", ids[51], ids[59], 9)
    assert 'value="words"' in landed.text

    rest = " ".join(map(str, ids[51:]))
    landed = press(desk, "approve rest", rest=rest, back=form_of(second)["back"])
    assert placed(landed.text) == (None, ids[0], ids[48], 49), "an empty page is no page"


def test_one_stays_on_the_page_of_what_was_put_away(blog, desk):
    pile(blog, [f"Words {n}" for n in range(60)])
    press(desk, "spam all", **form_of(desk.client.get("/desk/comments/")))
    second = desk.client.get(way(found(desk, show="spam"), "next"))
    assert way(second.text, "prev") == "/desk/comments/?show=spam"

    landed = press(desk, f"restore {placed(second.text)[1]}", back=form_of(second)["back"])

    assert placed(landed.text)[3] == 9


def test_pages_are_of_what_is_not_alike_and_groups_come_first_once(blog, desk):
    pile(blog, [f"Deal {n}: https://cheap.example/{n}" for n in range(70)])
    pile(blog, [f"Words {n}" for n in range(60)], name="Ann")

    first = found(desk)
    second = desk.client.get(way(first, "next")).text

    assert placed(first)[0] == "1 to 50 of the 60 not alike, oldest first"
    assert "70 alike: cheap.example" in first
    assert "70 alike" not in second
    assert placed(second)[3] == 10
    each = found(desk, like="host cheap.example")
    assert placed(each)[3] == 50
    assert placed(desk.client.get(way(each, "next")).text)[3] == 20


def test_a_group_names_who_wrote_it_and_how_many_texts_there_are(blog, desk):
    pile(blog, [f"Deal {n}: https://cheap.example/{n}" for n in range(5)])
    pile(blog, ["So true", "So true!"], name="Ann")
    pile(blog, ["so true"], name="Jo")

    page = re.sub("<[^>]+>", "", found(desk))

    assert "Bob 0, Bob 1, Bob 2 and 2 more" in page
    assert "5 different texts, of which this is the first:" in page
    assert "Ann 0, Ann 1, Jo 0" in page


def test_what_came_since_the_last_visit_is_new_until_the_next(desk, client, monkeypatch):
    ahead = timedelta()
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + ahead)
    say(client, "Before the first visit")
    assert ">New<" not in found(desk, show="recent")
    leave(desk)

    ahead = timedelta(hours=3)
    say(client, "While she slept")
    page = found(desk, show="recent")
    assert "New since you last looked" in page
    assert ">1 comment</a>" in page
    assert page.count(">New<") == 1
    assert found(desk, show="recent").count(">New<") == 1, "to look is not to have seen"
    leave(desk)
    assert found(desk, show="recent").count(">New<") == 1, "in one visit new stays new"

    ahead = timedelta(hours=6)
    assert ">New<" not in found(desk, show="recent")
    say(client, "And one more")
    assert ">1 comment</a>" in found(desk)
    send_to(desk, "/desk/comments/seen/", all="")
    assert ">New<" not in found(desk, show="recent")


def leave(desk):
    """Leave the page, as its script says."""
    assert send_to(desk, "/desk/comments/seen/", leaving="").status_code == 204


def test_her_own_words_are_not_new_to_her(blog, desk, client):
    say(client, "How is the knee?")
    leave(desk)
    press(desk, "", f"/desk/comments/{numbers(blog, Status.APPROVED)[0]}/reply/", body="Better.")

    assert ">New<" not in found(desk, show="recent")


def test_older_ones_stand_on_pages(blog, desk):
    pile(blog, [f"Words {n}" for n in range(60)])
    press(desk, "approve all", **form_of(desk.client.get("/desk/comments/")))

    assert found(desk, show="recent").count('id="waits-') == 50
    assert found(desk, show="recent", page="2").count('id="waits-') == 10


REFUSED = [
    *[f"{verb} {{0}}" for verb in ("approve", "refuse", "spam", "delete", "restore", "unfold")],
    "fold {0}:{0}",
]


@pytest.mark.parametrize("button", REFUSED)
def test_nothing_of_another_author_is_decided(blog, client, button):
    waits(client)
    glenn, hers = Desk(blog, "glenn"), numbers(blog)[0]

    assert press(glenn, button.format(hers)).status_code == 403
    assert numbers(blog) == [hers]


def test_nor_among_ones_own(blog, client):
    waits(client)
    waits(client, "On the spot", post="the-spot")
    glenn = Desk(blog, "glenn")

    assert press(glenn, "spam all", all=" ".join(map(str, numbers(blog)))).status_code == 403
    assert len(numbers(blog)) == 2


@pytest.mark.parametrize("said", ["", "shout 1", "spam", "spam x", "spam 1:2", "fold 1", "fold"])
def test_a_button_that_makes_no_sense_does_nothing(desk, client, said):
    waits(client)

    assert press(desk, said).status_code == 400


def test_what_is_not_there_is_not_found(desk):
    assert press(desk, "spam 99").status_code == 404


def test_of_a_post_that_is_gone_nothing_leads_there(blog, desk, client, folder, workshop):
    waits(client)
    folder.remove("posts/first-mile.md")
    sync(blog, workshop, accept_removals=True)

    page = found(desk)

    assert "Here is the stretch" in page
    assert "(its post is gone)" in page
    assert "/posts/first-mile/" not in page
    assert ">Reply<" not in page
    assert 'value="delete 1"' in page
